// What a host pays for calling into Python and being called from it, on the built packages (`npm run build`):
// expressions beside the same in plain JavaScript, calls of scripts, calls of the host's functions from a program.
//
//   node bench/host.mjs [--rounds N]
import { parseArgs } from 'node:util';
import { Cell, compileExpression, Declarations, hostFunction, PythonScript, ScriptSpace } from 'rexec';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(values.rounds);

/** Microseconds a call, by the clock (best and median of some rounds) and of the processor; the first round warms up. */
async function measure(name, count, body) {
  const times = [];
  const spent = [];
  for (let i = 0; i <= rounds; i++) {
    const before = process.cpuUsage();
    const from = performance.now();
    await body(count);
    const wall = (performance.now() - from) * 1000;
    const { user, system } = process.cpuUsage(before);
    if (i === 0) continue;
    times.push(wall / count);
    spent.push((user + system) / count);
  }
  times.sort((a, b) => a - b);
  spent.sort((a, b) => a - b);
  const show = (n) => n.toFixed(n < 0.1 ? 3 : 2).padStart(7);
  console.log(
    `${name.padEnd(42)} best ${show(times[0])} µs   median ${show(times[times.length >> 1])} µs   processor ${show(spent[0])} µs`,
  );
}

const rule = compileExpression('price * qty if qty > 10 else price', { names: ['price', 'qty'] });
const plain = (v) => (v.qty > 10 ? v.price * v.qty : v.price);
let sum = 0;
await measure('expression, a million evaluations', 1_000_000, (n) => {
  for (let i = 0; i < n; i++) sum += rule.evaluate({ price: i, qty: i & 31 });
});
await measure('the same in JavaScript', 1_000_000, (n) => {
  for (let i = 0; i < n; i++) sum -= plain({ price: i, qty: i & 31 });
});

class Document {
  title = 'Home';
  async later() {
    return 1;
  }
}
const declarations = new Declarations();
declarations.forClass(Document).declarePublic('title', 'later').declareWritePublic('title');
const scripts = new ScriptSpace({ declarations });
const adds = new PythonScript({ id: 'adds', parameters: 'a, b=1', body: 'return a + b' });
const reads = new PythonScript({ id: 'reads', parameters: 'a', body: 'return context.title + str(a)' });
const context = new Document();
await measure('script, warm', 100_000, (n) => {
  for (let i = 0; i < n; i++) scripts.call(adds, [i]);
});
await measure('script that reads an attribute, warm', 100_000, (n) => {
  for (let i = 0; i < n; i++) scripts.call(reads, [i], { context });
});
const writes = new PythonScript({ id: 'writes', parameters: 'a', body: 'context.title = "Home"' });
await measure('script that writes an attribute, warm', 100_000, (n) => {
  for (let i = 0; i < n; i++) scripts.call(writes, [i], { context });
});
const waits = new PythonScript({ id: 'waits', body: 'return context.later()' });
await measure('script by callAsync', 50_000, async (n) => {
  for (let i = 0; i < n; i++) await scripts.callAsync(adds, [i]);
});
await measure('script that waits once', 50_000, async (n) => {
  for (let i = 0; i < n; i++) await scripts.callAsync(waits, [], { context });
});

const limits = { fuel: 'unlimited', time: '1000 s', effects: 'unlimited' };
const cell = Cell.create({ policy: { extends: 'pure', limits } });
cell.set(
  'at_once',
  hostFunction((x) => x),
);
cell.set(
  'later',
  hostFunction(async (x) => x),
);
const run = async (source) => {
  const { status, error } = await cell.run(source);
  if (status !== 'ok') throw new Error(`${status}: ${error?.message}`);
};
await measure('host function from a loop, at once', 200_000, (n) => run(`for i in range(${n}): at_once(i)`));
await measure('host function from a loop, later', 50_000, (n) => run(`for i in range(${n}): later(i)`));
const promised = async (x) => x;
await measure('a bare promise in JavaScript', 50_000, async (n) => {
  for (let i = 0; i < n; i++) await promised(i);
});
await measure('the loop alone', 200_000, (n) => run(`for i in range(${n}): i`));
if (sum !== 0) throw new Error('Python and JavaScript disagree');
