class A:
    def __eq__(self, other):
        return NotImplemented


class B(A):
    pass


a, b, c = A(), B(), object()
print(a != b, b != a, a != c, c != a, a != 1, 1 != a, a != a, [a] != [b])
print(a == b, a == 1, 1 == a, a == a, a in [b, c])
print(a.__ne__(b), a.__eq__(b))


class C:
    def __ne__(self, other):
        return NotImplemented


print(C() != C(), C() != 1, 1 != C(), C() == C())
