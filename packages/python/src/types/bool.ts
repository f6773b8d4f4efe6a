/** bool: the two truth values, ints with their own repr and logic. */
import { BoolType, NotImplemented } from '../objects/builtin-types.js';
import { defineType } from '../objects/define.js';
import * as N from '../objects/number/int.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { isTrue } from '../protocols/truth.js';
import { intOf } from './coerce.js';

type Logic = (a: boolean, b: boolean) => boolean;

/** Of two bools a bool; with another int, int's own. */
function logic(f: Logic, ofInts: (vm: VM, a: N.Int, b: N.Int) => N.Int) {
  return (vm: VM, self: boolean, other: PyValue): R => {
    if (typeof other === 'boolean') return f(self, other);
    const b = intOf(other);
    return b === undefined ? NotImplemented : ofInts(vm, self ? 1 : 0, b);
  };
}

const and = logic((a, b) => a && b, N.and);
const or = logic((a, b) => a || b, N.or);
const xor = logic((a, b) => a !== b, N.xor);

function newBool(vm: VM, _cls: PyType, x: PyValue = false): R {
  return isTrue(vm, x);
}

defineType(BoolType, {
  doc: null,
  new: ['($type, object=False, /)', null, newBool],
  make: ['($type, object=False, /)', null, newBool],
  methods: {
    __repr__: ['($self, /)', null, (_vm: VM, self: boolean) => (self ? 'True' : 'False')],
    __and__: ['($self, value, /)', null, and],
    __rand__: ['($self, value, /)', null, and],
    __or__: ['($self, value, /)', null, or],
    __ror__: ['($self, value, /)', null, or],
    __xor__: ['($self, value, /)', null, xor],
    __rxor__: ['($self, value, /)', null, xor],
    __invert__: ['($self, /)', null, (vm: VM, self: boolean) => vm.lib('bool_invert', [self])],
  },
});
