/**
 * The descriptors of built-in classes: method_descriptor, wrapper_descriptor, classmethod_descriptor, getset_descriptor
 * and member_descriptor (Descriptor HowTo Guide; Data model, 3.3.2.2).
 */
import {
  ClassMethodDescriptorType,
  GetSetDescriptorType,
  MemberDescriptorType,
  MethodDescriptorType,
  tuple,
  typeOf,
  WrapperDescriptorType,
} from '../objects/builtin-types.js';
import { defineType, type TypeSpec } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { typeError } from '../objects/exception-types.js';
import { PyGetSet, PyMethodDescr, type PySlotMember } from '../objects/function.js';
import type { NativeDef } from '../objects/native.js';
import { PyType, type PyValue, type R } from '../objects/object.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { assignThroughDescriptor, bindDescriptor } from '../protocols/attributes.js';
import { callDescriptor } from '../protocols/call.js';
import { kwNames, withKeywords } from './call-support.js';
import { shortName } from './type-names.js';

type Described = PyMethodDescr | PyGetSet | PySlotMember;

const nameOf = (d: Described): string => (d instanceof PyMethodDescr ? d.def.name : d.name);
const docOf = (d: Described): string | null =>
  d instanceof PyMethodDescr ? d.def.doc : d instanceof PyGetSet ? d.doc : null;

/** Text signature with the marker of self, or null. */
export function textSignature(def: NativeDef): string | null {
  return def.signature;
}

function checkOwner(d: Described, obj: PyValue): void {
  const t = typeOf(obj);
  if (!t.isSubtypeOf(d.owner)) {
    throw typeError(`descriptor '${nameOf(d)}' for '${d.owner.name}' objects doesn't apply to a '${t.name}' object`);
  }
}

function bind(vm: VM, d: Described, obj: PyValue, owner: PyValue | undefined): R {
  if (obj === null && (owner === undefined || owner === null)) throw typeError('__get__(None, None) is invalid');
  if (obj === null) return d;
  checkOwner(d, obj);
  return bindDescriptor(vm, d, obj, typeOf(obj));
}

function bindToClass(vm: VM, d: PyMethodDescr, obj: PyValue, owner: PyValue | undefined): R {
  const cls = owner === undefined || owner === null ? (obj === null ? null : typeOf(obj)) : owner;
  if (cls === null) {
    throw typeError(`descriptor '${d.def.name}' for type '${d.owner.name}' needs either an object or a type`);
  }
  if (!(cls instanceof PyType)) {
    throw typeError(
      `descriptor '${d.def.name}' for type '${d.owner.name}' needs a type, not a '${typeOf(cls).name}' as arg 2`,
    );
  }
  if (!cls.isSubtypeOf(d.owner)) {
    throw typeError(`descriptor '${d.def.name}' requires a subtype of '${d.owner.name}' but received '${cls.name}'`);
  }
  return bindDescriptor(vm, d, undefined, cls);
}

function assign(vm: VM, d: Described, obj: PyValue, value: PyValue | undefined): R {
  checkOwner(d, obj);
  return assignThroughDescriptor(vm, d, obj, nameOf(d), value) ?? null;
}

const call = (vm: VM, d: PyMethodDescr, args: PyValue[], kw: PyDict | undefined): R =>
  callDescriptor(vm, d, withKeywords(args, kw), kwNames(kw));

const common: NonNullable<TypeSpec['getset']> = {
  __objclass__: { get: (_vm: VM, d: Described) => d.owner },
  __name__: { get: (_vm: VM, d: Described) => fromJS(nameOf(d)) },
  __doc__: { get: (_vm: VM, d: Described) => docOf(d) },
  __qualname__: { get: (_vm: VM, d: Described) => fromJS(`${d.owner.qualname}.${nameOf(d)}`) },
};
const signature: NonNullable<TypeSpec['getset']> = {
  __text_signature__: { get: (_vm: VM, d: PyMethodDescr) => textSignature(d.def) },
};

/** Pickled as `getattr(owner, name)`. */
const reduce = (vm: VM, d: Described): R =>
  tuple([vm.builtins.getStr('getattr') ?? null, tuple([d.owner, fromJS(nameOf(d))])]);

function reprOf(kind: string) {
  return (_vm: VM, d: Described): PyValue => fromJS(`<${kind} '${nameOf(d)}' of '${shortName(d.owner)}' objects>`);
}

function defineMethodLike(
  cls: PyType,
  kind: string,
  pickled: boolean,
  get: (vm: VM, d: any, obj: PyValue, owner?: PyValue) => R,
): void {
  defineType(cls, {
    doc: null,
    methods: {
      __repr__: ['($self, /)', 'Return repr(self).', reprOf(kind)],
      __call__: ['($self, /, *args, **kwargs)', 'Call self as a function.', call],
      __get__: ['($self, instance, owner=None, /)', 'Return an attribute of instance, which is of type owner.', get],
      ...(pickled ? { __reduce__: ['($self, /)', null, reduce] as const } : {}),
    },
    getset: { ...common, ...signature },
  });
}

defineMethodLike(MethodDescriptorType, 'method', true, bind);
defineMethodLike(WrapperDescriptorType, 'slot wrapper', true, bind);
defineMethodLike(ClassMethodDescriptorType, 'method', false, bindToClass);

function defineDataLike(cls: PyType, kind: string, pickled: boolean): void {
  defineType(cls, {
    doc: null,
    methods: {
      __repr__: ['($self, /)', 'Return repr(self).', reprOf(kind)],
      __get__: ['($self, instance, owner=None, /)', 'Return an attribute of instance, which is of type owner.', bind],
      __set__: ['($self, instance, value, /)', 'Set an attribute of instance to value.', assign],
      __delete__: [
        '($self, instance, /)',
        'Delete an attribute of instance.',
        (vm: VM, d: Described, obj: PyValue) => assign(vm, d, obj, undefined),
      ],
      ...(pickled ? { __reduce__: ['($self, /)', null, reduce] as const } : {}),
    },
    getset: common,
  });
}

defineDataLike(GetSetDescriptorType, 'attribute', false);
defineDataLike(MemberDescriptorType, 'member', true);
