// Bundled with the engine's sources and run as a child of scripts/fuzz-natives.mjs: runs fuzzing programs in cells and
// watches for whatever is no Python value, no Python exception and no limit.
//
// A program is a list of operations (Python expressions). `note` marks where the program is: between two notes the clock,
// the fuel and the process's memory are looked at. `check` looks whether a value is well formed.
import { openSync, readFileSync, writeSync } from 'node:fs';
import { BuiltinFunctionType, builtinTypes } from '../../packages/python/src/objects/builtin-types.ts';
import { PyDict } from '../../packages/python/src/objects/dict.ts';
import { PyBuiltin } from '../../packages/python/src/objects/function.ts';
import { defineNative } from '../../packages/python/src/objects/native.ts';
import { PyFloat, PyObject, PyType, PyWideStr, Shape } from '../../packages/python/src/objects/object.ts';
import { PyList, PyTuple } from '../../packages/python/src/objects/sequence.ts';
import { Cell, compileSource, garbageCollector, PySyntaxError } from '../../packages/rexec/src/index.ts';
import { describe, operations, rng } from './operations.mjs';

const MEMORY = 64 * 2 ** 20;
const MARGIN = 150 * 2 ** 20;
const TIME = 2000;
export const LIMITS = { fuel: 5_000_000, time: TIME, memory: MEMORY, output: 1e6 };

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Why a value is no Python value, or null. */
export function malformed(v, depth = 0) {
  switch (typeof v) {
    case 'boolean':
      return null;
    case 'number':
      return Number.isSafeInteger(v) && !Object.is(v, -0) ? null : `number ${Object.is(v, -0) ? '-0' : v}`;
    case 'bigint':
      return v > 9007199254740991n || v < -9007199254740991n ? null : `small bigint ${v}`;
    case 'string':
      return null;
    case 'object':
      break;
    default:
      return typeof v === 'function' ? `function ${v.name}` : typeof v;
  }
  if (v === null) return null;
  if (v instanceof PyFloat) return typeof v.v === 'number' ? null : `float of ${typeof v.v}`;
  if (v instanceof PyWideStr)
    return v.cps.some((c) => c > 0xffff) && v.cps.every((c) => c < 0x110000)
      ? null
      : 'wide str without a wide character';
  if (!(v instanceof PyObject) || !(v.shape instanceof Shape)) return `host object ${v.constructor?.name}`;
  if (!(v.shape.cls instanceof PyType)) return 'object without a class';
  if (depth > 3) return null;
  const parts =
    v instanceof PyTuple || v instanceof PyList
      ? v.items
      : v instanceof PyDict
        ? [...v.keys, ...v.vals].filter((x) => x !== undefined)
        : [];
  for (let i = 0; i < Math.min(parts.length, 1000); i++) {
    const bad = malformed(parts[i], depth + 1);
    if (bad !== null) return `${v.constructor.name} of ${bad}`;
  }
  return null;
}

/** Operations are put together by chance: some are no Python. */
function isValid(op) {
  try {
    compileSource(op, '', 'exec');
    return true;
  } catch (e) {
    if (e instanceof PySyntaxError) return false;
    throw e;
  }
}

/** What all cells share, to see whether a program changed it. */
function fingerprint() {
  const out = new Map();
  for (const t of builtinTypes) {
    out.set(t, [
      t.name,
      t.qualname,
      t.base,
      t.hasDict,
      t.abstract,
      t.final,
      t.layout,
      t.shapeCount,
      t.subclasses.length,
      t.slots,
      t.shape,
      t.initFunction,
      ...t.bases,
      ...t.mro,
      ...t.dict.keys,
      ...t.dict.vals,
    ]);
  }
  return out;
}
const PRISTINE = fingerprint();
function sharedChanges() {
  for (const [t, was] of fingerprint()) {
    const before = PRISTINE.get(t);
    const at = was.findIndex((x, i) => x !== before[i]);
    if (at >= 0 || was.length !== before.length)
      return `${t.name} changed at ${at}: ${String(before[at])} -> ${String(was[at])}`;
  }
  return null;
}

export class Runner {
  constructor(prelude, onFinding, traceFile) {
    this.prelude = prelude;
    this.onFinding = onFinding;
    this.trace = traceFile === undefined ? null : openSync(traceFile, 'w');
    this.collect = garbageCollector();
    this.programs = 0;
    this.calls = 0;
    this.limits = new Map();
    /** What took long in this program. */
    this.suspects = [];
    /** MiB that stay between programs. */
    this.kept = 140;
  }

