/**
 * `code` (Data model, 3.2.13.1 "Code objects"). Read only: a program cannot make or change instructions, since the
 * machine trusts them. Offsets count two bytes an instruction, as CPython's do.
 */
import {
  BytesType,
  CodeType,
  ListType,
  NotImplemented,
  newBuiltinType,
  ObjectType,
  tuple,
  typeOf,
} from '../objects/builtin-types.js';
import { PyBytes } from '../objects/bytes.js';
import { type CodeFields, PyCode } from '../objects/code.js';
import { registerContent } from '../objects/content.js';
import { defineType } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { AttributeErrorType, raise, StopIterationType, typeError, valueError } from '../objects/exception-types.js';
import { addressText } from '../objects/identity.js';
import { PyObject, type PyValue, type R, type Shape } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { registerIterator } from '../protocols/iterate.js';
import { EQ, NE } from '../protocols/operators.js';
import { textOf } from './type-names.js';

const UNIT = 2;

const strings = (names: readonly string[]): PyTuple => tuple(names.map((n) => fromJS(n)));

function rawCode(vm: VM, c: PyCode): PyBytes {
  const { instrs } = c.f;
  vm.charge(instrs.length);
  vm.alloc(instrs.length * UNIT + 64);
  const out = new Uint8Array(instrs.length * UNIT);
  for (let i = 0; i < instrs.length; i++) {
    out[i * UNIT] = instrs[i]! & 255;
    out[i * UNIT + 1] = (instrs[i]! >>> 8) & 255;
  }
  return new PyBytes(BytesType.root, out);
}

const noBytes = (): PyBytes => new PyBytes(BytesType.root, new Uint8Array(0));

// -- positions ---------------------------------------------------------------------------------------------------------

export const PositionsIterType = newBuiltinType('positions_iterator', ObjectType, { final: true });
export const LineIterType = newBuiltinType('line_iterator', ObjectType, { final: true });

export class PyCodeIter extends PyObject {
  constructor(
    shape: Shape,
    readonly code: PyCode,
    public index: number,
  ) {
    super(shape);
  }
}

function nextPosition(vm: VM, it: PyCodeIter): PyValue | undefined {
  const p = it.code.f.positions;
  if (it.index >= it.code.f.instrs.length) return undefined;
  const at = it.index++ * 4;
  vm.alloc(80);
  if (p[at] === 0) return tuple([null, null, null, null]);
  return tuple([p[at]!, p[at + 1]!, p[at + 2]!, p[at + 3]!]);
}

/** Ranges of instructions of one line: (start, end, line). */
function nextLine(vm: VM, it: PyCodeIter): PyValue | undefined {
  const { positions, instrs } = it.code.f;
  const start = it.index;
  if (start >= instrs.length) return undefined;
  const line = positions[start * 4]!;
  let end = start + 1;
  while (end < instrs.length && positions[end * 4] === line) end++;
  vm.charge(end - start);
  it.index = end;
  return tuple([start * UNIT, end * UNIT, line === 0 ? null : line]);
}

function defineCodeIter(cls: typeof PositionsIterType, next: (vm: VM, it: PyCodeIter) => PyValue | undefined): void {
  registerIterator(cls, next);
  defineType(cls, {
    doc: null,
    methods: {
      __iter__: ['($self, /)', 'Implement iter(self).', (_vm: VM, it: PyCodeIter) => it],
      __next__: [
        '($self, /)',
        'Implement next(self).',
        (vm: VM, it: PyCodeIter) => {
          const v = next(vm, it);
          if (v === undefined) throw raise(StopIterationType);
          return v;
        },
      ],
    },
  });
}
defineCodeIter(PositionsIterType, nextPosition);
defineCodeIter(LineIterType, nextLine);

// -- replace ---------------------------------------------------------------------------------------------------------------

/** Counts and tables that describe the instructions: they can be given to replace(), but not changed. */
const FIXED: Record<string, (vm: VM, c: PyCode) => PyValue> = {
  co_argcount: (_vm, c) => c.f.argcount,
  co_posonlyargcount: (_vm, c) => c.f.posonlyargcount,
  co_kwonlyargcount: (_vm, c) => c.f.kwonlyargcount,
  co_nlocals: (_vm, c) => c.f.varnames.length,
  co_stacksize: (_vm, c) => c.f.stacksize,
};

/** The bits of co_flags that a program may change: CO_ITERABLE_COROUTINE and the future flags. */
const FREE_FLAGS = 0x100 | 0xff0000 | 0xf000000;

