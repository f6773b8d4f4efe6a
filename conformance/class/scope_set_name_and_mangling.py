class X:
    def __set_name__(self, owner, name): raise ValueError('bad name')
try:
    class Y: x = X()
except ValueError as e: print(e, e.__notes__)
class Z:
    def f(self): return __class__
print(Z().f() is Z)
class W:
    y = 1
    z = [y for _ in range(2)]
    print(z)
    def g(self): return self.__secret
    __secret = 5
print(W().g(), W._W__secret)
class Q:
    global gg
    gg = 5
    def k(): pass
    del k
print(gg, hasattr(Q, 'k'))