  /** Make a cell with `note` and `check`. */
  cell(state) {
    const cell = Cell.create({
      limits: LIMITS,
      deadlineClock: cpu,
      collectGarbage: this.collect,
      collect: false,
      ...(this.show ? { onStdout: (t) => writeSync(1, t) } : {}),
    });
    const m = cell.machine;
    const add = (name, signature, f) => {
      const def = defineNative(name, name, signature, null, f, 'none');
      cell.globals.setStr(name, new PyBuiltin(BuiltinFunctionType.root, def, undefined, null));
    };
    add('note', '(what, /, *args)', (_vm, what, args) => {
      this.endOf(state, m);
      this.calls++;
      if (typeof what === 'number') {
        state.op = what;
        state.sub = '';
        if (m.nesting !== 0 || m.reprs.length !== 0)
          this.found(state, 'state', `nesting ${m.nesting}, reprs ${m.reprs.length}`);
        m.nesting = 0;
        m.reprs.length = 0;
      } else state.sub = `${what}(${args.map(describe).join(', ')})`;
      if (this.trace !== null) writeSync(this.trace, `${state.op} ${state.sub}`.slice(0, 250).padEnd(256), 0);
      state.fuel = m.usage.fuel;
      state.ms = cpu();
      state.rss = process.memoryUsage.rss();
      return null;
    });
    add('check', '(value, /)', (_vm, v) => {
      const bad = malformed(v);
      if (bad !== null) this.found(state, 'value', bad);
      return null;
    });
    for (const name of ['charge', 'alloc']) {
      const real = m[name];
      m[name] = (n) => {
        // NaN would end the metering, a negative amount would give some back.
        if (!(n >= 0)) this.found(state, 'metering', `${name}(${n})`, new Error().stack);
        return real.call(m, n);
      };
    }
    const toException = m.toException;
    m.toException = (e) => {
      if (e instanceof RangeError) this.found(state, 'RangeError', e.message, e.stack);
      return toException.call(m, e);
    };
    return cell;
  }

  /** The operation that ends here: did it take long without paying, did the process grow? */
  endOf(state, m) {
    if (state.op < 0) return;
    const ms = cpu() - state.ms;
    const fuel = m.usage.fuel - state.fuel;
    if (ms > 500 && fuel < ms * 100) this.slow(state, 'slow', `${Math.round(ms)} ms for ${fuel} units of fuel`);
    const grown = process.memoryUsage.rss() - state.rss;
    if (grown > MEMORY + MARGIN) this.found(state, 'memory', `${Math.round(grown / 2 ** 20)} MiB more`);
  }

  /**
   * The machine may be busy, or the engine's code still cold: what took long once is asked twice again, alone, when its
   * program is over.
   */
  slow(state, kind, what) {
    if (state.again !== undefined) state.again.add(state.op);
    else this.suspects.push({ kind, what, op: state.op, sub: state.sub });
  }

  askAgain(state) {
    const suspects = this.suspects.splice(0);
    for (const { kind, what, op, sub } of suspects) {
      if (op < 0) continue;
      const isSlow = () => {
        const again = new Set();
        this.runFrom({ ...state, again, ops: [state.ops[op]] });
        return again.size > 0;
      };
      if (isSlow() && isSlow()) this.found({ ...state, op, sub }, kind, what);
    }
  }

  found(state, kind, what, stack = '') {
    const where = /^\s+at (.*)$/gm;
    const frames = [...stack.matchAll(where)]
      .map((m) => m[1])
      .filter((f) => !f.includes('node:'))
      .slice(0, 6);
    this.onFinding({ kind, what, op: state.ops[state.op] ?? null, sub: state.sub, frames, program: state.program });
  }

  /** Run operations in cells: a limit ends a cell, and the next one goes on after the operation that reached it. */
  run(program, candidates) {
    const ops = candidates.filter(isValid);
    this.programs++;
    const state = { program, ops, op: -1, sub: '', fuel: 0, ms: 0, rss: 0 };
    const going = this.runFrom(state);
    if (going) this.askAgain(state);
    return going;
  }

  runFrom(state) {
    const { ops } = state;
    for (let from = 0; from < ops.length; ) {
      state.op = -1;
      const cell = this.cell(state);
      let source = this.prelude;
      for (let i = from; i < ops.length; i++)
        source += `try:\n  note(${i})\n  ${ops[i]}\nexcept BaseException as E_: check(E_); check(E_.args)\n`;
      const started = cpu();
      const rss = process.memoryUsage.rss();
      let r = null;
      try {
        r = cell.runSync(source);
      } catch (e) {
        this.found(state, 'host error', `${e?.name}: ${e?.message}`, e?.stack ?? '');
      }
      const ms = cpu() - started;
      if (r?.status === 'limit') {
        this.endOf(state, cell.machine);
        this.limits.set(r.error.limit, (this.limits.get(r.error.limit) ?? 0) + 1);
      }
      if (r?.status === 'error' && state.op < 0) this.found(state, 'harness', `${r.error.type}: ${r.error.message}`);
      if (ms > 2 * TIME) this.slow(state, 'long', `${Math.round(ms)} ms`);
      if (process.memoryUsage.rss() - rss > MEMORY + MARGIN)
        this.found(state, 'memory', `${Math.round((process.memoryUsage.rss() - rss) / 2 ** 20)} MiB more after a run`);
      const { heapUsed, external } = process.memoryUsage();
      if (heapUsed + external > MARGIN) {
        this.collect();
        const m = process.memoryUsage();
        const kept = (m.heapUsed + m.external) / 2 ** 20;
        if (kept > this.kept + 20) {
          this.found(state, 'kept', `${Math.round(kept)} MiB after a collection`);
          this.kept = kept;
        }
      }
      const change = sharedChanges();
      if (change !== null) {
        this.found(state, 'shared', change);
        process.exitCode = 3;
        return false;
      }
      from = r?.status === 'ok' ? ops.length : Math.max(state.op, from) + 1;
    }
    return true;
  }
}

