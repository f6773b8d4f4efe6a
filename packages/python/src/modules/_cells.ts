/**
 * `_cells`: cells inside a cell, both sides of them. For the program that makes one (library/modules/rexec.py): the calls
 * of the system, and values that come out of the other cell. For the program inside (library/cells.py): what a command of
 * its supervisor asks of the machine. Between the two stand plain values alone; a value of the wrong shape is a TypeError.
 */

import { pythonToPlain } from '../machine/system.js';
import { ListType, newBuiltinType, newDict, ObjectType, tuple, typeOf } from '../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../objects/bytes.js';
import { defineIntrinsics, defineModule, defineType } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { PyDict as Dict } from '../objects/dict.js';
import type { PyException } from '../objects/exception.js';
import { typeError } from '../objects/exception-types.js';
import { PyModule } from '../objects/function.js';
import { PyHostReference } from '../objects/host-reference.js';
import { PyFloat, PyObject, type PyValue, PyWideStr, type R, type Shape } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import { PySet } from '../objects/set.js';
import type { VM } from '../objects/vm.js';
import { setKey } from '../protocols/mapping.js';
import { newSet, setAdd } from '../types/set.js';
import { textOf } from '../types/type-names.js';

/** An object of another cell: its type's name is all that there is. */
const ForeignType = newBuiltinType('foreign_object', ObjectType, { final: true });

export class PyForeign extends PyObject {
  constructor(
    shape: Shape,
    readonly label: PyValue,
  ) {
    super(shape);
  }
}

defineType(ForeignType, {
  methods: {
    __repr__: [
      '($self, /)',
      null,
      (_vm: VM, self: PyForeign): R => `<${textOf(self.label) ?? 'object'} of another cell>`,
    ],
  },
});

const MAX_DEPTH = 110;
/** A value is packed at most this deep; each level of it is one of lists. */
const PACKED_DEPTH = 200;

/** A value of another cell. `given`: this cell's own objects, by the numbers under which the other knows them. */
function unpack(vm: VM, v: PyValue, given: PyValue, depth = 0): PyValue {
  if (!(v instanceof PyTuple)) return v;
  if (depth > MAX_DEPTH) throw typeError('a value nested too deeply');
  const [tag, ...rest] = v.items;
  vm.charge(1 + rest.length);
  const items = () => {
    vm.alloc(rest.length * 16 + 40);
    return rest.map((item) => unpack(vm, item, given, depth + 1));
  };
  switch (tag) {
    case 'list':
      return new PyList(ListType.root, items());
    case 'tuple':
      return tuple(items());
    case 'float':
      if (typeof rest[0] === 'number' || rest[0] === '-0') return new PyFloat(Number(rest[0]));
      if (rest[0] instanceof PyFloat) return rest[0];
      break;
    case 'set':
      return setOf(vm, items());
    case 'dict':
      return dictOf(vm, items());
    case 'host': {
      const found = given instanceof PyList && typeof rest[0] === 'number' ? given.items[rest[0]] : undefined;
      return rest[1] === '' && found !== undefined ? found : new PyForeign(ForeignType.root, 'Bastion');
    }
    case 'object':
      return new PyForeign(ForeignType.root, rest[0] ?? null);
  }
  throw typeError('a value of an unknown kind');
}

function setOf(vm: VM, items: PyValue[]): PyValue {
  const s = newSet();
  for (const item of items) if (!setAdd(vm, s, item)) throw typeError('a set of what cannot be hashed');
  return s;
}

function dictOf(vm: VM, items: PyValue[]): PyValue {
  const d = newDict();
  for (let i = 0; i + 1 < items.length; i += 2) {
    if (!setKey(vm, d, items[i]!, items[i + 1]!)) throw typeError('a dict with a key that cannot be hashed');
  }
  return d;
}

/** The names of the built-in classes that a value belongs to, the nearest first. */
function builtInClasses(v: PyValue): PyValue {
  return tuple(
    typeOf(v)
      .mro.filter((c) => !c.heap)
      .map((c) => c.name),
  );
}

/** Whether a value crosses as a copy. Its parts may still be objects that only their types' names are known of. */
function crosses(v: PyValue): boolean {
  if (v === null || typeof v !== 'object' || v instanceof PyFloat || v instanceof PyWideStr) return true;
  if (v instanceof PyHostReference) return true;
  if (typeOf(v).heap) return false;
  return (
    v instanceof PyBytes ||
    v instanceof PyByteArray ||
    v instanceof PyList ||
    v instanceof PyTuple ||
    v instanceof PySet ||
    v instanceof Dict
  );
}

defineModule('_cells', {
  needs: ['system'],
  types: [ForeignType],
  functions: {
    request: [
      '($module, name, /, *args)',
      null,
      (vm: VM, name: PyValue, args: PyValue[]): R => {
        if (typeof name !== 'string' || !name.startsWith('cell_')) throw typeError('a call for cells is required');
        const plain = args.map((a) => pythonToPlain(vm, a, -PACKED_DEPTH));
        if (plain.some((p) => p === undefined)) throw typeError('a value that cannot be given to a cell');
        return vm.system(name, plain as Exclude<(typeof plain)[number], undefined>[]);
      },
    ],
    kinds: ['($module, exception, /)', null, (_vm: VM, e: PyValue): R => builtInClasses(e)],
    unpack: ['($module, value, given, /)', null, (vm: VM, v: PyValue, given: PyValue): R => unpack(vm, v, given)],
  },
});

/** What commands of the supervisor keep between them. */
function stateOf(vm: VM): PyDict {
  let state = vm.moduleState.get('cells') as PyDict | undefined;
  if (state === undefined) {
    state = newDict();
    vm.moduleState.set('cells', state);
  }
  return state;
}

defineIntrinsics({
  cells_state: ['()', (vm: VM) => stateOf(vm)],
  cells_crosses: ['(value, /)', (_vm: VM, v: PyValue) => crosses(v)],
  module_is_sealed: ['(module, /)', (_vm: VM, m: PyValue) => m instanceof PyModule && m.sealed],
  type_label: ['(value, /)', (_vm: VM, v: PyValue) => typeOf(v).name],
  /** The built-in classes that an exception belongs to, the nearest first. */
  exception_kinds: ['(e, /)', (_vm: VM, e: PyException) => builtInClasses(e)],
  exception_arguments: ['(e, /)', (_vm: VM, e: PyException) => e.args],
  /** Puts a name among the built-ins that the program sees. */
  set_builtin: [
    '(name, value, /)',
    (vm: VM, name: PyValue, value: PyValue) => {
      if (typeof name === 'string') vm.builtins.setStr(name, value);
      return null;
    },
  ],
});
