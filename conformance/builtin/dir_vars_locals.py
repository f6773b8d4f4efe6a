x = 1
def f(a, *b, c=3, **d):
    y = 2
    def inner(): return y
    l = locals(); l.pop('inner'); print(l)
    return sorted(dir())
print(f(1, 2, 3, z=4))
print(globals() is locals(), 'x' in globals())
class C:
    z = 1
    print(sorted(k for k in locals() if k != '__firstlineno__' and k != '__static_attributes__'))
    print(sorted(k for k in dir() if k != '__firstlineno__'))
print([k for k in dir(C()) if not k.startswith('__')])
class D:
    def __dir__(self): return ['b', 'a']
print(dir(D()))
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
class E:
    def __dir__(self): return 5
t(lambda: dir(E())); t(lambda: dir(1,2)); t(lambda: globals(1)); t(lambda: len(dir(int))); t(lambda: dir([]) == sorted(dir([]))); t(lambda: [locals() for q in [1]])
