# A loop with several targets unpacks through the guards.
from RestrictedPython import compile_restricted_exec
from RestrictedPython.Guards import guarded_iter_unpack_sequence

def guard(ob):
    asked.append(ob)
    return ob

asked = []
names = {'_getiter_': guard, '_iter_unpack_sequence_': guarded_iter_unpack_sequence}
exec(compile_restricted_exec("""
out = []
for a, (b, *c) in [(1, (2, 3, 4)), (5, (6,))]:
    out = out + [(a, b, c)]
more = [k + v for k, v in {1: 2}.items()] if False else [x + y for x, y in [(1, 2)]]
""").code, names)
print(names['out'], names['more'])
print(asked)
#> [(1, 2, [3, 4]), (5, 6, [])] [3]
#> [[(1, (2, 3, 4)), (5, (6,))], (1, (2, 3, 4)), (2, 3, 4), (5, (6,)), (6,), [(1, 2)], (1, 2)]
