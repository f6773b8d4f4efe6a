/**
 * Guards inside the engine: what a supervisor hides from a program, the imports that it is asked about, audit events.
 * Each test is a promise or an attack; programs print, and what they print is what the program could get.
 */
import { describe, expect, it } from 'vitest';
import {
  compileSource,
  Machine,
  newDict,
  type Plain,
  PyModule,
  type Restrictions,
  type System,
  type SystemAnswer,
} from '../src/index.js';

interface Ran {
  out: string[];
  asked: string[];
  events: [string, readonly Plain[]][];
}

interface Setting {
  restrictions?: Restrictions;
  /** Modules that may be imported; absent: there is no system. */
  allow?: readonly string[];
  sources?: Record<string, string>;
  audit?: boolean;
}

const EVERYTHING = [
  'function',
  'method',
  'class',
  'frame',
  'traceback',
  'generator',
  'code',
  'module',
  'instance',
] as const;

function run(source: string, setting: Setting = {}): Ran {
  const ran: Ran = { out: [], asked: [], events: [] };
  let text = '';
  const call: System['call'] = ({ name, args }): SystemAnswer => {
    if (name !== 'import') return { kind: 'error', errno: 2, strerror: 'No such file or directory' };
    const module = String(args[0]);
    ran.asked.push(module);
    const given = setting.sources?.[module];
    if (given !== undefined) return { kind: 'value', value: [given, `/cell/${module}.py`, false] };
    if (setting.allow?.includes(module)) return { kind: 'value', value: null };
    return { kind: 'refused', type: 'ImportError', message: `untrusted module: ${module}`, filename: module };
  };
  const audit = (event: string, args: readonly Plain[]): void => {
    ran.events.push([event, args]);
  };
  const system: System | undefined =
    setting.allow === undefined ? undefined : setting.audit === true ? { call, audit } : { call };
  const machine = new Machine({
    powers: {
      console: { stdout: (t) => void (text += t), stderr: (t) => void (text += t) },
      ...(system === undefined ? {} : { system }),
    },
    ...(setting.restrictions === undefined ? {} : { restrictions: setting.restrictions }),
  });
  const builtins = machine.modules.getStr('builtins') as PyModule;
  const main = new PyModule(builtins.shape, newDict());
  main.dict.setStr('__name__', '__main__');
  main.dict.setStr('__builtins__', builtins);
  machine.modules.setStr('__main__', main);
  const outcome = machine.runCode(
    compileSource(source, '<string>', 'exec', machine.compileOptions('<string>', source)),
    main.dict,
  );
  if (outcome.kind === 'raised') machine.callLibrary('print_uncaught', [outcome.exception]);
  ran.out = text.split('\n').slice(0, -1);
  return ran;
}

/** What each expression gives, or its exception, in a cell that hides these attributes. */
function attempts(hide: readonly string[], setup: string, expressions: readonly string[]): string[] {
  const lines = expressions.map(
    (e) => `try:\n    r = ${e}\nexcept Exception as e:\n    r = type(e).__name__ + ': ' + str(e)\nprint(r)`,
  );
  return run(`${setup}\n${lines.join('\n')}`, { restrictions: { attributes: hide } }).out;
}

