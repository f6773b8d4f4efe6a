import { describe, expect, test } from 'vitest';
import { type AuditEvent, Cell, type PolicyDocument, ProcessCell } from '../src/index.js';

const OUTER: PolicyDocument = {
  extends: 'pure',
  modules: { allow: ['rexec', 'Bastion', '_cells', 'socket'] },
  files: { mounts: [{ at: '/data', memory: '1 MB' }] },
  clock: { mode: 'real' },
  limits: { cells: 3, fuel: 3_000_000, memory: '256 MB' },
};

interface More {
  policy?: PolicyDocument;
  events?: AuditEvent[];
}

/** Runs a program in a cell that may make cells; what it prints. */
async function printed(source: string, { policy = OUTER, events = [] }: More = {}) {
  const cell = Cell.create({ policy, sinks: [{ write: (e) => void events.push(e) }] });
  try {
    const r = await cell.run(source);
    return r.status === 'ok' ? r.stdout : `${r.stdout}${r.error!.limit ?? r.error!.traceback}`;
  } finally {
    cell.dispose();
  }
}

describe('a cell inside a cell', () => {
  test('runs, keeps its state, and shares nothing', async () => {
    const out = await printed(`
import rexec
a, b = rexec.RExec(), rexec.RExec()
a.r_exec('x = 1; import math; math.pi = 3')
b.r_exec('import math')
print(a.r_eval('math.pi'), b.r_eval('round(math.pi, 2)'), 'x' in dir(b.add_module('__main__')))
print(b.r_eval('object.__subclasses__ is not None') if False else 'ok')
`);
    expect(out).toBe('3 3.14 False\nok\n');
  });

  test('values cross as copies', async () => {
    const out = await printed(`
import rexec
r = rexec.RExec()
for text in ('None', 'True', '2**70', '1.0', '-0.0', '1.5', '"\\\\ud800x😀"', 'b"ab"', '[1, (2, {3: {4}})]'):
    print(ascii(r.r_eval(text)))
xs = [1]
main = r.add_module('__main__')
main.xs = xs
r.r_exec('xs.append(2)')
print(xs, r.r_eval('xs'))
`);
    expect(out.split('\n').slice(0, -1)).toEqual([
      'None',
      'True',
      '1180591620717411303424',
      '1.0',
      '-0.0',
      '1.5',
      "'\\ud800x\\U0001f600'",
      "b'ab'",
      '[1, (2, {3: {4}})]',
      '[1] [1, 2]',
    ]);
  });

  test('what lies about itself, holds itself or is too deep stays outside', async () => {
    const out = await printed(`
import rexec
r = rexec.RExec()
r.r_exec('''
class L(list):
    def __len__(self): return 10**9
    def __iter__(self): raise SystemExit
    @property
    def __class__(self): return list
loop = []; loop.append(loop)
deep = []
for i in range(5000): deep = [deep]
''')
print(type(r.r_eval('L()')).__name__, r.r_eval('[L()]'))
for name in ('loop', 'deep'):
    try: r.r_eval(name)
    except TypeError as e: print(e)
main = r.add_module('__main__')
mine = []; mine.append(mine)
for value in (object(), mine, int):
    try: main.v = value
    except (TypeError, ValueError) as e: print(type(e).__name__)
print(r.r_eval('1 + 1'))
`);
    expect(out).toBe(
      'RObject [<L of another cell>]\n' +
        'a value that cannot leave its cell\na value that cannot leave its cell\n' +
        'TypeError\nValueError\nTypeError\n2\n',
    );
  });

  test('an exception crosses as text and copies, not as frames', async () => {
    const out = await printed(`
import rexec
r = rexec.RExec()
try:
    r.r_exec('class E(KeyError): pass\\ndef f(): raise E("k", 1)\\nf()', )
except KeyError as e:
    print(type(e).__name__, e.args, e.__traceback__.tb_next.tb_frame.f_code.co_filename)
    print(str(e.__cause__).strip().splitlines()[-1], type(e.__cause__).__name__)
`);
    expect(out).toBe("KeyError ('k', 1) /lib/python3.14/rexec.py\nE: ('k', 1) CellTraceback\n");
  });
});

