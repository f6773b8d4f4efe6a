/** The operator module, and _operator with the same functions. */
import { ListType, newBuiltinType, newDict, ObjectType, tuple, typeOf } from '../objects/builtin-types.js';
import { defineModule, defineType, type MethodRow } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { OverflowErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import {
  DELEGATE,
  PyIntObject,
  PyObject,
  PyStrObject,
  type PyType,
  type PyValue,
  PyWideStr,
  type R,
  type Shape,
} from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import type * as text from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { getAttribute } from '../protocols/attributes.js';
import { collectFast, isIterator } from '../protocols/iterate.js';
import {
  BINARY_BY_NAME,
  binaryOperation,
  compare,
  EQ,
  GE,
  GT,
  LE,
  LT,
  NE,
  unaryOperation,
} from '../protocols/operators.js';
import { contains, deleteItem, getItem, indexFast, setItem } from '../protocols/special.js';
import { isTrue } from '../protocols/truth.js';
import { kwNames, withKeywords } from '../types/call-support.js';
import { intArgument } from '../types/range.js';
import { equalFast, hasIndex } from '../types/support.js';

const TWO = '($module, a, b, /)';
const ONE = '($module, a, /)';

const binary = (name: string, inplace: boolean): MethodRow => {
  const index = BINARY_BY_NAME.get(name)!;
  return [TWO, null, (vm: VM, a: PyValue, b: PyValue) => binaryOperation(vm, index, a, b, inplace)];
};
const comparison = (op: number): MethodRow => [TWO, null, (vm: VM, a: PyValue, b: PyValue) => compare(vm, op, a, b)];

function negation(vm: VM, v: PyValue): R {
  const r = isTrue(vm, v);
  return r === DELEGATE ? vm.lib('not_of_call', [vm.pendingFn, vm.pendingArgsAsTuple()]) : !r;
}

function isSequence(v: PyValue): boolean {
  const t = typeOf(v);
  return t.patma !== 2 && t.lookup('__getitem__') !== undefined;
}
const concat =
  (inplace: boolean) =>
  (vm: VM, a: PyValue, b: PyValue): R => {
    if (!isSequence(a)) throw typeError(`'${typeOf(a).name}' object can't be concatenated`);
    return binaryOperation(vm, 0, a, b, inplace);
  };

function index(vm: VM, v: PyValue): R {
  if (typeof v === 'boolean') return Number(v);
  if (v instanceof PyIntObject) return v.value;
  if (indexFast(v) !== undefined) return v;
  if (!hasIndex(v)) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  return vm.lib('as_index', [v]);
}

const iterates = (v: PyValue): boolean =>
  typeOf(v).lookup('__iter__') !== undefined || typeOf(v).lookup('__getitem__') !== undefined;

function countOf(vm: VM, values: PyValue, x: PyValue): R {
  const list = iterates(values) ? collectFast(vm, values) : undefined;
  if (list === undefined) return vm.lib('count_by_iteration', [values, x]);
  let n = 0;
  for (const v of list) {
    const same = equalFast(vm, v, x);
    if (same === undefined) return vm.lib('count_by_iteration', [new PyList(ListType.root, list), x]);
    if (same) n++;
  }
  return n;
}

function indexOf(vm: VM, values: PyValue, x: PyValue): R {
  // An iterator is left right after the value.
  const list = isIterator(values) || !iterates(values) ? undefined : collectFast(vm, values);
  if (list === undefined) return vm.lib('index_of', [values, x]);
  for (let i = 0; i < list.length; i++) {
    const same = equalFast(vm, list[i]!, x);
    if (same === undefined) return vm.lib('index_of', [new PyList(ListType.root, list), x]);
    if (same) return i;
  }
  throw valueError('sequence.index(x): x not in sequence');
}

function lengthHint(vm: VM, o: PyValue, fallback?: PyValue): R {
  const d = fallback === undefined ? 0 : intArgument(fallback);
  if (d === undefined) throw typeError(`'${typeOf(fallback!).name}' object cannot be interpreted as an integer`);
  if (typeof d === 'bigint') throw raise(OverflowErrorType, 'Python int too large to convert to C ssize_t');
  return vm.lib('length_hint', [o, d]);
}

const functions: Record<string, MethodRow> = {
  _compare_digest: [TWO, null, (vm: VM, a: PyValue, b: PyValue) => vm.lib('compare_digest', [a, b])],
  abs: [ONE, null, (vm: VM, a: PyValue) => vm.call(vm.builtins.getStr('abs') ?? null, [a])],
  add: binary('add', false),
  and_: binary('and', false),
  call: [
    '($module, obj, /, *args, **kwargs)',
    null,
    (vm: VM, f: PyValue, args: PyValue[], kw?: PyDict) => vm.call(f, withKeywords(args, kw), kwNames(kw)),
  ],
  concat: [TWO, null, concat(false)],
  contains: [TWO, null, contains],
  countOf: [TWO, null, countOf],
  delitem: [TWO, null, (vm: VM, o: PyValue, k: PyValue) => discard(vm, deleteItem(vm, o, k))],
  eq: comparison(EQ),
  floordiv: binary('floordiv', false),
  ge: comparison(GE),
  getitem: [TWO, null, getItem],
  gt: comparison(GT),
  iadd: binary('add', true),
  iand: binary('and', true),
  iconcat: [TWO, null, concat(true)],
  ifloordiv: binary('floordiv', true),
  ilshift: binary('lshift', true),
  imatmul: binary('matmul', true),
  imod: binary('mod', true),
  imul: binary('mul', true),
  index: [ONE, null, index],
  indexOf: [TWO, null, indexOf],
  inv: [ONE, null, (vm: VM, a: PyValue) => unaryOperation(vm, '__invert__', a)],
  invert: [ONE, null, (vm: VM, a: PyValue) => unaryOperation(vm, '__invert__', a)],
  ior: binary('or', true),
  ipow: binary('pow', true),
  irshift: binary('rshift', true),
  is_: [TWO, null, (_vm: VM, a: PyValue, b: PyValue) => a === b],
  is_none: [ONE, null, (_vm: VM, a: PyValue) => a === null],
  is_not: [TWO, null, (_vm: VM, a: PyValue, b: PyValue) => a !== b],
  is_not_none: [ONE, null, (_vm: VM, a: PyValue) => a !== null],
  isub: binary('sub', true),
  itruediv: binary('truediv', true),
  ixor: binary('xor', true),
  le: comparison(LE),
  length_hint: ['($module, obj, default=0, /)', null, lengthHint],
  lshift: binary('lshift', false),
  lt: comparison(LT),
  matmul: binary('matmul', false),
  mod: binary('mod', false),
  mul: binary('mul', false),
  ne: comparison(NE),
  neg: [ONE, null, (vm: VM, a: PyValue) => unaryOperation(vm, '__neg__', a)],
  not_: [ONE, null, negation],
  or_: binary('or', false),
  pos: [ONE, null, (vm: VM, a: PyValue) => unaryOperation(vm, '__pos__', a)],
  pow: binary('pow', false),
  rshift: binary('rshift', false),
  setitem: [
    '($module, a, b, c, /)',
    null,
    (vm: VM, o: PyValue, k: PyValue, v: PyValue) => discard(vm, setItem(vm, o, k, v)),
  ],
  sub: binary('sub', false),
  truediv: binary('truediv', false),
  truth: [ONE, null, isTrue],
  xor: binary('xor', false),
};

/** None, after what is pending. */
function discard(vm: VM, r: R): R {
  if (r !== DELEGATE) return null;
  return vm.lib('then_value', [vm.pendingFn, vm.pendingArgsAsTuple(), vm.pendingKwAsDict(), null]);
}

// -- attrgetter, itemgetter, methodcaller -------------------------------------------------------------------------------------

export class PyGetter extends PyObject {
  constructor(
    shape: Shape,
    /** Names or items; for methodcaller the name, then the arguments. */
    readonly parts: PyValue[],
    readonly kw: PyDict | null,
  ) {
    super(shape);
  }
}

const getterType = (name: string): PyType =>
  newBuiltinType(`operator.${name}`, ObjectType, { layout: `operator.${name}`, final: true });
export const AttrGetterType = getterType('attrgetter');
export const ItemGetterType = getterType('itemgetter');
export const MethodCallerType = getterType('methodcaller');

const nameOf = (v: PyValue): text.Str | undefined =>
  typeof v === 'string' || v instanceof PyWideStr ? v : v instanceof PyStrObject ? v.value : undefined;

function noKeywords(name: string, kw: PyDict | undefined): void {
  if (kw !== undefined && kw.size > 0) throw typeError(`${name}() takes no keyword arguments`);
}

/** The call of a getter: exactly one argument. */
const getterCall = (name: string, f: (vm: VM, g: PyGetter, o: PyValue) => R): MethodRow => [
  '($self, /, *args, **kwargs)',
  null,
  (vm: VM, g: PyGetter, args: PyValue[], kw?: PyDict) => {
    noKeywords(name, kw);
    if (args.length !== 1) throw typeError(`${name} expected 1 argument, got ${args.length}`);
    return f(vm, g, args[0]!);
  },
];
const getterRepr = (name: string): MethodRow => [
  '($self, /)',
  null,
  (vm: VM, g: PyGetter) => vm.lib('getter_repr', [`operator.${name}`, tuple(g.parts), g.kw ?? newDict()]),
];
const getterReduce: MethodRow = [
  '($self, /)',
  'State for pickling.',
  (_vm, g: PyGetter) => tuple([typeOf(g), tuple(g.parts)]),
];

function makeAttrGetter(_vm: VM, cls: PyType, args: PyValue[], kw?: PyDict): R {
  noKeywords('attrgetter', kw);
  if (args.length === 0) throw typeError('attrgetter expected 1 argument, got 0');
  for (const a of args) if (nameOf(a) === undefined) throw typeError('attribute name must be a string');
  return new PyGetter(cls.root, args, null);
}
defineType(AttrGetterType, {
  doc: 'Callable that reads attributes (dotted names too) of its argument.',
  new: [
    '($type, attr, /, *attrs)',
    null,
    (vm: VM, cls: PyType, a: PyValue, more: PyValue[]) => makeAttrGetter(vm, cls, [a, ...more]),
  ],
  make: ['(*args, **kwargs)', null, makeAttrGetter],
  methods: {
    __call__: getterCall('attrgetter', (vm, g, o) => {
      const name = g.parts[0];
      if (g.parts.length === 1 && typeof name === 'string' && !name.includes('.')) return getAttribute(vm, o, name);
      return vm.lib('attrgetter_call', [tuple(g.parts), o]);
    }),
    __repr__: getterRepr('attrgetter'),
    __reduce__: getterReduce,
  },
  attrs: { __module__: 'operator' },
});

function makeItemGetter(_vm: VM, cls: PyType, args: PyValue[], kw?: PyDict): R {
  noKeywords('itemgetter', kw);
  if (args.length === 0) throw typeError('itemgetter expected 1 argument, got 0');
  return new PyGetter(cls.root, args, null);
}
defineType(ItemGetterType, {
  doc: 'Callable that reads items of its argument.',
  new: [
    '($type, item, /, *items)',
    null,
    (vm: VM, cls: PyType, a: PyValue, more: PyValue[]) => makeItemGetter(vm, cls, [a, ...more]),
  ],
  make: ['(*args, **kwargs)', null, makeItemGetter],
  methods: {
    __call__: getterCall('itemgetter', (vm, g, o) => {
      if (g.parts.length === 1) return getItem(vm, o, g.parts[0]!);
      return vm.lib('itemgetter_call', [tuple(g.parts), o]);
    }),
    __repr__: getterRepr('itemgetter'),
    __reduce__: getterReduce,
  },
  attrs: { __module__: 'operator' },
});

function makeMethodCaller(_vm: VM, cls: PyType, args: PyValue[], kw?: PyDict): R {
  if (args.length === 0) throw typeError('methodcaller needs at least one argument, the method name');
  if (nameOf(args[0]!) === undefined) throw typeError('method name must be a string');
  return new PyGetter(cls.root, args, kw ?? null);
}
defineType(MethodCallerType, {
  doc: 'Callable that calls a method of its argument.',
  new: [
    '($type, name, /, *args, **kwargs)',
    null,
    (vm: VM, cls: PyType, name: PyValue, args: PyValue[], kw?: PyDict) =>
      makeMethodCaller(vm, cls, [name, ...args], kw),
  ],
  make: ['(*args, **kwargs)', null, makeMethodCaller],
  methods: {
    __call__: getterCall('methodcaller', (vm, g, o) =>
      vm.lib('methodcaller_call', [o, tuple(g.parts), g.kw ?? newDict()]),
    ),
    __repr__: getterRepr('methodcaller'),
    __reduce__: [
      '($self, /)',
      'State for pickling.',
      (vm: VM, g: PyGetter) =>
        g.kw === null || g.kw.size === 0
          ? tuple([typeOf(g), tuple(g.parts)])
          : vm.lib('methodcaller_reduce', [typeOf(g), tuple(g.parts), g.kw]),
    ],
  },
  attrs: { __module__: 'operator' },
});

const types = [AttrGetterType, ItemGetterType, MethodCallerType];
defineModule('_operator', { doc: 'Operators as functions.', functions, types });
