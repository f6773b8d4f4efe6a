/**
 * Live memory: the walk over everything that a cell can reach, adding up estimated bytes.
 *
 * It follows plain fields generically (law 2 makes that enough) and leaves out what all cells share: built-in classes,
 * natives, library templates. No recursion: a work list, on which each object stands at most once. Objects are marked
 * with the number of the walk rather than gathered in a set: a walk happens when memory is short. Sizes are V8's on 64
 * bits, rounded up.
 */
import { PyCode } from '../objects/code.js';
import { LONGEST_PLAIN, PyDict } from '../objects/dict.js';
import { PyFrame } from '../objects/frame.js';
import { PyFloat, PyInstance, PyObject, PyType, PyWideStr, Shape } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import { PyWeakRef } from '../objects/weakref.js';
import { SharedSource } from '../types/source-cache.js';

/** Number of the walk in this process: an object with another mark was not seen yet in this one. */
let walk = 0;

/** A number for a walk of its own. */
export function nextWalk(): number {
  return ++walk;
}

/**
 * Strings shorter than this are counted each time, longer ones once: nothing tells two equal strings apart, so the walk
 * puts one of them in the place of all others, which hold no memory any more.
 */
const SHORT_STRING = 64;
/** What of a string that is too long for a Map is looked at first, at its ends and in the middle. */
const SAMPLE = 32;
/** A Map or Set with room for a few entries. */
const MAP = 160;

export interface Live {
  /** Bytes of what the program made: the same whatever ran before it, in this process or in another. */
  readonly bytes: number;
  /** Bytes of what was remembered for speed. */
  readonly caches: number;
  /** Fuel for long strings that had to be compared. */
  readonly compared: number;
}

/** Bytes that live, from these roots; stops early once `enough` is passed. */
export function liveBytes(roots: readonly unknown[], enough: number): Live {
  const w = new Walk(nextWalk());
  for (const r of roots) w.visit(r);
  while (w.work.length > 0 && w.bytes + w.caches <= enough) w.expand(w.work.pop()!);
  return w;
}

class Walk implements Live {
  bytes = 0;
  caches = 0;
  compared = 0;
  readonly work: object[] = [];
  private readonly texts = new Map<string, string>();
  private readonly longTexts = new Map<string, string[]>();
  private readonly others = new Set<object>();
  private lastFloat: unknown = null;

  constructor(private readonly number: number) {}

  /** Count what has no parts; put the rest on the work list once. */
  visit(v: unknown): void {
    switch (typeof v) {
      case 'string':
        this.text(v);
        return;
      case 'bigint':
        this.bytes += 32 + bigintBytes(v);
        return;
      case 'object':
        break;
      default:
        return;
    }
    if (v === null) return;
    if (v instanceof PyFloat) {
      // One box in many places, as in [0.0] * n, is one box.
      if (v !== this.lastFloat) this.bytes += 48;
      this.lastFloat = v;
      return;
    }
    if (v instanceof PyObject) {
      if (v.mark === this.number) return;
      v.mark = this.number;
      if (v instanceof PyType && !v.heap) return;
    } else {
      if (this.others.has(v)) return;
      this.others.add(v);
    }
    this.work.push(v);
  }

  /** A string where no other can be put in its place. */
  private text(v: string): void {
    this.bytes += v.length < SHORT_STRING ? 32 + v.length + (v.length >> 1) : 24 + v.length * 2;
  }

  /** The string that stands for all that equal this one; undefined: it is the first of them, or a short one. */
  private same(v: string): string | undefined {
    if (v.length < SHORT_STRING) return undefined;
    if (v.length <= LONGEST_PLAIN) {
      const known = this.texts.get(v);
      if (known === undefined) this.texts.set(v, v);
      return known;
    }
    const middle = v.length >> 1;
    const key = `${v.length} ${v.slice(0, SAMPLE)}${v.slice(middle, middle + SAMPLE)}${v.slice(-SAMPLE)}`;
    const alike = this.longTexts.get(key);
    if (alike === undefined) this.longTexts.set(key, [v]);
    else {
      for (const known of alike) {
        if (known === v) return known;
        this.compared += v.length >> 6;
      }
      alike.push(v);
    }
    return undefined;
  }

  /** A part of an object or an array: a string that equals another one becomes that one. */
  private part(holder: object, key: string | number, v: unknown): void {
    if (typeof v !== 'string') this.visit(v);
    else {
      const known = this.same(v);
      if (known === undefined || !Reflect.set(holder, key, known)) this.text(v);
    }
  }

  /** An array that belongs to one object: counted with it. */
  private array(items: readonly unknown[] | null): void {
    if (items === null) return;
    this.bytes += 32 + items.length * 8;
    for (let i = 0; i < items.length; i++) {
      const x = items[i];
      if (typeof x === 'object' || typeof x === 'string' || typeof x === 'bigint') this.part(items, i, x);
    }
  }

