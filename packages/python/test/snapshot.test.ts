/** Snapshots: everything goes on exactly, all classes are registered, bad bytes are refused. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileSource, LimitError, type Machine, type PyModule, type SystemAnswer } from '../src/index.js';
import { SLICE_SPENT } from '../src/machine/machine.js';
import { checksum } from '../src/snapshot/bytes.js';
import { heapClasses } from '../src/snapshot/classes.js';
import { fork, inspectSnapshot, restore, SnapshotError, snapshot } from '../src/snapshot/index.js';
import { Program, seeded } from './snapshot-support.js';

const SRC = new URL('../src/', import.meta.url).pathname;
const CONFORMANCE = new URL('../../../conformance/', import.meta.url).pathname;

function filesBelow(folder: string, end: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const full = path.join(folder, name);
    if (statSync(full).isDirectory()) return name === 'generated' ? [] : filesBelow(full, end);
    return name.endsWith(end) ? [full] : [];
  });
}

const mainOf = (m: Machine) => (m.modules.getStr('__main__') as PyModule).dict;

/** Stops every `span` units of fuel or so, and goes on in a fresh machine each time. */
function both(source: string, span: number, seed = 1) {
  const random = seeded(seed);
  const plain = new Program().run(source);
  const cut = new Program(() => 1 + Math.floor(random() * span)).run(source);
  return { plain, cut };
}

/** Of digests: made by the constructor. */
const SCRATCH = new Set(['constants', 'w', 'wh', 'wl']);

describe('classes', () => {
  test('every class of the heap is registered', () => {
    const known = new Set(heapClasses.map((c) => c.cls.name.replace(/^_/, '')));
    const missing: string[] = [];
    for (const file of filesBelow(SRC, '.ts')) {
      for (const [, name] of readFileSync(file, 'utf8').matchAll(/class (\w+) extends Py\w+/g)) {
        if (!known.has(name!)) missing.push(`${name} in ${path.relative(SRC, file)}`);
      }
    }
    expect(missing).toEqual([]);
  });

  test('every field of an object is registered', () => {
    const program = new Program();
    expect(program.exec(EVERYTHING).kind).toBe('value');
    const rows = new Map(heapClasses.map((c) => [c.cls as unknown, c]));
    const wrong = new Set<string>();
    const seen = new Set<unknown>();
    const work: unknown[] = [program.machine.modules, ...program.machine.moduleState.values()];
    for (const o of work) {
      if (typeof o !== 'object' || o === null || seen.has(o)) continue;
      seen.add(o);
      if (o instanceof Map) work.push(...o.keys(), ...o.values());
      else work.push(...Object.values(o));
      const row = rows.get(o.constructor);
      if (row === undefined || row.fields.length === 0) continue;
      const fields = new Set(['shape', 'slots', 'mark', ...row.fields.map(([name]) => name)]);
      for (const name of Object.keys(o)) if (!fields.has(name) && !SCRATCH.has(name)) wrong.add(`${row.name}.${name}`);
    }
    expect([...wrong]).toEqual([]);
  });
});

