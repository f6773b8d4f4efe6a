def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e, getattr(e,'name','-'), getattr(e,'path','-'), getattr(e, 'name_from', '-'))
import sys
t(lambda: __import__('sys') is sys); t(lambda: __import__('nosuch')); t(lambda: __import__('')); t(lambda: __import__(5)); t(lambda: __import__('sys', level=-1)); t(lambda: __import__('sys.foo')); t(lambda: __import__('foo', {}, {}, [], 1)); t(lambda: __import__('foo', {'__package__': 'pk'}, {}, [], 1)); t(lambda: __import__('foo', {'__name__': 'a.b'}, {}, [], 1)); t(lambda: __import__('foo', {'__package__': 5}, {}, [], 1)); t(lambda: __import__('foo', {'__package__': ''}, {}, [], 1)); t(lambda: __import__('foo', {'__package__': 'a'}, {}, [], 3)); t(lambda: __import__()); t(lambda: __import__('sys', fromlist=['foo']) is sys); t(lambda: __import__('sys', fromlist=[5]))
def a(): from sys import nosuch
def b(): import nosuch.x.y
def c(): from . import x
def d(): from .x import y
def e(): from sys import maxsize, nope
t(a); t(b); t(c); t(d); t(e)
sys.modules['blocked'] = None
t(lambda: __import__('blocked')); t(lambda: __import__('blocked.x'))
class Fake:
    __name__ = 'fake'
    val = 5
sys.modules['fake'] = Fake()
import fake
from fake import val
print(fake.val, val)
def f(): from fake import other
t(f)
import types
m = types.ModuleType('mymod'); m.x = 1; m._y = 2; sys.modules['mymod'] = m
ns = {}
exec('from mymod import *', ns); print(sorted(k for k in ns if k[:2] != '__'))
m.__all__ = ['_y', 'zz']
def g(): exec('from mymod import *', {})
t(g)
m.__all__ = ['x', 5]
t(g)
m.__all__ = ['_y']; ns = {}; exec('from mymod import *', ns); print(sorted(k for k in ns if k[:2] != '__'))
def h(): from mymod import q
t(h)
m.__file__ = '/a/b.py'; t(h)
del m.__name__; t(h)
p = types.ModuleType('pkg'); p.__path__ = []; sys.modules['pkg'] = p
t(lambda: __import__('pkg.sub')); 
s = types.ModuleType('pkg.sub'); sys.modules['pkg.sub'] = s
import pkg.sub as q; print(q is s)
import pkg.sub; print(pkg is p)
def i(): from pkg import nothere
t(i)
from pkg import sub; print(sub is s)
class Finder:
    def find_spec(self, name, path, target=None):
        print('find', name, path); return None
sys.meta_path.insert(0, Finder())
t(lambda: __import__('xyz'))
t(lambda: __import__('pkg.xyz'))
