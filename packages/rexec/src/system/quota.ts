/** What a mount may hold: bytes and number of files. It is charged before anything is made or grows. */
import { Fault, type FaultCode } from './fault.js';

export class Quota {
  private usedBytes = 0;
  private usedFiles = 0;

  constructor(
    readonly bytes: number,
    readonly files: number,
    private readonly code: FaultCode = 'ENOSPC',
  ) {}

  get used(): { readonly bytes: number; readonly files: number } {
    return { bytes: this.usedBytes, files: this.usedFiles };
  }

  chargeBytes(n: number): void {
    if (n > this.bytes - this.usedBytes) throw new Fault(this.code);
    this.usedBytes += n;
  }

  chargeFile(): void {
    if (this.usedFiles >= this.files) throw new Fault(this.code);
    this.usedFiles++;
  }

  /** Never below nothing: what was there before the cell gives it no room. */
  freeBytes(n: number): void {
    this.usedBytes = Math.max(0, this.usedBytes - n);
  }

  freeFile(): void {
    this.usedFiles = Math.max(0, this.usedFiles - 1);
  }
}
