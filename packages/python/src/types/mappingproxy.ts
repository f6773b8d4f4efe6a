/** mappingproxy (types.MappingProxyType): every operation is the one of the mapping behind it. */
import { DictType, MappingProxyType, newDict, typeOf } from '../objects/builtin-types.js';
import { defineType } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { RecursionErrorType, raise, typeError } from '../objects/exception-types.js';
import { PyMappingProxy } from '../objects/mapping-proxy.js';
import { DELEGATE, type PyType, type PyValue } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import * as text from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { hashValue } from '../protocols/hash.js';
import { getIter } from '../protocols/iterate.js';
import { enterNative, leaveNative } from '../protocols/nesting.js';
import { BINARY_BY_NAME, binaryOperation, compare } from '../protocols/operators.js';
import { contains, getItem, length, toRepr, toStr } from '../protocols/special.js';
import { CLASS_GETITEM, comparisonRows } from './support.js';

const OR = BINARY_BY_NAME.get('or')!;

/** Proxies of proxies: what is asked of the outermost goes through all. */
const MAX_CHAIN = 100;

function make(_vm: VM, cls: PyType, mapping: PyValue): PyMappingProxy {
  const t = typeOf(mapping);
  let inner = mapping;
  for (let n = 0; inner instanceof PyMappingProxy; n++) {
    if (n === MAX_CHAIN) throw raise(RecursionErrorType, 'maximum recursion depth exceeded');
    inner = inner.mapping;
  }
  if (t.lookup('__getitem__') === undefined || mapping instanceof PyList || mapping instanceof PyTuple) {
    throw typeError(`mappingproxy() argument must be a mapping, not ${t.name}`);
  }
  return new PyMappingProxy(cls.root, mapping);
}

/** A method of the mapping, called in place of the proxy's own. */
const passOn =
  (name: string, ...args: (PyValue | undefined)[]) =>
  (vm: VM, self: PyMappingProxy) =>
    vm.lib('call_method', [self.mapping, name, ...(args as PyValue[])]);

const inner = (v: PyValue): PyValue => (v instanceof PyMappingProxy ? v.mapping : v);

const isExactDict = (v: PyValue): v is PyDict => v instanceof PyDict && v.shape.cls === DictType;

/**
 * The mapping as an operand: the other one's methods get it, and may be the program's. So they get a copy of a dict, which
 * can be a built-in type's own (CPython hands that out: bpo-43838).
 */
function operand(vm: VM, mapping: PyValue, other: PyValue): PyValue {
  if (!isExactDict(mapping) || isExactDict(other)) return mapping;
  const copy = newDict();
  copy.copyFrom(vm, mapping);
  return copy;
}

/** What is behind the other operand, if that is a proxy too. */
function behind(vm: VM, v: PyValue, other: PyValue): PyValue {
  return v instanceof PyMappingProxy ? operand(vm, v.mapping, other) : v;
}

defineType(MappingProxyType, {
  doc: 'Read-only view of a mapping.',
  new: ['($type, mapping)', null, make],
  methods: {
    __repr__: [
      '($self, /)',
      null,
      (vm: VM, self: PyMappingProxy) => {
        if (!enterNative(vm)) return vm.lib('mappingproxy_repr', [self.mapping]);
        try {
          const r = toRepr(vm, self.mapping);
          if (r === DELEGATE) return vm.lib('mappingproxy_repr', [self.mapping]);
          return text.concat(vm, text.concat(vm, 'mappingproxy(', r as text.Str), ')');
        } finally {
          leaveNative(vm);
        }
      },
    ],
    __hash__: ['($self, /)', null, (vm: VM, self: PyMappingProxy) => hashValue(vm, self.mapping)],
    __str__: ['($self, /)', null, (vm: VM, self: PyMappingProxy) => toStr(vm, self.mapping)],
    ...comparisonRows((vm, op, self: PyMappingProxy, other) => {
      const mine = operand(vm, self.mapping, other);
      if (!enterNative(vm)) return vm.lib('compare_operator', [op, mine, other]);
      try {
        return compare(vm, op, mine, other);
      } finally {
        leaveNative(vm);
      }
    }),
    __iter__: ['($self, /)', null, (vm: VM, self: PyMappingProxy) => getIter(vm, self.mapping)],
    __or__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyMappingProxy, other: PyValue) => {
        return binaryOperation(vm, OR, operand(vm, self.mapping, inner(other)), behind(vm, other, self.mapping), false);
      },
    ],
    __ror__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyMappingProxy, other: PyValue) => {
        return binaryOperation(vm, OR, behind(vm, other, self.mapping), operand(vm, self.mapping, inner(other)), false);
      },
    ],
    __ior__: [
      '($self, value, /)',
      null,
      (_vm: VM, _self: PyMappingProxy) => {
        throw typeError("'|=' is not supported by mappingproxy; use '|' instead");
      },
    ],
    __len__: ['($self, /)', null, (vm: VM, self: PyMappingProxy) => length(vm, self.mapping)],
    __getitem__: ['($self, key, /)', null, (vm: VM, self: PyMappingProxy, k: PyValue) => getItem(vm, self.mapping, k)],
    __contains__: [
      '($self, key, /)',
      null,
      (vm: VM, self: PyMappingProxy, k: PyValue) => contains(vm, self.mapping, k),
    ],
    get: [
      '($self, key, default=None, /)',
      'Return the value of the key, or the default.',
      (vm: VM, self: PyMappingProxy, k: PyValue, fallback?: PyValue) => {
        const d = self.mapping;
        if (d instanceof PyDict && !d.shape.cls.heap) {
          const v = typeof k === 'string' && d.custom === null ? d.getStr(k) : undefined;
          if (v !== undefined) return v;
        }
        return vm.lib('call_method', [d, 'get', k, fallback ?? null]);
      },
    ],
    keys: ['($self, /)', 'Return a view on the keys.', passOn('keys')],
    values: ['($self, /)', 'Return a view on the values.', passOn('values')],
    items: ['($self, /)', 'Return a view on the (key, value) pairs.', passOn('items')],
    copy: ['($self, /)', 'Return a shallow copy.', passOn('copy')],
    __reversed__: ['($self, /)', 'Return a reverse iterator over the keys.', passOn('__reversed__')],
  },
  classmethods: { __class_getitem__: CLASS_GETITEM },
});
