/**
 * Identity as a number: `id(x)` and the address in a default repr.
 *
 * Numbers are given per cell in the order in which they are asked for, so a run is deterministic (law 9). Objects get
 * multiples of 16 that look like addresses; int, str, bool and None have a number that follows from the value, because
 * equal ones are the same object here.
 */
import type { PyFloat, PyObject, PyValue, PyWideStr } from './object.js';
import type { VM } from './vm.js';

const FIRST = 0x7f4a3c010000;
const SPACING = 48;

interface Identities {
  next: number;
  readonly objects: WeakMap<object, number>;
  readonly strings: Map<string, number>;
}

function identities(vm: VM): Identities {
  let s = vm.moduleState.get('identity') as Identities | undefined;
  if (s === undefined) {
    s = { next: FIRST, objects: new WeakMap(), strings: new Map() };
    vm.moduleState.set('identity', s);
  }
  return s;
}

function fresh(s: Identities): number {
  const n = s.next;
  s.next += SPACING;
  return n;
}

/** `id(v)`: an int in the Values form. */
export function idOf(vm: VM, v: PyValue): number | bigint {
  switch (typeof v) {
    case 'boolean':
      return v ? 0x5581e0a0 : 0x5581e080;
    case 'number': {
      const n = v * 16 + 1;
      return Number.isSafeInteger(n) ? n : BigInt(v) * 16n + 1n;
    }
    case 'bigint':
      return v * 16n + 1n;
    case 'string': {
      const s = identities(vm);
      const known = s.strings.get(v);
      if (known !== undefined) return known;
      vm.alloc(64 + v.length * 2);
      const n = fresh(s);
      s.strings.set(v, n);
      return n;
    }
  }
  if (v === null) return 0x5581e060;
  return objectId(vm, v);
}

function objectId(vm: VM, o: PyObject | PyFloat | PyWideStr): number {
  const s = identities(vm);
  let n = s.objects.get(o);
  if (n === undefined) {
    vm.alloc(32);
    n = fresh(s);
    s.objects.set(o, n);
  }
  return n;
}

/** `0x7f...`, as default reprs show it. */
export function addressText(vm: VM, v: PyValue): string {
  return `0x${idOf(vm, v).toString(16)}`;
}
