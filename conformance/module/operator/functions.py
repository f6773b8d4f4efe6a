import operator as op
print(op.add(1, 2), op.itemgetter(1, 'x'[0:0] or 0)([5, 6]), op.attrgetter('real', 'imag')(1 + 2j), op.methodcaller('split', ',')('a,b'), op.truth([]), op.index(True), op.contains([1], 1), op.countOf([1, 1], 1), op.concat('a', 'b'), op.iadd([1], [2]), op.length_hint(iter([1, 2])))
for operation in (lambda: op.index(1.0), lambda: op.itemgetter(), lambda: op.attrgetter(5), lambda: op.concat(1, 2), lambda: op.itemgetter('a')({})):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