describe('imports', () => {
  it('asks for each name that the program imports, once while the answer is yes', () => {
    const { out, asked } = run('for i in range(5):\n    import json\nprint(json.dumps([1]))', { allow: ['json'] });
    expect(out).toEqual(['[1]']);
    expect(asked).toEqual(['json']);
  });

  it('asks for a package and its submodule', () => {
    expect(run('import json.decoder', { allow: ['json', 'json.decoder'] }).asked).toEqual(['json', 'json.decoder']);
    expect(run('from json import decoder', { allow: ['json', 'json.decoder'] }).asked).toEqual(['json']);
    expect(run('from concurrent import futures', { allow: ['concurrent'] }).asked[0]).toBe('concurrent');
  });

  it('lets the library import what it needs unasked', () => {
    const { out, asked } = run('import dataclasses\nprint(dataclasses.__name__)', { allow: ['dataclasses'] });
    expect(out).toEqual(['dataclasses']);
    expect(asked).toEqual(['dataclasses']);
  });

  it('runs the source that the supervisor gives, as code of the program', () => {
    const sources = { mine: 'x = 5\nimport os' };
    const { out, asked } = run('try:\n    import mine\nexcept ImportError as e:\n    print(e, e.name)', {
      allow: [],
      sources,
    });
    expect(out).toEqual(['untrusted module: os os']);
    expect(asked).toEqual(['mine', 'os']);
  });

  it('takes the source of the supervisor before a module of its own', () => {
    expect(
      run('import colorsys, keyword\nprint(keyword.x)', { allow: ['colorsys'], sources: { keyword: 'x = 1' } }).out,
    ).toEqual(['1']);
  });

  const ways: [string, string][] = [
    ['__import__', "__import__('re')"],
    ['importlib.import_module', "importlib.import_module('re')"],
    ['importlib.__import__', "importlib.__import__('re')"],
    ['exec of an import statement', "exec('import re')"],
    [
      'exec of code compiled under the name of a library file',
      "exec(compile('import re', '/lib/python3.14/json/__init__.py', 'exec'))",
    ],
    ['a name that is in sys.modules', "__import__('re')"],
    ['importlib.util.find_spec', "importlib.util.find_spec('shlex')"],
    ['the finder of the cell', "sys.meta_path[-1].find_spec('shlex')"],
    ['the loader of native modules', "sys.meta_path[0].create_module(Spec('cmath'))"],
    ['the loader of library modules', "sys.meta_path[1].exec_module(Fake('ast'))"],
    ['a spec that lies about its name', 'sys.meta_path[0].create_module(Lying())'],
    ['a finder of the program', "[sys.meta_path.insert(0, Finder), __import__('shlex')]"],
    ['a str with an __eq__ and a hash of its own', "__import__(Liar('json'))"],
    ['a str with a partition of its own', "__import__(Cutter('json.decoder'))"],
    ['pickle', "pickle.loads(b'cshlex\\nsplit\\n.')"],
    ['a function made of code', "types.FunctionType(code_of(json.dumps), {'__builtins__': __builtins__})()"],
  ];
  const setup = `
import sys, json, importlib, importlib.util, pickle, types
def code_of(f):
    return compile('import shlex', 'x', 'exec')
class Spec:
    def __init__(self, name): self.name = name
class Fake:
    def __init__(self, name): self.__name__ = name
class Lying:
    names = ['json', 'cmath']
    @property
    def name(self): return self.names.pop(0) if len(self.names) > 1 else 'cmath'
class Finder:
    def find_spec(name, path, target=None): print('FOUND', name)
class Liar(str):
    def __eq__(self, other): return other == 're'
    def __hash__(self): return hash('re')
class Cutter(str):
    def partition(self, sep): return ('shlex', '', '')
`;
  it.each(ways)('%s does not reach around the question', (_name, expression) => {
    const { out } = run(
      `${setup}\ntry:\n    r = ${expression}\n    print(getattr(r, '__name__', r))\nexcept ImportError as e:\n    print(e)`,
      { allow: ['sys', 'json', 'json.decoder', 'importlib', 'importlib.util', 'pickle', 'types'] },
    );
    expect(out).toHaveLength(1);
    expect(out[0]).toMatch(/^(untrusted module: (re|shlex|cmath|ast)|json|'json' is not a built-in module)$/);
  });
});

