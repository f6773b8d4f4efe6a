/**
 * The opcodes that the dispatch loop does not hold itself. Each works on `frame.stack`, `frame.sp` and `frame.pc` and
 * answers null (done), DELEGATE (a call is pending; its result is delivered as `m.rareRet` says), another frame to go
 * on with, or PAUSE (the run has ended or pauses).
 */

import { INTRINSICS_1, INTRINSICS_2, Op } from '../compiler/opcodes.js';
import {
  AsyncGeneratorType,
  CellType,
  CoroutineType,
  FunctionType,
  GeneratorType,
  ListType,
  ModuleType,
  newDict,
  SliceType,
  tuple,
  typeOf,
} from '../objects/builtin-types.js';
import { CO_ASYNC_GENERATOR, CO_COROUTINE, CO_ITERABLE_COROUTINE, type PyCode } from '../objects/code.js';
import { PyDict } from '../objects/dict.js';
import { InternalError, PyRaise } from '../objects/errors.js';
import { PyException } from '../objects/exception.js';
import {
  AssertionErrorType,
  BaseExceptionType,
  NotImplementedErrorType,
  RuntimeErrorType,
  raise,
  StopAsyncIterationType,
  StopIterationType,
  typeError,
  valueError,
} from '../objects/exception-types.js';
import { type PyFrame, Ret } from '../objects/frame.js';
import { PyBuiltin, PyCell, PyFunction, PyMethodDescr, PyModule } from '../objects/function.js';
import { PyGenerator } from '../objects/generator.js';
import { DELEGATE, type Delegate, PyInstance, PyType, type PyValue, type R } from '../objects/object.js';
import { PyList, PySlice, PyTuple } from '../objects/sequence.js';
import { bindDescriptor, setDictStr } from '../protocols/attributes.js';
import { collectFast, getIter, nextStep } from '../protocols/iterate.js';
import { setKey } from '../protocols/mapping.js';
import { unaryOperation } from '../protocols/operators.js';
import { format, length, toRepr, toStr } from '../protocols/special.js';
import { asend, beginASend, canStepAsend, PyAsyncGenASend } from '../types/async-generator.js';
import { isOver, PyFutureIter, raiseResult, takeResult } from '../types/future-iter.js';
import { newSet, setAdd } from '../types/set.js';
import { superAttribute } from '../types/super.js';
import { deleteAttr } from './attribute-ops.js';
import { callValue, ENTER } from './calls.js';
import { needsClosing } from './finalizing.js';
import { isGenuine, isImportAllowed } from './import-decisions.js';
import type { Machine } from './machine.js';
import { loadName, nameError, unboundCell, unboundLocal } from './name-ops.js';

export const PAUSE = 'pause' as const;
export type Rare = null | Delegate | PyFrame | typeof PAUSE;

/** Deliver a result: push it now, or say how the pending call's result is delivered. */
function push(m: Machine, frame: PyFrame, r: R): Rare {
  if (r === DELEGATE) {
    m.rareRet = Ret.Push;
    return DELEGATE;
  }
  if (r === ENTER) {
    m.rareRet = Ret.Push;
    return entered(m, frame, Ret.Push);
  }
  frame.stack[frame.sp++] = r as PyValue;
  return null;
}

/** The result does not matter. */
function drop(m: Machine, r: R): Rare {
  if (r !== DELEGATE) return null;
  m.rareRet = Ret.Discard;
  return DELEGATE;
}

function entered(m: Machine, frame: PyFrame, ret: Ret): PyFrame {
  const next = m.entered!;
  next.back = frame;
  next.base = m.handled;
  if (m.enteredInstance !== undefined) {
    next.ret = Ret.Init;
    next.initRet = ret;
    next.instance = m.enteredInstance;
    m.enteredInstance = undefined;
  } else if (next.ret >= Ret.New) next.initRet = ret;
  else next.ret = ret;
  return next;
}

function pop(frame: PyFrame): PyValue {
  return frame.stack[--frame.sp]!;
}

function popMany(frame: PyFrame, n: number): PyValue[] {
  frame.sp -= n;
  return frame.stack.slice(frame.sp, frame.sp + n);
}

type RareHandler = (m: Machine, frame: PyFrame, arg: number) => Rare;
const table: (RareHandler | undefined)[] = [];
const on = (op: Op, handler: RareHandler) => {
  table[op] = handler;
};

export function rareOp(m: Machine, frame: PyFrame, w: number): Rare {
  const handler = table[w & 255];
  if (handler === undefined) {
    if (m.debug !== null) return m.debug.trap(frame);
    throw new InternalError(`no handler for opcode ${w & 255}`);
  }
  return handler(m, frame, w >>> 8);
}

/** Whether an opcode is handled here (for the test of the opcode table). */
export function isRareOp(op: number): boolean {
  return table[op] !== undefined;
}

// -- variables ---------------------------------------------------------------------------------------------------------

