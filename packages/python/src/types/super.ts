/** `super` (Built-in Functions): attributes of the classes after a given one in the mro of an object's class. */
import { SuperType, typeOf } from '../objects/builtin-types.js';
import { defineType } from '../objects/define.js';
import { RuntimeErrorType, raise, typeError } from '../objects/exception-types.js';
import type { PyFrame } from '../objects/frame.js';
import { PyCell, PySuper } from '../objects/function.js';
import { PyType, type PyValue, type R } from '../objects/object.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { attributeError, bindDescriptor, genericGetAttribute } from '../protocols/attributes.js';
import { attributeName } from './object.js';
import { shortName } from './type-names.js';

/** `super(cls, self).name` without making the super object. */
export function superAttribute(vm: VM, cls: PyType, self: PyValue, name: string): R {
  const start = startClass(cls, self);
  const found = name === '__class__' ? undefined : lookupAfter(vm, cls, self, start, name);
  if (found !== undefined) return found;
  const made = new PySuper(SuperType.root, cls, self, start);
  return superGeneric(vm, made, name);
}

/** The class whose mro counts: the object's, or the object itself where it is a subclass. */
function startClass(cls: PyType, obj: PyValue): PyType {
  if (obj instanceof PyType && obj.isSubtypeOf(cls)) return obj;
  const t = typeOf(obj);
  if (t.isSubtypeOf(cls)) return t;
  const what = obj instanceof PyType ? 'type' : 'instance of';
  const named = obj instanceof PyType ? obj : t;
  throw typeError(
    `super(type, obj): obj (${what} ${shortName(named)}) is not an instance or subtype of type (${shortName(cls)}).`,
  );
}

/** The attribute as found after `cls`, bound; undefined: there is none. */
function lookupAfter(vm: VM, cls: PyType, obj: PyValue, start: PyType, name: string): R | undefined {
  const mro = start.mro;
  let i = mro.indexOf(cls);
  if (i < 0) return undefined;
  vm.charge(mro.length - i);
  for (i++; i < mro.length; i++) {
    const d = mro[i]!.dict.getStr(name);
    if (d === undefined) continue;
    // Bound to the object, or to the class where super was made with the class itself.
    return bindDescriptor(vm, d, obj === start ? undefined : obj, start);
  }
  return undefined;
}

function superGeneric(vm: VM, self: PySuper, name: string): R {
  const v = genericGetAttribute(vm, self, name);
  if (v === undefined) throw attributeError(self, name, `'super' object has no attribute '${name}'`);
  return v;
}

function getSuperAttribute(vm: VM, self: PySuper, name: PyValue): R {
  const key = attributeName(name);
  if (self.objType !== null && self.thisClass !== null && key !== '__class__') {
    const v = lookupAfter(vm, self.thisClass, self.obj as PyValue, self.objType, key);
    if (v !== undefined) return v;
  }
  return superGeneric(vm, self, key);
}

// -- super() without arguments --------------------------------------------------------------------------------------------

function noArguments(message: string) {
  return raise(RuntimeErrorType, `super(): ${message}`);
}

/** Class and first argument of the frame that calls `super()`. */
function fromFrame(frame: PyFrame | null): { cls: PyType; obj: PyValue } {
  if (frame === null) throw noArguments('no current frame');
  const code = frame.code.f;
  if (code.argcount === 0) throw noArguments('no arguments');
  let obj = frame.stack[0] as PyValue | undefined;
  if (obj instanceof PyCell && code.cellvars.includes(code.varnames[0]!)) obj = obj.value;
  if (obj === undefined) throw noArguments('arg[0] deleted');
  const at = code.freevars.indexOf('__class__');
  if (at < 0) throw noArguments('__class__ cell not found');
  const cell = frame.stack[frame.code.nregs - code.freevars.length + at];
  if (!(cell instanceof PyCell)) throw noArguments('bad __class__ cell');
  const cls = cell.value;
  if (cls === undefined) throw noArguments('empty __class__ cell');
  if (!(cls instanceof PyType)) throw noArguments(`__class__ is not a type (${typeOf(cls).name})`);
  return { cls, obj };
}

function init(vm: VM, self: PySuper, type: PyValue | undefined, obj: PyValue | undefined): null {
  let cls = type;
  let of: PyValue | undefined = obj === null ? undefined : obj;
  if (cls === undefined) {
    const found = fromFrame(vm.frame);
    cls = found.cls;
    of = found.obj;
  }
  if (!(cls instanceof PyType)) throw typeError(`super() argument 1 must be a type, not ${typeOf(cls).name}`);
  self.thisClass = cls;
  self.obj = of;
  self.objType = of === undefined ? null : startClass(cls, of);
  return null;
}

/** An unbound super as a class attribute binds to the instance. */
function get(vm: VM, self: PySuper, obj: PyValue): R {
  if (obj === null || self.obj !== undefined || self.thisClass === null) return self;
  if (self.shape.cls !== SuperType) return vm.call(self.shape.cls, [self.thisClass, obj]);
  vm.alloc(48);
  return new PySuper(SuperType.root, self.thisClass, obj, startClass(self.thisClass, obj));
}

function superRepr(_vm: VM, self: PySuper): PyValue {
  const cls = self.thisClass === null ? 'NULL' : shortName(self.thisClass);
  const of = self.objType === null ? 'NULL' : `<${shortName(self.objType)} object>`;
  return fromJS(`<super: <class '${cls}'>, ${of}>`);
}

defineType(SuperType, {
  doc: 'The attributes of the classes that come after one in a mro.',
  new: [
    '($type, *args, **kwargs)',
    'Create and return a new object.  See help(type) for accurate signature.',
    (vm: VM, cls: PyType) => {
      vm.alloc(48);
      return new PySuper(cls.root, null, undefined, null);
    },
  ],
  make: [
    '($type, type=<unrepresentable>, object=None, /)',
    null,
    (vm: VM, cls: PyType, type: PyValue | undefined, obj: PyValue | undefined) => {
      vm.alloc(48);
      const s = new PySuper(cls.root, null, undefined, null);
      init(vm, s, type, obj);
      return s;
    },
  ],
  methods: {
    __repr__: ['($self, /)', 'Return repr(self).', superRepr],
    __getattribute__: ['($self, name, /)', 'Return getattr(self, name).', getSuperAttribute],
    __get__: ['($self, instance, owner=None, /)', 'Return an attribute of instance, which is of type owner.', get],
    __init__: [
      '($self, type=<unrepresentable>, object=None, /)',
      'Initialize self.  See help(type(self)) for accurate signature.',
      init,
    ],
  },
  getset: {
    __thisclass__: { get: (_vm: VM, s: PySuper) => s.thisClass },
    __self__: { get: (_vm: VM, s: PySuper) => s.obj ?? null },
    __self_class__: { get: (_vm: VM, s: PySuper) => s.objType },
  },
});
