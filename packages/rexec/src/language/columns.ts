/** Positions of the syntax tree (columns are bytes of UTF-8, from 0) as columns of text (UTF-16 units, from 1), and code frames. */

/** Units between two marks in a line that is not plain ASCII. */
const STEP = 256;
const MAX_SHOWN = 120;

interface Line {
  readonly text: string;
  /** Byte offsets of every STEP-th unit; null: it is ASCII. */
  marks: readonly number[] | null;
}

/** The lines of a source, and where bytes of them are. */
export class SourceLines {
  private readonly texts: readonly string[];
  private readonly lines = new Map<number, Line>();

  constructor(source: string) {
    this.texts = source.split(/\r\n?|\n/);
  }

  text(line: number): string {
    return this.texts[line - 1] ?? '';
  }

  /** The column of a byte. */
  column(line: number, byte: number): number {
    let known = this.lines.get(line);
    if (known === undefined) {
      const text = this.text(line);
      known = { text, marks: /^[\x00-\x7f]*$/.test(text) ? null : marksOf(text) };
      this.lines.set(line, known);
    }
    const { text, marks } = known;
    if (marks === null) return Math.min(byte, text.length) + 1;
    let low = 0;
    for (let high = marks.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (marks[middle]! <= byte) low = middle;
      else high = middle;
    }
    let at = low * STEP;
    for (let bytes = marks[low]!; at < text.length && bytes < byte; at++) bytes += unitBytes(text, at);
    return at + 1;
  }
}

function marksOf(text: string): number[] {
  const marks: number[] = [];
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    if (i % STEP === 0) marks.push(bytes);
    bytes += unitBytes(text, i);
  }
  return marks;
}

/** Bytes in UTF-8, counted at the first unit of a pair. */
function unitBytes(text: string, i: number): number {
  const code = text.charCodeAt(i);
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  if (code >= 0xd800 && code < 0xdc00 && i + 1 < text.length) return 4;
  return code >= 0xdc00 && code < 0xe000 ? 0 : 3;
}

/** Control characters, and marks that turn the direction of writing, would move what is shown. */
const UNSHOWN = /[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * The line with carets below the place:
 *
 * ```
 *   |
 * 3 |     while True:
 *   |     ^^^^^^^^^^
 * ```
 */
export function codeFrame(text: string, line: number, column: number, end: number): string {
  // A long line is cut to what stands around the place.
  const from = column - 1 > MAX_SHOWN - 20 ? column - 21 : 0;
  const shown = text.slice(from, from + MAX_SHOWN);
  const [before, after] = [from > 0 ? '…' : '', from + MAX_SHOWN < text.length ? '…' : ''];
  const gutter = ' '.repeat(String(line).length);
  const start = column - 1 - from + before.length;
  const length = Math.max(1, Math.min(end - column, shown.length - (column - 1 - from)));
  return [
    `${gutter} |`,
    `${line} | ${before}${shown.replace(UNSHOWN, ' ')}${after}`,
    `${gutter} | ${' '.repeat(start)}${'^'.repeat(length)}`,
  ].join('\n');
}
