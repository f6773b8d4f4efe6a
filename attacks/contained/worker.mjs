// A host that runs attacks: bundled and started by attacks/contained.mjs, one program after another, each under every
// preset, in this process and in one of its own. What it finds goes to the parent.
import { SnapshotError } from '../../packages/python/src/snapshot/bytes.ts';
import { JsonLinesSink, MemorySink } from '../../packages/rexec/src/audit/sinks.ts';
import { HostTable } from '../../packages/rexec/src/bastion/handlers.ts';
import { Cell } from '../../packages/rexec/src/cell/cell.ts';
import { makeWorld } from '../../packages/rexec/src/cell/world.ts';
import { processCells } from '../../packages/rexec/src/node/nested-process.ts';
import { nodePlatform } from '../../packages/rexec/src/node/platform.ts';
import { ProcessCell } from '../../packages/rexec/src/node/process-cell.ts';
import { Policy } from '../../packages/rexec/src/policy/policy.ts';
import { usePlatform } from '../../packages/rexec/src/system/platform.ts';
import { dataToWire } from '../../packages/rexec/src/system/wire-data.ts';
import { givenThings } from './bridge.mjs';
import { Canaries } from './canaries.mjs';
import { judgeMust, judgeRecord, judgeResult } from './judge.mjs';
import { AttackedNetwork } from './network.mjs';
import { PRESETS } from './programs.mjs';

const MiB = 2 ** 20;
/** Milliseconds of a program by its `must`: what has to end in another way is not ended by them on a slow machine. */
const TIME = { contained: 3000, limit: 250 };
const LONG = 600_000;
const LIMITS = { fuel: 4_000_000, memory: 64 * MiB, output: 300_000, recursion: 5000 };
/** Milliseconds beyond twice the time limit: the machine is everybody's. run.mjs measures by processor time. */
const SLACK = 60_000;

/** Presets under which programs go through snapshots too, and how often each does. */
const SAVED = ['pure', 'trusted'];
const PIECES = 3;
/** Fuel of the first pieces; programs with cells in cells import much before they make one. */
const pieceOf = ({ kind }) => (kind === 'nested' ? 200_000 : 5000);

/**
 * Run after each program, in the same cell: what the supervisor does next is under the same policy. A program may make files
 * of the same names in its own tree; what is in the host's folder it has not.
 */
const NEXT = `
for use in (lambda: open('@CANARY@').read(), lambda: __import__('os').environ['CANARY_SECRET'], lambda: __import__('posix').listdir('@FOLDER@').index('secret.txt')):
    try:
        print(use())
        print('ESCAPED in what ran next')
    except BaseException:
        pass
`;
/** What another cell sees of itself. */
const SELF = `(secret, len(object.__subclasses__()), len(vars(__builtins__)), len(__import__('sys').modules),
  sum(len(vars(t)) for t in object.__subclasses__()), repr(1), len('abc'), isinstance(1, int), str(1.5), sorted([2, 1]))`;

usePlatform({ ...nodePlatform, milliseconds: () => performance.now() });

class Worker {
  canaries = new Canaries();
  policies = new Map();
  /** The last cell in a process. */
  remote = null;

  async start() {
    await this.canaries.listen();
    for (const preset of PRESETS) this.policies.set(preset, Policy.from(this.document(preset)));
    this.neighbour = Cell.create();
    this.neighbour.set('secret', this.canaries.neighbour);
    this.self = this.neighbourNow();
  }

  document(extending) {
    const limits = { fuel: LIMITS.fuel, time: '3 s', memory: '64 MB', output: '300 KB', effects: 3000, cells: 2 };
    const document = { extends: extending, limits };
    const { root } = this.canaries;
    if (extending === 'rexec') document.files = { mounts: [{ at: '/', host: root, access: 'read' }] };
    if (extending === 'trusted') {
      document.files = { mounts: [{ at: '/', host: root, access: 'write', quota: '1 MB', files: 50 }] };
      document.network = { private: false, connections: 20, bytes: '1 MB' };
    }
    return document;
  }

  neighbourNow() {
    return JSON.stringify(this.neighbour.evaluateSync(SELF).value);
  }

  options(program, preset) {
    const events = new MemorySink(1e6);
    const lines = [];
    const network = new AttackedNetwork();
    const harms = [];
    const limits = { ...LIMITS, time: TIME[program.must] ?? LONG };
    const given = {
      name: 'attacked',
      policy: this.policies.get(preset),
      sinks: [events, new JsonLinesSink((line) => lines.push(line))],
      network,
      limits,
      secrets: { TOKEN: this.canaries.header },
      ask: async () => 'no',
    };
    return { given, events, lines, network, harms, limits, preset };
  }

  give(cell, program, harms) {
    if (program.kind !== 'bridge') return;
    for (const [name, thing] of Object.entries(givenThings(this.canaries, harms))) cell.set(name, thing);
  }

  // -- one run ------------------------------------------------------------------------------------------------------------

  async inline(program, preset) {
    const run = this.options(program, preset);
    const cell = Cell.create(run.given);
    this.give(cell, program, run.harms);
    const problem = await this.attack(program, cell, run);
    cell.dispose();
    return this.after(run, problem);
  }

