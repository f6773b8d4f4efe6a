/** `_pickle.Pickler` and its memo, and what library/pickle.py needs of a `dump` under way. */
import { newDict, tuple, typeOf } from '../../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../../objects/define.js';
import { PyDict } from '../../objects/dict.js';
import { AttributeErrorType, raise, typeError, valueError } from '../../objects/exception-types.js';
import { PyBuiltin, PyMethodDescr } from '../../objects/function.js';
import { idOf } from '../../objects/identity.js';
import { PyObject, type PyType, type PyValue, type R, type Shape } from '../../objects/object.js';
import { PyTuple } from '../../objects/sequence.js';
import type { VM } from '../../objects/vm.js';
import { genericGetAttribute, genericSetAttribute, missingAttribute } from '../../protocols/attributes.js';
import { setKey } from '../../protocols/mapping.js';
import { requireBuffer } from '../../types/buffer.js';
import { intOf } from '../../types/coerce.js';
import { DEFAULT_PROTOCOL, HIGHEST_PROTOCOL } from './opcodes.js';
import { PickleOutput } from './output.js';
import { fresh, newSaving, PicklerState, type PySaving, trail } from './save-state.js';
import { saveBuffer, saveFirst, saveItems, saveOn, savePlan, saveReduced, saveValue } from './saving.js';
import { PicklerMemoType, PicklerType, picklingError } from './types.js';

export class PyPickler extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  /** null: `__init__` was not called. */
  state: PicklerState | null = null;
  write: PyValue = null;
  dispatchTable: PyValue | undefined = undefined;
  /** What the program put in the place of the method. */
  persistent: PyValue | undefined = undefined;
  bin = 1;
  constructor(shape: Shape) {
    super(shape);
  }
}

/** A view of the memo of a pickler. */
export class PyPicklerMemo extends PyObject {
  constructor(
    shape: Shape,
    readonly pickler: PyPickler,
  ) {
    super(shape);
  }
}

/** The protocol that an int asks for. */
export function protocolOf(n: number): number {
  if (n > HIGHEST_PROTOCOL) throw valueError(`pickle protocol must be <= ${HIGHEST_PROTOCOL}`);
  return n < 0 ? HIGHEST_PROTOCOL : n;
}

export function newState(
  vm: VM,
  protocol: PyValue,
  fixImports: boolean,
  callback: PyValue,
  toFile: boolean,
): PicklerState {
  const given = protocol === null ? DEFAULT_PROTOCOL : protocolOf(Number(intOf(protocol)));
  if (callback !== null && given < 5) throw valueError('buffer_callback needs protocol >= 5');
  vm.alloc(600);
  return new PicklerState(given, fixImports && given < 3, callback, new PickleOutput(toFile, 256));
}

// -- hooks that a program may put in the place of a method ------------------------------------------------------------------

interface Hooked extends PyObject {
  persistent: PyValue | undefined;
}

/** Attribute access of a class one of whose methods can be assigned to an instance. */
export function hookRows(hook: string) {
  const deleting = (vm: VM, self: Hooked, name: PyValue): R => {
    if (name !== hook) return genericSetAttribute(vm, self, nameOf(name), undefined);
    self.persistent = undefined;
    return null;
  };
  return {
    __getattribute__: [
      '($self, name, /)',
      null,
      (vm: VM, self: Hooked, given: PyValue): R => {
        const name = nameOf(given);
        if (name === hook && self.persistent !== undefined) return self.persistent;
        const found = genericGetAttribute(vm, self, name);
        if (found === undefined) throw missingAttribute(self, name);
        return found;
      },
    ],
    __setattr__: [
      '($self, name, value, /)',
      null,
      (vm: VM, self: Hooked, name: PyValue, value: PyValue): R => {
        if (name !== hook) return genericSetAttribute(vm, self, nameOf(name), value);
        self.persistent = value;
        return null;
      },
    ],
    __delattr__: ['($self, name, /)', null, deleting],
  } as const;
}

function nameOf(v: PyValue): string {
  if (typeof v === 'string') return v;
  throw typeError(`attribute name must be string, not '${typeOf(v).name}'`);
}

/** Whether a bound method is the class's own. */
export function isOwnMethod(cls: PyType, name: string, v: PyValue): boolean {
  const own = cls.dict.getStr(name);
  return v instanceof PyBuiltin && own instanceof PyMethodDescr && v.def === own.def;
}

// -- the memo -------------------------------------------------------------------------------------------------------------