on(Op.LOAD_FAST_AND_CLEAR, (_m, f, arg) => {
  f.stack[f.sp++] = f.stack[arg]!;
  f.stack[arg] = undefined as unknown as PyValue;
  return null;
});
on(Op.DELETE_FAST, (_m, f, arg) => {
  if (f.stack[arg] === undefined) throw unboundLocal(f.code, arg);
  f.stack[arg] = undefined as unknown as PyValue;
  return null;
});
on(Op.MAKE_CELL, (m, f, arg) => {
  m.alloc(32);
  f.stack[arg] = new PyCell(CellType.root, f.stack[arg]);
  return null;
});
on(Op.LOAD_CLOSURE, (_m, f, arg) => {
  f.stack[f.sp++] = f.stack[arg]!;
  return null;
});
on(Op.DELETE_DEREF, (_m, f, arg) => {
  const cell = f.stack[arg] as PyCell;
  if (cell.value === undefined) throw unboundCell(f.code, arg);
  cell.value = undefined;
  return null;
});
on(Op.DELETE_GLOBAL, (m, f, arg) => {
  const name = f.code.f.names[arg]!;
  if (!f.globals.deleteStr(m, name)) throw nameError(name);
  return null;
});
on(Op.LOAD_NAME, (m, f, arg) => push(m, f, loadName(m, f, f.locals, f.code.f.names[arg]!)));
// Code of a module that was made a function has no locals of its own: they are its globals.
on(Op.STORE_NAME, (m, f, arg) => {
  const v = pop(f);
  const ns = f.locals ?? f.globals;
  const name = f.code.f.names[arg]!;
  if (ns instanceof PyDict && !ns.shape.cls.heap) {
    setDictStr(m, ns, name, v);
    return null;
  }
  return drop(m, m.lib('store_name', [ns, name, v]));
});
on(Op.DELETE_NAME, (m, f, arg) => {
  const name = f.code.f.names[arg]!;
  const ns = f.locals ?? f.globals;
  if (ns instanceof PyDict && !ns.shape.cls.heap) {
    if (!ns.deleteStr(m, name)) throw nameError(name);
    return null;
  }
  return drop(m, m.lib('delete_name', [ns, name]));
});
on(Op.LOAD_LOCALS, (_m, f) => {
  f.stack[f.sp++] = f.locals ?? f.globals;
  return null;
});
on(Op.LOAD_FROM_DICT_OR_DEREF, (m, f, arg) => {
  const ns = pop(f);
  const name = f.code.f.localsplus[arg]!;
  const cell = f.stack[arg] as PyCell;
  if (ns instanceof PyDict && !ns.shape.cls.heap) {
    let v = ns.getStr(name);
    if (v === undefined) v = cell.value;
    if (v === undefined) throw unboundCell(f.code, arg);
    f.stack[f.sp++] = v;
    return null;
  }
  return push(m, f, m.lib('load_from_mapping_or_cell', [ns, name, cell]));
});
on(Op.LOAD_FROM_DICT_OR_GLOBALS, (m, f, arg) => push(m, f, loadName(m, f, pop(f), f.code.f.names[arg]!)));
on(Op.LOAD_BUILD_CLASS, (m, f) => {
  const v = f.builtins.getStr('__build_class__');
  if (v === undefined) throw raise(m.errorType('NameError'), '__build_class__ not found');
  f.stack[f.sp++] = v;
  return null;
});
on(Op.SETUP_ANNOTATIONS, (m, f) => {
  const ns = f.locals;
  if (ns instanceof PyDict && !ns.shape.cls.heap) {
    if (ns.getStr('__annotations__') === undefined) setDictStr(m, ns, '__annotations__', newDict());
    return null;
  }
  return drop(m, m.lib('setup_annotations', [ns]));
});

// -- attributes ----------------------------------------------------------------------------------------------------------

on(Op.DELETE_ATTR, (m, f, arg) => drop(m, deleteAttr(m, pop(f), f.code.f.names[arg]!)));
on(Op.LOAD_SUPER_ATTR, (m, f, arg) => {
  const [callee, cls, self] = popMany(f, 3);
  if (callee !== m.superType || !(cls instanceof PyType)) {
    return push(m, f, m.lib('super_attribute_by_call', [callee!, cls!, self!, f.code.f.names[arg]!]));
  }
  return push(m, f, superAttribute(m, cls, self!, f.code.f.names[arg]!));
});
on(Op.LOAD_SUPER_METHOD, (m, f, arg) => {
  const self = pop(f);
  const cls = pop(f);
  const callee = pop(f);
  const name = f.code.f.names[arg]!;
  let r: R;
  if (callee !== m.superType || !(cls instanceof PyType))
    r = m.lib('super_attribute_by_call', [callee, cls, self, name]);
  else {
    const fn = self instanceof PyInstance ? functionAfter(self.shape.cls, cls, name) : undefined;
    if (fn !== undefined) {
      f.stack[f.sp++] = fn;
      f.stack[f.sp++] = self;
      return null;
    }
    r = superAttribute(m, cls, self, name);
  }
  if (r === DELEGATE) {
    m.rareRet = Ret.PushNull;
    return DELEGATE;
  }
  f.stack[f.sp++] = r as PyValue;
  f.stack[f.sp++] = undefined as unknown as PyValue;
  return null;
});

