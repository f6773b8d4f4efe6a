// What pickles may name under a policy that has a list: by whatever way they are loaded.
import { afterAll, describe, expect, test } from 'vitest';
import { Cell, MemorySink, Policy, ProcessCell } from '../src/index.js';

const text = (classes: string) => `extends = "pure"\n[pickle]\nclasses = ${classes}\n`;
const policyOf = (classes: string) => Policy.parse(text(classes), { filename: 'p.toml' });
const decide = (classes: string, name: string) => policyOf(classes).decide({ kind: 'unpickle', name });

describe('decisions', () => {
  test('without a list everything', () => {
    expect(Policy.from('pure').decide({ kind: 'unpickle', name: 'os.system' })).toMatchObject({
      action: 'allow',
      rule: 'pickle (default)',
    });
    expect(Policy.from('pure').parts.pickle.classes).toBeNull();
  });

  test('a name, a pattern, all of them, and why', () => {
    expect(decide('["a.B"]', 'a.B')).toEqual({
      action: 'allow',
      rule: 'pickle.classes "a.B"',
      source: 'p.toml:3',
      reason: 'a pickle may name a.B',
    });
    expect(decide('["a.B"]', 'a.C')).toEqual({
      action: 'deny',
      rule: 'pickle (default)',
      source: '',
      reason: 'no rule of pickle.classes names a.C',
    });
    expect(decide('["a.*"]', 'a.C').action).toBe('allow');
    expect(decide('["*"]', 'a.b.C').action).toBe('allow');
  });

  test('nothing that lies below a name', () => {
    expect(decide('["a.B", "c.*"]', 'a.B.C').action).toBe('deny');
    expect(decide('["a.B", "c.*"]', 'c.sys.modules').action).toBe('deny');
    expect(decide('["a.B.*"]', 'a.B').action).toBe('deny');
  });

  test('data of older protocols always, calls never', () => {
    expect(decide('[]', 'builtins.set')).toMatchObject({ action: 'allow', rule: 'pickle (data)' });
    for (const name of [
      'builtins.eval',
      'builtins.getattr',
      'builtins.type',
      'copyreg.add_extension',
      'x'.repeat(2000),
    ])
      expect(decide('[]', name).action).toBe('deny');
  });

  test('a document says what is wrong', () => {
    expect(() => policyOf('["OrderedDict"]')).toThrow(/p\.toml:3: pickle\.classes\[0\]: .* is no name of a class/);
  });

  test('wider: another class, or no list any more', () => {
    const [one, two, none] = [policyOf('["a.B"]'), policyOf('["a.B", "a.C"]'), Policy.parse('extends = "pure"\n')];
    expect(one.widerThan(two)).toBeNull();
    expect(two.widerThan(one)).toBe('pickle.classes has "a.C" besides');
    expect(none.widerThan(one)).toBe('pickle.classes is not limited any more');
    expect(one.widerThan(none)).toBeNull();
    expect(one.meet(none).decide({ kind: 'unpickle', name: 'a.C' }).action).toBe('deny');
    expect(Policy.fromResolved(two.toDocument()).digest()).toBe(two.digest());
  });
});

/** Pickles that name a class, by every protocol and loader, and data that names none. */
const PROGRAM = `
import collections, datetime, io, pickle
class P: pass
class Loader(pickle.Unpickler): pass
loaders = {'loads': pickle.loads, 'load': lambda d: pickle.load(io.BytesIO(d)), 'Unpickler': lambda d: Loader(io.BytesIO(d)).load(), '_loads': pickle._loads}
for name, value in {'date': datetime.date(2020, 1, 2), 'ordered': collections.OrderedDict(a=1), 'own': P(), 'data': [{1, 2}, b'x', 1j, frozenset([3]), bytearray(b'y')]}.items():
    for how, load in loaders.items():
        said = set()
        for protocol in range(6):
            try:
                load(pickle.dumps(value, protocol))
                said.add('loaded')
            except pickle.UnpicklingError as e:
                said.add(str(e))
        print(name, how, *sorted(said))
`;
const REFUSED = (name: string) => `refused by policy: unpickling of '${name}' (pickle (default))`;

const cells: { kind: string; make(policy: Policy, sink: MemorySink): Promise<Cell | ProcessCell> }[] = [
  { kind: 'inline', make: async (policy, sink) => Cell.create({ policy, sinks: [sink] }) },
  { kind: 'process', make: (policy, sink) => ProcessCell.create({ policy, sinks: [sink] }) },
];
const open: (Cell | ProcessCell)[] = [];
afterAll(() => {
  for (const cell of open) cell.dispose();
});

describe.each(cells)('in a cell ($kind)', ({ make }) => {
  async function run(classes: string, source: string) {
    const sink = new MemorySink();
    const cell = await make(policyOf(classes), sink);
    open.push(cell);
    return { result: await cell.run(source), sink };
  }

  test('what is listed is loaded, what is not is refused', async () => {
    const { result, sink } = await run('["datetime.date"]', PROGRAM);
    const lines = result.stdout.trim().split('\n');
    expect(lines).toHaveLength(16);
    for (const line of lines) {
      const [name, how] = line.split(' ', 2);
      const what = line.slice(`${name} ${how} `.length);
      if (name === 'date' || name === 'data') expect(line).toBe(`${name} ${how} loaded`);
      else expect(what).toBe(REFUSED(name === 'own' ? '__main__.P' : 'collections.OrderedDict'));
    }
    expect(result.refusals.every((r) => r.event === 'pickle.find_class')).toBe(true);
    const events = sink.events.filter((e) => e.event === 'pickle.find_class');
    expect(events.find((e) => e.args[1] === 'date')).toMatchObject({
      decision: 'allow',
      rule: 'pickle.classes "datetime.date" (p.toml:3)',
      args: ['datetime', 'date'],
    });
    expect(events.find((e) => e.args[1] === 'OrderedDict')).toMatchObject({ decision: 'deny' });
  });

  test("the program's own hooks hear of it once", async () => {
    const { result } = await run(
      '["datetime.date"]',
      'import pickle, sys, datetime\nheard = []\n' +
        "sys.addaudithook(lambda e, a: heard.append(a) if e == 'pickle.find_class' else None)\n" +
        'pickle.loads(pickle.dumps(datetime.date(2020, 1, 2)))\nprint(heard)\n',
    );
    expect(result).toMatchObject({ status: 'ok', stdout: "[('datetime', 'date')]\n" });
  });
});

test('without a list each name is a note in the record', async () => {
  const sink = new MemorySink();
  const cell = Cell.create({ policy: Policy.from('pure'), sinks: [sink] });
  const result = await cell.run('import pickle, datetime\npickle.loads(pickle.dumps(datetime.date(2020, 1, 2)))\n');
  expect(result.status).toBe('ok');
  expect(sink.events.filter((e) => e.event === 'pickle.find_class')).toMatchObject([
    { decision: 'note', args: ['datetime', 'date'] },
  ]);
});
