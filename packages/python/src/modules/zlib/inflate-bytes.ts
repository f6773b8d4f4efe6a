/** Inflating for a host: no program pays for it, so the result's size is given and is all that is made. */
import type { VM } from '../../objects/vm.js';
import { DataError, Inflater, RAW } from './inflate.js';

const HOST = { charge: () => {}, alloc: () => {}, held: 0 } as unknown as VM;

/** A raw deflate stream of exactly `size` bytes; null: it is none. */
export function inflateRaw(bytes: Uint8Array, size: number): Uint8Array | null {
  try {
    const inflater = new Inflater(RAW, 32768, null);
    // One byte more tells a stream that goes on.
    const { output } = inflater.run(HOST, bytes, size + 1);
    return inflater.done && output.length === size ? output : null;
  } catch (e) {
    if (e instanceof DataError) return null;
    throw e;
  }
}