function replaceCode(vm: VM, c: PyCode, changes: PyDict | undefined): R {
  if (vm.auditing) {
    const about: PyValue[] = [rawCode(vm, c), fromJS(c.f.filename), fromJS(c.f.name), c.f.argcount];
    about.push(c.f.posonlyargcount, c.f.kwonlyargcount, c.f.varnames.length, c.f.stacksize, c.f.flags);
    const r = vm.announce('code.__new__', about, CodeType.dict.getStr('replace')!, [c], changes);
    if (r !== undefined) return r;
  }
  const f: CodeFields = { ...c.f };
  vm.alloc(400 + c.f.consts.length * 8);
  for (const [i, key] of (changes?.keys ?? []).entries()) {
    if (typeof key !== 'string') continue;
    change(vm, c, f, key, changes!.vals[i]!);
  }
  // Nested code of the library does not stay the library's in the program's copy.
  f.consts = f.consts.map((v) => (v instanceof PyCode ? v.ownCode() : v));
  return new PyCode(c.shape, f);
}

function change(vm: VM, c: PyCode, f: CodeFields, key: string, v: PyValue): void {
  switch (key) {
    case 'co_name':
      f.name = needText(key, v);
      return;
    case 'co_qualname':
      f.qualname = needText(key, v);
      return;
    case 'co_filename':
      f.filename = needText(key, v);
      return;
    case 'co_firstlineno':
      f.firstlineno = needInt(v);
      return;
    case 'co_flags': {
      const flags = needInt(v);
      if (((flags ^ c.f.flags) & ~FREE_FLAGS) !== 0) throw refused(key);
      f.flags = flags;
      return;
    }
    case 'co_names':
      f.names = sameNames(key, c.f.names, v);
      return;
    case 'co_varnames':
      f.varnames = sameNames(key, c.f.varnames, v);
      f.localsplus = c.f.localsplus.map((n, i) => f.varnames[i] ?? n);
      return;
    case 'co_freevars':
      f.freevars = sameNames(key, c.f.freevars, v);
      return;
    case 'co_cellvars':
      f.cellvars = sameNames(key, c.f.cellvars, v);
      return;
    case 'co_consts':
      f.consts = sameConsts(c, v);
      return;
    case 'co_code':
      if (!(v instanceof PyBytes) || !sameBytes(v.bytes, rawCode(vm, c).bytes)) throw refused(key);
      return;
    case 'co_linetable':
    case 'co_exceptiontable':
      return;
  }
  const fixed = FIXED[key];
  if (!Object.hasOwn(FIXED, key) || fixed === undefined)
    throw typeError(`replace() got an unexpected keyword argument '${key}'`);
  if (needInt(v) !== fixed(vm, c)) throw refused(key);
}

function refused(key: string) {
  return valueError(`code: ${key} cannot be changed`);
}
function needText(key: string, v: PyValue): string {
  const s = textOf(v);
  if (s === undefined) throw typeError(`replace() argument '${key}' must be str, not ${typeOf(v).name}`);
  return s;
}
function needInt(v: PyValue): number {
  if (typeof v !== 'number') throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  return v;
}
function sameNames(key: string, old: readonly string[], v: PyValue): string[] {
  if (!(v instanceof PyTuple)) throw typeError(`replace() argument '${key}' must be tuple, not ${typeOf(v).name}`);
  const names = v.items.map((x) => textOf(x));
  if (names.length !== old.length || names.some((n) => n === undefined)) throw refused(key);
  return names as string[];
}
/** Constants may change, but not where the instructions expect a code object. */
function sameConsts(c: PyCode, v: PyValue): PyValue[] {
  if (!(v instanceof PyTuple)) throw typeError(`replace() argument 'co_consts' must be tuple, not ${typeOf(v).name}`);
  const fits = (x: PyValue, was: PyValue) => {
    if (was instanceof PyCode) return x instanceof PyCode && x.f.freevars.length === was.f.freevars.length;
    if (was instanceof PyTuple) return x === was;
    return !(x instanceof PyCode);
  };
  if (v.items.length !== c.f.consts.length || !v.items.every((x, i) => fits(x, c.f.consts[i]!)))
    throw refused('co_consts');
  return v.items.slice();
}
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

// -- equality -----------------------------------------------------------------------------------------------------------------

function sameCode(a: PyCode, b: PyCode): boolean {
  if (a === b) return true;
  const x = a.f;
  const y = b.f;
  return (
    x.name === y.name &&
    x.firstlineno === y.firstlineno &&
    x.flags === y.flags &&
    x.argcount === y.argcount &&
    x.instrs.length === y.instrs.length &&
    x.instrs.every((w, i) => w === y.instrs[i]) &&
    x.names.join() === y.names.join() &&
    x.localsplus.join() === y.localsplus.join() &&
    x.consts.length === y.consts.length &&
    x.consts.every((v, i) => v === y.consts[i] || (typeof v === 'object' && typeof y.consts[i] === 'object'))
  );
}
const equal =
  (op: number) =>
  (_vm: VM, a: PyCode, b: PyValue): R =>
    b instanceof PyCode ? sameCode(a, b) === (op === EQ) : NotImplemented;
