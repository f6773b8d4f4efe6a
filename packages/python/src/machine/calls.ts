/**
 * Calls: from any callable and its arguments to a frame, a value, or the next call to make.
 *
 * `callValue` answers a value, or DELEGATE (another call is pending), or ENTER: a new frame is in `m.entered` and its
 * `back` and `ret` are still to be set by the caller (`perform`).
 */
import {
  AsyncGeneratorType,
  BuiltinFunctionType,
  CoroutineType,
  DictType,
  FrameType,
  ListType,
  newDict,
  ObjectType,
  StaticMethodType,
  TypeType,
  tuple,
  typeOf,
} from '../objects/builtin-types.js';
import { CO_VARARGS, CO_VARKEYWORDS, type PyCode } from '../objects/code.js';
import { PyDict } from '../objects/dict.js';
import { PyRaise } from '../objects/errors.js';
import type { PyException } from '../objects/exception.js';
import {
  RecursionErrorType,
  RuntimeErrorType,
  raise,
  StopAsyncIterationType,
  StopIterationType,
  typeError,
  ValueErrorType,
} from '../objects/exception-types.js';
import { PyFrame, Ret } from '../objects/frame.js';
import { PyBuiltin, PyFunction, PyMethod, PyMethodDescr, PyWrapperMethod } from '../objects/function.js';
import { GenState, type PyGenerator } from '../objects/generator.js';
import { PyHostReference } from '../objects/host-reference.js';
import { type NativeDef, ParamKind } from '../objects/native.js';
import { DELEGATE, Delegate, PyInstance, type PyObject, PyType, type PyValue, type R } from '../objects/object.js';
import { PyList, type PyTuple } from '../objects/sequence.js';
import { callBuiltin, callDescriptor, callNative } from '../protocols/call.js';
import { callHost } from './host-calls.js';
import type { Machine } from './machine.js';
import { switchFrom } from './threads.js';

const NOTHING_PENDING: PyValue[] = [];

/** "A frame is in `m.entered`." */
export const ENTER = new Delegate();

const frameShape = FrameType.root;

/** Call any value. `kw` names the last arguments. */
export function callValue(m: Machine, fn: PyValue, args: PyValue[], kw: string[] | null): R {
  for (;;) {
    if (fn instanceof PyFunction) {
      const { half } = fn.code;
      if (half !== null) {
        const r = half(m, fn, args, kw);
        if (r !== undefined) return r;
      }
      m.entered = bindFunction(m, fn, args, kw);
      return ENTER;
    }
    if (fn instanceof PyMethod) {
      args = [fn.self, ...args];
      fn = fn.func;
      if (fn instanceof PyMethod) m.charge(args.length);
      continue;
    }
    if (fn instanceof PyBuiltin) {
      if (fn.def.name === '__call__' && fn.self instanceof PyType && isTypeCall(fn.def))
        return instantiate(m, fn.self, args, kw);
      return callBuiltin(m, fn, args, kw);
    }
    if (fn instanceof PyMethodDescr) {
      const first = args[0];
      if (fn.owner === TypeType && first instanceof PyType && isTypeCall(fn.def))
        return instantiate(m, first, args.slice(1), kw);
      return callDescriptor(m, fn, args, kw);
    }
    if (fn instanceof PyType) return callType(m, fn, args, kw);
    if (fn instanceof PyHostReference) return callHost(m, fn, args, kw);
    const call = typeOf(fn).lookup('__call__');
    if (call === undefined || call === null) throw typeError(`'${typeOf(fn).name}' object is not callable`);
    if (call instanceof PyMethodDescr) return callNative(m, call.def, fn, args, kw);
    if (call instanceof PyFunction) {
      args = [fn, ...args];
      fn = call;
      continue;
    }
    return m.call(m.libFunction('call_by_method'), [
      fn,
      tuple(args.slice(0, args.length - (kw?.length ?? 0))),
      kwDict(args, kw),
    ]);
  }
}

/** `type.__call__` makes instances without a detour through library code. */
function isTypeCall(def: NativeDef): boolean {
  return def === (TypeType.dict.getStr('__call__') as PyMethodDescr).def;
}

/** Keyword arguments as a dict. */
export function kwDict(args: PyValue[], kw: string[] | null): PyDict {
  const d = newDict();
  if (kw === null) return d;
  const base = args.length - kw.length;
  for (let i = 0; i < kw.length; i++) d.setStr(kw[i]!, args[base + i]!);
  return d;
}

