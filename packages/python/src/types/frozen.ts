/**
 * Lists and dicts that cannot change any more: values that files of configuration share (Starlark's rule). They are lists
 * and dicts in everything else; what would change one raises TypeError.
 */
import { DictType, ListType, newBuiltinType, tuple, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType, type MethodRow } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { typeError } from '../objects/exception-types.js';
import type { PyValue } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import { PySet } from '../objects/set.js';
import type { VM } from '../objects/vm.js';
import { membersOf } from '../protocols/sets.js';
import { newFrozenSet } from './set.js';

export const FrozenListType = newBuiltinType('frozenlist', ListType, { layout: 'list', patma: 1, final: true });
export const FrozenDictType = newBuiltinType('frozendict', DictType, { layout: 'dict', patma: 2, final: true });

function refusing(what: string, copy: string, names: string): Record<string, MethodRow> {
  const refuse = () => {
    throw typeError(`this ${what} is frozen, since other files share it: change a copy, like ${copy}`);
  };
  return Object.fromEntries(names.split(' ').map((name) => [name, ['($self, /, *args, **kwargs)', null, refuse]]));
}

defineType(FrozenListType, {
  doc: 'A list that files share.',
  methods: refusing(
    'list',
    '[*values]',
    '__init__ __setitem__ __delitem__ __iadd__ __imul__ append clear extend insert pop remove reverse sort',
  ),
});

defineType(FrozenDictType, {
  doc: 'A dict that files share.',
  methods: refusing(
    'dict',
    '{**values}',
    '__init__ __setitem__ __delitem__ __ior__ clear pop popitem setdefault update',
  ),
});

/** The value with every exact list, dict and set in it frozen; parts that are one stay one, whatever holds itself. */
function freeze(vm: VM, root: PyValue): PyValue {
  const made = new Map<PyValue, PyValue>();
  const open: PyValue[][] = [];
  const convert = (v: PyValue): PyValue => {
    const known = made.get(v);
    if (known !== undefined) return known;
    const frozen = shell(vm, v, open);
    if (frozen !== v) made.set(v, frozen);
    return frozen;
  };
  const result = convert(root);
  for (let items = open.pop(); items !== undefined; items = open.pop()) {
    vm.charge(items.length);
    for (let i = 0; i < items.length; i++) if (items[i] !== undefined) items[i] = convert(items[i]!);
  }
  return result;
}

/** The frozen form, whose parts are those of the value yet: their arrays are to be gone through. */
function shell(vm: VM, v: PyValue, open: PyValue[][]): PyValue {
  if (typeof v !== 'object' || v === null) return v;
  const cls = typeOf(v);
  if (v instanceof PyList && cls === ListType) {
    const frozen = new PyList(FrozenListType.root, copied(vm, v.items));
    open.push(frozen.items);
    return frozen;
  }
  if (v instanceof PyDict && cls === DictType) {
    const frozen = new PyDict(FrozenDictType.root);
    frozen.copyFrom(vm, v);
    open.push(frozen.vals as PyValue[]);
    return frozen;
  }
  if (v instanceof PyTuple && !cls.heap && v.items.some((item) => typeof item === 'object' && item !== null)) {
    const items = copied(vm, v.items);
    open.push(items);
    return tuple(items);
  }
  if (v instanceof PySet && !cls.heap) return newFrozenSet(vm, membersOf(vm, v));
  return v;
}

function copied(vm: VM, items: readonly PyValue[]): PyValue[] {
  vm.charge(items.length);
  vm.alloc(items.length * 8 + 60);
  return items.slice();
}

defineIntrinsics({
  freeze_value: ['(value, /)', (vm: VM, value: PyValue) => freeze(vm, value)],
});
