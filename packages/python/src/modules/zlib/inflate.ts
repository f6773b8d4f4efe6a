/**
 * Inflating (RFC 1950, 1951, 1952), step by step: an `Inflater` stands still wherever its input or the room for its output
 * ends. What is decoded is reserved before it is made, so a small stream cannot grow without being paid for.
 *
 * Input that ends in the middle of a symbol or a header is kept and read again with what follows.
 */
import type { VM } from '../../objects/vm.js';
import { adler32, crc32 } from './checksums.js';
import {
  type Decoder,
  DISTANCE_BASE,
  DISTANCE_EXTRA,
  decoderOf,
  END_OF_BLOCK,
  FIXED_DISTANCE_DECODER,
  FIXED_LITERAL_DECODER,
  LENGTH_BASE,
  LENGTH_EXTRA,
  LENGTH_ORDER,
} from './huffman.js';

/** Kinds of streams. */
export const RAW = 0;
export const ZLIB = 1;
export const GZIP = 2;
export const AUTOMATIC = 3;

enum Step {
  Header = 0,
  Dictionary = 1,
  Block = 2,
  Stored = 3,
  Codes = 4,
  Trailer = 5,
  Done = 6,
}

/** The stream is wrong: what zlib says of it. */
export class DataError {
  constructor(
    readonly code: number,
    readonly message: string,
  ) {}
}

const WINDOW = 32768;
const EMPTY = new Uint8Array(0);
/** Thrown where the input ends inside something that is read as a whole. */
const MORE = Symbol('more');

export class Inflater {
  step: number = Step.Header;
  /** What remains of input that was not enough. */
  pending: Uint8Array = EMPTY;
  bits = 0;
  bitCount = 0;
  /** The last output, up to `filled`: at least what distances may reach. */
  window: Uint8Array = EMPTY;
  filled = 0;
  lastBlock = false;
  /** Of a stored block: bytes to come. */
  stored = 0;
  /** Of a block with codes: their lengths; empty: the fixed ones. */
  literalLengths: Uint8Array = EMPTY;
  distanceLengths: Uint8Array = EMPTY;
  /** A repetition that found no room. */
  copyLength = 0;
  copyDistance = 0;
  check = 0;
  total = 0;
  /** Made from the lengths, when they are needed. */
  literals: Decoder | null = null;
  distances: Decoder | null = null;

  constructor(
    public format: number,
    /** The largest distance. */
    public reach: number,
    public dictionary: Uint8Array | null,
  ) {
    this.check = format === ZLIB ? 1 : 0;
    if (format === RAW) {
      this.step = Step.Block;
      if (dictionary !== null) this.remember(dictionary);
    }
  }

  /** What distances may reach before anything is decoded. */
  remember(dictionary: Uint8Array): void {
    this.window = dictionary.slice(-WINDOW);
    this.filled = this.window.length;
  }

  get done(): boolean {
    return this.step === Step.Done;
  }

  copy(): Inflater {
    const made = new Inflater(this.format, this.reach, this.dictionary);
    return Object.assign(made, this, { window: this.window.slice(0, this.filled) });
  }

  /** Decodes; at most `room` bytes. `rest` is the input that was not looked at. */
  run(vm: VM, input: Uint8Array, room: number): { output: Uint8Array; rest: Uint8Array } {
    const before = vm.held;
    try {
      return new Run(vm, this, input, room).go();
    } finally {
      vm.held = before;
      // Made again from the lengths: between calls all inflaters of the same state are alike, restored ones too.
      this.literals = null;
      this.distances = null;
    }
  }
}

/** One call: the input and the output at work. */
class Run {
  private readonly input: Uint8Array;
  private at = 0;
  private out: Uint8Array;
  private size: number;
  private start: number;
  private end: number;

  constructor(
    private readonly vm: VM,
    private readonly s: Inflater,
    input: Uint8Array,
    room: number,
  ) {
    vm.charge(1 + (input.length >> 3));
    if (s.pending.length > 0) {
      vm.alloc(s.pending.length + input.length);
      this.input = new Uint8Array(s.pending.length + input.length);
      this.input.set(s.pending);
      this.input.set(input, s.pending.length);
    } else this.input = input;
    // The window comes first, so that distances need no second case.
    if (s.filled > 2 * WINDOW) {
      s.window.copyWithin(0, s.filled - WINDOW, s.filled);
      s.filled = WINDOW;
    }
    this.out = s.window;
    this.size = s.filled;
    this.start = s.filled;
    this.end = this.start + room;
  }

