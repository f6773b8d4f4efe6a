/**
 * Hosts as programs write them: addresses in every spelling that C libraries read (decimal, octal, hexadecimal, short
 * forms, IPv4 in IPv6 clothes) become one canonical text before anything is decided, names of other alphabets their ASCII
 * form (IDNA); all else must be a plain name.
 */
import { type Address, addressText, parseAddress } from '../policy/address.js';
import { normalName } from '../policy/url.js';

export type Host =
  | { readonly kind: 'address'; readonly text: string; readonly family: 4 | 6 }
  | { readonly kind: 'name'; readonly text: string };

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;
const MAX_NAME = 253;

/** Null: neither an address nor a name that may be looked up. */
export function readHost(written: string): Host | null {
  if (written.length > MAX_NAME + 1) return null;
  const text = normalName(written) ?? '';
  if (text.includes(':')) return text.includes('%') ? null : addressHost(parseAddress(text));
  const labels = text.split('.');
  // A name whose last part is a number is an address in some spelling, or nothing.
  if (/^(\d+|0x[0-9a-f]*)$/.test(labels.at(-1)!)) return addressHost(parseLoose(labels));
  if (text.length > MAX_NAME || !labels.every((label) => LABEL.test(label))) return null;
  return { kind: 'name', text };
}

function addressHost(a: Address | null): Host | null {
  if (a === null) return null;
  return { kind: 'address', text: canonicalText(a), family: a.length === 4 ? 4 : 6 };
}

/** inet_aton(3): one to four numbers, each decimal, octal or hexadecimal; the last fills what is left. */
function parseLoose(parts: readonly string[]): Address | null {
  if (parts.length > 4) return null;
  const numbers: number[] = [];
  for (const part of parts) {
    const digits = /^0x([0-9a-f]{1,8})$/.exec(part)?.[1];
    let n: number;
    if (digits !== undefined) n = Number.parseInt(digits, 16);
    else if (/^0[0-7]{0,12}$/.test(part)) n = Number.parseInt(part, 8);
    else if (/^[1-9]\d{0,9}$/.test(part)) n = Number(part);
    else return null;
    numbers.push(n);
  }
  const last = numbers.pop()!;
  if (numbers.some((n) => n > 255) || last >= 256 ** (4 - numbers.length)) return null;
  let value = last;
  numbers.forEach((n, i) => {
    value += n * 256 ** (3 - i);
  });
  return Uint8Array.of(value / 2 ** 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

/** As inet_ntop(3) writes it; RFC 5952 for IPv6. */
export function canonicalText(a: Address): string {
  if (a.length === 4) return addressText(a);
  const words = addressText(a).split(':');
  let best = { at: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && words[end] === '0') end++;
    if (end - i > best.length) best = { at: i, length: end - i };
  }
  if (best.at < 0) return words.join(':');
  return `${words.slice(0, best.at).join(':')}::${words.slice(best.at + best.length).join(':')}`;
}

/** The address that a connection really goes to: the unspecified one is this host. */
export function effectiveAddress(text: string): string {
  return text === '0.0.0.0' ? '127.0.0.1' : text === '::' ? '::1' : text;
}

/** A host between the brackets of a URL, where it needs them. */
export function hostInUrl(text: string): string {
  return text.includes(':') ? `[${text}]` : text;
}
