/** A regular expression as a tree: what sre-syntax.ts reads and sre-compile.ts turns into code words. */
import { MAX_REPEAT, Op } from './sre-opcodes.js';

/** Repeats have no code words of their own. */
export const MIN_REPEAT = 100;
export const MAX_REPEAT_OP = 101;

/** Thrown where the Python code of re/ has to say something: an error, a warning, or what only it knows. */
export class NotHere extends Error {}

/** One item of a set: NEGATE, LITERAL `lo`, RANGE `lo` to `hi`, CATEGORY `lo`. */
export interface SetItem {
  readonly op: Op;
  readonly lo: number;
  readonly hi: number;
}

export const NEGATION: SetItem = { op: Op.NEGATE, lo: 0, hi: 0 };

/** A width is at most this, as in re/: above every repeat. */
const MAX_WIDTH = 2 ** 64;

/** One thing of a sequence. What `a` and `b` are goes by `op`. */
export class Node {
  constructor(
    /** A code word, MIN_REPEAT or MAX_REPEAT_OP. */
    readonly op: number,
    /** The character, place, group (0: none) or category; the least count of a repeat; -1 or 1: where an assertion looks. */
    readonly a: number = 0,
    /** The most of a repeat; of a group the flags that it turns on. */
    readonly b: number = 0,
    /** Of a group the flags that it turns off. */
    readonly off: number = 0,
    /** What is inside: one sequence, the alternatives, or the two of a conditional (the second may be missing). */
    readonly inner: readonly Sequence[] = [],
    readonly set: readonly SetItem[] = [],
  ) {}

  /** The same to read: things that hold sequences never are. */
  same(o: Node): boolean {
    if (this.op !== o.op || this.inner.length > 0 || o.inner.length > 0) return false;
    if (this.set.length !== o.set.length || this.set.some((item, i) => !sameItem(item, o.set[i]!))) return false;
    return this.a === o.a && this.b === o.b;
  }
}

const sameItem = (x: SetItem, y: SetItem): boolean => x.op === y.op && x.lo === y.lo && x.hi === y.hi;

/** Things one after the other. Widths are known once it has been read whole. */
export class Sequence {
  private least = -1;
  private most = 0;

  constructor(
    readonly nodes: Node[],
    private readonly groups: Groups,
  ) {}

  /** Fewest and most characters that it takes. */
  width(): readonly [least: number, most: number] {
    if (this.least < 0) this.measure();
    return [this.least, this.most];
  }

  private measure(): void {
    let lo = 0;
    let hi = 0;
    for (const node of this.nodes) {
      const [least, most] = this.widthOf(node);
      lo += least;
      hi = most === Number.POSITIVE_INFINITY ? MAX_WIDTH : hi + most;
    }
    this.least = Math.min(lo, MAX_WIDTH);
    this.most = Math.min(hi, MAX_WIDTH);
  }

  /** The most is Infinity where a repeat has no bound. */
  private widthOf({ op, a, b, inner }: Node): readonly [number, number] {
    switch (op) {
      case Op.BRANCH: {
        let [lo, hi] = [MAX_WIDTH, 0];
        for (const one of inner) {
          const [least, most] = one.width();
          lo = Math.min(lo, least);
          hi = Math.max(hi, most);
        }
        return [lo, hi];
      }
      case Op.SUBPATTERN:
      case Op.ATOMIC_GROUP:
        return inner[0]!.width();
      case MIN_REPEAT:
      case MAX_REPEAT_OP:
      case Op.POSSESSIVE_REPEAT: {
        const [least, most] = inner[0]!.width();
        return [least * a, b === MAX_REPEAT && most > 0 ? Number.POSITIVE_INFINITY : most * b];
      }
      case Op.ANY:
      case Op.IN:
      case Op.LITERAL:
      case Op.NOT_LITERAL:
        return [1, 1];
      case Op.GROUPREF:
        return this.groups.widths[a]!;
      case Op.GROUPREF_EXISTS: {
        const [least, most] = inner[0]!.width();
        if (inner.length === 1) return [0, most];
        const [least2, most2] = inner[1]!.width();
        return [Math.min(least, least2), Math.max(most, most2)];
      }
      default:
        return [0, 0];
    }
  }
}

/** The groups of a pattern. */
export class Groups {
  /** By number: null while a group is open. */
  readonly widths: (readonly [number, number] | null)[] = [null];
  readonly names = new Map<string, number>();

  get count(): number {
    return this.widths.length;
  }

  isClosed(group: number): boolean {
    return group > 0 && group < this.count && this.widths[group] !== null;
  }
}
