/**
 * Code objects. The library's own are named by origin and path, with a digest of their instructions: the text that
 * restores them has to be the text that was running. Code of the program is written whole, and verified before it can run.
 */

import { hasLibraryFunction, libraryTemplate } from '../library/loader.js';
import type { Machine } from '../machine/machine.js';
import { libraryModuleCode, libraryModuleSource } from '../modules/library-modules.js';
import { standardModule, standardModuleCode } from '../modules/standard-library.js';
import { EMPTY_TUPLE } from '../objects/builtin-types.js';
import {
  CO_ASYNC_GENERATOR,
  CO_COROUTINE,
  CO_GENERATOR,
  CO_VARARGS,
  CO_VARKEYWORDS,
  type CodeFields,
  halfOf,
  PyCode,
} from '../objects/code.js';
import type { PyValue } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import { SnapshotError } from './bytes.js';
import { bool, count, int, integer, list, record, ref, text, values } from './kinds.js';
import type { HeapReader } from './reader.js';
import { verifyCode } from './verify.js';
import type { HeapWriter } from './writer.js';

interface Place {
  readonly origin: string;
  /** Of a library function: its name. */
  readonly top: string;
  /** Indexes of constants from the outermost code. */
  readonly path: readonly number[];
  readonly digest: number;
}

/** By the instructions, which clones share. One library for the process, never changed. */
const places = new WeakMap<Int32Array, Place>();

function digestOf(code: PyCode): number {
  const { instrs, names, consts } = code.f;
  let h = consts.length * 31 + names.length;
  for (let i = 0; i < instrs.length; i++) h = Math.imul(h ^ instrs[i]!, 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
}

/** Constants of library code, which all cells share: by owner and path. */
const constants = new Map<object, readonly [string, string]>();
const CONSTANT = 'const ';

export const libraryConstant = (o: object): readonly [string, string] | undefined => constants.get(o);

function learnConstant(c: PyValue, owner: string, at: string): void {
  if (typeof c !== 'object' || c === null || c instanceof PyCode || c === EMPTY_TUPLE || constants.has(c)) return;
  constants.set(c, [owner, at]);
  if (c instanceof PyTuple) c.items.forEach((item, i) => void learnConstant(item, owner, `${at}.${i}`));
}

/** The constant of a name; undefined: there is none, or the owner is none of these. */
export function constantNamed(owner: string, at: string): object | undefined {
  if (!owner.startsWith(CONSTANT)) return undefined;
  const colon = owner.lastIndexOf(':');
  let found: PyValue | undefined = outermostOf(owner.slice(CONSTANT.length, colon), owner.slice(colon + 1));
  for (const part of at.split('.')) {
    const items: readonly PyValue[] =
      found instanceof PyCode ? found.f.consts : found instanceof PyTuple ? found.items : [];
    found = items[Number(part)];
  }
  return typeof found === 'object' && found !== null && !(found instanceof PyCode) ? found : undefined;
}

const learntFunctions = new Set<string>();
const learntModules = new Set<string>();

/** Before a heap is written: the constants of all library code that it may hold. */
export function learnLoaded(m: Machine): void {
  for (const name of m['libFunctions'].keys()) {
    if (!learntFunctions.has(name)) learnOnce(learntFunctions, name, '', name);
  }
  const found = (m.moduleState.get('found-sources') as Map<string, unknown> | undefined)?.keys() ?? [];
  for (const names of [m.modules.keys, found]) {
    for (const name of names) {
      if (typeof name === 'string' && !learntModules.has(name)) learnOnce(learntModules, name, name, '');
    }
  }
}

function learnOnce(learnt: Set<string>, name: string, origin: string, top: string): void {
  const outermost = outermostOf(origin, top);
  if (outermost === null) return;
  learnt.add(name);
  learn(outermost, origin, top);
}

function learn(outermost: PyCode, origin: string, top: string): void {
  const work: [PyCode, number[]][] = [[outermost, []]];
  for (const [code, path] of work) {
    places.set(code.f.instrs, { origin, top, path, digest: digestOf(code) });
    code.f.consts.forEach((c, i) => {
      if (c instanceof PyCode) work.push([c, [...path, i]]);
      else learnConstant(c, `${CONSTANT}${origin}:${top}`, [...path, i].join('.'));
    });
  }
}

function outermostOf(origin: string, top: string): PyCode | null {
  if (origin === '') return hasLibraryFunction(top) ? libraryTemplate(top) : null;
  if (libraryModuleSource(origin) !== undefined) return libraryModuleCode(origin);
  return standardModule(origin) === undefined ? null : standardModuleCode(origin);
}

function placeOf(code: PyCode): Place {
  const known = places.get(code.f.instrs);
  if (known !== undefined) return known;
  const origin = code.origin!;
  const top = origin === '' ? code.f.qualname.split('.', 1)[0]! : '';
  const outermost = outermostOf(origin, top);
  if (outermost !== null) learn(outermost, origin, top);
  const place = places.get(code.f.instrs);
  if (place === undefined)
    throw new SnapshotError(`the heap cannot be written: code of ${origin}:${code.f.qualname} is not the library's`);
  return place;
}

const nested = list(ref(PyCode));
const path = list(count);
const handlers = list(record({ start: count, end: count, target: count, depth: count, lasti: bool }));
const texts = list(text);
const u32 = int(0, 0xffffffff);

export function writeCode(w: HeapWriter, code: PyCode): void {
  if (w.loans !== null) {
    w.out.unsigned(w.loans.codes.push(code) - 1);
    values.write(w, code.f.consts);
    return;
  }
  w.out.byte(code.origin === null ? 0 : 1);
  if (code.origin !== null) {
    const place = placeOf(code);
    w.text(place.origin);
    w.text(place.top);
    path.write(w, place.path as number[]);
    u32.write(w, place.digest);
    nested.write(
      w,
      code.f.consts.filter((c) => c instanceof PyCode),
    );
    return;
  }
  const { f } = code;
  for (const s of [f.name, f.qualname, f.filename]) w.text(s);
  for (const n of [f.firstlineno, f.flags, f.argcount, f.posonlyargcount, f.kwonlyargcount, f.stacksize])
    integer.write(w, n);
  for (const names of [f.varnames, f.cellvars, f.freevars, f.localsplus, f.names]) texts.write(w, names);
  w.out.unsigned(f.instrs.length);
  for (const instr of f.instrs) {
    w.out.byte(instr & 255);
    w.out.unsigned(instr >>> 8);
  }
  values.write(w, f.consts);
  handlers.write(w, f.handlers);
  writePositions(w, f.positions);
}

function writePositions(w: HeapWriter, p: Int32Array): void {
  w.out.unsigned(p.length);
  let line = 0;
  for (let i = 0; i < p.length; i += 4) {
    w.out.signed(p[i]! - line);
    w.out.signed(p[i + 1]! - p[i]!);
    w.out.signed(p[i + 2]!);
    w.out.signed(p[i + 3]!);
    line = p[i]!;
  }
}

function readPositions(r: HeapReader): Int32Array {
  const n = r.in.count();
  if (n % 4 !== 0) r.in.fail('positions are cut');
  const p = new Int32Array(n);
  let line = 0;
  for (let i = 0; i < n; i += 4) {
    line = p[i] = line + r.in.signed();
    p[i + 1] = line + r.in.signed();
    p[i + 2] = r.in.signed();
    p[i + 3] = r.in.signed();
    if (p[i] !== line) r.in.fail('a line number is out of its range');
  }
  return p;
}

function readInstructions(r: HeapReader): Int32Array {
  const n = r.in.count(2);
  const instrs = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const op = r.in.byte();
    const arg = r.in.unsigned();
    if (arg > 0xffffff) r.in.fail('an operand is too large');
    instrs[i] = op | (arg << 8);
  }
  return instrs;
}

