/** What a machine holds besides its heap: the state of a run, and what native modules keep for their cell. */

import type { Machine } from '../machine/machine.js';
import { PyDecimalContext } from '../modules/decimal/value.js';
import { standardModule } from '../modules/standard-library.js';
import { PyDict } from '../objects/dict.js';
import { PyException } from '../objects/exception.js';
import type { Finalization } from '../objects/finalization.js';
import { PyFrame, Ret } from '../objects/frame.js';
import { PyFunction, PyModule } from '../objects/function.js';
import { PyGenerator } from '../objects/generator.js';
import { type PyFloat, PyObject, PyType, type PyWideStr } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import { PyThread } from '../objects/thread.js';
import { PyWeakRef } from '../objects/weakref.js';
import type { FoundSource } from '../powers.js';
import type { SharedSource } from '../types/source-cache.js';
import { References } from '../types/weakref.js';
import { type Parts, SnapshotError } from './bytes.js';
import {
  anyInt,
  bool,
  count,
  double,
  int,
  integer,
  type Kind,
  list,
  map,
  maybes,
  nullable,
  record,
  ref,
  set,
  text,
  value,
  values,
} from './kinds.js';
import type { HeapReader } from './reader.js';
import type { HeapWriter } from './writer.js';

/** Fuel and bytes come in parts too. */
const number: Kind<number> = {
  write: (w, n) => {
    bool.write(w, Number.isSafeInteger(n));
    (Number.isSafeInteger(n) ? integer : double).write(w, n);
  },
  read: (r) => {
    const n = bool.read(r) ? integer.read(r) : double.read(r);
    return Number.isFinite(n) ? n : r.in.fail('a number is out of its range');
  },
};

/** What was spent, or is held. */
const amount: Kind<number> = {
  write: number.write,
  read: (r) => {
    const n = number.read(r);
    return n >= 0 ? n : r.in.fail('a number is out of its range');
  },
};

/** A number, or none. */
const unbounded: Kind<number> = {
  write: (w, n) => nullable(number).write(w, n === Number.POSITIVE_INFINITY ? null : n),
  read: (r) => nullable(number).read(r) ?? Number.POSITIVE_INFINITY,
};

// -- the run ----------------------------------------------------------------------------------------------------------------

const dict = ref(PyDict);
const exception = nullable(ref(PyException));

/** Fields of the machine, in the order in which they are written. */
const RUN: readonly (readonly [string, Kind])[] = Object.entries({
  modules: dict,
  builtins: dict,
  pristine: dict,
  builtinSubclasses: map(ref(PyType), list(ref(PyType))),
  handled: exception,
  pausedFrame: nullable(ref(PyFrame)),
  pausedRet: int(0, Math.max(...Object.values(Ret).filter((n) => typeof n === 'number'))),
  pausedForHost: bool,
  // What a debugger stopped on its way.
  pendingRaise: exception,
  reraising: bool,
  raisedAt: int(-1, 0x7fffffff),
  refusal: exception,
  unlisted: bool,
  // What the last calls left behind is walked as live, so it is kept: else memory would be counted otherwise.
  entered: nullable(ref(PyFrame)),
  pendingFn: value,
  pendingArgs: maybes,
  pendingGen: nullable(ref(PyGenerator)),
  pendingValue: value,
  pendingLocals: value,
  depth: count,
  reprs: values,
  kept: values,
  recursionLimit: count,
  intMaxStrDigits: count,
  hooked: bool,
  announced: nullable(text),
  lifted: bool,
  held: amount,
  argv: list(text),
  deepest: count,
  fuelBefore: amount,
  slice: number,
  fuel: number,
  room: number,
  roomAtWalk: number,
  lastLive: amount,
  timeBefore: double,
  outputUsed: count,
  threads: list(ref(PyThread)),
  ready: list(ref(PyThread)),
  thread: nullable(ref(PyThread)),
  threadsMade: count,
  switchAt: unbounded,
  skippedTime: amount,
});

const entries = list(nullable(ref(PyObject)));
const objects = set(ref(PyObject));

