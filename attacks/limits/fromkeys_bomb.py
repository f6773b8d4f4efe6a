# A dict of a range.
dict.fromkeys(range(10**9))
