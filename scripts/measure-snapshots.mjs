// How fast snapshots are, and how small a machine that waits is.
//
//   node scripts/measure-snapshots.mjs [speed] [fresh] [fork] [idle] [--sizes 10,50,100,200] [--shape NAME] [--count 10000] [--cpu]
//
// speed: snapshot and restore of heaps of some shapes, megabytes of snapshot a second; fresh: a program that has imported
// nothing, paused; fork: a copy of it; idle: memory of many paused machines in one process, made and restored.
// --cpu counts the time of the processor, for a machine that does other things meanwhile.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { cacheFolder } from './build.mjs';
import { bundle } from './bundle.mjs';

const SMALL = `
def total(orders):
    return sum(o['price'] * o['count'] for o in orders)
class Customer:
    def __init__(self, name): self.name = name; self.orders = []
    def add(self, **order): self.orders.append(order)
ann = Customer('ann')
for i in range(100):
    ann.add(price=i, count=2)
print(total(ann.orders))
`;

/** Programs whose heap is about that large. */
const SHAPES = {
  ints: (n) => `x = list(range(${Math.round(n / 8)}))`,
  floats: (n) => `x = [i / 7 for i in range(${Math.round(n / 56)})]`,
  strings: (n) => `x = ['item %d' % i for i in range(${Math.round(n / 58)})]`,
  texts: (n) => `x = [(chr(65 + i % 50) + str(i)) * 20_000 for i in range(${Math.round(n / 200_000)})]`,
  dict: (n) => `x = {'key %d' % i: i for i in range(${Math.round(n / 100)})}`,
  records: (n) =>
    `x = [[{'id': i, 'name': 'name %d' % i, 'tags': ['a', 'b']} for i in range(j * 100, j * 100 + 100)] for j in range(${Math.round(n / 103000)})]`,
  instances: (n) => `
class P:
    def __init__(self, x, y): self.x = x; self.y = y
x = [P(i, str(i)) for i in range(${Math.round(n / 180)})]`,
  mixed: (n) => `
x = []
for j in range(${Math.round(n / 25000)}):
    x.append({'n': list(range(100)), 's': ['s%d' % (j * 100 + i) for i in range(100)], 'd': {str(i): i for i in range(100)}, 't': ('text %d ' % j) * 20, 'f': [i / 3 for i in range(20)]})`,
};

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sizes: { type: 'string', default: '10,50,100,200' },
    shape: { type: 'string' },
    count: { type: 'string', default: '10000' },
    cpu: { type: 'boolean', default: false },
    worker: { type: 'boolean', default: false },
  },
});

const BUNDLE = path.join(cacheFolder, 'measure-snapshots.mjs');
const SOURCE = `
export * from './packages/python/src/index.ts';
export * from './packages/python/src/snapshot/index.ts';
export { ModuleType } from './packages/python/src/objects/builtin-types.ts';`;

if (!flags.worker) {
  // Each measurement has a process of its own.
  const parts = positionals.length > 0 ? positionals : ['speed', 'fresh', 'fork', 'idle'];
  const shapes =
    flags.shape === undefined
      ? ['ints', 'strings', 'texts', 'dict', 'records', 'floats', 'instances', 'mixed']
      : [flags.shape];
  const runs = parts.flatMap((part) =>
    part === 'speed'
      ? shapes.flatMap((shape) => flags.sizes.split(',').map((size) => [part, shape, size]))
      : part === 'idle'
        ? [
            [part, 'made'],
            [part, 'restored'],
            [part, 'forked'],
          ]
        : [[part]],
  );
  await bundle({ contents: SOURCE }, BUNDLE);
  for (const run of runs) {
    const node = [
      '--expose-gc',
      '--max-old-space-size=12000',
      process.argv[1],
      '--worker',
      '--count',
      flags.count,
      ...run,
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, node, { encoding: 'utf8' });
    process.stdout.write(status === 0 ? stdout : `${run.join(' ')}: ${stderr.slice(-2000)}\n`);
  }
} else await measure(...positionals);

