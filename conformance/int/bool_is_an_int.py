print(True + True, True * 3, -True, ~False, True & False, True | 2, isinstance(True, int), bool.__mro__)
print(repr(True), str(False), int(True), True == 1, hash(True), sum([True, False, True]), [10, 20][True])
