import copyreg
import pickle
import typing

T = typing.TypeVar('T')


class Box(typing.Generic[T]):
    def __init__(self, x):
        self.x = x


class Both(Box[int]):
    pass


for cls in (Box, Both):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        made = pickle.loads(pickle.dumps(cls([1]), protocol))
        print(cls.__name__, protocol, type(made) is cls, made.x)
print(Box(1).__reduce_ex__(1)[0] is copyreg._reconstructor, Box(1).__reduce_ex__(1)[1][1:])