/** The function that `super(cls, self).name` finds in the mro of self's class, if it is one. */
function functionAfter(start: PyType, cls: PyType, name: string): PyFunction | undefined {
  const mro = start.mro;
  const at = mro.indexOf(cls);
  if (at < 0 || name === '__class__') return undefined;
  for (let i = at + 1; i < mro.length; i++) {
    const d = mro[i]!.dict.getStr(name);
    if (d !== undefined) return d instanceof PyFunction ? d : undefined;
  }
  return undefined;
}

// -- operators -------------------------------------------------------------------------------------------------------------

on(Op.UNARY_POSITIVE, (m, f) => push(m, f, unaryOperation(m, '__pos__', pop(f))));
on(Op.UNARY_INVERT, (m, f) => push(m, f, unaryOperation(m, '__invert__', pop(f))));

// -- iteration, generators, coroutines ------------------------------------------------------------------------------------------

on(Op.GET_ITER, (m, f) => push(m, f, getIter(m, pop(f))));
on(Op.GET_YIELD_FROM_ITER, (m, f) => {
  const o = pop(f);
  if (o instanceof PyGenerator) {
    if (o.shape.cls === GeneratorType) {
      f.stack[f.sp++] = o;
      return null;
    }
    if (o.shape.cls === CoroutineType) {
      if ((f.code.f.flags & (CO_COROUTINE | CO_ITERABLE_COROUTINE)) === 0) {
        throw typeError("cannot 'yield from' a coroutine object in a non-coroutine generator");
      }
      f.stack[f.sp++] = o;
      return null;
    }
  }
  return push(m, f, getIter(m, o));
});
on(Op.GET_AWAITABLE, (m, f, arg) => {
  const o = pop(f);
  if (o instanceof PyGenerator) {
    const isCoroutine = o.shape.cls === CoroutineType;
    if (isCoroutine || (o.shape.cls === GeneratorType && ((o.code as PyCode).f.flags & CO_ITERABLE_COROUTINE) !== 0)) {
      if (isCoroutine && m.isAwaited(o)) throw raise(RuntimeErrorType, 'coroutine is being awaited already');
      f.stack[f.sp++] = o;
      return null;
    }
  }
  if (o instanceof PyAsyncGenASend) {
    f.stack[f.sp++] = o;
    return null;
  }
  const method = typeOf(o).lookup('__await__');
  if (method instanceof PyFunction && method.code.half !== null) {
    const it = method.code.half(m, method, [o], null);
    if (it !== undefined) return push(m, f, it);
  }
  if (method === undefined) {
    const name = typeOf(o).name;
    if (arg === 1)
      throw typeError(`'async with' received an object from __aenter__ that does not implement __await__: ${name}`);
    if (arg === 2)
      throw typeError(`'async with' received an object from __aexit__ that does not implement __await__: ${name}`);
    throw typeError(`'${name}' object can't be awaited`);
  }
  return push(m, f, m.lib('await_iterator', [o]));
});
on(Op.SEND, (m, f, arg) => {
  const v = pop(f);
  const it = f.stack[f.sp - 1]!;
  if (it instanceof PyGenerator && it.shape.cls !== AsyncGeneratorType) {
    m.resume(it, v);
    m.rareRet = Ret.Send;
    return DELEGATE;
  }
  if (it instanceof PyAsyncGenASend && v === null && canStepAsend(m, it)) {
    m.resume(it.gen, beginASend(m, it, v));
    m.rareRet = Ret.Asend;
    return DELEGATE;
  }
  if (it instanceof PyFutureIter && v === null && isOver(it)) {
    const result = takeResult(m, it);
    if (result === undefined) return push(m, f, raiseResult(m, it));
    f.stack[f.sp++] = result;
    f.pc = arg;
    return null;
  }
  if (v === null) {
    const r = nextStep(m, it);
    if (r === undefined) {
      f.stack[f.sp++] = null;
      f.pc = arg;
      return null;
    }
    return push(m, f, r as R);
  }
  return push(m, f, m.lib('send_to_iterator', [it, v]));
});
on(Op.RETURN_GENERATOR, (m, f) => {
  const fn = f.func!;
  const flags = f.code.f.flags;
  const cls =
    (flags & CO_COROUTINE) !== 0
      ? CoroutineType
      : (flags & CO_ASYNC_GENERATOR) !== 0
        ? AsyncGeneratorType
        : GeneratorType;
  m.alloc(360 + f.code.framesize * 8);
  const gen = new PyGenerator(cls.root, f, f.code);
  gen.name = fn.name;
  gen.qualname = fn.qualname;
  f.gen = gen;
  if ((f.code.needsClosing ??= needsClosing(f.code))) m.finalization.seat(gen);
  const back = f.back;
  f.back = null;
  m.depth--;
  if (back === null || f.ret === Ret.Exit) {
    m.result = gen;
    m.frame = null;
    return PAUSE;
  }
  if (f.ret !== Ret.Discard) back.stack[back.sp++] = gen;
  if (f.ret === Ret.Init) throw typeError(`__init__() should return None, not '${cls.name}'`);
  if (f.ret === Ret.PushNull) back.stack[back.sp++] = undefined as unknown as PyValue;
  return back;
});
on(Op.END_SEND, (_m, f) => {
  const v = pop(f);
  f.stack[f.sp - 1] = v;
  return null;
});
on(Op.CLEANUP_THROW, (m, f) => {
  const exc = pop(f) as PyException;
  if (exc.shape.cls.isSubtypeOf(StopIterationType)) {
    f.stack[f.sp - 1] = m.stopValue(exc);
    return null;
  }
  m.reraising = true;
  throw new PyRaise(exc);
});
on(Op.GET_AITER, (m, f) => {
  const o = pop(f);
  if (typeOf(o) === AsyncGeneratorType) return push(m, f, o);
  if (typeOf(o).lookup('__aiter__') === undefined) {
    throw typeError(`'async for' requires an object with __aiter__ method, got ${typeOf(o).name}`);
  }
  return push(m, f, m.lib('async_iterator', [o]));
});
on(Op.GET_ANEXT, (m, f) => {
  const it = f.stack[f.sp - 1]!;
  if (typeOf(it) === AsyncGeneratorType) return push(m, f, asend(m, it as PyGenerator, null));
  if (typeOf(it).lookup('__anext__') === undefined) {
    throw typeError(`'async for' requires an iterator with __anext__ method, got ${typeOf(it).name}`);
  }
  return push(m, f, m.lib('async_next', [it]));
});
on(Op.END_ASYNC_FOR, (m, f) => {
  const exc = pop(f) as PyException;
  f.sp--;
  if (exc.shape.cls.isSubtypeOf(StopAsyncIterationType)) return null;
  m.reraising = true;
  throw new PyRaise(exc);
});