/** Call a class: its metaclass's `__call__`, which is type's unless Python code overrides it. */
export function callType(m: Machine, cls: PyType, args: PyValue[], kw: string[] | null): R {
  const meta = cls.shape.cls;
  if (meta !== TypeType) {
    const call = meta.lookup('__call__');
    if (call instanceof PyFunction) {
      m.entered = bindFunction(m, call, [cls, ...args], kw);
      return ENTER;
    }
    if (!(call instanceof PyMethodDescr) || call.owner !== TypeType) {
      return m.call(m.libFunction('call_by_method'), [
        cls,
        tuple(args.slice(0, args.length - (kw?.length ?? 0))),
        kwDict(args, kw),
      ]);
    }
  }
  return instantiate(m, cls, args, kw);
}

/** type.__call__: `__new__`, then `__init__` if the result is an instance. */
export function instantiate(m: Machine, cls: PyType, args: PyValue[], kw: string[] | null): R {
  if (!cls.heap) {
    if (cls.makeDef !== null) return callNative(m, cls.makeDef, cls, args, kw);
    if (cls === TypeType) {
      if (args.length === 1 && kw === null) return typeOf(args[0]!);
      if (args.length - (kw?.length ?? 0) !== 3) throw typeError('type() takes 1 or 3 arguments');
    }
  }
  const make = cls.lookup('__new__');
  const init = cls.lookup('__init__');
  if (make instanceof PyBuiltin) {
    if (make.def === m.objectNew && cls.layout === 'object' && (cls.heap || cls === ObjectType)) {
      if (init instanceof PyFunction && !cls.abstract) {
        if (cls.shape.cls === TypeType && !cls.finalizes) {
          cls.initFunction = init;
          cls.initVersion = cls.version;
        }
        m.alloc(64);
        const o = new PyInstance(cls.root);
        if (cls.finalizes) m.finalization.add(o);
        const { half } = init.code;
        if (half !== null && half(m, init, [o, ...args], kw) !== undefined) return o;
        m.entered = bindFunction(m, init, [o, ...args], kw);
        m.enteredInstance = o;
        return ENTER;
      }
      if (
        init instanceof PyMethodDescr &&
        args.length === 0 &&
        kw === null &&
        !cls.abstract &&
        init.def === m.objectInit
      ) {
        m.alloc(64);
        const o = new PyInstance(cls.root);
        if (cls.finalizes) m.finalization.add(o);
        return o;
      }
    }
    if (make.def !== nativeNew(cls)) return m.lib('new_instance', [cls, posTuple(args, kw), kwDict(args, kw)]);
    // Keywords for an `__init__` of Python code do not disturb a `__new__` that takes none.
    const o =
      kw !== null && init instanceof PyFunction && takesNoKeywords(make.def)
        ? callNative(m, make.def, cls, args.slice(0, args.length - kw.length), null)
        : callNative(m, make.def, cls, args, kw);
    if (o === DELEGATE)
      return m.lib('finish_instance', [
        m.pendingFn,
        m.pendingArgsAsTuple(),
        m.pendingKwAsDict(),
        cls,
        posTuple(args, kw),
        kwDict(args, kw),
      ]);
    const got = typeOf(o as PyValue);
    if (cls.finalizes && got === cls) m.finalization.add(o as PyObject);
    if (got !== cls && !got.isSubtypeOf(cls)) return o;
    const initOf = got === cls ? init : got.lookup('__init__');
    if (initOf instanceof PyMethodDescr) {
      if (initOf.def === m.objectInit && make.def !== m.objectNew) return o;
      const r = callNative(m, initOf.def, o as PyValue, args, kw);
      return r === DELEGATE
        ? m.lib('then_value', [m.pendingFn, m.pendingArgsAsTuple(), m.pendingKwAsDict(), o as PyValue])
        : o;
    }
    if (initOf instanceof PyFunction) {
      m.entered = bindFunction(m, initOf, [o as PyValue, ...args], kw);
      m.enteredInstance = o as PyValue;
      return ENTER;
    }
    return m.lib('init_instance', [o as PyValue, posTuple(args, kw), kwDict(args, kw)]);
  }
  const fn = make instanceof PyWrapperMethod && make.shape === StaticMethodType.root ? make.callable : null;
  if (fn instanceof PyFunction && (init instanceof PyFunction || isObjectInit(m, init)))
    return newByFunction(m, cls, fn, args, kw);
  return m.lib('new_instance', [cls, posTuple(args, kw), kwDict(args, kw)]);
}

