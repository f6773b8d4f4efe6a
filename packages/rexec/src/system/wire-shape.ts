/** What a message that may be anybody's ought to be: each reader gives that, or throws WireError. */
import type { Plain } from '@rexec/python';
import { WireError, type WireValue } from './wire.js';

export function list(value: WireValue | undefined, length?: number): readonly WireValue[] {
  if (!Array.isArray(value) || (length !== undefined && value.length !== length)) {
    throw new WireError('a message of the wrong shape');
  }
  return value;
}

export function text(value: WireValue | undefined): string {
  if (typeof value !== 'string') throw new WireError('a message of the wrong shape');
  return value;
}

export function bytes(value: WireValue | undefined): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new WireError('a message of the wrong shape');
  return value;
}

export function number(value: WireValue | undefined): number {
  if (typeof value !== 'number') throw new WireError('a message of the wrong shape');
  return value;
}

/** A number that something can be counted with. */
export function amount(value: WireValue | undefined): number {
  const n = number(value);
  if (!(n >= 0 && n <= Number.MAX_SAFE_INTEGER)) throw new WireError('a message of the wrong shape');
  return n;
}

/** A plain value; anything else that the wire can carry is none. */
export function plainOf(value: WireValue | undefined): Plain {
  if (Array.isArray(value)) return value.map(plainOf);
  if (value === undefined || (typeof value === 'object' && value !== null && !(value instanceof Uint8Array))) {
    throw new WireError('a value that is not plain');
  }
  return value as Plain;
}