// -- building ----------------------------------------------------------------------------------------------------------------

on(Op.BUILD_TUPLE, (m, f, n) => {
  m.alloc(48 + n * 48);
  const items = popMany(f, n);
  f.stack[f.sp++] = tuple(items);
  return null;
});
on(Op.BUILD_LIST, (m, f, n) => {
  m.alloc(64 + n * 48);
  const items = popMany(f, n);
  f.stack[f.sp++] = new PyList(ListType.root, items);
  return null;
});
on(Op.BUILD_SET, (m, f, n) => {
  const items = popMany(f, n);
  m.alloc(300);
  const s = newSet();
  for (let i = 0; i < n; i++) {
    if (!setAdd(m, s, items[i]!)) return push(m, f, m.lib('set_from_items', [tuple(items)]));
  }
  f.stack[f.sp++] = s;
  return null;
});
on(Op.BUILD_MAP, (m, f, n) => {
  const items = popMany(f, 2 * n);
  m.alloc(220);
  const d = newDict();
  for (let i = 0; i < n; i++) {
    if (!setKey(m, d, items[2 * i]!, items[2 * i + 1]!)) return push(m, f, m.lib('dict_from_flat', [tuple(items)]));
  }
  f.stack[f.sp++] = d;
  return null;
});
on(Op.BUILD_STRING, (m, f, n) => {
  const parts = popMany(f, n);
  let size = 0;
  let wide = false;
  for (const p of parts) {
    if (typeof p === 'string') size += p.length;
    else wide = true;
  }
  m.alloc(size + 32);
  if (wide) return push(m, f, m.joinStrings(parts));
  let s = '';
  for (let i = 0; i < n; i++) s += parts[i] as string;
  f.stack[f.sp++] = s;
  return null;
});
on(Op.BUILD_SLICE, (m, f, n) => {
  m.alloc(48);
  const [a, b, c] = popMany(f, n);
  f.stack[f.sp++] = new PySlice(SliceType.root, a!, b!, n === 3 ? c! : null);
  return null;
});
on(Op.BUILD_INTERPOLATION, (m, f, flags) => {
  const spec = (flags & 1) !== 0 ? pop(f) : '';
  const text = pop(f);
  const value = pop(f);
  const conversion = [null, 's', 'r', 'a'][flags >> 2] ?? null;
  return push(m, f, m.lib('build_interpolation', [value, text, conversion, spec]));
});
on(Op.BUILD_TEMPLATE, (m, f) => {
  const [strings, interpolations] = popMany(f, 2);
  return push(m, f, m.lib('build_template', [strings!, interpolations!]));
});
on(Op.LIST_APPEND, (m, f, n) => {
  const v = pop(f);
  m.alloc(48);
  (f.stack[f.sp - n] as PyList).items.push(v);
  return null;
});
on(Op.SET_ADD, (m, f, n) => {
  const v = pop(f);
  const s = f.stack[f.sp - n]!;
  if (setAdd(m, s as never, v)) return null;
  return drop(m, m.lib('set_add_item', [s, v]));
});
on(Op.MAP_ADD, (m, f, n) => {
  const v = pop(f);
  const k = pop(f);
  const d = f.stack[f.sp - n] as PyDict;
  if (setKey(m, d, k, v)) return null;
  return drop(m, m.lib('dict_setitem', [d, k, v]));
});
on(Op.LIST_EXTEND, (m, f, n) => {
  const it = pop(f);
  const l = f.stack[f.sp - n] as PyList;
  const cls = typeOf(it);
  const iterable = cls.lookup('__iter__');
  if ((iterable === undefined || iterable === null) && (iterable === null || cls.lookup('__getitem__') === undefined)) {
    throw typeError(`Value after * must be an iterable, not ${cls.name}`);
  }
  const items = it instanceof PyTuple && !cls.heap ? it.items : collectFast(m, it);
  if (items === undefined) return drop(m, m.lib('list_extend_by_iteration', [l, it]));
  m.charge(items.length >> 3);
  // The new array stands beside the old one for a moment; pushing would make it half as large again.
  m.alloc((l.items.length + items.length) * 8);
  if (items.length > 64) l.items = l.items.concat(items);
  else for (const item of items) l.items.push(item);
  return null;
});
on(Op.SET_UPDATE, (m, f, n) => {
  const it = pop(f);
  const s = f.stack[f.sp - n]!;
  return drop(m, m.lib('set_update_by_iteration', [s, it]));
});
on(Op.DICT_UPDATE, (m, f, n) => {
  const o = pop(f);
  const d = f.stack[f.sp - n] as PyDict;
  if (o instanceof PyDict && !o.shape.cls.heap && o.custom === null && d.custom === null) {
    d.copyFrom(m, o);
    return null;
  }
  return drop(m, m.lib('dict_update_unpack', [d, o]));
});
/** Keywords of a plain dict, none of which was given before; the rest, errors among it, is library code. */
function mergePlain(m: Machine, d: PyDict, o: PyValue): boolean {
  if (!(o instanceof PyDict) || o.shape.cls.heap || o.custom !== null || d.custom !== null) return false;
  if (d.size > 0) {
    m.charge(o.keys.length);
    for (const key of o.keys)
      if (key !== undefined && (typeof key !== 'string' || d.getStr(key) !== undefined)) return false;
  }
  d.copyFrom(m, o);
  return true;
}

