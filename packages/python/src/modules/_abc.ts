/**
 * `_abc`: the registry and caches of abstract base classes (PEP 3119). The checks themselves call hooks of the program,
 * so they are library functions (library/abc.py).
 */
import { ListType, newBuiltinType, ObjectType } from '../objects/builtin-types.js';
import { defineIntrinsics, defineModule, defineType } from '../objects/define.js';
import { typeError } from '../objects/exception-types.js';
import { PyObject, PyType, type PyValue, type Shape } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';

const AbcDataType = newBuiltinType('_abc._abc_data', ObjectType, { final: true });
defineType(AbcDataType, {});

export class PyAbcData extends PyObject {
  readonly registry = new Set<PyType>();
  readonly cache = new Set<PyType>();
  readonly negative = new Set<PyType>();
  negativeVersion = 0;
  constructor(shape: Shape) {
    super(shape);
  }
}

/** Counts registrations: older negative answers are forgotten. */
interface AbcState {
  version: number;
}

function state(vm: VM): AbcState {
  let s = vm.moduleState.get('abc-state') as AbcState | undefined;
  if (s === undefined) {
    s = { version: 0 };
    vm.moduleState.set('abc-state', s);
  }
  return s;
}

function dataOf(cls: PyValue): PyAbcData {
  const d = cls instanceof PyType ? cls.lookup('_abc_impl') : undefined;
  if (!(d instanceof PyAbcData)) throw typeError('_abc_impl is set to a wrong type');
  return d;
}

/** Collection flags of classes that match sequence or mapping patterns (`__abc_tpflags__`). */
const SEQUENCE = 1 << 5;
const MAPPING = 1 << 6;

function setPatma(vm: VM, cls: PyType, patma: 0 | 1 | 2): void {
  const work = [cls];
  for (const c of work) {
    vm.charge(1);
    if (!c.heap || patma === 0 || c.patma === patma) continue;
    c.patma = patma;
    for (const sub of c.subclasses) work.push(sub);
  }
}

defineModule('_abc', {
  functions: {
    get_cache_token: ['($module, /)', null, (vm: VM) => state(vm).version],
    _abc_init: ['($module, self, /)', null, (vm: VM, cls: PyValue) => vm.lib('abc_init', [cls])],
    _abc_register: [
      '($module, self, subclass, /)',
      null,
      (vm: VM, cls: PyValue, sub: PyValue) => vm.lib('abc_register', [cls, sub]),
    ],
    _abc_instancecheck: [
      '($module, self, instance, /)',
      null,
      (vm: VM, cls: PyValue, o: PyValue) => vm.lib('abc_instancecheck', [cls, o]),
    ],
    _abc_subclasscheck: [
      '($module, self, subclass, /)',
      null,
      (vm: VM, cls: PyValue, sub: PyValue) => vm.lib('abc_subclasscheck', [cls, sub]),
    ],
    _reset_registry: ['($module, self, /)', null, (_vm: VM, cls: PyValue) => dataOf(cls).registry.clear()],
    _reset_caches: [
      '($module, self, /)',
      null,
      (_vm: VM, cls: PyValue) => {
        dataOf(cls).cache.clear();
        dataOf(cls).negative.clear();
      },
    ],
    _get_dump: ['($module, self, /)', null, (vm: VM, cls: PyValue) => vm.lib('abc_dump', [cls])],
  },
});

defineIntrinsics({
  abc_new_data: [
    '(cls, flags, /)',
    (vm: VM, cls: PyType, flags: PyValue) => {
      vm.alloc(400);
      if (typeof flags === 'number') setPatma(vm, cls, (flags & SEQUENCE) !== 0 ? 1 : (flags & MAPPING) !== 0 ? 2 : 0);
      return new PyAbcData(AbcDataType.root);
    },
  ],
  /** 1: known to be a subclass, 0: known not to be, -1: not known. */
  abc_cached: [
    '(cls, sub, /)',
    (vm: VM, cls: PyValue, sub: PyValue) => {
      const d = dataOf(cls);
      if (!(sub instanceof PyType)) return -1;
      if (d.cache.has(sub)) return 1;
      if (d.negativeVersion < state(vm).version) {
        d.negative.clear();
        d.negativeVersion = state(vm).version;
      }
      return d.negative.has(sub) ? 0 : -1;
    },
  ],
  abc_remember: [
    '(cls, sub, answer, /)',
    (vm: VM, cls: PyValue, sub: PyType, answer: PyValue) => {
      vm.alloc(48);
      const d = dataOf(cls);
      (answer === true ? d.cache : d.negative).add(sub);
    },
  ],
  abc_registry: ['(cls, /)', (vm: VM, cls: PyValue) => listOf(vm, dataOf(cls).registry)],
  abc_caches: [
    '(cls, /)',
    (vm: VM, cls: PyValue) => {
      const d = dataOf(cls);
      return new PyList(ListType.root, [
        listOf(vm, d.registry),
        listOf(vm, d.cache),
        listOf(vm, d.negative),
        d.negativeVersion,
      ]);
    },
  ],
  abc_add: [
    '(cls, sub, /)',
    (vm: VM, cls: PyType, sub: PyType) => {
      vm.alloc(48);
      dataOf(cls).registry.add(sub);
      state(vm).version++;
      setPatma(vm, sub, cls.patma);
    },
  ],
});

function listOf(vm: VM, types: ReadonlySet<PyType>): PyList {
  vm.alloc(64 + types.size * 8);
  return new PyList(ListType.root, [...types]);
}