describe('never more than the outer cell', () => {
  test('an inner policy is the meet', async () => {
    const out = await printed(`
import rexec
class Greedy(rexec.RExec):
    def make_policy(self):
        return {'modules': {'allow': ['*']}, 'network': {'allow': ['tcp://*:*']},
                'files': {'mounts': [{'at': '/', 'outer': '/', 'access': 'write'}]},
                'limits': {'fuel': 'unlimited', 'memory': '100 MB', 'cells': 1000}, 'clock': {'mode': 'real'}}
with open('/data/a', 'w') as f: f.write('outer')
g = Greedy()
print(g.r_eval('open("/data/a").read()'))
g.r_exec('with open("/data/b", "w") as f: f.write("inner")')
print(open('/data/b').read())
for code in ('import http', 'open("/etc/passwd")', 'import socket; socket.create_connection(("127.0.0.1", 80))'):
    try: g.r_exec(code)
    except Exception as e: print(type(e).__name__)
class Host(rexec.RExec):
    def make_policy(self):
        return {'files': {'mounts': [{'at': '/', 'host': '/', 'access': 'read'}]}}
try: Host()
except ValueError as e: print(e)
class Wrong(rexec.RExec):
    def make_policy(self): return {'modules': {'alow': []}}
try: Wrong()
except ValueError as e: print(e)
`);
    expect(out).toBe(
      'outer\ninner\nImportError\nPermissionError\nPermissionError\n' +
        'policy of the cell: files.mounts[0]: a cell inside a cell has no folder of the host; write outer = "/folder" for one of the outer cell\n' +
        "policy of the cell: modules.alow: unknown key; did you mean 'allow'?\n",
    );
  });

  test('no cells without the policy', async () => {
    const out = await printed('import rexec\ntry: rexec.RExec()\nexcept PermissionError as e: print(e)', {
      policy: { extends: 'pure', modules: { allow: ['rexec'] } },
    });
    expect(out).toContain('a cell of its own');
  });

  test('cells are counted, those of inner cells too', async () => {
    const out = await printed(`
import rexec
a = rexec.RExec(); b = rexec.RExec()
a.r_exec('import rexec; c = rexec.RExec(); c.r_exec("x = 1")')
for make in (rexec.RExec, lambda: a.r_exec('rexec.RExec()'), lambda: a.r_exec('c.r_exec("import rexec; rexec.RExec()")')):
    try: make()
    except RuntimeError as e: print(e)
b.close()
a.r_exec('d = rexec.RExec()')
print(a.r_eval('c.r_eval("x")'))
`);
    expect(out).toBe('too many cells: limits.cells is 3\n'.repeat(2) + 'too many cells: limits.cells is 3\n1\n');
  });

  test('fuel comes out of the outer budget', async () => {
    expect(await printed("import rexec\nr = rexec.RExec()\nr.r_exec('while 1: pass')")).toBe('fuel');
    const cell = Cell.create({ policy: OUTER });
    const r = await cell.run("import rexec\nr = rexec.RExec()\nr.r_exec('for i in range(200000): pass')");
    expect(r.usage.fuel).toBeGreaterThan(200_000);
    expect(r.status).toBe('ok');
    cell.dispose();
  });

  test('an inner limit ends the inner cell alone', async () => {
    const out = await printed(`
import rexec
class Small(rexec.RExec):
    def make_policy(self): return super().make_policy() | {'limits': {'fuel': 100000, 'memory': '20 MB'}}
for code in ('while 1: pass', 'x = "a" * 10**9'):
    r = Small()
    try: r.r_exec(code)
    except rexec.CellLimit as e: print(e.limit)
    try: r.r_exec('1')
    except rexec.CellLimit as e: print('ended')
    r.close()
`);
    expect(out).toBe('fuel\nended\nmemory\nended\n');
  });

  test('a cell inside a cell may wait', async () => {
    const out = await printed(`
import rexec
r = rexec.RExec()
r.r_exec('import time; t = time.monotonic(); time.sleep(0.05); print(time.monotonic() - t >= 0.05)')
`);
    expect(out).toBe('True\n');
  });

  test('not more than eight inside each other', async () => {
    const policy: PolicyDocument = { extends: 'trusted', limits: { memory: '2 GB' } };
    const out = await printed(
      `
def deeper(n, share):
    if n == 0: return 'print("bottom")'
    return f'''
import rexec
class R(rexec.RExec):
    def make_policy(self): return super().make_policy() | {{'limits': {{'memory': {share}, 'cells': 100}}}}
r = R()
r.r_exec({deeper(n - 1, share - 170_000_000)!r})'''
try: exec(deeper(9, 1_700_000_000))
except RuntimeError as e: print(e)
`,
      { policy },
    );
    expect(out).toBe('too many cells inside each other: at most 8\n');
  });

  test('memory is set aside', async () => {
    const out = await printed(`
import rexec
class Big(rexec.RExec):
    def make_policy(self): return super().make_policy() | {'limits': {'memory': '200 MB'}}
a = Big()
a.close()
b = Big()
print('two')
c = Big()
print('never')
`);
    expect(out).toBe('two\nmemory');
  });

  test('effects are the outer cell’s, and its record has them', async () => {
    const events: AuditEvent[] = [];
    const policy: PolicyDocument = { ...OUTER, limits: { ...OUTER.limits, effects: 100 } };
    const out = await printed(
      "import rexec\nr = rexec.RExec()\nr.r_exec('''\nfor i in range(200):\n  try: open('/nope')\n  except OSError: pass''')",
      { policy, events },
    );
    expect(out).toContain('CellLimit');
    expect(events.some((e) => e.cell === 'main/1' && e.event === 'open' && e.decision === 'deny')).toBe(true);
    expect(events.find((e) => e.event === 'rexec.cell')).toMatchObject({ cell: 'main', decision: 'allow' });
  });

  test('the end of the outer is the end of the inner', async () => {
    const cell = Cell.create({ policy: OUTER });
    await cell.run("import rexec\nr = rexec.RExec()\nr.r_exec('x = 1')");
    cell.dispose();
    await expect(cell.run('r.r_eval("x")')).rejects.toThrow('ended');
  });
});