  go(): { output: Uint8Array; rest: Uint8Array } {
    const { s } = this;
    try {
      do this.mark();
      while (s.step !== Step.Done && this.next());
    } catch (e) {
      if (e !== MORE) throw e;
      this.back();
      this.giveBack();
      s.pending = this.input.slice(this.at);
      this.at = this.input.length;
      return this.result();
    }
    this.giveBack();
    s.pending = EMPTY;
    return this.result();
  }

  /** Where reading starts again if the input ends. */
  private markAt = 0;
  private markBits = 0;
  private markCount = 0;

  private mark(): void {
    this.markAt = this.at;
    this.markBits = this.s.bits;
    this.markCount = this.s.bitCount;
  }

  private back(): void {
    this.at = this.markAt;
    this.s.bits = this.markBits;
    this.s.bitCount = this.markCount;
  }

  private result(): { output: Uint8Array; rest: Uint8Array } {
    const { s } = this;
    const output = this.out.slice(this.start, this.size);
    this.vm.charge(output.length >> 3);
    if (s.step !== Step.Done || s.format !== RAW) this.checked(output);
    const over = s.step === Step.Done;
    s.window = over ? EMPTY : this.size > 4 * WINDOW ? this.out.slice(this.size - WINDOW, this.size) : this.out;
    s.filled = over ? 0 : Math.min(this.size, s.window.length);
    return { output, rest: this.input.subarray(this.at) };
  }

  private counted = 0;
  /** The checksum of output that has none yet. */
  private checked(output: Uint8Array): void {
    const part = output.subarray(this.counted);
    this.counted = output.length;
    const { s } = this;
    if (s.format === ZLIB) s.check = adler32(part, s.check);
    else if (s.format === GZIP) s.check = crc32(part, s.check);
    s.total = (s.total + part.length) % 2 ** 32;
  }

  // -- input ---------------------------------------------------------------------------------------------------------------------

  private need(n: number): void {
    const { s } = this;
    while (s.bitCount < n) {
      if (this.at >= this.input.length) throw MORE;
      s.bits |= this.input[this.at++]! << s.bitCount;
      s.bitCount += 8;
    }
  }

  /** n bits, at most 16. */
  private take(n: number): number {
    this.need(n);
    const { s } = this;
    const v = s.bits & ((1 << n) - 1);
    s.bits >>>= n;
    s.bitCount -= n;
    return v;
  }

  private toByte(): void {
    const { s } = this;
    s.bits >>>= s.bitCount & 7;
    s.bitCount -= s.bitCount & 7;
  }

  private symbol(d: Decoder, what: string): number {
    const { s } = this;
    while (s.bitCount < d.bits && this.at < this.input.length) {
      s.bits |= this.input[this.at++]! << s.bitCount;
      s.bitCount += 8;
    }
    const entry = d.table[s.bits & ((1 << d.bits) - 1)]!;
    const n = entry & 15;
    if (n === 0 && s.bitCount >= d.bits) throw new DataError(-3, `invalid ${what} code`);
    if (n === 0 || n > s.bitCount) throw MORE;
    s.bits >>>= n;
    s.bitCount -= n;
    return entry >> 4;
  }

  // -- steps ----------------------------------------------------------------------------------------------------------------------

  /** false: no room is left. */
  private next(): boolean {
    const { s } = this;
    switch (s.step) {
      case Step.Header:
        this.header();
        return true;
      case Step.Dictionary:
        this.useDictionary();
        return true;
      case Step.Block:
        if (s.lastBlock) {
          this.toByte();
          s.step = s.format === RAW ? Step.Done : Step.Trailer;
          if (s.step === Step.Done) this.giveBack();
        } else this.block();
        return true;
      case Step.Stored:
        return this.storedBytes();
      case Step.Codes:
        return this.codes();
      default:
        this.trailer();
        return true;
    }
  }

  /** Whole bytes that were read ahead go back. */
  private giveBack(): void {
    const { s } = this;
    this.at -= s.bitCount >> 3;
    s.bitCount &= 7;
    s.bits &= (1 << s.bitCount) - 1;
  }

