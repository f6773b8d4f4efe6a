/** `_pickle.Unpickler` and its memo, and what library/pickle.py needs of a `load` under way. */
import { newDict, tuple, typeOf } from '../../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../../objects/define.js';
import { PyDict } from '../../objects/dict.js';
import { typeError, valueError } from '../../objects/exception-types.js';
import { PyInstance, PyObject, type PyType, type PyValue, type R, type Shape } from '../../objects/object.js';
import type { Str } from '../../objects/text/core.js';
import type { VM } from '../../objects/vm.js';
import { setOwnAttribute } from '../../protocols/attributes.js';
import { setKey } from '../../protocols/mapping.js';
import { requireBuffer } from '../../types/buffer.js';
import { intOf } from '../../types/coerce.js';
import { feed, LoadMemo, newLoading, type PyLoading, shownAndUsed, UnpicklerState } from './load-state.js';
import { loadOn, loadWith } from './loading.js';
import { hookRows, isOwnMethod } from './pickler.js';
import { UnpicklerMemoType, UnpicklerType, unpicklingError } from './types.js';

export class PyUnpickler extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  /** null: `__init__` was not called. */
  state: UnpicklerState | null = null;
  /** What the program put in the place of the method. */
  persistent: PyValue | undefined = undefined;
  constructor(shape: Shape) {
    super(shape);
  }
}

/** A view of the memo of an unpickler. */
export class PyUnpicklerMemo extends PyObject {
  constructor(
    shape: Shape,
    readonly unpickler: PyUnpickler,
  ) {
    super(shape);
  }
}

export function newState(
  vm: VM,
  fixImports: boolean,
  encoding: PyValue,
  errors: PyValue,
  buffers: PyValue,
  methods: readonly [read: PyValue, readline: PyValue, peek: PyValue],
): UnpicklerState {
  vm.alloc(400);
  return new UnpicklerState(fixImports, encoding as Str, errors as Str, buffers, ...methods);
}

// -- the memo -------------------------------------------------------------------------------------------------------------

function memoOf(vm: VM, u: PyUnpickler): LoadMemo {
  u.state ??= newState(vm, true, 'ASCII', 'strict', null, [null, null, null]);
  return u.state.memo;
}

function memoCopy(vm: VM, memo: LoadMemo): PyDict {
  const d = newDict();
  const { near, far } = memo;
  vm.charge(memo.size);
  for (let i = 0; i < near.length; i++) setKey(vm, d, i, near[i]!);
  for (let i = 0; far !== null && i < far.keys.length; i++)
    if (far.keys[i] !== undefined) setKey(vm, d, far.keys[i]!, far.vals[i]!);
  return d;
}

function memoFrom(vm: VM, d: PyDict): LoadMemo {
  const memo = new LoadMemo();
  vm.charge(d.keys.length);
  for (let i = 0; i < d.keys.length; i++) {
    const key = d.keys[i];
    if (key === undefined) continue;
    const n = intOf(key);
    if (n === undefined) throw typeError('memo key must be integers');
    if (n < 0 || typeof n === 'bigint') throw valueError('memo key must be positive integers.');
    memo.set(vm, n, d.vals[i]!);
  }
  return memo;
}

function setMemo(vm: VM, u: PyUnpickler, v: PyValue): void {
  let d: PyDict;
  if (v instanceof PyUnpicklerMemo) d = memoCopy(vm, memoOf(vm, v.unpickler));
  else if (v instanceof PyDict) d = v;
  else throw typeError(`'memo' attribute must be an UnpicklerMemoProxy object or dict, not ${typeOf(v).name}`);
  const memo = memoFrom(vm, d);
  memoOf(vm, u);
  u.state!.memo = memo;
}

defineType(UnpicklerMemoType, {
  methods: {
    clear: [
      '($self, /)',
      'Remove all items from memo.',
      (vm: VM, m: PyUnpicklerMemo) => {
        memoOf(vm, m.unpickler);
        m.unpickler.state!.memo = new LoadMemo();
      },
    ],
    copy: [
      '($self, /)',
      'Copy the memo to a new object.',
      (vm: VM, m: PyUnpicklerMemo) => memoCopy(vm, memoOf(vm, m.unpickler)),
    ],
    __reduce__: [
      '($self, /)',
      'Implement pickling support.',
      (vm: VM, m: PyUnpicklerMemo) => {
        const copy = memoCopy(vm, memoOf(vm, m.unpickler));
        return tuple([copy.shape.cls, tuple([copy])]);
      },
    ],
  },
  attrs: { __hash__: null },
});

// -- the class ------------------------------------------------------------------------------------------------------------

