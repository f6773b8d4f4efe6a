import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  Bastion,
  BastionClass,
  Cell,
  type Get,
  LimitError,
  type Opened,
  ProcessCell,
  PY_COMPILED,
  PythonException,
  pythonError,
  RExec,
  type RFile,
  RHooks,
  RObject,
} from '../src/index.js';

const folder = mkdtempSync(join(tmpdir(), 'rexec-classic-'));
writeFileSync(join(folder, 'a.txt'), 'one\ntwo\n');
writeFileSync(join(folder, 'program.py'), 'y = 6 * 7\n');
afterAll(() => rmSync(folder, { recursive: true }));

const quiet = { stdout: () => {}, stderr: () => {} };

async function thrown(promise: Promise<unknown> | unknown): Promise<PythonException> {
  try {
    await promise;
  } catch (e) {
    if (e instanceof PythonException) return e;
    throw e;
  }
  throw new Error('nothing was thrown');
}

describe('RExec', () => {
  test('executes and evaluates, as the first example does', async () => {
    const r_env = new RExec();
    await r_env.r_exec('import string');
    expect(await r_env.r_eval('string.upper("This is a test")')).toBe('THIS IS A TEST');
    r_env.close();
  });

  test('refuses with the documented words, which the program can catch', async () => {
    const r_env = new RExec();
    const socket = await thrown(r_env.r_exec('import socket'));
    expect([socket.type, socket.message]).toEqual(['ImportError', 'untrusted dynamic module: socket']);
    const open = await thrown(r_env.r_exec('file = open("/tmp/a.out", "w")'));
    expect(open.isA('IOError')).toBe(true);
    expect(open.message).toBe("can't open files for writing in restricted mode");
    await r_env.r_exec('try:\n  open("/tmp/a.out", "a")\nexcept IOError as e:\n  x = str(e)');
    expect(await r_env.r_eval('x')).toBe("can't open files for writing in restricted mode");
    r_env.close();
  });

  test('opens files for reading', async () => {
    const r_env = new RExec();
    expect(await r_env.r_eval(`open(${JSON.stringify(join(folder, 'a.txt'))}).read()`)).toBe('one\ntwo\n');
    const file = (await r_env.r_open(join(folder, 'a.txt'))) as RFile;
    expect(await file.readline()).toBe('one\n');
    expect(await file.read()).toBe('two\n');
    await file.close();
    expect((await thrown(r_env.r_open('/nowhere'))).type).toBe('FileNotFoundError');
    expect(() => r_env.r_open('/nowhere', 'w')).toThrow("can't open files for writing in restricted mode");
    r_env.close();
  });

  test('keeps state between calls; a file; SystemExit comes through', async () => {
    const r_env = new RExec();
    await r_env.r_execfile(join(folder, 'program.py'));
    expect(await r_env.r_eval('y')).toBe(42);
    const exit = await thrown(r_env.r_exec('raise SystemExit(3)'));
    expect([exit.type, exit.args]).toEqual(['SystemExit', [3]]);
    const error = await thrown(r_env.r_exec('class E(ValueError): pass\nraise E("x", 1)'));
    expect([error.type, error.isA('ValueError'), error.args]).toEqual(['E', true, ['x', 1]]);
    expect(error.traceback).toContain('File "<string>", line 2, in <module>');
    expect(r_env.r_exc_info()).toEqual(['E', error, null]);
    r_env.close();
  });

  test('shows what the policy lets it show', async () => {
    const r_env = new RExec();
    await r_env.r_exec('import sys, os');
    expect(await r_env.r_eval('sys.argv')).toEqual(['RESTRICTED']);
    expect(await r_env.r_eval('[hasattr(sys, n) for n in ("maxsize", "version", "settrace", "_getframe")]')).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(await r_env.r_eval('[hasattr(os, n) for n in ("listdir", "getpid", "remove", "system")]')).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const hidden = await thrown(r_env.r_eval('(lambda: 0).__globals__'));
    expect(hidden.message).toContain('restricted');
    r_env.close();
  });

  test('modules of its own, under its policy alone', async () => {
    const r_env = new RExec();
    await r_env.r_exec('import md5, sha, strop');
    expect(await r_env.r_eval('md5.new(b"").hexdigest()')).toBe('d41d8cd98f00b204e9800998ecf8427e');
    expect(await r_env.r_eval('sha.new(b"").hexdigest()')).toBe('da39a3ee5e6b4b0d3255bfef95601890afd80709');
    expect(await r_env.r_eval('strop.join(strop.split("a b"), "-")')).toBe('a-b');
    r_env.close();
  });

  test('sys.exc_info has no traceback, reload is the cell’s own, unload is not there', async () => {
    const r_env = new RExec();
    await r_env.r_exec(
      'import sys, string\ntry: 1/0\nexcept ZeroDivisionError: info = [str(x) for x in sys.exc_info()]',
    );
    expect(await r_env.r_eval('info')).toEqual(["<class 'ZeroDivisionError'>", 'division by zero', 'None']);
    expect(await r_env.r_eval('reload(string) is string')).toBe(true);
    expect((await thrown(r_env.r_exec('unload("string")'))).type).toBe('NameError');
    for (const name of ['_cells', '_classic_builtins', '_classic_string']) {
      expect((await thrown(r_env.r_exec(`import ${name}`))).message).toBe(`untrusted dynamic module: ${name}`);
    }
    r_env.close();
  });

  test('a cell of the preset has the helpers and the words, others have not', async () => {
    const source = 'import string\nprint(hasattr(string, "upper"))\nimport md5';
    const [rexec, pure] = [Cell.create({ policy: 'rexec' }), Cell.create({ policy: 'trusted' })];
    expect(await rexec.run(source)).toMatchObject({ status: 'ok', stdout: 'True\n' });
    expect(await pure.run(source)).toMatchObject({ stdout: 'False\n', error: { message: "No module named 'md5'" } });
    rexec.dispose();
    pure.dispose();
  });

  test('a program makes a cell of its own, of no more privilege', async () => {
    const r_env = new RExec();
    await r_env.r_exec(`
import rexec
class Greedy(rexec.RExec):
    ok_builtin_modules = rexec.RExec.ok_builtin_modules + ('socket',)
inner = Greedy()
inner.r_exec('x = 6 * 7')
`);
    expect(await r_env.r_eval('inner.r_eval("x")')).toBe(42);
    expect((await thrown(r_env.r_eval('inner.r_exec("import socket")'))).message).toBe(
      'untrusted dynamic module: socket',
    );
    expect((await thrown(r_env.r_eval(`inner.r_exec("open('/tmp/x', 'w')")`))).message).toContain('restricted mode');
    r_env.close();
  });

  test('a program that goes on for ever ends by its limit', async () => {
    const r_env = new RExec(null, false, { limits: { fuel: 100_000 } });
    await expect(r_env.r_exec('while 1: pass')).rejects.toThrow(LimitError);
    r_env.close();
  });
});

