/** `frame` (Data model, 3.2.13.3 "Frame objects") and the mapping behind `f_locals` of functions (PEP 667). */
import { FrameType, ListType, NotImplemented, newDict, tuple } from '../objects/builtin-types.js';
import { CO_OPTIMIZED } from '../objects/code.js';
import { defineType } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { KeyErrorType, RuntimeErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import type { PyFrame } from '../objects/frame.js';
import { FrameLocalsProxyType, PyFrameLocals } from '../objects/frame-locals.js';
import { PyCell } from '../objects/function.js';
import { GenState } from '../objects/generator.js';
import { addressText } from '../objects/identity.js';
import { DELEGATE, type PyValue, type R } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import { fromJS, type Str, toJS } from '../objects/text/core.js';
import { reprStr } from '../objects/text/repr.js';
import type { VM } from '../objects/vm.js';
import { getIter } from '../protocols/iterate.js';
import { BINARY_BY_NAME, binaryOperation, compare, EQ, NE } from '../protocols/operators.js';
import { contains as containsItem, getItem, setItem, toRepr } from '../protocols/special.js';
import { shownBuiltins } from './function.js';
import { textOf } from './type-names.js';

// -- frames --------------------------------------------------------------------------------------------------------------

/** The calling frame of the program (library code is not shown). */
function visibleBack(f: PyFrame): PyFrame | null {
  let b = f.caller;
  while (b?.code.f.hidden) b = b.caller;
  return b === null ? null : b.show();
}

export function frameLine(f: PyFrame): number {
  const { positions, firstlineno } = f.code.f;
  for (let i = f.pc - 1; i >= 0; i--) if (positions[i * 4] !== 0) return positions[i * 4]!;
  return firstlineno;
}

export function isFunctionFrame(f: PyFrame): boolean {
  return (f.code.f.flags & CO_OPTIMIZED) !== 0 && f.locals === null;
}

function getLocals(vm: VM, f: PyFrame): PyValue {
  if (!isFunctionFrame(f)) return f.locals ?? f.globals;
  vm.alloc(32);
  return new PyFrameLocals(FrameLocalsProxyType.root, f);
}

function clear(_vm: VM, f: PyFrame): null {
  const g = f.gen;
  if (g !== null) {
    if (g.state === GenState.Running) throw raise(RuntimeErrorType, 'cannot clear an executing frame');
    if (g.state === GenState.Suspended) throw raise(RuntimeErrorType, 'cannot clear a suspended frame');
    g.state = GenState.Closed;
  } else if (!f.done) throw raise(RuntimeErrorType, 'cannot clear an executing frame');
  f.stack.fill(undefined as unknown as PyValue, 0, f.code.nregs);
  f.done = true;
  return null;
}

defineType(FrameType, {
  doc: null,
  methods: {
    __repr__: [
      '($self, /)',
      'Return repr(self).',
      (vm: VM, f: PyFrame) =>
        fromJS(
          `<frame at ${addressText(vm, f)}, file ${quoted(vm, f.code.f.filename)}, line ${frameLine(f)}, code ${f.code.f.name}>`,
        ),
    ],
    clear: ['($self, /)', 'Forget the local variables.', clear],
    __sizeof__: ['($self, /)', null, (_vm: VM, f: PyFrame) => 120 + 8 * f.code.framesize],
  },
  getset: {
    f_back: { get: (_vm: VM, f: PyFrame) => visibleBack(f) },
    f_locals: { get: getLocals },
    f_lineno: {
      get: (_vm: VM, f: PyFrame) => frameLine(f),
      set: () => {
        throw valueError('f_lineno can only be set in a trace function');
      },
    },
    f_trace: {
      get: (_vm: VM, f: PyFrame) => f.trace,
      set: (_vm: VM, f: PyFrame, v: PyValue) => {
        f.trace = v;
      },
      del: (_vm: VM, f: PyFrame) => {
        f.trace = null;
      },
    },
    f_trace_lines: {
      get: (_vm: VM, f: PyFrame) => f.traceLines,
      set: (_vm: VM, f: PyFrame, v: PyValue) => {
        if (typeof v !== 'boolean') throw typeError('attribute value type must be bool');
        f.traceLines = v;
      },
    },
    f_trace_opcodes: {
      get: () => false,
      set: () => null,
    },
    f_lasti: { get: (_vm: VM, f: PyFrame) => (f.pc - 1) * 2 },
    f_globals: { get: (_vm: VM, f: PyFrame) => f.globals },
    f_builtins: { get: (vm: VM, f: PyFrame) => shownBuiltins(vm, f.builtins) },
    f_code: { get: (_vm: VM, f: PyFrame) => f.code },
    f_generator: { get: (_vm: VM, f: PyFrame) => f.gen },
  },
});

function quoted(vm: VM, s: string): Str {
  return reprStr(vm, fromJS(s));
}

// -- variables of a function's frame -----------------------------------------------------------------------------------------

export function registerOf(f: PyFrame, name: string): number {
  return f.code.f.localsplus.indexOf(name);
}

function isCellRegister(f: PyFrame, i: number): boolean {
  const { cellvars, freevars, localsplus } = f.code.f;
  return i >= f.code.nregs - freevars.length || cellvars.includes(localsplus[i]!);
}

export function readRegister(f: PyFrame, i: number): PyValue | undefined {
  const v = f.stack[i] as PyValue | undefined;
  return v instanceof PyCell && isCellRegister(f, i) ? v.value : v;
}

/** A variable's value by name, or undefined. */
function readLocal(f: PyFrame, name: string): PyValue | undefined {
  const i = registerOf(f, name);
  return i < 0 ? undefined : readRegister(f, i);
}

export function writeLocal(f: PyFrame, i: number, v: PyValue): void {
  const old = f.stack[i] as PyValue | undefined;
  if (old instanceof PyCell && isCellRegister(f, i)) old.value = v;
  else f.stack[i] = v;
}

/** Everything as a new dict. */
function snapshot(vm: VM, p: PyFrameLocals): PyDict {
  const f = p.frame;
  const names = f.code.f.localsplus;
  const d = newDict();
  vm.charge(names.length);
  vm.alloc(64 + names.length * 80);
  for (let i = 0; i < names.length; i++) {
    const v = readRegister(f, i);
    if (v !== undefined && !names[i]!.startsWith('.')) d.setPlain(names[i]!, fromJS(names[i]!), v);
  }
  if (f.extraLocals !== null) d.copyFrom(vm, f.extraLocals);
  return d;
}

function getLocal(vm: VM, p: PyFrameLocals, key: PyValue): R {
  const name = textOf(key);
  const v = name === undefined ? undefined : readLocal(p.frame, name);
  if (v !== undefined) return v;
  const extra = name === undefined ? undefined : p.frame.extraLocals?.getStr(name);
  if (extra !== undefined) return extra;
  if (name !== undefined)
    throw raise(KeyErrorType, fromJS(`local variable '${toJS(reprStr(vm, fromJS(name)))}' is not defined`));
  if (p.frame.extraLocals === null) throw raise(KeyErrorType, key);
  return getItem(vm, p.frame.extraLocals, key);
}

function setLocal(vm: VM, p: PyFrameLocals, key: PyValue, value: PyValue): R {
  const name = textOf(key);
  const i = name === undefined ? -1 : registerOf(p.frame, name);
  if (i >= 0) {
    writeLocal(p.frame, i, value);
    return null;
  }
  p.frame.extraLocals ??= newDict();
  return setItem(vm, p.frame.extraLocals, key, value);
}

function hasLocal(vm: VM, p: PyFrameLocals, key: PyValue): R {
  const name = textOf(key);
  if (name !== undefined && readLocal(p.frame, name) !== undefined) return true;
  return p.frame.extraLocals === null ? false : containsItem(vm, p.frame.extraLocals, key);
}

function list(vm: VM, items: PyValue[]): PyList {
  vm.alloc(64 + items.length * 8);
  return new PyList(ListType.root, items);
}
const keysOf = (vm: VM, p: PyFrameLocals): PyValue[] =>
  snapshot(vm, p).keys.filter((k) => k !== undefined) as PyValue[];

function removeLocal(vm: VM, p: PyFrameLocals, key: PyValue): R {
  const name = textOf(key);
  if (name !== undefined && registerOf(p.frame, name) >= 0)
    throw valueError('cannot remove local variables from FrameLocalsProxy');
  const extra = p.frame.extraLocals;
  if (extra === null || name === undefined || !extra.deleteStr(vm, name)) throw raise(KeyErrorType, key);
  return null;
}

function popLocal(vm: VM, p: PyFrameLocals, key: PyValue, fallback: PyValue | undefined): R {
  const name = textOf(key);
  if (name !== undefined && registerOf(p.frame, name) >= 0)
    throw valueError('cannot remove local variables from FrameLocalsProxy');
  const v = name === undefined ? undefined : p.frame.extraLocals?.getStr(name);
  if (v === undefined) {
    if (fallback === undefined) throw raise(KeyErrorType, key);
    return fallback;
  }
  p.frame.extraLocals!.deleteStr(vm, name!);
  return v;
}

function update(vm: VM, p: PyFrameLocals, other: PyValue): R {
  if (!(other instanceof PyDict) || other.shape.cls.heap) {
    if (other instanceof PyFrameLocals) return update(vm, p, snapshot(vm, other));
    return vm.lib('frame_locals_update', [p, other]);
  }
  vm.charge(other.keys.length);
  for (let i = 0; i < other.keys.length; i++) {
    if (other.keys[i] !== undefined && setLocal(vm, p, other.keys[i]!, other.vals[i]!) === DELEGATE) {
      return vm.lib('frame_locals_update', [p, other]);
    }
  }
  return null;
}

const plain = (vm: VM, v: PyValue): PyValue => (v instanceof PyFrameLocals ? snapshot(vm, v) : v);
const OR = BINARY_BY_NAME.get('or')!;

function compareLocals(op: number) {
  return (vm: VM, a: PyFrameLocals, b: PyValue): R => {
    if (b instanceof PyFrameLocals) return (a.frame === b.frame) === (op === EQ);
    return b instanceof PyDict ? compare(vm, op, snapshot(vm, a), b) : NotImplemented;
  };
}
const notImplemented = (): R => NotImplemented;

defineType(FrameLocalsProxyType, {
  doc: null,
  methods: {
    __repr__: ['($self, /)', 'Return repr(self).', (vm: VM, p: PyFrameLocals) => toRepr(vm, snapshot(vm, p))],
    __lt__: ['($self, value, /)', 'Return self<value.', notImplemented],
    __le__: ['($self, value, /)', 'Return self<=value.', notImplemented],
    __eq__: ['($self, value, /)', 'Return self==value.', compareLocals(EQ)],
    __ne__: ['($self, value, /)', 'Return self!=value.', compareLocals(NE)],
    __gt__: ['($self, value, /)', 'Return self>value.', notImplemented],
    __ge__: ['($self, value, /)', 'Return self>=value.', notImplemented],
    __iter__: [
      '($self, /)',
      'Implement iter(self).',
      (vm: VM, p: PyFrameLocals) => getIter(vm, list(vm, keysOf(vm, p))),
    ],
    __or__: [
      '($self, value, /)',
      'Return self|value.',
      (vm: VM, a: PyFrameLocals, b: PyValue) => binaryOperation(vm, OR, snapshot(vm, a), plain(vm, b), false),
    ],
    __ror__: [
      '($self, value, /)',
      'Return value|self.',
      (vm: VM, a: PyFrameLocals, b: PyValue) => binaryOperation(vm, OR, plain(vm, b), snapshot(vm, a), false),
    ],
    __ior__: [
      '($self, value, /)',
      'Return self|=value.',
      (vm: VM, p: PyFrameLocals, other: PyValue) =>
        update(vm, p, other) === DELEGATE ? vm.lib('frame_locals_ior', [p, other]) : p,
    ],
    __len__: ['($self, /)', 'Return len(self).', (vm: VM, p: PyFrameLocals) => snapshot(vm, p).size],
    __getitem__: ['($self, key, /)', 'Return self[key].', getLocal],
    __setitem__: ['($self, key, value, /)', 'Set self[key] to value.', setLocal],
    __delitem__: ['($self, key, /)', 'Delete self[key].', removeLocal],
    __contains__: ['($self, key, /)', 'Return bool(key in self).', hasLocal],
    update: ['($self, object, /)', null, update],
    __reversed__: ['($self, /)', null, (vm: VM, p: PyFrameLocals) => getIter(vm, list(vm, keysOf(vm, p).reverse()))],
    copy: ['($self, /)', null, snapshot],
    keys: ['($self, /)', null, (vm: VM, p: PyFrameLocals) => list(vm, keysOf(vm, p))],
    values: ['($self, /)', null, (vm: VM, p: PyFrameLocals) => list(vm, snapshot(vm, p).vals)],
    items: [
      '($self, /)',
      null,
      (vm: VM, p: PyFrameLocals) => {
        const d = snapshot(vm, p);
        return list(
          vm,
          d.keys.map((k, i) => tuple([k!, d.vals[i]!])),
        );
      },
    ],
    get: [
      '($self, key, default=None, /)',
      null,
      (_vm: VM, p: PyFrameLocals, key: PyValue, fallback: PyValue | undefined) => {
        const name = textOf(key);
        const v = name === undefined ? undefined : (readLocal(p.frame, name) ?? p.frame.extraLocals?.getStr(name));
        return v ?? fallback ?? null;
      },
    ],
    pop: ['($self, key, default=<unrepresentable>, /)', null, popLocal],
    setdefault: [
      '($self, key, default=None, /)',
      null,
      (vm: VM, p: PyFrameLocals, key: PyValue, fallback: PyValue | undefined) => {
        const name = textOf(key);
        const v = name === undefined ? undefined : (readLocal(p.frame, name) ?? p.frame.extraLocals?.getStr(name));
        if (v !== undefined) return v;
        const r = setLocal(vm, p, key, fallback ?? null);
        return r === DELEGATE ? r : (fallback ?? null);
      },
    ],
  },
  attrs: { __hash__: null },
});
