/** `str.translate` and `str.maketrans`. A table that is no plain dict or sequence is asked by library code. */
import { DictType, ListType, newDict, TupleType, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, type MethodRow } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { typeError, valueError } from '../objects/exception-types.js';
import type { PyValue, R } from '../objects/object.js';
import type { PyList, PyTuple } from '../objects/sequence.js';
import { codePointAt, fromCodePoints, length, type Str } from '../objects/text/core.js';
import { translate as translateBy } from '../objects/text/words.js';
import type { VM } from '../objects/vm.js';
import { ABSENT, findKey, setKey } from '../protocols/mapping.js';
import { badArgument, intOf, strOf } from './coerce.js';

class NeedsCode {}

/** What a table says of a code point, checked. */
function replacement(v: PyValue): Str | number | null {
  if (v === null) return null;
  const s = strOf(v);
  if (s !== undefined) return s;
  const n = intOf(v);
  if (n === undefined) throw typeError('character mapping must return integer, None or str');
  if (typeof n !== 'number' || n < 0 || n > 0x10ffff) throw valueError('character mapping must be in range(0x110000)');
  return n;
}

type Lookup = Pick<ReadonlyMap<number, Str | number | null>, 'get'>;

function lookupOf(vm: VM, table: PyValue): Lookup | undefined {
  const cls = typeOf(table);
  if (cls === DictType) {
    const d = table as PyDict;
    return {
      get(cp: number) {
        const i = findKey(vm, d, cp);
        if (i >= 0) return replacement(d.vals[i]!);
        if (i === ABSENT) return undefined;
        throw new NeedsCode();
      },
    };
  }
  if (cls === ListType || cls === TupleType) {
    const { items } = table as PyList | PyTuple;
    return { get: (cp: number) => (cp < items.length ? replacement(items[cp]!) : undefined) };
  }
  const s = typeof table === 'string' ? table : undefined;
  if (s !== undefined) return { get: (cp: number) => (cp < s.length ? s.charCodeAt(cp) : undefined) };
  return undefined;
}

function translate(vm: VM, s: Str, table: PyValue): R {
  const lookup = lookupOf(vm, table);
  if (lookup === undefined) return vm.lib('str_translate', [s, table]);
  try {
    return translateBy(vm, s, lookup as ReadonlyMap<number, Str | number | null>);
  } catch (e) {
    if (e instanceof NeedsCode) return vm.lib('str_translate', [s, table]);
    throw e;
  }
}

export const translateRow: MethodRow = ['($self, table, /)', null, translate];

function put(vm: VM, d: PyDict, cp: number, v: PyValue): void {
  setKey(vm, d, cp, v);
}

function maketrans(vm: VM, x: PyValue, y?: PyValue, z?: PyValue): R {
  const out = newDict();
  if (y === undefined) {
    if (typeOf(x) !== DictType) throw typeError('if you give only one argument to maketrans it must be a dict');
    const d = x as PyDict;
    vm.charge(d.keys.length);
    for (let i = 0; i < d.keys.length; i++) {
      const key = d.keys[i];
      if (key === undefined) continue;
      const s = strOf(key);
      if (s !== undefined) {
        if (length(s) !== 1) throw valueError('string keys in translate table must be of length 1');
        put(vm, out, codePointAt(s, 0), d.vals[i]!);
      } else {
        if (intOf(key) === undefined) throw typeError('keys in translate table must be strings or integers');
        setKey(vm, out, key, d.vals[i]!);
      }
    }
    return out;
  }
  const to = strOf(y);
  if (to === undefined) throw badArgument('maketrans', 2, 'str', y);
  const gone = z === undefined ? '' : strOf(z);
  if (gone === undefined) throw badArgument('maketrans', 3, 'str', z!);
  const from = strOf(x);
  if (from === undefined) {
    throw typeError('first maketrans argument must be a string if there is a second argument');
  }
  if (length(from) !== length(to)) throw valueError('the first two maketrans arguments must have equal length');
  vm.charge(length(from) + length(gone));
  for (let i = 0; i < length(from); i++) put(vm, out, codePointAt(from, i), codePointAt(to, i));
  for (let i = 0; i < length(gone); i++) put(vm, out, codePointAt(gone, i), null);
  return out;
}

export const maketransRow: MethodRow = ['(x, y=<unrepresentable>, z=<unrepresentable>, /)', null, maketrans];

defineIntrinsics({
  /** Code points of what a table's answer stands for, as a str. */
  translated: [
    '(v, /)',
    (vm: VM, v: PyValue) => {
      const r = replacement(v);
      return r === null ? '' : typeof r === 'number' ? fromCodePoints(vm, [r]) : r;
    },
  ],
});
