/** `types.SimpleNamespace`: an object whose attributes are its constructor's keywords. */
import { NotImplemented, newBuiltinType, newDict, ObjectType, tuple, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { typeError } from '../objects/exception-types.js';
import { PyObject, type PyType, type PyValue, type R, type Shape } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { checkStateShown, instanceDict } from '../protocols/attributes.js';
import { COMPARE_METHODS, compare } from '../protocols/operators.js';
import { shortName } from './type-names.js';

export const SimpleNamespaceType = newBuiltinType('types.SimpleNamespace', ObjectType, {
  layout: 'namespace',
  hasDict: true,
});

export class PyNamespace extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  constructor(shape: Shape, dict: PyDict) {
    super(shape.cls.dictShape);
    this.slots = [dict];
  }
}

function init(vm: VM, self: PyNamespace, args: PyValue[], kw: PyDict | undefined): R {
  if (args.length > 1) throw typeError(`${shortName(typeOf(self))} expected at most 1 argument, got ${args.length}`);
  const d = instanceDict(vm, self);
  if (args.length === 1) return vm.lib('namespace_update', [d, args[0]!, kw ?? newDict()]);
  if (kw !== undefined) d.copyFrom(vm, kw);
  return null;
}

function compareWith(op: number) {
  return (vm: VM, a: PyNamespace, b: PyValue): R => {
    if (!(b instanceof PyNamespace)) return NotImplemented;
    return compare(vm, op, instanceDict(vm, a), instanceDict(vm, b));
  };
}

const comparisons = Object.fromEntries(
  COMPARE_METHODS.map((name, op) => [name, ['($self, value, /)', null, compareWith(op)] as const]),
);

defineType(SimpleNamespaceType, {
  doc: 'An object with the attributes that it is made with.',
  new: [
    '($type, *args, **kwargs)',
    'Create and return a new object.  See help(type) for accurate signature.',
    (vm: VM, cls: PyType) => {
      vm.alloc(160);
      return new PyNamespace(cls.root, newDict());
    },
  ],
  methods: {
    __repr__: [
      '($self, /)',
      'Return repr(self).',
      (vm: VM, self: PyNamespace) => {
        const cls = typeOf(self);
        return vm.lib('namespace_repr', [
          self,
          cls === SimpleNamespaceType ? 'namespace' : shortName(cls),
          instanceDict(vm, self),
        ]);
      },
    ],
    __init__: ['($self, mapping_or_iterable=(), /, *args, **kwargs)', null, initRow],
    ...comparisons,
    __reduce__: [
      '($self, /)',
      null,
      (vm: VM, self: PyNamespace) => {
        checkStateShown(vm, self);
        return tuple([typeOf(self), tuple([]), instanceDict(vm, self)]);
      },
    ],
    __replace__: [
      '($self, /, **changes)',
      'A copy with attributes replaced.',
      (vm: VM, self: PyNamespace, changes: PyDict | undefined) =>
        vm.lib('namespace_replace', [typeOf(self), instanceDict(vm, self), changes ?? newDict()]),
    ],
  },
  getset: { __dict__: { get: (vm: VM, self: PyNamespace) => instanceDict(vm, self) } },
  attrs: { __hash__: null },
});

function initRow(vm: VM, self: PyNamespace, first: PyValue | undefined, args: PyValue[], kw: PyDict | undefined): R {
  return init(vm, self, first === undefined ? [] : [first, ...args], kw);
}

defineIntrinsics({
  /** Begin the repr of a container; False where it is being shown already. */
  begin_repr: [
    '(o, /)',
    (vm: VM, o: PyObject) => {
      if (vm.isBeingShown(o)) return false;
      vm.reprs.push(o);
      return true;
    },
  ],
  end_repr: [
    '(o, /)',
    (vm: VM, o: PyObject) => {
      const i = vm.reprs.lastIndexOf(o);
      if (i >= 0) vm.reprs.splice(i, 1);
    },
  ],
});
