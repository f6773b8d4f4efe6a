/** What a cell in a process writes: counted, handed on, and collected for the result. */
import { WireError } from '../system/wire.js';
import type { ProcessCellOptions } from './process-options.js';

export class Output {
  private written = { stdout: [] as string[], stderr: [] as string[] };
  /** Characters so far. */
  used = 0;

  constructor(
    private readonly options: ProcessCellOptions,
    public limit: number,
  ) {}

  write(stream: string, text: string): void {
    // The cell counts its output itself; this is for one that does not.
    this.used += text.length;
    if (this.used > 2 * this.limit + 2 ** 20) throw new WireError('more output than its limit');
    if (text === '') return;
    if (stream !== 'stdout' && stream !== 'stderr') throw new WireError('output to nowhere');
    const { recorder, collect = true, onStdout, onStderr } = this.options;
    recorder?.wrote(stream, text);
    if (collect) this.written[stream].push(text);
    if (stream === 'stdout') onStdout?.(text);
    else onStderr?.(text);
  }

  /** What was written since the last result. */
  get collected(): { stdout: string; stderr: string } {
    const { stdout, stderr } = this.written;
    return { stdout: stdout.join(''), stderr: stderr.join('') };
  }

  /** `collected` is this from now on. */
  begin(stdout = '', stderr = ''): void {
    this.written = { stdout: [stdout], stderr: [stderr] };
  }
}