export function isObjectInit(m: Machine, init: PyValue | undefined): boolean {
  return init instanceof PyMethodDescr && init.def === m.objectInit;
}

/** `__new__` is Python code: its frame keeps what `__init__` will be called with (`constructed` in unwind.ts). */
function newByFunction(m: Machine, cls: PyType, fn: PyFunction, args: PyValue[], kw: string[] | null): R {
  const all = [cls, ...args];
  const { half } = fn.code;
  if (half !== null) {
    const r = half(m, fn, all, kw);
    if (r !== undefined && r !== DELEGATE) return r;
  }
  const frame = bindFunction(m, fn, all, kw);
  m.alloc(args.length * 8 + 80);
  frame.ret = Ret.New;
  frame.instance = tuple([cls, tuple(args), kw === null ? null : tuple(kw)]);
  m.entered = frame;
  return ENTER;
}

/** The `__new__` that fits the layout of a class: of its nearest built-in base that has one. */
function nativeNew(cls: PyType): NativeDef | null {
  let c: PyType | null = cls;
  while (c !== null && (c.heap || c.newDef === null)) c = c.base;
  return c === null ? null : c.newDef;
}

function takesNoKeywords(def: NativeDef): boolean {
  return def.params.every((p) => p.kind === ParamKind.PositionalOnly || p.kind === ParamKind.VarArgs);
}

export function posTuple(args: PyValue[], kw: string[] | null): PyTuple {
  return tuple(kw === null ? args : args.slice(0, args.length - kw.length));
}

// -- frames --------------------------------------------------------------------------------------------------------------

/** A frame for a call of `fn` with these arguments (Language reference 6.3.4 "Calls"; errors as CPython's). */
export function bindFunction(m: Machine, fn: PyFunction, args: PyValue[], kw: string[] | null): PyFrame {
  const code = fn.code;
  const stack: PyValue[] = new Array(code.framesize);
  const n = args.length;
  if (code.plain && kw === null && n === code.f.argcount) {
    for (let i = 0; i < n; i++) stack[i] = args[i]!;
  } else {
    bindSlow(m, fn, code, args, kw, stack);
  }
  return makeFrame(m, fn, code, stack);
}

/** The frame itself; registers are filled. */
export function makeFrame(m: Machine, fn: PyFunction, code: PyCode, stack: PyValue[]): PyFrame {
  const closure = fn.closure;
  if (closure !== null) {
    const base = code.nregs - closure.length;
    for (let i = 0; i < closure.length; i++) stack[base + i] = closure[i]!;
  }
  if (++m.depth > m.recursionLimit) {
    m.depth--;
    throw raise(RecursionErrorType, 'maximum recursion depth exceeded');
  }
  if (m.depth > m.deepest) m.deeper(code.framesize);
  return new PyFrame(frameShape, code, fn, stack);
}

