/**
 * One HTTP/1.1 request, read strictly (RFC 9112) from a program's bytes: where two readers could disagree about where a
 * request ends, or whom it is for, it is refused. Nothing is repaired. What comes out is written anew for the server.
 */

/** What is wrong with the request; one sentence for the program's author. */
export class RequestRefused extends Error {}

export interface RequestHead {
  readonly method: string;
  /** Path and query, as the program wrote them. */
  readonly target: string;
  /** As in the Host field, lower case, without the port. */
  readonly host: string;
  /** Null: the scheme's own. */
  readonly port: number | null;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly chunked: boolean;
  readonly length: number;
}

const MAX_HEAD = 32 * 1024;
const MAX_FIELDS = 100;
const MAX_CHUNK_LINE = 10;

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Visible ASCII, spaces and tabs inside, bytes of other alphabets. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const TARGET = /^\/[!$-;=?-Z_a-z~@%]*$/;

/** Fields that make a server see another request, or another protocol, than the one that was decided on. */
const REFUSED_FIELDS = new Set(
  (
    'upgrade http2-settings expect te trailer proxy-authorization proxy-connection x-http-method x-http-method-override ' +
    'x-method-override x-original-url x-rewrite-url x-original-host x-forwarded-host forwarded'
  ).split(' '),
);
const REFUSED_METHODS = new Set(['CONNECT', 'TRACE', 'TRACK', 'PRI']);

/** Names that some servers take for one: `Content_Length` for `Content-Length`. */
export function foldField(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

function refuse(reason: string): never {
  throw new RequestRefused(reason);
}

function latin1(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 4096) out += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return out;
}

export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

/** The head of a request, without the empty line at its end. */
export function parseHead(text: string): RequestHead {
  const lines = text.split('\r\n');
  if (lines.some((line) => /[\r\n\0]/.test(line))) refuse('a line of the request does not end in CR LF');
  const parts = lines[0]!.split(' ');
  if (parts.length !== 3 || parts[2] !== 'HTTP/1.1') refuse('the first line is not METHOD /path HTTP/1.1');
  const [method, target] = parts as [string, string, string];
  if (!/^[A-Z]{1,20}$/.test(method)) refuse('the method is no word in capitals');
  if (REFUSED_METHODS.has(method)) refuse(`${method} is not for a connection that is allowed by URL`);
  checkTarget(target);
  if (lines.length - 1 > MAX_FIELDS) refuse(`more than ${MAX_FIELDS} header fields`);
  const fields = lines.slice(1).map(parseField);
  const only = (name: string): string | undefined => {
    const found = fields.filter(([n]) => foldField(n) === name);
    if (found.length > 1) refuse(`more than one ${name} field`);
    if (found.length === 1 && found[0]![0].includes('_')) refuse(`'_' in the name of the ${name} field`);
    return found[0]?.[1];
  };
  for (const [name] of fields) {
    if (REFUSED_FIELDS.has(foldField(name)))
      refuse(`the field ${foldField(name)} is not for a connection that is allowed by URL`);
  }
  const coding = only('transfer-encoding');
  const length = only('content-length');
  if (coding !== undefined && length !== undefined) refuse('both Content-Length and Transfer-Encoding');
  if (coding !== undefined && coding.toLowerCase() !== 'chunked') refuse('a Transfer-Encoding other than chunked');
  if (length !== undefined && !/^(0|[1-9]\d{0,14})$/.test(length)) refuse('a Content-Length that is no number');
  return {
    method,
    target,
    ...parseHostField(only('host') ?? refuse('no Host field')),
    fields,
    chunked: coding !== undefined,
    length: length === undefined ? 0 : Number(length),
  };
}

function parseField(line: string): readonly [string, string] {
  if (/^[ \t]/.test(line)) refuse('a header field that goes on over two lines');
  const colon = line.indexOf(':');
  if (colon < 0) refuse('a header line without a colon');
  const name = line.slice(0, colon);
  const value = line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '');
  if (!TOKEN.test(name)) refuse('a header field whose name is no token');
  if (!VALUE.test(value)) refuse('a header field with a control character');
  return [name, value];
}

function parseHostField(value: string): { host: string; port: number | null } {
  const m = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::([1-9]\d{0,4}))?$/i.exec(value);
  if (m === null) refuse('a Host field that is no host');
  return { host: m![1]!.toLowerCase().replace(/^\[|\]$/g, ''), port: m![2] === undefined ? null : Number(m![2]) };
}

/**
 * A path is decided on as it is written, so it must mean the same to every server: no `.` and `..` however they are
 * spelled (percent, twice, with a backslash, with a parameter), no fragment, no characters that have no place in a URL.
 */