/** Read: what puts it into a machine. */
export const finalizationKind: {
  write(w: HeapWriter, f: Finalization): void;
  read(r: HeapReader): (f: Finalization) => void;
} = {
  write: (w, f) => {
    entries.write(w, f['entries']);
    objects.write(w, f.finalized);
    bool.write(w, f.due);
    bool.write(w, f.running);
  },
  read: (r) => {
    const list = entries.read(r);
    const finalized = objects.read(r);
    const due = bool.read(r);
    const running = bool.read(r);
    return (f) => {
      f['entries'] = list;
      f['holes'] = list.filter((o) => o === null).length;
      for (const o of finalized) f.finalized.add(o);
      f.due = due;
      f.running = running;
    };
  },
};

export function writeRun(w: HeapWriter): void {
  const m = w.machine as unknown as Record<string, unknown>;
  for (const [name, kind] of RUN) {
    try {
      kind.write(w, m[name]);
    } catch (e) {
      throw e instanceof SnapshotError ? new SnapshotError(`${e.message} (the machine's ${name})`) : e;
    }
  }
  finalizationKind.write(w, w.machine.finalization);
}

export function readRun(r: HeapReader): () => void {
  const read = RUN.map(([name, kind]) => [name, kind.read(r)] as const);
  const finalization = finalizationKind.read(r);
  return () => {
    const m = r.machine as unknown as Record<string, unknown>;
    for (const [name, v] of read) {
      if (name === 'builtinSubclasses') for (const [cls, subs] of v) r.machine.builtinSubclasses.set(cls, subs);
      else m[name] = v;
    }
    finalization(r.machine.finalization);
    if (r.machine.hooked) r.machine.auditing = true;
    r.machine.frame = r.machine.pausedFrame;
    keepRaise(r.machine);
    checkThreads(r);
  };
}

/** Who does not run stands in a frame; who could go on has a turn. */
function checkThreads(r: HeapReader): void {
  const { threads, ready, thread } = r.machine;
  const stands = (t: PyThread) => t === thread || (t.frame !== null && !t.frame.done);
  const known = thread === null ? threads.length === 0 : threads.includes(thread);
  const fits = known && !ready.includes(thread!) && threads.every((t) => t.ident > 0 && stands(t));
  if (!fits || new Set(ready).size !== ready.length || !ready.every((t) => threads.includes(t)))
    r.in.fail('the threads are malformed');
}

/** An exception on its way is one of the frame that stands still. */
function keepRaise(m: Machine): void {
  if (m.pausedFrame === null) m.pendingRaise = null;
  if (m.pendingRaise === null) m.reraising = false;
  if (!m.reraising || m.raisedAt >= m.pausedFrame!.code.f.instrs.length) m.raisedAt = -1;
}

/** The library's functions that the heap holds: the cell goes on with the same objects. */
export function writeLibraryFunctions(w: HeapWriter): void {
  const held = [...w.machine['libFunctions'].values()].filter((fn) => w.has(fn));
  list(ref(PyFunction)).write(w, held);
}

export function readLibraryFunctions(r: HeapReader): () => void {
  const held = list(ref(PyFunction)).read(r);
  return () => {
    for (const fn of held) {
      if (fn.code.origin !== '' || fn.globals !== r.machine.libGlobals)
        r.in.fail('a function of the library is malformed');
      r.machine['libFunctions'].set(fn.code.f.name, fn);
    }
  };
}

// -- state of modules ---------------------------------------------------------------------------------------------------------

/** Sources of the standard library are not written; sources of the program are. */
const foundSource: Kind<[string, FoundSource]> = {
  write: (w, [name, found]) => {
    const standard = standardModule(name) === found;
    text.write(w, name);
    bool.write(w, standard);
    if (!standard) source.write(w, found);
  },
  read: (r) => {
    const name = text.read(r);
    if (!bool.read(r)) return [name, source.read(r)];
    return [name, standardModule(name) ?? r.in.fail(`this engine has no module ${name}`)];
  },
};
const source = record({ source: text, filename: text, isPackage: bool });

const foundSources: Kind<Map<string, FoundSource>> = {
  write: (w, v) => list(foundSource).write(w, [...v]),
  read: (r) => new Map(list(foundSource).read(r)),
};

/** Lines of a file, or the text of one that all cells share. */
enum Lines {
  Own,
  Shared,
  SharedLines,
}

