import sys
class Loader:
    def create_module(self, spec): return None
    def exec_module(self, module):
        print('exec', module.__name__, module.__spec__.name, module.__package__)
        exec(src[module.__name__], module.__dict__)
class Spec:
    def __init__(self, name, loader, pkg):
        self.name = name; self.loader = loader; self.origin = None; self.submodule_search_locations = [] if pkg else None
        self._uninitialized_submodules = []; self.cached = None; self.has_location = False; self.parent = name if pkg else name.rpartition('.')[0]
class Finder:
    def find_spec(self, name, path, target=None):
        if name in src: return Spec(name, Loader(), name in ('p', 'p.q'))
src = {
 'p': 'x = 1\nfrom . import a\nfrom .q import deep',
 'p.a': 'from . import x\nfrom .. import y' if 0 else 'from . import x\ny = x + 1',
 'p.q': 'from .deep import val\nfrom ..a import y',
 'p.q.deep': 'val = 42',
 'c1': 'import c2\nz = 1',
 'c2': 'from c1 import z',
 'bad': '1/0',
 'toofar': 'from ... import x',
}
sys.meta_path.insert(0, Finder())
import p
print(p.a.y, p.q.val, p.deep.val, p.q.y, sorted(k for k in vars(p) if k[:2] != '__'))
import p.q.deep as d; print(d.val)
def t(f):
    try: f()
    except BaseException as e: print(type(e).__name__, e, getattr(e,'name','-'))
def a(): import c1
t(a); print('c1' in sys.modules, 'c2' in sys.modules)
def b(): import bad
t(b); print('bad' in sys.modules)
def c(): import toofar
t(c)
def d(): from p import nothing
t(d)
def e(): import p.nothing
t(e)
def f(): import p.a.b
t(f)