function checkTarget(target: string): void {
  if (!TARGET.test(target)) refuse('the target is no plain path with a query');
  let path = target.split('?', 1)[0]!;
  if (path.includes('//')) refuse("an empty part ('//') in the path");
  for (let round = 0; ; round++) {
    if (path.split(/[/\\]/).some((part) => /^\.{1,2}(;|$)/.test(part))) refuse("'.' or '..' in the path");
    if (/[\0-\x1f\x7f\\]/.test(path)) refuse('a control character or backslash in the path');
    if (/%(?![0-9a-f]{2})/i.test(path) && round === 0) refuse("a '%' in the path that is no escape");
    const decoded = path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    if (decoded === path) return;
    if (round > 3) refuse('a path that is escaped over and over');
    path = decoded;
  }
}

/** Where the reader stands. */
type State = 'head' | 'length' | 'chunk-line' | 'chunk' | 'chunk-end' | 'last-line' | 'done';

/** Reads one request from pieces. What is its body comes out as it is to be sent on. */
export class RequestReader {
  state: State = 'head';
  private text = '';
  private left = 0;

  /** The head, at the piece that completes it. Body bytes go to `body`. Throws RequestRefused. */
  feed(bytes: Uint8Array, body: (piece: Uint8Array) => void): RequestHead | null {
    let at = 0;
    let head: RequestHead | null = null;
    while (at < bytes.length) {
      switch (this.state) {
        case 'head': {
          // Only so far as a head can be long: what follows may be a body of any bytes.
          const before = this.text.length;
          this.text += latin1(bytes.subarray(at, at + MAX_HEAD + 4 - before));
          const end = this.text.indexOf('\r\n\r\n', Math.max(0, before - 3));
          if (end < 0) {
            if (this.text.length > MAX_HEAD) refuse(`a request head of more than ${MAX_HEAD} bytes`);
            if (/^[^A-Z]/.test(this.text)) refuse('what was sent is no HTTP request');
            return null;
          }
          at += end + 4 - before;
          head = parseHead(this.text.slice(0, end));
          this.text = '';
          this.left = head.length;
          this.state = head.chunked ? 'chunk-line' : head.length > 0 ? 'length' : 'done';
          break;
        }
        case 'length':
        case 'chunk': {
          const piece = bytes.subarray(at, at + this.left);
          body(piece.slice());
          at += piece.length;
          this.left -= piece.length;
          if (this.left === 0) this.state = this.state === 'length' ? 'done' : 'chunk-end';
          break;
        }
        case 'done':
          refuse('more bytes behind the request: one request for each connection');
        // falls through: refuse never returns
        default:
          at = this.chunkSyntax(bytes, at, body);
      }
    }
    return head;
  }

  /** The lines between chunks, byte by byte: no extensions, no trailers. */
  private chunkSyntax(bytes: Uint8Array, at: number, body: (piece: Uint8Array) => void): number {
    this.text += String.fromCharCode(bytes[at]!);
    if (this.text.length > MAX_CHUNK_LINE) refuse('a chunk whose size is no plain number');
    if (!this.text.endsWith('\n')) return at + 1;
    const line = this.text;
    this.text = '';
    if (this.state === 'chunk-line') {
      const size = /^([0-9a-f]{1,8})\r\n$/i.exec(line)?.[1];
      if (size === undefined) refuse('a chunk whose size is no plain number');
      this.left = Number.parseInt(size!, 16);
      this.state = this.left === 0 ? 'last-line' : 'chunk';
      if (this.left > 0) body(latin1Bytes(`${this.left.toString(16)}\r\n`));
    } else {
      if (line !== '\r\n')
        refuse(this.state === 'chunk-end' ? 'a chunk longer than its size' : 'fields behind the last chunk');
      body(latin1Bytes(this.state === 'chunk-end' ? '\r\n' : '0\r\n\r\n'));
      this.state = this.state === 'chunk-end' ? 'chunk-line' : 'done';
    }
    return at + 1;
  }
}

/** The head as it goes to the server: for one request, and with the fields that the host adds. */
export function writeHead(head: RequestHead, added: readonly (readonly [string, string])[]): Uint8Array {
  for (const [name, value] of added) {
    if (!TOKEN.test(name) || !VALUE.test(value)) refuse(`what the host adds as ${name} is no header field`);
  }
  const dropped = new Set(['connection', 'keep-alive', ...added.map(([name]) => foldField(name))]);
  const fields = head.fields.filter(([name]) => !dropped.has(foldField(name)));
  const lines = [...fields, ['Connection', 'close'] as const, ...added].map(([name, value]) => `${name}: ${value}\r\n`);
  return latin1Bytes(`${head.method} ${head.target} HTTP/1.1\r\n${lines.join('')}\r\n`);
}
