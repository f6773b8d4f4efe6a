/**
 * Values as bytes, for the pipe between a cell's process and its supervisor. Numbers, big integers, strings with lone
 * surrogates, bytes, lists, maps, sets, dates, and tagged values for what only one side knows. The reader trusts nothing:
 * every length is checked against what is there before anything is made, and depth is bounded.
 */

import type { Exact } from '@rexec/python';

/** A value that the two sides agree on by name. */
export class Tagged {
  constructor(
    readonly tag: string,
    readonly value: WireValue,
  ) {}
}

export type WireValue =
  | Exact
  | Date
  | Tagged
  | readonly WireValue[]
  | ReadonlyMap<WireValue, WireValue>
  | ReadonlySet<WireValue>;

/** What arrived is no message. */
export class WireError extends Error {}

const MAX_DEPTH = 200;

enum Tag {
  Null,
  False,
  True,
  Int32,
  Float64,
  BigPositive,
  BigNegative,
  Narrow,
  Wide,
  Bytes,
  List,
  Map,
  Set,
  Date,
  Tagged,
}

/** Every character below 256: one byte each. */
const NARROW = /^[\0-\xff]*$/;

class Writer {
  private bytes = new Uint8Array(256);
  private view = new DataView(this.bytes.buffer);
  private at = 4;

  private room(n: number): void {
    if (this.at + n <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.at + n));
    grown.set(this.bytes);
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }

  private tag(tag: Tag, more = 0): void {
    this.room(1 + more);
    this.bytes[this.at++] = tag;
  }

  private length(tag: Tag, n: number, body = 0): void {
    this.tag(tag, 4 + body);
    this.view.setUint32(this.at, n, true);
    this.at += 4;
  }

  value(v: WireValue, depth = 0): void {
    if (depth > MAX_DEPTH) throw new WireError('a value nested too deeply to be sent');
    if (typeof v === 'string') {
      if (NARROW.test(v)) this.text(Tag.Narrow, v);
      else this.wide(v);
    } else if (typeof v === 'number') this.number(v);
    else if (typeof v === 'boolean') this.tag(v ? Tag.True : Tag.False);
    else if (typeof v === 'bigint')
      this.text(v < 0n ? Tag.BigNegative : Tag.BigPositive, (v < 0n ? -v : v).toString(16));
    else if (v === null) this.tag(Tag.Null);
    else if (v instanceof Uint8Array) {
      this.length(Tag.Bytes, v.length, v.length);
      this.bytes.set(v, this.at);
      this.at += v.length;
    } else if (v instanceof Map) {
      this.length(Tag.Map, v.size);
      for (const [key, item] of v) {
        this.value(key, depth + 1);
        this.value(item, depth + 1);
      }
    } else if (v instanceof Set) {
      this.length(Tag.Set, v.size);
      for (const item of v) this.value(item, depth + 1);
    } else if (v instanceof Date) {
      this.tag(Tag.Date);
      this.number(v.getTime());
    } else if (v instanceof Tagged) {
      this.tag(Tag.Tagged);
      this.value(v.tag);
      this.value(v.value, depth + 1);
    } else if (Array.isArray(v)) {
      this.length(Tag.List, v.length);
      for (const item of v) this.value(item, depth + 1);
    } else throw new WireError('a value that cannot be sent');
  }

  private number(v: number): void {
    const small = (v | 0) === v && !Object.is(v, -0);
    this.tag(small ? Tag.Int32 : Tag.Float64, 8);
    if (small) this.view.setInt32(this.at, v, true);
    else this.view.setFloat64(this.at, v, true);
    this.at += small ? 4 : 8;
  }

  private text(tag: Tag, s: string): void {
    this.length(tag, s.length, s.length);
    for (let i = 0; i < s.length; i++) this.bytes[this.at++] = s.charCodeAt(i);
  }

  private wide(s: string): void {
    this.length(Tag.Wide, s.length, s.length * 2);
    for (let i = 0; i < s.length; i++, this.at += 2) this.view.setUint16(this.at, s.charCodeAt(i), true);
  }

  /** The message with its length before it. */
  end(): Uint8Array {
    this.view.setUint32(0, this.at - 4, true);
    return this.bytes.subarray(0, this.at);
  }
}

/** A message: four bytes of length (little-endian, of what follows), then the value. */
export function encode(value: WireValue): Uint8Array {
  const writer = new Writer();
  writer.value(value);
  return writer.end();
}

const TEXT_CHUNK = 8192;

/** What a reader lets be sent to it. */
export interface Expected {
  /** Bytes that the values of one message may take here: five bytes of a message can stand for an object of two hundred. */
  readonly memory?: number;
  /** Nothing but null, booleans, numbers, strings, bytes and lists of such. */
  readonly plain?: boolean;
}

/** Bytes that values take in V8, rounded up. */
const NUMBER_SIZE = 16;
const TEXT_SIZE = 32;
const LIST_SIZE = 64;
const OBJECT_SIZE = 256;

