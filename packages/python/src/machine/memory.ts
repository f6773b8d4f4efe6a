/**
 * Live memory: the walk over everything that a cell can reach, adding up estimated bytes.
 *
 * It follows plain fields generically (law 2 makes that enough) and leaves out what all cells share: built-in classes,
 * natives, library templates. No recursion: a work list. Sizes are V8's on 64 bits, rounded up.
 */

import { PyCode } from '../objects/code.js';
import { PyDict } from '../objects/dict.js';
import { PyFloat, PyInstance, PyObject, PyType, PyWideStr, Shape } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';

/** Bytes that live, from these roots; stops early once `enough` is passed. */
export function liveBytes(roots: readonly unknown[], enough: number): number {
  const seen = new Set<unknown>();
  const work: unknown[] = roots.slice();
  let bytes = 0;
  while (work.length > 0) {
    const v = work.pop();
    switch (typeof v) {
      case 'string':
        // Strings are shared without identity: short ones are not worth a set entry.
        if (v.length < 32) bytes += 8;
        else if (!seen.has(v)) {
          seen.add(v);
          bytes += 24 + v.length * 2;
        }
        continue;
      case 'bigint':
        bytes += 32 + bigintBytes(v);
        continue;
      case 'number':
        bytes += 8;
        continue;
      case 'object':
        break;
      default:
        continue;
    }
    if (v === null || seen.has(v)) continue;
    seen.add(v);
    if (bytes > enough) return bytes;
    if (v instanceof PyFloat) bytes += 40;
    else if (v instanceof PyInstance) {
      bytes += 64;
      work.push(v.shape);
      if (v.slots !== null) {
        bytes += 16 + v.slots.length * 8;
        for (const x of v.slots)
          if (typeof x === 'object' || typeof x === 'string' || typeof x === 'bigint') work.push(x);
      }
      if (v.slotted !== null) work.push(v.slotted);
    } else if (v instanceof PyList || v instanceof PyTuple) {
      bytes += 80 + v.items.length * 8;
      work.push(v.shape, v.slots);
      for (const x of v.items)
        if (typeof x === 'object' || typeof x === 'string' || typeof x === 'bigint') work.push(x);
    } else if (v instanceof PyDict) {
      bytes += 160 + v.keys.length * 16 + (v.map === null ? 0 : v.map.size * 40);
      work.push(v.shape, v.slots, v.side, v.custom);
      for (const x of v.keys) if (typeof x === 'object' || typeof x === 'string' || typeof x === 'bigint') work.push(x);
      for (const x of v.vals) if (typeof x === 'object' || typeof x === 'string' || typeof x === 'bigint') work.push(x);
    } else if (v instanceof PyWideStr) bytes += 64 + v.cps.byteLength;
    else if (Array.isArray(v)) {
      bytes += 32 + v.length * 8;
      for (const x of v) if (x !== undefined && x !== null) work.push(x);
    } else if (ArrayBuffer.isView(v)) bytes += 120 + v.byteLength;
    else if (v instanceof Map) {
      bytes += 64 + v.size * 40;
      for (const [k, x] of v) work.push(k, x);
    } else if (v instanceof Set) {
      bytes += 64 + v.size * 32;
      for (const x of v) work.push(x);
    } else if (v instanceof Shape) {
      if (!v.cls.heap) continue;
      bytes += 80;
      work.push(v.cls, v.parent);
      for (const s of v.children()) work.push(s);
    } else if (v instanceof PyType) {
      if (!v.heap) continue;
      bytes += 400;
      pushFields(v, work);
    } else if (v instanceof PyCode) {
      bytes += 300;
      pushFields(v, work);
    } else if (v instanceof PyObject) {
      bytes += 32;
      bytes += pushFields(v, work) * 8;
    } else bytes += 24 + pushFields(v as object, work) * 8;
  }
  return bytes;
}

function pushFields(o: object, work: unknown[]): number {
  let n = 0;
  for (const k in o) {
    if (!Object.hasOwn(o, k)) continue;
    n++;
    const x = (o as Record<string, unknown>)[k];
    if (x !== null && (typeof x === 'object' || typeof x === 'string' || typeof x === 'bigint')) work.push(x);
  }
  return n;
}

function bigintBytes(v: bigint): number {
  // The exact length would cost a conversion; big ones are measured in steps.
  let bits = 64;
  const x = v < 0n ? -v : v;
  while (x >> BigInt(bits)) bits *= 2;
  return bits >> 3;
}
