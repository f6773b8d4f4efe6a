/** The grammar of a real number in text, in one pass: what `float()` and `complex()` share. */

import { without } from '../text/core.js';

const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** End of digits at `i` with single underscores between them; `i` where there are none. */
function digitsEnd(text: string, i: number): number {
  let end = i;
  while (isDigit(text.charCodeAt(end))) {
    while (isDigit(text.charCodeAt(end))) end++;
    if (text.charCodeAt(end) !== 0x5f || !isDigit(text.charCodeAt(end + 1))) return end;
    end++;
  }
  return end;
}

/** Each underscore stands between two digits. */
export function underscoresFit(text: string): boolean {
  for (let i = text.indexOf('_'); i >= 0; i = text.indexOf('_', i + 1))
    if (!isDigit(text.charCodeAt(i - 1)) || !isDigit(text.charCodeAt(i + 1))) return false;
  return true;
}

function wordEnd(text: string, i: number): number {
  const word = text.slice(i, i + 8).toLowerCase();
  if (word === 'infinity') return i + 8;
  return word.startsWith('inf') || word.startsWith('nan') ? i + 3 : -1;
}

export function isSign(c: number): boolean {
  return c === 0x2b || c === 0x2d;
}

/** End of an unsigned real number at `i` (digits, a point, an exponent; inf, infinity, nan), or -1. */
export function realEnd(text: string, i: number): number {
  let end = digitsEnd(text, i);
  if (text.charCodeAt(end) === 0x2e) {
    const fraction = digitsEnd(text, end + 1);
    if (end === i && fraction === end + 1) return -1;
    end = fraction;
  } else if (end === i) return wordEnd(text, i);
  if ((text.charCodeAt(end) | 32) !== 0x65) return end;
  const exponent = isSign(text.charCodeAt(end + 1)) ? end + 2 : end + 1;
  const last = digitsEnd(text, exponent);
  return last === exponent ? end : last;
}

/** The value of what `realEnd` went over, with a sign before it. */
export function realValue(text: string): number {
  const negative = text.charCodeAt(0) === 0x2d;
  const bare = isSign(text.charCodeAt(0)) ? text.slice(1) : text;
  const first = bare.charCodeAt(0) | 32;
  const x = first === 0x69 ? Infinity : first === 0x6e ? NaN : Number(bare.includes('_') ? without(bare, 0x5f) : bare);
  return negative ? -x : x;
}
