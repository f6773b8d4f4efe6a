/**
 * What the program can no longer reach: a walk over the heap like that of memory.ts, but it does not follow the targets of
 * weak references, and of a frame's stack it takes only what is in use. Then weak references are cleared, and what is to be
 * finalized comes into its order.
 */
import { PyMemoryView } from '../objects/buffer.js';
import { PyCode } from '../objects/code.js';
import { PyDict } from '../objects/dict.js';
import { PyFrame } from '../objects/frame.js';
import { PyFunction } from '../objects/function.js';
import { PyFloat, PyInstance, PyObject, PyType, PyWideStr, Shape } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import { PyLocal } from '../objects/thread.js';
import { PyWeakRef } from '../objects/weakref.js';
import { nextWalk } from './memory.js';

export interface HeapWalk {
  /** Which of the registered objects cannot be reached, in the order in which they are to be finalized. */
  dead: PyObject[];
  /** Weak references that were cleared and have a callback, in order of finding. */
  cleared: PyWeakRef[];
  /** Objects looked at. */
  steps: number;
}

/**
 * What of `registered` cannot be reached from the roots. Where all of it can, clears the weak references that are reachable
 * themselves and whose objects are not. Otherwise only those to objects in cycles, and to what hangs on them: CPython clears
 * them before it finalizes, and others afterwards, if the object did not come back.
 */
export function walkHeap(
  roots: readonly unknown[],
  builtinSubclasses: Map<PyType, PyType[]>,
  registered: readonly PyObject[],
  finalized: Set<PyObject>,
): HeapWalk {
  const refs: PyWeakRef[] = [];
  const lists: PyType[][] = [...builtinSubclasses.values()];
  const live = new Reached();
  live.from(roots, (v) => {
    if (v instanceof PyWeakRef) refs.push(v);
    if (v instanceof PyType) lists.push(v.subclasses);
  });
  const unreached = registered.filter((o) => !live.has(o));
  if (unreached.length > 0) {
    const order = new FinalizationOrder(unreached, live);
    const dead = order.after([]);
    const inCycles = order.inCycles();
    const cleared = clear(refs, (o) => inCycles.has(o));
    return { dead, cleared, steps: live.steps + order.steps + inCycles.steps };
  }
  for (const o of finalized) if (!live.has(o)) finalized.delete(o);
  // A class does not keep its subclasses.
  for (const list of lists) {
    const kept = list.filter((c) => live.has(c));
    if (kept.length === list.length) continue;
    list.length = 0;
    for (const c of kept) list.push(c);
  }
  return { dead: [], cleared: clear(refs, (o) => !live.has(o)), steps: live.steps };
}

/** Clears references to such objects; those that have callbacks, of each object the newest first. */
function clear(refs: readonly PyWeakRef[], gone: (o: PyObject) => boolean): PyWeakRef[] {
  const cleared = refs.filter((r) => r.target !== undefined && gone(r.target));
  const answered = new Map<PyObject, PyWeakRef[]>();
  for (const r of cleared) {
    const target = r.target!;
    r.target = undefined;
    if (r.callback === null) continue;
    const list = answered.get(target);
    if (list === undefined) answered.set(target, [r]);
    else list.push(r);
  }
  return [...answered.values()].flatMap((list) => list.sort((a, b) => b.number - a.number));
}

/** Memoryviews of `exporter` that the program can still reach and has not released. */
export function countViews(roots: readonly unknown[], exporter: unknown): number {
  let n = 0;
  new Reached().from(roots, (v) => {
    if (v instanceof PyMemoryView && v.obj === exporter && !v.released) n++;
  });
  return n;
}

/** Objects of this class, or of one below it, that the program can reach. */
export function instancesOf(roots: readonly unknown[], cls: PyType): PyObject[] {
  const found: PyObject[] = [];
  new Reached().from(roots, (v) => {
    if (v instanceof PyObject && v.shape.cls.isSubtypeOf(cls)) found.push(v);
  });
  return found;
}

