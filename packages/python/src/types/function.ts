/** `function`: attributes of Python functions (Data model, 3.2.8.1 "User-defined functions") and their constructor. */
import { EMPTY_TUPLE, FunctionType, MethodType, newDict, tuple, typeOf } from '../objects/builtin-types.js';
import { PyCode } from '../objects/code.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { AttributeErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { PyCell, PyFunction, PyMethod, PyModule } from '../objects/function.js';
import { addressText } from '../objects/identity.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { instanceDict } from '../protocols/attributes.js';
import { kwNames, withKeywords } from './call-support.js';
import { dictSet } from './object.js';
import { isText, textOf } from './type-names.js';

type Native = {
  get: (vm: VM, f: PyFunction) => R;
  set: (vm: VM, f: PyFunction, v: PyValue) => R | void;
  del: (vm: VM, f: PyFunction) => R | void;
};

const readonly = (): never => {
  throw raise(AttributeErrorType, 'readonly attribute');
};

/** An attribute that is read only. */
function fixed(get: (vm: VM, f: PyFunction) => R): Native {
  return { get, set: readonly, del: readonly };
}

/** An attribute whose deletion is an assignment of `undefined`. */
function both(
  get: (vm: VM, f: PyFunction) => R,
  put: (vm: VM, f: PyFunction, v: PyValue | undefined) => R | void,
): Native {
  return { get, set: put, del: (vm, f) => put(vm, f, undefined) };
}

function setCode(_vm: VM, f: PyFunction, v: PyValue | undefined): void {
  if (!(v instanceof PyCode)) throw typeError('__code__ must be set to a code object');
  const have = f.closure === null ? 0 : f.closure.length;
  const want = v.f.freevars.length;
  if (have !== want) throw valueError(`${f.name}() requires a code object with ${have} free vars, not ${want}`);
  f.code = v.ownCode();
}

function setName(_vm: VM, f: PyFunction, v: PyValue | undefined): void {
  if (v === undefined || !isText(v)) throw typeError('__name__ must be set to a string object');
  f.name = textOf(v)!;
}

function setQualname(_vm: VM, f: PyFunction, v: PyValue | undefined): void {
  if (v === undefined || !isText(v)) throw typeError('__qualname__ must be set to a string object');
  f.qualname = textOf(v)!;
}

function setDefaults(_vm: VM, f: PyFunction, v: PyValue | undefined): void {
  if (v !== undefined && v !== null && !(v instanceof PyTuple))
    throw typeError('__defaults__ must be set to a tuple object');
  f.defaults = v === undefined ? null : v;
}

function setKwDefaults(_vm: VM, f: PyFunction, v: PyValue | undefined): void {
  if (v !== undefined && v !== null && !(v instanceof PyDict))
    throw typeError('__kwdefaults__ must be set to a dict object');
  f.kwdefaults = v === undefined ? null : v;
}

/** `__annotations__`: what the compiler left (a dict, or a tuple of names and values), or the result of `__annotate__`. */
function getAnnotations(vm: VM, f: PyFunction): R {
  if (f.annotations instanceof PyTuple) {
    const items = f.annotations.items;
    const d = newDict();
    vm.alloc(64 + items.length * 32);
    for (let i = 0; i + 1 < items.length; i += 2) d.setStr(items[i] as string, items[i + 1]!);
    f.annotations = d;
  }
  if (f.annotations !== null) return f.annotations;
  if (f.annotate !== null) return vm.lib('function_annotations', [f]);
  f.annotations = newDict();
  return f.annotations;
}

function setAnnotations(_vm: VM, f: PyFunction, v: PyValue | undefined): void {
  if (v !== undefined && v !== null && !(v instanceof PyDict)) {
    throw typeError('__annotations__ must be set to a dict object');
  }
  f.annotations = v ?? null;
  f.annotate = null;
}

function setAnnotate(_vm: VM, f: PyFunction, v: PyValue | undefined): void {
  if (v === undefined) throw typeError('__annotate__ cannot be deleted');
  if (v === null) {
    f.annotate = null;
    return;
  }
  if (typeOf(v).lookup('__call__') === undefined) throw typeError('__annotate__ must be callable or None');
  f.annotate = v;
  f.annotations = null;
}

function setTypeParams(_vm: VM, f: PyFunction, v: PyValue | undefined): void {
  if (!(v instanceof PyTuple)) throw typeError('__type_params__ must be set to a tuple');
  f.typeParams = v;
}

