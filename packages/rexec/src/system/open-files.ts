/** The table of open files of one cell: descriptors from 3, the lowest that is free first; 0 to 2 are the console's. */
import { Fault } from './fault.js';
import type { FileHandle } from './file-tree.js';

export interface OpenEntry {
  readonly handle: FileHandle;
  readonly read: boolean;
  readonly write: boolean;
  readonly append: boolean;
  readonly device: number;
  position: number;
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

  closeAll(): void {
    this.ended = true;
    for (const entry of this.entries.splice(0)) entry?.handle.close();
    this.open = 0;
  }
}