on(Op.DICT_MERGE, (m, f, n) => {
  const o = pop(f);
  const d = f.stack[f.sp - n] as PyDict;
  // Below the dict: args, self?, callable.
  const callee = f.stack[f.sp - n - 3]!;
  if (mergePlain(m, d, o)) return null;
  return drop(m, m.lib('dict_merge_keywords', [d, o, callee === undefined ? null : callee]));
});
on(Op.LIST_TO_TUPLE, (_m, f) => {
  f.stack[f.sp - 1] = tuple((f.stack[f.sp - 1] as PyList).items);
  return null;
});
on(Op.UNPACK_SEQUENCE, (m, f, n) => {
  const o = pop(f);
  let items: PyValue[] | undefined;
  if ((o instanceof PyTuple || o instanceof PyList) && !o.shape.cls.heap) items = o.items;
  else {
    checkUnpackable(o);
    items = collectBounded(m, o);
    if (items === undefined) return again(m, m.lib('unpack_sequence', [o, n]));
  }
  if (items.length !== n) throw unpackCount(items.length, n, o);
  for (let i = n - 1; i >= 0; i--) f.stack[f.sp++] = items[i]!;
  return null;
});

/** Library code makes the operand ready; the instruction runs again on it. */
function again(m: Machine, r: Delegate): Rare {
  m.rareRet = Ret.Again;
  return r;
}

function collectBounded(m: Machine, o: PyValue): PyValue[] | undefined {
  return collectFast(m, o);
}

function checkUnpackable(o: PyValue): void {
  const cls = typeOf(o);
  const it = cls.lookup('__iter__');
  if (it === null || (it === undefined && cls.lookup('__getitem__') === undefined)) {
    throw typeError(`cannot unpack non-iterable ${cls.name} object`);
  }
}

function unpackCount(got: number, n: number, o: PyValue): PyRaise {
  if (got < n) return valueError(`not enough values to unpack (expected ${n}, got ${got})`);
  const sized = o instanceof PyTuple || o instanceof PyList || o instanceof PyDict;
  return valueError(
    sized ? `too many values to unpack (expected ${n}, got ${got})` : `too many values to unpack (expected ${n})`,
  );
}

on(Op.UNPACK_EX, (m, f, arg) => {
  const before = arg & 0xff;
  const after = arg >> 8;
  const o = pop(f);
  let items: PyValue[] | undefined;
  if ((o instanceof PyTuple || o instanceof PyList) && !o.shape.cls.heap) items = o.items;
  else {
    checkUnpackable(o);
    items = collectFast(m, o);
    if (items === undefined) return again(m, m.lib('collect_tuple', [o]));
  }
  if (items.length < before + after) {
    throw valueError(`not enough values to unpack (expected at least ${before + after}, got ${items.length})`);
  }
  m.alloc(items.length * 8 + 64);
  for (let i = 0; i < after; i++) f.stack[f.sp++] = items[items.length - 1 - i]!;
  f.stack[f.sp++] = new PyList(ListType.root, items.slice(before, items.length - after));
  for (let i = before - 1; i >= 0; i--) f.stack[f.sp++] = items[i]!;
  return null;
});
on(Op.GET_LEN, (m, f) => push(m, f, length(m, f.stack[f.sp - 1]!)));

// -- strings --------------------------------------------------------------------------------------------------------------------

