import { describe, expect, test } from 'vitest';
import { Cell, hostFunction, ProcessCell } from '../src/index.js';
import {
  compileRestricted,
  compileRestrictedEval,
  compileRestrictedExec,
  compileRestrictedFunction,
  compileRestrictedSingle,
  RestrictedNamespace,
  type RestrictedNamespaceOptions,
} from '../src/restricted/index.js';

const cell = () => Cell.create({ policy: { extends: 'pure', limits: { fuel: 5_000_000 } } });

async function ran(source: string, options: RestrictedNamespaceOptions = {}) {
  const { code, errors } = compileRestricted(source, { filename: 'rule.py' });
  expect(errors).toEqual([]);
  const space = await RestrictedNamespace.open(cell(), options);
  return { space, result: await space.run(code!) };
}

describe('compilation from TypeScript', () => {
  test('gives code, errors, warnings, used names', () => {
    const result = compileRestrictedExec('for p in prices:\n    print(p)\n');
    expect(result.code).not.toBeNull();
    expect(result.errors).toEqual([]);
    expect(result.warnings).toEqual(["Line None: Prints, but never reads 'printed' variable."]);
    expect(result.usedNames).toEqual(['prices', 'p']);
  });

  test('all errors at once, as Python has them', () => {
    const { code, errors } = compileRestricted('import os\n_a = 1\nx._b = 2\nexec("1")\nasync def f(): pass\n');
    expect(code).toBeNull();
    expect(errors).toEqual([
      'Line 2: "_a" is an invalid variable name because it starts with "_"',
      'Line 3: "_b" is an invalid attribute name because it starts with "_".',
      'Line 4: Exec calls are not allowed.',
      'Line 5: AsyncFunctionDef statements are not allowed.',
    ]);
    expect(compileRestrictedEval('1 +').errors).toEqual(["Line 1: SyntaxError: invalid syntax at statement: '1 +'"]);
  });

  test('errors that the compiler finds later are errors too', () => {
    expect(compileRestricted('x = 1\nreturn x').errors).toEqual([
      "Line 2: SyntaxError: 'return' outside function at statement: None",
    ]);
  });

  test('a policy of the host, in Python', () => {
    const policy = `
from RestrictedPython import RestrictingNodeTransformer
class Policy(RestrictingNodeTransformer):
    def visit_While(self, node):
        self.not_allowed(node)
    def visit_Pow(self, node):
        self.error(node, 'no powers')
        return node
    def visit_AnnAssign(self, node):
        return self.node_contents_visit(node)
`;
    expect(compileRestricted('while 1: x ** 2\nx ** 2', { policy }).errors).toEqual([
      'Line 1: While statements are not allowed.',
      'Line None: no powers',
    ]);
    expect(compileRestricted('x: int = 1', { policy }).errors).toEqual([]);
    expect(compileRestricted('_x = 1', { policy: null }).errors).toEqual([]);
    expect(() => compileRestricted('1', { policy: 'class Policy: pass' })).toThrow(
      'the policy failed: TypeError: Unallowed policy provided for RestrictedPython',
    );
    expect(compileRestricted('1').errors).toEqual([]);
  });

  test('what is too much ends by a limit, in one line, and the next source is compiled', () => {
    for (const source of [
      '('.repeat(100_000),
      `x = ${'-'.repeat(100_000)}1`,
      `x${'.a'.repeat(50_000)}`,
      '[x for x in y]*'.repeat(20_000),
    ]) {
      const { code, errors } = compileRestricted(source);
      expect(code).toBeNull();
      expect(errors.length).toBe(1);
      expect(errors[0]!.length).toBeLessThan(200_200);
    }
    expect(compileRestricted('x = 1').errors).toEqual([]);
  });
});

