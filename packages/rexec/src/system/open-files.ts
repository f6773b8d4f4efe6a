/** The table of open files of one cell: descriptors from 3, the lowest that is free first; 0 to 2 are the console's. */
import type { Plain } from '@rexec/python';
import { SnapshotError } from '@rexec/python/source';
import { Fault } from './fault.js';
import type { FileHandle, FileTree, Path } from './file-tree.js';
import { boolOf, countOf, listOf, textOf } from './keeping.js';

export interface OpenEntry {
  readonly handle: FileHandle;
  readonly read: boolean;
  readonly write: boolean;
  readonly append: boolean;
  readonly device: number;
  /** The tree that it is a file of, and where it was reached: to find it again. */
  readonly tree: FileTree;
  readonly names: Path;
  position: number;
}

export interface SavedEntry extends Omit<OpenEntry, 'handle' | 'tree' | 'device'> {
  /** Of the file in its tree; null: it is found by its path. */
  readonly number: number | null;
}

function savedEntry(saved: Plain): SavedEntry {
  const [names, read, write, append, position, number] = listOf(saved, 6);
  return {
    names: listOf(names).map((name) => textOf(name)),
    read: boolOf(read),
    write: boolOf(write),
    append: boolOf(append),
    position: countOf(position),
    number: number === null ? null : countOf(number),
  };
}

const FIRST = 3;

export class OpenFiles {
  private readonly entries: (OpenEntry | null)[] = [];
  private open = 0;
  private ended = false;
  /** Which of the standard streams are open. */
  private readonly standard = [true, true, true];

  constructor(private readonly limit: number) {}

  /** EMFILE before anything is opened. */
  checkRoom(): void {
    if (this.open >= this.limit) throw new Fault('EMFILE');
  }

  add(entry: OpenEntry): number {
    if (this.ended) {
      // It was being opened when the cell ended.
      entry.handle.close();
      throw new Fault('EBADF');
    }
    let i = this.entries.indexOf(null);
    if (i < 0) i = this.entries.length;
    this.entries[i] = entry;
    this.open++;
    return i + FIRST;
  }

  get(fd: number): OpenEntry {
    const entry = this.entries[fd - FIRST];
    if (entry === undefined || entry === null) throw new Fault('EBADF');
    return entry;
  }

  has(fd: number): boolean {
    return (this.entries[fd - FIRST] ?? null) !== null;
  }

  /** Whether this is one of the standard streams, and open. */
  isStandard(fd: number): boolean {
    return this.standard[fd] === true;
  }

  remove(fd: number): OpenEntry | null {
    if (this.standard[fd] === true) {
      this.standard[fd] = false;
      return null;
    }
    const entry = this.get(fd);
    this.entries[fd - FIRST] = null;
    this.open--;
    return entry;
  }

  // -- kept in a snapshot --------------------------------------------------------------------------------------------------

  save(): Plain {
    const entries = this.entries.map((e): Plain => {
      if (e === null) return null;
      const number = e.tree.numberOf?.(e.handle) ?? null;
      return [[...e.names], e.read, e.write, e.append, e.position, number];
    });
    return [[...this.standard], entries];
  }

  /** `open` gives the file of a saved entry, or null: it can be had no more. */
  load(saved: Plain, open: (entry: SavedEntry) => Pick<OpenEntry, 'handle' | 'tree' | 'device'> | null): void {
    const [standard, entries] = listOf(saved, 2);
    listOf(standard, 3).forEach((on, i) => {
      this.standard[i] = boolOf(on);
    });
    for (const one of listOf(entries)) {
      if (this.open >= this.limit && one !== null)
        throw new SnapshotError('the snapshot has more open files than the policy');
      const entry = one === null ? null : savedEntry(one);
      const found = entry === null ? null : open(entry);
      this.entries.push(found === null ? null : { ...entry!, ...found });
      if (found !== null) this.open++;
    }
  }

  closeAll(): void {
    this.ended = true;
    for (const entry of this.entries.splice(0)) entry?.handle.close();
    this.open = 0;
  }
}
