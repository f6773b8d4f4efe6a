/**
 * Values of the heap as plain values for the host, and back. A list that crosses is tagged by its first item:
 * `[list, …]`, `[tuple, …]`, `[dict, key, value, …]`, `[set, …]`, `[float, n]` where the number is an integer,
 * `[object, type]` for what the host cannot see into, `[bastion, id, label, container]`,
 * `[function, id, member, label, doc, signature, awaitable]`.
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

/** A value for the host. Too deep, or a cycle: ValueError. Parts that are in it several times are copied as often. */
export function toPlain(vm: VM, v: PyValue): Plain {
  if (typeof v !== 'object' || v === null) return convert(vm, v, 0);
  const before = vm.held;
  try {
    return convert(vm, v, 0);
  } finally {
    vm.held = before;
  }
}

/** Of what is made for the host, no heap walk knows. */
function hold(vm: VM, bytes: number): void {
  vm.held += bytes;
  vm.alloc(bytes);
}

function convert(vm: VM, v: PyValue, depth: number): Plain {
  if (v === null || typeof v === 'boolean' || typeof v === 'number' || typeof v === 'bigint') return v;
  vm.charge(1);
  if (typeof v === 'string') {
    vm.charge(v.length >> 6);
    return v;
  }
  if (v instanceof PyFloat) return Number.isSafeInteger(v.v) ? ['float', Object.is(v.v, -0) ? '-0' : v.v] : v.v;
  if (v instanceof PyWideStr) {
    vm.charge(v.cps.length >> 3);
    return toJS(v);
  }
  if (depth > MAX_DEPTH) throw valueError('the value is nested too deeply to be given to the host, or holds itself');
  const exact = !typeOf(v).heap;
  if (exact && v instanceof PyBytes) {
    hold(vm, v.bytes.length);
    return v.bytes.slice();
  }
  if (exact && v instanceof PyByteArray) {
    hold(vm, v.length);
    return v.buffer.slice(0, v.length);
  }
  if (exact && v instanceof PyList) return all(vm, 'list', v.items, depth);
  if (exact && v instanceof PyTuple) return all(vm, 'tuple', v.items, depth);
  if (exact && v instanceof PySet) return all(vm, 'set', membersOf(vm, v), depth);
  if (exact && v instanceof PyDict) {
    const pairs: PyValue[] = [];
    v.keys.forEach((key, i) => {
      if (key !== undefined) pairs.push(key, v.vals[i]!);
    });
    return all(vm, 'dict', pairs, depth);
  }
  if (v instanceof PyHostReference) return ['host', v.id, v.member];
  return ['object', typeOf(v).name];
}

function all(vm: VM, tag: string, items: readonly PyValue[], depth: number): Plain {
  hold(vm, items.length * 24 + 80);
  const out: Plain[] = [tag];
  for (let i = 0; i < items.length; i++) out.push(convert(vm, items[i]!, depth + 1));
  return out;
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
      return newBastion(rest[0] as number, rest[1] as string, rest[2] as string | undefined);
    case 'function': {
      const [id, member, label, doc, signature] = rest as [number, string, string, string | null, string];
      const awaitable = rest[5] === 'always' || rest[5] === 'in-loop' ? rest[5] : 'never';
      return new PyHostReference(HostFunctionType.root, id, member, label, doc, signature, awaitable);
    }
    default:
      throw new InternalError('a value of the host of an unknown kind');
  }
}

const newBastion = (id: number, label: string, container = ''): PyHostReference =>
  new PyHostReference(BastionType.root, id, '', label, null, '', 'never', container);

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
export function answerOfHost(vm: VM, v: PyValue): PyValue {
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
  host_value: ['(answer, /)', answerOfHost],
  host_get: [
    '(ref, name, /)',
    (vm: VM, ref: PyHostReference, name: string) => vm.systemOfHost('host_get', [ref.id, name]),
  ],
  host_set: [
    '(ref, name, value, /)',
    (vm: VM, ref: PyHostReference, name: string, value: PyValue) =>
      vm.systemOfHost('host_set', [ref.id, name, toPlain(vm, value)]),
  ],
  host_delete: [
    '(ref, name, /)',
    (vm: VM, ref: PyHostReference, name: string) => vm.systemOfHost('host_delete', [ref.id, name]),
  ],
  host_call: [
    '(ref, args, kwargs, /)',
    (vm: VM, ref: PyHostReference, args: PyTuple, kwargs: PyDict) =>
      vm.system('host_call', [ref.id, ref.member, toPlain(vm, args), toPlain(vm, kwargs)]),
  ],
});