describe('builtins and names', () => {
  const restrictions: Restrictions = {
    builtins: ['open', 'eval', '__import__'],
    names: { sys: ['version', 'stdout'], os: ['path', 'error'] },
  };
  it('takes names away everywhere', () => {
    const { out } = run(
      `
import builtins, json, collections
for name in ('open', 'eval'):
    print(name in dir(builtins), hasattr(builtins, name), name in json.__builtins__, name in json.dumps.__builtins__)
print(hasattr(json.loads, 'x'), 'open' in collections.namedtuple.__globals__['__builtins__'])
def f(): pass
print('open' in f.__builtins__, 'open' in f.__globals__['__builtins__'].__dict__)
ns = {}
exec('x = 1', ns)
print('open' in ns['__builtins__'])
N = collections.namedtuple('N', 'a')
print(N(1), 'open' in N.__new__.__builtins__)
try:
    open
except NameError as e:
    print(e)
`,
      { restrictions },
    );
    expect(out).toEqual([
      ...Array(2).fill('False False False False'),
      'False False',
      'False False',
      'False',
      'N(a=1) False',
      "name 'open' is not defined",
    ]);
  });

  it('shows the allowed names of sys and os only, and the library still works', () => {
    const { out } = run(
      `
import sys, os, warnings, enum, tempfile_ if False else os
print([n for n in dir(sys) if n[:2] != '__'], [n for n in dir(os) if n[:2] != '__'])
print(hasattr(sys, 'modules'), hasattr(os, 'listdir'), 'getcwd' in vars(os), os.path.join('a', 'b'))
import posix
print([n for n in dir(posix) if n[:2] != '__'])
try:
    from os import getcwd
except ImportError as e:
    print(e)
ns = {}
exec('from os import *', ns)
print('getcwd' in ns)
class Color(enum.Enum):
    RED = 1
print(Color.RED)
`.replace(', tempfile_ if False else os', ''),
      { restrictions },
    );
    expect(out.slice(0, 5)).toEqual([
      "['stdout', 'version'] ['error', 'path']",
      'False False False a/b',
      "['error']",
      "cannot import name 'getcwd' from 'os' (/lib/python3.14/os.py)",
      'False',
    ]);
    expect(out[5]).toBe('Color.RED');
  });

  it('lets the program change the streams that it sees', () => {
    const { out } = run(
      `
import sys
class W:
    def write(self, s): real.write('<' + s.strip() + '>')
    def flush(self): pass
real = sys.stdout
sys.stdout = W()
print('x', end='')
sys.stdout = real
print()
`,
      { restrictions },
    );
    expect(out).toEqual(['<x><>']);
  });
});

