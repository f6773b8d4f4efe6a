/**
 * Unpickling: opcodes to values in one loop (pickletools describes the machine).
 *
 * Data is made here alone. Where the program's code has a say (classes, calls, `__setstate__`, keys with a hash of their
 * own, reading from a file) the loop stops with a request, all it knows is in the PyLoading and its input, and
 * library/pickle.py does what was asked and lets it go on.
 *
 * Whatever the bytes say: a size is no larger than the bytes behind it, a place in the memo costs what one entry costs,
 * and each opcode is paid for by itself and by what it takes from the stack.
 */
import {
  ByteArrayType,
  DictType,
  FrozenSetType,
  ListType,
  newDict,
  SetType,
  StrType,
  tuple,
  typeOf,
} from '../../objects/builtin-types.js';
import { PyByteArray } from '../../objects/bytes.js';
import { PyDict } from '../../objects/dict.js';
import { EOFErrorType, OverflowErrorType, raise, valueError } from '../../objects/exception-types.js';
import { floatFromText } from '../../objects/number/float-text.js';
import { intFromBytes, intFromText, parseInteger } from '../../objects/number/int-text.js';
import { PyFloat, PyObject, type PyValue, type Shape } from '../../objects/object.js';
import { PyList, type PyTuple } from '../../objects/sequence.js';
import { PySet } from '../../objects/set.js';
import { decode, lookupCodec } from '../../objects/text/codecs.js';
import { type Str, sub } from '../../objects/text/core.js';
import { TextError } from '../../objects/text/error.js';
import type { VM } from '../../objects/vm.js';
import { findKey, setKey } from '../../protocols/mapping.js';
import { addMember, newSetOf } from '../../protocols/sets.js';
import { newBytes } from '../../types/buffer.js';
import { DictModels } from '../../types/dict-models.js';
import { newList } from '../../types/support.js';
import { HIGHEST_PROTOCOL, Op } from './opcodes.js';
import { LoadingType, unpicklingError } from './types.js';
import { plainUtf8 } from './utf8.js';

/** The values that a pickle has numbered. */
export class LoadMemo {
  /** Numbers from 0 on without a gap. */
  near: PyValue[] = [];
  /** Others, as keys. */
  far: PyDict | null = null;

  get size(): number {
    return this.near.length + (this.far?.size ?? 0);
  }

  get(vm: VM, i: number): PyValue | undefined {
    if (i < this.near.length) return this.near[i];
    if (this.far === null) return undefined;
    const at = findKey(vm, this.far, i);
    return at < 0 ? undefined : this.far.vals[at];
  }

  set(vm: VM, i: number, v: PyValue): void {
    const { near } = this;
    if (i < near.length) near[i] = v;
    else if (i === near.length && this.far === null) {
      vm.alloc(8);
      near.push(v);
    } else setKey(vm, (this.far ??= newDict()), i, v);
  }
}

/** What an unpickler keeps from one `load` to the next: its input, its memo, and how it was made. */
export class UnpicklerState {
  data: Uint8Array = new Uint8Array(0);
  at = 0;
  /** Where in the data the bytes begin that the file has only shown (`peek`); -1: it has given all. */
  peeked = -1;
  memo = new LoadMemo();
  protocol = 0;
  /** A piece of the data as text, from which short strs are cut, and where it begins. */
  text = '';
  textFrom = 0;
  constructor(
    readonly fixImports: boolean,
    readonly encoding: Str,
    readonly errors: Str,
    /** Iterator over buffers; None: there are none. */
    readonly buffers: PyValue,
    /** Methods of the file; None in the place of `read`: all is there. */
    readonly read: PyValue,
    readonly readline: PyValue,
    public peek: PyValue,
  ) {}
}

/** One `load` under way. */
export class PyLoading extends PyObject {
  stack: PyValue[] = [];
  /** How long the stack was at each MARK. */
  marks: number[] = [];
  models = new DictModels();
  constructor(
    shape: Shape,
    /** The Unpickler, for its subclasses' methods; None: there is none. */
    readonly unpickler: PyValue,
    readonly state: UnpicklerState,
    readonly persistent: PyValue,
  ) {
    super(shape);
  }
}