function memoCopy(vm: VM, memo: ReadonlyMap<PyValue, number>): PyDict {
  const d = newDict();
  vm.charge(memo.size);
  vm.alloc(memo.size * 160);
  for (const [v, i] of memo) setKey(vm, d, idOf(vm, v), tuple([i, v]));
  return d;
}

function memoOf(vm: VM, p: PyPickler): Map<PyValue, number> {
  p.state ??= newState(vm, null, true, null, true);
  return p.state.memo;
}

/** The numbers that a program chose; those of ints stand for nothing, as ints are always written out. */
function memoFrom(vm: VM, d: PyDict): Map<PyValue, number> {
  const memo = new Map<PyValue, number>();
  vm.charge(d.keys.length);
  vm.alloc(d.size * 48);
  for (let i = 0; i < d.keys.length; i++) {
    if (d.keys[i] === undefined) continue;
    const pair = d.vals[i];
    if (!(pair instanceof PyTuple) || pair.items.length !== 2) throw typeError("'memo' values must be 2-item tuples");
    const [number, v] = pair.items as [PyValue, PyValue];
    const n = intOf(number);
    if (typeof n !== 'number') throw typeError(`'${typeOf(number).name}' object cannot be interpreted as an integer`);
    if (typeof v !== 'number' && typeof v !== 'bigint') memo.set(v, n >>> 0);
  }
  return memo;
}

function setMemo(vm: VM, p: PyPickler, v: PyValue): void {
  let memo: Map<PyValue, number>;
  if (v instanceof PyPicklerMemo) {
    const from = memoOf(vm, v.pickler);
    vm.charge(from.size);
    vm.alloc(from.size * 48);
    memo = new Map(from);
  } else if (v instanceof PyDict) memo = memoFrom(vm, v);
  else throw typeError(`'memo' attribute must be a PicklerMemoProxy object or dict, not ${typeOf(v).name}`);
  memoOf(vm, p);
  p.state!.memo = memo;
}

defineType(PicklerMemoType, {
  methods: {
    clear: ['($self, /)', 'Remove all items from memo.', (vm: VM, m: PyPicklerMemo) => memoOf(vm, m.pickler).clear()],
    copy: [
      '($self, /)',
      'Copy the memo to a new object.',
      (vm: VM, m: PyPicklerMemo) => memoCopy(vm, memoOf(vm, m.pickler)),
    ],
    __reduce__: [
      '($self, /)',
      'Implement pickle support.',
      (vm: VM, m: PyPicklerMemo) => {
        const copy = memoCopy(vm, memoOf(vm, m.pickler));
        return tuple([copy.shape.cls, tuple([copy])]);
      },
    ],
  },
  attrs: { __hash__: null },
});

// -- the class ------------------------------------------------------------------------------------------------------------

const flag = (get: (p: PyPickler) => number, set: (vm: VM, p: PyPickler, n: number) => void) => ({
  get: (_vm: VM, p: PyPickler) => get(p),
  set: (vm: VM, p: PyPickler, v: PyValue) => {
    const n = intOf(v);
    if (n === undefined) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
    set(vm, p, Number(n) | 0);
  },
});

function unset(p: PyPickler): never {
  throw raise(AttributeErrorType, `'${typeOf(p).name}' object has no attribute 'dispatch_table'`);
}

defineType(PicklerType, {
  doc: 'This takes a binary file for writing a pickle data stream.',
  new: ['($type, /, *args, **kwargs)', null, (_vm: VM, cls: PyType) => new PyPickler(cls.root)],
  methods: {
    __init__: [
      '($self, /, file, protocol=None, fix_imports=True, buffer_callback=None)',
      null,
      (vm: VM, p: PyPickler, file: PyValue, protocol?: PyValue, fix?: PyValue, callback?: PyValue) =>
        vm.lib('pickler_init', [p, file, protocol ?? null, fix ?? true, callback ?? null]),
    ],
    dump: [
      '($self, obj, /)',
      'Write a pickled representation of the given object to the open file.',
      (vm: VM, p: PyPickler, v: PyValue) => {
        if (p.state === null || p.write === null)
          throw picklingError(`Pickler.__init__() was not called by ${typeOf(p).name}.__init__()`);
        return vm.lib('pickler_dump', [p, v]);
      },
    ],
    clear_memo: [
      '($self, /)',
      'Clears the pickler\'s "memo".',
      (_vm: VM, p: PyPickler) => {
        p.state?.memo.clear();
        return null;
      },
    ],
    persistent_id: ['($self, obj, /)', null, () => null],
    ...hookRows('persistent_id'),
  },
  getset: {
    memo: {
      get: (vm: VM, p: PyPickler) => {
        vm.alloc(64);
        return new PyPicklerMemo(PicklerMemoType.root, p);
      },
      set: setMemo,
      del: () => {
        throw typeError('attribute deletion is not supported');
      },
    },
    dispatch_table: {
      get: (_vm: VM, p: PyPickler) => p.dispatchTable ?? (p.dispatchTable === null ? null : unset(p)),
      set: (_vm: VM, p: PyPickler, v: PyValue) => {
        p.dispatchTable = v;
      },
      del: (_vm: VM, p: PyPickler) => {
        if (p.dispatchTable === undefined) unset(p);
        p.dispatchTable = undefined;
      },
    },
    bin: flag(
      (p) => p.bin,
      (_vm, p, n) => {
        p.bin = n;
      },
    ),
    fast: flag(
      (p) => p.state?.fast ?? 0,
      (vm, p, n) => {
        memoOf(vm, p);
        p.state!.fast = n;
      },
    ),
  },
});

