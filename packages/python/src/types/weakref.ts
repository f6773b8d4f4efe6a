/**
 * `weakref.ref` and `weakref.proxy`. A cell keeps no list of references: those of an object are found through it, and a
 * heap walk finds those that the program still holds.
 */
import { ListType, NotImplemented, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType, type MethodRow } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { ReferenceErrorType, raise, typeError } from '../objects/exception-types.js';
import { PyFunction } from '../objects/function.js';
import { addressText } from '../objects/identity.js';
import { DELEGATE, PyFloat, PyObject, type PyType, type PyValue, PyWideStr, type R } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { CallableProxyType, ProxyType, PyWeakRef, ReferenceType } from '../objects/weakref.js';
import { getAttribute, getAttributeFast, setAttribute } from '../protocols/attributes.js';
import { hashValue } from '../protocols/hash.js';
import { getIter } from '../protocols/iterate.js';
import { BINARY, binaryOperation, COMPARE_METHODS, compare, EQ, NE, unaryOperation } from '../protocols/operators.js';
import { contains, deleteItem, getItem, length, setItem, toStr } from '../protocols/special.js';
import { isTrue } from '../protocols/truth.js';
import { kwNames, withKeywords } from './call-support.js';
import { attributeName } from './object.js';
import { shortName } from './type-names.js';

// -- the references of an object -----------------------------------------------------------------------------------------

export class References {
  private readonly of = new WeakMap<PyObject, PyWeakRef[]>();
  private made = 0;

  all(o: PyObject): PyWeakRef[] {
    return (this.of.get(o) ?? []).filter((r) => r.target !== undefined);
  }

  /** Those that are made once come first, then the newest. */
  inOrder(vm: VM, o: PyObject): PyWeakRef[] {
    const refs = this.all(o);
    vm.charge(refs.length);
    const place = (r: PyWeakRef) =>
      r.callback !== null || r.shape.cls.heap
        ? -r.number
        : r.shape.cls === ReferenceType
          ? -Infinity
          : -Number.MAX_VALUE;
    return refs.sort((a, b) => place(a) - place(b));
  }

  add(o: PyObject, r: PyWeakRef): void {
    r.number = ++this.made;
    const list = this.of.get(o);
    if (list === undefined) this.of.set(o, [r]);
    else list.push(r);
  }

  /** `o.__weakref__`: the first one. */
  first(o: PyObject): PyValue {
    return this.all(o)[0] ?? null;
  }
}

export function references(vm: VM): References {
  let s = vm.moduleState.get('weakref') as References | undefined;
  if (s === undefined) {
    s = new References();
    vm.moduleState.set('weakref', s);
  }
  return s;
}

function checkTarget(o: PyValue): PyObject {
  if (!(o instanceof PyObject) || o instanceof PyFloat || o instanceof PyWideStr || !typeOf(o).hasWeakref) {
    throw typeError(`cannot create weak reference to '${shortName(typeOf(o))}' object`);
  }
  return o;
}

/** A new reference; one without a callback is made once for each object. */
export function refer(vm: VM, cls: PyType, o: PyValue, callback: PyValue | undefined): PyWeakRef {
  const target = checkTarget(o);
  const back = callback ?? null;
  const refs = references(vm);
  if (back === null && !cls.heap) {
    const known = refs.all(target).find((r) => r.callback === null && r.shape.cls === cls);
    if (known !== undefined) return known;
  }
  vm.alloc(96);
  const r = new PyWeakRef(cls.root, target, back);
  refs.add(target, r);
  return r;
}

/** weakref.proxy() */
export function makeProxy(vm: VM, o: PyValue, callback: PyValue | undefined): PyWeakRef {
  const target = checkTarget(o);
  const callable = target instanceof PyFunction || typeOf(target).lookup('__call__') !== undefined;
  return refer(vm, callable ? CallableProxyType : ProxyType, target, callback);
}

export function weakReferences(vm: VM, o: PyValue): PyValue[] {
  return o instanceof PyObject && !(o instanceof PyFloat) && !(o instanceof PyWideStr)
    ? references(vm).inOrder(vm, o)
    : [];
}

