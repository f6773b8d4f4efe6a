/** A socket of a cell, and how its calls wait. */
import type { DatagramPort, Endpoint, NetworkFailure, NetworkStream } from './network-stream.js';
import { Changes } from './network-stream.js';

export const AF_INET = 2;
export const AF_INET6 = 10;
export const SOCK_STREAM = 1;
export const SOCK_DGRAM = 2;

export class Socket {
  /** Fires when a connection is there, or has failed. */
  readonly changes = new Changes();
  stream: NetworkStream | null = null;
  port: DatagramPort | null = null;
  /** Gives the attempt to connect up. */
  connecting: AbortController | null = null;
  /** Of an attempt that nobody waited for. */
  failure: NetworkFailure | null = null;
  /** The checked peer: of a connection, or of a datagram socket that was connected. */
  peer: Endpoint | null = null;
  /** Where datagrams went: `address port`. Only from there can any come. */
  readonly peers = new Set<string>();
  writingOver = false;
  readingOver = false;
  closed = false;

  constructor(
    readonly number: number,
    readonly family: number,
    readonly type: number,
  ) {}

  close(): void {
    this.closed = true;
    this.connecting?.abort();
    this.stream?.destroy();
    this.port?.close();
    for (const changes of this.allChanges) changes.fire();
  }

  get allChanges(): Changes[] {
    return [this.changes, this.stream?.changes, this.port?.changes].filter((c) => c !== undefined);
  }

  get readable(): boolean {
    if (this.connecting !== null) return false;
    if (this.type === SOCK_DGRAM) return (this.port?.waiting.length ?? 0) > 0;
    return this.stream === null || this.stream.readable || this.readingOver;
  }

  get writable(): boolean {
    if (this.connecting !== null) return false;
    return this.type === SOCK_DGRAM || this.stream === null || this.stream.writable || this.stream.over;
  }

  /** What it stands at where nothing is connected. */
  get unspecified(): Endpoint {
    return { host: this.family === AF_INET6 ? '::' : '0.0.0.0', port: 0 };
  }
}

export function familyOf(address: string): number {
  return address.includes(':') ? AF_INET6 : AF_INET;
}

/** The waits of one cell, which its end ends. */
export class Waits {
  /** The cell has ended: nothing is waited for any more. */
  over = false;

  /** `go` once `ready` says so, or the time is over. */
  after<T>(changes: readonly Changes[], ready: () => boolean, timeout: number, go: () => T): T | Promise<T> {
    const wait = this.until(changes, ready, timeout);
    return typeof wait === 'boolean' ? go() : wait.then(go);
  }

  /** True as soon as `ready` says so; false when the time (seconds; -1: none) is over or the cell ends. */
  until(changes: readonly Changes[], ready: () => boolean, timeout: number): boolean | Promise<boolean> {
    if (ready()) return true;
    if (timeout === 0) return false;
    return new Promise((resolve) => {
      let undo: (() => void)[] = [];
      const timer = timeout < 0 ? undefined : setTimeout(() => finish(false), Math.min(timeout * 1000, 2 ** 31 - 1));
      const finish = (result: boolean) => {
        clearTimeout(timer);
        for (const f of undo) f();
        resolve(result);
      };
      const look = () => {
        for (const f of undo) f();
        undo = [];
        const now = ready();
        if (now || this.over) finish(now);
        else undo = changes.map((c) => c.once(look));
      };
      undo = changes.map((c) => c.once(look));
    });
  }
}
