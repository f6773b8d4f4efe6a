# str.center, ljust and rjust likewise.
kept = []
for method in (bytes.center, bytes.ljust, bytes.rjust, bytearray.center):
    kept.append(method(b'x' if 'bytes ' in repr(method) else bytearray(b'x'), 10**9))
