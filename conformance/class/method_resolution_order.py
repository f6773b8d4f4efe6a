class A: pass
class B(A): pass
class C(A): pass
class D(B, C): pass
print([c.__name__ for c in D.__mro__], D.__bases__, D.__base__)
for bases in ((A, B), (B, B), (int, str), (bool,)):
    try:
        type('X', bases, {})
    except TypeError as error:
        print(error)
