/** Random questions whose answers CPython and the pure algorithms must share. */
import { expect } from 'vitest';
import { TextError, UnicodeFault } from '../src/objects/text/error.js';
import * as S from '../src/objects/text/str.js';
import type { VM } from '../src/objects/vm.js';
import { askCPython } from './cpython.js';

/** A cell that only counts: past its limits it throws Exhausted. */
export class Exhausted {
  constructor(readonly what: 'fuel' | 'memory') {}
}

export function meter(fuel = Infinity, memory = 2 ** 33): VM {
  const vm = {
    intMaxStrDigits: 4300,
    charge(n: number): void {
      if (!(n >= 0)) throw new Error(`charge(${n})`);
      fuel -= n;
      if (fuel < 0) throw new Exhausted('fuel');
    },
    alloc(n: number): void {
      if (!(n >= 0)) throw new Error(`alloc(${n})`);
      memory -= n;
      if (memory < 0) throw new Exhausted('memory');
    },
  };
  return vm as unknown as VM;
}

/** For tests that ask for results only. */
export const vm = { intMaxStrDigits: 4300, charge() {}, alloc() {} } as unknown as VM;

/** Seeded: the questions are the same each time, so their answers are found in the cache. */
export class Dice {
  private state: number;
  constructor(seed: number) {
    this.state = seed;
  }
  real(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  below(n: number): number {
    return Math.floor(this.real() * n);
  }
  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }
  /** One of these, or nothing. */
  maybe(from: readonly string[], chance = 0.5): string {
    return this.real() < chance ? this.pick(from) : '';
  }
  float(): number {
    switch (this.below(7)) {
      case 0:
        return this.pick([
          0, -0, 0.5, 1.5, 2.5, 1e16, 1e15, 1e22, 1e23, 5e-324, 1.7976931348623157e308, 0.1, 1e-5, 1e-4,
        ]);
      case 1:
        return this.pick([Infinity, -Infinity, NaN, -0.4, 0.05, 999999.5, 9.5, 99.95]);
      case 2: {
        const view = new DataView(new ArrayBuffer(8));
        view.setUint32(0, this.below(2 ** 32));
        view.setUint32(4, this.below(2 ** 32));
        return view.getFloat64(0);
      }
      case 3:
        return (this.below(4000) - 2000) / 8;
      case 4:
        return (this.below(20000) - 10000) / 100;
      case 5:
        return this.below(1e6) * 10 ** this.below(20);
      default:
        return (this.real() - 0.5) * 10 ** (this.below(40) - 20);
    }
  }
}

/** A str as a Python literal. */
export function literal(s: S.Str): string {
  let out = '"';
  for (let i = 0; i < S.length(s); i++) {
    const cp = S.codePointAt(s, i);
    const plain = cp >= 32 && cp < 127 && cp !== 34 && cp !== 92;
    out += plain ? String.fromCharCode(cp) : `\\U${cp.toString(16).padStart(8, '0')}`;
  }
  return out + '"';
}

export const strOf = (cps: readonly number[]): S.Str => S.fromCodePoints(vm, cps);
export const quoted = (s: S.Str): string => S.toJS(S.reprStr(vm, s));
export const list = (items: readonly S.Str[]): string => `[${items.map(quoted).join(', ')}]`;
export const bool = (b: boolean): string => (b ? 'True' : 'False');

function escaped(text: string): string {
  return S.escapeNonAscii(vm, S.fromJS(text));
}

function errorText(e: unknown): string {
  if (e instanceof UnicodeFault) return `${e.kind}: ${e.encoding} ${e.start} ${e.end} ${e.reason}`;
  if (e instanceof TextError) return `${e.kind}: ${e.errno === null ? e.message : `(${e.errno}, '${e.message}')`}`;
  throw e;
}

const PROGRAM = `
def answer(source):
    try:
        r = repr(eval(source))
    except UnicodeError as e:
        r = '%s: %s %d %d %s' % (type(e).__name__, e.encoding, e.start, e.end, e.reason)
    except BaseException as e:
        r = type(e).__name__ + ': ' + str(e)
    # The C library of the pyodide package numbers this error in its own way.
    r = r.replace("(68, 'Result not representable')", "(34, 'Numerical result out of range')")
    return ''.join(c if ord(c) < 128 else ascii(c)[1:-1] for c in r)
import math, unicodedata, _string, _codecs
json.dumps([answer(source) for source in input])
`;

/** Python expressions, and our answers as the repr of the result. */
export class Cases {
  private readonly sources: string[] = [];
  private readonly ours: string[] = [];

  add(source: string, ours: () => string): void {
    let answer: string;
    try {
      answer = ours();
    } catch (e) {
      answer = errorText(e);
    }
    this.sources.push(source);
    this.ours.push(escaped(answer));
  }

  async agree(): Promise<void> {
    const theirs = await askCPython<string[]>(PROGRAM, this.sources);
    const different = this.sources
      .map((source, i) => ({ source, cpython: theirs[i], ours: this.ours[i] }))
      .filter(({ cpython, ours }) => cpython !== ours);
    expect(different.slice(0, 10)).toEqual([]);
  }
}