/** What a walk came by. Objects are marked with its number; what has no mark is kept in a set. */
class Reached {
  private readonly number = nextWalk();
  private readonly others = new Set<unknown>();
  steps = 0;

  has(x: object): boolean {
    return x instanceof PyObject ? x.mark === this.number : this.others.has(x);
  }

  /** Notes it; false: it was known, or it has no parts. */
  enter(v: unknown): v is object {
    if (typeof v !== 'object' || v === null) return false;
    if (v instanceof PyFloat || v instanceof PyWideStr || ArrayBuffer.isView(v) || this.has(v)) return false;
    if (v instanceof PyObject) v.mark = this.number;
    else this.others.add(v);
    // Whether two objects share an array is nothing that a program decides.
    if (!Array.isArray(v)) this.steps++;
    return true;
  }

  /** Everything that can be reached from the roots; `visit` sees each object that has fields. */
  from(roots: readonly unknown[], visit: (v: object) => void): void {
    const work: unknown[] = roots.slice();
    const push = (x: unknown) => {
      if (typeof x === 'object' && x !== null && !this.has(x)) work.push(x);
    };
    while (work.length > 0) {
      const v = work.pop();
      if (!this.enter(v)) continue;
      if (Array.isArray(v)) for (let i = v.length - 1; i >= 0; i--) push(v[i]);
      else if (v instanceof Map) {
        for (const [k, x] of v) {
          push(k);
          push(x);
        }
      } else if (v instanceof Set) for (const x of v) push(x);
      else if (v instanceof Shape) push(v.cls);
      else if (v instanceof PyType && !v.heap) push(v.shape.cls);
      else if (v instanceof PyCode) push(v.f.consts);
      else {
        visit(v);
        if (v instanceof PyLocal) v.purge();
        pushFields(v, push);
      }
    }
  }
}

function pushFields(o: object, push: (x: unknown) => void): void {
  for (const key in o) {
    if (!Object.hasOwn(o, key)) continue;
    if ((key === 'target' && o instanceof PyWeakRef) || (key === 'subclasses' && o instanceof PyType)) continue;
    // What was looked up before holds nothing.
    if ((key === 'cache' || key === 'initFunction') && o instanceof PyType) continue;
    // Whether two dicts share their keys is nothing that a program decides either, and a copy of one does not.
    if (key === 'lender' && o instanceof PyDict) continue;
    if (key === 'stack' && o instanceof PyFrame) {
      for (let i = o.sp - 1; i >= 0; i--) push(o.stack[i]);
      const below = o.operandsBelow;
      for (let i = 0; below !== null && i < 2; i++) push(below.stack[below.sp + i]);
      continue;
    }
    push((o as Record<string, unknown>)[key]);
  }
}

// -- the order of finalization -----------------------------------------------------------------------------------------------

/** Every member of what is entered was seen to. */
class Left {
  constructor(readonly o: PyObject) {}
}

/**
 * The order in which reference counts would let objects go: one before what only it holds, attributes and dict items first
 * to last, lists and tuples last to first; in a cycle the object that was made first.
 */
class FinalizationOrder {
  private readonly wanted: Set<PyObject>;
  /** Of the tops, those that hold themselves. */
  private readonly cycles: PyObject[] = [];
  steps = 0;

  /** What `live` has reached is not looked at. */
  constructor(
    private readonly objects: readonly PyObject[],
    private readonly live: Reached | null,
  ) {
    this.wanted = new Set(objects);
  }

  /** First what is reached from `starts`, in their order, then the rest. */
  after(starts: readonly unknown[]): PyObject[] {
    const tops = this.tops(starts);
    const seen = new Reached();
    const left: PyObject[] = [];
    // Backwards, so that what is left last comes first (a reversed postorder: who holds comes before what is held).
    for (let i = tops.length - 1; i >= 0; i--) this.visit(tops[i], seen, left);
    for (let i = starts.length - 1; i >= 0; i--) this.visit(starts[i], seen, left);
    this.steps += seen.steps;
    return left.reverse();
  }

