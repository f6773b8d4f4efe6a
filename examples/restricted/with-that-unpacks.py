# The targets of with are unpacked through the guards.
from RestrictedPython import compile_restricted_exec
from RestrictedPython.Guards import guarded_unpack_sequence

class Pair:
    def __enter__(self):
        return 1, (2, 3)
    def __exit__(self, *exc):
        return False

names = {'_getiter_': iter, '_unpack_sequence_': guarded_unpack_sequence, 'pair': Pair()}
exec(compile_restricted_exec('with pair as (a, (b, c)), pair as d:\n    e = a + b + c, d').code, names)
print(names['e'], '_tmp0' in names)
#> (6, (1, (2, 3))) False
