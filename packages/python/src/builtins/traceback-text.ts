/**
 * The frames of a traceback as text, as `traceback.StackSummary.format` of CPython 3.14 gives it: source lines, carets,
 * and the folding of repeated lines. The rest of an exception's text is put together by library/display.py.
 */
import { defineIntrinsics } from '../objects/define.js';
import type { PyTraceback } from '../objects/exception.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { sourceLine } from '../types/source-cache.js';
import { type Anchors, characterOffset, findAnchors, tryParse } from './caret-anchors.js';

/** Equal lines in a row beyond this many are counted, not shown. */
const REPEATS_SHOWN = 3;

type Chars = readonly string[];

/** One `File ...` block of text. */
interface Place {
  readonly filename: string;
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  /** UTF-8 bytes from 0; -1: not known. */
  readonly col: number;
  readonly endCol: number;
}

function placeOf(tb: PyTraceback): Place {
  const code = tb.frame.code.f;
  const at = tb.lasti * 4;
  const p = code.positions;
  const line = tb.lasti >= 0 ? p[at]! : 0;
  const known = line > 0;
  return {
    filename: code.filename,
    name: code.name,
    line: known ? line : tb.lineno,
    endLine: known ? p[at + 1]! : tb.lineno,
    col: known ? p[at + 2]! : -1,
    endCol: known ? p[at + 3]! : -1,
  };
}

/** All frames from `tb` on. */
export function formatFrames(vm: VM, tb: PyTraceback | null, limit = Number.POSITIVE_INFINITY): string {
  let out = '';
  let last: Place | undefined;
  let count = 0;
  for (let t = tb, n = 0; t !== null && n < limit; t = t.next, n++) {
    vm.charge(4);
    const place = placeOf(t);
    if (
      last === undefined ||
      last.filename !== place.filename ||
      last.line !== place.line ||
      last.name !== place.name
    ) {
      out += repeated(count);
      last = place;
      count = 0;
    }
    if (++count > REPEATS_SHOWN) continue;
    const text = formatPlace(vm, place);
    vm.alloc(text.length * 2);
    out += text;
  }
  return out + repeated(count);
}

function repeated(count: number): string {
  const more = count - REPEATS_SHOWN;
  return more > 0 ? `  [Previous line repeated ${more} more time${more > 1 ? 's' : ''}]\n` : '';
}

function formatPlace(vm: VM, place: Place): string {
  const filename = place.filename.startsWith('<stdin-') && place.filename.endsWith('>') ? '<stdin>' : place.filename;
  const head = `  File "${filename}", line ${place.line}, in ${place.name}\n`;
  if (place.endLine < place.line || place.endLine - place.line > 10_000) return head;
  const original: string[] = [];
  for (let n = place.line; n <= place.endLine; n++) original.push(sourceLine(vm, place.filename, n));
  vm.charge(original.length * 8);
  const dedented = dedent(original);
  if (dedented.every((l) => l === '')) return head;
  if (place.col < 0 || place.endCol < 0) return `${head}    ${original[0]!.trim()}\n`;
  const body = withCarets(original, dedented, place);
  return (
    head +
    dedent(body)
      .map((l) => `    ${l}\n`)
      .join('')
  );
}

/** Lines without the blanks that all of them begin with; blank lines become empty. */
function dedent(lines: readonly string[]): string[] {
  let margin: string | undefined;
  for (const l of lines) {
    if (l.trim() === '') continue;
    const indent = /^[ \t]*/.exec(l)![0];
    if (margin === undefined) margin = indent;
    else {
      let k = 0;
      while (k < margin.length && k < indent.length && margin[k] === indent[k]) k++;
      margin = margin.slice(0, k);
    }
  }
  const cut = margin?.length ?? 0;
  return lines.map((l) => (l.trim() === '' ? '' : l.slice(cut)));
}

/** The lines that matter, each followed by its line of carets. */
function withCarets(original: readonly string[], dedented: readonly string[], place: Place): string[] {
  const lines = dedented.map((l) => Array.from(l));
  const first = Array.from(original[0]!);
  const lastOriginal = Array.from(original[original.length - 1]!);
  const lastLine = lines[lines.length - 1]!;
  const cut = first.length - lines[0]!.length;
  const start = Math.max(0, characterOffset(first, place.col) - cut);
  const end = Math.max(0, characterOffset(lastOriginal, place.endCol) - cut);
  const anchors = findAnchors(segmentOf(lines, start, end));
  const show = shouldShowCarets(lines, dedented, start, end, anchors);
  const shift = (line: number, col: number) => width(lines[line]!, line === 0 ? col + start : col);
  const marks: Anchors | undefined = anchors && {
    leftLine: anchors.leftLine,
    left: shift(anchors.leftLine, anchors.left),
    rightLine: anchors.rightLine,
    right: shift(anchors.rightLine, anchors.right),
  };
  const from = width(lines[0]!, start);
  const to = width(lastLine, end);
  const out: string[] = [];
  const emit = (n: number) => {
    out.push(dedented[n]!);
    if (show) out.push(caretLine(lines, n, from, to, marks));
  };
  const shown = significantLines(lines.length, anchors);
  shown.forEach((n, i) => {
    const skipped = i === 0 ? 0 : n - shown[i - 1]! - 1;
    if (skipped === 1) emit(n - 1);
    else if (skipped > 1) out.push(`...<${skipped} lines>...`);
    emit(n);
  });
  return out;
}

