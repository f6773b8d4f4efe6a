/** `builtin_function_or_method` and `method-wrapper`: natives as callables, bound or not. */
import { BuiltinFunctionType, MethodWrapperType, NotImplemented, tuple, typeOf } from '../objects/builtin-types.js';
import { registerContent } from '../objects/content.js';
import { defineType } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { PyBuiltin, PyModule } from '../objects/function.js';
import { addressText, idOf } from '../objects/identity.js';
import { PyType, type PyValue, type R } from '../objects/object.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { callBuiltin } from '../protocols/call.js';
import { EQ, NE } from '../protocols/operators.js';
import { kwNames, withKeywords } from './call-support.js';
import { shortName } from './type-names.js';

const call = (vm: VM, f: PyBuiltin, args: PyValue[], kw: PyDict | undefined): R =>
  callBuiltin(vm, f, withKeywords(args, kw), kwNames(kw));

function equal(op: number) {
  return (_vm: VM, a: PyBuiltin, b: PyValue): R => {
    if (!(b instanceof PyBuiltin) || a.shape !== b.shape) return NotImplemented;
    return (a.def === b.def && a.self === b.self) === (op === EQ);
  };
}

/** Bound to a class: `Class.name`; to a value: `type.name`; a module's function: its name. */
function qualname(f: PyBuiltin): string {
  // A static method's definition knows its class.
  if (f.self === undefined) return f.module === null ? f.def.qualname : f.def.name;
  if (f.self instanceof PyModule) return f.def.name;
  if (f.def.wrapper) return f.def.qualname;
  return `${f.self instanceof PyType ? f.self.qualname : typeOf(f.self).qualname}.${f.def.name}`;
}

function builtinRepr(vm: VM, f: PyBuiltin): PyValue {
  if (f.self === undefined || f.self instanceof PyModule) return `<built-in function ${f.def.name}>`;
  return fromJS(`<built-in method ${f.def.name} of ${shortName(typeOf(f.self))} object at ${addressText(vm, f.self)}>`);
}

function hash(vm: VM, f: PyBuiltin): number {
  const self = f.self === undefined ? 0 : Number(idOf(vm, f.self)) / 16;
  let h = 7;
  for (let i = 0; i < f.def.qualname.length; i++) h = Math.imul(h, 31) + f.def.qualname.charCodeAt(i);
  return ((self % 0x7fffffff) ^ h) >>> 0;
}

/** A module's function is pickled by its name, a bound one as `getattr(self, name)`. */
function reduce(vm: VM, f: PyBuiltin): R {
  if (f.self instanceof PyModule) return f.def.name;
  if (f.self === undefined) {
    // A static method: its class has it.
    const owner = f.module === null ? vm.builtins.getStr(f.def.qualname.split('.', 1)[0]!) : undefined;
    if (!(owner instanceof PyType)) return f.def.name;
    return tuple([vm.builtins.getStr('getattr') ?? null, tuple([owner, f.def.name])]);
  }
  return tuple([vm.builtins.getStr('getattr') ?? null, tuple([f.self, f.def.name])]);
}

const notImplemented = (): R => NotImplemented;
const comparisons = {
  __lt__: ['($self, value, /)', 'Return self<value.', notImplemented],
  __le__: ['($self, value, /)', 'Return self<=value.', notImplemented],
  __eq__: ['($self, value, /)', 'Return self==value.', equal(EQ)],
  __ne__: ['($self, value, /)', 'Return self!=value.', equal(NE)],
  __gt__: ['($self, value, /)', 'Return self>value.', notImplemented],
  __ge__: ['($self, value, /)', 'Return self>=value.', notImplemented],
} as const;

const getset = {
  __doc__: { get: (_vm: VM, f: PyBuiltin) => f.def.doc },
  __name__: { get: (_vm: VM, f: PyBuiltin) => f.def.name },
  __qualname__: { get: (_vm: VM, f: PyBuiltin) => fromJS(qualname(f)) },
  /** Signatures that do not begin with `$self` or `$module` cannot be shown: as in CPython there is none. */
  __text_signature__: { get: (_vm: VM, f: PyBuiltin) => (f.def.signature.startsWith('($') ? f.def.signature : null) },
};

defineType(BuiltinFunctionType, {
  doc: null,
  methods: {
    __repr__: ['($self, /)', 'Return repr(self).', builtinRepr],
    __hash__: ['($self, /)', 'Return hash(self).', hash],
    __call__: ['($self, /, *args, **kwargs)', 'Call self as a function.', call],
    ...comparisons,
    __reduce__: ['($self, /)', null, reduce],
  },
  getset: {
    __module__: { get: (_vm: VM, f: PyBuiltin) => f.module },
    ...getset,
    __self__: {
      get: (vm: VM, f: PyBuiltin) => {
        if (f.self !== undefined) return f.self;
        return f.module === null ? null : (vm.modules.getStr(f.module) ?? null);
      },
    },
  },
});

defineType(MethodWrapperType, {
  doc: null,
  methods: {
    __repr__: [
      '($self, /)',
      'Return repr(self).',
      (vm: VM, f: PyBuiltin) =>
        fromJS(
          `<method-wrapper '${f.def.name}' of ${shortName(typeOf(f.self!))} object at ${addressText(vm, f.self!)}>`,
        ),
    ],
    __hash__: ['($self, /)', 'Return hash(self).', hash],
    __call__: ['($self, /, *args, **kwargs)', 'Call self as a function.', call],
    ...comparisons,
    __reduce__: ['($self, /)', null, reduce],
  },
  getset: {
    __self__: { get: (_vm: VM, f: PyBuiltin) => f.self ?? null },
    __objclass__: {
      get: (_vm: VM, f: PyBuiltin) =>
        typeOf(f.self ?? null).mro.find((c) => c.dict.getStr(f.def.name) !== undefined) ?? null,
    },
    ...getset,
  },
});

const sameBuiltin = (_vm: VM, a: PyBuiltin, b: PyBuiltin) =>
  a.shape === b.shape && a.def === b.def && a.self === b.self;
registerContent(BuiltinFunctionType, hash, sameBuiltin);
registerContent(MethodWrapperType, hash, sameBuiltin);