  /** Objects that no other of them holds and no start reaches, in order; of a cycle the first. */
  private tops(starts: readonly unknown[]): PyObject[] {
    const seen = new Reached();
    const tops = new Set<PyObject>();
    const holders = new Set<PyObject>();
    const reach = (from: unknown) => {
      const work: unknown[] = [from];
      while (work.length > 0) {
        const v = work.pop();
        const known = this.skips(v) || !seen.enter(v);
        if (v === from && known) holders.add(v as PyObject);
        if (v !== from && v instanceof PyObject) tops.delete(v);
        if (!known) parts(v as object, (x) => work.push(x));
      }
    };
    for (const start of starts) reach(start);
    for (const o of this.objects) {
      if (seen.has(o)) continue;
      tops.add(o);
      reach(o);
    }
    for (const o of tops) if (holders.has(o)) this.cycles.push(o);
    this.steps += seen.steps;
    return [...tops];
  }

  /** What is in a cycle with one of the tops, or hangs on one; after `after`. */
  inCycles(): Reached {
    const found = new Reached();
    for (const o of this.cycles) this.visit(o, found, []);
    return found;
  }

  private visit(from: unknown, seen: Reached, left: PyObject[]): void {
    const work: unknown[] = [from];
    while (work.length > 0) {
      const v = work.pop();
      if (v instanceof Left) left.push(v.o);
      else if (!this.skips(v) && seen.enter(v)) {
        if (v instanceof PyObject && this.wanted.has(v)) work.push(new Left(v));
        parts(v, (x) => work.push(x));
      }
    }
  }

  private skips(v: unknown): boolean {
    return typeof v === 'object' && v !== null && this.live?.has(v) === true;
  }
}

/** What an object holds, first what goes first. Namespaces of modules and classes of instances are not held by one object. */
function parts(o: object, push: (x: unknown) => void): void {
  const put = (x: unknown) => {
    if (typeof x === 'object' && x !== null) push(x);
  };
  const all = (items: readonly unknown[] | null) => {
    if (items !== null) for (let i = 0; i < items.length; i++) put(items[i]);
  };
  if (o instanceof Shape || o instanceof PyCode || (o instanceof PyType && !o.heap)) return;
  if (o instanceof PyInstance) {
    all(o.slots);
    all(o.slotted);
  } else if (o instanceof PyList || o instanceof PyTuple) {
    for (let i = o.items.length - 1; i >= 0; i--) put(o.items[i]);
    all(o.slots);
    all(o.slotted);
  } else if (o instanceof PyFrame) {
    for (let i = 0; i < o.sp; i++) put(o.stack[i]);
    put(o.locals);
  } else if (o instanceof PyDict) {
    for (let i = 0; i < o.keys.length; i++) {
      put(o.keys[i]);
      put(o.vals[i]);
    }
    all(o.slots);
  } else if (Array.isArray(o)) all(o);
  else if (o instanceof Map) {
    for (const [k, x] of o) {
      put(k);
      put(x);
    }
  } else if (o instanceof Set) for (const x of o) put(x);
  else
    pushFields(o, (x) => {
      if (!(o instanceof PyFunction) || (x !== o.globals && x !== o.builtins)) put(x);
    });
}

/** The order for everything that is registered, at a program's end: as if the names of its main module went one by one. */
export function orderAtEnd(registered: readonly PyObject[], main: PyDict | null): PyObject[] {
  const names: unknown[] = [];
  if (main !== null) {
    for (let i = 0; i < main.keys.length; i++) {
      const k = main.keys[i];
      if (k !== undefined && !(typeof k === 'string' && k.startsWith('__'))) names.push(main.vals[i]);
    }
  }
  return new FinalizationOrder(registered, null).after(names);
}
