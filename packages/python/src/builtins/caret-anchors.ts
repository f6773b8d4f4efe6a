/**
 * Which part of a failing expression the carets of a traceback point at (PEP 657): the operator of a binary operation,
 * the brackets of a subscript, the arguments of a call. Offsets count code points.
 */
import type { BinOp, Call, Expr, Module, Subscript } from '../syntax/ast.js';
import { parse } from '../syntax/parse.js';

/** From (leftLine, left) up to (rightLine, right) is `^`, the rest of the segment `~`. */
export interface Anchors {
  readonly leftLine: number;
  readonly left: number;
  readonly rightLine: number;
  readonly right: number;
}

/** A tree, or undefined where the text is no program. */
export function tryParse(text: string): Module | undefined {
  try {
    return parse(text, { filename: '<traceback>', mode: 'exec' }) as Module;
  } catch {
    return undefined;
  }
}

/** Code points in the first `bytes` UTF-8 bytes of a line. */
export function characterOffset(line: readonly string[], bytes: number): number {
  let used = 0;
  for (let i = 0; i < line.length; i++) {
    if (used >= bytes) return i;
    const c = line[i]!.codePointAt(0)!;
    used += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }
  return line.length;
}

const SPACE = /^\s$/;

/** A place in the segment that walks forward over code points, comments and continued lines. */
class Place {
  constructor(
    private readonly lines: readonly (readonly string[])[],
    public line: number,
    public col: number,
  ) {}

  get char(): string {
    return this.lines[this.line]![this.col]!;
  }

  /** To the next place that holds a character; false at the end of the segment. */
  settle(): boolean {
    while (this.line < this.lines.length && this.col >= this.lines[this.line]!.length) {
      this.line++;
      this.col = 0;
    }
    return this.line < this.lines.length;
  }

  /** Forward to the first character that `stop` takes; comments and backslashes end their line. */
  seek(stop: (c: string) => boolean): boolean {
    if (!this.settle()) return false;
    for (;;) {
      const c = this.char;
      if (c === '\\' || c === '#') {
        this.line++;
        this.col = 0;
      } else if (stop(c)) return true;
      else this.col++;
      if (!this.settle()) return false;
    }
  }
}

/** The segment stands in parentheses on lines of their own, so its lines count from 2 in the tree. */
export function findAnchors(segment: string): Anchors | undefined {
  const tree = tryParse(`(\n${segment}\n)`);
  if (tree === undefined || tree.body.length !== 1) return undefined;
  const statement = tree.body[0]!;
  // The expression statement's kind is 'Expr'.
  if ((statement.kind as string) !== 'Expr') return undefined;
  const expr = (statement as unknown as { value: Expr }).value;
  const lines = segment.split('\n').map((l) => Array.from(l));
  const endOf = (e: Expr): Place => {
    const line = e.end_lineno - 2;
    return new Place(lines, line, characterOffset(lines[line] ?? [], e.end_col_offset));
  };
  switch (expr.kind) {
    case 'BinOp':
      return binaryAnchors(lines, expr, endOf(expr.left));
    case 'Subscript':
      return subscriptAnchors(expr, endOf);
    case 'Call':
      return callAnchors(expr, endOf);
    default:
      return undefined;
  }
}

function binaryAnchors(lines: readonly (readonly string[])[], expr: BinOp, at: Place): Anchors | undefined {
  if (!at.seek((c) => !SPACE.test(c) && c !== ')')) return undefined;
  const line = lines[at.line]!;
  let right = at.col + 1;
  const rightLine = expr.right.lineno - 2;
  const within = rightLine > at.line || right < characterOffset(lines[rightLine]!, expr.right.col_offset);
  const next = line[right];
  if (next !== undefined && within && !SPACE.test(next) && next !== '\\' && next !== '#') right++;
  return { leftLine: at.line, left: at.col, rightLine: at.line, right };
}

function subscriptAnchors(expr: Subscript, endOf: (e: Expr) => Place): Anchors | undefined {
  const open = endOf(expr.value);
  const close = endOf(expr.slice);
  if (!open.seek((c) => c === '[') || !close.seek((c) => c === ']')) return undefined;
  return { leftLine: open.line, left: open.col, rightLine: close.line, right: close.col + 1 };
}

function callAnchors(expr: Call, endOf: (e: Expr) => Place): Anchors | undefined {
  const open = endOf(expr.func);
  const close = endOf(expr);
  if (!open.seek((c) => c === '(')) return undefined;
  return { leftLine: open.line, left: open.col, rightLine: close.line, right: close.col };
}
