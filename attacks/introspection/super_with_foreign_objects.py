# from: super() with types that do not belong
# after: methods of a class on an object that is none
# must: contained
class A:
    def f(self):
        return type(self)


class B(A):
    pass


for args in ((A, 1), (int, A()), (type, A), (A, A), (B, A()), (object, 5), (super, super), (None, None), (int, True), (type, type), (A,), (1,), ()):
    try:
        s = super(*args)
        print(repr(s)[:40])
        for name in ('__getattribute__', '__init__', '__class__', '__self__', '__thisclass__', 'f', '__dict__', '__subclasses__', '__setattr__'):
            try:
                getattr(s, name)
            except AttributeError:
                pass
    except Exception as e:
        print(type(e).__name__)
s = super(B, B())
try:
    s.__init__(int, 5)
    print(s.__self__, s.__thisclass__)
except TypeError as e:
    print(e)
try:
    s.__init__(A, 5)
except TypeError as e:
    print(e)