on(Op.FORMAT_SIMPLE, (m, f) => push(m, f, format(m, pop(f), '')));
on(Op.FORMAT_WITH_SPEC, (m, f) => {
  const spec = pop(f);
  return push(m, f, format(m, pop(f), spec));
});
on(Op.CONVERT_VALUE, (m, f, n) => {
  const v = pop(f);
  if (n === 1) return push(m, f, toStr(m, v));
  if (n === 2) return push(m, f, toRepr(m, v));
  return push(m, f, m.lib('ascii', [v]));
});

// -- calls and functions ------------------------------------------------------------------------------------------------------------

on(Op.CALL_KW, (m, f, n) => {
  const names = (pop(f) as PyTuple).items as string[];
  const args = popMany(f, n);
  const self = f.stack[--f.sp] as PyValue | undefined;
  const callee = pop(f);
  if (self !== undefined) args.unshift(self);
  return push(m, f, callValue(m, callee, args, names));
});
on(Op.CALL_EX, (m, f, flags) => {
  const kw = (flags & 1) !== 0 ? (pop(f) as PyDict) : null;
  const star = pop(f);
  const self = f.stack[f.sp - 1] as PyValue | undefined;
  const callee = f.stack[f.sp - 2]!;
  let args: PyValue[] | undefined;
  if (star instanceof PyTuple && !star.shape.cls.heap) {
    m.charge(star.items.length);
    // The arguments, and what `*args` makes of them.
    m.alloc(star.items.length * 16);
    args = star.items.slice();
  } else {
    const cls = typeOf(star);
    const iterable = cls.lookup('__iter__');
    if (iterable === null || (iterable === undefined && cls.lookup('__getitem__') === undefined)) {
      return push(m, f, m.lib('star_argument_error', [callee, star]));
    }
    args = collectFast(m, star);
    if (args === undefined) {
      f.sp -= 2;
      return push(
        m,
        f,
        m.lib('call_with_star', [callee, self === undefined ? tuple([]) : tuple([self]), star, kw ?? newDict()]),
      );
    }
  }
  f.sp -= 2;
  let names: string[] | null = null;
  if (kw !== null && kw.size > 0) {
    names = [];
    m.charge(kw.size);
    for (let i = 0; i < kw.keys.length; i++) {
      const k = kw.keys[i];
      if (k === undefined) continue;
      names.push(m.nameOf(k));
      args.push(kw.vals[i]!);
    }
  }
  if (self !== undefined) args.unshift(self);
  return push(m, f, callValue(m, callee, args, names));
});
on(Op.MAKE_FUNCTION, (m, f) => {
  const code = pop(f) as PyCode;
  m.alloc(160);
  const fn = new PyFunction(FunctionType.root, code, f.globals, f.builtins);
  const doc = (code.f.flags & 0x4000000) !== 0 ? code.f.consts[0]! : null;
  fn.doc = doc;
  fn.module = f.globals.getStr('__name__') ?? null;
  f.stack[f.sp++] = fn;
  return null;
});
on(Op.SET_FUNCTION_ATTRIBUTE, (_m, f, what) => {
  const fn = pop(f) as PyFunction;
  const v = pop(f);
  if (what === 1) fn.defaults = v as PyTuple;
  else if (what === 2) fn.kwdefaults = v as PyDict;
  else if (what === 4) fn.annotations = v;
  else if (what === 8) fn.closure = (v as PyTuple).items as PyCell[];
  else fn.annotate = v;
  f.stack[f.sp++] = fn;
  return null;
});

// -- exceptions ---------------------------------------------------------------------------------------------------------------------

on(Op.RAISE, (m, f, n) => {
  if (n === 0) {
    if (m.handled === null) throw raise(RuntimeErrorType, 'No active exception to reraise');
    m.reraising = true;
    throw new PyRaise(m.handled);
  }
  const cause = n === 2 ? pop(f) : undefined;
  const exc = pop(f);
  const made = instantOf(m, exc);
  const from = cause === undefined || cause === null ? cause : instantOf(m, cause);
  const settled = cause === undefined || from === null || from instanceof PyException;
  if (made instanceof PyException && settled) {
    if (cause !== undefined) {
      made.cause = from as PyException | null;
      made.suppressContext = true;
    }
    throw new PyRaise(made);
  }
  checkRaisable(exc, cause);
  return push(m, f, m.lib(n === 1 ? 'raise_exception' : 'raise_from', n === 1 ? [exc] : [exc, cause!]));
});

/** The exception instance where no Python code is needed to make it. */
function instantOf(m: Machine, v: PyValue): PyException | undefined {
  if (v instanceof PyException) return v;
  if (v instanceof PyType && !v.heap && v.isSubtypeOf(BaseExceptionType)) {
    const r = callValue(m, v, [], null);
    if (r instanceof PyException) return r;
  }
  return undefined;
}

function checkRaisable(exc: PyValue, cause: PyValue | undefined): void {
  if (!(exc instanceof PyException) && !(exc instanceof PyType && exc.isSubtypeOf(BaseExceptionType))) {
    throw typeError('exceptions must derive from BaseException');
  }
  if (
    cause !== undefined &&
    cause !== null &&
    !(cause instanceof PyException) &&
    !(cause instanceof PyType && cause.isSubtypeOf(BaseExceptionType))
  ) {
    throw typeError('exception causes must derive from BaseException');
  }
}