  private header(): void {
    const { s } = this;
    const first = this.take(8);
    const second = this.take(8);
    if (first === 0x1f && second === 0x8b && s.format !== ZLIB) {
      this.gzipHeader();
      s.format = GZIP;
      s.check = 0;
      s.step = Step.Block;
      return;
    }
    if (s.format === GZIP || (first * 256 + second) % 31 !== 0) throw new DataError(-3, 'incorrect header check');
    if ((first & 15) !== 8) throw new DataError(-3, 'unknown compression method');
    const size = (first >> 4) + 8;
    if (size > 15 || (s.reach > 0 && 1 << size > s.reach)) throw new DataError(-3, 'invalid window size');
    s.reach = 1 << size;
    s.format = ZLIB;
    s.check = 1;
    s.step = second & 0x20 ? Step.Dictionary : Step.Block;
  }

  private gzipHeader(): void {
    if (this.take(8) !== 8) throw new DataError(-3, 'unknown compression method');
    const flags = this.take(8);
    if (flags & 0xe0) throw new DataError(-3, 'unknown header flags set');
    for (let i = 0; i < 6; i++) this.take(8);
    if (flags & 4) for (let n = this.take(16); n > 0; n--) this.take(8);
    for (const flag of [8, 16]) if (flags & flag) while (this.take(8) !== 0);
    if (flags & 2) this.take(16);
  }

  private useDictionary(): void {
    const { s } = this;
    let id = 0;
    for (let i = 0; i < 4; i++) id = id * 256 + this.take(8);
    if (s.dictionary === null) throw new DataError(2, '');
    if (adler32(s.dictionary, 1) !== id) throw new DataError(-3, 'Error -3 while setting zdict');
    s.step = Step.Block;
    // Nothing was written yet: the dictionary stands in the window's place.
    s.remember(s.dictionary);
    this.end += s.filled - this.start;
    this.out = s.window;
    this.start = s.filled;
    this.size = s.filled;
  }

  private block(): void {
    const { s } = this;
    const last = this.take(1) === 1;
    const kind = this.take(2);
    if (kind === 0) {
      this.toByte();
      const length = this.take(16);
      if (this.take(16) !== (length ^ 0xffff)) throw new DataError(-3, 'invalid stored block lengths');
      s.stored = length;
      this.giveBack();
      s.step = Step.Stored;
    } else if (kind === 3) throw new DataError(-3, 'invalid block type');
    else {
      this.vm.charge(60);
      if (kind === 1) {
        s.literalLengths = EMPTY;
        s.distanceLengths = EMPTY;
        s.literals = null;
      } else this.readLengths();
      s.step = Step.Codes;
    }
    s.lastBlock = last;
  }

  private readLengths(): void {
    const { s } = this;
    const literals = this.take(5) + 257;
    const distances = this.take(5) + 1;
    const count = this.take(4) + 4;
    if (literals > 286 || distances > 30) throw new DataError(-3, 'too many length or distance symbols');
    this.vm.charge(700);
    const order = new Uint8Array(19);
    for (let i = 0; i < count; i++) order[LENGTH_ORDER[i]!] = this.take(3);
    const decoder = decoderOf(order, false);
    if (decoder === undefined || order.every((n) => n === 0)) throw new DataError(-3, 'invalid code lengths set');
    const lengths = new Uint8Array(literals + distances);
    for (let i = 0; i < lengths.length; ) {
      const symbol = this.symbol(decoder, 'code lengths');
      if (symbol < 16) {
        lengths[i++] = symbol;
        continue;
      }
      if (symbol === 16 && i === 0) throw new DataError(-3, 'invalid bit length repeat');
      const value = symbol === 16 ? lengths[i - 1]! : 0;
      const times = symbol === 16 ? 3 + this.take(2) : symbol === 17 ? 3 + this.take(3) : 11 + this.take(7);
      if (i + times > lengths.length) throw new DataError(-3, 'invalid bit length repeat');
      lengths.fill(value, i, i + times);
      i += times;
    }
    if (lengths[END_OF_BLOCK] === 0) throw new DataError(-3, 'invalid code -- missing end-of-block');
    s.literalLengths = lengths.slice(0, literals);
    s.distanceLengths = lengths.slice(literals);
    this.vm.charge(4000);
    s.literals = null;
    this.decoders();
  }