function segmentOf(lines: readonly Chars[], start: number, end: number): string {
  return lines
    .map((l, i) => l.slice(i === 0 ? start : 0, i === lines.length - 1 ? end : undefined).join(''))
    .join('\n');
}

/** The first and last line, and those around the anchors. */
function significantLines(count: number, anchors: Anchors | undefined): number[] {
  const set = new Set([0, count - 1]);
  if (anchors !== undefined) {
    for (const at of [anchors.leftLine, anchors.rightLine]) for (let n = at - 1; n <= at + 1; n++) set.add(n);
  }
  return [...set].filter((n) => n >= 0 && n < count).sort((a, b) => a - b);
}

function caretLine(lines: readonly Chars[], n: number, from: number, to: number, marks: Anchors | undefined): string {
  const line = lines[n]!;
  let indent = 0;
  while (indent < line.length && line[indent]!.trim() === '') indent++;
  const count = n === lines.length - 1 ? to : width(line, line.length);
  let out = '';
  for (let col = 0; col < count; col++) {
    if (col < indent || (n === 0 && col < from)) out += ' ';
    else if (marks === undefined) out += '^';
    else {
      const afterLeft = n > marks.leftLine || (n === marks.leftLine && col >= marks.left);
      const beforeRight = n < marks.rightLine || (n === marks.rightLine && col < marks.right);
      out += afterLeft && beforeRight ? '^' : '~';
    }
  }
  return out;
}

/** No carets under a whole line, nor where a `return f()` or `x = f()` is all there is. */
function shouldShowCarets(
  lines: readonly Chars[],
  text: readonly string[],
  start: number,
  end: number,
  anchors: Anchors | undefined,
): boolean {
  const tree = tryParse(text.join('\n'));
  if (tree !== undefined) {
    const statement = tree.body[0];
    if (statement === undefined) return false;
    let call:
      | { kind: string; lineno: number; end_lineno: number; col_offset: number; end_col_offset: number }
      | undefined;
    if (statement.kind === 'Return' && statement.value?.kind === 'Call' && statement.value.func.kind === 'Name')
      call = statement.value;
    else if (statement.kind === 'Assign' && statement.value.kind === 'Call') {
      if (statement.targets.length === 1 && statement.targets[0]!.kind === 'Name') call = statement.value;
    }
    if (
      call !== undefined &&
      call.lineno === 1 &&
      call.end_lineno === lines.length &&
      call.col_offset === start &&
      call.end_col_offset === end
    ) {
      return false;
    }
  }
  if (anchors !== undefined) return true;
  const before = lines[0]!.slice(0, start).join('').trim();
  const after = lines[lines.length - 1]!.slice(end).join('').trim();
  return before !== '' || after !== '';
}

/** Columns that the first `n` characters take on a terminal. */
function width(line: Chars, n: number): number {
  let columns = 0;
  for (let i = 0; i < n && i < line.length; i++) columns += isWide(line[i]!.codePointAt(0)!) ? 2 : 1;
  return columns + Math.max(0, n - line.length);
}

/** East Asian Wide and Fullwidth (Unicode Standard Annex 11), by blocks. */
function isWide(c: number): boolean {
  if (c < 0x1100) return false;
  return (
    c <= 0x115f ||
    (c >= 0x2e80 && c <= 0x303e) ||
    (c >= 0x3041 && c <= 0x33ff) ||
    (c >= 0x3400 && c <= 0x4dbf) ||
    (c >= 0x4e00 && c <= 0xa4cf) ||
    (c >= 0xa960 && c <= 0xa97c) ||
    (c >= 0xac00 && c <= 0xd7a3) ||
    (c >= 0xf900 && c <= 0xfaff) ||
    (c >= 0xfe30 && c <= 0xfe6f) ||
    (c >= 0xff01 && c <= 0xff60) ||
    (c >= 0xffe0 && c <= 0xffe6) ||
    (c >= 0x1f300 && c <= 0x1f64f) ||
    (c >= 0x1f680 && c <= 0x1f6ff) ||
    (c >= 0x1f900 && c <= 0x1f9ff) ||
    (c >= 0x20000 && c <= 0x3fffd)
  );
}

defineIntrinsics({
  traceback_frames: ['(tb, /)', (vm: VM, tb: PyTraceback | null) => fromJS(formatFrames(vm, tb))],
});
