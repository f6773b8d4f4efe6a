def gen(*a):
    yield from a

for args in (([1], [1, 2]), ([1, 2], [1]), (gen(1), gen(1, 2)), ([1], [1], [1, 2]), ([1, 2], [1, 2], [1])):
    for make in (lambda: zip(*args, strict=True), lambda: map(lambda *a: a, *args, strict=True)):
        try:
            print(list(make()))
        except ValueError as e:
            print(e)
