import { describe, expect, test } from 'vitest';
import { bastion, HostError, hostFunction } from '../src/bastion/bastion.js';
import { HostTable, hostCalls } from '../src/bastion/handlers.js';
import { Cell } from '../src/cell/cell.js';
import { Supervisor } from '../src/system/supervisor.js';

const allow = { decide: () => ({ action: 'allow', rule: '', source: '', reason: '' }) as const };

function newCell() {
  const host = new HostTable();
  const system = new Supervisor({ policy: allow, handlers: [hostCalls(host)] });
  return Cell.create({
    exchange: host,
    powers: { system },
    deadlineClock: () => performance.now(),
    limits: { time: 600_000 },
  });
}

class Account {
  balance = 10;
  secret = 'x';
  deposit(n: number) {
    this.balance += n;
    return this.balance;
  }
  partner() {
    return new Account();
  }
  _hidden() {
    return 1;
  }
  fails() {
    throw new Error('/home/me/secret path');
  }
  says() {
    throw new HostError('KeyError', 'no such key');
  }
  async later(n: number) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return n * 2;
  }
}

describe('functions of the host', () => {
  test('are called like any function, at once or later', async () => {
    const cell = newCell();
    cell.set(
      'now',
      hostFunction((a: number, b: number) => a + b, { name: 'now', doc: 'Adds.', signature: '(a, b, /)' }),
    );
    cell.set(
      'later',
      hostFunction(async (x: number) => x * 2),
    );
    const r = await cell.run('print(now(1, 2), [later(i) for i in range(3)], now.__doc__, now.__name__)');
    expect(r.stdout).toBe('3 [0, 2, 4] Adds. now\n');
    expect((await cell.evaluate('sorted([3, 1, 2], key=lambda x: later(x))')).value).toEqual([1, 2, 3]);
    expect(
      (await cell.evaluate('sum(later(i) for i in range(4)), {later(1): later(2)}, max([1, 5, 2], key=later)')).value,
    ).toEqual([12, new Map([[2, 4]]), 5]);
  });

  test('keywords come last, as a map', async () => {
    const cell = newCell();
    cell.set(
      'f',
      hostFunction((...args: unknown[]) => JSON.stringify(args.map((a) => (a instanceof Map ? [...a] : a)))),
    );
    expect((await cell.evaluate('f(1, x=2)')).value).toBe('[1,[["x",2]]]');
  });

  test('an error of the host says nothing of it, unless it was meant for the program', async () => {
    const cell = newCell();
    cell.set('a', bastion(new Account()));
    const r = await cell.run(
      'try: a.fails()\nexcept RuntimeError as e: print(e)\ntry: a.says()\nexcept KeyError as e: print(repr(e))',
    );
    expect(r.stdout).toBe("an error in the host\nKeyError('no such key')\n");
  });

  test('a host that takes too long ends the cell by its time', async () => {
    const cell = Cell.create({ ...{}, deadlineClock: () => performance.now(), limits: { time: 100 }, ...hostParts() });
    cell.set(
      'never',
      hostFunction(() => new Promise(() => {})),
    );
    expect(await cell.run('never()')).toMatchObject({ status: 'limit', error: { limit: 'time' } });
  });

  test('the arguments are looked at, and calls are counted', async () => {
    const cell = newCell();
    const check = (args: readonly unknown[]) => (args[0] === 1 ? undefined : 'only 1');
    cell.set(
      'f',
      hostFunction(() => 'ok', { check, rate: { calls: 2, per: 60_000 } }),
    );
    const r = await cell.run(
      'print(f(1), f(1))\ntry: f(2)\nexcept ValueError as e: print(e)\ntry: f(1)\nexcept PermissionError as e: print(e)',
    );
    expect(r.stdout).toContain('ok ok\nonly 1\n');
    expect(r.stdout).toContain('more than 2 calls');
  });
});

function hostParts() {
  const host = new HostTable();
  return { exchange: host, powers: { system: new Supervisor({ policy: allow, handlers: [hostCalls(host)] }) } };
}