  /** Stopped now and then, saved, and gone on with in another cell. */
  async saved(program, preset) {
    const run = this.options(program, preset);
    const functions = program.kind === 'bridge' ? givenThings(this.canaries, run.harms) : {};
    const held = { cell: Cell.create(run.given), saving: 0, kind: program.kind };
    run.held = held;
    this.give(held.cell, program, run.harms);
    const through = {
      runProgram: (source, how) => this.inPieces(held, source, how, { ...run.given, functions }, pieceOf(program)),
      run: (source) => held.cell.run(source),
    };
    const problem = await this.attack(program, through, run);
    held.cell.dispose();
    return this.after(run, problem);
  }

  async inPieces(held, source, how, options, piece) {
    let step = held.cell.start(source, { ...how, fuel: Math.floor(piece / 7) });
    for (let pieces = 0; !step.done; ) {
      if (step.kind !== 'slice') {
        step = await step.next();
        continue;
      }
      if (++pieces <= PIECES) this.saveAndRestore(held, options);
      step = held.cell.step.resume(undefined, { fuel: pieces < PIECES ? piece * pieces : 1e15 });
    }
    const ran = step.result;
    if (ran.status === 'limit') return ran;
    const end = await held.cell.finish();
    const ended = end.status === 'limit' ? end : ran;
    return { ...ended, stdout: ran.stdout + end.stdout, stderr: ran.stderr + end.stderr };
  }

  saveAndRestore(held, options) {
    const began = performance.now();
    let bytes;
    try {
      bytes = held.cell.snapshot();
    } catch (e) {
      // What cannot be saved says so; cells with cells in them can be.
      if (e instanceof SnapshotError && held.kind !== 'nested') return;
      throw e;
    }
    held.cell.dispose();
    held.cell = Cell.restore(bytes, options);
    held.saving += performance.now() - began;
  }

  async inProcess(program, preset) {
    const run = this.options(program, preset);
    const exchange = new HostTable();
    const nested = { make: processCells('process'), timeLeft: () => run.limits.time };
    const world = makeWorld({ ...run.given, host: exchange, nested });
    this.remote = this.cellInProcess({ settings: world.settings, system: world.supervisor, exchange });
    this.give(this.remote, program, run.harms);
    const problem = await this.attack(program, this.remote, run);
    world.supervisor.end();
    return this.after(run, problem);
  }

  /** A cell in the process of the one before it, which was left to it alive; else in one of its own. */
  cellInProcess(options) {
    const before = this.remote?.driver.ended === null ? this.remote : undefined;
    const cell = new ProcessCell(options, before);
    cell.driver.send(['start', dataToWire(options.settings)]);
    return cell;
  }

  async attack(program, cell, run) {
    const source = this.canaries.fill(program.source);
    const started = performance.now();
    const result = await cell.runProgram(source, { filename: '/program.py' });
    // To be saved and restored is the host's time.
    const ms = performance.now() - started - (run.held?.saving ?? 0);
    this.last = result;
    const problem = judgeResult(result, this.canaries) ?? judgeMust(program, run.preset, result, run.events.events);
    if (problem !== null) return problem;
    for (const line of result.stdout.split('\n'))
      if (line.startsWith('not there yet:')) this.absent.add(line.slice(15));
    if (ms > 2 * run.limits.time + SLACK) return `took ${Math.round(ms)} ms of ${run.limits.time}`;
    if (result.status === 'limit') return null;
    const next = await cell.run(this.canaries.fill(NEXT));
    return judgeResult(next, this.canaries);
  }

  /** What else is wrong, and everything as it was. */
  after(run, problem) {
    if (run.preset === 'trusted') this.canaries.makeRoot();
    if (problem !== null) return problem;
    if (run.network.inside.length > 0) return `a connection to ${run.network.inside[0]}`;
    return run.harms[0] ?? this.canaries.harm() ?? judgeRecord(run.events.events, run.lines, this.canaries);
  }

  // -- a program ----------------------------------------------------------------------------------------------------------

  async program(program, presets) {
    const failures = [];
    this.absent = new Set();
    let runs = 0;
    const started = performance.now();
    for (const preset of presets) {
      for (const how of ['inline', 'inProcess', 'saved']) {
        if (program.eater && how !== 'inProcess') continue;
        if (how === 'saved' && !SAVED.includes(preset)) continue;
        process.send({ doing: `${program.name} under ${preset}, ${how}` });
        runs++;
        let problem;
        try {
          problem = await this[how](program, preset);
        } catch (e) {
          problem = `the host got an error: ${e?.stack ?? e}`;
        }
        if (problem !== null) failures.push({ preset, how, problem });
        if (program.show) process.send({ shown: { preset, how, ...shownOf(this.last) } });
      }
    }
    const self = this.neighbourNow();
    if (self !== this.self) failures.push({ preset: 'all', how: 'neighbour', problem: `${this.self} became ${self}` });
    this.self = self;
    const next = Cell.create().evaluateSync('1 + 1');
    if (next.value !== 2) failures.push({ preset: 'all', how: 'next', problem: 'the next cell does not work' });
    return { failures, runs, absent: [...this.absent], ms: performance.now() - started };
  }
}

function shownOf({ status, stdout, stderr, error, usage }) {
  return { status, error: error?.message, stdout: stdout.slice(0, 1500), stderr: stderr.slice(-700), fuel: usage.fuel };
}

const worker = new Worker();
await worker.start();
process.on('message', async ({ program, presets }) => {
  process.send({ done: program.name, ...(await worker.program(program, presets)) });
});
process.on('disconnect', () => {
  worker.remote?.dispose();
  worker.canaries.remove();
  process.exit();
});
process.on('unhandledRejection', (e) => process.send({ loose: String(e?.stack ?? e) }));
process.send({ ready: true });
