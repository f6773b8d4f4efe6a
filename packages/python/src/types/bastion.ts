/** `Bastion` and `host_function`: stand-ins for what lives in the host. What they may do is decided there, at each use. */
import { NotImplemented, newDict, tuple } from '../objects/builtin-types.js';
import { registerContent } from '../objects/content.js';
import { defineType, type MethodRow } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { typeError } from '../objects/exception-types.js';
import {
  BastionType,
  CONTAINS,
  HostFunctionType,
  ITERATES,
  LENGTH,
  PyHostReference,
} from '../objects/host-reference.js';
import type { PyValue } from '../objects/object.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import './host-values.js';
import { attributeName } from './object.js';

const call: MethodRow = [
  '($self, /, *args, **kwargs)',
  'Call self as a function.',
  (vm: VM, ref: PyHostReference, args: PyValue[], kw: PyDict | undefined) =>
    vm.lib('call_host', [ref, tuple(args), kw ?? newDict()]),
];

const same = (a: PyHostReference, b: PyValue): boolean =>
  b instanceof PyHostReference && a.id === b.id && a.member === b.member;

/** Two references to one thing of the host are equal. */
const comparisons: Record<string, MethodRow> = {
  __eq__: [
    '($self, value, /)',
    'Return self==value.',
    (_vm: VM, a: PyHostReference, b: PyValue) => (b instanceof PyHostReference ? same(a, b) : NotImplemented),
  ],
  __ne__: [
    '($self, value, /)',
    'Return self!=value.',
    (_vm: VM, a: PyHostReference, b: PyValue) => (b instanceof PyHostReference ? !same(a, b) : NotImplemented),
  ],
  __hash__: ['($self, /)', 'Return hash(self).', (_vm: VM, ref: PyHostReference) => ref.id],
};
for (const cls of [BastionType, HostFunctionType]) {
  registerContent(
    cls,
    (_vm, ref: PyHostReference) => ref.id,
    (_vm, a: PyHostReference, b: PyHostReference) => same(a, b),
  );
}

const methodOf = (ref: PyHostReference, name: string): PyHostReference =>
  new PyHostReference(HostFunctionType.root, ref.id, name, name, null, '');

/** `x[k]`, `x[k] = v`, `del x[k]`: calls of methods of these names, which the host's side allows or refuses as any other. */
function itemMethod(signature: string, name: string, reads: boolean): MethodRow {
  return [
    signature,
    null,
    (vm: VM, ref: PyHostReference, ...args: PyValue[]) => {
      const method = methodOf(ref, name);
      return reads
        ? vm.lib('call_host', [method, tuple(args), newDict()])
        : vm.lib('write_to_host', [method, tuple(args)]);
    },
  ];
}

/** What the class has of a container. An object of which nothing is said is true, and none of all this. */
const container: Record<string, MethodRow> = {
  __len__: [
    '($self, /)',
    'Return len(self).',
    (vm: VM, ref: PyHostReference) => {
      if (!ref.container.includes(LENGTH)) throw typeError("object of type 'Bastion' has no len()");
      return vm.lib('length_of_host', [methodOf(ref, '__len__')]);
    },
  ],
  __bool__: [
    '($self, /)',
    'True if self else False',
    (vm: VM, ref: PyHostReference) =>
      ref.container.includes(LENGTH) ? vm.lib('truth_of_host', [methodOf(ref, '__len__')]) : true,
  ],
  __contains__: [
    '($self, key, /)',
    'Return bool(key in self).',
    (vm: VM, ref: PyHostReference, key: PyValue) => {
      if (ref.container.includes(CONTAINS)) return vm.lib('host_contains', [methodOf(ref, '__contains__'), key]);
      if (ref.container.includes(ITERATES)) return vm.lib('contains_by_iteration', [ref, key]);
      throw typeError("argument of type 'Bastion' is not a container or iterable");
    },
  ],
  __iter__: [
    '($self, /)',
    'Implement iter(self).',
    (vm: VM, ref: PyHostReference) => {
      // Items are no sequence: what is behind 0, 1, 2 is nobody's to try.
      if (!ref.container.includes(ITERATES)) throw typeError("'Bastion' object is not iterable");
      return vm.lib('iterate_host', [methodOf(ref, '__iter__')]);
    },
  ],
};

defineType(BastionType, {
  doc: 'An object of the host, behind an allow-list of its attributes.',
  methods: {
    __repr__: [
      '($self, /)',
      'Return repr(self).',
      (_vm: VM, ref: PyHostReference) => fromJS(`<Bastion for ${ref.label}>`),
    ],
    __getattr__: [
      '($self, name, /)',
      null,
      (vm: VM, ref: PyHostReference, name: PyValue) =>
        vm.powers.system?.attributesAtOnce === true
          ? vm.systemOfHost('host_get', [ref.id, attributeName(name)])
          : vm.lib('get_of_host', [ref, attributeName(name)]),
    ],
    __setattr__: [
      '($self, name, value, /)',
      'Implement setattr(self, name, value).',
      (vm: VM, ref: PyHostReference, name: PyValue, value: PyValue) =>
        vm.lib('set_of_host', [ref, attributeName(name), value]),
    ],
    __delattr__: [
      '($self, name, /)',
      'Implement delattr(self, name).',
      (vm: VM, ref: PyHostReference, name: PyValue) => vm.lib('delete_of_host', [ref, attributeName(name)]),
    ],
    __getitem__: itemMethod('($self, key, /)', '__getitem__', true),
    __setitem__: itemMethod('($self, key, value, /)', '__setitem__', false),
    __delitem__: itemMethod('($self, key, /)', '__delitem__', false),
    ...container,
    __call__: call,
    ...comparisons,
  },
});

defineType(HostFunctionType, {
  doc: 'A function of the host.',
  methods: {
    __repr__: [
      '($self, /)',
      'Return repr(self).',
      (_vm: VM, ref: PyHostReference) => fromJS(`<host function ${ref.label}>`),
    ],
    __call__: call,
    ...comparisons,
  },
  getset: {
    __name__: { get: (_vm: VM, ref: PyHostReference) => fromJS(ref.label) },
    __qualname__: { get: (_vm: VM, ref: PyHostReference) => fromJS(ref.label) },
    __doc__: { get: (_vm: VM, ref: PyHostReference) => (ref.doc === null ? null : fromJS(ref.doc)) },
    __text_signature__: {
      get: (_vm: VM, ref: PyHostReference) => (ref.signature === '' ? null : fromJS(ref.signature)),
    },
  },
});