export function newLoading(vm: VM, unpickler: PyValue, state: UnpicklerState, persistent: PyValue): PyLoading {
  vm.alloc(200);
  state.protocol = 0;
  return new PyLoading(LoadingType.root, unpickler, state, persistent);
}

/** A request leaves the loop this way: only after everything that the loop knows is in the state. */
class Ask {
  constructor(readonly request: PyTuple) {}
}

/** How much of the data becomes text at a time. */
const WINDOW = 8192;
const SHORT_TEXT = 256;

const MAX_SIZE = Number.MAX_SAFE_INTEGER;
const float = new DataView(new ArrayBuffer(8));

const latin1 = (b: Uint8Array): string => String.fromCharCode.apply(null, b as unknown as number[]);

class Loader {
  private data: Uint8Array;
  private at: number;
  /** Where the opcode under way began. */
  private begun = 0;
  private readonly stack: PyValue[];
  private readonly marks: number[];
  private fence: number;
  private readonly state: UnpicklerState;
  private readonly memo: LoadMemo;

  constructor(
    private readonly vm: VM,
    private readonly loading: PyLoading,
  ) {
    const { state } = loading;
    this.state = state;
    this.memo = state.memo;
    this.data = state.data;
    this.at = state.at;
    this.stack = loading.stack;
    this.marks = loading.marks;
    this.fence = this.marks.at(-1) ?? 0;
  }

  run(): PyTuple {
    const { vm } = this;
    try {
      for (;;) {
        this.begun = this.at;
        if (this.at >= this.data.length) this.more(1, true);
        vm.charge(1);
        const op = this.data[this.at++]!;
        if (op === Op.STOP) return this.request('done', this.pop());
        this.step(op);
      }
    } catch (e) {
      if (e instanceof Ask) return e.request;
      throw e;
    } finally {
      this.state.at = this.at;
    }
  }

  // -- requests ---------------------------------------------------------------------------------------------------------

  private request(what: string, a: PyValue = null, b: PyValue = null, c: PyValue = null): PyTuple {
    this.vm.alloc(120);
    return tuple([what, a, b, c]);
  }

  private ask(what: string, a: PyValue = null, b: PyValue = null, c: PyValue = null): never {
    throw new Ask(this.request(what, a, b, c));
  }

  // -- input ------------------------------------------------------------------------------------------------------------

  private truncated(): never {
    throw unpicklingError('pickle data was truncated');
  }

  /** The data ends before the next `n` bytes (-1: a line). From a file they come, and the opcode begins anew. */
  private more(n: number, first = false): never {
    const { state } = this;
    if (state.read !== null) {
      const from = this.at;
      this.at = this.begun;
      this.ask('read', n, from, first);
    }
    if (first) throw raise(EOFErrorType, 'Ran out of input');
    this.truncated();
  }

  /** `n` bytes from here on are there. */
  private need(n: number): void {
    if (n > this.data.length - this.at) this.more(n);
  }

  private u8(): number {
    if (this.at >= this.data.length) this.more(1);
    return this.data[this.at++]!;
  }

  private u16(): number {
    this.need(2);
    const { data, at } = this;
    this.at = at + 2;
    return data[at]! | (data[at + 1]! << 8);
  }

  private u32(): number {
    return this.i32() >>> 0;
  }