const EVERYTHING = `
import collections, functools, itertools, json, operator, random, re, string, struct, weakref, io, hashlib, array, types, copy
class Slotted:
    __slots__ = ('a', '__weakref__')
class Meta(type):
    def __call__(cls, *a): return super().__call__(*a)
class Made(metaclass=Meta):
    def __init__(self): self.x = [self]
    @property
    def p(self): return len(self.x)
    @classmethod
    def c(cls): return cls.__name__
    @staticmethod
    def s(): return 's'
class D(dict):
    pass
class Odd:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 3
    def __eq__(self, o): return isinstance(o, Odd) and self.n == o.n
def gen(n):
    try:
        for i in range(n):
            got = yield i
    except ValueError as e:
        yield str(e)
    finally:
        done.append(n)
done = []
g = gen(5); next(g)
odd = {Odd(i): i for i in range(10)}
mixed = {1: 'a', 2.5: 'b', (1, (2, 3)): 'c', 10 ** 30: 'd', frozenset({1, 2}): 'e', None: 'f', b'x': 'g', 'k': 'h', True: 'i'}
del mixed[2.5]
its = [iter([1, 2]), reversed([1, 2]), iter((1, 2)), iter({1: 2}), iter({1: 2}.items()), iter({3, 4}), iter('ab'), iter(b'ab'),
       iter(range(5)), enumerate('ab'), zip('ab', 'cd'), map(str, [1, 2]), filter(None, [0, 1, 2]), itertools.chain('ab', 'cd'),
       itertools.count(3), itertools.cycle('ab'), itertools.islice('abcdef', 1, 5, 2), itertools.product('ab', 'cd'),
       itertools.permutations('abc', 2), itertools.combinations('abc', 2), itertools.groupby('aabb'), itertools.accumulate([1, 2, 3]),
       *itertools.tee('abc'), itertools.zip_longest('a', 'bc'), itertools.starmap(pow, [(2, 3), (3, 2)]), iter(collections.deque('xy')),
       iter(lambda: 3, 3), itertools.takewhile(bool, [1, 0]), itertools.pairwise('abc'), itertools.batched('abcde', 2), iter(array.array('i', [1, 2]))]
for i in its[::2]: next(i, None)
cell = Slotted(); cell.a = cell
ref = weakref.ref(cell); both_refs = weakref.WeakValueDictionary({'k': cell})
part = functools.partial(max, 3, key=abs)
lru = functools.lru_cache(maxsize=2)(lambda x: x * 2); lru(1); lru(2); lru(3)
rnd = random.Random(7); rnd.random()
pattern = re.compile(r'(\\w)(\\d)?'); match = pattern.search('a1')
sio = io.StringIO('text\\nmore'); sio.readline(); bio = io.BytesIO(b'bytes'); bio.read(2)
h = hashlib.sha256(b'part'); mv = memoryview(bytearray(b'abcdef'))[1:4]
st = struct.Struct('<iH'); od = collections.OrderedDict(a=1, b=2, c=3); od.move_to_end('a')
dd = collections.defaultdict(list); dd['q'].append(1); P = collections.namedtuple('P', 'x y'); pt = P(1, 2)
cnt = collections.Counter('hello'); wide = '\\U0001f600 wide'; big = 3 ** 200; floats = [0.5] * 3 + [float('nan'), -0.0]
s = set(range(40)); [s.discard(i) for i in range(0, 40, 3)]
try:
    try:
        {}['missing']
    except KeyError as e:
        raise ValueError('second') from e
except ValueError as e:
    kept = e
`;

const CHECKS = `
print(id(cell) == known_id, ref() is cell, cell.a is cell, both_refs['k'] is cell)
print(next(g), g.throw(ValueError('thrown')), list(g), done)
print(odd[Odd(7)], Odd(11) in odd, list(odd.values()))
print(mixed, mixed[(1, (2, 3))], mixed[frozenset({2, 1})], mixed[10 ** 30], mixed[1.0])
for i in its:
    print([x if not isinstance(x, tuple) or len(x) != 2 or not isinstance(x[1], itertools._grouper) else x[0] for x in itertools.islice(i, 6)])
print(part(-5), lru(3), lru.cache_info(), rnd.random(), rnd.sample(range(100), 5), hash(rnd) is not None)
print(match.groups(), pattern.findall('b2c'), sio.readline(), bio.read(), h.hexdigest(), mv.tobytes(), st.size, list(od), dict(dd))
print(pt, pt._replace(y=5), cnt.most_common(2), wide, big, floats[0] is floats[1], floats, list(s), s.pop())
print(repr(kept), repr(kept.__cause__), kept.__traceback__.tb_lineno, Made().p, Made.c(), Made.s(), Made.__mro__, Meta.__subclasses__(type)[-1].__name__)
mv[0] = 88; print(mv.obj)
`;