const linecache: Kind<Map<string, SharedSource | string[]>> = {
  write: (w, known) => {
    const shared = new Map<string, [string, FoundSource]>();
    const found = w.machine.moduleState.get('found-sources') as Map<string, FoundSource> | undefined;
    for (const [name, f] of found ?? []) if (standardModule(name) === f) shared.set(f.filename, [name, f]);
    w.out.unsigned(known.size);
    for (const [file, lines] of known) {
      text.write(w, file);
      const standard = shared.get(file);
      if (standard !== undefined && lines === standard[1]) {
        w.out.byte(Lines.Shared);
        text.write(w, standard[0]);
        continue;
      }
      const whole = Array.isArray(lines) ? lines.join('\n') : lines.source;
      const known = standard !== undefined && whole === standard[1].source;
      w.out.byte(known ? Lines.SharedLines : Lines.Own);
      text.write(w, known ? standard[0] : whole);
    }
  },
  read: (r) => {
    const out = new Map<string, SharedSource | string[]>();
    for (let n = r.in.count(); n > 0; n--) {
      const file = text.read(r);
      const form = r.in.byte();
      const name = text.read(r);
      if (form === Lines.Own) out.set(file, name.split('\n'));
      else {
        const shared = standardModule(name) ?? r.in.fail(`this engine has no module ${name}`);
        out.set(file, form === Lines.Shared ? shared : shared.source.split('\n'));
      }
    }
    return out;
  },
};

/** Room of which only the size counts. */
const scratch: Kind<Int32Array> = {
  write: (w, v) => w.out.unsigned(v.length),
  read: (r) => {
    const n = r.in.unsigned();
    return n > 1 << 18 ? r.in.fail('a stack is too large') : new Int32Array(n);
  },
};

const callables = map(text, value);
const decimalContext = ref(PyDecimalContext);

/** By key of `moduleState`; `module:NAME` is a module. What belongs to objects one by one is in `PerObject`. */
const STATES: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['gc-state', record({ enabled: bool, thresholds: list(integer), debug: integer })],
  ['found-sources', foundSources],
  ['socket-timeout', nullable(double)],
  ['cells', dict],
  ['atexit-functions', ref(PyList)],
  ['csv', record({ dialects: dict, fieldLimit: anyInt })],
  ['posix-umask', int(0, 0o777)],
  ['sys-state', record({ originDepth: integer, dlopenFlags: integer, switchInterval: double })],
  ['asyncgen_hooks', record({ firstiter: value, finalizer: value })],
  ['event-loop', record({ loop: value })],
  ['context-globals', dict],
  ['stack-size', count],
  ['abc-state', record({ version: integer })],
  ['_codecs', record({ searches: values, found: callables, handlers: callables, builtInHandlers: callables })],
  ['linecache', linecache],
  ['sre-stacks', record({ choices: scratch, trail: scratch, repeats: scratch })],
  ['import-decisions', record({ allowed: set(text), loading: map(text, integer) })],
  [
    'prepared-imports',
    record({
      steps: list(
        record({
          name: text,
          fuel: number,
          room: number,
          deepest: count,
          said: text,
          keys: maybes,
          modules: values,
          left: values,
          leftArguments: maybes,
        }),
      ),
      next: count,
    }),
  ],
  ['sys', ref(PyModule)],
  ['audit-hooks', ref(PyList)],
  ['ast-singletons', map(text, value)],
  [
    'decimal',
    record({
      current: nullable(decimalContext),
      standard: decimalContext,
      basic: decimalContext,
      extended: decimalContext,
    }),
  ],
]);

/** Written apart. */
const APART: ReadonlySet<string> = new Set(['weakref', 'identity']);
const module = ref(PyModule);

export function writeStates(w: HeapWriter): void {
  const states = [...w.machine.moduleState].filter(([key]) => !APART.has(key));
  w.out.unsigned(states.length);
  for (const [key, state] of states) {
    const kind = key.startsWith('module:') ? module : STATES.get(key);
    if (kind === undefined)
      throw new SnapshotError(`the heap cannot be written: state '${key}' of a module is not registered`);
    text.write(w, key);
    try {
      kind.write(w, state);
    } catch (e) {
      throw e instanceof SnapshotError ? new SnapshotError(`${e.message} (state ${key})`) : e;
    }
  }
}

export function readStates(r: HeapReader): () => void {
  const states = new Map<string, unknown>();
  for (let n = r.in.count(); n > 0; n--) {
    const key = text.read(r);
    const kind = key.startsWith('module:') ? module : STATES.get(key);
    if (kind === undefined) r.in.fail(`state '${key}' of a module is unknown`);
    states.set(key, kind!.read(r));
  }
  return () => {
    for (const [key, state] of states) r.machine.moduleState.set(key, state);
  };
}

