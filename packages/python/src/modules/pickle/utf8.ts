/** Text as pickles have it: UTF-8 in which lone surrogates pass. */
import { codePointAt, length, type Str } from '../../objects/text/core.js';

/** How many bytes a str has. */
export function utf8Size(s: Str): number {
  const n = length(s);
  let size = n;
  if (typeof s === 'string') {
    for (let i = 0; i < n; i++) {
      const c = s.charCodeAt(i);
      if (c >= 0x80) size += c < 0x800 ? 1 : 2;
    }
    return size;
  }
  for (let i = 0; i < n; i++) {
    const c = codePointAt(s, i);
    if (c >= 0x80) size += c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  }
  return size;
}

/** The bytes of a code point of the basic plane; where the next one goes. */
function putUnit(buffer: Uint8Array, at: number, c: number): number {
  if (c < 0x80) buffer[at++] = c;
  else {
    if (c < 0x800) buffer[at++] = 0xc0 | (c >> 6);
    else {
      buffer[at++] = 0xe0 | (c >> 12);
      buffer[at++] = 0x80 | ((c >> 6) & 0x3f);
    }
    buffer[at++] = 0x80 | (c & 0x3f);
  }
  return at;
}

/** The bytes of a str, for which there is room. */
export function putUtf8(buffer: Uint8Array, at: number, s: Str): void {
  const n = length(s);
  if (typeof s === 'string') {
    for (let i = 0; i < n; i++) at = putUnit(buffer, at, s.charCodeAt(i));
    return;
  }
  for (let i = 0; i < n; i++) {
    const c = codePointAt(s, i);
    if (c < 0x10000) at = putUnit(buffer, at, c);
    else {
      buffer[at++] = 0xf0 | (c >> 18);
      buffer[at++] = 0x80 | ((c >> 12) & 0x3f);
      buffer[at++] = 0x80 | ((c >> 6) & 0x3f);
      buffer[at++] = 0x80 | (c & 0x3f);
    }
  }
}

const UNITS = 4096;
/** Empty whenever nobody decodes. */
const units = new Uint16Array(UNITS);

/**
 * The str of bytes `from` to `to`, which has been paid for; undefined where it is not for this quick way: code points beyond
 * the basic plane, surrogates, and what is no UTF-8.
 */
export function plainUtf8(b: Uint8Array, from: number, to: number): string | undefined {
  let out = '';
  let n = 0;
  for (let i = from; i < to; ) {
    if (n === UNITS) {
      out += String.fromCharCode.apply(null, units as unknown as number[]);
      n = 0;
    }
    const c = b[i]!;
    if (c < 0x80) {
      units[n++] = c;
      i++;
    } else if (c < 0xe0) {
      const d = b[i + 1]!;
      if (c < 0xc2 || i + 1 >= to || (d & 0xc0) !== 0x80) return undefined;
      units[n++] = ((c & 0x1f) << 6) | (d & 0x3f);
      i += 2;
    } else {
      const d = b[i + 1]!;
      const e = b[i + 2]!;
      if (c >= 0xf0 || i + 2 >= to || (d & 0xc0) !== 0x80 || (e & 0xc0) !== 0x80) return undefined;
      const unit = ((c & 0x0f) << 12) | ((d & 0x3f) << 6) | (e & 0x3f);
      if (unit < 0x800 || (unit & 0xf800) === 0xd800) return undefined;
      units[n++] = unit;
      i += 3;
    }
  }
  return out + String.fromCharCode.apply(null, units.subarray(0, n) as unknown as number[]);
}
