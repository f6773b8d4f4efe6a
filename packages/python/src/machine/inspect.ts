/**
 * What can be seen of a machine that stands still, at whatever pause: its frames, their source lines and variables. Looking
 * runs nothing of the program, spends nothing of its limits and leaves it as it was. Frames of the library's own functions
 * are not there, as in tracebacks.
 */

import { newDict } from '../objects/builtin-types.js';
import { CO_VARARGS, CO_VARKEYWORDS, PyCode } from '../objects/code.js';
import { PyDict } from '../objects/dict.js';
import type { PyException } from '../objects/exception.js';
import type { PyFrame } from '../objects/frame.js';
import { FrameLocalsProxyType, PyFrameLocals } from '../objects/frame-locals.js';
import { type PyValue, PyWideStr } from '../objects/object.js';
import { toJS } from '../objects/text/core.js';
import { isFunctionFrame, readRegister, registerOf, writeLocal } from '../types/frame.js';
import { knownFiles, sourceLine, sourceLines } from '../types/source-cache.js';
import { compileSource } from './compile.js';
import { isFile, lineOfFunction, linesOf, standsBefore } from './debug.js';
import type { Machine, Outcome } from './machine.js';
import { plainText, type ShownLimits, shown, shownType } from './shown.js';

/** A frame, and the instruction that it is at. */
export interface StackEntry {
  readonly frame: PyFrame;
  readonly at: number;
}

export interface FrameView {
  /** Qualified name. */
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  /** Where in the line, in UTF-16 units from 0; -1: not known. */
  readonly column: number;
  readonly endColumn: number;
  /** Text of the line, without its end; '' where it is not known. */
  readonly source: string;
  /** It belongs to a module of the library. */
  readonly library: boolean;
}

export interface VariableView {
  readonly name: string;
  readonly type: string;
  /** It is a parameter of the function. */
  readonly argument: boolean;
  /** Made without running anything of the program's (shown.ts). */
  readonly text: string;
}

export interface InspectOptions extends ShownLimits {
  /** Most frames (50). */
  readonly frames?: number;
  /** Most variables of one frame (200). */
  readonly variables?: number;
  /** Globals as well. */
  readonly globals?: boolean;
}

export interface InspectedFrame extends FrameView {
  readonly locals: VariableView[];
  readonly globals?: VariableView[];
}

/** Everything at once: the frames, innermost first, with their variables. */
export function inspect(m: Machine, options: InspectOptions = {}): InspectedFrame[] {
  return stackOf(m, options.frames).map((entry) => ({
    ...frameView(m, entry),
    locals: variablesOf(entry, 'locals', options),
    ...(options.globals === true ? { globals: variablesOf(entry, 'globals', options) } : {}),
  }));
}

const LONGEST_LINE = 1000;

/** Nothing is charged for what is done meanwhile. */
function free<T>(m: Machine, body: () => T): T {
  const { fuel, room } = m;
  m.fuel = Number.MAX_SAFE_INTEGER;
  m.room = Number.MAX_SAFE_INTEGER;
  try {
    return body();
  } finally {
    m.fuel = fuel;
    m.room = room;
  }
}

// -- frames ----------------------------------------------------------------------------------------------------------------

/**
 * The frames, innermost first. Where an exception is about to end the run, the frames that it has left are in them: they
 * are over, but hold what they held.
 */
export function stackOf(m: Machine, most = 50): StackEntry[] {
  const out: StackEntry[] = [];
  const { pausedFrame, pendingRaise } = m;
  const left = pendingRaise === null ? [] : leftBy(pendingRaise, pausedFrame);
  out.push(...left.filter(({ frame }) => frame !== pausedFrame));
  for (let f = pausedFrame; f !== null && out.length < most; f = f.back) {
    if (f.code.f.hidden) continue;
    // What raises again does it where it was raised first.
    const raised = left.find(({ frame }) => frame === f);
    out.push({ frame: f, at: raised?.at ?? (f === pausedFrame && standsBefore(m) ? f.pc : f.pc - 1) });
  }
  return out.slice(0, most);
}

/** Frames of a traceback that are over, and the one in which it is now. */
function leftBy(exc: PyException, pausedFrame: PyFrame | null): StackEntry[] {
  const out: StackEntry[] = [];
  let steps = 0;
  for (let t = exc.traceback; t !== null && steps < 100_000; t = t.next, steps++) {
    if (t.frame === pausedFrame || t.frame.done) out.push({ frame: t.frame, at: t.lasti });
  }
  return out.reverse();
}

export function frameView(m: Machine, { frame, at }: StackEntry): FrameView {
  const { f, origin } = frame.code;
  const file = plainText(f.filename, 1000);
  let i = Math.max(0, at);
  while (i > 0 && f.positions[i * 4] === 0) i--;
  const [line, endLine, column, endColumn] = f.positions.subarray(i * 4, i * 4 + 4);
  const shownLine = line! > 0 ? line! : f.firstlineno;
  const text = (n: number): string => free(m, () => sourceLine(m, f.filename, n)).slice(0, LONGEST_LINE);
  const source = text(shownLine);
  return {
    function: plainText(f.qualname, 200),
    file,
    line: shownLine,
    endLine: Math.max(endLine!, shownLine),
    column: line! > 0 ? unitsOf(source, column!) : -1,
    endColumn: line! > 0 ? unitsOf(endLine === line ? source : text(endLine!), endColumn!) : -1,
    source: plainText(source.replaceAll('\t', '    '), LONGEST_LINE),
    library: origin !== null,
  };
}