// -- what belongs to objects one by one: ids and weak references ------------------------------------------------------------------

interface Identities {
  next: number;
  readonly objects: WeakMap<object, number>;
  readonly strings: Map<string, number>;
}

/** Gathered while the heap is written. */
export class PerObject {
  private readonly ids: (readonly [object, number])[] = [];
  private readonly refs: (readonly [PyObject, PyWeakRef[]])[] = [];
  private readonly identities: Identities | undefined;
  private readonly references: References | undefined;
  private seen = 0;

  constructor(private readonly w: HeapWriter) {
    this.identities = w.machine.moduleState.get('identity') as Identities | undefined;
    this.references = w.machine.moduleState.get('weakref') as References | undefined;
  }

  /** Looks at the objects met since the last time, until there are none: references are kept by what they refer to. */
  gather(): void {
    const { w } = this;
    if (this.identities === undefined && this.references === undefined) return;
    for (w.drain(); this.seen < w.nodes.length; w.drain()) {
      for (; this.seen < w.nodes.length; this.seen++) {
        const o = w.nodes[this.seen]!;
        const id = this.identities?.objects.get(o);
        if (id !== undefined) this.ids.push([o, id]);
        if (this.references === undefined || !(o instanceof PyObject)) continue;
        const refs = this.references['of'].get(o);
        if (refs === undefined) continue;
        const live = refs.filter((r) => r.target !== undefined);
        if (live.length === 0) continue;
        this.refs.push([o, live]);
        for (const r of live) w.id(r);
      }
    }
  }

  write(): void {
    const { w } = this;
    bool.write(w, this.identities !== undefined);
    if (this.identities !== undefined) {
      for (const o of [...w.shareable(), ...w.boxes()]) {
        const id = this.identities.objects.get(o);
        if (id !== undefined) this.ids.push([o, id]);
      }
      count.write(w, this.identities.next);
      map(text, count).write(w, this.identities.strings);
      map(object, count).write(w, new Map(this.ids));
    }
    bool.write(w, this.references !== undefined);
    if (this.references !== undefined) {
      count.write(w, this.references['made']);
      map(ref(PyObject), list(ref(PyWeakRef))).write(w, new Map(this.refs));
    }
  }
}

const object: Kind<object> = {
  write: (w, o) => w.value(o as PyObject | PyFloat | PyWideStr),
  read: (r) => {
    const o = r.value();
    return typeof o === 'object' && o !== null ? o : r.in.fail('an object was expected');
  },
};

export function readPerObject(r: HeapReader): () => void {
  let identities: Identities | undefined;
  let references: References | undefined;
  if (bool.read(r)) {
    identities = { next: count.read(r), strings: map(text, count).read(r), objects: new WeakMap() };
    for (const [o, id] of map(object, count).read(r)) identities.objects.set(o, id);
  }
  if (bool.read(r)) {
    references = new References();
    references['made'] = count.read(r);
    for (const [o, refs] of map(ref(PyObject), list(ref(PyWeakRef))).read(r)) references['of'].set(o, refs);
  }
  return () => {
    if (identities !== undefined) r.machine.moduleState.set('identity', identities);
    if (references !== undefined) r.machine.moduleState.set('weakref', references);
  };
}

/** A machine that stands still where nothing is half done. */
export function checkStill(m: Machine): void {
  const running = m['running'] || (m.frame !== null && m.pausedFrame === null);
  if (running) throw new SnapshotError('a snapshot is taken while the machine is paused, or between runs');
  const raises = m.pendingRaise !== null && m.pausedFrame === null;
  if (m.temporaries.length > 0 || m.nesting > 0 || raises || m.uncaught !== null) {
    throw new SnapshotError('the machine stands in the middle of an operation');
  }
}

/** What was written are the roots; then come the bodies of what they lead to, and what depends on which objects were met. */
export function writeSections(w: HeapWriter, out: Parts): void {
  const perObject = new PerObject(w);
  const heap = w.split();
  w.drain();
  perObject.gather();
  const bodies = w.split();
  writeLibraryFunctions(w);
  perObject.write();
  const last = w.split();
  w.finish(out);
  for (const part of [heap, bodies, last]) out.block(part);
}