describe('attributes', () => {
  const setup = `
import operator, copy, functools, string, json
class C:
    def __init__(self): self.secret = 1
    def m(self): pass
class M(C):
    __match_args__ = ('__dict__',)
def f(a=1, *, b=2): return a
def wrapped(fn):
    @functools.wraps(fn)
    def w(*args): return fn(*args)
    return w
def match(subject):
    match subject:
        case M(d): return d
    return 'no match'
def trace():
    try: 1 / 0
    except ZeroDivisionError as e: return e.__traceback__
def gen(): yield
class Err(Exception): pass
err = Err(); err.secret = 1
class Spy:
    def update(self, d): print('SPIED', d)
    def __get__(self, *a): return self
class Wrapper:
    __dict__ = Spy()
`;
  it('says what the documentation of restricted mode says', () => {
    const shown = attempts(EVERYTHING, setup, [
      'f.__globals__',
      'f.__code__',
      'C().m.__self__',
      '[].append.__self__',
      'C.__dict__',
      'C().__dict__',
      'json.__dict__',
      'vars(C())',
      'f(3)',
      'C().secret',
      'wrapped(f)(4)',
    ]);
    expect(shown).toEqual([
      'AttributeError: restricted attribute',
      'AttributeError: function attributes not accessible in restricted mode',
      'AttributeError: method.__self__ not accessible in restricted mode',
      'AttributeError: method.__self__ not accessible in restricted mode',
      'AttributeError: class.__dict__ not accessible in restricted mode',
      'AttributeError: instance.__dict__ not accessible in restricted mode',
      'AttributeError: module.__dict__ not accessible in restricted mode',
      'AttributeError: instance.__dict__ not accessible in restricted mode',
      '3',
      '1',
      '4',
    ]);
  });

  const attacks: [string, string][] = [
    ['getattr', "getattr(f, '__globals__')"],
    ['object.__getattribute__', "object.__getattribute__(f, '__globals__')"],
    ['type.__getattribute__', "type.__getattribute__(C, '__mro__')"],
    ['operator.attrgetter', "operator.attrgetter('__globals__')(f)"],
    ['operator.methodcaller', "operator.methodcaller('__subclasses__')(object)"],
    ['a format string', "'{0.__globals__}'.format(f)"],
    ['format_map', "'{f.__globals__}'.format_map({'f': f})"],
    ['string.Formatter', "string.Formatter().format('{0.__globals__}', f)"],
    ['an f-string', "f'{f.__globals__}'"],
    ['super', "super(C, C()).__getattribute__('__dict__')"],
    ['a descriptor of the class', "type(f).__dict__['__globals__'].__get__(f)"],
    ['the descriptor itself', 'type(f).__globals__.__get__(f)'],
    ['map over getattr', "list(map(getattr, [f], ['__globals__']))[0]"],
    ['a method shows its function', 'C().m.__globals__'],
    ['__func__', 'C().m.__func__'],
    ['__subclasses__', 'object.__subclasses__()'],
    ['type.__subclasses__', 'type.__subclasses__(object)'],
    ['mro()', 'C.mro()'],
    ['__base__', 'C.__base__'],
    ['gi_frame', 'gen().gi_frame'],
    ['tb_frame', 'trace().tb_frame'],
    ['tb_next', 'trace().tb_next'],
    ['__reduce_ex__', 'C().__reduce_ex__(2)'],
    ['__reduce_ex__ of protocol 0', 'C().__reduce_ex__(0)'],
    ['__getstate__', 'C().__getstate__()'],
    ['copy', 'copy.copy(C())'],
    ['__reduce__ of an exception', 'err.__reduce__()'],
    ['setting __code__', "setattr(f, '__code__', 1)"],
    ['setting __dict__', "setattr(C(), '__dict__', {})"],
    ['a class that has a method of the engine', "type('T', (), {'g': type(f).__getattribute__}).g(f, '__globals__')"],
    [
      'update_wrapper with names of the program',
      "functools.update_wrapper(Wrapper(), f, assigned=('__globals__',), updated=('__globals__',)).__globals__",
    ],
    ['changing a module of the library', "setattr(copy, 'getattr', print)"],
  ];
  it.each(attacks)('%s does not get it', (_name, expression) => {
    const out = attempts(EVERYTHING, setup, [expression]);
    expect(out).toHaveLength(1);
    expect(out[0]).toMatch(
      /^AttributeError: (restricted attribute|.*in restricted mode|'(super|Wrapper)' object has no attribute.*)$/,
    );
  });

  it('hasattr, getattr with a fallback, dir and patterns see nothing', () => {
    expect(
      attempts(EVERYTHING, setup, [
        "hasattr(f, '__globals__')",
        "getattr(f, '__globals__', 0)",
        "'__globals__' in dir(f)",
        "'__dict__' in dir(C())",
        'match(M())',
      ]),
    ).toEqual(['False', '0', 'False', 'False', 'no match']);
  });

  it('updating a wrapper of the program shows it nothing of a function', () => {
    const out = attempts(EVERYTHING, `${setup}\nf.x = 1`, ['functools.update_wrapper(Wrapper(), json).x']);
    expect(out.filter((l) => l.startsWith('SPIED'))).toEqual(['SPIED {}']);
  });

  it('hides a single attribute, and no other', () => {
    expect(attempts(['function.__globals__'], 'def f(): pass', ['f.__globals__', 'f.__name__'])).toEqual([
      'AttributeError: restricted attribute',
      'f',
    ]);
    const one = attempts(['class.__subclasses__'], '', ["type.__dict__['__subclasses__'](object)", 'int.__bases__']);
    expect(one).toEqual(['AttributeError: restricted attribute', "(<class 'object'>,)"]);
  });

  it('library code does not stay trusted in the hands of the program', () => {
    const out = attempts(
      ['class.__mro__'],
      `import enum, types, dataclasses
def find(f, name):
    for c in f.__code__.co_consts:
        if hasattr(c, 'co_name') and c.co_name == name: return c
code = dataclasses.fields.__code__
class Fake: __slots__ = ('x',)
import copyreg
slotnames = copyreg._slotnames.__code__
spied = []
class D(dict):
    def get(self, *a): return None
g = {'__builtins__': {'hasattr': hasattr, 'str': str, 'isinstance': isinstance, 'list': list, 'tuple': tuple}}
`,
      ['types.FunctionType(slotnames, g)(Fake)', 'types.FunctionType(slotnames.replace(), g)(Fake)'],
    );
    for (const line of out) expect(line).toMatch(/^(AttributeError: restricted attribute|TypeError|NameError)/);
  });

  it('a module of the program does not stand in for one of the library', () => {
    const { out } = run(
      `
import sys, types
class Spy:
    def getlines(self, *args): print('SPIED')
sys.modules['keyword'] = Spy()
try:
    import collections
except ImportError as e:
    print(e)
made = types.ModuleType('keyword')
made.len = print
try:
    sys.meta_path[-1].find_spec('keyword').loader.exec_module(made)
except ImportError as e:
    print(e)
`,
      { restrictions: { attributes: EVERYTHING } },
    );
    expect(out).toEqual([
      "keyword is not the library's in restricted mode",
      'keyword cannot be loaded into this module in restricted mode',
    ]);
  });

  it('refuses to be given a group that there is not', () => {
    expect(() => new Machine({ restrictions: { attributes: ['functions'] } })).toThrow("'functions'");
  });

  it('classes of the library work where all is hidden', () => {
    const { out } = run(
      `
import enum, dataclasses, functools, collections, contextlib, copy, re, abc, json
class Color(enum.Enum):
    RED = 1
@dataclasses.dataclass(order=True)
class D:
    x: int
    y: int = 2
@functools.lru_cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
@contextlib.contextmanager
def cm(): yield 3
class A(abc.ABC):
    @abc.abstractmethod
    def q(self): pass
class CP:
    @functools.cached_property
    def v(self): return 4
N = collections.namedtuple('N', 'a b')
with cm() as v: pass
print(Color.RED, D(1), D(1) < D(2), fib(20), v, N(1, 2), CP().v, re.sub('a', 'b', 'aa'), copy.deepcopy([1]))
`,
      { restrictions: { attributes: EVERYTHING } },
    );
    expect(out).toEqual(['Color.RED D(x=1, y=2) True 6765 3 N(a=1, b=2) 4 bb [1]']);
  });
});

