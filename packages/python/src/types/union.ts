/** `typing.Union`: `int | str` (PEP 604). Flattening and comparing members is `library/typing.py`. */
import { NoneType, NotImplemented, tuple } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import { PyType, type PyValue, type R } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import { PyGenericAlias, PyTypeAlias, PyUnion, UnionType } from '../objects/typing.js';
import type { VM } from '../objects/vm.js';
import { genericGetAttribute, missingAttribute } from '../protocols/attributes.js';
import { attributeName } from './object.js';
import { setUnion } from './type.js';

function isUnionable(v: PyValue): boolean {
  return (
    v === null || v instanceof PyType || v instanceof PyGenericAlias || v instanceof PyUnion || v instanceof PyTypeAlias
  );
}

/** `a | b` where both may stand in a union. */
export function unionOr(vm: VM, a: PyValue, b: PyValue): R {
  if (!isUnionable(a) || !isUnionable(b)) return NotImplemented;
  if (a instanceof PyType && b instanceof PyType) {
    if (a === b) return a;
    return plainUnion(vm, [a, b]);
  }
  if (a instanceof PyType && b === null) return a === NoneType ? a : plainUnion(vm, [a, NoneType]);
  return vm.lib('make_union', [tuple([a, b])]);
}
setUnion(unionOr);

function plainUnion(vm: VM, members: PyValue[]): PyUnion {
  vm.alloc(96);
  return new PyUnion(UnionType.root, tuple(members));
}

const notImplemented = (): R => NotImplemented;
const equal =
  (positive: boolean) =>
  (vm: VM, a: PyUnion, b: PyValue): R =>
    b instanceof PyUnion ? vm.lib('unions_equal', [a.args, b.args, positive]) : NotImplemented;

defineType(UnionType, {
  doc: 'A union of types.',
  methods: {
    __repr__: ['($self, /)', 'Return repr(self).', (vm: VM, u: PyUnion) => vm.lib('union_repr', [u.args])],
    __hash__: ['($self, /)', 'Return hash(self).', (vm: VM, u: PyUnion) => vm.lib('union_hash', [u.args])],
    __getattribute__: [
      '($self, name, /)',
      'Return getattr(self, name).',
      (vm: VM, u: PyUnion, name: PyValue) => {
        const key = attributeName(name);
        const v = genericGetAttribute(vm, u, key);
        if (v === undefined) throw missingAttribute(u, key);
        return v;
      },
    ],
    __lt__: ['($self, value, /)', 'Return self<value.', notImplemented],
    __le__: ['($self, value, /)', 'Return self<=value.', notImplemented],
    __eq__: ['($self, value, /)', 'Return self==value.', equal(true)],
    __ne__: ['($self, value, /)', 'Return self!=value.', equal(false)],
    __gt__: ['($self, value, /)', 'Return self>value.', notImplemented],
    __ge__: ['($self, value, /)', 'Return self>=value.', notImplemented],
    __or__: ['($self, value, /)', 'Return self|value.', unionOr],
    __ror__: ['($self, value, /)', 'Return value|self.', (vm: VM, a: PyValue, b: PyValue) => unionOr(vm, b, a)],
    __getitem__: [
      '($self, key, /)',
      'Return self[key].',
      (vm: VM, u: PyUnion, item: PyValue) => vm.lib('union_getitem', [u, item]),
    ],
    __mro_entries__: ['($self, object, /)', null, (vm: VM, u: PyUnion) => vm.lib('union_as_base', [u])],
  },
  classmethods: {
    __class_getitem__: [
      '($type, object, /)',
      'See PEP 585',
      (vm: VM, _cls: PyValue, item: PyValue) =>
        vm.lib('union_of_item', [item instanceof PyTuple ? item : tuple([item])]),
    ],
  },
  getset: {
    __args__: { get: (_vm: VM, u: PyUnion) => u.args },
    __name__: { get: () => 'Union' },
    __qualname__: { get: () => 'Union' },
    __origin__: { get: () => UnionType },
    __parameters__: { get: (vm: VM, u: PyUnion) => u.parameters ?? vm.lib('keep_parameters', [u, u.args]) },
  },
});

defineIntrinsics({
  new_union: ['(args, /)', (vm: VM, args: PyTuple) => plainUnion(vm, args.items)],
  is_union: ['(o, /)', (_vm: VM, o: PyValue) => o instanceof PyUnion],
});
