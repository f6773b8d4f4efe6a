import { OverflowErrorType, raise, valueError } from '../../objects/exception-types.js';
import { floatFromText } from '../../objects/number/float-text.js';
import { intFromBytes, intFromText, parseInteger } from '../../objects/number/int-text.js';
import { PyFloat, type PyValue } from '../../objects/object.js';
import { decode, lookupCodec } from '../../objects/text/codecs.js';
import { type Str, sub } from '../../objects/text/core.js';
import { TextError } from '../../objects/text/error.js';
import type { VM } from '../../objects/vm.js';
import { newBytes } from '../../types/buffer.js';
import { LoadInput, latin1 } from './load-input.js';
import type { LoadMemo, PyLoading } from './load-state.js';
import { unpicklingError } from './types.js';
import { plainUtf8 } from './utf8.js';

/** How much of the data becomes text at a time. */
const WINDOW = 8192;
const SHORT_TEXT = 256;

const float = new DataView(new ArrayBuffer(8));

export class LoadValues extends LoadInput {
  protected readonly stack: PyValue[];
  protected readonly marks: number[];
  protected fence: number;
  protected readonly memo: LoadMemo;

  constructor(vm: VM, loading: PyLoading) {
    super(vm, loading);
    this.memo = loading.state.memo;
    this.stack = loading.stack;
    this.marks = loading.marks;
    this.fence = this.marks.at(-1) ?? 0;
  }

  // -- the stack -----------------------------------------------------------------------------------------------------

  protected push(v: PyValue): void {
    this.vm.alloc(16);
    this.stack.push(v);
  }

  protected underflow(): never {
    throw unpicklingError(this.marks.length > 0 ? 'unexpected MARK found' : 'unpickling stack underflow');
  }

  /** That many values stand above the fence. */
  protected has(n: number): void {
    if (this.stack.length - this.fence < n) this.underflow();
  }

  protected pop(): PyValue {
    if (this.stack.length <= this.fence) this.underflow();
    return this.stack.pop()!;
  }

  protected top(): PyValue {
    this.has(1);
    return this.stack[this.stack.length - 1]!;
  }

  protected mark(): number {
    if (this.marks.length === 0) throw unpicklingError('could not find MARK');
    const at = this.marks.pop()!;
    this.fence = this.marks.at(-1) ?? 0;
    return at;
  }

  /** What stands from `from` on, taken off. */
  protected above(from: number): PyValue[] {
    const { stack, vm } = this;
    const n = stack.length - from;
    vm.charge(n >> 3);
    vm.alloc(n * 8 + 64);
    const items = stack.slice(from);
    stack.length = from;
    return items;
  }

  // -- the memo ------------------------------------------------------------------------------------------------------

  protected get(i: number): void {
    const v = i < 0 ? undefined : this.memo.get(this.vm, i);
    if (v === undefined) throw unpicklingError(`Memo value not found at index ${i}`);
    this.push(v);
  }

  protected put(i: number): void {
    this.memo.set(this.vm, i, this.top());
  }

  protected index(): number {
    const s = this.lineText();
    const n = intFromText(this.vm, `${s}\n`, 10);
    if (typeof n === 'bigint') throw raise(OverflowErrorType, 'Python int too large to convert to C ssize_t');
    return n;
  }

  // -- numbers -------------------------------------------------------------------------------------------------------

  protected long(n: number): void {
    this.push(intFromBytes(this.vm, this.block(n), true, true));
  }

  /** 00 and 01 are False and True. */
  protected textInt(): void {
    const s = this.lineText();
    const n = parseInteger(this.vm, s, 10);
    if (n === undefined) throw valueError('could not convert string to int');
    this.push(s.length === 2 && (n === 0 || n === 1) ? n === 1 : n);
  }

  protected textFloat(): void {
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

  protected binaryFloat(): void {
    this.need(8);
    const { data, at } = this;
    for (let i = 0; i < 8; i++) float.setUint8(i, data[at + i]!);
    this.at = at + 8;
    this.vm.alloc(24);
    this.push(new PyFloat(float.getFloat64(0)));
  }

  // -- text ----------------------------------------------------------------------------------------------------------

  /** A str of the next `n` bytes of UTF-8, surrogates too. */
  protected text(n: number): void {
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
  protected piece(from: number, to: number): Str {
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

  protected utf8(b: Uint8Array): Str {
    return decode(this.vm, lookupCodec('utf-8')!, b).text;
  }

  protected ascii(b: Uint8Array): Str {
    return decode(this.vm, lookupCodec('ascii')!, b).text;
  }

  /** A str of Python 2: bytes in an encoding. */
  protected oldString(b: Uint8Array): void {
    const { encoding, errors } = this.state;
    if (encoding === 'bytes') this.push(newBytes(b));
    else if (encoding === 'ASCII' && errors === 'strict') this.push(this.ascii(b));
    else this.ask('decode', newBytes(b));
  }

  protected quoted(): void {
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
}
