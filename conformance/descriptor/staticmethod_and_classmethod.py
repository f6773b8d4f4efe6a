class A:
    @staticmethod
    def s(x): 'sdoc'; return x
    @classmethod
    def c(cls, x): 'cdoc'; return cls, x
print(A.s(1), A().s(2), A.c(3), A().c(4))
sm = A.__dict__['s']; cm = A.__dict__['c']
print(type(sm), type(cm), sm(5), sm.__name__, sm.__doc__, cm.__func__.__name__, sm.__wrapped__ is sm.__func__, cm.__doc__, cm.__name__)
print(repr(sm)[:29], repr(cm)[:28], sm.__isabstractmethod__)
try: cm(1)
except TypeError as e: print(e)
print(cm.__get__(None, int)(1), cm.__get__('x')(2), sm.__get__(1) is sm.__func__)
print(staticmethod(len)([1]), classmethod(int).__get__(None, str))
try: staticmethod()
except TypeError as e: print(e)
try: staticmethod(1, 2)
except TypeError as e: print(e)
sm.attr = 1; print(sm.attr)
