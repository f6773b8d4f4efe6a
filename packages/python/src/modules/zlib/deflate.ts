/**
 * Deflating (RFC 1951) with hash chains and lazy matching, as zlib does it in its levels. A `Deflater` gathers input and
 * works through it in large pieces; between calls it is the last 32 KB, what waits, and the bits that fill no byte yet.
 */
import type { VM } from '../../objects/vm.js';
import { adler32, crc32 } from './checksums.js';
import {
  codesOf,
  DISTANCE_BASE,
  DISTANCE_EXTRA,
  END_OF_BLOCK,
  FIXED_DISTANCES,
  FIXED_LITERALS,
  LENGTH_BASE,
  LENGTH_EXTRA,
  LENGTH_ORDER,
  lengthsOf,
} from './huffman.js';
import { GZIP, ZLIB } from './inflate.js';

const EMPTY = new Uint8Array(0);
/** Input is worked through when there is so much of it. */
const PIECE = 1 << 17;
/** Symbols of one block. */
const BLOCK = 16384;
const MIN_MATCH = 3;
const MAX_MATCH = 258;

export const NO_FLUSH = 0;
export const FULL_FLUSH = 3;
export const FINISH = 4;

export const HUFFMAN_ONLY = 2;
export const RLE = 3;
export const FIXED = 4;

/** For each level: matches that are good enough, lazy up to, nice, how far chains are followed; `lazy` 0: the first match is taken. */
const LEVELS: readonly (readonly [good: number, lazy: number, nice: number, chain: number])[] = [
  [0, 0, 0, 0],
  [4, 0, 8, 4],
  [4, 0, 16, 8],
  [4, 0, 32, 32],
  [4, 4, 16, 16],
  [8, 16, 32, 32],
  [8, 16, 128, 128],
  [8, 32, 128, 256],
  [32, 128, 258, 1024],
  [32, 258, 258, 4096],
];

const HASH_BITS = 15;
/** Scratch of a piece: the last place of each hash, and for each place the one before it. */
const head = new Int32Array(1 << HASH_BITS);
const prev = new Int32Array(PIECE + (1 << 15));
const lengthCode = new Uint8Array(MAX_MATCH + 1);
for (let code = 0; code < 29; code++)
  for (let n = LENGTH_BASE[code]!; n <= MAX_MATCH && n < LENGTH_BASE[code]! + (1 << LENGTH_EXTRA[code]!); n++)
    lengthCode[n] = code;
lengthCode[MAX_MATCH] = 28;

function distanceCode(distance: number): number {
  if (distance <= 4) return distance - 1;
  const n = 31 - Math.clz32(distance - 1);
  return 2 * n + (((distance - 1) >> (n - 1)) & 1);
}

export class Deflater {
  /** What was before, for distances to reach. */
  history: Uint8Array = EMPTY;
  waiting: Uint8Array = EMPTY;
  used = 0;
  bits = 0;
  bitCount = 0;
  check: number;
  total = 0;
  started = false;
  finished = false;

  constructor(
    readonly format: number,
    readonly level: number,
    readonly windowBits: number,
    readonly strategy: number,
    readonly dictionary: Uint8Array | null,
  ) {
    this.check = format === ZLIB ? 1 : 0;
    if (dictionary !== null) this.history = dictionary.slice(-this.reach);
  }

  get reach(): number {
    return (1 << this.windowBits) - 262;
  }

  copy(): Deflater {
    const made = new Deflater(this.format, this.level, this.windowBits, this.strategy, this.dictionary);
    return Object.assign(made, this, { waiting: this.waiting.slice() });
  }

  write(vm: VM, input: Uint8Array): Uint8Array {
    vm.charge(1 + (input.length >> 2));
    if (this.format === ZLIB) this.check = adler32(input, this.check);
    else if (this.format === GZIP) this.check = crc32(input, this.check);
    this.total = (this.total + input.length) % 2 ** 32;
    const out = new BitWriter(vm, this);
    this.start(out);
    for (let at = 0; at < input.length; ) {
      const n = Math.min(PIECE - this.used, input.length - at);
      this.keep(vm, input.subarray(at, at + n));
      at += n;
      if (this.used === PIECE) this.piece(vm, out, false);
    }
    return out.taken();
  }

  flush(vm: VM, mode: number): Uint8Array {
    const out = new BitWriter(vm, this);
    this.start(out);
    if (mode === NO_FLUSH) return out.taken();
    const last = mode === FINISH;
    if (this.used > 0 || last) this.piece(vm, out, last);
    if (last) this.end(out);
    else {
      // An empty stored block ends on a whole byte.
      out.put(0, 3);
      out.align();
      out.word(0);
      out.word(0xffff);
      if (mode === FULL_FLUSH) this.history = EMPTY;
    }
    return out.taken();
  }