  private i32(): number {
    this.need(4);
    const { data, at } = this;
    this.at = at + 4;
    return data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16) | (data[at + 3]! << 24);
  }

  private size8(what: string): number {
    const low = this.u32At(8);
    const n = low[1] * 4294967296 + low[0];
    if (n > MAX_SIZE) throw raise(OverflowErrorType, `${what} exceeds system's maximum size of ${MAX_SIZE} bytes`);
    return n;
  }

  private u32At(n: number): [number, number] {
    this.need(n);
    return [this.u32(), this.u32()];
  }

  /** The next `n` bytes, in the data itself. */
  private block(n: number): Uint8Array {
    this.need(n);
    const b = this.data.subarray(this.at, this.at + n);
    this.at += n;
    return b;
  }

  private copied(n: number): Uint8Array {
    this.need(n);
    this.vm.charge(n >> 6);
    this.vm.alloc(n + 120);
    return this.block(n).slice();
  }

  /** A line without its end; at least `least` bytes of it with the end. */
  private line(least = 2): Uint8Array {
    const { data, at } = this;
    let end = data.indexOf(10, at);
    this.vm.charge(((end < 0 ? data.length : end) - at) >> 4);
    if (end < 0) this.more(-1);
    this.at = ++end;
    if (end - at < least) this.truncated();
    return data.subarray(at, end - 1);
  }

  private lineText(): string {
    const b = this.line();
    this.vm.alloc(b.length * 2);
    const parts: string[] = [];
    for (let i = 0; i < b.length; i += 4096) parts.push(latin1(b.subarray(i, i + 4096)));
    return parts.join('');
  }

  // -- the stack --------------------------------------------------------------------------------------------------------

  private push(v: PyValue): void {
    this.vm.alloc(16);
    this.stack.push(v);
  }

  private underflow(): never {
    throw unpicklingError(this.marks.length > 0 ? 'unexpected MARK found' : 'unpickling stack underflow');
  }

  /** That many values stand above the fence. */
  private has(n: number): void {
    if (this.stack.length - this.fence < n) this.underflow();
  }

  private pop(): PyValue {
    if (this.stack.length <= this.fence) this.underflow();
    return this.stack.pop()!;
  }

  private top(): PyValue {
    this.has(1);
    return this.stack[this.stack.length - 1]!;
  }

  private mark(): number {
    if (this.marks.length === 0) throw unpicklingError('could not find MARK');
    const at = this.marks.pop()!;
    this.fence = this.marks.at(-1) ?? 0;
    return at;
  }

  /** What stands from `from` on, taken off. */
  private above(from: number): PyValue[] {
    const { stack, vm } = this;
    const n = stack.length - from;
    vm.charge(n >> 3);
    vm.alloc(n * 8 + 64);
    const items = stack.slice(from);
    stack.length = from;
    return items;
  }

  // -- opcodes ----------------------------------------------------------------------------------------------------------

  private step(op: number): void {
    switch (op) {
      case Op.MEMOIZE:
        this.memo.set(this.vm, this.memo.size, this.top());
        return;
      case Op.SHORT_BINUNICODE:
        this.text(this.u8());
        return;
      case Op.BINGET:
        this.get(this.u8());
        return;
      case Op.LONG_BINGET:
        this.get(this.u32());
        return;
      case Op.BINPUT:
        this.put(this.u8());
        return;
      case Op.LONG_BINPUT:
        this.put(this.u32());
        return;
      case Op.BININT1:
        this.push(this.u8());
        return;
      case Op.BININT2:
        this.push(this.u16());
        return;
      case Op.BININT:
        this.push(this.i32());
        return;
      case Op.BINFLOAT:
        this.binaryFloat();
        return;
      case Op.MARK:
        this.vm.alloc(8);
        this.marks.push(this.stack.length);
        this.fence = this.stack.length;
        return;
      case Op.TUPLE1:
      case Op.TUPLE2:
      case Op.TUPLE3:
        this.tupleOf(op - Op.TUPLE1 + 1);
        return;
      case Op.EMPTY_DICT:
        this.vm.alloc(200);
        this.push(newDict());
        return;
      case Op.EMPTY_LIST:
        this.push(newList(this.vm, []));
        return;
      case Op.APPENDS:
        this.append(this.mark());
        return;
      case Op.SETITEMS:
        this.setItems(this.mark());
        return;
      case Op.NONE:
        this.push(null);
        return;
      case Op.NEWTRUE:
        this.push(true);
        return;
      case Op.NEWFALSE:
        this.push(false);
        return;
    }
    this.container(op);
  }

  private container(op: number): void {
    switch (op) {
      case Op.APPEND:
        this.has(2);
        this.append(this.stack.length - 1);
        return;
      case Op.SETITEM:
        // The value, the key and the dict are looked for in this order.
        this.has(2);
        this.setItems(this.stack.length - 2);
        return;
      case Op.TUPLE:
        this.push(tuple(this.above(this.mark())));
        return;
      case Op.EMPTY_TUPLE:
        this.push(tuple([]));
        return;
      case Op.LIST:
        this.push(newList(this.vm, this.above(this.mark())));
        return;
      case Op.DICT:
        this.dict();
        return;
      case Op.EMPTY_SET:
        this.vm.alloc(300);
        this.push(newSetOf(SetType));
        return;
      case Op.ADDITEMS:
        this.addItems();
        return;
      case Op.FROZENSET:
        this.frozenSet();
        return;
      case Op.POP:
        if (this.marks.length > 0 && this.marks.at(-1) === this.stack.length) this.mark();
        else this.pop();
        return;
      case Op.POP_MARK:
        this.stack.length = this.mark();
        return;
      case Op.DUP:
        this.push(this.top());
        return;
    }
    this.number(op);
  }

  private number(op: number): void {
    const { vm } = this;
    switch (op) {
      case Op.LONG1:
        this.long(this.u8());
        return;
      case Op.LONG4: {
        const n = this.i32();
        if (n < 0) throw unpicklingError('LONG pickle has negative byte count');
        this.long(n);
        return;
      }
      case Op.INT:
        this.textInt();
        return;
      case Op.LONG: {
        const s = this.lineText();
        this.push(intFromText(vm, s.endsWith('L') ? s.slice(0, -1) : `${s}\n`, 10));
        return;
      }
      case Op.FLOAT:
        this.textFloat();
        return;
      case Op.GET:
        this.get(this.index());
        return;
      case Op.PUT: {
        const n = this.index();
        this.top();
        if (n < 0) throw valueError('negative PUT argument');
        this.put(n);
        return;
      }
      case Op.PROTO: {
        const n = this.u8();
        if (n > HIGHEST_PROTOCOL) throw valueError(`unsupported pickle protocol: ${n}`);
        this.state.protocol = n;
        return;
      }
      case Op.FRAME: {
        const n = this.size8('FRAME length');
        if (n > this.data.length - this.at) this.more(n);
        return;
      }
    }
    this.blockOf(op);
  }

  private blockOf(op: number): void {
    switch (op) {
      case Op.BINUNICODE:
        this.text(this.u32());
        return;
      case Op.BINUNICODE8:
        this.text(this.size8('BINUNICODE8'));
        return;
      case Op.SHORT_BINBYTES:
        this.push(newBytes(this.copied(this.u8())));
        return;
      case Op.BINBYTES:
        this.push(newBytes(this.copied(this.u32())));
        return;
      case Op.BINBYTES8:
        this.push(newBytes(this.copied(this.size8('BINBYTES8'))));
        return;
      case Op.BYTEARRAY8: {
        const b = this.copied(this.size8('BYTEARRAY8'));
        this.push(new PyByteArray(ByteArrayType.root, b, b.length));
        return;
      }
      case Op.UNICODE:
        this.push(decode(this.vm, lookupCodec('raw-unicode-escape')!, this.line(1)).text);
        return;
      case Op.SHORT_BINSTRING:
        this.oldString(this.copied(this.u8()));
        return;
      case Op.BINSTRING: {
        const n = this.i32();
        if (n < 0) throw unpicklingError('BINSTRING pickle has negative byte count');
        this.oldString(this.copied(n));
        return;
      }
      case Op.STRING:
        this.quoted();
        return;
    }
    this.object(op);
  }

  /** Opcodes that the program's code serves. */
  private object(op: number): void {
    switch (op) {
      case Op.GLOBAL: {
        const module = this.utf8(this.line());
        this.ask('find', module, this.utf8(this.line()));
        return;
      }
      case Op.STACK_GLOBAL: {
        const name = this.pop();
        const module = this.pop();
        if (typeOf(name) !== StrType || typeOf(module) !== StrType) throw unpicklingError('STACK_GLOBAL requires str');
        this.ask('find', module, name);
        return;
      }
      case Op.REDUCE: {
        const args = this.pop();
        this.ask('call', this.pop(), args);
        return;
      }
      case Op.BUILD: {
        this.has(2);
        const state = this.pop();
        this.ask('build', this.top(), state);
        return;
      }
      case Op.NEWOBJ: {
        const args = this.pop();
        this.ask('new', this.pop(), args);
        return;
      }
      case Op.NEWOBJ_EX: {
        const kwargs = this.pop();
        const args = this.pop();
        this.ask('new', this.pop(), args, tuple([kwargs]));
        return;
      }
      case Op.OBJ: {
        const from = this.mark();
        if (this.stack.length <= from) this.underflow();
        const args = this.above(from + 1);
        this.ask('instance', this.pop(), tuple(args));
        return;
      }
      case Op.INST: {
        if (this.marks.length === 0) this.mark();
        const module = this.ascii(this.line());
        const name = this.ascii(this.line());
        this.ask('inst', module, name, tuple(this.above(this.mark())));
        return;
      }
      case Op.PERSID: {
        const pid = this.line(1);
        if (pid.some((c) => c > 127)) throw unpicklingError('persistent IDs in protocol 0 must be ASCII strings');
        this.ask('persistent', this.ascii(pid));
        return;
      }
      case Op.BINPERSID:
        this.ask('persistent', this.pop());
        return;
      case Op.EXT1:
        this.extension(this.u8());
        return;
      case Op.EXT2:
        this.extension(this.u16());
        return;
      case Op.EXT4:
        this.extension(this.i32());
        return;
      case Op.NEXT_BUFFER:
        this.ask('buffer');
        return;
      case Op.READONLY_BUFFER:
        this.top();
        this.ask('readonly', this.stack.pop()!);
        return;
    }
    const shown =
      op >= 32 && op < 127 && op !== 0x27 && op !== 0x5c
        ? String.fromCharCode(op)
        : `\\x${op.toString(16).padStart(2, '0')}`;
    throw unpicklingError(`invalid load key, '${shown}'.`);
  }

  private extension(code: number): never {
    if (code <= 0) throw unpicklingError('EXT specifies code <= 0');
    return this.ask('extension', code);
  }

  // -- the memo ---------------------------------------------------------------------------------------------------------

  private get(i: number): void {
    const v = i < 0 ? undefined : this.memo.get(this.vm, i);
    if (v === undefined) throw unpicklingError(`Memo value not found at index ${i}`);
    this.push(v);
  }

  private put(i: number): void {
    this.memo.set(this.vm, i, this.top());
  }

  private index(): number {
    const s = this.lineText();
    const n = intFromText(this.vm, `${s}\n`, 10);
    if (typeof n === 'bigint') throw raise(OverflowErrorType, 'Python int too large to convert to C ssize_t');
    return n;
  }

  // -- numbers ----------------------------------------------------------------------------------------------------------

  private long(n: number): void {
    this.push(intFromBytes(this.vm, this.block(n), true, true));
  }

  /** 00 and 01 are False and True. */
  private textInt(): void {
    const s = this.lineText();
    const n = parseInteger(this.vm, s, 10);
    if (n === undefined) throw valueError('could not convert string to int');
    this.push(s.length === 2 && (n === 0 || n === 1) ? n === 1 : n);
  }

  private textFloat(): void {
    const s = this.lineText();
    let x: number;
    try {
      // CPython's reader takes neither spaces nor underscores here.
      if (!/^[+-]?[0-9.a-zA-Z]/.test(s) || /[\s_]/.test(s)) throw new TextError('ValueError', '');
      x = floatFromText(this.vm, s);
    } catch (e) {
      if (e instanceof TextError) {
        // CPython shows what has no number at its beginning.
        const shown = /^[+-]?(\.?[0-9]|inf|nan)/i.test(s) ? '' : `: '${s.slice(0, 200)}\n'`;
        throw valueError(`could not convert string to float${shown}`);
      }
      throw e;
    }
    this.vm.alloc(24);
    this.push(new PyFloat(x));
  }

  private binaryFloat(): void {
    this.need(8);
    const { data, at } = this;
    for (let i = 0; i < 8; i++) float.setUint8(i, data[at + i]!);
    this.at = at + 8;
    this.vm.alloc(24);
    this.push(new PyFloat(float.getFloat64(0)));
  }

  // -- text -------------------------------------------------------------------------------------------------------------

  /** A str of the next `n` bytes of UTF-8, surrogates too. */
  private text(n: number): void {
    this.need(n);
    const { data, at } = this;
    if (n <= SHORT_TEXT) {
      let i = at;
      const end = at + n;
      while (i < end && data[i]! < 128) i++;
      if (i === end) {
        this.at = end;
        this.vm.alloc(32 + n);
        this.push(this.piece(at, end));
        return;
      }
    }
    this.vm.charge(n >> 3);
    this.vm.alloc(32 + 2 * n);
    const quick = plainUtf8(data, at, at + n);
    const b = this.block(n);
    this.push(quick ?? decode(this.vm, lookupCodec('utf-8')!, b, 'surrogatepass').text);
  }

  /** ASCII bytes as a str: cut from text that is made of many bytes at a time. */
  private piece(from: number, to: number): Str {
    const { state } = this;
    const begin = from - state.textFrom;
    if (begin < 0 || to - state.textFrom > state.text.length) {
      const { data, vm } = this;
      const end = Math.min(data.length, from + WINDOW);
      vm.charge((end - from) >> 4);
      vm.alloc(end - from);
      state.text = latin1(data.subarray(from, end));
      state.textFrom = from;
      return sub(vm, state.text, 0, to - from);
    }
    return sub(this.vm, state.text, begin, begin + to - from);
  }

  private utf8(b: Uint8Array): Str {
    return decode(this.vm, lookupCodec('utf-8')!, b).text;
  }

  private ascii(b: Uint8Array): Str {
    return decode(this.vm, lookupCodec('ascii')!, b).text;
  }

  /** A str of Python 2: bytes in an encoding. */
  private oldString(b: Uint8Array): void {
    const { encoding, errors } = this.state;
    if (encoding === 'bytes') this.push(newBytes(b));
    else if (encoding === 'ASCII' && errors === 'strict') this.push(this.ascii(b));
    else this.ask('decode', newBytes(b));
  }

  private quoted(): void {
    const b = this.line(1);
    const first = b[0];
    if (b.length < 2 || first !== b[b.length - 1] || (first !== 0x27 && first !== 0x22))
      throw unpicklingError('the STRING opcode argument must be quoted');
    const inner = b.subarray(1, -1);
    this.vm.charge(inner.length >> 4);
    this.vm.alloc(inner.length + 120);
    if (inner.includes(0x5c)) this.ask('unescape', newBytes(inner.slice()));
    this.oldString(inner.slice());
  }

  // -- containers -------------------------------------------------------------------------------------------------------

  private tupleOf(n: number): void {
    const { stack } = this;
    this.has(n);
    this.vm.alloc(64 + n * 8);
    const at = stack.length - n;
    const items = n === 1 ? [stack[at]!] : n === 2 ? [stack[at]!, stack[at + 1]!] : stack.slice(at);
    stack.length = at;
    stack.push(tuple(items));
  }

  /** The values from `from` on, into what stands below them. */
  private append(from: number): void {
    const { stack, vm } = this;
    const n = stack.length - from;
    if (n < 0 || from <= this.fence) this.underflow();
    if (n === 0) return;
    const list = stack[from - 1]!;
    if (!(list instanceof PyList) || list.shape.cls !== ListType)
      this.ask('append', list, newList(vm, this.above(from)));
    vm.charge(n >> 3);
    vm.alloc(n * 8);
    const { items } = list as PyList;
    for (let i = from; i < stack.length; i++) items.push(stack[i]!);
    stack.length = from;
  }

  private setItems(from: number): void {
    const { stack } = this;
    const n = stack.length - from;
    if (n < 0 || from <= this.fence) this.underflow();
    if (n === 0) return;
    if (n % 2 !== 0) throw unpicklingError('odd number of items for SETITEMS');
    const d = stack[from - 1]!;
    if (!(d instanceof PyDict) || d.shape.cls !== DictType) this.ask('setitems', d, tuple(this.above(from)));
    this.fill(d as PyDict, from);
  }

  /** Keys and values from `from` on; where a key needs Python code, library code goes on with it. */
  private fill(d: PyDict, from: number): void {
    const { stack, vm } = this;
    vm.charge((stack.length - from) >> 2);
    if (d.size === 0 && this.loading.models.fill(vm, d, stack, from)) {
      stack.length = from;
      return;
    }
    for (let i = from; i < stack.length; i += 2) {
      if (setKey(vm, d, stack[i]!, stack[i + 1]!)) continue;
      const rest = this.above(i);
      stack.length = from;
      this.ask('setitems', d, tuple(rest));
    }
    stack.length = from;
  }

  private dict(): void {
    const from = this.mark();
    const { stack, vm } = this;
    if ((stack.length - from) % 2 !== 0) throw unpicklingError('odd number of items for DICT');
    vm.alloc(200);
    const d = newDict();
    // Below its items, as the dict of SETITEMS stands.
    const items = this.above(from);
    stack.push(d);
    for (const v of items) this.push(v);
    this.fill(d, from + 1);
  }

  private addItems(): void {
    const from = this.mark();
    const { stack, vm } = this;
    if (from > stack.length || from <= this.fence) this.underflow();
    if (from === stack.length) return;
    const s = stack[from - 1]!;
    if (!(s instanceof PySet) || s.shape.cls.isSubtypeOf(FrozenSetType)) this.ask('add', s, tuple(this.above(from)));
    vm.charge(stack.length - from);
    for (let i = from; i < stack.length; i++) {
      if (addMember(vm, s as PySet, stack[i]!)) continue;
      const rest = this.above(i);
      stack.length = from;
      this.ask('update', s, tuple(rest));
    }
    stack.length = from;
  }

  private frozenSet(): void {
    const { vm } = this;
    const items = this.above(this.mark());
    vm.alloc(300);
    const s = newSetOf(FrozenSetType);
    vm.charge(items.length);
    for (const v of items) if (!addMember(vm, s, v)) this.ask('frozenset', tuple(items));
    this.push(s);
  }
}