  /** Keys of a dict: its index has them too, and what is there stays. */
  private keys(d: PyDict): void {
    this.bytes += 32 + d.keys.length * 8 + firstRoom(d.keys);
    for (const k of d.keys) {
      if (typeof k !== 'string') this.visit(k);
      // A dict that borrows has nothing of its own.
      else if (this.same(k) === undefined || d.lender === null) this.text(k);
    }
  }

  /** An array that grew by pushing. */
  private grown(items: readonly unknown[]): void {
    this.bytes += firstRoom(items);
    this.array(items);
  }

  private heapShape(shape: Shape): void {
    if (shape.cls.heap) this.visit(shape);
  }

  /** Count an object and visit its parts. */
  expand(v: object): void {
    if (v instanceof PyInstance) {
      this.bytes += 64;
      this.heapShape(v.shape);
      this.array(v.slots);
      this.array(v.slotted);
    } else if (v instanceof PyList || v instanceof PyTuple) {
      this.bytes += 64;
      // A short list may have been grown by pushing, or not.
      if (v instanceof PyList && v.items.length > 0 && v.items.length < 17) this.bytes += 64;
      this.heapShape(v.shape);
      this.array(v.items);
      this.array(v.slots);
      this.array(v.slotted);
    } else if (v instanceof PyDict) {
      this.bytes += 160 + (v.map === null ? 0 : MAP + v.map.size * 40);
      this.heapShape(v.shape);
      this.keys(v);
      this.grown(v.vals);
      this.array(v.slots);
      this.array(v.slotted);
      this.index(v.side);
      this.index(v.custom);
      if (v.customHashes !== null) this.bytes += MAP + v.customHashes.size * 40;
      if (v.hashed !== null) this.bytes += MAP + v.hashed.upTo * 120;
    } else if (v instanceof PyFrame) {
      this.bytes += 192 + v.stack.length * 8;
      // What lies above is dead, but for operands.
      for (let i = 0; i < v.sp; i++) this.part(v.stack, i, v.stack[i]);
      const below = v.operandsBelow;
      for (let i = 0; below !== null && i < 2; i++) this.visit(below.stack[below.sp + i]);
      this.fields(v, 'stack');
    } else if (v instanceof PyWideStr) this.bytes += 240 + v.cps.byteLength;
    else if (Array.isArray(v)) this.array(v);
    else if (ArrayBuffer.isView(v)) this.bytes += 200 + v.byteLength;
    else if (v instanceof Map) {
      this.bytes += MAP + v.size * 40;
      for (const [k, x] of v) {
        this.visit(k);
        const known = typeof x === 'string' ? this.same(x) : undefined;
        if (known === undefined) this.visit(x);
        else v.set(k, known);
      }
    } else if (v instanceof Set) {
      this.bytes += MAP + v.size * 32;
      for (const x of v) this.visit(x);
    } else if (v instanceof Shape) {
      this.bytes += 80;
      this.visit(v.cls);
      this.visit(v.parent);
      for (const s of v.children()) this.visit(s);
    } else if (v instanceof PyCode && v.origin !== null) {
      // A clone of what all cells share: the caches alone are its own.
      this.bytes += 300;
      this.codeCaches(v);
      for (const c of v.f.consts) if (c instanceof PyCode) this.visit(c);
    } else if (v instanceof PyType) {
      this.bytes += 300;
      this.caches += v.cache.size * 80;
      this.fields(v, 'cache', 'initFunction');
    } else if (v instanceof PyCode) {
      this.bytes += 300;
      this.codeCaches(v);
      this.fields(v, 'caches');
    } else if (!(v instanceof SharedSource)) {
      this.bytes += 24;
      this.fields(v);
    }
  }

  private codeCaches(code: PyCode): void {
    if (code.caches !== null) for (const c of code.caches) this.caches += c === undefined ? 8 : 120;
  }

  private index(lists: Map<unknown, number[]> | null): void {
    if (lists !== null) this.bytes += MAP + lists.size * 104;
  }

  private fields(o: object, except?: string, too?: string): void {
    for (const k in o) {
      if (k === except || k === too || !Object.hasOwn(o, k) || (k === 'target' && o instanceof PyWeakRef)) continue;
      this.bytes += 8;
      const x = (o as Record<string, unknown>)[k];
      if (x !== null && (typeof x === 'object' || typeof x === 'string' || typeof x === 'bigint')) {
        if (x instanceof Shape) this.heapShape(x);
        else this.part(o, k, x);
      }
    }
  }
}

/** What a short array has to spare that grew by pushing: the engine gives the first push room for 17. */
function firstRoom({ length }: readonly unknown[]): number {
  return length > 0 && length < 17 ? (17 - length) * 8 : 0;
}

function bigintBytes(v: bigint): number {
  // The exact length would cost a conversion; big ones are measured in steps.
  let bits = 64;
  const x = v < 0n ? -v : v;
  while (x >> BigInt(bits)) bits *= 2;
  return bits >> 3;
}
