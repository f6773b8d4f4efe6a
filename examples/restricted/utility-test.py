# test chooses by conditions.
from RestrictedPython.Utilities import test

print(test(1, 'a'), test(0, 'a'), test(0, 'a', 'b'), test(0, 'a', 1, 'b', 'c'), test(0, 'a', 0, 'b', 'c'), test('only'), test())
#> a None b b c only None