on(Op.RERAISE, (m, f, n) => {
  const exc = pop(f) as PyException;
  // Where it was raised first: what the frame shows as its line once it is left.
  if (n > 0) m.raisedAt = f.stack[f.sp - n] as unknown as number;
  m.reraising = true;
  throw new PyRaise(exc);
});
on(Op.PUSH_EXC_INFO, (m, f) => {
  const exc = pop(f) as PyException;
  const gen = f.gen;
  // What the frame itself handles: a generator may be resumed under another caller, which handles something else.
  const own = gen !== null ? gen.handled : m.handled === f.base ? null : m.handled;
  f.stack[f.sp++] = (own ?? undefined) as PyValue;
  f.stack[f.sp++] = exc;
  if (gen !== null) gen.handled = exc;
  m.handled = exc;
  return null;
});
on(Op.POP_EXCEPT, (m, f) => {
  const prev = f.stack[--f.sp] as PyException | null | undefined;
  if (f.gen !== null) f.gen.handled = prev ?? null;
  m.handled = prev === undefined ? f.base : prev;
  return null;
});
on(Op.CHECK_EXC_MATCH, (m, f) => {
  const want = pop(f);
  const exc = f.stack[f.sp - 1] as PyException;
  const checkOne = (t: PyValue): boolean => {
    if (!(t instanceof PyType) || !t.isSubtypeOf(BaseExceptionType)) {
      throw typeError('catching classes that do not inherit from BaseException is not allowed');
    }
    return exc.shape.cls.isSubtypeOf(t);
  };
  let hit = false;
  if (want instanceof PyTuple) {
    m.charge(want.items.length);
    for (const t of want.items) if (checkOne(t)) hit = true;
  } else hit = checkOne(want);
  f.stack[f.sp++] = hit;
  return null;
});
on(Op.CHECK_EG_MATCH, (m, f) => {
  const want = pop(f);
  const exc = pop(f);
  return pair(m, m.lib('check_eg_match', [exc, want]));
});

/** The call gives a tuple of two: both are pushed. */
function pair(m: Machine, r: Delegate): Rare {
  m.rareRet = Ret.Pair;
  return r;
}

on(Op.PREP_RERAISE_STAR, (m, f) => {
  const [orig, list] = popMany(f, 2);
  return push(m, f, m.lib('prep_reraise_star', [orig!, list!]));
});
on(Op.BEFORE_WITH, (m, f) => beforeWith(m, f, '__enter__', '__exit__', 'before_with'));
on(Op.BEFORE_ASYNC_WITH, (m, f) => beforeWith(m, f, '__aenter__', '__aexit__', 'before_async_with'));

/** Push the bound exit method, then call enter; what is not plain (or missing) is for library code. */
function beforeWith(m: Machine, f: PyFrame, enter: string, exit: string, fallback: string): Rare {
  const cm = pop(f);
  const cls = typeOf(cm);
  const start = cls.lookup(enter);
  const end = cls.lookup(exit);
  if (!isPlainMethod(start) || !isPlainMethod(end)) return pair(m, m.lib(fallback, [cm]));
  const bound = bindDescriptor(m, end, cm, cls);
  f.stack[f.sp++] = bound as PyValue;
  return push(m, f, callValue(m, start, [cm], null));
}

function isPlainMethod(v: PyValue | undefined): v is PyFunction | PyMethodDescr {
  return v instanceof PyFunction || v instanceof PyMethodDescr;
}
on(Op.WITH_EXCEPT_START, (m, f) => {
  const exc = f.stack[f.sp - 1] as PyException;
  const exit = f.stack[f.sp - 4]!;
  return push(m, f, callValue(m, exit, [exc.shape.cls, exc, exc.traceback], null));
});
on(Op.LOAD_NOT_IMPLEMENTED_ERROR, (_m, f) => {
  f.stack[f.sp++] = NotImplementedErrorType;
  return null;
});

on(Op.LOAD_ASSERTION_ERROR, (_m, f) => {
  f.stack[f.sp++] = AssertionErrorType;
  return null;
});

// -- patterns -------------------------------------------------------------------------------------------------------------------------

on(Op.MATCH_MAPPING, (m, f) => push(m, f, m.patternKind(f.stack[f.sp - 1]!) === 2));
on(Op.MATCH_SEQUENCE, (m, f) => push(m, f, m.patternKind(f.stack[f.sp - 1]!) === 1));
on(Op.MATCH_KEYS, (m, f) => push(m, f, m.lib('match_keys', [f.stack[f.sp - 2]!, f.stack[f.sp - 1]!])));
on(Op.MATCH_CLASS, (m, f, n) => {
  const [o, cls, names] = popMany(f, 3);
  return push(m, f, m.lib('match_class', [o!, cls!, n, names!]));
});

// -- modules ---------------------------------------------------------------------------------------------------------------------------