/** `dir()` of the roots, of their types and of the modules, as an interpreter in a cell sees them. */
export function inventory(prelude, roots, modules) {
  const cell = Cell.create({ limits: { fuel: 1e9, memory: 2 ** 30, time: 1e9, output: 1e8 } });
  const source = `${prelude}
def arity(o):
  try:
    s = o.__text_signature__
    return s.count(',') + 1 - s.count('/') - s.count('$') if s else -1
  except BaseException: return -1
def show(kind, key, o, names):
  out = []
  for n in names:
    try: a = arity(getattr(o, n))
    except BaseException: a = -1
    out.append(n + ':' + str(a))
  print(kind, key, ' '.join(out), sep='\\t')
ROOTS = ${JSON.stringify(roots)}
for i, r in enumerate(ROOTS):
  try: o = eval(r)
  except BaseException as e:
    print('bad', r, type(e).__name__ + ': ' + str(e), sep='\\t')
    continue
  show('root', i, o, sorted(set(dir(type(o))) | (set(dir(o)) if isinstance(o, type) else set())))
for m in ${JSON.stringify(modules)}:
  try: o = __import__(m, None, None, ['x'])
  except BaseException as e:
    print('bad', m, type(e).__name__ + ': ' + str(e), sep='\\t')
    continue
  show('module', m, o, [n for n in dir(o)])
`;
  const r = cell.runSync(`note = check = lambda *a: None\n${source}`);
  if (r.status !== 'ok') throw new Error(`inventory: ${r.error?.traceback}`);
  const found = { roots: [], modules: [], bad: [] };
  for (const line of r.stdout.split('\n')) {
    const [kind, key, rest] = line.split('\t');
    const names = (rest ?? '')
      .split(' ')
      .filter((n) => n !== '')
      .map((n) => ({ name: n.slice(0, n.lastIndexOf(':')), arity: Number(n.slice(n.lastIndexOf(':') + 1)) }));
    if (kind === 'root') found.roots.push({ expr: roots[Number(key)], names });
    else if (kind === 'module') found.modules.push({ name: key, names });
    else if (kind === 'bad') found.bad.push(`${key}: ${rest}`);
  }
  return found;
}

/** Child of the driver: `node cell.js PRELUDE SEED FROM COUNT MILLISECONDS TRACE`; findings as JSON lines. */
export function main([preludeFile, seed, from, count, milliseconds, trace]) {
  const prelude = readFileSync(preludeFile, 'utf8');
  const say = (o) => writeSync(1, `${JSON.stringify(o)}\n`);
  const known = inventory(prelude, operations.roots, operations.modules);
  if (Number(from) === 0)
    say({ inventory: { roots: known.roots.length, modules: known.modules.length, bad: known.bad } });
  const runner = new Runner(prelude, (f) => say({ finding: f }), trace);
  const began = cpu();
  for (let i = Number(from); i < Number(count) && cpu() - began < Number(milliseconds); i++) {
    say({ program: i });
    const going = runner.run(i, operations.make(rng(Number(seed) * 1_000_003 + i), known));
    say({ done: i, calls: runner.calls, limits: [...runner.limits], spent: cpu() - began });
    if (!going) return;
  }
  say({ end: true });
}

/** One program of a file, with the prelude before it. */
export function one([preludeFile, file]) {
  const runner = new Runner(readFileSync(preludeFile, 'utf8'), (f) => console.log(f));
  runner.show = true;
  const state = { program: file, ops: [], op: -1, sub: '', fuel: 0, ms: 0, rss: 0 };
  const cell = runner.cell(state);
  const started = cpu();
  const r = cell.runSync(`${runner.prelude}\nimport ast, re\n${readFileSync(file, 'utf8')}`, { filename: file });
  console.log(
    r.status,
    r.error?.message,
    r.error?.traceback,
    `${Math.round(cpu() - started)} ms, ${r.usage.fuel} fuel, ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`,
  );
}