describe('streams', () => {
  test('s_exec reads and writes streams of the supervisor', async () => {
    const written: string[] = [];
    const r_env = new RExec(null, false, { stdout: (t) => void written.push(t) });
    r_env.set_stdin('Ada\nGrace\n');
    await r_env.s_exec('import sys\nprint("hello", input())\nsys.stderr.write(sys.stdin.readline())');
    expect([r_env.stdout.getvalue(), r_env.stderr.getvalue(), written]).toEqual(['hello Ada\n', 'Grace\n', []]);
    expect(await r_env.s_eval('1 + 1')).toBe(2);
    await r_env.r_exec('print("out")');
    expect(written.join('')).toBe('out\n');
    r_env.close();
  });
});

describe('modules and namespaces', () => {
  test('explicit globals and locals', async () => {
    const r_env = new RExec();
    const globals = new Map<string, unknown>([
      ['a', 1],
      ['b', [1]],
    ]);
    await r_env.r_exec('a += 1; b.append(a)\ndef f(x): return x * a', globals);
    expect([globals.get('a'), globals.get('b'), globals.get('f')]).toEqual([2, [1, 2], expect.any(RObject)]);
    expect(await r_env.r_eval('f(10)', globals)).toBe(20);
    const locals: Record<string, unknown> = { x: 5 };
    await r_env.r_exec('y = x + a', globals, locals);
    expect(locals).toEqual({ x: 5, y: 7 });
    globals.delete('a');
    expect((await thrown(r_env.r_eval('a', globals))).type).toBe('NameError');
    expect((await thrown(r_env.r_eval('b'))).type).toBe('NameError');
    r_env.close();
  });

  test('r_import, r_reload, r_unload, add_module, copy_only, copy_except', async () => {
    const r_env = new RExec();
    const math = (await r_env.r_import('math')) as RObject;
    expect(await math.method('sqrt', 9)).toBe(3);
    await r_env.r_unload('math');
    expect((await thrown(r_env.r_unload('math'))).type).toBe('KeyError');
    expect(await (await r_env.r_reload((await r_env.r_import('string')) as RObject)).get('digits')).toBe('0123456789');
    const table = { __name__: 'table', size: 3, look: (n: number) => n * 2, secret: 1 };
    await r_env.copy_except(table, ['secret']);
    await r_env.r_exec('import sys; table = sys.modules["table"]');
    expect(await r_env.r_eval('[table.size, table.look(4), hasattr(table, "secret")]')).toEqual([3, 8, false]);
    const main = await r_env.add_module('__main__');
    await main.set('z', [1, 2]);
    expect(await r_env.r_eval('z')).toEqual([1, 2]);
    r_env.close();
  });

  test('load_dynamic, is_builtin, get_suffixes', async () => {
    const r_env = new RExec();
    expect((await thrown(r_env.load_dynamic('socket', '/x.so'))).message).toBe('untrusted dynamic module: socket');
    expect(await (await r_env.load_dynamic('math', '/x.so')).get('pi')).toBe(Math.PI);
    expect([r_env.is_builtin('math'), r_env.is_builtin('socket')]).toEqual([true, false]);
    class Compiled extends RExec {
      static override ok_file_types = [PY_COMPILED];
    }
    const compiled = new Compiled();
    expect([r_env.get_suffixes(), compiled.get_suffixes()]).toEqual([[['.py', 'r', 1]], []]);
    expect((await thrown(compiled.r_exec('import string'))).type).toBe('ImportError');
    r_env.close();
    compiled.close();
  });

  test('verbose says what is imported', async () => {
    let said = '';
    const r_env = new RExec(null, true, { ...quiet, stderr: (t) => void (said += t) });
    await r_env.r_exec('import math\nimport string\nimport math');
    expect(said).toBe(
      "import 'math' # <class '_frozen_importlib.BuiltinImporter'>\n" +
        "import 'string' # <_frozen_importlib_external.SourceFileLoader object>\n",
    );
    r_env.close();
  });

  test('hooks bring modules from elsewhere', async () => {
    class Web extends RHooks {
      override find_source(name: string) {
        return name === 'remote' ? 'answer = 42\n' : null;
      }
    }
    const r_env = new RExec(new Web());
    await r_env.r_exec('import remote');
    expect(await r_env.r_eval('remote.answer')).toBe(42);
    r_env.close();
  });
});

