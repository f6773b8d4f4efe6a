def double(x):
    return 2 * x


for make in (lambda: map(double, [1, 2, 3]), lambda: map(bytearray, [b'a', b'b']), lambda: filter(lambda x: x > 1, [1, 2, 3])):
    it = make()
    print(next(it, None), next(it, None), next(it, None), next(it, 'end'), next(it, 'end'))


def stop(x):
    raise StopIteration


print(next(map(stop, [1, 2]), 'stopped'))