function newFunction(
  vm: VM,
  cls: PyType,
  code: PyValue,
  globals: PyValue,
  name: PyValue | undefined,
  defaults: PyValue | undefined,
  closure: PyValue | undefined,
  kwdefaults: PyValue | undefined,
): R {
  if (vm.auditing && code instanceof PyCode) {
    const args = [code, globals, name ?? null, defaults ?? null, closure ?? null, kwdefaults ?? null];
    const r = vm.announce('function.__new__', [code], cls, args);
    if (r !== undefined) return r;
  }
  if (!(code instanceof PyCode)) throw typeError(`function() argument 'code' must be code, not ${typeOf(code).name}`);
  if (!(globals instanceof PyDict))
    throw typeError(`function() argument 'globals' must be dict, not ${typeOf(globals).name}`);
  if (name !== undefined && name !== null && !isText(name)) throw typeError('arg 3 (name) must be None or string');
  if (defaults !== undefined && defaults !== null && !(defaults instanceof PyTuple)) {
    throw typeError('arg 4 (defaults) must be None or tuple');
  }
  const cells = closureCells(code, closure);
  if (kwdefaults !== undefined && kwdefaults !== null && !(kwdefaults instanceof PyDict)) {
    throw typeError('arg 6 (kwdefaults) must be None or dict');
  }
  vm.alloc(160);
  const f = new PyFunction(cls.root, code.ownCode(), globals, builtinsOf(vm, globals));
  if (name !== undefined && name !== null) f.name = textOf(name)!;
  f.doc = (code.f.flags & 0x4000000) !== 0 ? (code.f.consts[0] ?? null) : null;
  f.module = globals.getStr('__name__') ?? null;
  f.defaults = defaults instanceof PyTuple ? defaults : null;
  f.kwdefaults = kwdefaults instanceof PyDict ? kwdefaults : null;
  f.closure = cells;
  return f;
}

function closureCells(code: PyCode, closure: PyValue | undefined): PyCell[] | null {
  const want = code.f.freevars.length;
  if (closure === undefined || closure === null) {
    if (want > 0) throw typeError('arg 5 (closure) must be tuple');
    return null;
  }
  if (!(closure instanceof PyTuple)) {
    throw typeError(want > 0 ? 'arg 5 (closure) must be tuple' : 'arg 5 (closure) must be None or tuple');
  }
  const have = closure.items.length;
  if (have !== want) throw valueError(`${code.f.name} requires closure of length ${want}, not ${have}`);
  for (const c of closure.items) {
    if (!(c instanceof PyCell)) throw typeError(`arg 5 (closure) expected cell, found ${typeOf(c).name}`);
  }
  return have === 0 ? null : (closure.items.slice() as PyCell[]);
}

/** The builtins of a function as the program sees them: those of library functions, which lack no name, are not shown. */
export function shownBuiltins(vm: VM, builtins: PyDict): PyDict {
  return builtins === vm.pristine ? vm.builtins : builtins;
}

/** What code with these globals sees as builtins. */
export function builtinsOf(vm: VM, globals: PyDict): PyDict {
  const b = globals.getStr('__builtins__');
  if (b instanceof PyModule) return b.dict;
  return b instanceof PyDict ? b : vm.builtins;
}

defineType(FunctionType, {
  doc: 'A function of Python code.',
  new: [
    '($type, /, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)',
    'Create and return a new object.  See help(type) for accurate signature.',
    newFunction,
  ],
  methods: {
    __repr__: [
      '($self, /)',
      'Return repr(self).',
      (vm: VM, f: PyFunction) => fromJS(`<function ${f.qualname} at ${addressText(vm, f)}>`),
    ],
    __call__: [
      '($self, /, *args, **kwargs)',
      'Call self as a function.',
      (vm: VM, f: PyFunction, args: PyValue[], kw: PyDict | undefined) =>
        vm.call(f, withKeywords(args, kw), kwNames(kw)),
    ],
    __get__: [
      '($self, instance, owner=None, /)',
      'Return an attribute of instance, which is of type owner.',
      (_vm: VM, f: PyFunction, obj: PyValue, owner: PyValue | undefined) => {
        if (obj === null) {
          if (owner === undefined || owner === null) throw typeError('__get__(None, None) is invalid');
          return f;
        }
        return new PyMethod(MethodType.root, f, obj);
      },
    ],
  },
  getset: {
    __closure__: fixed((_vm, f) => (f.closure === null ? null : tuple(f.closure.slice()))),
    __doc__: both(
      (_vm, f) => f.doc,
      (_vm, f, v) => {
        f.doc = v ?? null;
      },
    ),
    __globals__: fixed((_vm, f) => f.globals),
    __module__: both(
      (_vm, f) => f.module,
      (_vm, f, v) => {
        f.module = v ?? null;
      },
    ),
    __builtins__: fixed((vm, f) => shownBuiltins(vm, f.builtins)),
    __code__: both((_vm, f) => f.code, setCode),
    __defaults__: both((_vm, f) => f.defaults, setDefaults),
    __kwdefaults__: both((_vm, f) => f.kwdefaults, setKwDefaults),
    __annotations__: both(getAnnotations, setAnnotations),
    __annotate__: both((_vm, f) => f.annotate, setAnnotate),
    __dict__: {
      get: (vm: VM, f: PyFunction) => instanceDict(vm, f),
      set: dictSet,
      del: () => {
        throw typeError('cannot delete __dict__');
      },
    },
    __name__: both((_vm, f) => fromJS(f.name), setName),
    __qualname__: both((_vm, f) => fromJS(f.qualname), setQualname),
    __type_params__: both((_vm, f) => f.typeParams ?? EMPTY_TUPLE, setTypeParams),
  },
});

defineIntrinsics({
  set_function_annotations: [
    '(f, d, /)',
    (_vm: VM, f: PyFunction, d: PyValue) => {
      f.annotations = d;
    },
  ],
});
