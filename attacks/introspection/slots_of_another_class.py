# from: slot descriptors moved to a class of another layout
# after: fields of another object
# must: contained
class A:
    __slots__ = ('a', 'b', 'c')


class B:
    __slots__ = ('x',)


class C:
    pass


secret = A()
secret.a = 'kept'
B.stolen = A.__dict__['a']
C.stolen = A.__dict__['c']
for o in (B(), C(), 1, 'a', []):
    for use in (lambda: o.stolen, lambda: setattr(o, 'stolen', 1), lambda: delattr(o, 'stolen'), lambda: A.a.__get__(o), lambda: A.a.__set__(o, 5), lambda: A.b.__delete__(o)):
        try:
            print('got', use())
        except Exception as e:
            print(type(e).__name__)
for name in ('__dict__', '__weakref__', '__class__', 'a b', '', '__proto__', 'constructor', 5, None, '__slots__'):
    try:
        t = type('T', (), {'__slots__': (name,)})
        print(t.__slots__, hasattr(t(), str(name)))
    except Exception as e:
        print(type(e).__name__)
