/** Steps of a run in another process. */
import type { SystemAnswer } from '@rexec/python';
import type { Giveable, HostValue } from '../bastion/values.js';
import type { RunResult } from '../cell/result.js';
import type { HostCall } from '../cell/step.js';

/** What steps do to their cell. */
export interface ProcessStepped {
  readonly at: ProcessStep | null;
  answerStep(answer: SystemAnswer): Promise<ProcessStep>;
  goOn(fuel: number | undefined): Promise<ProcessStep>;
  given(value: Giveable): SystemAnswer;
}

/** A step of a run in a process: as `Step`, but what comes next comes later. */
export class ProcessStep {
  constructor(
    private readonly cell: ProcessStepped,
    readonly kind: 'done' | 'call' | 'slice',
    readonly result: RunResult | null,
    readonly call: HostCall | null,
  ) {}

  get done(): boolean {
    return this.kind === 'done';
  }

  get value(): HostValue {
    return this.result?.value ?? null;
  }

  resume(value?: Giveable, options: { fuel?: number } = {}): Promise<ProcessStep> {
    this.check();
    return this.kind === 'slice' ? this.cell.goOn(options.fuel) : this.cell.answerStep(this.cell.given(value));
  }

  raise(type: string, message: string): Promise<ProcessStep> {
    this.check();
    if (this.kind !== 'call') throw new Error(`the program called nothing (${this.kind}): nothing can be raised`);
    return this.cell.answerStep({ kind: 'refused', type, message });
  }

  private check(): void {
    if (this.done) throw new Error('the run has ended');
    if (this.cell.at !== this) throw new Error('the program has gone on from this step already');
  }
}
