/** Where lines of text end, by the `newline` of a stream (Library Reference, "io.TextIOWrapper"). */
import { codePointAt, length, type Str } from '../objects/text/core.js';

const LF = 10;
const CR = 13;

function indexOf(text: Str, unit: number, from: number): number {
  return typeof text === 'string' ? text.indexOf(String.fromCharCode(unit), from) : text.cps.indexOf(unit, from);
}

/** Behind the first line end of any kind. Neither is looked for beyond the other, as a text may lack one of them. */
function anyEnd(text: Str, from: number): number {
  const n = length(text);
  for (let i = from; i < n; i++) {
    const c = typeof text === 'string' ? text.charCodeAt(i) : text.cps[i]!;
    if (c === LF) return i + 1;
    if (c === CR) return i + 1 < n && codePointAt(text, i + 1) === LF ? i + 2 : i + 1;
  }
  return -1;
}

/** Behind the line end that is next from `from` on, -1: there is none. With '' any of them ends a line. */
export function lineEndIn(text: Str, newline: string, from: number): number {
  if (newline === '') return anyEnd(text, from);
  if (newline !== '\r\n') return indexOf(text, newline === '\r' ? CR : LF, from) + 1 || -1;
  const n = length(text);
  for (let i = indexOf(text, CR, from); i >= 0 && i + 1 < n; i = indexOf(text, CR, i + 1)) {
    if (codePointAt(text, i + 1) === LF) return i + 2;
  }
  return -1;
}

/** Whether a line that ends with the text may have its end in two parts, the other of which comes later. */
export function mayGoOn(text: Str, newline: string, end: number): boolean {
  return newline === '' && end === length(text) && codePointAt(text, end - 1) === CR;
}
