/**
 * The cell's end of the pipe: it writes a message and reads the next one, and does nothing in between. One descriptor,
 * both ways.
 */
import { readSync, writeSync } from 'node:fs';
import { decode, encode, Messages, type WireValue } from '../system/wire.js';

/** Longest message from the supervisor. */
const MAX_MESSAGE = 256 * 2 ** 20;

/** The supervisor has gone: there is nobody left to run for. */
export class ChannelClosed extends Error {}

export class BlockingChannel {
  private readonly messages = new Messages(MAX_MESSAGE);
  private readonly ready: Uint8Array[] = [];
  private readonly buffer = new Uint8Array(65536);
  /** Milliseconds spent waiting that the cell's time does not count. */
  uncounted = 0;

  constructor(private readonly fd: number) {}

  send(value: WireValue): void {
    let bytes = encode(value);
    while (bytes.length > 0) {
      try {
        bytes = bytes.subarray(writeSync(this.fd, bytes));
      } catch (e) {
        if (!isBusy(e)) throw new ChannelClosed();
      }
    }
  }

  receive(): WireValue {
    for (;;) {
      const message = this.ready.shift();
      if (message !== undefined) return decode(message);
      let n = 0;
      try {
        n = readSync(this.fd, this.buffer, 0, this.buffer.length, null);
      } catch (e) {
        if (isBusy(e)) continue;
        throw new ChannelClosed();
      }
      if (n === 0) throw new ChannelClosed();
      this.ready.push(...this.messages.push(this.buffer.slice(0, n)));
    }
  }
}

/** A descriptor that was left non-blocking: wait a little. */
function isBusy(e: unknown): boolean {
  if ((e as NodeJS.ErrnoException).code !== 'EAGAIN') return false;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  return true;
}