on(Op.IMPORT_NAME, (m, f, arg) => {
  const fromlist = pop(f);
  const level = pop(f);
  const importer = f.builtins.getStr('__import__') ?? takenImport(m);
  if (importer === undefined) throw raise(m.errorType('ImportError'), '__import__ not found');
  const { origin } = f.code;
  if (isNativeImport(importer)) {
    const known = knownModule(m, f.code.f.names[arg]!, fromlist, level, origin);
    if (known !== undefined) return push(m, f, known);
  }
  if (origin !== null && isNativeImport(importer)) {
    // A name in the text of the library: nobody is asked (library/importing.py).
    return push(m, f, m.lib('import_for_library', [f.code.f.names[arg]!, origin, fromlist, level]));
  }
  return push(m, f, callValue(m, importer, [f.code.f.names[arg]!, f.globals, f.locals, fromlist, level], null));
});
on(Op.IMPORT_FROM, (m, f, arg) => {
  const module = f.stack[f.sp - 1]!;
  const name = f.code.f.names[arg]!;
  const own = f.code.origin === null || !(module instanceof PyModule) ? undefined : module.privates?.getStr(name);
  return push(m, f, own ?? m.lib('import_from', [module, name]));
});
on(Op.IMPORT_STAR, (m, f) => {
  const module = pop(f);
  const whole = f.code.origin !== null && module instanceof PyModule && module.privates !== null;
  return drop(m, m.lib('import_star', [whole ? wholeModule(m, module) : module, f.locals ?? f.globals]));
});

/** The import statement goes on where the supervisor took `__import__` away: it asks as every import does. */
function takenImport(m: Machine): PyValue | undefined {
  return m.restrictions.builtins?.includes('__import__') === true ? m.pristine.getStr('__import__') : undefined;
}

/** The module itself where it is there, allowed, and no submodule can be meant: imports in functions are common. */
function knownModule(
  m: Machine,
  name: string,
  fromlist: PyValue,
  level: PyValue,
  origin: string | null,
): PyValue | undefined {
  if (level !== 0 || name.includes('.')) return undefined;
  if (origin === null && m.powers.system !== undefined && !isImportAllowed(m, name)) return undefined;
  const module = m.modules.getStr(name);
  if (!(module instanceof PyModule) || (origin !== null && !isGenuine(m, name))) return undefined;
  return fromlist === null || (module.shape.cls === ModuleType && module.dict.indexStr('__path__') < 0)
    ? module
    : undefined;
}

function isNativeImport(importer: PyValue): boolean {
  return importer instanceof PyBuiltin && importer.def.qualname === '__import__';
}

/** A module with its private names too, for the library's `from posix import *`. */
function wholeModule(m: Machine, module: PyModule): PyModule {
  const whole = new PyModule(module.shape, newDict());
  whole.dict.copyFrom(m, module.privates!);
  whole.dict.copyFrom(m, module.dict);
  const all = module.privates!.getStr('__all__');
  if (all !== undefined) whole.dict.setStr('__all__', all);
  return whole;
}

// -- intrinsics ------------------------------------------------------------------------------------------------------------------------

on(Op.INTRINSIC_1, (m, f, n) => {
  const v = pop(f);
  switch (INTRINSICS_1[n]) {
    case 'PRINT_EXPR':
      return push(m, f, m.lib('print_expression', [v]));
    case 'STOPITERATION_ERROR': {
      const exc = v as PyException;
      const kind = f.gen?.shape.cls;
      const word = kind === CoroutineType ? 'coroutine' : kind === AsyncGeneratorType ? 'async generator' : 'generator';
      let text: string | undefined;
      if (exc.shape.cls.isSubtypeOf(StopIterationType)) text = `${word} raised StopIteration`;
      else if (kind === AsyncGeneratorType && exc.shape.cls.isSubtypeOf(StopAsyncIterationType))
        text = `${word} raised StopAsyncIteration`;
      if (text === undefined) {
        f.stack[f.sp++] = exc;
        return null;
      }
      const e = raise(RuntimeErrorType, text).exc;
      e.cause = exc;
      e.context = exc;
      e.suppressContext = true;
      f.stack[f.sp++] = e;
      return null;
    }
    case 'ASYNC_GEN_WRAP':
      return push(m, f, m.wrapAsyncYield(v));
    case 'TYPEVAR':
      return push(m, f, m.lib('make_typevar', [v, null, null]));
    case 'PARAMSPEC':
      return push(m, f, m.lib('make_paramspec', [v]));
    case 'TYPEVARTUPLE':
      return push(m, f, m.lib('make_typevartuple', [v]));
    case 'SUBSCRIPT_GENERIC':
      return push(m, f, m.lib('subscript_generic', [v]));
    case 'TYPEALIAS':
      return push(m, f, m.lib('make_typealias', (v as PyTuple).items.slice()));
    default:
      return push(m, f, m.lib('unpack_typevartuple', [v]));
  }
});
on(Op.INTRINSIC_2, (m, f, n) => {
  const [a, b] = popMany(f, 2);
  switch (INTRINSICS_2[n]) {
    case 'TYPEVAR_WITH_BOUND':
      return push(m, f, m.lib('make_typevar', [a!, b!, null]));
    case 'TYPEVAR_WITH_CONSTRAINTS':
      return push(m, f, m.lib('make_typevar', [a!, null, b!]));
    case 'SET_FUNCTION_TYPE_PARAMS':
      (a as PyFunction).typeParams = b as PyTuple;
      f.stack[f.sp++] = a!;
      return null;
    default:
      return push(m, f, m.lib('set_typeparam_default', [a!, b!]));
  }
});
