# bytes.center, ljust and rjust, and those of str.
kept = []
for width in (10**6, 10**7, 10**8, 10**9):
    for text in ('x', b'x', bytearray(b'x')):
        kept.append([text.center(width), text.ljust(width), text.rjust(width)])
