# str.zfill reserves before it fills.
'1'.zfill(10**10)
