// Bundled with the engine's sources and run as a child of scripts/fuzz-snapshots.mjs: makes snapshots, changes them, restores
// them and runs on. Says of each case what came of it; whatever is neither refused nor a proper end is a finding.
import { openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import {
  compileSource,
  InternalError,
  LimitError,
  Machine,
  newDict,
  PyException,
  PyModule,
  PyRaise,
  restore,
  SnapshotError,
  snapshot,
} from '../../packages/python/src/index.ts';
import { libraryTemplate, namespaceTemplate } from '../../packages/python/src/library/loader.ts';
import { builtinTypes, ModuleType } from '../../packages/python/src/objects/builtin-types.ts';
import { libraryIntrinsics, moduleTable } from '../../packages/python/src/objects/define.ts';
import { PyDict } from '../../packages/python/src/objects/dict.ts';
import { lyingSnapshot } from './mischief.mjs';
import { dice, mutate } from './mutations.mjs';
import { nestedCase, nestedCorpus } from './nested.mjs';
import { POKE, PROGRAMS } from './programs.mjs';

const MEMORY = 48 * 2 ** 20;
const TIME = 1500;
/** More than a case may take, and hold. */
const SLOW = 6000;
const MARGIN = 400 * 2 ** 20;

const cpu = () => process.cpuUsage().user / 1000;

let written = 0;
const powers = {
  console: { stdout: (t) => void (written += t.length), stderr: (t) => void (written += t.length) },
};
const options = (fuel) => ({
  powers,
  limits: { fuel, memory: MEMORY, time: TIME, output: 100_000, recursion: 2000 },
  deadlineClock: cpu,
});

function start() {
  const m = new Machine(options(1e9));
  const main = new PyModule(ModuleType.root, newDict());
  main.dict.setStr('__name__', '__main__');
  main.dict.setStr('__builtins__', m.modules.getStr('builtins'));
  m.modules.setStr('__main__', main);
  return m;
}

const mainOf = (m) => {
  const main = m.modules.getStr('__main__');
  return main instanceof PyModule ? main.dict : null;
};

const compiled = (m, source, name) => compileSource(source, name, 'exec', m.compileOptions(name, source));

/** Snapshots of each program, at some places in it. */
function corpus(seed) {
  const out = [];
  PROGRAMS.forEach((source, p) => {
    const die = dice(seed, 1_000_000 + p);
    const m = start();
    const code = compiled(m, source, 'p.py');
    m.limits.time = Number.POSITIVE_INFINITY;
    m.stopAfter(200 + die(3000));
    let outcome = m.runCode(code, mainOf(m));
    for (let k = 0; k < 8 && outcome.kind === 'paused'; k++) {
      out.push({ bytes: snapshot(m), fuel: m.usage.fuel });
      m.stopAfter(1 + die(k < 4 ? 40_000 : 4000));
      outcome = m.resumeWith(null);
    }
    if (outcome.kind === 'raised')
      throw new Error(`program ${p}: ${outcome.exception.shape.cls.name} ${outcome.exception.args.items}`);
  });
  return out;
}

/** What all cells share: nothing of it may ever change. */
function sharedState() {
  const out = [];
  const dict = (d) => void out.push(d, d.version, d.size, d.lender, ...d.keys, ...d.vals);
  for (const t of builtinTypes) {
    out.push(t.name, t.qualname, t.base, t.shapeCount, t.hasDict, t.slotCount, t.slots, t.shape, t.abstract, t.version);
    out.push(t.root.count, ...t.bases, ...t.mro, ...t.subclasses);
    dict(t.dict);
  }
  for (const [name, entry] of moduleTable) {
    dict(namespaceTemplate(name));
    for (const f of entry.callables) out.push(f.def, f.self, f.module, f.shape, f.slots);
  }
  for (const [name, f] of libraryIntrinsics()) out.push(name, f.def, f.self, f.shape, f.slots);
  for (const name of ['sorted', 'call_value', 'finish_program']) {
    try {
      const { f } = libraryTemplate(name);
      out.push(...f.consts, ...f.instrs, ...f.names);
    } catch {
      // No function of that name.
    }
  }
  return out;
}

function sameState(a, b) {
  if (a.length !== b.length) return `${a.length} things, now ${b.length}`;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return `thing ${i}: ${String(a[i]?.name ?? a[i])}`;
  return null;
}

/** Ends that a hostile snapshot may have. */
function properEnd(e) {
  if (e instanceof LimitError) return `limit: ${e.limit}`;
  if (e instanceof PyRaise) return 'raised';
  if (e instanceof InternalError && e.message.startsWith('the snapshot held')) return 'odd value';
  return null;
}

class Finding extends Error {
  constructor(kind, cause) {
    super(`${kind}: ${cause instanceof Error ? `${cause.name}: ${cause.message}` : cause}`);
    this.kind = kind;
    if (cause instanceof Error) this.stack = cause.stack;
  }
}

/** Runs a machine on to its end, then looks at all that it left. */
function goOn(m, fuelLimit) {
  const checked = () => {
    const { fuel, memory, output, time } = m.usage;
    for (const n of [fuel, memory, output, time]) if (!(n >= 0)) throw new Finding('usage', `${n}`);
    if (fuel > fuelLimit + 2_000_000) throw new Finding('usage', `fuel ${fuel} of ${fuelLimit}`);
  };
  const part = (begin) => {
    let end;
    try {
      let outcome = begin();
      for (let k = 0; outcome.kind === 'paused' && k < 50; k++) outcome = m.resumeWith(null);
      if (outcome.kind === 'raised' && !(outcome.exception instanceof PyException))
        throw new Finding('raised', 'no exception');
      end = outcome.kind;
    } catch (e) {
      if (e instanceof Finding) throw e;
      end = properEnd(e);
      if (end === null) throw new Finding('run', e);
    }
    checked();
    return end;
  };
  let end = 'value';
  if (m.pausedFrame !== null) end = part(() => m.resumeWith(null));
  if (end !== 'value' && end !== 'raised') return end;
  const globals = mainOf(m);
  if (!(globals instanceof PyDict)) return 'no main';
  end = part(() => m.runCode(compiled(m, POKE, 'poke.py'), globals));
  if (end !== 'value' && end !== 'raised') return end;
  return part(() => m.callLibrary('finish_program', []));
}

/** What took long is tried once more: the machine may be busy, or the engine's code still cold. */
function one(bytes, fuel) {
  try {
    return oneTry(bytes, fuel);
  } catch (e) {
    if (e instanceof Finding && e.kind === 'slow') return oneTry(bytes, fuel);
    throw e;
  }
}

function oneTry(bytes, fuel) {
  const before = process.memoryUsage().rss;
  let at = cpu();
  let m = null;
  try {
    m = restore(bytes, options(fuel));
  } catch (e) {
    if (!(e instanceof SnapshotError)) throw new Finding('restore', e);
  }
  if (cpu() - at > SLOW / 4) throw new Finding('slow', `${cpu() - at} ms to restore`);
  if (m === null) return 'refused';
  at = cpu();
  const end = goOn(m, fuel);
  const took = cpu() - at;
  if (took > SLOW) throw new Finding('slow', `${took} ms to run`);
  const grown = process.memoryUsage().rss - before;
  if (grown > MARGIN) throw new Finding('memory', `${grown} bytes more`);
  // What can be restored can be written again, or says why not.
  try {
    if (end === 'value' || end === 'raised') snapshot(m);
  } catch (e) {
    if (!(e instanceof SnapshotError)) throw new Finding('snapshot', e);
  }
  return end;
}

export function main([seed, from, milliseconds, folder, only]) {
  const trace = openSync(path.join(folder, 'trace'), 'w');
  const say = (o) => writeSync(1, `${JSON.stringify(o)}\n`);
  const originals = corpus(Number(seed));
  say({ corpus: originals.length, sizes: originals.map((o) => o.bytes.length) });
  for (const o of originals) {
    // Unchanged ones go on as they are.
    if (from === '0' && one(o.bytes, o.fuel + 300_000) === 'refused')
      throw new Error('an unchanged snapshot was refused');
    say({ alive: true });
  }
  const nested = nestedCorpus();
  let shared = sharedState();
  const all = originals.map((o) => o.bytes);
  const began = cpu();
  const more = (i) => (only === undefined ? cpu() - began < Number(milliseconds) : i === Number(from));
  for (let i = Number(from); more(i); i++) {
    const die = dice(Number(seed), i);
    const { bytes, fuel } = originals[die(originals.length)];
    writeSync(trace, `${i}\n`, 0);
    let changed = null;
    let end;
    try {
      if (i % 8 === 7) end = nestedCase(nested, die, Finding);
      else {
        changed =
          (i % 3 > 0 ? lyingSnapshot(restore(bytes, options(1e9)), die, bytes.length) : null) ??
          mutate(bytes, all, die);
        end = one(changed, fuel + 300_000);
      }
    } catch (e) {
      if (!(e instanceof Finding)) throw e;
      end = e.kind;
      if (changed !== null) writeFileSync(path.join(folder, `case-${i}.bin`), changed);
      say({
        finding: { kind: e.kind, what: e.message.slice(0, 300), frames: e.stack.split('\n').slice(1, 7), case: i },
      });
    }
    const now = sharedState();
    const differs = sameState(shared, now);
    if (differs !== null) {
      say({ finding: { kind: 'shared', what: differs, frames: [], case: i } });
      shared = now;
    }
    say({ case: i, end, spent: cpu() - began });
  }
  say({ over: true });
}

/** One case again. */
export function again(file, fuel) {
  console.log(one(new Uint8Array(readFileSync(file)), Number(fuel)));
}