  private keep(vm: VM, part: Uint8Array): void {
    if (this.used + part.length > this.waiting.length) {
      const size = Math.min(PIECE, Math.max(1024, (this.used + part.length) * 2));
      vm.alloc(size);
      const made = new Uint8Array(size);
      made.set(this.waiting.subarray(0, this.used));
      this.waiting = made;
    }
    this.waiting.set(part, this.used);
    this.used += part.length;
  }

  private start(out: BitWriter): void {
    if (this.started) return;
    this.started = true;
    if (this.format === ZLIB) {
      const method = 8 | ((this.windowBits - 8) << 4);
      const strength =
        this.strategy >= HUFFMAN_ONLY || this.level < 2 ? 0 : this.level < 6 ? 1 : this.level === 6 ? 2 : 3;
      let flags = (strength << 6) | (this.dictionary === null ? 0 : 0x20);
      flags += 31 - ((method * 256 + flags) % 31);
      out.byte(method);
      out.byte(flags);
      if (this.dictionary !== null) out.big(adler32(this.dictionary, 1));
    } else if (this.format === GZIP) {
      const extra = this.level === 9 ? 2 : this.level === 1 ? 4 : 0;
      for (const b of [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, extra, 3]) out.byte(b);
    }
  }

  private end(out: BitWriter): void {
    out.align();
    if (this.format === ZLIB) out.big(this.check);
    else if (this.format === GZIP) {
      out.word(this.check & 0xffff);
      out.word(this.check >>> 16);
      out.word(this.total & 0xffff);
      out.word(Math.floor(this.total / 65536));
    }
    this.finished = true;
  }

  /** Compresses what waits. */
  private piece(vm: VM, out: BitWriter, last: boolean): void {
    const { history, used } = this;
    vm.alloc(history.length + used + BLOCK * 4);
    const data = new Uint8Array(history.length + used);
    data.set(history);
    data.set(this.waiting.subarray(0, used), history.length);
    if (this.level === 0) storeAll(out, data.subarray(history.length), last);
    else new Piece(vm, this, out, data, history.length, last).run();
    this.history = data.slice(Math.max(0, data.length - this.reach));
    this.used = 0;
  }
}

/** Bits and bytes of the output; bits that fill no byte stay with the Deflater. */
class BitWriter {
  private out = new Uint8Array(256);
  private size = 0;

  constructor(
    private readonly vm: VM,
    private readonly d: Deflater,
  ) {}

  taken(): Uint8Array {
    return this.out.slice(0, this.size);
  }

  byte(b: number): void {
    if (this.size === this.out.length) {
      this.vm.alloc(this.size * 2);
      const made = new Uint8Array(this.size * 2);
      made.set(this.out);
      this.out = made;
    }
    this.out[this.size++] = b;
  }

  /** At most 16 bits. */
  put(value: number, count: number): void {
    const { d } = this;
    d.bits |= value << d.bitCount;
    d.bitCount += count;
    while (d.bitCount >= 8) {
      this.byte(d.bits & 255);
      d.bits >>>= 8;
      d.bitCount -= 8;
    }
  }

  align(): void {
    if (this.d.bitCount > 0) this.put(0, 8 - this.d.bitCount);
  }

  word(value: number): void {
    this.byte(value & 255);
    this.byte((value >> 8) & 255);
  }

  big(value: number): void {
    for (const shift of [24, 16, 8, 0]) this.byte((value >>> shift) & 255);
  }
}

function storeAll(out: BitWriter, data: Uint8Array, last: boolean): void {
  let at = 0;
  do {
    const n = Math.min(65535, data.length - at);
    stored(out, data.subarray(at, at + n), last && at + n === data.length);
    at += n;
  } while (at < data.length);
}

function stored(out: BitWriter, data: Uint8Array, last: boolean): void {
  out.put(last ? 1 : 0, 3);
  out.align();
  out.word(data.length);
  out.word(data.length ^ 0xffff);
  for (let i = 0; i < data.length; i++) out.byte(data[i]!);
}

/** One piece of input at work. */
class Piece {
  private readonly literals = new Uint32Array(286);
  private readonly distances = new Uint32Array(30);
  /** Literal: the byte; match: distance * 512 + length, negated. */
  private readonly symbols = new Int32Array(BLOCK);
  private count = 0;
  private blockStart: number;
  private readonly good: number;
  private readonly lazy: number;
  private readonly nice: number;
  private readonly chain: number;
  private readonly reach: number;

