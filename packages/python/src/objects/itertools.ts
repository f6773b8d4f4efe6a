/** Iterators of the itertools module, as values: one layout with the few fields that each of them uses. */
import { PyObject, type PyValue, type Shape } from './object.js';

export class PyTool extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  /** Function or predicate; None where there is none. */
  fn: PyValue = null;
  /** A number of the tool's own: position, count, how many are left. */
  n = 0;
  /** Begun, ended, or strict: as the tool says. */
  flag = false;
  /** A value carried from step to step; undefined: none yet. */
  held: PyValue | undefined = undefined;
  /** Values kept. */
  kept: PyValue[] = [];
  /** Inner iterators run without Python code. */
  simple = false;
  level = 0;
  constructor(
    shape: Shape,
    /** Inner iterators; None in the place of one that ended. */
    public its: PyValue[],
  ) {
    super(shape);
  }
}

/** islice: `next` and `stop` (-1: none) are positions, `n` of the base is how many were taken from the source. */
export class PyISlice extends PyTool {
  next = 0;
  stop = -1;
  step = 1;
}

/** product, combinations, permutations: pools of values and an index into each. */
export class PyCombinatoric extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  /** Permutations: how many swaps are left at each place. */
  cycles: number[] = [];
  started = false;
  ended = false;
  constructor(
    shape: Shape,
    readonly pools: PyValue[][],
    readonly indices: number[],
  ) {
    super(shape);
  }
}

/** A value that tee() iterators share, and what comes after it. */
export class TeeNode {
  value: PyValue | undefined = undefined;
  next: TeeNode | null = null;
}
/** The source of tee() iterators. */
export class TeeSource {
  running = false;
  constructor(
    readonly it: PyValue,
    readonly simple: boolean,
  ) {}
}
export class PyTee extends PyObject {
  constructor(
    shape: Shape,
    readonly source: TeeSource,
    public node: TeeNode,
    readonly level: number,
  ) {
    super(shape);
  }
}