// -- ref --------------------------------------------------------------------------------------------------------------------

function equal(op: number) {
  return (vm: VM, a: PyWeakRef, b: PyValue): R => {
    if (!(b instanceof PyWeakRef) || !typeOf(b).isSubtypeOf(ReferenceType)) return NotImplemented;
    if (a.target === undefined || b.target === undefined) return (a === b) === (op === EQ);
    return compare(vm, op, a.target, b.target);
  };
}

function hashRef(vm: VM, r: PyWeakRef): R {
  if (r.hash !== undefined) return r.hash;
  if (r.target === undefined) throw typeError('weak object has gone away');
  const h = hashValue(vm, r.target);
  if (h === DELEGATE) return vm.lib('weakref_hash', [r, r.target]);
  r.hash = h as number | bigint;
  return h;
}

function refRepr(vm: VM, r: PyWeakRef): PyValue {
  if (r.target === undefined) return fromJS(`<weakref at ${addressText(vm, r)}; dead>`);
  const name = getAttributeFast(vm, r.target, '__name__');
  const shown = typeof name === 'string' ? ` (${name})` : '';
  return fromJS(
    `<weakref at ${addressText(vm, r)}; to '${typeOf(r.target).name}' at ${addressText(vm, r.target)}${shown}>`,
  );
}

const notImplemented = (): R => NotImplemented;

defineType(ReferenceType, {
  doc: 'A reference that does not keep its object alive.',
  new: [
    '($type, object, callback=None, /, **kwargs)',
    'Create and return a new object.  See help(type) for accurate signature.',
    (vm: VM, cls: PyType, o: PyValue, callback: PyValue | undefined) => refer(vm, cls, o, callback),
  ],
  methods: {
    __repr__: ['($self, /)', 'Return repr(self).', refRepr],
    __hash__: ['($self, /)', 'Return hash(self).', hashRef],
    __call__: ['($self, /)', 'Call self as a function.', (_vm: VM, r: PyWeakRef) => r.target ?? null],
    __lt__: ['($self, value, /)', 'Return self<value.', notImplemented],
    __le__: ['($self, value, /)', 'Return self<=value.', notImplemented],
    __eq__: ['($self, value, /)', 'Return self==value.', equal(EQ)],
    __ne__: ['($self, value, /)', 'Return self!=value.', equal(NE)],
    __gt__: ['($self, value, /)', 'Return self>value.', notImplemented],
    __ge__: ['($self, value, /)', 'Return self>=value.', notImplemented],
    __init__: [
      '($self, object, callback=None, /)',
      'Initialize self.  See help(type(self)) for accurate signature.',
      () => null,
    ],
  },
  classmethods: {
    __class_getitem__: [
      '($type, object, /)',
      'See PEP 585',
      (vm: VM, cls: PyValue, item: PyValue) => vm.lib('make_generic_alias', [cls, item]),
    ],
  },
  getset: { __callback__: { get: (_vm: VM, r: PyWeakRef) => r.callback } },
});

// -- proxy: every operation is the object's ------------------------------------------------------------------------------------

function alive(p: PyValue): PyValue {
  if (!(p instanceof PyWeakRef) || typeOf(p).isSubtypeOf(ReferenceType)) return p;
  if (p.target === undefined) throw raise(ReferenceErrorType, 'weakly-referenced object no longer exists');
  return p.target;
}

