# from: a function that trusted code calls looks who called it
# after: frames of the library and of natives
# must: contained
import functools
import sys

seen = set()


def look(*args):
    frame = sys._getframe()
    while frame is not None:
        seen.add(frame.f_code.co_filename)
        if '__builtins__' not in frame.f_globals:
            print('ESCAPED', frame.f_code.co_name)
        frame = frame.f_back
    return 0


class K:
    __eq__ = __lt__ = __hash__ = __index__ = __len__ = __bool__ = __get__ = __del__ = __repr__ = look

    def __hash__(self):
        return look()


sorted([3, 1, 2], key=look)
sorted([K(), K()])
list(map(look, [1, 2]))
list(filter(look, [1, 2]))
max([1, 2], key=look)
{K(): 1, K(): 2}
K() in [K()]
functools.reduce(look, [1, 2, 3])
try:
    repr([K()])
except TypeError:
    pass
print(len(seen) >= 1)
for name in seen:
    if name.endswith(('.ts', '.js', '.mjs', '.cjs')):
        print('ESCAPED', name)