describe('what the outer program answers', () => {
  test('bastions of its objects: methods alone', async () => {
    const out = await printed(`
import rexec, Bastion
class Account:
    balance = 0
    def deposit(self, n): self.balance += n; return self.balance
    def me(self): return self
    def _audit(self): return 'secret'
    @staticmethod
    def st(): pass
account = Account()
r = rexec.RExec()
r.add_module('__main__').account = Bastion.Bastion(account, name='it')
r.r_exec('''
print(account, account.deposit(5), account.deposit(n=2))
for name in ('balance', '_audit', 'st', '_get_', '__dict__', '__init__'):
    try: getattr(account, name); print('got', name)
    except AttributeError as e: print(e)
for call in (account.me, lambda: account.deposit(object()), account, lambda: setattr(account, 'deposit', 1)):
    try: call()
    except (TypeError, AttributeError) as e: print(type(e).__name__)
''')
print(account.balance)
`);
    expect(out).toBe(
      '<Bastion for it> 5 7\nbalance\n_audit\nst\n_get_\n__dict__\ngot __init__\n' +
        'TypeError\nTypeError\nTypeError\nAttributeError\n7\n',
    );
  });

  test('an r_open and an r_import of its own', async () => {
    const out = await printed(`
import io, rexec
class Mine(rexec.RExec):
    imports = []
    def r_open(self, file, mode='r', buf=-1):
        if file == '/made': return io.StringIO('made outside')
        raise IOError('only /made')
    def r_import(self, mname, *args):
        self.imports.append(mname)
        if mname == 'time': raise ImportError('no time')
        return rexec.RExec.r_import(self, mname, *args)
r = Mine()
print(r.r_eval('open("/made").read()'))
for code in ('open("/data")', 'import tokenize; tokenize.open("/data")', 'import os; os.listdir("/.given")', 'import time'):
    try: r.r_exec(code); print('done')
    except Exception as e: print(type(e).__name__, e)
r.imports.clear()
r.r_exec('import math, string; import math')
r.r_import('cmath')
print(r.imports)
`);
    expect(out).toBe(
      'made outside\nOSError only /made\nOSError only /made\ndone\nImportError no time\n' +
        "['math', 'string', 'math', 'cmath']\n",
    );
  });

  test('a method may run the program of another cell meanwhile, not of its own', async () => {
    const out = await printed(`
import rexec
a, b = rexec.RExec(), rexec.RExec()
def ask(n): return b.r_eval(f'{n} * 2')
def again(): return a.r_eval('1')
main = a.add_module('__main__')
main.ask = ask
main.again = again
print(a.r_eval('ask(21)'))
try: a.r_eval('again()')
except RuntimeError as e: print(e)
print(a.r_eval('1'))
`);
    expect(out).toBe('42\nthe cell is running\n1\n');
  });

  test('raw calls of cells with arguments of the wrong kind', async () => {
    const out = await printed(`
import _cells
for args in (('cell_run', 99, 'run', None), ('cell_resume', 1, None), ('cell_make', 5, 5), ('open', '/etc/passwd', 0, 0),
             ('cell_make', ('dict', '__proto__', ('dict',)), None), ('cell_end', 7)):
    try: print(_cells.request(*args))
    except Exception as e: print(type(e).__name__)
cell = _cells.request('cell_make', None, None)
for value in (('bastion', -1, 'x'), ('function', 0), ('dict', 1), ('nope',), ('list', ('float', 'x')), 5, ('tuple', 1)):
    try: print(_cells.request('cell_run', cell, 'run', value)[1])
    except Exception as e: print(type(e).__name__)
for command in ('nope', 'get', 'run', 'call'):
    step = _cells.request('cell_run', cell, command, ('tuple',))
    print(step[1], step[2][1])
x = _cells.unpack(('list', ('nope', 1)), []) if False else None
try: _cells.unpack(('list', ('nope', 1)), [])
except TypeError as e: print(e)
`);
    expect(out).toBe(
      'OSError\nOSError\nValueError\nTypeError\nValueError\nOSError\n' +
        'TypeError\nTypeError\nTypeError\nTypeError\nTypeError\nok\nok\n' +
        'ok raised\n'.repeat(4) +
        'a value of an unknown kind\n',
    );
  });

  test('in processes of their own', async () => {
    const cell = ProcessCell.create({ policy: OUTER });
    const r = await cell.run(`
import rexec
class Mine(rexec.RExec):
    def r_open(self, file, mode='r', buf=-1):
        print('open', file)
        return rexec.RExec.r_open(self, '/data' + file, mode, buf)
with open('/data/a', 'w') as f: f.write('content')
r = Mine()
print(r.r_eval('open("/a").read()'))
r.r_exec('print("inner", input())') if False else None
try: r.r_exec('while 1: pass')
except Exception as e: print('never')
`);
    expect([r.stdout, r.status, r.error?.limit]).toEqual(['open /a\ncontent\n', 'limit', 'fuel']);
    cell.dispose();
  });
});