function bindSlow(
  m: Machine,
  fn: PyFunction,
  code: PyCode,
  args: PyValue[],
  kw: string[] | null,
  out: (PyValue | undefined)[],
): void {
  const f = code.f;
  const nkw = kw === null ? 0 : kw.length;
  const npos = args.length - nkw;
  const argcount = f.argcount;
  const total = argcount + f.kwonlyargcount;
  const hasVarArgs = (f.flags & CO_VARARGS) !== 0;
  const hasVarKw = (f.flags & CO_VARKEYWORDS) !== 0;
  m.charge(args.length);
  m.alloc(args.length * 8 + (hasVarKw ? 200 + nkw * 100 : 0));
  const direct = Math.min(npos, argcount);
  for (let i = 0; i < direct; i++) out[i] = args[i]!;
  if (hasVarArgs) out[total] = tuple(npos > argcount ? args.slice(argcount, npos) : []);
  let kwargs: PyDict | null = null;
  if (hasVarKw) {
    kwargs = new PyDict(DictType.root);
    out[total + (hasVarArgs ? 1 : 0)] = kwargs;
  }
  let positionalOnlyClash: string[] | null = null;
  for (let k = 0; k < nkw; k++) {
    const name = kw![k]!;
    const value = args[npos + k]!;
    let at = -1;
    for (let i = f.posonlyargcount; i < total; i++) {
      if (f.varnames[i] === name) {
        at = i;
        break;
      }
    }
    if (at >= 0) {
      if (out[at] !== undefined) throw typeError(`${fn.qualname}() got multiple values for argument '${name}'`);
      out[at] = value;
    } else if (kwargs !== null) kwargs.setStr(name, value);
    else {
      const po = f.varnames.slice(0, f.posonlyargcount);
      if (po.includes(name)) {
        positionalOnlyClash ??= [];
        positionalOnlyClash.push(name);
        continue;
      }
      throw m.unexpectedKeyword(fn, name);
    }
  }
  if (positionalOnlyClash !== null) {
    throw typeError(
      `${fn.qualname}() got some positional-only arguments passed as keyword arguments: '${positionalOnlyClash.join(', ')}'`,
    );
  }
  if (npos > argcount && !hasVarArgs) throw tooManyPositional(fn, code, npos, out);
  const defaults = fn.defaults === null ? null : fn.defaults.items;
  const ndef = defaults === null ? 0 : defaults.length;
  let missing: string[] | null = null;
  for (let i = npos; i < argcount; i++) {
    if (out[i] !== undefined) continue;
    const d = i - (argcount - ndef);
    if (d >= 0) out[i] = defaults![d]!;
    else (missing ??= []).push(f.varnames[i]!);
  }
  if (missing !== null) throw missingArguments(fn, missing, 'positional');
  for (let i = argcount; i < total; i++) {
    if (out[i] !== undefined) continue;
    const d = fn.kwdefaults?.getStr(f.varnames[i]!);
    if (d !== undefined) out[i] = d;
    else (missing ??= []).push(f.varnames[i]!);
  }
  if (missing !== null) throw missingArguments(fn, missing, 'keyword-only');
}

function missingArguments(fn: PyFunction, names: string[], kind: string): PyRaise {
  const quoted = names.map((n) => `'${n}'`);
  let list: string;
  if (quoted.length === 1) list = quoted[0]!;
  else if (quoted.length === 2) list = `${quoted[0]} and ${quoted[1]}`;
  else list = `${quoted.slice(0, -1).join(', ')}, and ${quoted[quoted.length - 1]}`;
  return typeError(
    `${fn.qualname}() missing ${names.length} required ${kind} argument${names.length === 1 ? '' : 's'}: ${list}`,
  );
}

function tooManyPositional(fn: PyFunction, code: PyCode, given: number, out: (PyValue | undefined)[]): PyRaise {
  const f = code.f;
  const ndef = fn.defaults === null ? 0 : fn.defaults.items.length;
  let kwonlyGiven = 0;
  for (let i = f.argcount; i < f.argcount + f.kwonlyargcount; i++) if (out[i] !== undefined) kwonlyGiven++;
  const plural = ndef > 0 ? f.argcount !== 1 || true : f.argcount !== 1;
  const takes = ndef > 0 ? `from ${f.argcount - ndef} to ${f.argcount}` : `${f.argcount}`;
  let were = `${given} ${given === 1 && kwonlyGiven === 0 ? 'was' : 'were'} given`;
  if (kwonlyGiven > 0) {
    were = `${given} positional argument${given === 1 ? '' : 's'} (and ${kwonlyGiven} keyword-only argument${kwonlyGiven === 1 ? '' : 's'}) were given`;
  }
  return typeError(`${fn.qualname}() takes ${takes} positional argument${plural ? 's' : ''} but ${were}`);
}

// -- performing what is pending ---------------------------------------------------------------------------------------------

/**
 * Do what DELEGATE stands for, on behalf of `frame` (whose `pc` and `sp` are saved), and deliver the result as `ret`
 * says. Answers the frame to go on with: `frame` itself when a native gave the result at once; null: the machine pauses.
 */