function loader(vm: VM, loading: PyLoading): PyTuple {
  const mark = vm.temporaries.length;
  vm.temporaries.push(loading);
  const request = new Loader(vm, loading).run();
  vm.temporaries.length = mark;
  return request;
}

// -- for the module and library/pickle.py ---------------------------------------------------------------------------------

/** Goes on; what was asked for nothing but its effect is done. */
export const loadOn = (vm: VM, loading: PyLoading): PyTuple => loader(vm, loading);

/** What was asked for is this value. */
export function loadWith(vm: VM, loading: PyLoading, v: PyValue): PyTuple {
  vm.alloc(16);
  loading.stack.push(v);
  return loader(vm, loading);
}

/** How many bytes of what the file has shown are used by now: it has to be told to pass over them. */
export function shownAndUsed(state: UnpicklerState, upTo: number): number {
  if (state.peeked < 0) return 0;
  const n = upTo - state.peeked;
  state.peeked = upTo;
  return n;
}

/** Bytes of the file; `from` is how far the opcode under way had come. They are shown only where `peeked`. */
export function feed(vm: VM, state: UnpicklerState, from: number, b: Uint8Array, peeked: boolean): void {
  const kept = from - state.at;
  // The file's own method may have used the unpickler, whose data is another then.
  if (kept < 0 || from > state.data.length) throw unpicklingError('the Unpickler was used by the file it reads from');
  vm.charge((kept + b.length) >> 6);
  vm.alloc(kept + b.length + 120);
  const data = new Uint8Array(kept + b.length);
  data.set(state.data.subarray(state.at, from));
  data.set(b, kept);
  state.data = data;
  state.at = 0;
  state.peeked = peeked ? kept : -1;
  state.text = '';
  state.textFrom = 0;
}
