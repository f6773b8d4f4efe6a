/** What a source may not have in it, and where: one finding each, for people and for editors. */
import type { SourceLines } from './columns.js';
import { codeFrame } from './columns.js';

/** Lines and columns count from 1; columns are UTF-16 units, `endColumn` is the one after the last. */
export interface Finding {
  /** The rule as the document spells it: `language.names.deny "__*"`, `language.loops`, `syntax`. */
  readonly rule: string;
  /** Where the rule stands: `policy.toml:12`, `profile config`, ''. */
  readonly source: string;
  /** One sentence: what stands there, and why it may not. */
  readonly message: string;
  readonly filename: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The line with carets below the place; '' where the source is not known. */
  readonly frame: string;
}

/** A node's place in the tree: bytes of UTF-8 from 0. */
export interface Span {
  readonly lineno: number;
  readonly col_offset: number;
  readonly end_lineno: number;
  readonly end_col_offset: number;
}

export function makeFinding(
  what: { readonly rule: string; readonly source: string; readonly message: string },
  filename: string,
  span: Span,
  lines: SourceLines | null,
): Finding {
  const { lineno: line, end_lineno: endLine } = span;
  const column = lines === null ? span.col_offset + 1 : lines.column(line, span.col_offset);
  const endColumn = lines === null ? span.end_col_offset + 1 : lines.column(endLine, span.end_col_offset);
  const text = lines?.text(line) ?? '';
  const frame = lines === null ? '' : codeFrame(text, line, column, endLine === line ? endColumn : text.length + 1);
  const { rule, source, message } = what;
  return { rule, source, message, filename, line, column, endLine, endColumn, frame };
}

/** `app.py:3:5: a while loop is not allowed: … (language.loops, profile config)`. */
export function findingLine(f: Finding): string {
  return `${f.filename}:${f.line}:${f.column}: ${f.message} (${f.source === '' ? f.rule : `${f.rule}, ${f.source}`})`;
}

/** The line, and below it the code. */
export function findingText(f: Finding): string {
  return f.frame === '' ? `${findingLine(f)}\n` : `${findingLine(f)}\n${f.frame}\n`;
}
