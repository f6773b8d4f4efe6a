/** Code points to bytes, up to the first fault; positions count code points. */
import type { VM } from '../vm.js';
import type { ByteBuilder } from './builders.js';
import { codePointAt, length, type Str } from './core.js';
import type { Fault } from './decoders.js';
import { firstPiece, payOn } from './toll.js';

/** Encodes `s` from `at` into `out`; the first stretch that cannot be encoded, or null. */
export type Encoder = (vm: VM, s: Str, at: number, out: ByteBuilder) => Fault | null;

const isSurrogate = (cp: number): boolean => cp >= 0xd800 && cp < 0xe000;

export function encodeUtf8(vm: VM, s: Str, at: number, out: ByteBuilder): Fault | null {
  const n = length(s);
  let paid = firstPiece(at);
  for (let i = at; i < n; i++) {
    paid = payOn(vm, i, paid);
    if (typeof s === 'string') {
      const end = out.addAscii(s, i);
      vm.charge((end - i) >>> 2);
      if (end === n) return null;
      paid += end - i;
      i = end;
    }
    const cp = codePointAt(s, i);
    if (cp < 0x80) out.push(cp);
    else if (cp < 0x800) {
      out.push(0xc0 | (cp >> 6));
      out.push(0x80 | (cp & 63));
    } else if (cp < 0x10000) {
      if (isSurrogate(cp)) {
        let end = i + 1;
        while (end < n && isSurrogate(codePointAt(s, end))) end++;
        vm.charge(end - i);
        return { start: i, end, reason: 'surrogates not allowed' };
      }
      out.push(0xe0 | (cp >> 12));
      out.push(0x80 | ((cp >> 6) & 63));
      out.push(0x80 | (cp & 63));
    } else {
      out.push(0xf0 | (cp >> 18));
      out.push(0x80 | ((cp >> 12) & 63));
      out.push(0x80 | ((cp >> 6) & 63));
      out.push(0x80 | (cp & 63));
    }
  }
  return null;
}

/** ASCII (`limit` 128) and Latin-1 (`limit` 256). */
export function oneByteEncoder(limit: number): Encoder {
  return (vm, s, at, out) => {
    const n = length(s);
    let start = at;
    if (typeof s === 'string') {
      start = out.addAscii(s, at);
      vm.charge((start - at) >>> 2);
    }
    let paid = firstPiece(start);
    for (let i = start; i < n; i++) {
      paid = payOn(vm, i, paid);
      const cp = codePointAt(s, i);
      if (cp >= limit) {
        let end = i + 1;
        while (end < n && codePointAt(s, end) >= limit) end++;
        vm.charge(end - i);
        return { start: i, end, reason: `ordinal not in range(${limit})` };
      }
      out.push(cp);
    }
    return null;
  };
}

export function putUnit(out: ByteBuilder, unit: number, little: boolean): void {
  out.push(little ? unit & 255 : unit >> 8);
  out.push(little ? unit >> 8 : unit & 255);
}

export function utf16Encoder(little: boolean): Encoder {
  return (vm, s, at, out) => {
    const n = length(s);
    let paid = firstPiece(at);
    for (let i = at; i < n; i++) {
      paid = payOn(vm, i, paid);
      const cp = codePointAt(s, i);
      if (isSurrogate(cp)) return { start: i, end: i + 1, reason: 'surrogates not allowed' };
      if (cp < 0x10000) putUnit(out, cp, little);
      else {
        putUnit(out, 0xd7c0 + (cp >> 10), little);
        putUnit(out, 0xdc00 + (cp & 0x3ff), little);
      }
    }
    return null;
  };
}

export function putWord(out: ByteBuilder, cp: number, little: boolean): void {
  for (let k = 0; k < 4; k++) out.push((cp >>> (little ? 8 * k : 24 - 8 * k)) & 255);
}

export function utf32Encoder(little: boolean): Encoder {
  return (vm, s, at, out) => {
    const n = length(s);
    let paid = firstPiece(at);
    for (let i = at; i < n; i++) {
      paid = payOn(vm, i, paid);
      const cp = codePointAt(s, i);
      if (isSurrogate(cp)) return { start: i, end: i + 1, reason: 'surrogates not allowed' };
      putWord(out, cp, little);
    }
    return null;
  };
}

/** A code page turned around. */
export function charmapEncoder(table: ReadonlyMap<number, number>): Encoder {
  return (vm, s, at, out) => {
    const n = length(s);
    let paid = firstPiece(at);
    for (let i = at; i < n; i++) {
      paid = payOn(vm, i, paid);
      const byte = table.get(codePointAt(s, i));
      if (byte === undefined) {
        let end = i + 1;
        while (end < n && !table.has(codePointAt(s, end))) end++;
        vm.charge(end - i);
        return { start: i, end, reason: 'character maps to <undefined>' };
      }
      out.push(byte);
    }
    return null;
  };
}

function putText(out: ByteBuilder, text: string): void {
  for (let i = 0; i < text.length; i++) out.push(text.charCodeAt(i));
}

function putEscape(out: ByteBuilder, cp: number): void {
  putText(out, cp < 0x10000 ? `\\u${cp.toString(16).padStart(4, '0')}` : `\\U${cp.toString(16).padStart(8, '0')}`);
}

export function encodeUnicodeEscape(vm: VM, s: Str, at: number, out: ByteBuilder): null {
  const n = length(s);
  vm.charge(n - at);
  for (let i = at; i < n; i++) {
    const cp = codePointAt(s, i);
    if (cp === 0x5c) putText(out, '\\\\');
    else if (cp === 10) putText(out, '\\n');
    else if (cp === 13) putText(out, '\\r');
    else if (cp === 9) putText(out, '\\t');
    else if (cp >= 32 && cp < 127) out.push(cp);
    else if (cp < 256) putText(out, `\\x${cp.toString(16).padStart(2, '0')}`);
    else putEscape(out, cp);
  }
  return null;
}

export function encodeRawUnicodeEscape(vm: VM, s: Str, at: number, out: ByteBuilder): null {
  const n = length(s);
  vm.charge(n - at);
  for (let i = at; i < n; i++) {
    const cp = codePointAt(s, i);
    if (cp < 256) out.push(cp);
    else putEscape(out, cp);
  }
  return null;
}
