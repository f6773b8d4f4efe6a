/** `types.GenericAlias`: `list[int]` (PEP 585). What looks into its arguments is `library/typing.py`. */
import { NotImplemented, newDict, TupleType, tuple, typeOf } from '../objects/builtin-types.js';
import { combineHashes, contentEqual, contentHash, registerContent } from '../objects/content.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { typeError } from '../objects/exception-types.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import { GenericAliasType, PyGenericAlias } from '../objects/typing.js';
import type { VM } from '../objects/vm.js';
import { genericGetAttribute, getAttribute, missingAttribute } from '../protocols/attributes.js';
import { getIter } from '../protocols/iterate.js';
import { attributeName } from './object.js';
import { unionOr } from './union.js';

/** Attributes of the alias itself; all others are the origin's. */
const OWN = new Set([
  '__class__',
  '__origin__',
  '__args__',
  '__unpacked__',
  '__parameters__',
  '__typing_unpacked_tuple_args__',
  '__mro_entries__',
  '__reduce_ex__',
  '__reduce__',
  '__bases__',
  '__copy__',
  '__deepcopy__',
]);

export function newGenericAlias(
  vm: VM,
  origin: PyValue,
  item: PyValue,
  starred = false,
  cls: PyType = GenericAliasType,
): PyGenericAlias {
  vm.alloc(96);
  const args = item instanceof PyTuple && item.shape.cls === TupleType ? item : tuple([item]);
  return new PyGenericAlias(cls.root, origin, args, starred);
}

function getAliasAttribute(vm: VM, a: PyGenericAlias, name: PyValue): R {
  const key = attributeName(name);
  if (!OWN.has(key)) {
    let origin = a.origin;
    while (origin instanceof PyGenericAlias) {
      vm.charge(1);
      origin = origin.origin;
    }
    return getAttribute(vm, origin, key);
  }
  const v = genericGetAttribute(vm, a, key);
  if (v === undefined) throw missingAttribute(a, key);
  return v;
}

const notImplemented = (): R => NotImplemented;
const refuse = (what: string) => (): never => {
  throw typeError(`${what}() argument 2 cannot be a parameterized generic`);
};

defineType(GenericAliasType, {
  doc: 'A class with arguments in brackets.',
  new: [
    '($type, origin, args, /)',
    'Create and return a new object.  See help(type) for accurate signature.',
    (vm: VM, cls: PyType, origin: PyValue, args: PyValue) => newGenericAlias(vm, origin, args, false, cls),
  ],
  methods: {
    __repr__: [
      '($self, /)',
      'Return repr(self).',
      (vm: VM, a: PyGenericAlias) => vm.lib('generic_alias_repr', [a.origin, a.args, a.starred]),
    ],
    __hash__: [
      '($self, /)',
      'Return hash(self).',
      (vm: VM, a: PyGenericAlias) => vm.lib('generic_alias_hash', [a.origin, a.args]),
    ],
    __call__: [
      '($self, /, *args, **kwargs)',
      'Call self as a function.',
      (vm: VM, a: PyGenericAlias, args: PyValue[], kw: PyDict | undefined) =>
        vm.lib('generic_alias_call', [a, a.origin, tuple(args), kw ?? newDict()]),
    ],
    __getattribute__: ['($self, name, /)', 'Return getattr(self, name).', getAliasAttribute],
    __lt__: ['($self, value, /)', 'Return self<value.', notImplemented],
    __le__: ['($self, value, /)', 'Return self<=value.', notImplemented],
    __eq__: [
      '($self, value, /)',
      'Return self==value.',
      (vm: VM, a: PyGenericAlias, b: PyValue) => {
        if (!(b instanceof PyGenericAlias)) return NotImplemented;
        return vm.lib('generic_alias_equal', [a.origin, b.origin, a.args, b.args, a.starred === b.starred]);
      },
    ],
    __gt__: ['($self, value, /)', 'Return self>value.', notImplemented],
    __ge__: ['($self, value, /)', 'Return self>=value.', notImplemented],
    __iter__: [
      '($self, /)',
      'Implement iter(self).',
      (vm: VM, a: PyGenericAlias) => getIter(vm, tuple([newGenericAlias(vm, a.origin, a.args, true)])),
    ],
    __or__: ['($self, value, /)', 'Return self|value.', (vm: VM, a: PyValue, b: PyValue) => unionOr(vm, a, b)],
    __ror__: ['($self, value, /)', 'Return value|self.', (vm: VM, a: PyValue, b: PyValue) => unionOr(vm, b, a)],
    __getitem__: [
      '($self, key, /)',
      'Return self[key].',
      (vm: VM, a: PyGenericAlias, item: PyValue) => vm.lib('generic_alias_getitem', [a, item]),
    ],
    __mro_entries__: ['($self, object, /)', null, (_vm: VM, a: PyGenericAlias) => tuple([a.origin])],
    __instancecheck__: ['($self, object, /)', null, refuse('isinstance')],
    __subclasscheck__: ['($self, object, /)', null, refuse('issubclass')],
    __reduce__: [
      '($self, /)',
      null,
      (vm: VM, a: PyGenericAlias) => {
        const made = tuple([typeOf(a), tuple([a.origin, a.args])]);
        if (!a.starred) return made;
        return vm.lib('starred_alias_reduce', [newGenericAlias(vm, a.origin, a.args)]);
      },
    ],
    __dir__: [
      '($self, /)',
      null,
      (vm: VM, a: PyGenericAlias) => vm.lib('generic_alias_dir', [a.origin, tuple([...OWN])]),
    ],
  },
  getset: {
    __origin__: { get: (_vm: VM, a: PyGenericAlias) => a.origin },
    __args__: { get: (_vm: VM, a: PyGenericAlias) => a.args },
    __unpacked__: { get: (_vm: VM, a: PyGenericAlias) => a.starred },
    __parameters__: {
      get: (vm: VM, a: PyGenericAlias) => a.parameters ?? vm.lib('keep_parameters', [a, a.args]),
    },
    __typing_unpacked_tuple_args__: {
      get: (_vm: VM, a: PyGenericAlias) =>
        a.starred && typeOf(a.origin).name === 'type' && a.origin === TupleType ? a.args : null,
    },
  },
});

registerContent(
  GenericAliasType,
  (vm: VM, a: PyGenericAlias, depth: number) => {
    const origin = contentHash(vm, a.origin, depth);
    return origin === undefined ? undefined : combineHashes(vm, a.args.items, origin, depth);
  },
  (vm: VM, a: PyGenericAlias, b: PyGenericAlias) =>
    a.starred === b.starred && contentEqual(vm, a.origin, b.origin) && contentEqual(vm, a.args, b.args),
);

defineIntrinsics({
  new_generic_alias: [
    '(origin, args, starred, /)',
    (vm: VM, origin: PyValue, args: PyValue, starred: boolean) => newGenericAlias(vm, origin, args, starred),
  ],
  set_parameters: [
    '(alias, parameters, /)',
    (_vm: VM, a: PyGenericAlias, parameters: PyTuple) => {
      a.parameters = parameters;
    },
  ],
});
