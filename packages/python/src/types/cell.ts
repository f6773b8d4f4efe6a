/** `cell`: a variable shared between scopes. */
import { CellType, NotImplemented, typeOf } from '../objects/builtin-types.js';
import { defineType } from '../objects/define.js';
import { valueError } from '../objects/exception-types.js';
import { PyCell } from '../objects/function.js';
import { addressText } from '../objects/identity.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { compare, compareNumbers, EQ, GE, GT, LE, LT, NE } from '../protocols/operators.js';
import { fullName } from './type-names.js';

function cellCompare(op: number) {
  return (vm: VM, a: PyCell, b: PyValue): R => {
    if (!(b instanceof PyCell)) return NotImplemented;
    if (a.value !== undefined && b.value !== undefined) {
      if (a.value instanceof PyCell) return vm.lib('compare_operator', [op, a.value, b.value]);
      return compare(vm, op, a.value, b.value);
    }
    return compareNumbers(op, a.value === undefined ? 0 : 1, b.value === undefined ? 0 : 1);
  };
}

defineType(CellType, {
  doc: 'A variable shared between scopes.',
  new: [
    '($type, contents=<unrepresentable>, /)',
    'Create and return a new object.  See help(type) for accurate signature.',
    (vm: VM, cls: PyType, value: PyValue | undefined) => {
      vm.alloc(32);
      return new PyCell(cls.root, value);
    },
  ],
  methods: {
    __repr__: [
      '($self, /)',
      'Return repr(self).',
      (vm: VM, c: PyCell) => {
        const what =
          c.value === undefined ? 'empty' : `${fullName(typeOf(c.value))} object at ${addressText(vm, c.value)}`;
        return fromJS(`<cell at ${addressText(vm, c)}: ${what}>`);
      },
    ],
    __lt__: ['($self, value, /)', 'Return self<value.', cellCompare(LT)],
    __le__: ['($self, value, /)', 'Return self<=value.', cellCompare(LE)],
    __eq__: ['($self, value, /)', 'Return self==value.', cellCompare(EQ)],
    __ne__: ['($self, value, /)', 'Return self!=value.', cellCompare(NE)],
    __gt__: ['($self, value, /)', 'Return self>value.', cellCompare(GT)],
    __ge__: ['($self, value, /)', 'Return self>=value.', cellCompare(GE)],
  },
  getset: {
    cell_contents: {
      get: (_vm: VM, c: PyCell) => {
        if (c.value === undefined) throw valueError('Cell is empty');
        return c.value;
      },
      set: (_vm: VM, c: PyCell, v: PyValue) => {
        c.value = v;
      },
      del: (_vm: VM, c: PyCell) => {
        c.value = undefined;
      },
    },
  },
  attrs: { __hash__: null },
});
