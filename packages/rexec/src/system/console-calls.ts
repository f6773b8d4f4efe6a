/** The standard streams as descriptors 0 to 2, and lines of standard input for `input()`. */
import type { Place, Plain, SystemAnswer } from '@rexec/python';
import type { CallName } from './calls.js';
import { errorAnswer, valueAnswer } from './fault.js';
import type { Guard, Handler, Handlers } from './guard.js';
import { bytesOf, countOf, type Keeping, listOf } from './keeping.js';
import { type Maybe, type Steps, settle, take } from './later.js';

export interface SupervisorConsole {
  readonly stdout?: (text: string) => void;
  readonly stderr?: (text: string) => void;
  /** One line with its newline, '' at the end of the input. */
  readonly readline?: () => Maybe<string>;
  readonly isatty?: (fd: number) => boolean;
}

const DEFAULT_OUTPUT = 10 * 2 ** 20;
const MAX_LINE = 2 ** 20;

/** Why an input cannot be had, or its line. */
type Line = { readonly line: string } | { readonly refusal: SystemAnswer };

const NOTHING = new Uint8Array(0);

export class ConsoleCalls implements Handlers, Keeping {
  /** Of the streams that were written to by descriptor. */
  private readonly decoders: InstanceType<typeof TextDecoder>[] = [];
  private written = 0;
  /** What of a line has not been read yet, as bytes. */
  private rest = NOTHING;
  private allowed = false;

  constructor(
    private readonly guard: Guard,
    private readonly console: SupervisorConsole,
    private readonly limit = DEFAULT_OUTPUT,
  ) {
    guard.keeps('console', this);
  }

  handler(name: CallName): Handler | undefined {
    return name === 'readline' ? (_args, place) => take(this.readline(place)) : undefined;
  }

  save(): Plain {
    return [this.written, this.rest];
  }

  load(saved: Plain): void {
    const [written, rest] = listOf(saved, 2);
    this.written = countOf(written);
    this.rest = new Uint8Array(bytesOf(rest));
  }

  isatty(fd: number): boolean {
    return this.console.isatty?.(fd) === true;
  }

  write(fd: number, bytes: Uint8Array): SystemAnswer {
    this.written += bytes.length;
    if (this.written > this.limit) {
      return { kind: 'limit', limit: 'output', message: `more than ${this.limit} bytes of output (limits.output)` };
    }
    const sink = fd === 1 ? this.console.stdout : this.console.stderr;
    this.decoders[fd] ??= new TextDecoder();
    sink?.(this.decoders[fd].decode(bytes, { stream: true }));
    return valueAnswer(bytes.length);
  }

  *read(n: number, place: Place): Steps<SystemAnswer> {
    if (this.rest.length === 0) {
      const got = yield* this.line(place);
      if ('refusal' in got) return got.refusal;
      this.rest = new TextEncoder().encode(got.line);
    }
    const part = this.rest.slice(0, n);
    this.rest = this.rest.subarray(part.length);
    return valueAnswer(part);
  }

  private *readline(place: Place): Steps<SystemAnswer> {
    if (this.rest.length > 0) {
      const text = new TextDecoder().decode(this.rest);
      this.rest = NOTHING;
      return valueAnswer(text);
    }
    const got = yield* this.line(place);
    return 'refusal' in got ? got.refusal : valueAnswer(got.line);
  }

  /** Decided once for the run: a program that may read a line may read the next. */
  private *line(place: Place): Steps<Line> {
    if (!this.allowed) {
      const refusal = yield* settle(this.guard.authorize('rexec.input', [], { kind: 'input' }, place));
      if (refusal !== null) return { refusal };
      this.allowed = true;
    }
    try {
      const line = yield* settle(this.console.readline?.() ?? '');
      return { line: String(line).slice(0, MAX_LINE) };
    } catch {
      return { refusal: errorAnswer('EIO') };
    }
  }
}
