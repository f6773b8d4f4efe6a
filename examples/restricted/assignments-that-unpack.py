# So does an assignment; what does not fit is the usual ValueError.
from RestrictedPython import compile_restricted_exec
from RestrictedPython.Guards import guarded_unpack_sequence

def guard(ob):
    asked.append(ob)
    return ob

asked = []
names = {'_getiter_': guard, '_unpack_sequence_': guarded_unpack_sequence}
exec(compile_restricted_exec('a, (b, c) = 1, (2, 3)\n*d, e = "xyz"\n(f, (g, *h)), i = (1, (2, 3)), 4').code, names)
print([names[n] for n in 'abcdefghi'], asked)
for source in ('a, b = 1, 2, 3', 'a, b, c = 1, 2', 'a, (b, c) = 1, (2, 3, 4)', 'a, *b = ()'):
    try:
        exec(compile_restricted_exec(source).code, names)
    except ValueError as e:
        print(e)
#> [1, 2, 3, ['x', 'y'], 'z', 1, 2, [3], 4] [(1, (2, 3)), (2, 3), 'xyz', ((1, (2, 3)), 4), (1, (2, 3)), (2, 3)]
#> too many values to unpack (expected 2, got 3)
#> not enough values to unpack (expected 3, got 2)
#> too many values to unpack (expected 2, got 3)
#> not enough values to unpack (expected at least 1, got 0)
