// The Python around the cases: classes for odd arguments, and a `show` that prints results alike on every machine.

/** What the generator asks CPython: the names of every type's methods, and of the built-in functions. */
export const DESCRIBE = String.raw`
import builtins, types
TYPES = [int, float, complex, bool, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, slice, object,
         memoryview, type, property, staticmethod, classmethod, BaseException, ValueError, OSError, KeyError, ExceptionGroup]
TYPES += [type(None), type(...), type(NotImplemented), types.FunctionType, types.GeneratorType, types.MethodType,
          types.MappingProxyType, types.SimpleNamespace, types.GenericAlias, types.UnionType]
TYPES += [type(iter(x)) for x in ([], (), {}, set(), '', b'', bytearray(), range(0))]
TYPES += [type({}.keys()), type({}.values()), type({}.items()), enumerate, zip, map, filter, reversed, type(reversed([]))]
def quoted(names):
    return '[' + ', '.join('"%s"' % name for name in names) + ']'
parts = ['"%s": %s' % (t.__name__, quoted(n for n in dir(t) if n not in ('__class__', '__doc__', '__dict__'))) for t in TYPES]
functions = [n for n in dir(builtins) if not n.startswith('_') and callable(getattr(builtins, n))]
print('{"types": {' + ', '.join(parts) + '}, "functions": ' + quoted(functions) + '}')
`;

const PRELUDE = String.raw`
class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
    def __repr__(self): return f'Index({self.n!r})'
class BadIndex:
    def __index__(self): return 'x'
    def __repr__(self): return 'BadIndex()'
class Raises:
    def __index__(self): raise ZeroDivisionError('index')
    def __len__(self): raise ZeroDivisionError('len')
    def __iter__(self): raise ZeroDivisionError('iter')
    def __eq__(self, other): raise ZeroDivisionError('eq')
    def __hash__(self): raise ZeroDivisionError('hash')
    def __repr__(self): return 'Raises()'
class Seq:
    def __init__(self, *items): self.items = items
    def __getitem__(self, i): return self.items[i]
    def __len__(self): return len(self.items)
    def __repr__(self): return f'Seq{self.items!r}'
class Iter:
    def __init__(self, *items): self.items = items
    def __iter__(self): return iter(self.items)
    def __repr__(self): return f'Iter{self.items!r}'
class Num:
    def __init__(self, v): self.v = v
    def __add__(self, o): return Num(('add', self.v, o))
    def __radd__(self, o): return Num(('radd', self.v, o))
    def __sub__(self, o): return NotImplemented
    def __mul__(self, o): return Num(('mul', self.v, o))
    def __rmul__(self, o): return Num(('rmul', self.v, o))
    def __eq__(self, o): return isinstance(o, Num) and self.v == o.v
    def __lt__(self, o): return NotImplemented
    def __le__(self, o): return True
    def __hash__(self): return 7
    def __neg__(self): return Num(('neg', self.v))
    def __int__(self): return 42
    def __float__(self): return 4.25
    def __bool__(self): return False
    def __contains__(self, o): return o == 1
    def __format__(self, spec): return f'<{spec}>'
    def __repr__(self): return f'Num({self.v!r})'
class MyInt(int): pass
class MyStr(str): pass
class MyList(list): pass
class MyDict(dict):
    def __missing__(self, key): return ('missing', key)
class MyTuple(tuple): pass
class MyFloat(float): pass
class MySet(set): pass
class Plain: pass
class Slotted:
    __slots__ = ('a', 'b')
class Context:
    def __init__(self, swallow=False): self.swallow = swallow
    def __enter__(self): out('enter'); return self
    def __exit__(self, t, v, tb): out('exit', t and t.__name__); return self.swallow
def gen(*items):
    for item in items:
        got = yield item
        if got: yield ('got', got)
    return 'done'
def function(a, b=2, *args, c=3, **kw): return (a, b, args, c, kw)
log = []
def out(*args): log.append(args if len(args) != 1 else args[0])
builtins_show = repr
def show(v, depth=0):
    t = type(v)
    if depth > 4: return '...'
    if t in (set, frozenset, MySet): return t.__name__ + '{' + ', '.join(sorted(show(x, depth + 1) for x in v)) + '}'
    if t is list: return '[' + ', '.join(show(x, depth + 1) for x in v) + ']'
    if t is tuple: return '(' + ', '.join(show(x, depth + 1) for x in v) + ')'
    if t is dict: return '{' + ', '.join(show(k, depth + 1) + ': ' + show(x, depth + 1) for k, x in v.items()) + '}'
    if t.__name__.endswith('iterator') or t in (zip, map, filter, enumerate, reversed):
        items = []
        try:
            for x in v:
                items.append(show(x, depth + 1))
                if len(items) > 8: break
        except Exception as e:
            items.append(type(e).__name__ + str(e))
        return t.__name__ + '<' + ', '.join(items) + '>'
    try: text = repr(v)
    except Exception as e: text = f'repr raises {type(e).__name__}: {e}'
    return text if t in (int, str, float, bool, bytes, type(None)) else t.__name__ + ' ' + text
def case(code):
    log.clear()
    names = dict(scope)
    try:
        exec(code, names)
        text = ' ; '.join(show(x) for x in log)
    except RecursionError as e: text = '! RecursionError:'
    except Exception as e:
        text = '! ' + type(e).__name__ + ': ' + str(e) + ' '.join(show(x) for x in log)
        for n in getattr(e, '__notes__', ()): text += ' note ' + n
        if e.__context__ is not None: text += ' context ' + type(e.__context__).__name__
    print(ascii(text)[1:-1][:2000] if '\\' not in text else ascii(text)[:2000])
scope = {k: v for k, v in globals().items() if not k.startswith('__')}
`;

export function asProgram(codes) {
  return `${PRELUDE}\nfor code in (\n${codes.map((code) => `${pyString(code)},\n`).join('')}): case(code)\n`;
}

function pyString(text) {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
