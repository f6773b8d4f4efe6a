/** `method`: a callable bound to its first argument (Data model, 3.2.8.2 "Instance methods"). */
import { MethodType, NotImplemented, tuple, typeOf } from '../objects/builtin-types.js';
import { contentEqual, contentHash, registerContent } from '../objects/content.js';
import { defineType } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { typeError } from '../objects/exception-types.js';
import { PyBuiltin, PyFunction, PyMethod, PyMethodDescr } from '../objects/function.js';
import { idOf } from '../objects/identity.js';
import { PyType, type PyValue, type R } from '../objects/object.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { bindDescriptor, getAttribute, getAttributeFast } from '../protocols/attributes.js';
import { compareFast, EQ, NE } from '../protocols/operators.js';
import { kwNames, withKeywords } from './call-support.js';
import { attributeName } from './object.js';

function newMethod(vm: VM, cls: PyType, func: PyValue, self: PyValue): PyMethod {
  if (!isCallable(func)) throw typeError('first argument must be callable');
  if (self === null) throw typeError('instance must not be None');
  vm.alloc(48);
  return new PyMethod(cls.root, func, self);
}

export function isCallable(v: PyValue): boolean {
  if (v instanceof PyFunction || v instanceof PyBuiltin || v instanceof PyType || v instanceof PyMethodDescr)
    return true;
  return typeOf(v).lookup('__call__') !== undefined;
}

/** Methods are equal where the functions are equal and self is the same object. */
function equal(op: number) {
  return (vm: VM, a: PyMethod, b: PyValue): R => {
    if (!(b instanceof PyMethod)) return NotImplemented;
    const nested = a.func instanceof PyMethod;
    const same =
      a.self !== b.self ? false : a.func === b.func ? true : nested ? undefined : compareFast(vm, EQ, a.func, b.func);
    if (same === undefined) return vm.lib('methods_equal', [a.func, b.func, op === EQ]);
    return same === (op === EQ);
  };
}

/** What methods of methods of ... call in the end. */
function innermost(vm: VM, m: PyMethod): PyValue {
  let f: PyValue = m.func;
  while (f instanceof PyMethod) {
    vm.charge(1);
    f = f.func;
  }
  return f;
}

/** Attributes of the function shine through. */
function getMethodAttribute(vm: VM, m: PyMethod, name: PyValue): R {
  const key = attributeName(name);
  const d = MethodType.lookup(key);
  if (d !== undefined) return bindDescriptor(vm, d, m, MethodType);
  return getAttribute(vm, innermost(vm, m), key);
}

function methodRepr(vm: VM, m: PyMethod): R {
  const f = innermost(vm, m);
  let name = '?';
  if (f instanceof PyFunction) name = f.qualname;
  else if (f instanceof PyBuiltin || f instanceof PyMethodDescr) name = f.def.qualname;
  else {
    const q = getAttributeFast(vm, f, '__qualname__') ?? getAttributeFast(vm, f, '__name__');
    if (typeof q === 'string') name = q;
  }
  return vm.lib('method_repr', [name, m.self]);
}

function hash(vm: VM, m: PyMethod): number {
  return ((Number(idOf(vm, m.self)) / 16) ^ (Number(idOf(vm, m.func)) / 16)) >>> 0;
}

const notImplemented = (): R => NotImplemented;

defineType(MethodType, {
  doc: 'A callable with its first argument.',
  new: [
    '($type, function, instance, /)',
    'Create and return a new object.  See help(type) for accurate signature.',
    newMethod,
  ],
  methods: {
    __repr__: ['($self, /)', 'Return repr(self).', methodRepr],
    __hash__: ['($self, /)', 'Return hash(self).', hash],
    __call__: [
      '($self, /, *args, **kwargs)',
      'Call self as a function.',
      (vm: VM, m: PyMethod, args: PyValue[], kw: PyDict | undefined) => vm.call(m, withKeywords(args, kw), kwNames(kw)),
    ],
    __getattribute__: ['($self, name, /)', 'Return getattr(self, name).', getMethodAttribute],
    __lt__: ['($self, value, /)', 'Return self<value.', notImplemented],
    __le__: ['($self, value, /)', 'Return self<=value.', notImplemented],
    __eq__: ['($self, value, /)', 'Return self==value.', equal(EQ)],
    __ne__: ['($self, value, /)', 'Return self!=value.', equal(NE)],
    __gt__: ['($self, value, /)', 'Return self>value.', notImplemented],
    __ge__: ['($self, value, /)', 'Return self>=value.', notImplemented],
    __get__: [
      '($self, instance, owner=None, /)',
      'Return an attribute of instance, which is of type owner.',
      (_vm: VM, m: PyMethod) => m,
    ],
    __reduce__: [
      '($self, /)',
      null,
      (vm: VM, m: PyMethod) => {
        const name = m.func instanceof PyFunction ? fromJS(m.func.name) : '';
        return tuple([vm.builtins.getStr('getattr') ?? null, tuple([m.self, name])]);
      },
    ],
  },
  getset: {
    __func__: { get: (_vm: VM, m: PyMethod) => m.func },
    __self__: { get: (_vm: VM, m: PyMethod) => m.self },
    __doc__: { get: (vm: VM, m: PyMethod) => getAttribute(vm, innermost(vm, m), '__doc__') },
  },
});

registerContent(
  MethodType,
  (vm: VM, m: PyMethod, depth: number) => {
    const h = contentHash(vm, m.func, depth);
    return h === undefined ? undefined : h ^ ((Number(idOf(vm, m.self)) / 16) | 0);
  },
  (vm: VM, a: PyMethod, b: PyMethod) => a.self === b.self && contentEqual(vm, a.func, b.func),
);
