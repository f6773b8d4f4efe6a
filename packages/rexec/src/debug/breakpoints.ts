/** The breakpoints of a debugger: where they are, what they wait for, how often they were hit. */
import { type LineBreak, stoppableLines } from '@rexec/python';

export interface BreakpointWish {
  readonly line: number;
  /** As in tracebacks, or the end of that: `lib/util.py`, `util.py`. Absent: the program itself. */
  readonly file?: string;
  /** An expression, evaluated in the frame; it stops where that is true, or cannot be evaluated. */
  readonly condition?: string | null;
  /** How often it is passed before it stops. */
  readonly ignore?: number;
  /** Gone once it was hit. */
  readonly temporary?: boolean;
}

export interface Breakpoint {
  readonly id: number;
  file: string;
  line: number;
  condition: string | null;
  ignore: number;
  enabled: boolean;
  readonly temporary: boolean;
  hits: number;
  /** The file is known, and something begins on the line. */
  verified: boolean;
}

export class Breakpoints {
  /** The program's own file. */
  main: string | undefined;
  private readonly list: Breakpoint[] = [];
  private readonly wished = new Map<Breakpoint, string | undefined>();
  /** Lines where something begins, of files that were asked for. */
  private readonly known = new Map<string, { readonly text: string; readonly lines: readonly number[] }>();
  private last = 0;

  add({ file, line, condition = null, ignore = 0, temporary = false }: BreakpointWish): Breakpoint {
    if (!Number.isSafeInteger(line) || line < 1) throw new RangeError(`a breakpoint needs a line, not ${line}`);
    const id = ++this.last;
    const made: Breakpoint = {
      ...{ id, file: file ?? this.main ?? '', line, condition, ignore, temporary },
      ...{ enabled: true, hits: 0, verified: false },
    };
    this.list.push(made);
    this.wished.set(made, file);
    return made;
  }

  remove(id: number): boolean {
    const i = this.list.findIndex((b) => b.id === id);
    if (i >= 0) this.list.splice(i, 1);
    return i >= 0;
  }

  /** The program is run again, and may be another one by now. */
  again(): void {
    for (const b of this.list) b.verified = false;
  }

  clear(): void {
    this.list.length = 0;
  }

  get(id: number): Breakpoint | undefined {
    return this.list.find((b) => b.id === id);
  }

  all(): readonly Breakpoint[] {
    return this.list;
  }

  /** Puts those whose file has become known on lines where something begins. */
  resolve(textOf: (file: string) => string | undefined): void {
    for (const b of this.list) {
      if (b.verified) continue;
      if (this.wished.get(b) === undefined && this.main !== undefined) b.file = this.main;
      const text = textOf(b.file);
      const after = text === undefined ? [] : this.linesOf(b.file, text).filter((line) => line >= b.line);
      if (after.length === 0) continue;
      b.line = after.reduce((a, c) => Math.min(a, c));
      b.verified = true;
    }
  }

  private linesOf(file: string, text: string): readonly number[] {
    let known = this.known.get(file);
    if (known?.text !== text) {
      known = { text, lines: [...(stoppableLines(text, file) ?? [])] };
      this.known.set(file, known);
    }
    return known.lines;
  }

  lines(): LineBreak[] {
    return this.list.filter((b) => b.enabled);
  }

  /** Those among what the machine stopped at. */
  at(lines: readonly object[]): Breakpoint[] {
    return this.list.filter((b) => lines.includes(b));
  }

  /** It was passed with its condition true: whether that is a hit. */
  hit(b: Breakpoint): boolean {
    b.hits++;
    if (b.ignore === 0) return true;
    b.ignore--;
    return false;
  }
}
