/**
 * What goes between a cell and the cells inside it, as plain values: looked at here, where neither program can do anything
 * about it. Inward goes what `fromPlain` reads; outward what `unpack` of `_cells` reads.
 */
import type { Plain, SystemAnswer, SystemCall } from '@rexec/python';
import { type HostValue, takeValue } from '../bastion/values.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import { cut } from '../system/arguments.js';
import { errorAnswer } from '../system/fault.js';

const MAX_DEPTH = 110;

/** What cannot cross. */
export class CrossingError extends Error {}

/** A tagged value from the outer program, for the inner cell. */
export function inward(v: Plain, depth = 0): Plain {
  if (v === null || typeof v !== 'object' || v instanceof Uint8Array) return v;
  if (depth > MAX_DEPTH) throw new CrossingError('too deep');
  const [tag, ...rest] = v;
  switch (tag) {
    case 'dict':
      if (rest.length % 2 !== 0) break;
    // fall through
    case 'list':
    case 'tuple':
    case 'set':
      return [tag, ...rest.map((item) => inward(item, depth + 1))];
    case 'float':
      if (rest.length === 1 && (typeof rest[0] === 'number' || rest[0] === '-0')) return ['float', rest[0]];
      break;
    case 'bastion': {
      const [id, label] = rest;
      if (isNumber(id) && typeof label === 'string') return ['bastion', id, cut(label)];
      break;
    }
    case 'function': {
      const [id, label, doc] = rest;
      if (isNumber(id) && typeof label === 'string') {
        return ['function', id, '', cut(label), typeof doc === 'string' ? cut(doc, 10_000) : null, ''];
      }
    }
  }
  throw new CrossingError('a value of an unknown kind');
}

/** A tagged value of the inner cell, for the outer program. */
export function outward(v: Plain, depth = 0): Plain {
  if (v === null || typeof v !== 'object' || v instanceof Uint8Array) return v;
  const [tag, ...rest] = v;
  if (depth <= MAX_DEPTH) {
    switch (tag) {
      case 'list':
      case 'tuple':
      case 'set':
      case 'dict':
        return [tag, ...rest.map((item) => outward(item, depth + 1))];
      case 'float':
        return ['float', rest[0] === '-0' ? '-0' : Number(rest[0])];
      case 'host':
        return ['host', Number(rest[0]), String(rest[1])];
    }
  }
  return ['object', typeof rest[0] === 'string' ? cut(rest[0]) : 'object'];
}

function isNumber(v: Plain | undefined): v is number {
  return typeof v === 'number' && Number.isSafeInteger(v) && v >= 0;
}

// -- what a cell is made of ------------------------------------------------------------------------------------------------

/** Everything that the outer cell has: a cell for which no policy is asked. */
const ALL_OF_THE_OUTER: PolicyDocument = {
  modules: { allow: ['*'] },
  files: { mounts: [{ at: '/', outer: '/', access: 'write', quota: 'unlimited', files: 'unlimited' }] },
  network: { allow: ['tcp://*:*', 'udp://*:*', 'dns://*'], private: true, connections: 1000, bytes: 'unlimited' },
  clock: { mode: 'real' },
  entropy: { mode: 'real' },
  limits: { effects: 'unlimited', cells: 1000, readable: true },
  console: { input: 'allow' },
};

/** The policy's document that was asked for, not yet looked at by the schema. */
export function documentOf(asked: Plain): PolicyDocument {
  if (asked === null) return ALL_OF_THE_OUTER;
  if (partsOf(asked) > MAX_PARTS) throw new CrossingError(`a policy of more than ${MAX_PARTS} parts`);
  return dataOf(takeValue(inward(asked), NO_REFERENCES)) as PolicyDocument;
}

/** Lists, keys and words of a policy. What it takes to meet two policies grows with the square of it. */
const MAX_PARTS = 4000;

function partsOf(v: Plain): number {
  let count = 0;
  const waiting: Plain[] = [v];
  while (waiting.length > 0 && count <= MAX_PARTS) {
    const one = waiting.pop()!;
    count++;
    if (Array.isArray(one)) for (let i = 0; i < one.length && i <= MAX_PARTS; i++) waiting.push(one[i] as Plain);
  }
  return count;
}

const NO_REFERENCES = { give: () => null, find: () => undefined };

function dataOf(value: HostValue): unknown {
  if (Array.isArray(value)) return value.map(dataOf);
  if (value instanceof Map) return Object.fromEntries([...value].map(([k, v]) => [String(k), dataOf(v)]));
  return value;
}

