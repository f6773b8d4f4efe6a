/**
 * A connection as the broker sees it: bytes that wait to be read, a bounded amount of them; whether more may be written;
 * and how it ended. Whoever waits looks again at each change, so a wait can be given up without losing a byte.
 */
import type { SystemAnswer } from '@rexec/python';

/** An error of the operating system's kind. */
export class NetworkFailure extends Error {
  constructor(
    readonly errno: number,
    readonly strerror: string,
  ) {
    super(strerror);
  }
}

/** A name that was not found: getaddrinfo's codes (`EAI_NONAME` is -2). */
export class LookupFailure extends Error {
  constructor(
    readonly code: number,
    readonly text: string,
  ) {
    super(text);
  }
}

/** TLS that did not come about. `verify`: the certificate is not what it should be. */
export class TlsFailure extends Error {
  constructor(
    readonly kind: 'verify' | 'ssl',
    readonly text: string,
  ) {
    super(text);
  }
}

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** What TLS came to: protocol (`TLSv1.3`), cipher, its bits, application protocol, the peer's certificate (DER). */
export interface TlsState {
  readonly version: string;
  readonly cipher: string;
  readonly bits: number;
  readonly alpn: string;
  readonly certificate: Uint8Array;
}

/** Most bytes that wait to be read before the peer is held back, and to be written before the program is. */
export const HIGH_WATER = 256 * 1024;

/** Wakes who waits for something to change. */
export class Changes {
  private listeners = new Set<() => void>();

  fire(): void {
    const { listeners } = this;
    this.listeners = new Set();
    for (const listener of listeners) listener();
  }

  /** Calls once at the next change; the answer takes it back. */
  once(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

export abstract class NetworkStream {
  readonly changes = new Changes();
  /** Bytes that wait to be read. */
  waiting = 0;
  /** The peer sends no more. */
  ended = false;
  /** Nothing that is written can arrive. */
  closed = false;
  failure: NetworkFailure | null = null;
  /** The policy ended it. */
  refusal: SystemAnswer | null = null;
  private chunks: Uint8Array[] = [];

  abstract readonly local: Endpoint;
  abstract readonly remote: Endpoint;
  /** Room for more bytes. */
  abstract readonly writable: boolean;
  abstract write(bytes: Uint8Array): void;
  /** No more will be written. */
  abstract finish(): void;
  /** Rejects with TlsFailure or NetworkFailure. */
  abstract startTls(hostname: string, alpn: readonly string[]): Promise<TlsState>;
  abstract destroy(): void;

  /** Up to `n` of the bytes that wait. */
  take(n: number): Uint8Array {
    const out = new Uint8Array(Math.min(n, this.waiting));
    let at = 0;
    while (at < out.length) {
      const first = this.chunks[0]!;
      const part = first.subarray(0, out.length - at);
      out.set(part, at);
      at += part.length;
      if (part.length === first.length) this.chunks.shift();
      else this.chunks[0] = first.subarray(part.length);
    }
    this.waiting -= out.length;
    this.taken();
    return out;
  }

  /** Nothing to wait for before `take`. */
  get readable(): boolean {
    return this.waiting > 0 || this.over;
  }

  get over(): boolean {
    return this.ended || this.failure !== null || this.refusal !== null;
  }

  /** There is room again. */
  protected abstract taken(): void;

  protected push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.chunks.push(bytes);
    this.waiting += bytes.length;
    this.changes.fire();
  }

  protected end(): void {
    this.ended = true;
    this.changes.fire();
  }

  protected fail(failure: NetworkFailure): void {
    this.failure ??= failure;
    this.changes.fire();
  }
}

/** A datagram that arrived. */
export interface Datagram {
  readonly bytes: Uint8Array;
  readonly from: Endpoint;
}

/** A socket for datagrams. It keeps a bounded number that wait; the rest is dropped, as networks do. */
export interface DatagramPort {
  readonly changes: Changes;
  readonly local: Endpoint;
  readonly waiting: readonly Datagram[];
  take(): Datagram | undefined;
  send(bytes: Uint8Array, address: string, port: number): Promise<void>;
  close(): void;
}

/** The network itself: the real one, or one of a host's own making. It is given addresses that were decided on, never names to connect to. */
export interface NetworkBackend {
  /** Addresses of a name, in canonical spelling, best first. Rejects with LookupFailure. */
  lookup(name: string): Promise<readonly string[]>;
  /** Rejects with NetworkFailure. `signal` gives the attempt up. */
  connect(address: string, port: number, signal: AbortSignal): Promise<NetworkStream>;
  datagrams(family: 4 | 6): Promise<DatagramPort>;
}