class Reader {
  private at = 0;
  private readonly view: DataView;
  private room: number;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly expected: Expected,
  ) {
    this.room = expected.memory ?? Number.POSITIVE_INFINITY;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  private take(n: number): number {
    const at = this.at;
    if (n > this.bytes.length - at) throw new WireError('a message that ends too early');
    this.at = at + n;
    return at;
  }

  private spend(size: number): void {
    if ((this.room -= size) < 0) throw new WireError('a message that is too large when it is read');
  }

  /** A count of parts of at least `size` bytes each, which must be there. */
  private count(size: number): number {
    const n = this.view.getUint32(this.take(4), true);
    if (n * size > this.bytes.length - this.at) throw new WireError('a message that ends too early');
    return n;
  }

  value(depth = 0): WireValue {
    if (depth > MAX_DEPTH) throw new WireError('a message nested too deeply');
    const tag = this.bytes[this.take(1)]! as Tag;
    if (tag > Tag.List && this.expected.plain === true) throw new WireError('a message with a value that is not plain');
    switch (tag) {
      case Tag.Null:
        return null;
      case Tag.False:
        return false;
      case Tag.True:
        return true;
      case Tag.Int32:
        return this.view.getInt32(this.take(4), true);
      case Tag.Float64:
        this.spend(NUMBER_SIZE);
        return this.view.getFloat64(this.take(8), true);
      case Tag.BigPositive:
      case Tag.BigNegative: {
        const digits = this.narrow();
        if (!/^[0-9a-f]+$/.test(digits)) throw new WireError('a number that is none');
        const n = BigInt(`0x${digits}`);
        return tag === Tag.BigNegative ? -n : n;
      }
      case Tag.Narrow:
        return this.narrow();
      case Tag.Wide:
        return this.wide();
      case Tag.Bytes: {
        const n = this.count(1);
        const at = this.take(n);
        this.spend(OBJECT_SIZE + n);
        return this.bytes.slice(at, at + n);
      }
      case Tag.List: {
        const out: WireValue[] = [];
        const length = this.count(1);
        // Room of an array grows by half.
        this.spend(LIST_SIZE + length * 12);
        for (let n = length; n > 0; n--) out.push(this.value(depth + 1));
        return out;
      }
      case Tag.Map: {
        const out = new Map<WireValue, WireValue>();
        const length = this.count(2);
        this.spend(OBJECT_SIZE + length * 48);
        for (let n = length; n > 0; n--) out.set(this.value(depth + 1), this.value(depth + 1));
        return out;
      }
      case Tag.Set: {
        const out = new Set<WireValue>();
        const length = this.count(1);
        this.spend(OBJECT_SIZE + length * 32);
        for (let n = length; n > 0; n--) out.add(this.value(depth + 1));
        return out;
      }
      case Tag.Date: {
        this.spend(OBJECT_SIZE);
        const time = this.value(depth + 1);
        if (typeof time !== 'number') throw new WireError('a date that is none');
        return new Date(time);
      }
      case Tag.Tagged: {
        this.spend(LIST_SIZE);
        const name = this.value(depth + 1);
        if (typeof name !== 'string') throw new WireError('a tag that is no name');
        return new Tagged(name, this.value(depth + 1));
      }
      default:
        throw new WireError('a message of an unknown kind');
    }
  }

  private narrow(): string {
    const n = this.count(1);
    const at = this.take(n);
    this.spend(TEXT_SIZE + n);
    return this.chunks(n, (i) => this.bytes[at + i]!);
  }

  private wide(): string {
    const n = this.count(2);
    const at = this.take(n * 2);
    this.spend(TEXT_SIZE + n * 2);
    return this.chunks(n, (i) => this.view.getUint16(at + i * 2, true));
  }

  private chunks(n: number, unit: (i: number) => number): string {
    let out = '';
    const units: number[] = [];
    for (let i = 0; i < n; i += TEXT_CHUNK) {
      units.length = 0;
      for (let k = i; k < Math.min(n, i + TEXT_CHUNK); k++) units.push(unit(k));
      out += String.fromCharCode(...units);
    }
    return out;
  }

  end(): void {
    if (this.at !== this.bytes.length) throw new WireError('a message with something after it');
  }
}

/** The value of a message without its four bytes of length. */
export function decode(body: Uint8Array, expected: Expected = {}): WireValue {
  const reader = new Reader(body, expected);
  const value = reader.value();
  reader.end();
  return value;
}

/** Pieces of a stream shorter than this are joined with the piece before them: a buffer for each byte would cost a hundred. */
const SHORT_PIECE = 65536;

/** Cuts a stream of bytes into messages; a message longer than `limit` is a WireError. */
export class Messages {
  private parts: Uint8Array[] = [];
  private size = 0;

  constructor(private readonly limit: number) {}

  push(chunk: Uint8Array): Uint8Array[] {
    this.parts.push(chunk);
    this.size += chunk.length;
    this.joinShort();
    const out: Uint8Array[] = [];
    for (;;) {
      if (this.size < 4) return out;
      const head = this.join(4);
      const length = new DataView(head.buffer, head.byteOffset, 4).getUint32(0, true);
      if (length > this.limit) throw new WireError(`a message of ${length} bytes`);
      if (this.size < 4 + length) return out;
      const all = this.join(4 + length);
      out.push(all.subarray(4, 4 + length));
      this.parts = all.length > 4 + length ? [all.subarray(4 + length)] : [];
      this.size -= 4 + length;
    }
  }

  /** As in a binary counter: each byte is copied a few times, however small the pieces are. */
  private joinShort(): void {
    const { parts } = this;
    for (let last = parts.length - 1; last > 0; last--) {
      const [one, two] = [parts[last - 1]!, parts[last]!];
      if (one.length > two.length || one.length >= SHORT_PIECE) return;
      const both = new Uint8Array(one.length + two.length);
      both.set(one);
      both.set(two, one.length);
      parts.splice(last - 1, 2, both);
    }
  }

  /** The parts joined until the first holds `n` bytes. */
  private join(n: number): Uint8Array {
    if (this.parts[0]!.length < n) {
      const all = new Uint8Array(this.size);
      let at = 0;
      for (const part of this.parts) {
        all.set(part, at);
        at += part.length;
      }
      this.parts = [all];
    }
    return this.parts[0]!;
  }
}