  constructor(
    private readonly vm: VM,
    private readonly d: Deflater,
    private readonly out: BitWriter,
    private readonly data: Uint8Array,
    private readonly begin: number,
    private readonly last: boolean,
  ) {
    [this.good, this.lazy, this.nice, this.chain] = LEVELS[d.level]! as [number, number, number, number];
    this.reach = d.strategy === RLE ? 1 : d.reach;
    this.blockStart = begin;
  }

  run(): void {
    head.fill(-1);
    const { begin } = this;
    const plain = this.d.strategy === HUFFMAN_ONLY;
    if (!plain) for (let i = 0; i < begin; i++) this.insert(i);
    if (plain) for (let i = begin; i < this.data.length; i++) this.literal(i);
    else this.match();
    this.block(this.data.length, this.last);
  }

  private insert(i: number): void {
    const { data } = this;
    if (i + 2 >= data.length) return;
    const h = ((((data[i]! << 10) ^ (data[i + 1]! << 5) ^ data[i + 2]!) * 0x9e5f) >>> 3) & ((1 << HASH_BITS) - 1);
    prev[i] = head[h]!;
    head[h] = i;
  }

  private bestLength = 0;
  private bestDistance = 0;

  /** The longest match at `i` that is longer than `than`. `i` has been inserted. */
  private longest(i: number, than: number): void {
    const { data } = this;
    this.bestLength = than;
    const most = Math.min(MAX_MATCH, data.length - i);
    if (most < MIN_MATCH || than >= most) return;
    let steps = than >= this.good ? this.chain >> 2 : this.chain;
    const floor = i - this.reach;
    let paid = 0;
    for (let at = prev[i]!; at >= 0 && at >= floor && steps > 0; at = prev[at]!, steps--) {
      paid++;
      if (data[at + this.bestLength] !== data[i + this.bestLength] || data[at] !== data[i]) continue;
      let n = 0;
      while (n < most && data[at + n] === data[i + n]) n++;
      paid += n >> 2;
      if (n <= this.bestLength) continue;
      this.bestLength = n;
      this.bestDistance = i - at;
      if (n >= this.nice || n === most) break;
    }
    this.vm.charge(1 + (paid >> 1));
  }

  private match(): void {
    const { data } = this;
    let i = this.begin;
    while (i < data.length) {
      this.insert(i);
      this.longest(i, MIN_MATCH - 1);
      let length = this.bestLength;
      let distance = this.bestDistance;
      if (length < MIN_MATCH || (length === MIN_MATCH && distance > 4096)) {
        this.literal(i++);
        continue;
      }
      // A longer match at the next byte wins.
      while (length < this.lazy && i + 1 < data.length) {
        this.insert(i + 1);
        this.longest(i + 1, length);
        if (this.bestLength <= length) {
          this.take(i, length, distance, 2);
          i += length;
          length = 0;
          break;
        }
        this.literal(i++);
        length = this.bestLength;
        distance = this.bestDistance;
      }
      if (length > 0) {
        this.take(i, length, distance, 1);
        i += length;
      }
    }
  }

  /** Writes a match; bytes from `inserted` on are still to be found later. */
  private take(i: number, length: number, distance: number, inserted: number): void {
    for (let k = inserted; k < length; k++) this.insert(i + k);
    this.symbols[this.count++] = -(distance * 512 + length);
    this.literals[257 + lengthCode[length]!]!++;
    this.distances[distanceCode(distance)]!++;
    if (this.count === BLOCK) this.block(i + length, false);
  }

  private literal(i: number): void {
    const b = this.data[i]!;
    this.symbols[this.count++] = b;
    this.literals[b]!++;
    if (this.count === BLOCK) this.block(i + 1, false);
  }

  // -- blocks ----------------------------------------------------------------------------------------------------------------------

  /** The symbols so far, which stand for the bytes up to `end`, in the shortest of the three forms. */
  private block(end: number, last: boolean): void {
    if (this.count === 0 && !last) return;
    const { vm, out, literals, distances } = this;
    vm.charge(600 + (this.count >> 1));
    literals[END_OF_BLOCK] = 1;
    const literalLengths = lengthsOf(literals, 15);
    const distanceLengths = lengthsOf(distances, 15);
    const header = new Header(literalLengths, distanceLengths);
    const dynamic = header.bits + this.cost(literalLengths, distanceLengths);
    const fixed = this.cost(FIXED_LITERALS, FIXED_DISTANCES);
    const size = end - this.blockStart;
    const plain = size <= 65535 ? size * 8 + 35 : Infinity;
    if (plain < Math.min(fixed, dynamic) && this.count > 0) {
      stored(out, this.data.subarray(this.blockStart, end), last);
    } else if (fixed <= dynamic || this.d.strategy === FIXED) {
      out.put((last ? 1 : 0) | 2, 3);
      this.write(FIXED_LITERALS, FIXED_DISTANCES);
    } else {
      out.put((last ? 1 : 0) | 4, 3);
      header.write(out);
      this.write(literalLengths, distanceLengths);
    }
    this.count = 0;
    this.blockStart = end;
    literals.fill(0);
    distances.fill(0);
  }

