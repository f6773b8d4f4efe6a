# Runs cases through RestrictedPython, whichever it is, and prints a line of JSON for each: what was found, and what the
# code does when all its guards are there and write down that they were called.
import io
import json
import re
import sys
import warnings

from RestrictedPython import Eval, Guards, compile as compiler
from RestrictedPython.PrintCollector import PrintCollector

COMPILE = {
    'exec': compiler.compile_restricted_exec,
    'eval': compiler.compile_restricted_eval,
    'single': compiler.compile_restricted_single,
}


class Thing:
    _guarded_writes = 1

    def __init__(self):
        self.a = 1
        self.b = [1, 2, 3]
        self.c = {'k': 'v'}
        self.pair = (1, (2, 3))

    def method(self, *args, **kw):
        return args, kw

    def __enter__(self):
        return self.pair

    def __exit__(self, *exc):
        return False

    def __repr__(self):
        return 'Thing(%r, %r, %r)' % (self.a, self.b, self.c)


def world():
    log = []

    def note(name, result, *shown):
        log.append([name, *map(show, shown)])
        return result

    def inplace(op, x, y):
        note('inplacevar', None, op, x, y)
        return {'+=': lambda: x + y, '-=': lambda: x - y, '*=': lambda: x * y}.get(op, lambda: (op, x, y))()

    names = {
        '__builtins__': dict(Guards.safe_builtins, list=list, dict=dict, set=set, iter=iter, next=next, sum=sum),
        '__name__': 'case',
        '__metaclass__': type,
        '_getattr_': lambda ob, name: note('getattr', Guards.safer_getattr_raise(ob, name), name),
        '_getitem_': lambda ob, index: note('getitem', ob[index], index),
        '_getiter_': lambda ob: note('getiter', Eval.default_guarded_getiter(ob)),
        '_iter_unpack_sequence_':
            lambda *args: note('iter_unpack', Guards.guarded_iter_unpack_sequence(*args), args[1]),
        '_unpack_sequence_': lambda *args: note('unpack', Guards.guarded_unpack_sequence(*args), args[1]),
        '_write_': lambda ob: note('write', ob),
        '_inplacevar_': inplace,
        '_apply_': lambda f, *args, **kw: note('apply', f(*args, **kw), args, kw),
        '_print_': PrintCollector,
        't': Thing(),
        'items': [3, 1, 2],
        'pairs': [(1, 2), (3, 4)],
        'nested': [(1, (2, 3)), (4, (5, 6))],
        'd': {'x': 1, 'y': 2},
        'f': lambda *args, **kw: note('f', args[0] if args else None, args, kw),
        'x': 10, 'y': 20, 'z': 30, 's': 'text',
        'deco': lambda ob: ob,
        'Base': Thing,
    }
    return names, log


def show(value):
    """Alike on every machine, and short."""
    if callable(value) and not isinstance(value, type):
        return '<callable>'
    if isinstance(value, (set, frozenset)):
        return 'set ' + repr(sorted(map(show, value)))
    try:
        text = repr(value)
    except Exception as e:
        text = 'repr: ' + type(e).__name__
    return text.split(' at 0x')[0][:200]


def outcome(mode, source):
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        try:
            result = COMPILE[mode](source)
        except RecursionError:
            return {'raised': 'RecursionError'}
        except BaseException as e:
            return {'raised': f'{type(e).__name__}: {e}'}
        out = {'errors': result.errors, 'warnings': list(result.warnings), 'used_names': list(result.used_names)}
        if result.code is None:
            return out
        names, log = world()
        known = set(names)
        real = sys.stdout
        sys.stdout = io.StringIO()
        try:
            out['value'] = show(eval(result.code, names))
        except BaseException as e:
            out['exception'] = f'{type(e).__name__}: {e}'
        finally:
            out['written'] = re.sub('0x[0-9a-f]+', '0x', sys.stdout.getvalue())
            sys.stdout = real
    out['log'] = log
    out['names'] = {
        name: show(value) for name, value in names.items()
        if name not in known and name != '_print' and name != '__annotate__' and name != '__conditional_annotations__'
    }
    out['t'] = show(names.get('t'))
    if '_print' in names:
        out['printed'] = names['_print']()
    return out


for mode, source in CASES:
    print(json.dumps(outcome(mode, source)))
