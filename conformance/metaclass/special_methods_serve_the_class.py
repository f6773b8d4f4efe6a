class M(type):
    def __instancecheck__(c, o): return o == 'yes'
    def __subclasscheck__(c, s): return s is int
    def __iter__(c): return iter('abc')
    def __len__(c): return 7
    def __getattr__(c, n): return 'meta ' + n
    def __contains__(c, x): return True
    def __getitem__(c, k): return k
    def __repr__(c): return 'M!' + c.__name__
    @property
    def prop(c): return 'prop of ' + c.__name__
    def method(c): return c.__name__
class A(metaclass=M): pass
print(isinstance('yes', A), isinstance('no', A), issubclass(int, A), issubclass(str, A), list(A), len(A), A.zip, 5 in A, A['k'], A, A.prop, A.method())
try: A().method
except AttributeError as e: print(e)