async function measure(part, shape, size) {
  const python = await import(pathToFileURL(BUNDLE).href);
  const now = flags.cpu ? () => process.cpuUsage().user / 1000 : () => performance.now();
  const console_ = { stdout: () => {}, stderr: (text) => process.stderr.write(text) };
  // A cell's powers are its own.
  const options = (limits = {}) => ({
    limits: { fuel: 1e12, memory: 8e9, ...limits },
    powers: { console: console_, system: { call: () => ({ kind: 'later' }) } },
  });

  function machine() {
    const m = new python.Machine(options());
    const main = new python.PyModule(python.ModuleType.root, python.newDict());
    main.dict.setStr('__name__', '__main__');
    main.dict.setStr('__builtins__', m.modules.getStr('builtins'));
    m.modules.setStr('__main__', main);
    return m;
  }

  const started = (m, source) => {
    const code = python.compileSource(source, 'p.py', 'exec', m.compileOptions('p.py', source));
    return m.runCode(code, m.modules.getStr('__main__').dict);
  };
  const resumed = (m) => m.resumeWith(null);

  function paused(source = SMALL) {
    const m = machine();
    m.stopAfter(400);
    const outcome = started(m, source);
    if (outcome.kind !== 'paused') throw new Error(`not paused but ${outcome.kind}`);
    return m;
  }

  const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

  if (part === 'speed') {
    const bytes = Number(size) * 1e6;
    const m = machine();
    const outcome = started(m, SHAPES[shape](bytes));
    if (outcome.kind !== 'value') throw new Error(String(outcome.exception?.args.items));
    const live = m.measure();
    const writes = [];
    const reads = [];
    let data;
    for (let i = 0; i < 5; i++) {
      data = undefined;
      gc();
      let at = now();
      data = python.snapshot(m);
      writes.push(now() - at);
      gc();
      at = now();
      python.restore(data, options());
      reads.push(now() - at);
    }
    // The first one of a process counts as it is.
    const rate = (ms) => `${(live / 1e6 / (ms / 1000)).toFixed(0).padStart(5)} MB/s`;
    const [w, r] = [median(writes), median(reads)];
    console.log(
      `${shape.padEnd(10)} heap ${(live / 1e6).toFixed(0).padStart(4)} MB, bytes ${(data.length / 1e6).toFixed(1).padStart(6)} MB: ` +
        `snapshot ${w.toFixed(0).padStart(5)} ms ${rate(w)}, restore ${r.toFixed(0).padStart(5)} ms ${rate(r)}`,
    );
  } else if (part === 'fresh') {
    const m = paused();
    const times = [];
    const back = [];
    let data;
    for (let i = 0; i < 300; i++) {
      let at = now();
      data = python.snapshot(m);
      times.push(now() - at);
      at = now();
      python.restore(data, options());
      back.push(now() - at);
    }
    const first = times[0];
    console.log(
      `fresh      ${data.length} bytes: snapshot ${median(times).toFixed(3)} ms (the first of the process ${first.toFixed(1)} ms), restore ${median(back).toFixed(3)} ms`,
    );
  } else if (part === 'fork') {
    const m = paused();
    const times = [];
    const made = [];
    for (let i = 0; i < 5000; i++) {
      let at = now();
      python.fork(m, options());
      times.push(now() - at);
      at = now();
      machine();
      made.push(now() - at);
    }
    console.log(
      `fork       ${(median(times) * 1000).toFixed(0)} µs (a machine made anew: ${(median(made) * 1000).toFixed(0)} µs)`,
    );
  } else {
    const count = Number(flags.count);
    const data = python.snapshot(paused());
    const original = paused();
    const machines = [];
    gc();
    const before = process.memoryUsage();
    let at = now();
    for (let i = 0; i < count; i++) {
      machines.push(
        shape === 'made'
          ? paused()
          : shape === 'restored'
            ? python.restore(data, options())
            : python.fork(original, options()),
      );
    }
    const took = now() - at;
    gc();
    const after = process.memoryUsage();
    at = now();
    let ended = 0;
    for (const m of machines) if (resumed(m).kind === 'value') ended++;
    console.log(
      `idle       ${count} machines ${shape} in ${took.toFixed(0)} ms: ${((after.heapUsed - before.heapUsed) / count / 1024).toFixed(1)} KB of heap each, ` +
        `process ${(after.rss / 1e6).toFixed(0)} MB; ${ended} resumed to their end in ${(now() - at).toFixed(0)} ms`,
    );
  }
}
