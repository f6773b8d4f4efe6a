/**
 * `id()`: a number for each object of a cell, given when it is first asked for, so the same on every run.
 * Values without an object of their own (ints, strs, None) have one that follows from the value.
 */
import { hashStr } from '../objects/number/hash.js';
import type { PyObject, PyValue } from '../objects/object.js';
import type { VM } from '../objects/vm.js';

interface Identities {
  readonly numbers: WeakMap<object, number>;
  next: number;
}

const BASE = 0x10000000;
const STEP = 16;

function identities(vm: VM): Identities {
  let state = vm.moduleState.get('identity') as Identities | undefined;
  if (state === undefined) {
    state = { numbers: new WeakMap(), next: BASE };
    vm.moduleState.set('identity', state);
  }
  return state;
}

/** The identity of an object: a multiple of 16, in the order of asking. */
export function identityOf(vm: VM, o: PyObject): number {
  const state = identities(vm);
  let n = state.numbers.get(o);
  if (n === undefined) {
    n = state.next;
    state.next += STEP;
    state.numbers.set(o, n);
  }
  return n;
}

/** `id(v)` of any value. */
export function idOf(vm: VM, v: PyValue): number | bigint {
  switch (typeof v) {
    case 'object':
      return v === null ? 0x0fff0000 : identityOf(vm, v as PyObject);
    case 'boolean':
      return v ? 0x0fff0010 : 0x0fff0020;
    case 'number':
      return Math.abs(v) < 2 ** 47 ? 2 ** 48 + v * STEP : BigInt(v) * 16n + 2n ** 60n;
    case 'bigint':
      return 2n ** 66n + (v < 0n ? -v * 32n + 16n : v * 32n);
    default: {
      const h = hashStr(vm, v);
      return 2n ** 65n + BigInt.asUintN(60, BigInt(h)) * 16n;
    }
  }
}

/** `hash(o)` of an object that hashes by identity. */
export function identityHash(vm: VM, o: PyObject): number {
  return identityOf(vm, o) / STEP;
}
