/**
 * What is known of a value before it is there: the built-in classes that it may be an instance of. What an operator makes
 * of two classes is asked of the engine itself, with a sample of each: so the errors are the ones that it would raise.
 */
import { engine, type Machine, newDict, PyFloat, PyList, PyRaise, PyTuple, type PyValue, typeOf } from '@rexec/python';

const { BytesType, ListType, TupleType } = engine;

/** Names of classes; null: it may be anything. */
export type Kinds = ReadonlySet<string> | null;

/** Classes that a name can be declared to have. */
export const TYPE_NAMES = ['int', 'float', 'bool', 'str', 'bytes', 'list', 'dict', 'tuple', 'set', 'None'] as const;
export type TypeName = (typeof TYPE_NAMES)[number];

const kinds = (...names: string[]): Kinds => new Set(names);
export const BOOL = kinds('bool');
export const STR = kinds('str');
export const INT = kinds('int');

/** `int | None` as classes; undefined: it names none. */
export function declaredKinds(text: string): Kinds | undefined {
  if (text === 'any') return null;
  const names = text.split('|').map((part) => part.trim());
  if (!names.every((name) => (TYPE_NAMES as readonly string[]).includes(name))) return undefined;
  return new Set(names.map((name) => (name === 'None' ? 'NoneType' : name)));
}

export function union(a: Kinds, b: Kinds): Kinds {
  return a === null || b === null ? null : new Set([...a, ...b]);
}

/** The one class that it is; null: it is not known, or there are several. */
export function only(k: Kinds): string | null {
  return k !== null && k.size === 1 ? [...k][0]! : null;
}

/** A value of each class, on which operators are tried. */
function sample(kind: string): PyValue | undefined {
  switch (kind) {
    case 'int':
      return 2;
    case 'float':
      return new PyFloat(2.5);
    case 'bool':
      return true;
    case 'str':
      return 'a';
    case 'NoneType':
      return null;
    case 'bytes':
      return new engine.PyBytes(BytesType.root, new Uint8Array([97]));
    case 'list':
      return new PyList(ListType.root, []);
    case 'dict':
      return newDict();
    case 'tuple':
      return new PyTuple(TupleType.root, []);
    case 'set':
      return engine.newSet();
    default:
      return undefined;
  }
}

/** A TypeError that no value of these classes escapes. */
export class Mismatch {
  constructor(
    readonly type: string,
    readonly reason: string,
  ) {}
}

/**
 * Tries an operation on samples of one class each. What it gives, a Mismatch, or undefined: it depends on the values. An
 * error other than a TypeError does.
 */
function tried(vm: Machine, operands: readonly string[], body: (values: PyValue[]) => unknown): Kinds | Mismatch {
  const values: PyValue[] = [];
  for (const kind of operands) {
    const value = sample(kind);
    if (value === undefined) return null;
    values.push(value);
  }
  try {
    const r = body(values);
    return typeof r === 'object' && r !== null && !('shape' in r) ? null : kinds(typeOf(r as PyValue).name);
  } catch (e) {
    return mismatchOf(e);
  } finally {
    vm.renew();
  }
}

/** What an engine's error says of the classes: null, if it is about the values. */
export function mismatchOf(e: unknown): Mismatch | null {
  if (!(e instanceof PyRaise)) throw e;
  const type = typeOf(e.exc).name;
  if (type !== 'TypeError' && type !== 'AttributeError') return null;
  const text = e.exc.args.items[0];
  return typeof text === 'string' ? new Mismatch(type, text) : null;
}

/** An operation on whatever classes the operands may have: it is wrong where it is wrong for all of them. */
function overall(operands: readonly Kinds[], one: (chosen: readonly string[]) => Kinds | Mismatch): Kinds | Mismatch {
  let found: Kinds = new Set();
  let wrong: Mismatch | null = null;
  let right = false;
  const choose = (chosen: readonly string[], i: number): void => {
    if (i < operands.length) {
      for (const kind of operands[i]!) choose([...chosen, kind], i + 1);
      return;
    }
    const r = one(chosen);
    if (r instanceof Mismatch) wrong ??= r;
    else {
      right = true;
      found = union(found, r);
    }
  };
  if (operands.some((k) => k === null)) return null;
  choose([], 0);
  return right || wrong === null ? found : wrong;
}