defineType(UnpicklerType, {
  doc: 'This takes a binary file for reading a pickle data stream.',
  new: ['($type, /, *args, **kwargs)', null, (_vm: VM, cls: PyType) => new PyUnpickler(cls.root)],
  methods: {
    __init__: [
      "($self, /, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
      null,
      (vm: VM, u: PyUnpickler, file: PyValue, fix?: PyValue, encoding?: PyValue, errors?: PyValue, buffers?: PyValue) =>
        vm.lib('unpickler_init', [u, file, fix ?? true, encoding ?? 'ASCII', errors ?? 'strict', buffers ?? null]),
    ],
    load: [
      '($self, /)',
      'Load a pickle.',
      (vm: VM, u: PyUnpickler) => {
        if (u.state === null || u.state.read === null)
          throw unpicklingError(`Unpickler.__init__() was not called by ${typeOf(u).name}.__init__()`);
        return vm.lib('unpickler_load', [u]);
      },
    ],
    find_class: [
      '($self, module_name, global_name, /)',
      'Return an object from a specified module.',
      (vm: VM, u: PyUnpickler, module: PyValue, name: PyValue): R =>
        vm.lib('pickle_find_class', [module, name, u.state?.protocol ?? 0, u.state === null || u.state.fixImports]),
    ],
    persistent_load: [
      '($self, pid, /)',
      null,
      () => {
        throw unpicklingError(
          'A load persistent id instruction was encountered, but no persistent_load function was specified.',
        );
      },
    ],
    ...hookRows('persistent_load'),
  },
  getset: {
    memo: {
      get: (vm: VM, u: PyUnpickler) => {
        vm.alloc(64);
        return new PyUnpicklerMemo(UnpicklerMemoType.root, u);
      },
      set: setMemo,
      del: () => {
        throw typeError('attribute deletion is not supported');
      },
    },
  },
});

/** Names of plain strs for an instance whose attributes are its own: as `instance.__dict__` would take them. */
function setAttributes(vm: VM, inst: PyValue, state: PyDict): boolean {
  if (!(inst instanceof PyInstance) || !inst.shape.cls.hasDict || state.custom !== null) return false;
  const { keys, vals } = state;
  vm.charge(keys.length);
  for (const key of keys) if (key !== undefined && typeof key !== 'string') return false;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key !== undefined) setOwnAttribute(vm, inst, key as string, vals[i]!);
  }
  return true;
}

defineIntrinsics({
  unpickler_set_up: [
    '(unpickler, fix_imports, encoding, errors, buffers, read, readline, peek, /)',
    (vm: VM, u: PyUnpickler, fix: boolean, encoding: PyValue, errors: PyValue, buffers: PyValue, ...m: PyValue[]) => {
      u.state = newState(vm, fix, encoding, errors, buffers, [m[0]!, m[1]!, m[2]!]);
      return null;
    },
  ],
  unpickler_loading: [
    '(unpickler, persistent, /)',
    (vm: VM, u: PyUnpickler, persistent: PyValue) =>
      newLoading(vm, u, u.state!, isOwnMethod(UnpicklerType, 'persistent_load', persistent) ? null : persistent),
  ],
  pickle_loading: [
    '(fix_imports, encoding, errors, buffers, read, readline, peek, /)',
    (vm: VM, fix: boolean, encoding: PyValue, errors: PyValue, buffers: PyValue, ...m: PyValue[]) =>
      newLoading(vm, null, newState(vm, fix, encoding, errors, buffers, [m[0]!, m[1]!, m[2]!]), null),
  ],
  pickle_load_bytes: [
    '(loading, data, /)',
    (vm: VM, l: PyLoading, data: PyValue) => {
      const b = requireBuffer(vm, data);
      vm.charge(b.length >> 6);
      vm.alloc(b.length);
      l.state.data = b.slice();
      return null;
    },
  ],
  pickle_load_on: ['(loading, /)', loadOn],
  pickle_load_with: ['(loading, value, /)', loadWith],
  pickle_unpickler: ['(loading, /)', (_vm: VM, l: PyLoading) => l.unpickler],
  pickle_load_protocol: ['(loading, /)', (_vm: VM, l: PyLoading) => l.state.protocol],
  pickle_load_fixes: ['(loading, /)', (_vm: VM, l: PyLoading) => l.state.fixImports],
  pickle_load_coding: ['(loading, /)', (_vm: VM, l: PyLoading) => tuple([l.state.encoding, l.state.errors])],
  pickle_load_buffers: ['(loading, /)', (_vm: VM, l: PyLoading) => l.state.buffers],
  pickle_load_persistent: ['(loading, /)', (_vm: VM, l: PyLoading) => l.persistent],
  pickle_load_file: ['(loading, /)', (_vm: VM, l: PyLoading) => tuple([l.state.read, l.state.readline, l.state.peek])],
  pickle_no_peek: [
    '(loading, /)',
    (_vm: VM, l: PyLoading) => {
      l.state.peek = null;
      return null;
    },
  ],
  /** How far the file has to be read on; `at` None: up to where the loop stands. */
  pickle_shown: [
    '(loading, at, /)',
    (_vm: VM, l: PyLoading, at: PyValue) => shownAndUsed(l.state, at === null ? l.state.at : (at as number)),
  ],
  pickle_feed: [
    '(loading, at, data, peeked, /)',
    (vm: VM, l: PyLoading, at: number, data: PyValue, peeked: boolean) => {
      const b = requireBuffer(vm, data);
      feed(vm, l.state, at, b, peeked);
      return b.length;
    },
  ],
  pickle_set_attributes: [
    '(instance, state, /)',
    (vm: VM, inst: PyValue, state: PyDict) => setAttributes(vm, inst, state),
  ],
  pickle_is_listed: ['()', (vm: VM) => vm.restrictions.pickles === true],
  pickle_error: [
    '(message, /)',
    (_vm: VM, message: string) => {
      throw unpicklingError(message);
    },
  ],
});
