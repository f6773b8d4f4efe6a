/**
 * The arguments of calls, checked by the names of the table of calls before anything looks at them: a child that was
 * taken over can send what it likes. Every kind is an exact primitive of a bounded size; a wrong one is a refusal.
 */
import type { Plain } from '@rexec/python';
import { type CallName, SYSTEM_CALLS } from './calls.js';
import { type ErrorAnswer, errorAnswer } from './fault.js';

/** Bytes of UTF-8, with the NUL at their end: PATH_MAX. */
export const MAX_PATH = 4096;
/** Bytes of one name: NAME_MAX. */
export const MAX_NAME = 255;
/** Most bytes that one write or send takes; the rest is for the next. */
export const MAX_WRITE = 16 * 2 ** 20;
/** Most bytes that one read or receive gives. */
export const MAX_READ = 2 ** 20;
const MAX_TEXT = 2 ** 20;

type Check = (v: Plain | undefined) => boolean;

const isInt: Check = (v) => typeof v === 'number' && Number.isSafeInteger(v);
const isString: Check = (v) => typeof v === 'string';
const isText: Check = (v) => typeof v === 'string' && v.length <= MAX_TEXT;
const isSmall: Check = (v) => typeof v === 'number' && Number.isInteger(v) && v >= 0 && v < 2 ** 31;
const isBool: Check = (v) => typeof v === 'boolean';
const isTime: Check = (v) => isInt(v) || (typeof v === 'bigint' && v >= -(2n ** 63n) && v < 2n ** 63n);
/** A size or an offset: a great one is well-formed, and an error of its own. */
const isSize: Check = (v) => isInt(v) || (typeof v === 'bigint' && v >= -(2n ** 63n) && v < 2n ** 63n);
const isSeconds: Check = (v) => typeof v === 'number' && Number.isFinite(v);

const KINDS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ...['fd', 'sock', 'cell', 'ref', 'number'].map((name) => [name, isSmall] as const),
  ...['n', 'flags', 'mode', 'whence', 'family', 'type', 'proto', 'how'].map((name) => [name, isInt] as const),
  // A path of any length is well-formed, and ENAMETOOLONG.
  ...['path', 'from', 'to', 'target'].map((name) => [name, isString] as const),
  ...['name', 'hostname', 'policy', 'source', 'filename', 'findings', 'rule'].map((name) => [name, isText] as const),
  ['host', (v) => v === null || isText(v)],
  ['port', (v) => v === null || isInt(v) || isText(v)],
  ['offset', isSize],
  ['size', isSize],
  ['ns', isTime],
  // null: now
  ['atime_ns', (v) => v === null || isTime(v)],
  ['mtime_ns', (v) => v === null || isTime(v)],
  ['timeout', isSeconds],
  ['followSymlinks', isBool],
  ['replace', isBool],
  ['bytes', (v) => v instanceof Uint8Array],
  // Looked at by its own reader (bastion/values.ts).
  ['value', (v) => v !== undefined],
]);

/** Checks of each call's arguments, in order. */
const SHAPES: ReadonlyMap<string, readonly Check[]> = new Map(
  Object.entries(SYSTEM_CALLS).map(([call, row]) => [
    call,
    row.args
      .split(' ')
      .filter((name) => name !== '')
      .map((name) => KINDS.get(name) ?? isText),
  ]),
);

/** Whether these are the arguments of that call. */
export function wellFormed(name: string, args: unknown): name is CallName {
  const shape = SHAPES.get(name);
  if (shape === undefined || !Array.isArray(args) || args.length !== shape.length) return false;
  for (let i = 0; i < shape.length; i++) if (!shape[i]!(args[i] as Plain)) return false;
  return true;
}

/** A path without NUL and not too long; null if it is well. */
export function badPath(path: string): ErrorAnswer | null {
  if (path === '') return errorAnswer('ENOENT', path);
  if (path.length >= MAX_PATH) return errorAnswer('ENAMETOOLONG', cut(path));
  if (path.includes('\0')) return errorAnswer('EINVAL', path);
  if (path.length * 3 >= MAX_PATH && utf8Length(path) >= MAX_PATH) return errorAnswer('ENAMETOOLONG', cut(path));
  return null;
}

export function cut(text: string, length = 200): string {
  return text.length <= length ? text : `${beginning(text, length)}…`;
}

/** A copy: a slice would hold all of the text in memory. */
export function beginning(text: string, length: number): string {
  let out = '';
  for (let i = 0; i < length; i += 4096) {
    const units: number[] = [];
    for (let k = i; k < Math.min(length, i + 4096); k++) units.push(text.charCodeAt(k));
    out += String.fromCharCode(...units);
  }
  return out;
}

/** Bytes of a text as UTF-8; a lone surrogate stands for one byte (PEP 383) or three, and counts as three. */
export function utf8Length(text: string): number {
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) n += 1;
    else if (unit < 0x800) n += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      n += 4;
      i++;
    } else n += 3;
  }
  return n;
}