/** What the outer program takes on itself. */
export interface InnerOptions {
  /** Every `open` is asked of it. */
  readonly open: boolean;
  /** Every `import` is asked of it. */
  readonly import: boolean;
  /** The helpers of Python 2's time are there, and refusals have RExec's words. */
  readonly classic: boolean;
  readonly argv: readonly string[];
}

export function readOptions(given: Plain): InnerOptions {
  const map = given === null ? null : takeValue(inward(given), NO_REFERENCES);
  const get = (name: string) => (map instanceof Map ? map.get(name) : undefined);
  const argv = get('argv');
  return {
    open: get('open') === true,
    import: get('import') === true,
    classic: get('classic') === true,
    argv: Array.isArray(argv) ? argv.map((a) => cut(String(a), 1000)) : ['RESTRICTED'],
  };
}

// -- what is asked of the outer program ------------------------------------------------------------------------------------

const O_WRONLY = 1;
const O_RDWR = 2;
const O_CREAT = 0o100;
const O_EXCL = 0o200;
const O_TRUNC = 0o1000;
const O_APPEND = 0o2000;

/** The mode that `open` would be called with. */
export function modeOf(flags: number): string {
  const plus = (flags & 3) === O_RDWR ? '+' : '';
  if ((flags & 3) === 0) return 'r';
  if ((flags & O_EXCL) !== 0 && (flags & O_CREAT) !== 0) return `x${plus}`;
  if ((flags & O_APPEND) !== 0) return `a${plus}`;
  return (flags & O_TRUNC) !== 0 ? `w${plus}` : 'r+';
}

/** What the call is for the outer program; null: it is not for it. */
export function questionOf({ name, args }: SystemCall, given: InnerOptions): Plain | null {
  switch (name) {
    case 'open':
      return given.open ? ['open', args[0]!, modeOf(args[1] as number)] : null;
    case 'import':
      return given.import ? ['import', args[0]!] : null;
    case 'readline':
      return ['readline'];
    case 'host_get':
      return ['get', args[0]!, args[1]!];
    case 'host_set':
      return ['set', args[0]!, args[1]!, outward(args[2]!)];
    case 'host_delete':
      return ['delete', args[0]!, args[1]!];
    case 'host_call':
      return ['call', args[0]!, args[1]!, outward(args[2]!), outward(args[3]!)];
    default:
      return null;
  }
}

/** The call that is to be made after all, perhaps of another path, or with the file's content. */
interface Onward {
  readonly call: SystemCall;
  readonly content?: Uint8Array;
}

/**
 * The outer program's answer: `[value, v]`, `[go, path or name, mode]`, `[content, bytes]`, `[line, text]`, `[method]`,
 * `[raise, type, message]`, `[error, errno, strerror, filename]`.
 */
export function readAnswer(call: SystemCall, said: Plain): SystemAnswer | Onward {
  const [kind, first, second, third] = Array.isArray(said) ? (said as readonly Plain[]) : [];
  const { name, args } = call;
  if (kind === 'raise' && typeof first === 'string' && typeof second === 'string') {
    return { kind: 'refused', type: first, message: cut(second, 10_000) };
  }
  if (kind === 'error' && isNumber(first) && typeof second === 'string') {
    const filename = typeof third === 'string' ? { filename: third } : {};
    return { kind: 'error', errno: first, strerror: cut(second, 1000), ...filename };
  }
  if (kind === 'go' && name === 'import') return { call };
  if (kind === 'go' && name === 'open' && typeof first === 'string') {
    const flags = args[1] as number;
    const readOnly = typeof second === 'string' && /^r[bt]?$/.test(second);
    const kept = ~(O_WRONLY | O_RDWR | O_CREAT | O_EXCL | O_TRUNC | O_APPEND);
    return { call: { ...call, args: [first, readOnly ? flags & kept : flags, args[2]!] } };
  }
  if (kind === 'content' && name === 'open' && first instanceof Uint8Array) return { call, content: first };
  if (kind === 'line' && name === 'readline' && typeof first === 'string') return { kind: 'value', value: first };
  if (kind === 'method' && name === 'host_get') {
    return { kind: 'value', value: ['function', args[0]!, args[1]!, args[1]!, null, ''] };
  }
  if (kind === 'value' && name.startsWith('host_')) {
    try {
      return { kind: 'value', value: inward(first ?? null) };
    } catch {
      return { kind: 'refused', type: 'TypeError', message: 'a value that cannot be given to a cell' };
    }
  }
  return errorAnswer('EIO');
}