  private cost(literalLengths: Uint8Array, distanceLengths: Uint8Array): number {
    let bits = 0;
    for (let i = 0; i < 286; i++) {
      const n = this.literals[i]!;
      if (n > 0) bits += n * (literalLengths[i]! + (i > 256 ? LENGTH_EXTRA[i - 257]! : 0));
    }
    for (let i = 0; i < 30; i++) {
      const n = this.distances[i]!;
      if (n > 0) bits += n * (distanceLengths[i]! + DISTANCE_EXTRA[i]!);
    }
    return bits;
  }

  private write(literalLengths: Uint8Array, distanceLengths: Uint8Array): void {
    const { out, symbols } = this;
    const literalCodes = codesOf(literalLengths);
    const distanceCodes = codesOf(distanceLengths);
    for (let i = 0; i < this.count; i++) {
      const s = symbols[i]!;
      if (s >= 0) {
        out.put(literalCodes[s]!, literalLengths[s]!);
        continue;
      }
      const length = -s & 511;
      const distance = -s >> 9;
      const code = lengthCode[length]!;
      out.put(literalCodes[257 + code]!, literalLengths[257 + code]!);
      out.put(length - LENGTH_BASE[code]!, LENGTH_EXTRA[code]!);
      const far = distanceCode(distance);
      out.put(distanceCodes[far]!, distanceLengths[far]!);
      out.put(distance - DISTANCE_BASE[far]!, DISTANCE_EXTRA[far]!);
    }
    out.put(literalCodes[END_OF_BLOCK]!, literalLengths[END_OF_BLOCK]!);
  }
}

/** The lengths of a dynamic block's codes, themselves coded. */
class Header {
  readonly bits: number;
  private readonly literalCount: number;
  private readonly distanceCount: number;
  /** Symbol, and the value and number of its extra bits. */
  private readonly items: number[] = [];
  private readonly lengths: Uint8Array;
  private orderCount = 19;

  constructor(literalLengths: Uint8Array, distanceLengths: Uint8Array) {
    let n = 286;
    while (n > 257 && literalLengths[n - 1] === 0) n--;
    this.literalCount = n;
    let m = 30;
    while (m > 1 && distanceLengths[m - 1] === 0) m--;
    this.distanceCount = m;
    const all = new Uint8Array(n + m);
    all.set(literalLengths.subarray(0, n));
    all.set(distanceLengths.subarray(0, m), n);
    const frequencies = new Uint32Array(19);
    const add = (symbol: number, extra: number, extraBits: number): void => {
      this.items.push(symbol, extra, extraBits);
      frequencies[symbol]!++;
    };
    for (let i = 0; i < all.length; ) {
      const v = all[i]!;
      let run = 1;
      while (i + run < all.length && all[i + run] === v) run++;
      i += run;
      if (v === 0) {
        for (; run >= 11; run -= Math.min(run, 138)) add(18, Math.min(run, 138) - 11, 7);
        if (run >= 3) {
          add(17, run - 3, 3);
          run = 0;
        }
      } else {
        add(v, 0, 0);
        run--;
        for (; run >= 3; run -= Math.min(run, 6)) add(16, Math.min(run, 6) - 3, 2);
      }
      for (; run > 0; run--) add(v, 0, 0);
    }
    this.lengths = lengthsOf(frequencies, 7);
    // This code has to be complete.
    if (this.lengths.filter((n) => n > 0).length === 1) this.lengths[this.lengths[0] === 0 ? 0 : 1] = 1;
    while (this.orderCount > 4 && this.lengths[LENGTH_ORDER[this.orderCount - 1]!] === 0) this.orderCount--;
    let bits = 3 + 14 + 3 * this.orderCount;
    for (let i = 0; i < this.items.length; i += 3) bits += this.lengths[this.items[i]!]! + this.items[i + 2]!;
    this.bits = bits;
  }

  write(out: BitWriter): void {
    out.put(this.literalCount - 257, 5);
    out.put(this.distanceCount - 1, 5);
    out.put(this.orderCount - 4, 4);
    for (let i = 0; i < this.orderCount; i++) out.put(this.lengths[LENGTH_ORDER[i]!]!, 3);
    const codes = codesOf(this.lengths);
    for (let i = 0; i < this.items.length; i += 3) {
      const symbol = this.items[i]!;
      out.put(codes[symbol]!, this.lengths[symbol]!);
      out.put(this.items[i + 1]!, this.items[i + 2]!);
    }
  }
}
