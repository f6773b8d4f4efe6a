/**
 * Numbers for the strings and floats of a heap. JavaScript's Map would do, but costs more than all the rest of a snapshot:
 * these are open tables of numbers. A search looks at few places, so that no choice of values makes it slow.
 */
import type { PyFloat } from '../objects/object.js';
import type { ByteWriter } from './bytes.js';

/** A search looks at no more places. */
const PLACES = 24;
/** Longer strings are told apart by some of their units, then compared. */
const SAMPLE = 16;

function mixed(h: number): number {
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  return h ^ (h >>> 13);
}

function hashOf(s: string): number {
  const n = s.length;
  let h = n;
  if (n <= SAMPLE * 2) {
    for (let i = 0; i < n; i++) h = Math.imul(h ^ s.charCodeAt(i), 0x01000193);
    return mixed(h);
  }
  const middle = (n >> 1) - (SAMPLE >> 1);
  for (let i = 0; i < SAMPLE; i++) {
    h = Math.imul(h ^ s.charCodeAt(i), 0x01000193);
    h = Math.imul(h ^ s.charCodeAt(middle + i), 0x01000193);
    h = Math.imul(h ^ s.charCodeAt(n - 1 - i), 0x01000193);
  }
  return mixed(h);
}

/** Things by number, and places that lead to numbers (0: free). */
abstract class Table<T> {
  readonly all: T[] = [];
  protected places = new Int32Array(512);

  protected abstract hash(id: number): number;
  protected abstract homeless(id: number): void;

  /** What was entered last is at a free place (-1: there was none near). */
  protected settle(place: number): number {
    const id = this.all.length - 1;
    if (place < 0) this.homeless(id);
    else this.places[place] = id + 1;
    if (id * 2 >= this.places.length) this.grow();
    return id;
  }

  private grow(): void {
    const size = this.places.length * 4;
    const places = new Int32Array(size);
    for (let id = 0; id < this.all.length; id++) {
      let at = this.hash(id) & (size - 1);
      let left = PLACES;
      while (left > 0 && places[at] !== 0) {
        at = (at + 1) & (size - 1);
        left--;
      }
      if (left > 0) places[at] = id + 1;
      else this.homeless(id);
    }
    this.places = places;
  }
}

/** Equal strings have one number, nearly always. */
export class StringTable extends Table<string> {
  private hashes = new Int32Array(256);

  protected override hash(id: number): number {
    return this.hashes[id]!;
  }

  private enter(s: string, hash: number, place: number): number {
    const id = this.all.length;
    this.all.push(s);
    if (id === this.hashes.length) {
      const hashes = new Int32Array(id * 2);
      hashes.set(this.hashes);
      this.hashes = hashes;
    }
    this.hashes[id] = hash;
    return this.settle(place);
  }

  add(s: string): number {
    const hash = hashOf(s);
    const { places, hashes, all } = this;
    const mask = places.length - 1;
    let at = hash & mask;
    for (let i = 0; i < PLACES; i++) {
      const id = places[at]! - 1;
      if (id < 0) return this.enter(s, hash, at);
      if (hashes[id] === hash && all[id] === s) return id;
      at = (at + 1) & mask;
    }
    return this.enter(s, hash, -1);
  }

  /** It may be written twice: no harm. */
  protected override homeless(): void {}

  write(to: ByteWriter): void {
    for (const s of this.all) to.text(s);
  }
}

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

function hashOfFloat(f: PyFloat): number {
  double[0] = f.v;
  return mixed(Math.imul(halves[0]!, 0x01000193) ^ halves[1]!);
}

/** Each box has one number, since a program can tell whether two are one. */
export class FloatTable extends Table<PyFloat> {
  private readonly others = new Map<PyFloat, number>();

  protected override hash(id: number): number {
    return hashOfFloat(this.all[id]!);
  }

  private enter(f: PyFloat, place: number): number {
    this.all.push(f);
    return this.settle(place);
  }

  add(f: PyFloat): number {
    const hash = hashOfFloat(f);
    const { places, all } = this;
    const mask = places.length - 1;
    let at = hash & mask;
    for (let i = 0; i < PLACES; i++) {
      const id = places[at]! - 1;
      if (id < 0) return this.enter(f, at);
      if (all[id] === f) return id;
      at = (at + 1) & mask;
    }
    return this.others.get(f) ?? this.enter(f, -1);
  }

  protected override homeless(id: number): void {
    this.others.set(this.all[id]!, id);
  }

  write(to: ByteWriter): void {
    for (const f of this.all) to.double(f.v);
  }
}