export function perform(m: Machine, frame: PyFrame, ret: Ret): PyFrame | null {
  for (;;) {
    let r: R;
    switch (m.pendingKind) {
      case 'call':
        m.charge(1);
        r = callValue(m, m.pendingFn, m.pendingArgs, m.pendingKw);
        break;
      case 'resume':
        return enterGenerator(m, frame, m.pendingGen!, m.pendingValue, ret === Ret.Push ? Ret.Gen : ret, null);
      case 'collect': {
        const entered = enterGenerator(m, frame, m.pendingGen!, null, Ret.Collect, null);
        entered.instance = new PyList(ListType.root, []);
        return entered;
      }
      case 'step': {
        const entered = enterGenerator(m, frame, m.pendingGen!, null, Ret.Step, null);
        entered.instance = m.pendingValue;
        entered.initRet = ret;
        return entered;
      }
      case 'throw':
        return enterGenerator(
          m,
          frame,
          m.pendingGen!,
          null,
          ret === Ret.Push ? Ret.Gen : ret,
          m.pendingValue as PyException,
        );
      case 'exec':
        m.entered = execFrame(m, m.pendingFn as PyFunction, m.pendingLocals);
        r = ENTER;
        break;
      case 'switch':
        return switchFrom(m, frame, ret);
      default:
        m.pausedFrame = frame;
        m.pausedRet = ret;
        return null;
    }
    if (r === DELEGATE) continue;
    // What was passed is in the frame or done with: it lives no longer than in a call that took a shorter way.
    m.pendingFn = null;
    m.pendingArgs = NOTHING_PENDING;
    if (r === ENTER) {
      const next = m.entered!;
      next.back = frame;
      next.base = m.handled;
      const o = m.enteredInstance;
      if (o !== undefined) {
        m.enteredInstance = undefined;
        next.ret = Ret.Init;
        next.initRet = ret;
        next.instance = o;
      } else if (next.ret >= Ret.New) next.initRet = ret;
      else next.ret = ret;
      return next;
    }
    deliver(frame, ret, r as PyValue);
    return frame;
  }
}

/** Put a result where the instruction wants it. */
export function deliver(frame: PyFrame, ret: Ret, value: PyValue): void {
  if (ret === Ret.Discard) return;
  if (ret === Ret.Pair) {
    const [a, b] = (value as PyTuple).items;
    frame.stack[frame.sp++] = a!;
    frame.stack[frame.sp++] = b!;
    return;
  }
  frame.stack[frame.sp++] = value;
  if (ret === Ret.Again) frame.pc--;
  if (ret === Ret.PushNull) frame.stack[frame.sp++] = undefined as unknown as PyValue;
}

function execFrame(m: Machine, fn: PyFunction, locals: PyValue): PyFrame {
  const f = makeFrame(m, fn, fn.code, new Array(fn.code.framesize));
  f.locals = locals;
  return f;
}

/** Go on with a generator's frame, with a value or an exception. */
export function enterGenerator(
  m: Machine,
  frame: PyFrame,
  gen: PyGenerator,
  value: PyValue,
  ret: Ret,
  exc: PyException | null,
): PyFrame {
  const state = gen.state;
  if (state === GenState.Running) throw raise(ValueErrorType, `${kindOf(gen)} already executing`);
  if (state === GenState.Closed) {
    if (gen.shape.cls === CoroutineType) throw raise(RuntimeErrorType, 'cannot reuse already awaited coroutine');
    if (exc !== null) throw new PyRaise(exc);
    if (gen.shape.cls === AsyncGeneratorType) throw raise(StopAsyncIterationType);
    throw raise(StopIterationType);
  }
  if (state === GenState.Created && value !== null && exc === null) {
    throw typeError(`can't send non-None value to a just-started ${kindOf(gen)}`);
  }
  const f = gen.frame!;
  if (++m.depth > m.recursionLimit) {
    m.depth--;
    throw raise(RecursionErrorType, 'maximum recursion depth exceeded');
  }
  gen.state = GenState.Running;
  f.back = frame;
  f.ret = ret;
  f.base = m.handled;
  if (gen.handled !== null) m.handled = gen.handled;
  if (exc === null) f.stack[f.sp++] = value;
  else m.pendingRaise = gen.handled === null ? exc : m.chain(exc);
  return f;
}

function kindOf(gen: PyGenerator): string {
  const cls = gen.shape.cls;
  return cls === CoroutineType ? 'coroutine' : cls === AsyncGeneratorType ? 'async generator' : 'generator';
}

/** Native functions as callables without a module (`dict.fromkeys` bound to a class, and such). */
export const builtinShape = BuiltinFunctionType.root;
