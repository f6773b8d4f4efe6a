// Cells with cells inside them: what is around their machines, and the machines of the inner ones, changed. Restored under
// the policy of the original, each is refused, or is a cell like any.
import { InternalError, inspectSnapshot, openSnapshot, resealed, restore } from '../../packages/python/src/index.ts';
import { SnapshotError } from '../../packages/python/src/snapshot/bytes.ts';
import { Cell } from '../../packages/rexec/src/cell/cell.ts';
import { platformInUse } from '../../packages/rexec/src/system/platform.ts';
import { decode, encode, WireError } from '../../packages/rexec/src/system/wire.ts';
import { lyingSnapshot } from './mischief.mjs';
import { mutate } from './mutations.mjs';

const FUEL = 3_000_000;
const POLICY = {
  extends: 'pure',
  modules: { allow: ['rexec', 'Bastion', '_cells'] },
  files: { mounts: [{ at: '/data', memory: '100 kB' }] },
  clock: { mode: 'virtual', at: '2026-01-01T00:00:00Z' },
  limits: { cells: 4, fuel: FUEL, memory: '128 MB', effects: 300, output: '100 kB', time: '5 s' },
};

const MAKE = `
import rexec, Bastion
class Account:
    balance = 0
    def deposit(self, n):
        self.balance += n
        return self.balance
class Mine(rexec.RExec):
    def r_open(self, file, mode='r', buf=-1):
        return rexec.RExec.r_open(self, '/data/a', mode, buf)
with open('/data/a', 'w') as f: f.write('content')
a, b = Mine(), rexec.RExec()
a.add_module('__main__').account = Bastion.Bastion(Account())
a.r_exec('f = open("/x"); xs = [1, {2: "three"}]; g = iter(xs)')
b.r_exec('import rexec; c = rexec.RExec(); c.r_exec("y = 2")')
`;
const ASK = `
a.add_module('__main__').ask = lambda n: ask(n)
print(a.r_eval('sorted([3, 1, 2], key=ask)'))
`;
/** What each inner cell is made to do after a restore. */
const POKE = `
for made in [v for v in list(globals().values()) if isinstance(v, rexec.RExec)]:
    for code in ('account.deposit(1)', 'f.read()', 'next(g)', 'c.r_eval("y")', '[*range(1000)]', 'open("/etc/passwd")', '__import__("socket")'):
        try: print(made.r_eval(code))
        except Exception as e: print(type(e).__name__)
`;
/** Words of errors that are ours. */
const BUG = /undefined|not a function|Cannot read|not iterable|call stack|Invalid array/;

const cpu = () => process.cpuUsage().user / 1000;

/** Time is the processor's. */
const here = () => ({ policy: POLICY, platform: { ...platformInUse(), milliseconds: cpu } });

export function nestedCorpus() {
  const cell = Cell.create(here());
  const made = cell.runSync(MAKE);
  if (made.status !== 'ok') throw new Error(`nested: ${made.error.traceback}`);
  const idle = cell.snapshot();
  cell.start(ASK, { functions: ['ask'] });
  return [idle, cell.snapshot()];
}

const isList = Array.isArray;
const copied = (v) => (isList(v) ? v.map(copied) : v);

/** Every list of the value, and how it is reached. */
function listsOf(root) {
  const out = [root];
  for (const list of out) for (const item of list) if (isList(item)) out.push(item);
  return out;
}

const ODD = [
  null,
  true,
  -1,
  0,
  1,
  2,
  7,
  1e9,
  2 ** 53,
  1e300,
  Number.NaN,
  -1e15,
  10n ** 30n,
  '',
  'x',
  'idle',
  'asking',
  'running',
  'ended',
  [],
  [[]],
  new Uint8Array(3),
];

