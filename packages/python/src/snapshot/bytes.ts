/**
 * Bytes out and in. The reader trusts nothing: each read is checked against the end, and what a count promises has to be
 * there, so that no allocation is beyond the size of the bytes.
 */

/** Bytes that are no snapshot of this engine, or were changed; or a heap that cannot be written. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';
}

/** Forms of a string: one byte a unit; two; two, with pairs of surrogates (text of the host, never a str). */
const NARROW = 0;
const UNITS = 1;
const PAIRS = 2;

/** Largest room that is taken before it is needed. */
export const CHUNK_BYTES = 1 << 21;

/** Bytes in chunks: what is written stays where it is. */
export class ByteWriter {
  private readonly full: Uint8Array[] = [];
  private fullSize = 0;
  private bytes: Uint8Array;
  private view: DataView;
  private at = 0;
  constructor(size = 1024) {
    this.bytes = new Uint8Array(size);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Room for n bytes in a row. */
  room(n: number): void {
    if (this.at + n <= this.bytes.length) return;
    if (this.at > 0) this.full.push(this.bytes.subarray(0, this.at));
    this.fullSize += this.at;
    this.at = 0;
    this.bytes = new Uint8Array(Math.max(n, Math.min(CHUNK_BYTES, this.bytes.length * 2)));
    this.view = new DataView(this.bytes.buffer);
  }

  byte(b: number): void {
    if (this.at === this.bytes.length) this.room(1);
    this.bytes[this.at++] = b;
  }

  /** An int from 0 to 2^53-1, seven bits a byte. */
  unsigned(n: number): void {
    if (this.at + 8 > this.bytes.length) this.room(8);
    const { bytes } = this;
    while (n > 0x7fffffff) {
      bytes[this.at++] = (n % 128) | 128;
      n = Math.floor(n / 128);
    }
    while (n > 127) {
      bytes[this.at++] = (n & 127) | 128;
      n >>>= 7;
    }
    bytes[this.at++] = n;
  }

  /** A safe integer of either sign. */
  signed(n: number): void {
    if (n >= 0) {
      if (n < 0x40000000) this.unsigned(n * 2);
      else this.wide(0, n);
    } else if (n > -0x40000000) this.unsigned(-n * 2 - 1);
    else this.wide(1, -n);
  }

  /** Beyond 31 bits: a mark no short form has, the sign, the magnitude. */
  private wide(sign: number, n: number): void {
    this.unsigned(0x80000000 + sign);
    this.unsigned(n);
  }

  double(n: number): void {
    this.room(8);
    this.view.setFloat64(this.at, n, true);
    this.at += 8;
  }

  /** An int of 32 bits. */
  int32(n: number): void {
    this.room(4);
    this.view.setInt32(this.at, n, true);
    this.at += 4;
  }

  raw(b: Uint8Array): void {
    this.room(b.length);
    this.bytes.set(b, this.at);
    this.at += b.length;
  }

  block(b: Uint8Array): void {
    this.unsigned(b.length);
    this.raw(b);
  }

  /** A str or text: its length and form, then its units. */
  text(s: string): void {
    const n = s.length;
    this.room(n + 10);
    const start = this.at;
    this.unsigned(n * 4 + NARROW);
    const { bytes } = this;
    let at = this.at;
    let all = 0;
    for (let i = 0; i < n; i++) {
      const c = s.charCodeAt(i);
      all |= c;
      bytes[at++] = c;
    }
    this.at = at;
    if (all < 256) return;
    this.at = start;
    this.room(n * 2 + 10);
    this.unsigned(n * 4 + (hasPair(s) ? PAIRS : UNITS));
    for (let i = 0; i < n; i++) {
      const c = s.charCodeAt(i);
      this.bytes[this.at++] = c & 255;
      this.bytes[this.at++] = c >> 8;
    }
  }

  get size(): number {
    return this.fullSize + this.at;
  }

  /** All that was written. */
  chunks(): Uint8Array[] {
    return [...this.full, this.bytes.subarray(0, this.at)];
  }
}

/** Blocks one after the other, each with its length before it. */
export class Parts {
  private readonly parts: Uint8Array[] = [];
  private size = 0;

  raw(part: Uint8Array): void {
    this.parts.push(part);
    this.size += part.length;
  }

  block(part: Uint8Array | ByteWriter): void {
    if (part instanceof ByteWriter) {
      this.number(part.size);
      for (const chunk of part.chunks()) this.raw(chunk);
    } else {
      this.number(part.length);
      this.raw(part);
    }
  }

  /** A block of so many things. */
  table(count: number, part: ByteWriter): void {
    this.number(count);
    this.block(part);
  }

  number(n: number): void {
    const w = new ByteWriter(16);
    w.unsigned(n);
    this.raw(w.chunks()[0]!);
  }

