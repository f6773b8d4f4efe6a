/** What a pickler knows between two steps: its memo, its output, and what is open. */
import { StrType, tuple } from '../../objects/builtin-types.js';
import type { PyDict } from '../../objects/dict.js';
import { PyObject, PyStrObject, type PyValue, type Shape } from '../../objects/object.js';
import type { PyList, PyTuple } from '../../objects/sequence.js';
import type { VM } from '../../objects/vm.js';
import { newList } from '../../types/support.js';
import { Op } from './opcodes.js';
import type { PickleOutput } from './output.js';
import { SavingType } from './types.js';

/** What a pickler keeps from one `dump` to the next. */
export class PicklerState {
  /** What has been written, and its number. */
  memo = new Map<PyValue, number>();
  fast = 0;
  constructor(
    readonly protocol: number,
    readonly fixImports: boolean,
    readonly bufferCallback: PyValue,
    public out: PickleOutput,
  ) {}
}

/** One `dump` under way. */
export class PySaving extends PyObject {
  stack: PyValue[] = [];
  /** Containers open in fast mode, from FAST_LIMIT levels on. */
  open = new Set<PyValue>();
  fastDepth = 0;
  ended = false;
  constructor(
    shape: Shape,
    /** The Pickler, for its subclasses' methods; None: there is none. */
    readonly pickler: PyValue,
    readonly state: PicklerState,
    readonly persistent: PyValue,
    /** `reducer_override`, in a tuple. */
    readonly override: PyValue,
  ) {
    super(shape);
  }
}

/**
 * What is open, five fields each on the stack: its kind, the object, the place in it, what is walked besides, and a count
 * (of the items in this batch; ONE: it has only one; of a dict also the size that it had).
 */
export const ENTRY = 5;
export enum Kind {
  List = 0,
  Dict = 1,
  Set = 2,
  FrozenSet = 3,
  Tuple = 4,
  /** Items that an iterator gave: for `append`, and keys and values in turn for `__setitem__`. */
  Items = 5,
  Pairs = 6,
  /** The walk is the plan of a reduction. */
  Plan = 7,
}

/** Steps of a plan, three fields each: what, with which value, and what an error there is said to have been in. */
export enum Step {
  Save = 0,
  /** The value is a str of opcodes, a character a byte. */
  Write = 1,
  /** The object into the memo, or from there where it came in meanwhile: then the plan is over. */
  Memo = 2,
  /** Items or pairs of an iterator, as library code takes them from it. */
  Items = 3,
  Pairs = 4,
  /** The object into the memo, whatever is there. */
  Put = 5,
  /** As Save, of what is a persistent id itself. */
  SaveValue = 6,
}
export const STEP = 3;
/** The first field of a plan: whether an error is said to have been in the object. */
export const PLAN_HEAD = 1;

/** A str that is nobody else's: equal ones do not stand for it in the memo. */
export const fresh = (s: string): PyStrObject => new PyStrObject(StrType.root, s);

/** The program's view of a value that is saved. */
export const shown = (v: PyValue): PyValue => (v instanceof PyStrObject && v.shape.cls === StrType ? v.value : v);

/** A run that has written what stands before its value. */
export function newSaving(
  vm: VM,
  pickler: PyValue,
  state: PicklerState,
  persistent: PyValue,
  override: PyValue,
): PySaving {
  vm.alloc(200);
  const { out } = state;
  out.length = 0;
  out.frame = -1;
  out.framing = false;
  if (state.protocol >= 2) out.two(vm, Op.PROTO, state.protocol);
  out.framing = state.protocol >= 4;
  return new PySaving(SavingType.root, pickler, state, persistent, override);
}

/**
 * Where an error came from, innermost first: (object, what) for "item 3", ...; what is an int for an item, a str for other
 * parts, and a tuple of the key for a value of a dict.
 */
export function trail(vm: VM, saving: PySaving): PyList {
  const { stack } = saving;
  const out: PyValue[] = [];
  vm.charge(stack.length);
  vm.alloc(stack.length * 24);
  for (let top = stack.length - ENTRY; top >= 0; top -= ENTRY) {
    const at = stack[top + 2] as number;
    const add = (what: PyValue): void => void out.push(tuple([shown(stack[top + 1]!), what]));
    switch (stack[top] as Kind) {
      case Kind.List:
      case Kind.Tuple:
        add(at - 1);
        break;
      case Kind.Dict:
        if (at > 0 && (at & 1) === 0) add(tuple([(stack[top + 1] as PyDict).keys[(at >> 1) - 1] ?? null]));
        break;
      case Kind.Set:
      case Kind.FrozenSet:
        add('element');
        break;
      case Kind.Items:
        add((stack[top - ENTRY + 4] as number) + at - 1);
        break;
      case Kind.Pairs:
        if (at > 0 && (at & 1) === 0) add(tuple([(stack[top + 3] as PyTuple).items[at - 2]!]));
        break;
      default: {
        const plan = (stack[top + 3] as PyTuple).items;
        const note = at > PLAN_HEAD ? plan[at - 1] : null;
        if (typeof note === 'string') add(note);
        if (plan[0] === true) add('object');
      }
    }
  }
  return newList(vm, out);
}
