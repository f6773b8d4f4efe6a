/** `classmethod` and `staticmethod` (Built-in Functions). Both take over the wrapped function's names. */
import { ClassMethodType, MethodType, StaticMethodType, typeOf } from '../objects/builtin-types.js';
import { defineType, type TypeSpec } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { PyFunction, PyMethod, PyWrapperMethod } from '../objects/function.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { attributeError, instanceDict } from '../protocols/attributes.js';
import { kwNames, withKeywords } from './call-support.js';
import { dictSet } from './object.js';

function newWrapper(vm: VM, cls: PyType): PyWrapperMethod {
  vm.alloc(48);
  return new PyWrapperMethod(cls.root, null);
}

/** Take over `__module__`, `__name__`, `__qualname__` and `__doc__`, as functools.wraps does. */
function init(vm: VM, self: PyWrapperMethod, callable: PyValue): R {
  self.callable = callable;
  if (callable instanceof PyFunction) {
    const d = instanceDict(vm, self);
    vm.alloc(256);
    d.setStr('__module__', callable.module);
    d.setStr('__name__', callable.name);
    d.setStr('__qualname__', callable.qualname);
    d.setStr('__doc__', callable.doc);
    return null;
  }
  return vm.lib('wrapper_take_names', [instanceDict(vm, self), callable]);
}

function bindClass(vm: VM, self: PyWrapperMethod, obj: PyValue, owner: PyValue | undefined): R {
  const cls = owner === undefined || owner === null ? typeOf(obj) : owner;
  vm.alloc(48);
  return new PyMethod(MethodType.root, self.callable, cls);
}

function wrapperAttribute(name: string) {
  return {
    get: (vm: VM, self: PyWrapperMethod): R => {
      const own = self.dict?.getStr(name);
      return own !== undefined
        ? own
        : vm.lib('wrapper_annotation', [self, self.callable, name, instanceDict(vm, self)]);
    },
    set: (vm: VM, self: PyWrapperMethod, v: PyValue) => {
      instanceDict(vm, self).setStr(name, v);
    },
    del: (vm: VM, self: PyWrapperMethod) => {
      if (self.dict === null || !self.dict.deleteStr(vm, name)) throw attributeError(self, name, name);
    },
  };
}

const getset: NonNullable<TypeSpec['getset']> = {
  __func__: { get: (_vm: VM, self: PyWrapperMethod) => self.callable },
  __wrapped__: { get: (_vm: VM, self: PyWrapperMethod) => self.callable },
  __isabstractmethod__: {
    get: (vm: VM, self: PyWrapperMethod) => {
      if (self.callable instanceof PyFunction && self.callable.dict === null) return false;
      return vm.lib('is_abstract', [self.callable]);
    },
  },
  __dict__: { get: (vm: VM, self: PyWrapperMethod) => instanceDict(vm, self), set: dictSet },
  __annotations__: wrapperAttribute('__annotations__'),
  __annotate__: wrapperAttribute('__annotate__'),
};

const newRow = [
  '($type, *args, **kwargs)',
  'Create and return a new object.  See help(type) for accurate signature.',
  newWrapper,
] as const;
const genericAlias = [
  '($type, object, /)',
  'See PEP 585',
  (vm: VM, cls: PyValue, item: PyValue) => vm.lib('make_generic_alias', [cls, item]),
] as const;

defineType(ClassMethodType, {
  doc: 'A function that gets the class as its first argument.',
  new: newRow,
  methods: {
    __repr__: [
      '($self, /)',
      'Return repr(self).',
      (vm: VM, self: PyWrapperMethod) => vm.lib('wrapper_repr', ['classmethod', self.callable]),
    ],
    __get__: [
      '($self, instance, owner=None, /)',
      'Return an attribute of instance, which is of type owner.',
      bindClass,
    ],
    __init__: ['($self, function, /)', 'Initialize self.  See help(type(self)) for accurate signature.', init],
  },
  classmethods: { __class_getitem__: genericAlias },
  getset,
});

defineType(StaticMethodType, {
  doc: 'A function of a class that gets neither instance nor class.',
  new: newRow,
  methods: {
    __repr__: [
      '($self, /)',
      'Return repr(self).',
      (vm: VM, self: PyWrapperMethod) => vm.lib('wrapper_repr', ['staticmethod', self.callable]),
    ],
    __call__: [
      '($self, /, *args, **kwargs)',
      'Call self as a function.',
      (vm: VM, self: PyWrapperMethod, args: PyValue[], kw: PyDict | undefined) =>
        vm.call(self.callable, withKeywords(args, kw), kwNames(kw)),
    ],
    __get__: [
      '($self, instance, owner=None, /)',
      'Return an attribute of instance, which is of type owner.',
      (_vm: VM, self: PyWrapperMethod) => self.callable,
    ],
    __init__: ['($self, function, /)', 'Initialize self.  See help(type(self)) for accurate signature.', init],
  },
  classmethods: { __class_getitem__: genericAlias },
  getset,
});
