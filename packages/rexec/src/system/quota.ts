/** What a mount may hold: bytes and number of files. It is charged before anything is made or grows. */
import { Fault, type FaultCode } from './fault.js';

export class Quota {
  private usedBytes = 0;
  private usedFiles = 0;

  constructor(
    readonly bytes: number,
    readonly files: number,
    private readonly code: FaultCode = 'ENOSPC',
    /** Where the same bytes are charged too: all files in memory of the cells inside a cell have one quota together. */
    private readonly around?: Quota,
  ) {}

  get used(): { readonly bytes: number; readonly files: number } {
    return { bytes: this.usedBytes, files: this.usedFiles };
  }

  chargeBytes(n: number): void {
    if (n > this.bytes - this.usedBytes) throw new Fault(this.code);
    this.around?.chargeBytes(n);
    this.usedBytes += n;
  }

  chargeFile(): void {
    if (this.usedFiles >= this.files) throw new Fault(this.code);
    this.usedFiles++;
  }

  /** Never below nothing: what was there before the cell gives it no room. */
  freeBytes(n: number): void {
    const freed = Math.min(n, this.usedBytes);
    this.around?.freeBytes(freed);
    this.usedBytes -= freed;
  }

  freeFile(): void {
    this.usedFiles = Math.max(0, this.usedFiles - 1);
  }
}
