/** slice (Library Reference, "slice objects"). Compares and hashes as the tuple of its parts. */
import { NotImplemented, SliceType, tuple } from '../objects/builtin-types.js';
import { combineHashes, contentEqual, registerContent } from '../objects/content.js';
import { defineType } from '../objects/define.js';
import { typeError, valueError } from '../objects/exception-types.js';
import { normalize } from '../objects/number/int.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import { PySlice, type PyTuple } from '../objects/sequence.js';
import * as text from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { type Hash, hashAll } from '../protocols/hash.js';
import { bigSliceBounds, intArgument } from './range.js';
import {
  compareSequences,
  comparisonRows,
  containerRepr,
  methodOf,
  readonlyMember,
  reprAll,
  withIndex,
  withSlice,
} from './support.js';

const parts = (s: PySlice): PyValue[] => [s.start, s.stop, s.step];

function construct(_vm: VM, cls: PyType, args: PyValue[]): R {
  if (args.length === 0) throw typeError('slice expected at least 1 argument, got 0');
  if (args.length > 3) throw typeError(`slice expected at most 3 arguments, got ${args.length}`);
  if (args.length === 1) return new PySlice(cls.root, null, args[0]!, null);
  return new PySlice(cls.root, args[0]!, args[1]!, args[2] ?? null);
}

function indices(vm: VM, self: PySlice, length: PyValue): R {
  const n = intArgument(length);
  if (n === undefined) return withIndex(vm, methodOf(SliceType, 'indices'), [self, length], 1);
  if (n < 0) throw valueError('length should not be negative');
  const b = bigSliceBounds(self, BigInt(n));
  if (b === undefined) return withSlice(vm, methodOf(SliceType, 'indices'), [self, length], 0);
  return tuple([normalize(b.start), normalize(b.stop), normalize(b.step)]);
}

function compareSlices(vm: VM, op: number, a: PySlice, other: PyValue): R {
  if (!(other instanceof PySlice)) return NotImplemented;
  if (a === other) return op === 1 || op === 2 || op === 5;
  const x = tuple(parts(a)) as PyTuple;
  const y = tuple(parts(other)) as PyTuple;
  return compareSequences(vm, op, x, y, x.items, y.items);
}

/** `hash(s)` from the hashes of the parts: as a tuple's, but without its length. */
export function hashSlice(hashes: readonly Hash[]): R {
  let all = 0x27d4eb2f165667c5n;
  for (const h of hashes) {
    all = BigInt.asUintN(64, all + BigInt(h) * 0xc2b2ae3d27d4eb4fn);
    all = BigInt.asUintN(64, (all << 31n) | (all >> 33n));
    all = BigInt.asUintN(64, all * 0x9e3779b185ebca87n);
  }
  all = BigInt.asIntN(64, all);
  return all === -1n ? 1546275796 : normalize(all);
}

defineType(SliceType, {
  doc: 'Range of indices, as in a[start:stop:step].',
  new: ['($type, *args)', null, construct],
  make: ['(*args)', null, construct],
  methods: {
    __repr__: [
      '($self, /)',
      null,
      (vm: VM, self: PySlice) =>
        containerRepr(vm, self, 'slice(...)', 'slice_repr', () => {
          const texts = reprAll(vm, parts(self));
          return texts && text.concat(vm, text.concat(vm, 'slice(', text.join(vm, ', ', texts)), ')');
        }),
    ],
    __hash__: [
      '($self, /)',
      null,
      (vm: VM, self: PySlice) => {
        const hashes = hashAll(vm, parts(self));
        return hashes === undefined ? vm.lib('hash_slice', [self]) : hashSlice(hashes);
      },
    ],
    ...comparisonRows(compareSlices),
    indices: ['($self, object, /)', 'Return (start, stop, step) for a sequence of this length.', indices],
    __reduce__: ['($self, /)', null, (_vm, self: PySlice) => tuple([SliceType, tuple(parts(self))])],
  },
  getset: {
    start: readonlyMember((s: PySlice) => s.start),
    stop: readonlyMember((s: PySlice) => s.stop),
    step: readonlyMember((s: PySlice) => s.step),
  },
});

registerContent(
  SliceType,
  (vm: VM, s: PySlice, depth: number) => combineHashes(vm, parts(s), 0x51ce, depth),
  (vm: VM, a: PySlice, b: PySlice) => parts(a).every((p, i) => contentEqual(vm, p, parts(b)[i]!)),
);