describe('a machine goes on', () => {
  test('with everything as it was, identity and sharing too', () => {
    const source = `${EVERYTHING}\nknown_id = id(cell)\n`;
    const runs = [0, 1, 2].map((times) => {
      const program = new Program();
      program.exec(source);
      for (let i = 0; i < times; i++) program.through();
      const outcome = program.exec(CHECKS, 'checks.py');
      expect(outcome.kind === 'raised' ? outcome.exception.args.items : outcome.kind).toBe('value');
      return program.stdout.join('');
    });
    expect(runs[1]).toBe(runs[0]);
    expect(runs[2]).toBe(runs[0]);
    expect(runs[0]).toContain('True True True True');
  });

  test('at any instruction, by the same fuel', () => {
    const source = `
class V:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return self.n < o.n
    def __enter__(self): return self
    def __exit__(self, *a): return True
    def __repr__(self): return f'V{self.n}'
def walk(n):
    if n: yield n; yield from walk(n - 1)
async def co(n):
    return n * 2
def run(c):
    try: c.send(None)
    except StopIteration as e: return e.value
print(sorted([V(3), V(1), V(2)]), list(walk(6)), max([V(1), V(4)]))
with V(1) as v:
    raise KeyError(v)
print([run(co(i)) for i in range(4)], {i: {j for j in range(i)} for i in range(4)})
try:
    try: 1 / 0
    finally: print('finally')
except ZeroDivisionError as e:
    print(e, [x for x in walk(3) if (lambda y: y % 2)(x)])
match {'k': [1, 2, {'z': 3}]}:
    case {'k': [a, *_, {'z': b}]}: print(a, b)
print('%s %r' % (V(1), V(2)), '{} {!r:>5}'.format(V(3), 'x'), ','.join(str(x) for x in walk(3)), sum(walk(4)))
`;
    for (const [i, span] of [60, 200, 700].entries()) {
      const { plain, cut } = both(source, span, i + 1);
      expect(cut.stderr).toBe(plain.stderr);
      expect(cut.stdout).toBe(plain.stdout);
      expect(cut.fuel).toBe(plain.fuel);
      expect(cut.snapshots).toBeGreaterThan(5);
    }
  });

  test('at a call of the system that is answered later', () => {
    const source = `
import os
def ask(name):
    try: return os.listdir(name)
    except OSError as e: return e.errno
print([x for n in ('a', 'b', 'c') for x in ask(n)], sorted(['z', 'yy'], key=lambda n: len(ask(n))), ask('fails'))
`;
    const program = new Program();
    const answers: string[] = [];
    const system = {
      call: ({ name, args }: { name: string; args: readonly unknown[] }) => {
        if (name !== 'listdir') return { kind: 'value', value: null } as SystemAnswer;
        answers.push(String(args[0]));
        return { kind: 'later' } as const;
      },
    };
    program.options.powers = { ...program.options.powers, system };
    program.restart();
    const code = compileSource(source, 'p.py', 'exec', program.machine.compileOptions('p.py', source));
    let outcome = program.machine.runCode(code, mainOf(program.machine));
    let pauses = 0;
    while (outcome.kind === 'paused') {
      pauses++;
      program.through();
      const asked = answers.at(-1)!;
      const answer: SystemAnswer =
        asked === 'fails'
          ? { kind: 'error', errno: 2, strerror: 'none' }
          : { kind: 'value', value: [asked, asked + asked] };
      outcome = program.machine.resumeAnswered(answer);
    }
    expect(outcome.kind === 'raised' ? outcome.exception.args.items : '').toBe('');
    expect(pauses).toBe(6);
    expect(program.stdout.join('')).toBe("['a', 'aa', 'b', 'bb', 'c', 'cc'] ['z', 'yy'] 2\n");
  });

  test('programs of conformance/, at random instructions', () => {
    const programs = filesBelow(CONFORMANCE, '.py')
      .filter((f) => !/conformance\/(runner|cpython)\//.test(f))
      .sort();
    const end = Date.now() + 25_000;
    const random = seeded(4);
    let done = 0;
    while (done < 6 || (done < 40 && Date.now() < end)) {
      const file = programs[Math.floor(random() * programs.length)]!;
      const source = readFileSync(file, 'utf8');
      const plain = new Program(null, { fuel: 3_000_000 }).run(source, file);
      if (plain.ended.startsWith('limit')) continue;
      const cut = new Program(() => 1 + Math.floor((random() * plain.fuel) / 3)).run(source, file);
      expect([file, cut.stdout, cut.stderr]).toEqual([file, plain.stdout, plain.stderr]);
      done++;
    }
    expect(done).toBeGreaterThan(5);
  });

  test('a fork goes its own way, and so does the first one', () => {
    const program = new Program();
    program.exec(`${EVERYTHING}\nnames = ['a', 'b']\nimport math\n`);
    const first = program.machine;
    const second = fork(first, program.options);
    const change = `
names.append('c'); Made.y = 1; mixed[(1, (2, 3))] = 'z'; len = 3; math.pi = 3
import builtins; builtins.extra = 1; del builtins.sum
rnd.random(); next(g); od['d'] = 4; floats.append(1.5)
`;
    const shown =
      "print(names, hasattr(Made, 'y'), mixed[(1, (2, 3))], len, math.pi, 'extra' in dir(__builtins__), 'sum' in dir(__builtins__), rnd.random(), next(g), list(od), floats)";
    const show = (m: Machine): string => {
      program.machine = m;
      program.stdout.length = 0;
      const outcome = program.exec(shown, 'shown.py');
      expect(outcome.kind === 'raised' ? outcome.exception.args.items : outcome.kind).toBe('value');
      return program.stdout.join('');
    };
    const untouched = show(fork(first, program.options));
    program.machine = second;
    expect(program.exec(change, 'change.py').kind).toBe('value');
    const third = fork(second, program.options);
    expect(show(second)).toBe(show(third));
    expect(show(first)).toBe(untouched);
    expect(show(third)).not.toBe(untouched);
  });

  test('before the first run it is small', () => {
    expect(snapshot(new Program().machine).length).toBeLessThan(1000);
    const program = new Program();
    program.run('def f(a):\n  return a\nprint([f(i) for i in range(10)])');
    expect(snapshot(program.machine).length).toBeLessThan(10_000);
  });

  test('not while it runs', () => {
    const program = new Program();
    const during: unknown[] = [];
    program.options.powers.console.stdout = () => {
      try {
        snapshot(program.machine);
      } catch (e) {
        during.push(e);
      }
    };
    program.restart();
    program.run('print(1)');
    expect(during[0]).toBeInstanceOf(SnapshotError);
  });
});

test('a run stops when its slice is spent, and goes on', () => {
  const { machine, stdout } = new Program();
  const source = 'n = 0\nwhile n < 10_000:\n  n += 1\nprint(n)\n';
  const code = compileSource(source, 'p.py', 'exec', machine.compileOptions('p.py', source));
  let before = machine.usage.fuel;
  machine.stopAfter(5000);
  let outcome = machine.runCode(code, mainOf(machine));
  let stops = 0;
  while (outcome.kind === 'paused') {
    expect(outcome.request).toBe(SLICE_SPENT);
    expect(machine.usage.fuel - before).toBeLessThan(5100);
    before = machine.usage.fuel;
    stops++;
    machine.stopAfter(5000);
    outcome = machine.resumeWith(null);
  }
  expect(stops).toBeGreaterThan(5);
  expect(stdout.join('')).toBe('10000\n');
});

describe('bytes that are no snapshot are refused', () => {
  const paused = (): { bytes: Uint8Array; program: Program; fuel: number } => {
    const program = new Program();
    const source = `${EVERYTHING}\nfor i in range(100):\n  x = [y for y in gen(3)]\n`;
    const { machine } = program;
    program.exec(source);
    const again = compileSource('for i in range(9000): next(gen(2)), Made(), mixed[1]', 'q.py', 'exec');
    machine.stopAfter(1000);
    machine.runCode(again, mainOf(machine));
    const bytes = snapshot(machine, { policy: Uint8Array.of(1, 2, 3), host: Uint8Array.of(9) });
    return { bytes, program, fuel: machine.usage.fuel };
  };
  const sealed = (bytes: Uint8Array): Uint8Array => {
    new DataView(bytes.buffer).setUint32(5, checksum(bytes.subarray(9)), true);
    return bytes;
  };

  test('cut, changed, of another version, of another engine', () => {
    const { bytes, program } = paused();
    expect(inspectSnapshot(bytes)).toEqual({ version: 3, policy: Uint8Array.of(1, 2, 3), host: Uint8Array.of(9) });
    const refused = (b: Uint8Array) => expect(() => restore(b, program.options)).toThrow(SnapshotError);
    for (const n of [0, 4, 8, 9, 20, bytes.length >> 1, bytes.length - 1]) refused(bytes.slice(0, n));
    for (const at of [0, 4, 5, 40, bytes.length - 1]) {
      const b = bytes.slice();
      b[at]! ^= 1;
      refused(b);
    }
    for (const n of [20, bytes.length >> 1, bytes.length - 1]) refused(sealed(bytes.slice(0, n)));
    const other = bytes.slice();
    other[9]! ^= 1;
    refused(sealed(other));
    expect(() => restore(sealed(other), program.options)).toThrow('another version of the engine');
  });

  test('with a native that this engine has not', () => {
    const program = new Program();
    program.exec('x = len');
    const bytes = snapshot(program.machine);
    const restored = (b: Uint8Array) => restore(b, program.options);
    expect(restored(bytes)).toBeDefined();
    // The name is in the table of strings.
    const at = Buffer.from(bytes).indexOf('\x0clen');
    expect(at).toBeGreaterThan(0);
    bytes[at + 3] = 'm'.charCodeAt(0);
    expect(() => restored(sealed(bytes))).toThrow("this engine has no 'lem'");
  });

  test('made up with a right checksum: refused, or harmless', () => {
    const { bytes, program, fuel } = paused();
    const random = seeded(11);
    const options = { ...program.options, limits: { fuel: fuel + 200_000, memory: 100_000_000 } };
    let refused = 0;
    for (let i = 0; i < 150; i++) {
      const b = bytes.slice();
      for (let k = 0; k <= i % 3; k++) b[9 + Math.floor(random() * (b.length - 9))] = Math.floor(random() * 256);
      let machine: Machine;
      try {
        machine = restore(sealed(b), options);
      } catch (e) {
        expect(e).toBeInstanceOf(SnapshotError);
        refused++;
        continue;
      }
      try {
        if (machine.pausedFrame !== null) machine.resumeWith(null);
      } catch (e) {
        // A limit, or values that no program could have: the run ends, the host goes on.
        expect(e instanceof LimitError || e instanceof Error).toBe(true);
      }
    }
    expect(refused).toBeGreaterThan(50);
  });
});
