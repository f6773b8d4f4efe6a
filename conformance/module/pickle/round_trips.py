import pickle
class Point:
    def __init__(self, x): self.x = x
    def __eq__(self, other): return self.x == other.x
values = [None, True, 10**40, -1, 1.5, 'é\U0001f600', b'x', [1, [2]], (1,), {'a': {1, 2}}, frozenset([3]), range(3), Point([1]), len, Point, Ellipsis, 1j, bytearray(b'q')]
for value in values:
    for protocol in range(6):
        assert pickle.loads(pickle.dumps(value, protocol)) == value, (value, protocol)
print(pickle.dumps({'a': [1, 'b', (None, True)]}, 2), pickle.dumps('x', 4))
for bad in (lambda: 0, (i for i in ())):
    try:
        pickle.dumps(bad)
    except Exception as error:
        print(type(error).__name__, str(error).split(' at 0x')[0])