function operatorRows(): Record<string, MethodRow> {
  const rows: Record<string, MethodRow> = {};
  BINARY.forEach((op, i) => {
    rows[op.method] = [
      '($self, value, /)',
      null,
      (vm: VM, a: PyValue, b: PyValue) => binaryOperation(vm, i, alive(a), alive(b), false),
    ];
    rows[op.reflected] = [
      '($self, value, /)',
      null,
      (vm: VM, a: PyValue, b: PyValue) => binaryOperation(vm, i, alive(b), alive(a), false),
    ];
    rows[op.inplace] = [
      '($self, value, /)',
      null,
      (vm: VM, a: PyValue, b: PyValue) => binaryOperation(vm, i, alive(a), alive(b), true),
    ];
  });
  COMPARE_METHODS.forEach((name, op) => {
    rows[name] = ['($self, value, /)', null, (vm: VM, a: PyValue, b: PyValue) => compare(vm, op, alive(a), alive(b))];
  });
  for (const name of ['__neg__', '__pos__', '__invert__'] as const) {
    rows[name] = ['($self, /)', null, (vm: VM, a: PyValue) => unaryOperation(vm, name, alive(a))];
  }
  for (const [name, fn] of [
    ['__abs__', 'abs'],
    ['__int__', 'int'],
    ['__float__', 'float'],
    ['__next__', 'next'],
    ['__bytes__', 'bytes'],
    ['__reversed__', 'reversed'],
    ['__index__', 'index_of_proxied'],
  ] as const) {
    rows[name] = ['($self, /)', null, (vm: VM, a: PyValue) => vm.lib('call_builtin', [fn, alive(a)])];
  }
  return rows;
}

const proxyMethods: Record<string, MethodRow> = {
  __repr__: [
    '($self, /)',
    'Return repr(self).',
    (vm: VM, p: PyWeakRef) => {
      const t = p.target ?? null;
      return fromJS(`<weakproxy at ${addressText(vm, p)}; to '${typeOf(t).name}' at ${addressText(vm, t)}>`);
    },
  ],
  __str__: ['($self, /)', 'Return str(self).', (vm: VM, p: PyValue) => toStr(vm, alive(p))],
  __getattribute__: [
    '($self, name, /)',
    'Return getattr(self, name).',
    (vm: VM, p: PyValue, name: PyValue) => getAttribute(vm, alive(p), attributeName(name)),
  ],
  __setattr__: [
    '($self, name, value, /)',
    null,
    (vm: VM, p: PyValue, name: PyValue, v: PyValue) => setAttribute(vm, alive(p), attributeName(name), v),
  ],
  __delattr__: [
    '($self, name, /)',
    null,
    (vm: VM, p: PyValue, name: PyValue) => setAttribute(vm, alive(p), attributeName(name), undefined),
  ],
  __iter__: ['($self, /)', 'Implement iter(self).', (vm: VM, p: PyValue) => getIter(vm, alive(p))],
  __bool__: ['($self, /)', null, (vm: VM, p: PyValue) => isTrue(vm, alive(p))],
  __len__: ['($self, /)', null, (vm: VM, p: PyValue) => length(vm, alive(p))],
  __getitem__: ['($self, key, /)', null, (vm: VM, p: PyValue, k: PyValue) => getItem(vm, alive(p), k)],
  __setitem__: [
    '($self, key, value, /)',
    null,
    (vm: VM, p: PyValue, k: PyValue, v: PyValue) => setItem(vm, alive(p), k, v),
  ],
  __delitem__: ['($self, key, /)', null, (vm: VM, p: PyValue, k: PyValue) => deleteItem(vm, alive(p), k)],
  __contains__: ['($self, key, /)', null, (vm: VM, p: PyValue, k: PyValue) => contains(vm, alive(p), k)],
  ...operatorRows(),
};

defineType(ProxyType, { doc: null, methods: proxyMethods, attrs: { __hash__: null } });
defineType(CallableProxyType, {
  doc: null,
  methods: {
    ...proxyMethods,
    __call__: [
      '($self, /, *args, **kwargs)',
      'Call self as a function.',
      (vm: VM, p: PyValue, args: PyValue[], kw: PyDict | undefined) =>
        vm.call(alive(p), withKeywords(args, kw), kwNames(kw)),
    ],
  },
  attrs: { __hash__: null },
});

defineIntrinsics({
  set_weakref_hash: [
    '(r, h, /)',
    (_vm: VM, r: PyWeakRef, h: number | bigint) => {
      r.hash = h;
    },
  ],
  weak_references: ['(o, /)', (vm: VM, o: PyValue) => new PyList(ListType.root, weakReferences(vm, o))],
});