type Open<T> = { -readonly [K in keyof T]: T[K] };

export function readCode(r: HeapReader, code: Open<PyCode>): void {
  if (r.loans !== null) {
    const lent = r.loans.codes[r.in.unsigned()]!;
    code.origin = lent.origin;
    complete(code, { ...lent.f, consts: values.read(r) });
    return;
  }
  const own = !bool.read(r);
  if (own) code.origin = null;
  complete(code, own ? readFields(r) : libraryFields(r, code));
}

function complete(code: Open<PyCode>, f: CodeFields): void {
  code.nregs = f.localsplus.length;
  code.framesize = f.localsplus.length + f.stacksize;
  code.caches = null;
  code.plain = (f.flags & (CO_VARARGS | CO_VARKEYWORDS)) === 0 && f.kwonlyargcount === 0;
  code.half = halfOf(code.origin, f.qualname);
  code.simple = code.plain && code.half === null;
  code.isGenerator = (f.flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) !== 0;
  code.needsClosing = undefined;
  code.f = f;
}

function readFields(r: HeapReader): CodeFields {
  const [name, qualname, filename] = [text.read(r), text.read(r), text.read(r)];
  const [firstlineno, flags] = [integer.read(r), count.read(r)];
  const [argcount, posonlyargcount, kwonlyargcount, stacksize] = [
    count.read(r),
    count.read(r),
    count.read(r),
    count.read(r),
  ];
  const [varnames, cellvars, freevars, localsplus, names] = [
    texts.read(r),
    texts.read(r),
    texts.read(r),
    texts.read(r),
    texts.read(r),
  ];
  const instrs = readInstructions(r);
  const consts = values.read(r);
  const rows = handlers.read(r);
  return {
    name,
    qualname,
    filename,
    firstlineno,
    flags,
    argcount,
    posonlyargcount,
    kwonlyargcount,
    varnames,
    cellvars,
    freevars,
    localsplus,
    stacksize,
    instrs,
    consts,
    names,
    handlers: rows,
    positions: readPositions(r),
    hidden: false,
  };
}

function libraryFields(r: HeapReader, code: Open<PyCode>): CodeFields {
  const origin = text.read(r);
  const top = text.read(r);
  const way = path.read(r);
  const digest = u32.read(r);
  const inner = nested.read(r);
  let found: PyValue = outermostOf(origin, top);
  for (const i of way) found = found instanceof PyCode ? (found.f.consts[i] ?? null) : null;
  if (!(found instanceof PyCode) || digestOf(found) !== digest) {
    return r.in.fail(`this engine has other code for ${origin || 'the library'}:${top}`);
  }
  const template = found;
  let next = 0;
  const consts = template.f.consts.map((c) =>
    c instanceof PyCode ? (inner[next++] ?? r.in.fail('code is missing')) : c,
  );
  if (next !== inner.length) r.in.fail('there is more code than there should be');
  code.origin = template.origin;
  r.checks.push(() => {
    template.f.consts.forEach((c, i) => {
      if (c instanceof PyCode && (consts[i] as PyCode).f.instrs !== c.f.instrs)
        r.in.fail('code within code was exchanged');
    });
  });
  return { ...template.f, consts };
}

export function checkCode(r: HeapReader, code: PyCode): void {
  if (code.origin !== null || r.loans !== null) return;
  const fault = verifyCode(code);
  if (fault !== null) r.in.fail(`code of ${code.f.qualname}: ${fault}`);
}
