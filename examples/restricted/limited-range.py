# The range of limited_builtins: less than a thousand items.
from RestrictedPython.Limits import limited_builtins

limited = limited_builtins['range']
print(limited(3), limited(1, 4), limited(4, 0, -2), len(limited(999)), limited(5, 1), limited(0, 10**9, 10**7))
for args in ((1000,), (0, 5000), (5000, 0, -1), (1, 2, 0), (1, 2, 3, 4)):
    try:
        limited(*args)
    except Exception as e:
        print(type(e).__name__, e)
#> range(0, 3) range(1, 4) range(4, 0, -2) 999 range(5, 1) range(0, 1000000000, 10000000)
#> ValueError To be created range() object would be to large, in RestrictedPython we only allow 1000 elements in a range.
#> ValueError To be created range() object would be to large, in RestrictedPython we only allow 1000 elements in a range.
#> ValueError To be created range() object would be to large, in RestrictedPython we only allow 1000 elements in a range.
#> ValueError zero step for range()
#> AttributeError range() requires 1-3 int arguments
