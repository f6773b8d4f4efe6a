/** Where lines of text end, by the `newline` of a stream (Library Reference, "io.TextIOWrapper"). */
import { codePointAt, length, type Str } from '../objects/text/core.js';
import { Needle } from '../objects/text/search.js';
import { firstPiece, payOn } from '../objects/text/toll.js';
import type { VM } from '../objects/vm.js';

const LF = 10;
const CR = 13;

const FEED = new Needle('\n');
const RETURN = new Needle('\r');

/** Behind the first line end of any kind. Neither is looked for beyond the other, as a text may lack one of them. */
function anyEnd(vm: VM, text: Str, from: number, most: number): number {
  const n = length(text);
  let paid = firstPiece(from);
  for (let i = from; i < most; i++) {
    paid = payOn(vm, i, paid);
    const c = typeof text === 'string' ? text.charCodeAt(i) : text.cps[i]!;
    if (c === LF) return i + 1;
    if (c === CR) return i + 1 < n && codePointAt(text, i + 1) === LF ? i + 2 : i + 1;
  }
  return -1;
}

/** Behind the line end that begins next in `text[from:most]`, -1: there is none. With '' any of them ends a line. */
export function lineEndIn(vm: VM, text: Str, newline: string, from: number, most = length(text)): number {
  if (newline === '') return anyEnd(vm, text, from, most);
  const needle = newline === '\n' ? FEED : RETURN;
  if (newline !== '\r\n') return needle.find(vm, text, from, most) + 1 || -1;
  const n = length(text);
  for (let i = needle.find(vm, text, from, most); i >= 0 && i + 1 < n; i = needle.find(vm, text, i + 1, most)) {
    vm.charge(1);
    if (codePointAt(text, i + 1) === LF) return i + 2;
  }
  return -1;
}

/** Whether a line that ends with the text may have its end in two parts, the other of which comes later. */
export function mayGoOn(text: Str, newline: string, end: number): boolean {
  return newline === '' && end === length(text) && codePointAt(text, end - 1) === CR;
}