  done(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.size);
    let at = 0;
    for (const part of this.parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
}

export class ByteReader {
  private readonly view: DataView;
  constructor(
    readonly bytes: Uint8Array,
    public at = 0,
    readonly end = bytes.length,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  fail(what: string): never {
    throw new SnapshotError(`the snapshot is damaged: ${what}`);
  }

  get left(): number {
    return this.end - this.at;
  }

  byte(): number {
    if (this.at >= this.end) this.fail('it ends too early');
    return this.bytes[this.at++]!;
  }

  unsigned(): number {
    let b = this.byte();
    if (b < 128) return b;
    let n = b & 127;
    let scale = 128;
    for (let i = 0; i < 7; i++) {
      b = this.byte();
      n += (b & 127) * scale;
      if (b < 128) {
        if (n > Number.MAX_SAFE_INTEGER) this.fail('a number is too large');
        return n;
      }
      scale *= 128;
    }
    return this.fail('a number is too long');
  }

  signed(): number {
    const n = this.unsigned();
    if (n < 0x80000000) return (n & 1) === 0 ? n / 2 : -(n + 1) / 2;
    if (n > 0x80000001) this.fail('a signed number is malformed');
    const magnitude = this.unsigned();
    if (magnitude === 0) this.fail('a signed number is malformed');
    return n === 0x80000000 ? magnitude : -magnitude;
  }

  double(): number {
    if (this.left < 8) this.fail('it ends too early');
    this.at += 8;
    return this.view.getFloat64(this.at - 8, true);
  }

  int32(): number {
    if (this.left < 4) this.fail('it ends too early');
    this.at += 4;
    return this.view.getInt32(this.at - 4, true);
  }

  /** A number of things of which each takes at least `size` bytes of what is left. */
  count(size = 1): number {
    const n = this.unsigned();
    if (n * size > this.left) this.fail('a count is larger than what is there');
    return n;
  }

  /** A view, not a copy. */
  raw(n: number): Uint8Array {
    if (n > this.left) this.fail('it ends too early');
    this.at += n;
    return this.bytes.subarray(this.at - n, this.at);
  }

  block(): Uint8Array {
    return this.raw(this.count());
  }

  /** A reader of the block that comes next. */
  section(): ByteReader {
    const n = this.count();
    const at = this.at;
    this.at += n;
    return new ByteReader(this.bytes, at, this.at);
  }
}

// -- strings -----------------------------------------------------------------------------------------------------------------

const CHUNK = 4096;

function hasPair(s: string): boolean {
  for (let i = 1; i < s.length; i++) {
    if ((s.charCodeAt(i) & 0xfc00) === 0xdc00 && (s.charCodeAt(i - 1) & 0xfc00) === 0xd800) return true;
  }
  return false;
}

const fromUnits = String.fromCharCode as (...units: number[]) => string;
const apply = (units: Uint8Array | Uint16Array): string => fromUnits.apply(null, units as unknown as number[]);

/** The string, and whether it may be a str. */
export function readString(r: ByteReader): { text: string; str: boolean } {
  const head = r.unsigned();
  const form = head % 4;
  const n = Math.floor(head / 4);
  if (form > PAIRS || n * (form === NARROW ? 1 : 2) > r.left) r.fail('a string is longer than what is there');
  let text = '';
  if (form === NARROW) {
    const bytes = r.raw(n);
    if (n <= CHUNK) text = apply(bytes);
    else for (let i = 0; i < n; i += CHUNK) text += apply(bytes.subarray(i, i + CHUNK));
    return { text, str: true };
  }
  const bytes = r.raw(n * 2);
  for (let i = 0; i < n; i += CHUNK) {
    const units = new Uint16Array(Math.min(CHUNK, n - i));
    for (let k = 0; k < units.length; k++) units[k] = bytes[(i + k) * 2]! | (bytes[(i + k) * 2 + 1]! << 8);
    text += apply(units);
  }
  const pairs = hasPair(text);
  if (pairs !== (form === PAIRS)) r.fail('a string is malformed');
  return { text, str: !pairs };
}

// -- big ints ----------------------------------------------------------------------------------------------------------------

export function writeBigint(w: ByteWriter, n: bigint): void {
  const hex = (n < 0n ? -n : n).toString(16);
  const count = (hex.length + 1) >> 1;
  w.unsigned(count * 2 + (n < 0n ? 1 : 0));
  w.room(count);
  for (let end = hex.length; end > 0; end -= 2) w.byte(Number.parseInt(hex.slice(Math.max(0, end - 2), end), 16));
}

export function readBigint(r: ByteReader): bigint {
  const head = r.unsigned();
  const bytes = r.raw(Math.floor(head / 2));
  const digits: string[] = ['0x0'];
  for (let i = bytes.length - 1; i >= 0; i--) digits.push(bytes[i]!.toString(16).padStart(2, '0'));
  const n = BigInt(digits.join(''));
  return head % 2 === 1 ? -n : n;
}

// -- checksum ----------------------------------------------------------------------------------------------------------------

/** 32 bits over the bytes, by words in four lanes. It finds damage, not malice. */
export function checksum(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let a = 0x811c9dc5;
  let b = 0x01000193;
  let c = 0x2545f491;
  let d = 0x9e3779b1 | 0;
  const n = bytes.length & ~15;
  for (let i = 0; i < n; i += 16) {
    a = Math.imul(a ^ view.getInt32(i, true), 0x01000193);
    b = Math.imul(b ^ view.getInt32(i + 4, true), 0x01000193);
    c = Math.imul(c ^ view.getInt32(i + 8, true), 0x01000193);
    d = Math.imul(d ^ view.getInt32(i + 12, true), 0x01000193);
    // A multiplication carries upward alone: what is high comes down again.
    a ^= a >>> 15;
    b ^= b >>> 15;
    c ^= c >>> 15;
    d ^= d >>> 15;
  }
  for (let i = n; i < bytes.length; i++) a = Math.imul(a ^ bytes[i]!, 0x01000193);
  let h = bytes.length | 0;
  for (const lane of [a, b, c, d]) {
    h = Math.imul(h ^ lane, 0x85ebca6b);
    h ^= h >>> 15;
  }
  return h >>> 0;
}

export function textDigest(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
}
