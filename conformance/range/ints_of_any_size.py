r = range(10**30, 10**30 + 10, 3)
print(list(r), len(r), r[-1], r[1:], 10**30 + 6 in r, r.index(10**30 + 9), list(reversed(r)))
print(range(10**40)[::10**39][5], range(2**53 - 2, 2**53 + 2)[3])
try:
    len(range(10**30))
except OverflowError as e:
    print(e)