/** Some part is another: an odd value, a part of elsewhere, twice itself, gone. */
function disturbed(root, die) {
  const lists = listsOf(root).filter((list) => list.length > 0);
  const one = lists[die(lists.length)];
  const at = die(one.length);
  const other = lists[die(lists.length)];
  switch (die(6)) {
    case 0:
      one.splice(at, 1);
      break;
    case 1:
      one.splice(at, 0, copied(one[at]));
      break;
    case 2:
      one[at] = copied(other[die(other.length)]);
      break;
    case 3:
      if (typeof one[at] === 'number') one[at] += [1, -1, 1e6, -1e6][die(4)];
      else one.reverse();
      break;
    default:
      one[at] = ODD[die(ODD.length)];
  }
}

/** Snapshots of inner cells among the parts: lists and places. */
function innerCells(root) {
  return listsOf(root).flatMap((list) =>
    list.flatMap((item, i) => (item instanceof Uint8Array && item.length > 5000 ? [[list, i]] : [])),
  );
}

function otherMachine(bytes, all, die) {
  if (die(2) === 0) return mutate(bytes, all, die);
  const { policy, host } = inspectSnapshot(bytes);
  const lying = lyingSnapshot(restore(bytes, { limits: { fuel: 1e9 } }), die, bytes.length);
  return lying === null ? mutate(bytes, all, die) : resealed(openSnapshot(lying), { policy, host });
}

function changed(bytes, die) {
  const { host, policy } = inspectSnapshot(bytes);
  if (die(6) === 0) return resealed(bytes, { policy, host: mutate(host, [host], die) });
  const parts = copied(decode(host, { plain: true }));
  const cells = innerCells(parts);
  if (die(2) === 0) {
    const [list, i] = cells[die(cells.length)];
    list[i] = otherMachine(
      list[i],
      cells.map(([l, k]) => l[k]),
      die,
    );
  } else for (let k = 0; k <= die(3); k++) disturbed(parts, die);
  return resealed(bytes, { policy, host: encode(parts).subarray(4) });
}

/** What came of one case; `Finding` is thrown for what may not be. */
export function nestedCase(corpus, die, Finding) {
  let bytes;
  try {
    bytes = changed(corpus[die(corpus.length)], die);
  } catch (e) {
    if (e instanceof WireError || e instanceof SnapshotError) return 'not made';
    throw e;
  }
  const at = cpu();
  let cell;
  try {
    cell = Cell.restore(bytes, here());
  } catch (e) {
    if (
      !(e instanceof SnapshotError || (e instanceof InternalError && e.message.startsWith('the snapshot held'))) ||
      BUG.test(e.message)
    )
      throw new Finding('nested restore', e);
    return 'refused';
  }
  if (cpu() - at > 3000) throw new Finding('slow', `${cpu() - at} ms to restore a nested one`);
  const end = goOn(cell, Finding);
  if (cell.usage.fuel > 2 * FUEL + 2_000_000) throw new Finding('usage', `nested fuel ${cell.usage.fuel} of ${FUEL}`);
  try {
    if (!cell.ended) cell.snapshot();
  } catch (e) {
    if (!(e instanceof SnapshotError)) throw new Finding('nested snapshot', e);
  }
  cell.dispose();
  return end;
}

function goOn(cell, Finding) {
  try {
    let { step } = cell;
    for (let k = 0; step !== null && k < 20 && (step.kind === 'call' || step.kind === 'slice'); k++)
      step = step.resume(k);
    if (step !== null && !step.done) return `nested ${step.kind}`;
    if (step?.result.status === 'limit') return said(step.result, Finding);
    return said(cell.runSync(POKE), Finding);
  } catch (e) {
    if (e instanceof InternalError && !BUG.test(e.message)) return 'odd value';
    if (/the cell is running|the cell has ended/.test(e?.message)) return 'odd value';
    throw new Finding('nested run', e);
  }
}

function said({ status, error }, Finding) {
  if (error !== null && error.limit === 'stopped' && BUG.test(error.message))
    throw new Finding('nested bug', error.message);
  return `nested ${error?.limit ?? status}`;
}