/** UTF-16 units before a place that is counted in bytes of UTF-8. */
function unitsOf(line: string, bytes: number): number {
  let seen = 0;
  let units = 0;
  for (const c of line) {
    if (seen >= bytes) break;
    const cp = c.codePointAt(0)!;
    seen += cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    units += c.length;
  }
  return units;
}

/** Lines of a file that the cell has compiled from source; undefined: it is not known. */
export function knownLines(m: Machine, file: string): readonly string[] | undefined {
  return free(m, () => sourceLines(m, file));
}

/** The known file that is meant by a name or the end of one; undefined: there is none. */
export function knownFile(m: Machine, name: string): string | undefined {
  const files = knownFiles(m);
  return files.find((file) => file === name) ?? files.find((file) => isFile(file, name));
}

/** The first line of the body of a function in a text, by its name or qualified name. */
export function lineOfFunctionIn(source: string, file: string, name: string): number | undefined {
  try {
    return lineOfFunction(compileSource(source, file, 'exec'), name);
  } catch {
    return undefined;
  }
}

/** The lines of a text at which a machine can stop; null: it is no Python. */
export function stoppableLines(source: string, file: string): Set<number> | null {
  try {
    return linesOf(compileSource(source, file, 'exec'));
  } catch {
    return null;
  }
}

// -- variables -------------------------------------------------------------------------------------------------------------

/** The names of a scope and what they stand for, in the order in which they were made. */
export function namesOf({ frame }: StackEntry, scope: 'locals' | 'globals', most = 200): [string, PyValue][] {
  const out: [string, PyValue][] = [];
  const { localsplus } = frame.code.f;
  if (scope === 'locals' && isFunctionFrame(frame)) {
    for (let i = 0; i < localsplus.length && out.length < most; i++) {
      const v = readRegister(frame, i);
      if (v !== undefined && !localsplus[i]!.startsWith('.')) out.push([localsplus[i]!, v]);
    }
    return frame.extraLocals === null ? out : [...out, ...stringKeys(frame.extraLocals, most - out.length)];
  }
  const namespace = scope === 'globals' ? frame.globals : (frame.locals ?? frame.globals);
  return namespace instanceof PyDict ? stringKeys(namespace, most) : out;
}

function stringKeys(d: PyDict, most: number): [string, PyValue][] {
  const out: [string, PyValue][] = [];
  for (let i = 0; i < d.keys.length && i < 100_000 && out.length < most; i++) {
    const key = d.keys[i];
    if (typeof key === 'string') out.push([key, d.vals[i]!]);
    else if (key instanceof PyWideStr && key.cps.length < LONGEST_LINE) out.push([toJS(key), d.vals[i]!]);
  }
  return out;
}

export function variablesOf(
  entry: StackEntry,
  scope: 'locals' | 'globals',
  options: InspectOptions = {},
): VariableView[] {
  const parameters = scope === 'locals' ? parametersOf(entry.frame) : new Set();
  return namesOf(entry, scope, options.variables).map(([name, value]) => ({
    name: plainText(name),
    argument: parameters.has(name),
    type: shownType(value),
    text: shown(value, options),
  }));
}

function parametersOf(frame: PyFrame): Set<string> {
  if (!isFunctionFrame(frame)) return new Set();
  const { argcount, kwonlyargcount, flags, varnames } = frame.code.f;
  const more = ((flags & CO_VARARGS) === 0 ? 0 : 1) + ((flags & CO_VARKEYWORDS) === 0 ? 0 : 1);
  return new Set(varnames.slice(0, argcount + kwonlyargcount + more));
}

/** Gives a variable of a frame a value; false: the frame has no such variable. */
export function setVariable({ frame }: StackEntry, name: string, value: PyValue): boolean {
  if (isFunctionFrame(frame)) {
    const i = name.startsWith('.') ? -1 : registerOf(frame, name);
    if (i >= 0) writeLocal(frame, i, value);
    return i >= 0;
  }
  const namespace = frame.locals ?? frame.globals;
  if (!(namespace instanceof PyDict)) return false;
  namespace.setStr(name, value);
  return true;
}

// -- expressions -----------------------------------------------------------------------------------------------------------

const FILE = '<debugger>';

/**
 * Begins an expression, or statements, as if they stood where the frame is. It is to be done inside an `Aside`; a
 * PySyntaxError is thrown. Where there are functions within an expression, they see copies of the frame's variables.
 */
export function beginIn(m: Machine, { frame }: StackEntry, source: string, mode: 'eval' | 'single'): Outcome {
  m.chargeSource(source.length);
  const code = compileSource(source, FILE, mode, { vm: m });
  const { globals } = frame;
  if (!isFunctionFrame(frame)) return m.runCode(code, globals, frame.locals ?? globals);
  const nested = mode === 'eval' && code.f.consts.some((c) => c instanceof PyCode);
  if (!nested) return m.runCode(code, globals, new PyFrameLocals(FrameLocalsProxyType.root, frame));
  const both = newDict();
  m.charge(globals.keys.length);
  m.alloc(globals.keys.length * 100);
  both.copyFrom(m, globals);
  if (both.getStr('__builtins__') === undefined) both.setStr('__builtins__', frame.builtins);
  for (const [name, value] of namesOf({ frame, at: 0 }, 'locals', Number.POSITIVE_INFINITY)) both.setStr(name, value);
  return m.runCode(code, both, both);
}