describe('a bastion', () => {
  test('lets methods through that do not begin with an underscore, and nothing else, as in Python', async () => {
    const cell = newCell();
    cell.set('a', bastion(new Account(), { name: 'account' }));
    const r = await cell.run(`
print(a, a.deposit(5))
for name in ('balance', 'secret', '_hidden', 'constructor', '__proto__', 'hasOwnProperty', 'toString', 'nope', 'valueOf'):
    try: print(name, getattr(a, name))
    except AttributeError as e: print(name, e)
try: a.total = 1
except AttributeError as e: print('set', e)
`);
    expect(r.stdout).toBe(
      '<Bastion for account> 15\n' +
        ['balance', 'secret', '_hidden', 'constructor', '__proto__', 'hasOwnProperty', 'toString', 'nope', 'valueOf']
          .map((n) => `${n} ${n}\n`)
          .join('') +
        'set total\n',
    );
  });

  test('shows readable attributes as copies, sets writable ones, and puts results behind bastions in turn', async () => {
    const account = new Account();
    const cell = newCell();
    cell.set(
      'a',
      bastion(account, {
        readable: ['balance'],
        writable: ['balance'],
        callable: ['partner'],
        results: { partner: { callable: ['deposit'], name: 'partner' } },
      }),
    );
    const r = await cell.run(
      'a.balance = 3\nprint(a.balance, a.partner(), a.partner().deposit(1))\ntry: a.deposit(1)\nexcept AttributeError as e: print(e)',
    );
    expect(r.stdout).toBe('3 <Bastion for partner> 11\ndeposit\n');
    expect(account.balance).toBe(3);
  });

  test('what is not behind one does not cross', async () => {
    const cell = newCell();
    expect(() => cell.set('x', new Account() as never)).toThrow(/bastion/);
    expect(() => cell.set('x', (() => 1) as never)).toThrow(/hostFunction/);
    cell.set(
      'f',
      hostFunction(() => new Account()),
    );
    expect((await cell.run('try: f()\nexcept TypeError as e: print("no")')).stdout).toBe('no\n');
  });

  test('methods can be kept, compared, and given back', async () => {
    const cell = newCell();
    const account = bastion(new Account());
    cell.set('a', account);
    cell.set(
      'same',
      hostFunction((x: unknown) => x === account),
    );
    const r = await cell.run('m = a.deposit\nprint(m(1), a.deposit == m, a == a, same(a), {a: 1}[a], m.__name__)');
    expect(r.stdout).toBe('11 True True True 1 deposit\n');
  });

  test('a program cannot make a reference', async () => {
    const cell = newCell();
    cell.set('a', bastion(new Account()));
    const r = await cell.run(
      'for make in (lambda: type(a)(), lambda: type(a).__new__(type(a)), lambda: object.__new__(type(a)), lambda: __import__("copy").copy(a)):\n  try: print("made", make())\n  except TypeError as e: print("no")\n  except Exception as e: print("no")',
    );
    expect(r.stdout.replaceAll('no\n', '')).toBe('');
  });
});

describe('values', () => {
  test('cross by plain rules', async () => {
    const cell = newCell();
    const value = [
      null,
      true,
      1,
      1.5,
      2n ** 80n,
      'a\ud83d\ude00\ud800',
      new Uint8Array([1, 2]),
      [1, [2]],
      new Map<number | string, number>([
        [1, 2],
        ['k', 3],
      ]),
      new Set([1, 2]),
      { a: 1 },
    ];
    cell.set('v', value);
    expect((await cell.evaluate('repr(v)')).value).toBe(
      "[None, True, 1, 1.5, 1208925819614629174706176, 'a😀\\ud800', b'\\x01\\x02', [1, [2]], {1: 2, 'k': 3}, {1, 2}, {'a': 1}]",
    );
    expect(cell.get('v')).toEqual([...value.slice(0, 10), new Map([['a', 1]])]);
    expect((await cell.evaluate('(1, [2.0], {"x": {3}}, b"q", object())')).value).toEqual([
      1,
      [2],
      new Map([['x', new Set([3])]]),
      new Uint8Array([113]),
      { type: 'object' },
    ]);
  });

  test('hostile values of a program neither run nor hang anything', async () => {
    const cell = newCell();
    cell.set(
      'take',
      hostFunction((x: unknown) => String((x as { type?: string }).type ?? typeof x)),
    );
    const r = await cell.run(`
class L(list):
    def __len__(self): return 10**9
    def __iter__(self):
        while True: yield 1
    __class__ = str
class S(str):
    def __str__(self): raise SystemExit
class D(dict):
    def items(self): raise SystemExit
cycle = []
cycle.append(cycle)
deep = []
for i in range(1000): deep = [deep]
print(take(L([1])), take(S('x')), take(D()), take(take))
for v in (cycle, deep):
    try: take(v)
    except ValueError as e: print('ValueError')
`);
    expect(r.stdout).toBe('L S D object\nValueError\nValueError\n');
  });

  test('getters of the host do not run, cycles do not hang it', () => {
    const cell = newCell();
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(() => cell.set('x', cycle as never)).toThrow(/holds itself/);
    expect(() =>
      cell.set('x', {
        get a() {
          throw new Error('ran');
        },
      } as never),
    ).toThrow(/getter/);
  });

  test('a global of the program can be called, and read', async () => {
    const cell = newCell();
    await cell.run('def f(a, *, b=1): return [a, b]\nx = {"y": (1, 2)}');
    expect((await cell.call('f', [1], { b: new Map([['k', 2]]) })).value).toEqual([1, new Map([['k', 2]])]);
    expect(cell.get('x')).toEqual(new Map([['y', [1, 2]]]));
    expect(cell.get('nope')).toBeUndefined();
    expect(await cell.call('nope')).toMatchObject({ status: 'error', error: { type: 'NameError' } });
    expect(await cell.import('math')).toMatchObject({ status: 'ok' });
    expect(await cell.import('x; print(1)')).toMatchObject({ status: 'error', stdout: '' });
  });
});
