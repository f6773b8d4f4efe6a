/**
 * Values of the heap as plain values for the host, and back. A list that crosses is tagged by its first item:
 * `[list, …]`, `[tuple, …]`, `[dict, key, value, …]`, `[set, …]`, `[float, n]` where the number is an integer,
 * `[object, type]` for what the host cannot see into, `[bastion, id, label]`,
 * `[function, id, member, label, doc, signature]`.
 *
 * Exact types only, nothing of the value's own is called (law 10): a subclass of list that lies about its length crosses
 * as `[object, its name]`.
 */
import { ListType, newDict, tuple, typeOf } from '../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../objects/bytes.js';
import { defineIntrinsics } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { InternalError } from '../objects/errors.js';
import { typeError, valueError } from '../objects/exception-types.js';
import { BastionType, HostFunctionType, PyHostReference } from '../objects/host-reference.js';
import { PyFloat, type PyValue, PyWideStr } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import { PySet } from '../objects/set.js';
import { fromJS, toJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import type { Plain } from '../powers.js';
import { setKey } from '../protocols/mapping.js';
import { membersOf } from '../protocols/sets.js';
import { newBytes } from './buffer.js';
import { newSet, setAdd } from './set.js';

const MAX_DEPTH = 100;

/**
 * What has been copied for one crossing. A small heap can stand for a great value (a list a thousand times in another), and
 * the copies are in no heap that is walked, so all of them together are announced to the meter again as they grow.
 */
export class Crossing {
  private bytes = 0;
  private announced = 0;

  constructor(private readonly vm: VM) {}

  copy(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes <= this.announced * 1.5 + STEP) return;
    this.announced = this.bytes;
    this.vm.alloc(this.bytes);
  }
}

const STEP = 2 ** 22;
/** Bytes of an array or a copy of bytes besides what is in it, and of a slot. */
const OBJECT = 128;
const SLOT = 8;

/** A value for the host. Too deep, or a cycle: ValueError. */
export function toPlain(vm: VM, v: PyValue, depth = 0, crossing = new Crossing(vm)): Plain {
  if (v === null || typeof v === 'boolean' || typeof v === 'number' || typeof v === 'bigint') return v;
  vm.charge(1);
  if (typeof v === 'string') {
    vm.charge(v.length >> 6);
    return v;
  }
  if (v instanceof PyFloat) {
    if (!Number.isSafeInteger(v.v)) return v.v;
    crossing.copy(OBJECT);
    return ['float', v.v];
  }
  if (v instanceof PyWideStr) {
    vm.charge(v.cps.length >> 3);
    crossing.copy(v.cps.length * 4);
    return toJS(v);
  }
  if (depth > MAX_DEPTH) throw valueError('the value is nested too deeply to be given to the host, or holds itself');
  const exact = !typeOf(v).heap;
  if (exact && (v instanceof PyBytes || v instanceof PyByteArray)) {
    const length = v instanceof PyBytes ? v.bytes.length : v.length;
    vm.charge(length >> 6);
    crossing.copy(OBJECT + length);
    return v instanceof PyBytes ? v.bytes.slice() : v.buffer.slice(0, length);
  }
  const all = (tag: string, items: readonly PyValue[]): Plain => {
    vm.charge(items.length >> 3);
    vm.alloc(items.length * 16 + 32);
    crossing.copy(items.length * SLOT + OBJECT);
    return [tag, ...items.map((item) => toPlain(vm, item, depth + 1, crossing))];
  };
  if (exact && v instanceof PyList) return all('list', v.items);
  if (exact && v instanceof PyTuple) return all('tuple', v.items);
  if (exact && v instanceof PySet) return all('set', membersOf(vm, v));
  if (exact && v instanceof PyDict) {
    const pairs: PyValue[] = [];
    v.keys.forEach((key, i) => {
      if (key !== undefined) pairs.push(key, v.vals[i]!);
    });
    return all('dict', pairs);
  }
  if (v instanceof PyHostReference) return ['host', v.id, v.member];
  return ['object', typeOf(v).name];
}

/** A value from the host, copied into the heap. */
export function fromPlain(vm: VM, v: Plain | undefined): PyValue {
  if (v === null || v === undefined || typeof v === 'boolean') return v ?? null;
  vm.charge(1);
  if (typeof v === 'number') return Number.isSafeInteger(v) ? (v === 0 ? 0 : v) : new PyFloat(v);
  if (typeof v === 'bigint') return v >= Number.MIN_SAFE_INTEGER && v <= Number.MAX_SAFE_INTEGER ? Number(v) : v;
  if (typeof v === 'string') {
    vm.alloc(v.length * 2);
    return fromJS(v);
  }
  if (v instanceof Uint8Array) {
    vm.alloc(v.length);
    return newBytes(v.slice());
  }
  const [tag, ...rest] = v as readonly Plain[];
  vm.alloc(rest.length * 16 + 40);
  const items = () => rest.map((item) => fromPlain(vm, item));
  switch (tag) {
    case 'list':
      return new PyList(ListType.root, items());
    case 'tuple':
      return tuple(items());
    case 'set':
      return setOf(vm, items());
    case 'dict':
      return dictOf(vm, items());
    case 'float':
      return new PyFloat(Number(rest[0]));
    case 'bastion':
      return new PyHostReference(BastionType.root, rest[0] as number, '', rest[1] as string, null, '');
    case 'function': {
      const [id, member, label, doc, signature] = rest as [number, string, string, string | null, string];
      return new PyHostReference(HostFunctionType.root, id, member, label, doc, signature);
    }
    default:
      throw new InternalError('a value of the host of an unknown kind');
  }
}

function setOf(vm: VM, items: PyValue[]): PyValue {
  const s = newSet();
  for (const item of items) if (!setAdd(vm, s, item)) throw typeError('a set of the host holds what cannot be hashed');
  return s;
}

function dictOf(vm: VM, items: PyValue[]): PyValue {
  const d = newDict();
  for (let i = 0; i < items.length; i += 2) {
    if (!setKey(vm, d, items[i]!, items[i + 1]!)) throw typeError('a map of the host has a key that cannot be hashed');
  }
  return d;
}

/** The answer of a `host_*` call: `system` has made tuples of its lists. */
function fromAnswer(vm: VM, v: PyValue): PyValue {
  return v instanceof PyTuple ? fromPlain(vm, plainOf(v)) : v;
}

function plainOf(v: PyValue): Plain {
  if (v instanceof PyTuple) return v.items.map(plainOf);
  if (v instanceof PyBytes) return v.bytes;
  if (v instanceof PyFloat) return v.v;
  if (v instanceof PyWideStr) return toJS(v);
  return v as Plain;
}

defineIntrinsics({
  host_value: ['(answer, /)', fromAnswer],
  host_get: ['(ref, name, /)', (vm: VM, ref: PyHostReference, name: string) => vm.system('host_get', [ref.id, name])],
  host_set: [
    '(ref, name, value, /)',
    (vm: VM, ref: PyHostReference, name: string, value: PyValue) =>
      vm.system('host_set', [ref.id, name, toPlain(vm, value)]),
  ],
  host_call: [
    '(ref, args, kwargs, /)',
    (vm: VM, ref: PyHostReference, args: PyTuple, kwargs: PyDict) =>
      vm.system('host_call', [ref.id, ref.member, toPlain(vm, args), toPlain(vm, kwargs)]),
  ],
});
