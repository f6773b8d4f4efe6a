/**
 * Names of hosts and URLs in one spelling, before any rule is compared with them. What has more than one reading is
 * refused: what the rule saw must be what is connected to.
 */
import { type Address, parseAddress } from './address.js';

export type Host =
  /** Lower case, ASCII (IDNA), without the dot at the end. */
  | { readonly kind: 'name'; readonly name: string; readonly address: null }
  /** `name` is how the address is written. */
  | { readonly kind: 'address'; readonly name: string; readonly address: Address };

const LONGEST_NAME = 253;

/** Null: no host can be called so, or the name reads as different addresses on different systems (`0x7f.1`, `127.1`). */
export function normalHost(text: string): Host | null {
  if (text.length === 0 || text.length > LONGEST_NAME + 1) return null;
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  const address = parseAddress(bare);
  if (address !== null) return { kind: 'address', name: bare.toLowerCase(), address };
  const name = normalName(text);
  return name === null || !/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name) || looksNumeric(name)
    ? null
    : { kind: 'name', name, address: null };
}

/** Lower case, no dot at the end, other alphabets as `xn--`. */
export function normalName(text: string): string | null {
  const bare = text.endsWith('.') ? text.slice(0, -1) : text;
  if (/^[\x00-\x7f]*$/.test(bare)) return bare.toLowerCase();
  if (/[\s/?#@:\\%]/.test(bare)) return null;
  try {
    return new URL(`http://${bare}/`).hostname;
  } catch {
    return null;
  }
}

/** The last label is a number: resolvers read such names as addresses. */
function looksNumeric(name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return /^(\d+|0x[0-9a-f]*)$/.test(last);
}

export interface NormalUrl {
  readonly scheme: 'http' | 'https';
  readonly host: Host;
  readonly port: number;
  /** Segments of the path, decoded. */
  readonly path: readonly string[];
  /** The whole of it as it is to be requested. */
  readonly href: string;
}

export const DEFAULT_PORTS = { http: 80, https: 443 } as const;

/** A string says why the URL is refused. */
export function normalUrl(text: string): NormalUrl | string {
  if (text.length > 8192) return 'the URL is longer than 8192 characters';
  if (/[\x00-\x20\x7f\\]/.test(text)) return 'a URL has no space, control character or backslash';
  if (!/^https?:\/\/[^/]/i.test(text)) return 'a URL begins with http:// or https:// and a host';
  const authority = /^[^:]*:\/\/([^/?#]*)/.exec(text)![1]!;
  if (authority.includes('@')) return 'a URL has no user name before the host';
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return 'the URL cannot be read';
  }
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  const host = normalHost(url.hostname);
  if (host === null) return 'the host of the URL has no plain name';
  const written = authority.startsWith('[') ? authority.slice(0, authority.indexOf(']') + 1) : authority.split(':')[0]!;
  if (host.kind === 'address' && parseAddress(written.replace(/^\[|\]$/g, '')) === null) {
    return 'the address in the URL is not written in its plain form';
  }
  const path = decodedPath(url.pathname);
  if (typeof path === 'string') return path;
  url.hash = '';
  const port = url.port === '' ? DEFAULT_PORTS[scheme] : Number(url.port);
  return { scheme, host, port, path, href: url.href };
}

/** A slash that is written `%2F` separates too: many servers read it so. */
function decodedPath(pathname: string): string[] | string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return 'the path of the URL is not UTF-8 when its % are read';
  }
  if (/[\x00-\x1f\x7f\\]/.test(decoded)) return 'the path of the URL hides a control character or a backslash';
  const segments = decoded.slice(1).split('/');
  if (segments.some((s) => s === '.' || s === '..')) return "the path of the URL hides a '..'";
  return segments;
}