describe('subclasses', () => {
  test('class attributes are read when an RExec is made', async () => {
    class Less extends RExec {
      static override nok_builtin_names = [...RExec.nok_builtin_names, 'eval'];
      static override ok_builtin_modules = RExec.ok_builtin_modules.filter((m) => m !== 'math');
      static override ok_sys_names = ['version'];
      static override ok_posix_names = ['getcwd'];
    }
    const r_env = new Less();
    expect((await thrown(r_env.r_exec('eval("1")'))).type).toBe('NameError');
    expect((await thrown(r_env.r_exec('import math'))).message).toBe('untrusted dynamic module: math');
    expect(await r_env.r_eval('[hasattr(__import__("sys"), "maxsize"), hasattr(__import__("os"), "stat")]')).toEqual([
      false,
      false,
    ]);
    r_env.close();
  });

  class OneFolder extends RExec {
    override r_open(file: string, mode = 'r', buf = -1) {
      if (file.split('/').includes('..')) throw pythonError('OSError', 'not in this folder');
      return super.r_open(join(folder, file), mode, buf);
    }
  }

  test('an r_open that is read-only inside one folder', async () => {
    const r_env = new OneFolder();
    expect(await r_env.r_eval('open("/a.txt").read()')).toBe('one\ntwo\n');
    expect((await thrown(r_env.r_eval('open("/etc/passwd")'))).type).toBe('FileNotFoundError');
    expect((await thrown(r_env.r_eval('open("../a.txt")'))).message).toBe('not in this folder');
    expect((await thrown(r_env.r_eval('open("a.txt", "w")'))).message).toContain('restricted mode');
    // However the program gets to a file.
    expect((await thrown(r_env.r_eval(`__import__("tokenize").open("/etc/passwd")`))).isA('OSError')).toBe(true);
    r_env.close();
  });

  test('an r_open with a text of its own, in its own time', async () => {
    class Virtual extends RExec {
      override async r_open(file: string): Promise<Opened> {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return `content of ${file}`;
      }
    }
    const r_env = new Virtual();
    expect(await r_env.r_eval('open("x").read()')).toBe('content of x');
    r_env.close();
  });

  class Counting extends RExec {
    imports: string[] = [];
    override r_import(...args: Parameters<RExec['r_import']>) {
      this.imports.push(args[0]);
      return super.r_import(...args);
    }
  }

  test('an r_import that counts', async () => {
    const r_env = new Counting();
    await r_env.r_exec('import math\nimport string\nimport math');
    expect(r_env.imports).toEqual(['math', 'string', 'math']);
    await r_env.r_import('time');
    await r_env.r_import('collections.abc');
    expect(r_env.imports.slice(3)).toEqual(['time', 'collections.abc']);
    r_env.close();
  });

  test('make_sys puts more into sys', async () => {
    class Named extends RExec {
      override async make_sys() {
        await (await this.add_module('sys')).set('release', 'v1');
      }
    }
    const r_env = new Named();
    expect(await r_env.r_eval('__import__("sys").release')).toBe('v1');
    r_env.close();
  });

  test('the same in a process of its own', async () => {
    const r_env = new (class extends OneFolder {})(null, false, { create: (o) => ProcessCell.create(o) });
    expect(await r_env.r_eval('open("/a.txt").read()')).toBe('one\ntwo\n');
    expect((await thrown(r_env.r_exec('import socket'))).message).toBe('untrusted dynamic module: socket');
    r_env.close();
  });
});

