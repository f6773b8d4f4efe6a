/**
 * Weak references to what the program can no longer reach: a walk over the heap like that of memory.ts, but it does not
 * follow the targets of weak references, and of a frame's stack it takes only what is in use.
 */
import { PyMemoryView } from '../objects/buffer.js';
import { PyCode } from '../objects/code.js';
import { PyFrame } from '../objects/frame.js';
import { PyFloat, PyType, PyWideStr, Shape } from '../objects/object.js';
import { PyWeakRef } from '../objects/weakref.js';

/** Clears the references that are reachable themselves and whose objects are not; those with a callback, in order of finding. */
export function clearDeadReferences(roots: readonly unknown[], builtinSubclasses: Map<PyType, PyType[]>): PyWeakRef[] {
  const refs: PyWeakRef[] = [];
  const lists: PyType[][] = [...builtinSubclasses.values()];
  const seen = walk(roots, (v) => {
    if (v instanceof PyWeakRef) refs.push(v);
    if (v instanceof PyType) lists.push(v.subclasses);
  });
  // A class does not keep its subclasses.
  for (const list of lists) {
    const kept = list.filter((c) => seen.has(c));
    if (kept.length === list.length) continue;
    list.length = 0;
    for (const c of kept) list.push(c);
  }
  const dead = refs.filter((r) => r.target !== undefined && !seen.has(r.target));
  for (const r of dead) r.target = undefined;
  return dead.filter((r) => r.callback !== null);
}

/** Memoryviews of `exporter` that the program can still reach and has not released. */
export function countViews(roots: readonly unknown[], exporter: unknown): number {
  let n = 0;
  walk(roots, (v) => {
    if (v instanceof PyMemoryView && v.obj === exporter && !v.released) n++;
  });
  return n;
}

/** Everything that can be reached from the roots; `visit` sees each object that has fields. */
function walk(roots: readonly unknown[], visit: (v: object) => void): Set<unknown> {
  const seen = new Set<unknown>();
  const work: unknown[] = roots.slice();
  const push = (x: unknown) => {
    if (typeof x === 'object' && x !== null && !seen.has(x)) work.push(x);
  };
  while (work.length > 0) {
    const v = work.pop();
    if (typeof v !== 'object' || v === null || seen.has(v)) continue;
    if (v instanceof PyFloat || v instanceof PyWideStr || ArrayBuffer.isView(v)) continue;
    seen.add(v);
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
      pushFields(v, push);
    }
  }
  return seen;
}

function pushFields(o: object, push: (x: unknown) => void): void {
  for (const key in o) {
    if (!Object.hasOwn(o, key)) continue;
    if ((key === 'target' && o instanceof PyWeakRef) || (key === 'subclasses' && o instanceof PyType)) continue;
    if (key === 'stack' && o instanceof PyFrame) {
      for (let i = o.sp - 1; i >= 0; i--) push(o.stack[i]);
      continue;
    }
    push((o as Record<string, unknown>)[key]);
  }
}
