/**
 * What the supervisor's side of a cell keeps in a snapshot: each part saves plain data and loads it again. The data may be
 * anybody's: whatever is wrong about it is a SnapshotError, and what it would take is charged as the program's own doing.
 */
import type { Plain } from '@rexec/python';
import { SnapshotError } from '@rexec/python/source';

export interface Keeping {
  /** Throws SnapshotError where something cannot be kept. */
  save(): Plain;
  load(saved: Plain): void;
  // Of a part that is in other processes: called before `save`, and after `load`.
  gather?(): Promise<void>;
  ready?(): Promise<void>;
}

export function bad(): never {
  throw new SnapshotError('the snapshot is damaged: what is around the machine is malformed');
}

export function listOf(value: Plain | undefined, length?: number): readonly Plain[] {
  if (!Array.isArray(value) || (length !== undefined && value.length !== length)) bad();
  return value as readonly Plain[];
}

export function textOf(value: Plain | undefined): string {
  return typeof value === 'string' ? value : bad();
}

export function integerOf(value: Plain | undefined): number | bigint {
  return typeof value === 'bigint' || Number.isSafeInteger(value) ? (value as number | bigint) : bad();
}

/** A number that something is counted with. */
export function countOf(value: Plain | undefined): number {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : bad();
}

export function boolOf(value: Plain | undefined): boolean {
  return typeof value === 'boolean' ? value : bad();
}

export function bytesOf(value: Plain | undefined): Uint8Array {
  return value instanceof Uint8Array ? value : bad();
}
