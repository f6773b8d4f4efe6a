/**
 * Values that cells share. What is worked out of such a value once and kept in it is worked out when it is made, and nobody
 * is charged: else the first cell would pay for all, and others could tell.
 */
import { contentHash } from '../objects/content.js';
import type { PyTuple } from '../objects/sequence.js';
import type { PySet } from '../objects/set.js';
import type { VM } from '../objects/vm.js';
import { tableOf } from '../protocols/sets.js';

/** What is made for all cells is bounded by the library's text. */
export const unmetered = { charge() {}, alloc() {} } as unknown as VM;

export function settledTuple<T extends PyTuple>(t: T): T {
  contentHash(unmetered, t);
  return t;
}

export function settledSet(s: PySet): PySet {
  tableOf(unmetered, s);
  contentHash(unmetered, s);
  return s;
}