const notImplemented = (): R => NotImplemented;

function hashCode(c: PyCode): number {
  let h = c.f.firstlineno;
  for (let i = 0; i < c.f.name.length; i++) h = Math.imul(h, 31) + c.f.name.charCodeAt(i);
  return (h ^ c.f.instrs.length) >>> 0;
}

const readonly = (): never => {
  throw raise(AttributeErrorType, 'readonly attribute');
};

defineType(CodeType, {
  doc: 'Compiled code.',
  methods: {
    __repr__: [
      '($self, /)',
      'Return repr(self).',
      (vm: VM, c: PyCode) =>
        fromJS(`<code object ${c.f.name} at ${addressText(vm, c)}, file "${c.f.filename}", line ${c.f.firstlineno}>`),
    ],
    __hash__: ['($self, /)', 'Return hash(self).', (_vm: VM, c: PyCode) => hashCode(c)],
    __lt__: ['($self, value, /)', 'Return self<value.', notImplemented],
    __le__: ['($self, value, /)', 'Return self<=value.', notImplemented],
    __eq__: ['($self, value, /)', 'Return self==value.', equal(EQ)],
    __ne__: ['($self, value, /)', 'Return self!=value.', equal(NE)],
    __gt__: ['($self, value, /)', 'Return self>value.', notImplemented],
    __ge__: ['($self, value, /)', 'Return self>=value.', notImplemented],
    __sizeof__: ['($self, /)', null, (_vm: VM, c: PyCode) => 200 + c.f.instrs.length * UNIT],
    co_lines: ['($self, /)', null, (_vm: VM, c: PyCode) => new PyCodeIter(LineIterType.root, c, 0)],
    co_branches: [
      '($self, /)',
      null,
      (vm: VM) => vm.call(vm.builtins.getStr('iter')!, [new PyList(ListType.root, [])]),
    ],
    co_positions: ['($self, /)', null, (_vm: VM, c: PyCode) => new PyCodeIter(PositionsIterType.root, c, 0)],
    replace: ['($self, /, **changes)', 'A copy with fields replaced.', replaceCode],
    _varname_from_oparg: [
      '($self, /, oparg)',
      null,
      (_vm: VM, c: PyCode, i: PyValue) => fromJS(c.f.localsplus[needInt(i)] ?? ''),
    ],
    __replace__: ['($self, /, **changes)', 'The same as replace().', replaceCode],
  },
  getset: {
    co_argcount: { get: (_vm: VM, c: PyCode) => c.f.argcount, set: readonly, del: readonly },
    co_posonlyargcount: { get: (_vm: VM, c: PyCode) => c.f.posonlyargcount, set: readonly, del: readonly },
    co_kwonlyargcount: { get: (_vm: VM, c: PyCode) => c.f.kwonlyargcount, set: readonly, del: readonly },
    co_stacksize: { get: (_vm: VM, c: PyCode) => c.f.stacksize, set: readonly, del: readonly },
    co_flags: { get: (_vm: VM, c: PyCode) => c.f.flags, set: readonly, del: readonly },
    co_nlocals: { get: (_vm: VM, c: PyCode) => c.f.varnames.length, set: readonly, del: readonly },
    co_consts: { get: (_vm: VM, c: PyCode) => tuple(c.f.consts.slice()), set: readonly, del: readonly },
    co_names: { get: (_vm: VM, c: PyCode) => strings(c.f.names), set: readonly, del: readonly },
    co_filename: { get: (_vm: VM, c: PyCode) => fromJS(c.f.filename), set: readonly, del: readonly },
    co_name: { get: (_vm: VM, c: PyCode) => fromJS(c.f.name), set: readonly, del: readonly },
    co_qualname: { get: (_vm: VM, c: PyCode) => fromJS(c.f.qualname), set: readonly, del: readonly },
    co_firstlineno: { get: (_vm: VM, c: PyCode) => c.f.firstlineno, set: readonly, del: readonly },
    co_linetable: { get: noBytes, set: readonly, del: readonly },
    co_exceptiontable: { get: noBytes, set: readonly, del: readonly },
    co_lnotab: { get: noBytes },
    _co_code_adaptive: { get: rawCode },
    co_varnames: { get: (_vm: VM, c: PyCode) => strings(c.f.varnames) },
    co_cellvars: { get: (_vm: VM, c: PyCode) => strings(c.f.cellvars) },
    co_freevars: { get: (_vm: VM, c: PyCode) => strings(c.f.freevars) },
    co_code: { get: rawCode },
  },
});

registerContent(
  CodeType,
  (_vm: VM, c: PyCode) => hashCode(c),
  (_vm: VM, a: PyCode, b: PyCode) => sameCode(a, b),
);