describe('Bastion', () => {
  class Account {
    balance = 0;
    deposit(n: number) {
      this.balance += n;
      return this.balance;
    }
    _audit() {
      return 'secret';
    }
  }

  async function inCell(account: BastionClass, source: string) {
    const r_env = new RExec(null, false, quiet);
    await (await r_env.add_module('__main__')).set('account', account);
    try {
      return await r_env.r_eval(source);
    } finally {
      r_env.close();
    }
  }

  test('methods, and nothing else', async () => {
    const account = new Account();
    expect(await inCell(Bastion(account), '[account.deposit(5), account.deposit(2)]')).toEqual([5, 7]);
    expect(account.balance).toBe(7);
    for (const name of ['balance', '_audit', '_get_', '_name_', 'constructor', '__proto__', 'nope']) {
      const e = await thrown(inCell(Bastion(account), `account.${name}`));
      expect([e.type, e.message]).toEqual(['AttributeError', name]);
    }
    expect(await inCell(Bastion(account, undefined, 'my account'), 'repr(account)')).toBe('<Bastion for my account>');
  });

  test('a filter and a class of its own', async () => {
    const seen: string[] = [];
    class Watching extends BastionClass {
      constructor(get: Get, name: string) {
        super((attribute) => {
          seen.push(attribute);
          return get(attribute);
        }, name);
      }
    }
    const b = Bastion(new Account(), (name) => name === '_audit', 'x', Watching);
    expect(await inCell(b, 'account._audit()')).toBe('secret');
    expect(seen).toContain('_audit');
    expect((await thrown(inCell(b, 'account.deposit(1)'))).message).toBe('deposit');
    expect(String(b)).toBe('<Bastion for x>');
  });
});