export function binaryKinds(vm: Machine, name: string, a: Kinds, b: Kinds): Kinds | Mismatch {
  const index = engine.BINARY_BY_NAME.get(name)!;
  return overall([a, b], ([x, y]) => {
    // What a format string takes is for it to say.
    if (name === 'mod' && (x === 'str' || x === 'bytes')) return kinds(x);
    // A negative exponent gives a float, a fraction of a negative number is complex.
    if (name === 'pow' && x !== 'str' && y !== 'str') {
      const r = tried(vm, [x!, y!], ([p, q]) => engine.binaryOperation(vm, index, p!, q!, false));
      return r instanceof Mismatch ? r : null;
    }
    return tried(vm, [x!, y!], ([p, q]) => engine.binaryOperation(vm, index, p!, q!, false));
  });
}

const UNARY = { Invert: '__invert__', UAdd: '__pos__', USub: '__neg__' } as const;

export function unaryKinds(vm: Machine, op: keyof typeof UNARY, a: Kinds): Kinds | Mismatch {
  return overall([a], ([x]) => tried(vm, [x!], ([p]) => engine.unaryOperation(vm, UNARY[op], p!)));
}

const ORDER = ['Lt', 'LtE', 'Eq', 'NotEq', 'Gt', 'GtE'];

export function compareKinds(vm: Machine, op: string, a: Kinds, b: Kinds): Kinds | Mismatch {
  const index = ORDER.indexOf(op);
  if (op === 'In' || op === 'NotIn') {
    // An unknown left operand still needs a container on the right.
    const left = a ?? kinds('str');
    const r = overall([left, b], ([x, y]) => tried(vm, [x!, y!], ([p, q]) => engine.contains(vm, q!, p!)));
    return r instanceof Mismatch ? r : BOOL;
  }
  if (index < 0) return BOOL;
  return overall([a, b], ([x, y]) => tried(vm, [x!, y!], ([p, q]) => engine.compare(vm, index, p!, q!)));
}

/** `a[k]`; where `slice`, k is one. */
export function itemKinds(vm: Machine, a: Kinds, k: Kinds, slice: boolean): Kinds | Mismatch {
  const key = slice ? kinds('slice') : (k ?? kinds('int', 'str'));
  return overall([a, key], ([x, y]) => {
    if (y === 'slice') {
      if (x === 'str' || x === 'list' || x === 'tuple' || x === 'bytes') return kinds(x);
      if (x === 'dict') return null;
      y = 'int';
    }
    // What is in a container is not known.
    const r = tried(vm, [x!, y!], ([p, q]) => engine.getItem(vm, p!, q!));
    return r instanceof Mismatch ? r : x === 'str' ? STR : null;
  });
}

export function iterated(vm: Machine, a: Kinds): Kinds | Mismatch {
  const r = overall([a], ([x]) => tried(vm, [x!], ([p]) => engine.getIter(vm, p!)));
  if (r instanceof Mismatch) return r;
  const one = only(a);
  return one === 'str' ? STR : one === 'bytes' ? INT : null;
}

/** `a.name`: the class's method, or what is wrong. */
export function attributeOf(vm: Machine, a: Kinds, name: string): PyValue | Mismatch | undefined {
  const kind = only(a);
  const value = kind === null ? undefined : sample(kind);
  if (value === undefined) return undefined;
  const cls = typeOf(value);
  const found = cls.lookup(name);
  if (found !== undefined) return found;
  const names = cls.mro
    .flatMap((c) => c.dict.keys)
    .filter((n) => typeof n === 'string' && !n.startsWith('_')) as string[];
  const meant = vm.closestName(names, name);
  const hint = meant === null ? '' : `. Did you mean: '${meant}'?`;
  return new Mismatch('AttributeError', `'${kind}' object has no attribute '${name}'${hint}`);
}

/** Result classes of functions and methods whose result has always the same. */
const RESULTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    int: 'len ord hash int str.find str.rfind str.index str.rindex str.count list.index list.count tuple.index tuple.count',
    bool: `bool all any isinstance callable str.startswith str.endswith str.isalpha str.isdigit str.isalnum str.isspace
      str.isupper str.islower str.istitle str.isdecimal str.isnumeric str.isidentifier`,
    str: `str repr ascii chr bin oct hex format str.upper str.lower str.strip str.lstrip str.rstrip str.replace str.join
      str.format str.title str.capitalize str.swapcase str.casefold str.center str.ljust str.rjust str.zfill
      str.removeprefix str.removesuffix str.expandtabs`,
    float: 'float',
    list: 'list sorted str.split str.rsplit str.splitlines list.copy',
    tuple: 'tuple divmod str.partition str.rpartition',
    dict: 'dict dict.copy',
    set: 'set',
    bytes: 'bytes str.encode',
  }).flatMap(([kind, names]) => names.split(/\s+/).map((name): [string, string] => [name, kind])),
);

export function resultOf(name: string): Kinds {
  const kind = RESULTS.get(name);
  return kind === undefined ? null : kinds(kind);
}
