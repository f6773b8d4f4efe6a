class C:
    def method(self): return self
    @classmethod
    def cm(cls): return cls
    @staticmethod
    def sm(): return 'static'
c = C()
bound = c.method
print(bound() is c, bound.__self__ is c, bound.__func__ is C.__dict__['method'], c.method == c.method, c.method is c.method)
print(C.cm() is C, c.cm() is C, c.sm(), C.method.__get__(5)(), str.upper.__get__('a')(), type(C.__dict__['cm']), C.method.__qualname__)
