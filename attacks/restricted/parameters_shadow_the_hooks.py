# from: RestrictedPython CVE-2026-55830
# after: a hook's own name, taken by a parameter of any kind, by an import or a class
# must: contained
from RestrictedPython import RestrictingNodeTransformer, compile_restricted_exec, safe_builtins
from RestrictedPython.Guards import safer_getattr


class Lax(RestrictingNodeTransformer):
    def check_name(self, node, name, allow_magic_methods=False):
        pass


FORMS = (
    'def f(_getattr_, /): return x.__class__.__base__.__subclasses__()',
    'def f(_getattr_): return x.real',
    'def f(*_getattr_): return x.real',
    'def f(*, _getattr_=None): return x.real',
    'def f(**_getattr_): return x.real',
    'f = lambda _getattr_, /: x.real',
    'f = [x.real for _getattr_ in y]',
    'import a as _getattr_',
    'class _getattr_: pass',
    'try:\n    pass\nexcept E as _getattr_:\n    pass',
    '(_getattr_ := y)',
    'for _getattr_ in y: pass',
    'with y as _getattr_: pass',
    'global _getattr_\n_getattr_ = y',
    'def f(_print_, __import__, __builtins__, __metaclass__, _write_, /): import os; print(os.environ["CANARY_SECRET"])',
    'match y:\n    case _getattr_: pass',
)
for source in FORMS:
    print(compile_restricted_exec(source).errors)


def mine(ob, name):
    return type(ob).__subclasses__() if name == 'real' else None


for source in FORMS[:6]:
    result = compile_restricted_exec(source, policy=Lax)
    if result.code is None:
        print(result.errors)
        continue
    names = {'__builtins__': safe_builtins, '_getattr_': safer_getattr, 'x': 1, 'y': [mine]}
    try:
        exec(result.code, names)
        found = names['f'](mine)
        for each in found if isinstance(found, list) else ():
            space = getattr(getattr(each, '__init__', None), '__globals__', {})
            if 'os' in space:
                print(each, space['os'].environ.get('CANARY_SECRET'))
    except Exception as e:
        print(type(e).__name__, e)