describe('running in a cell', () => {
  test('an expression, a dialogue, a function', async () => {
    const space = await RestrictedNamespace.open(cell(), { names: { a: 3, b: [4, 5] } });
    expect((await space.run(compileRestrictedEval('a + b[1]').code!)).value).toBe(8);
    expect((await space.run(compileRestrictedSingle('a * 2').code!)).stdout).toBe('6\n');
    const { code } = compileRestrictedFunction('print(x)\ntotal = total + x\nreturn printed', {
      parameters: 'x, y=2',
      name: 'my-function',
      globalize: ['total'],
    });
    await space.set({ total: 10 });
    await space.run(code!);
    expect((await space.call('my-function', [5])).value).toBe('5\n');
    expect(await space.get('total')).toBe(15);
    expect(await space.get('nothing')).toBeUndefined();
  });

  test('loops, unpacking, classes, printing with the guards that are there', async () => {
    const { space, result } = await ran(`
class Box:
    def __init__(self, n):
        self.n = n
    def double(self):
        self.n = self.n * 2
        return self.n
out = []
for a, (b, *c) in [(1, (2, 3, 4))]:
    out.append((a, b, c))
n = 0
n += Box(4).double()
d = {}
d['k'] = n
print('n is', n)
def call(*args, **kw):
    return args, kw
e = call(*[1], **{'x': 2})
text = printed
`);
    expect(result.error).toBeNull();
    expect(await space.get('out')).toEqual([[1, 2, [3, 4]]]);
    expect(await space.get('d')).toEqual(new Map([['k', 8]]));
    expect(await space.get('text')).toBe('n is 8\n');
    expect(await space.printed()).toBe('n is 8\n');
    expect(await space.get('e')).toEqual([[1], new Map([['x', 2]])]);
  });

  test('names of the cell are not there, things of the host are', async () => {
    const asked: string[] = [];
    const { space, result } = await ran('y = look("x")', {
      names: { look: hostFunction((name) => asked.push(String(name)), { name: 'look' }) },
    });
    expect(result.status).toBe('ok');
    expect(asked).toEqual(['x']);
    expect((await space.run(compileRestricted('open("/etc/passwd")').code!)).error!.message).toBe(
      "name 'open' is not defined",
    );
    expect((await space.run(compileRestricted('import math').code!)).error!.message).toBe('__import__ not found');
    expect((await space.run(compileRestricted('list', { mode: 'eval' }).code!)).error!.message).toBe(
      "name 'list' is not defined",
    );
  });

  test('modules by name, as far as the policy has them', async () => {
    const { space } = await ran('import math\nfrom os.path import join\nx = math.floor(2.5), join("a", "b")', {
      modules: ['math', 'os.path', 'socket'],
    });
    expect(await space.get('x')).toEqual([2, 'a/b']);
    const message = async (source: string) => (await space.run(compileRestricted(source).code!)).error!.message;
    expect(await message('import json')).toBe("import of 'json' is not allowed in restricted code");
    expect(await message('import os.path')).toBe("import of 'os.path' is not allowed in restricted code");
    expect(await message('import socket')).toMatch(/^refused by policy|No module/);
  });

  test('a guard of the host, and one that refuses', async () => {
    const seen: string[] = [];
    const guard = hostFunction(
      (_thing, name) => {
        seen.push(String(name));
        return `<${String(name)}>`;
      },
      { name: '_getattr_' },
    );
    const { space } = await ran('x = "a".b', { names: { _getattr_: guard } });
    expect(await space.get('x')).toBe('<b>');
    expect(seen).toEqual(['b']);
    const error = (await space.run(compileRestricted('t = (1, 2)\nt[0] = 1').code!)).error!;
    expect(error.message).toBe('object does not support item or slice assignment');
  });

  test('a traceback shows the line of the source', async () => {
    const { result } = await ran('def f(x):\n    return 1 / x.real\n\nf(0)');
    expect(result.error!.traceback).toContain('File "rule.py", line 2, in f\n    return 1 / x.real\n');
    expect(result.error!.traceback).not.toContain('restricted_command');
  });

  test('the tables of built-in names', async () => {
    const { space, result } = await ran('x = same_type(1, 2), list((1, 2)), math.pi > 3', {
      builtins: ['safe', 'limited', 'utility'],
    });
    expect(result.error).toBeNull();
    expect(await space.get('x')).toEqual([true, [1, 2], true]);
    expect((await space.run(compileRestricted('range(2000)').code!)).error!.message).toContain(
      'only allow 1000 elements',
    );
  });

  test('the rules of the cell about sources hold', async () => {
    const inner = Cell.create({ policy: { extends: 'pure', language: { profile: 'config' } } });
    const space = await RestrictedNamespace.open(inner);
    const { code } = compileRestricted('while 1: pass');
    const result = await space.run(code!);
    expect(result.status).not.toBe('ok');
    expect((await space.run(compileRestricted('x = 1').code!)).status).toBe('ok');
  });

  test('it goes on in a snapshot of the cell', async () => {
    const before = cell();
    const space = await RestrictedNamespace.open(before, { names: { n: 41 } });
    await space.run(compileRestricted('def f(): return n + 1').code!);
    const after = Cell.restore(before.snapshot(), { policy: { extends: 'pure', limits: { fuel: 5_000_000 } } });
    expect((await RestrictedNamespace.at(after, space.number).call('f')).value).toBe(42);
  });

  test('text of all planes, and code of a process cell', async () => {
    const remote = ProcessCell.create({ policy: 'pure' });
    const space = await RestrictedNamespace.open(remote, { names: { who: 'you' } });
    const { code } = compileRestricted("text = '\u{1f600}' + who\ndef f(n): return text * n", {
      filename: '\u{1f600}.py',
    });
    expect((await space.run(code!)).error).toBeNull();
    expect((await space.call('f', [2])).value).toBe('\u{1f600}you\u{1f600}you');
    const failed = await space.run(compileRestricted('1 / 0').code!);
    expect([failed.status, failed.error!.type, failed.error!.message]).toEqual([
      'error',
      'ZeroDivisionError',
      'division by zero',
    ]);
    remote.dispose();
  });

  test('limits end it', async () => {
    const { space } = await ran('def spin():\n    while True:\n        pass');
    expect((await space.call('spin')).status).toBe('limit');
  });
});

test('parts of the package are imported when their names are used', () => {
  const source = `
import sys, RestrictedPython
begun = sorted(name for name in sys.modules if name.startswith('RestrictedPython')), 'collections' in sys.modules
from RestrictedPython import *
from RestrictedPython.PrintCollector import PrintCollector as collector
try:
    RestrictedPython.compile_all
except AttributeError as e:
    absent = str(e)
value = [
    begun, PrintCollector is collector is RestrictedPython.PrintCollector, 'random' in utility_builtins,
    RestrictedPython.Guards.safe_builtins is safe_builtins, RestrictedPython.compile.CompileResult is CompileResult,
    {'Guards', 'compile_restricted', 'PrintCollector'} <= {*dir(RestrictedPython)}, absent,
]`;
  const own = cell();
  expect(own.runSync(source).error).toBeNull();
  expect(own.get('value')).toEqual([
    [['RestrictedPython', 'RestrictedPython.PrintCollector'], false],
    ...[true, true, true, true, true],
    "module 'RestrictedPython' has no attribute 'compile_all'",
  ]);
});
