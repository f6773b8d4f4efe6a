/** Sources that a supervisor's check refuses: which are asked about, and the SyntaxError that the program sees. */
import type { PyFrame } from '../objects/frame.js';
import { type Mod, NODE_FIELDS, type Node } from '../syntax/ast.js';
import { PySyntaxError } from '../syntax/errors.js';

/** Answers what it found, in the order of the source; nothing: the source is compiled. `source` is null for a bare tree. */
export type SourceCheck = (
  tree: Mod,
  about: { readonly filename: string; readonly source: string | null; readonly charge: (amount: number) => void },
) => readonly SourceFault[];

/** Lines and columns count from 1; columns are UTF-16 units of the line. */
export interface SourceFault {
  readonly message: string;
  /** The rule that it breaks, and where the rule stands. */
  readonly rule: string;
  readonly source: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Most findings that are told. */
export const MAX_NOTES = 100;
const MAX_FILENAME = 200;

/**
 * Whether what is compiled is a text that the library made: the class of namedtuple(), and the methods of a dataclass of
 * the library's own, while its module is loaded. A program may have put its words into them, so the text must have the form
 * that the library gives it. Anything else may be the program's.
 */
export function isLibraryText(frame: PyFrame | null, tree: Mod): boolean {
  const origin = frame?.code.origin;
  if (origin === 'collections') return frame!.code.f.name === 'namedtuple' && isNewTuple(tree);
  if (origin !== 'dataclasses') return false;
  let at: PyFrame | null = frame;
  while (at !== null && at.code.origin === 'dataclasses') at = at.back;
  const loading = at !== null && (at.code.origin ?? '') !== '' && at.code.f.name === '<module>';
  return loading && isPlainFunctions(tree);
}

/** `lambda _cls, x, y: _tuple_new(_cls, (x, y))`. */
function isNewTuple(tree: Mod): boolean {
  if (tree.kind !== 'Expression' || tree.body.kind !== 'Lambda') return false;
  const { args, body } = tree.body;
  if (args.defaults.length > 0 || args.kwonlyargs.length > 0 || body.kind !== 'Call') return false;
  const [cls, fields] = body.args;
  const plain = body.func.kind === 'Name' && body.func.id === '_tuple_new' && body.args.length === 2;
  return plain && cls!.kind === 'Name' && fields!.kind === 'Tuple' && fields!.elts.every((e) => e.kind === 'Name');
}

/** Classes of nodes in the methods of dataclasses: no loops, imports, classes. */
const PLAIN = new Set(
  (
    'Module FunctionDef arguments arg Return Assign If Expr Pass Raise Compare BoolOp UnaryOp Call keyword Attribute ' +
    'Subscript Name Tuple List Constant JoinedStr FormattedValue IfExp'
  ).split(' '),
);

function isPlainFunctions(tree: Mod): boolean {
  const open: Node[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!PLAIN.has(node.kind)) return false;
    const fields = node as unknown as Record<string, unknown>;
    for (const [field] of NODE_FIELDS.get(node.kind)!.fields) {
      const value = fields[field];
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) open.push(child);
    }
  }
  return true;
}

const isNode = (v: unknown): v is Node => typeof v === 'object' && v !== null && 'kind' in v;

export function faultLine(f: SourceFault, filename: string): string {
  return `${filename.slice(0, MAX_FILENAME)}:${f.line}:${f.column}: ${f.message} (${ruleText(f)})`;
}

/** As decisions name it: `language.loops (policy.toml:4)`. */
export function faultRule(f: SourceFault): string {
  return f.source === '' ? f.rule : `${f.rule} (${f.source})`;
}

const ruleText = (f: SourceFault): string => (f.source === '' ? f.rule : `${f.rule}, ${f.source}`);

/** Offsets of a SyntaxError are code points. */
export function faultAsError(f: SourceFault, filename: string, source: string | null): PySyntaxError {
  const text = source === null ? null : lineOf(source, f.line);
  const offset = (column: number, line: string | null) =>
    line === null ? column : codePoints(line.slice(0, column - 1)) + 1;
  const end = f.endLine === f.line ? text : source === null ? null : lineOf(source, f.endLine);
  return new PySyntaxError(
    'SyntaxError',
    `${f.message} (${ruleText(f)})`,
    filename,
    f.line,
    offset(f.column, text),
    text === null ? null : `${text}\n`,
    f.endLine,
    offset(f.endColumn, end),
  );
}

function codePoints(text: string): number {
  let n = 0;
  for (const _ of text) n++;
  return n;
}

/** A line of the source, from 1; '\r' ends one as '\n' does. */
function lineOf(source: string, line: number): string {
  const ends = /\r\n?|\n/g;
  let start = 0;
  for (let i = 1; i < line; i++) {
    if (ends.exec(source) === null) return '';
    start = ends.lastIndex;
  }
  const end = ends.exec(source);
  return source.slice(start, end === null ? source.length : end.index);
}