defineIntrinsics({
  pickler_set_up: [
    '(pickler, write, protocol, fix_imports, buffer_callback, /)',
    (vm: VM, p: PyPickler, write: PyValue, protocol: PyValue, fix: boolean, callback: PyValue) => {
      const before = p.state;
      p.state = newState(vm, protocol, fix, callback, true);
      if (before !== null) p.state.memo = before.memo;
      p.write = write;
      p.bin = p.state.protocol > 0 ? 1 : 0;
      return null;
    },
  ],
  /** The class's own table, which the member of the base hides no longer. */
  pickler_set_table: [
    '(pickler, table, /)',
    (_vm: VM, p: PyPickler, table: PyValue) => {
      p.dispatchTable = table;
      return null;
    },
  ],
  pickler_saving: [
    '(pickler, persistent, override, /)',
    (vm: VM, p: PyPickler, persistent: PyValue, override: PyValue) =>
      newSaving(vm, p, p.state!, isOwnMethod(PicklerType, 'persistent_id', persistent) ? null : persistent, override),
  ],
  pickle_saving: [
    '(protocol, fix_imports, buffer_callback, to_file, /)',
    (vm: VM, protocol: PyValue, fix: boolean, callback: PyValue, toFile: boolean) =>
      newSaving(vm, null, newState(vm, protocol, fix, callback, toFile), null, null),
  ],
  pickle_protocol: ['(saving, /)', (_vm: VM, s: PySaving) => s.state.protocol],
  pickle_fixes_imports: ['(saving, /)', (_vm: VM, s: PySaving) => s.state.fixImports],
  pickle_buffer_callback: ['(saving, /)', (_vm: VM, s: PySaving) => s.state.bufferCallback],
  pickle_persistent: ['(saving, /)', (_vm: VM, s: PySaving) => s.persistent],
  pickle_override: ['(saving, /)', (_vm: VM, s: PySaving) => s.override],
  pickle_write: ['(saving, /)', (_vm: VM, s: PySaving) => (s.pickler as PyPickler).write],
  /** A table of the pickler's own, as a tuple; None: copyreg's serves. */
  pickle_table: [
    '(saving, /)',
    (_vm: VM, s: PySaving) => {
      const table = s.pickler instanceof PyPickler ? s.pickler.dispatchTable : undefined;
      return table === undefined ? null : tuple([table]);
    },
  ],
  pickle_save_first: ['(saving, object, /)', saveFirst],
  pickle_save_on: ['(saving, /)', saveOn],
  pickle_save_value: ['(saving, object, /)', saveValue],
  pickle_save_reduced: ['(saving, object, /)', saveReduced],
  pickle_save_plan: [
    '(saving, object, plan, /)',
    (vm: VM, s: PySaving, v: PyValue, plan: PyTuple) => {
      vm.alloc(plan.items.length * 8);
      return savePlan(vm, s, v, plan);
    },
  ],
  pickle_save_items: ['(saving, items, /)', saveItems],
  pickle_save_buffer: [
    '(saving, object, view, readonly, /)',
    (vm: VM, s: PySaving, v: PyValue, view: PyValue, readonly: boolean) =>
      saveBuffer(vm, s, v, requireBuffer(vm, view), readonly),
  ],
  /** A part of a name, for a plan: an object of its own where CPython has made one. */
  pickle_fresh: ['(text, /)', (_vm: VM, s: PyValue) => (typeof s === 'string' && s.length > 1 ? fresh(s) : s)],
  pickle_trail: ['(saving, /)', trail],
  raise_pickling_error: [
    '(message, /)',
    (_vm: VM, message: string) => {
      throw picklingError(message);
    },
  ],
});
