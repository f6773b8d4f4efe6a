/** What is wrong with an expression: always where, and in Python's words. */
import type { LimitName } from '@rexec/python';

/** A place in the text of an expression: lines and columns from 1, columns in UTF-16 units; the end is behind the last one. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One thing that is wrong, before anything runs. */
export interface Finding extends Span {
  /** Name of the Python exception that it would be: `TypeError`. */
  readonly type: string;
  readonly reason: string;
}

/**
 * An expression that cannot be compiled, or whose evaluation raised or reached a limit. `message` is one line:
 * `TypeError: unsupported operand type(s) for +: 'int' and 'str' (line 1, column 9)`.
 */
export class ExpressionError extends Error {
  /** Name of the Python exception, or `LimitError`. */
  readonly type: string;
  /** The exception's own message. */
  readonly reason: string;
  /** From 1; 0: it has no place in the text. */
  readonly line: number;
  readonly column: number;
  /** The line with carets below it; '' without a place. */
  readonly frame: string;
  /** All that was found, for errors of `compileExpression`. */
  readonly findings: readonly Finding[];
  readonly limit: LimitName | undefined;

  constructor(
    readonly source: string,
    finding: { readonly type: string; readonly reason: string } & Partial<Span>,
    more: { readonly findings?: readonly Finding[]; readonly limit?: LimitName; readonly cause?: unknown } = {},
  ) {
    const { type, reason, line = 0, column = 0 } = finding;
    const place = line === 0 ? '' : ` (line ${line}, column ${column})`;
    super(`${type}: ${reason}${place}`, more.cause === undefined ? {} : { cause: more.cause });
    this.name = 'ExpressionError';
    this.type = type;
    this.reason = reason;
    this.line = line;
    this.column = column;
    this.frame = line === 0 ? '' : codeFrame(source, finding as Span);
    this.findings = more.findings ?? [];
    this.limit = more.limit;
  }
}

/** Longest part of a line that is shown. */
const SHOWN = 160;

function codeFrame(source: string, span: Span): string {
  const text = source.split(/\r\n?|\n/)[span.line - 1] ?? '';
  const from = span.column > SHOWN / 2 ? span.column - SHOWN / 2 : 0;
  const to = span.endLine === span.line ? Math.max(span.endColumn, span.column + 1) : text.length + 1;
  const carets = Math.max(1, Math.min(to - span.column, SHOWN / 2));
  return `${text.slice(from, from + SHOWN)}\n${' '.repeat(span.column - 1 - from)}${'^'.repeat(carets)}`;
}

/** A place as the syntax tree has it: columns from 0, in bytes of UTF-8. */
interface Located {
  readonly lineno: number;
  readonly col_offset: number;
  readonly end_lineno: number;
  readonly end_col_offset: number;
}

/** Places of one text, whose first `skipped` characters the tree does not know. */
export class Places {
  private readonly lines: readonly string[];
  constructor(
    readonly source: string,
    private readonly skipped: number,
  ) {
    this.lines = source.slice(skipped).split(/\r\n?|\n/);
  }

  span(at: Located): Span {
    return {
      line: at.lineno,
      column: this.column(at.lineno, at.col_offset),
      endLine: at.end_lineno,
      endColumn: this.column(at.end_lineno, at.end_col_offset),
    };
  }

  /** A column that counts code points from 1, as a SyntaxError has it. */
  ofPoints(line: number, offset: number): number {
    let units = 0;
    for (const c of this.line(line).slice(0, offset * 2)) {
      if (--offset < 1) break;
      units += c.length;
    }
    return this.shift(line) + units + 1;
  }

  private column(line: number, bytes: number): number {
    let units = 0;
    for (const c of this.line(line)) {
      const point = c.codePointAt(0)!;
      bytes -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (bytes < 0) break;
      units += c.length;
    }
    return this.shift(line) + units + 1;
  }

  private line(line: number): string {
    return this.lines[line - 1] ?? '';
  }

  private shift(line: number): number {
    return line === 1 ? this.skipped : 0;
  }
}