  private decoders(): void {
    const { s } = this;
    if (s.literals !== null) return;
    if (s.literalLengths.length === 0) {
      s.literals = FIXED_LITERAL_DECODER;
      s.distances = FIXED_DISTANCE_DECODER;
      return;
    }
    const literals = decoderOf(s.literalLengths, true);
    if (literals === undefined) throw new DataError(-3, 'invalid literal/lengths set');
    const distances = decoderOf(s.distanceLengths, true);
    if (distances === undefined) throw new DataError(-3, 'invalid distances set');
    s.literals = literals;
    s.distances = distances;
  }

  /** Room for `n` more bytes, or as many as there may be. */
  private grow(n: number): void {
    const wanted = Math.min(this.size + n, this.end);
    if (wanted <= this.out.length) return;
    const size = Math.min(Math.max(this.out.length * 2, wanted, 1024), this.end);
    this.vm.alloc(size);
    this.vm.charge(size >> 4);
    const made = new Uint8Array(size);
    this.vm.held += size - this.out.length;
    made.set(this.out);
    this.out = made;
  }

  private storedBytes(): boolean {
    const { s } = this;
    const n = Math.min(s.stored, this.input.length - this.at, this.end - this.size);
    this.grow(n);
    this.out.set(this.input.subarray(this.at, this.at + n), this.size);
    this.size += n;
    this.at += n;
    s.stored -= n;
    if (s.stored === 0) s.step = Step.Block;
    else if (this.size >= this.end) return false;
    else {
      this.mark();
      throw MORE;
    }
    return true;
  }

  private codes(): boolean {
    const { s } = this;
    this.decoders();
    const literals = s.literals!;
    for (let paid = 0; ; ) {
      if (this.size >= paid) {
        this.vm.charge(512);
        paid = this.size + 4096;
      }
      if (s.copyLength > 0) this.repeat();
      if (s.copyLength > 0) return false;
      this.mark();
      const symbol = this.symbol(literals, 'literal/length');
      if (symbol < END_OF_BLOCK) {
        if (this.size >= this.end) {
          this.back();
          return false;
        }
        if (this.size >= this.out.length) this.grow(1);
        this.out[this.size++] = symbol;
        continue;
      }
      if (symbol === END_OF_BLOCK) {
        s.step = Step.Block;
        return true;
      }
      if (symbol > 285) throw new DataError(-3, 'invalid literal/length code');
      const length = LENGTH_BASE[symbol - 257]! + this.take(LENGTH_EXTRA[symbol - 257]!);
      const code = this.symbol(s.distances!, 'distance');
      if (code > 29) throw new DataError(-3, 'invalid distance code');
      const distance = DISTANCE_BASE[code]! + this.take(DISTANCE_EXTRA[code]!);
      if (distance > this.size || distance > (s.reach || WINDOW))
        throw new DataError(-3, 'invalid distance too far back');
      s.copyLength = length;
      s.copyDistance = distance;
    }
  }

  /** Copies as much of the repetition as there is room for. */
  private repeat(): void {
    const { s } = this;
    const n = Math.min(s.copyLength, this.end - this.size);
    this.grow(n);
    const { out } = this;
    const from = this.size - s.copyDistance;
    if (s.copyDistance >= n) out.copyWithin(this.size, from, from + n);
    else for (let i = 0; i < n; i++) out[this.size + i] = out[from + i]!;
    this.size += n;
    s.copyLength -= n;
  }

  private trailer(): void {
    const { s } = this;
    const word = (): number[] => [this.take(8), this.take(8), this.take(8), this.take(8)];
    const first = word();
    const value = (b: number[]): number => b.reduceRight((all, x) => all * 256 + x, 0);
    const second = s.format === GZIP ? value(word()) : 0;
    this.checked(this.out.slice(this.start, this.size));
    if (value(s.format === ZLIB ? first.reverse() : first) !== s.check) throw new DataError(-3, 'incorrect data check');
    if (s.format === GZIP && second !== s.total) throw new DataError(-3, 'incorrect length check');
    this.giveBack();
    s.step = Step.Done;
  }
}
