/**
 * What a cell has to finalize (Data model 3.3.1 `object.__del__`; PEP 442, PEP 342 for generators): instances of classes
 * with `__del__`, and generators that may stand still where closing them does something. In the order of their making.
 *
 * There are no reference counts: heap walks find out which of them the program can reach no longer. The list does not
 * count as reaching. Generators leave it when they end by themselves; objects when they are finalized, so that each is
 * finalized once, even one that came back to life.
 */
import { CO_COROUTINE } from './code.js';
import { GenState, PyGenerator } from './generator.js';
import type { PyObject } from './object.js';

export class Finalization {
  private entries: (PyObject | null)[] = [];
  private holes = 0;
  /** Objects that were finalized and live on, and those that the last walk found. */
  readonly finalized = new Set<PyObject>();
  /** A heap walk was due to memory: the machine looks for what is dead at its next chance. */
  due = false;
  /** Finalizers that a heap walk called for are running. */
  running = false;

  /** An instance of a class with `__del__` was made. */
  add(o: PyObject): void {
    this.entries.push(o);
  }

  /** A generator was made that may have something to do when it is abandoned. */
  seat(gen: PyGenerator): void {
    gen.seat = this.entries.length;
    this.entries.push(gen);
  }

  /** A generator came to its end. */
  leave(gen: PyGenerator): void {
    const entries = this.entries;
    if (gen.seat === entries.length - 1) entries.pop();
    else {
      entries[gen.seat] = null;
      if (++this.holes > 64 && this.holes * 2 > entries.length) this.keep(this.all());
    }
    gen.seat = -1;
  }

  get size(): number {
    return this.entries.length - this.holes;
  }

  /** Those of them that are not registered yet. */
  addAll(objects: readonly PyObject[]): void {
    const known = new Set<PyObject | null>(this.entries);
    for (const o of objects) if (!known.has(o) && !this.finalized.has(o)) this.entries.push(o);
  }

  /** In the order of their making. */
  all(): PyObject[] {
    return this.entries.filter((o) => o !== null);
  }

  /** Only these stay, in this order. */
  keep(objects: PyObject[]): void {
    this.entries = objects;
    this.holes = 0;
    for (let i = 0; i < objects.length; i++) {
      const o = objects[i];
      if (o instanceof PyGenerator) o.seat = i;
    }
  }
}

/** A generator that nobody can reach has something to do. */
export function isUnfinished(gen: PyGenerator): boolean {
  if (gen.state === GenState.Suspended) return true;
  return gen.state === GenState.Created && gen.frame !== null && (gen.frame.code.f.flags & CO_COROUTINE) !== 0;
}
