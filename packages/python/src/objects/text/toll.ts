/** Paying by pieces on the way through a text whose next fault may be near. */
import type { VM } from '../vm.js';

/** How far a way is paid for at once; the first piece is part of what every call costs. */
const PIECE = 64;

export function firstPiece(at: number): number {
  return at + PIECE;
}

/** Asked at every step, however long the steps are: pays where `i` has come to what is not paid for; answers up to where it is. */
export function payOn(vm: VM, i: number, paid: number): number {
  if (i < paid) return paid;
  const due = i - paid + PIECE;
  vm.charge(due >>> 1);
  return paid + due;
}