describe('audit', () => {
  const names = (ran: Ran) => ran.events.map(([event]) => event);

  it('reports events without an effect of their own', () => {
    const ran = run(
      `
import sys
def f(): pass
exec('1'); compile('1', 'x', 'eval'); f.__code__; f.__defaults__ = (); sys._getframe(); id(f)
type(f)(f.__code__, {}); f.__code__.replace(co_name='g')
`,
      { allow: ['sys'], audit: true },
    );
    expect(names(ran)).toEqual([
      'compile',
      'exec',
      'compile',
      'object.__getattr__',
      'object.__setattr__',
      'sys._getframe',
      'builtins.id',
      'object.__getattr__',
      'function.__new__',
      'object.__getattr__',
      'code.__new__',
    ]);
  });

  it('an event that the program makes is recorded as that', () => {
    const ran = run("import sys\nsys.audit('open', '/etc/passwd', 'w', 0)", { allow: ['sys'], audit: true });
    expect(ran.events).toEqual([['sys.audit', ['open']]]);
  });

  const hooked = (body: string) => `
import sys
heard = []
refused = set()
def hook(event, args):
    heard.append(event)
    if event in refused: raise RuntimeError('refused: ' + event)
sys.addaudithook(hook)
${body}`;

  it('hooks of the program hear events and can end the operation', () => {
    const { out } = run(
      hooked(`
refused.update(['exec', 'open', 'import', 'object.__getattr__'])
def f(): pass
for action in (lambda: exec('print("ran")'), lambda: open('/x'), lambda: __import__('keyword'), lambda: f.__code__):
    try: action(); print('done')
    except RuntimeError as e: print(e)
print(heard)
`),
      { allow: ['sys', 'keyword'] },
    );
    expect(out.slice(0, 4)).toEqual(
      ['refused: exec', 'refused: open', 'refused: import', 'refused: object.__getattr__'].map((l, i) =>
        i === 1 ? expect.stringMatching(/^refused: (open|import)$/) : l,
      ),
    );
  });

  it('a hook cannot be taken away, and can keep others out', () => {
    const { out } = run(
      hooked(`
refused.add('sys.addaudithook')
sys.addaudithook(lambda event, args: print('never'))
sys.audit('mine', 1)
print(heard, hasattr(sys, 'removeaudithook'))
`),
    );
    expect(out).toEqual(["['sys.addaudithook', 'mine'] False"]);
  });

  it('a hook gets the name of the event and a tuple', () => {
    const { out } = run("import sys\nsys.addaudithook(lambda e, a: print(e, a))\nsys.audit('mine', 1, [2])");
    expect(out).toEqual(['mine (1, [2])']);
  });

  it("hooks of the program decide nothing about the supervisor's record", () => {
    const ran = run(hooked("refused.add('exec')\ntry: exec('1')\nexcept RuntimeError: pass"), {
      allow: ['sys'],
      audit: true,
    });
    expect(names(ran)).toEqual(['sys.addaudithook', 'compile', 'exec']);
  });
});
