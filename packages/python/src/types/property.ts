/** `property` (Built-in Functions; Descriptor HowTo Guide, "Properties"). */
import { PropertyType, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import { PyFunction, PyProperty } from '../objects/function.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { attributeError, setPropertyGet } from '../protocols/attributes.js';
import { readonlyMember } from './support.js';

function init(
  vm: VM,
  self: PyProperty,
  fget: PyValue | undefined,
  fset: PyValue | undefined,
  fdel: PyValue | undefined,
  doc: PyValue | undefined,
): R {
  self.fget = fget ?? null;
  self.fset = fset ?? null;
  self.fdel = fdel ?? null;
  self.doc = doc ?? null;
  self.name = undefined;
  self.getterDoc = false;
  const heap = self.shape.cls.heap;
  if (self.doc === null && self.fget instanceof PyFunction) {
    self.doc = self.fget.doc;
    self.getterDoc = self.doc !== null;
  } else if (self.doc === null && self.fget !== null) return vm.lib('property_take_doc', [self, self.fget, heap]);
  // Instances of subclasses have their docstring as an attribute: the class may have one of its own.
  return heap ? vm.lib('property_store_doc', [self, self.doc, self.getterDoc]) : null;
}

/** A copy with one function replaced; the docstring of a new getter counts where the old one came from a getter. */
function copyWith(vm: VM, self: PyProperty, which: 'fget' | 'fset' | 'fdel', f: PyValue): R {
  const get = which === 'fget' && f !== null ? f : self.fget;
  const set = which === 'fset' && f !== null ? f : self.fset;
  const del = which === 'fdel' && f !== null ? f : self.fdel;
  const doc = self.getterDoc && get !== null ? null : self.doc;
  if (self.shape.cls.heap) return vm.lib('property_copy', [self, self.shape.cls, get, set, del, doc]);
  vm.alloc(64);
  const p = new PyProperty(self.shape, null, null, null, null);
  const r = init(vm, p, get, set, del, doc);
  p.name = self.name;
  return r === null ? p : vm.lib('property_after_doc', [p, p.fget]);
}

function describe(self: PyProperty, obj: PyValue, what: string) {
  const name = ownName(self);
  const cls = typeOf(obj).qualname;
  const text =
    name === undefined
      ? `property of '${cls}' object has no ${what}`
      : `property ${name} of '${cls}' object has no ${what}`;
  return attributeError(null, '', text);
}

/** The name as it is shown, quoted; undefined where there is none. */
function ownName(self: PyProperty): string | undefined {
  if (typeof self.name === 'string') return `'${self.name}'`;
  if (self.name === undefined && self.fget instanceof PyFunction) return `'${self.fget.name}'`;
  return undefined;
}

function get(vm: VM, self: PyProperty, obj: PyValue): R {
  if (obj === null) return self;
  if (self.fget === null) throw stripped(describe(self, obj, 'getter'));
  return vm.call(self.fget, [obj]);
}

function set(vm: VM, self: PyProperty, obj: PyValue, value: PyValue): R {
  if (self.fset === null) throw stripped(describe(self, obj, 'setter'));
  return vm.call(self.fset, [obj, value]);
}

function del(vm: VM, self: PyProperty, obj: PyValue): R {
  if (self.fdel === null) throw stripped(describe(self, obj, 'deleter'));
  return vm.call(self.fdel, [obj]);
}

/** These errors carry no `name` and `obj`. */
function stripped(e: ReturnType<typeof attributeError>) {
  e.exc.fields = null;
  return e;
}

defineType(PropertyType, {
  doc: 'A managed attribute: functions that get, set and delete it.',
  new: [
    '($type, *args, **kwargs)',
    'Create and return a new object.  See help(type) for accurate signature.',
    (vm: VM, cls: PyType) => {
      vm.alloc(80);
      return new PyProperty(cls.root, null, null, null, null);
    },
  ],
  methods: {
    __get__: ['($self, instance, owner=None, /)', 'Return an attribute of instance, which is of type owner.', get],
    __set__: ['($self, instance, value, /)', 'Set an attribute of instance to value.', set],
    __delete__: ['($self, instance, /)', 'Delete an attribute of instance.', del],
    __init__: [
      '($self, /, fget=None, fset=None, fdel=None, doc=None)',
      'Initialize self.  See help(type(self)) for accurate signature.',
      init,
    ],
    getter: [
      '($self, object, /)',
      'A copy with another getter.',
      (vm: VM, p: PyProperty, f: PyValue) => copyWith(vm, p, 'fget', f),
    ],
    setter: [
      '($self, object, /)',
      'A copy with another setter.',
      (vm: VM, p: PyProperty, f: PyValue) => copyWith(vm, p, 'fset', f),
    ],
    deleter: [
      '($self, object, /)',
      'A copy with another deleter.',
      (vm: VM, p: PyProperty, f: PyValue) => copyWith(vm, p, 'fdel', f),
    ],
    __set_name__: [
      '($self, owner, name, /)',
      null,
      (_vm: VM, p: PyProperty, _owner: PyValue, name: PyValue) => {
        p.name = name;
      },
    ],
  },
  getset: {
    fget: readonlyMember((p: PyProperty) => p.fget),
    fset: readonlyMember((p: PyProperty) => p.fset),
    fdel: readonlyMember((p: PyProperty) => p.fdel),
    __doc__: {
      get: (_vm: VM, p: PyProperty) => p.doc,
      set: (_vm: VM, p: PyProperty, v: PyValue) => {
        p.doc = v;
      },
      del: (_vm: VM, p: PyProperty) => {
        p.doc = null;
      },
    },
    __name__: {
      get: (vm: VM, p: PyProperty) => {
        if (p.name !== undefined) return p.name;
        if (p.fget instanceof PyFunction) return p.fget.name;
        if (p.fget !== null) return vm.lib('property_name', [p, p.fget]);
        throw attributeError(p, '__name__');
      },
      set: (_vm: VM, p: PyProperty, v: PyValue) => {
        p.name = v;
      },
      del: (_vm: VM, p: PyProperty) => {
        p.name = undefined;
      },
    },
    __isabstractmethod__: {
      get: (vm: VM, p: PyProperty) => {
        if (p.fget === null && p.fset === null && p.fdel === null) return false;
        return vm.lib('property_is_abstract', [p.fget, p.fset, p.fdel]);
      },
    },
  },
});
setPropertyGet(PropertyType.dict.getStr('__get__')!);

defineIntrinsics({
  set_property_doc: [
    '(p, doc, /)',
    (_vm: VM, p: PyProperty, doc: PyValue) => {
      p.doc = doc;
      p.getterDoc = true;
    },
  ],
  set_property_name: [
    '(p, of, /)',
    (_vm: VM, p: PyProperty, of: PyProperty) => {
      p.name = of.name;
    },
  ],
  /** Raises the AttributeError of a property without the function that is needed. */
  property_missing: [
    '(p, obj, what, /)',
    (_vm: VM, p: PyProperty, obj: PyValue, what: string) => {
      throw stripped(describe(p, obj, what));
    },
  ],
});
