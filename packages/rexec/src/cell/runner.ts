/**
 * The runs of one machine, one after another: where each stands, what it wrote, what came of it. A run is entered, and is
 * left with its result or at a pause; what lies between is plain data, so that a pause can be saved.
 */
import {
  InternalError,
  LimitError,
  type Machine,
  type Outcome,
  type PyException,
  PyRaise,
  type PyValue,
  SLICE_SPENT,
  type SystemAnswer,
  toPlain,
  typeOf,
} from '@rexec/python';
import { ConversionError, type Exchange, type HostValue, PythonObject } from '../bastion/values.js';
import type { PromisedAnswer } from '../system/later.js';
import type { CellOptions } from './options.js';
import type { Refusal, RunError, RunResult, Status } from './result.js';
import { SourceChecks } from './sources.js';

/** What a machine that stands still waits for: an answer of the system, or to be told to go on. */
export type Pause = PromisedAnswer | { readonly kind: string };

/** Where a run stands: in the program, or in what is done with what it raised. */
export interface Course {
  stage: 'program' | 'exit' | 'traceback' | 'message';
  /** What the program raised. */
  exception: PyException | null;
  /** What is written to stderr while a traceback is printed. */
  heard: string;
  /** Fuel of a slice; null: the run is not cut. */
  slice: number | null;
}

export class Runner {
  machine!: Machine;
  stdout: string[] = [];
  stderr: string[] = [];
  refusals: Refusal[] = [];
  /** The run that is under way, or waits: another cannot begin in the middle of it. */
  course: Course | null = null;
  readonly sources: SourceChecks | undefined;
  ended = false;
  /** The machine stops at the end of a slice. */
  private sliced = false;

  constructor(
    private readonly options: CellOptions,
    readonly exchange: Exchange,
  ) {
    if (options.language !== undefined && options.language.length > 0)
      this.sources = new SourceChecks(options.language);
  }

  get running(): boolean {
    return this.course !== null;
  }

  /** Text for a standard stream, as the program would have written it. */
  emit(stream: 'stdout' | 'stderr', text: string): void {
    if (stream === 'stderr' && this.course?.stage === 'traceback') this.course.heard += text;
    this.options.recorder?.wrote(stream, text);
    if (this.options.collect ?? true) this[stream].push(text);
    if (stream === 'stdout') this.options.onStdout?.(text);
    else this.options.onStderr?.(text);
  }

  refused(event: string, detail: string): void {
    if (this.refusals.length < 1000) this.refusals.push({ event, detail });
  }

  begin(enter: () => Outcome, slice: number | null = null): RunResult | Pause {
    if (this.course !== null) throw new Error('the cell is running');
    if (this.ended) throw new InternalError('the cell has ended');
    this.course = { stage: 'program', exception: null, heard: '', slice };
    return this.advance(enter);
  }

  /** The answer to what the program waits for; an error of a limit ends the run. */
  answer(answer: SystemAnswer | LimitError): RunResult | Pause {
    return this.advance(() => {
      if (answer instanceof LimitError) throw answer;
      return this.machine.resumeAnswered(answer);
    });
  }

  /** After a slice, or another stop that waits for nothing. */
  goOn(): RunResult | Pause {
    return this.advance(() => this.machine.resumeWith(null));
  }

  advance(enter: () => Outcome): RunResult | Pause {
    const left = this.guard(() => {
      if (this.ended) throw new LimitError('stopped', 'stopped: the cell was disposed of');
      const slice = this.course!.slice;
      if (slice !== null || this.sliced) this.machine.stopAfter(slice ?? Number.POSITIVE_INFINITY);
      this.sliced = slice !== null;
      return this.follow(enter());
    });
    if (isResult(left)) {
      this.course = null;
      this.options.recorder?.ended(left);
    }
    return left;
  }

  /** The run is given up where it stands, and the cell with it. */
  abandon(): void {
    this.ended = true;
    this.course = null;
  }

  /** A limit ends the cell, and is a result. */
  private guard(body: () => RunResult | Pause): RunResult | Pause {
    try {
      return body();
    } catch (e) {
      // What else was thrown is a bug, or the host's own: the machine stands in the middle of something.
      this.ended = true;
      if (!(e instanceof LimitError)) {
        this.course = null;
        throw e;
      }
      this.options.onEnded?.(e.message);
      const { limit, message, place } = e;
      const error: RunError = { type: 'LimitError', message, traceback: '', limit };
      if (place !== null) error.place = { filename: place.filename, line: place.line };
      return this.result('limit', null, error, null);
    }
  }

  /** From one part of the run to the next, to the result or to a pause. */
  private follow(first: Outcome): RunResult | Pause {
    const course = this.course!;
    let outcome = first;
    for (;;) {
      if (outcome.kind === 'paused') return outcome.request as Pause;
      switch (course.stage) {
        case 'program': {
          if (outcome.kind === 'value') return this.result('ok', this.taken(outcome.value), null, null);
          course.exception = outcome.exception;
          const exits = typeOf(course.exception).name === 'SystemExit';
          course.stage = exits ? 'exit' : 'traceback';
          outcome = this.machine.callLibrary(exits ? 'system_exit_status' : 'print_uncaught', [course.exception]);
          break;
        }
        case 'exit': {
          const exitCode = statusOf(outcome);
          return this.result(exitCode === 0 ? 'ok' : 'error', null, null, exitCode);
        }
        case 'traceback':
          // Its text is what sys.excepthook wrote to stderr, whatever came of the hook itself.
          course.stage = 'message';
          outcome = this.machine.callLibrary('exception_message', [course.exception!]);
          break;
        case 'message': {
          const exc = course.exception!;
          const said = outcome.kind === 'value' ? this.taken(outcome.value) : '';
          const message = typeof said === 'string' ? said : '';
          const error: RunError = { type: typeOf(exc).qualname, message, traceback: course.heard };
          const refused = this.machine.isRefusal(exc);
          if (refused && error.type === 'SyntaxError' && this.sources !== undefined)
            error.findings = this.sources.findings;
          return this.result(refused ? 'refused' : 'error', null, error, null);
        }
      }
    }
  }

  /** A copy for the host; what is too deep, too large or holds itself is opaque. */
  taken(value: PyValue): HostValue {
    try {
      return this.exchange.toHost(toPlain(this.machine, value));
    } catch (e) {
      if (e instanceof PyRaise || e instanceof ConversionError) return new PythonObject(typeOf(value).name);
      // Between runs there is no run that a limit could end.
      if (e instanceof LimitError && !this.running) return new PythonObject(typeOf(value).name);
      throw e;
    }
  }

  private result(status: Status, value: HostValue, error: RunError | null, exitCode: number | null): RunResult {
    const result: RunResult = {
      status,
      value,
      stdout: this.stdout.join(''),
      stderr: this.stderr.join(''),
      error,
      exitCode,
      refusals: [...this.refusals, ...(this.options.takeRefused?.() ?? [])],
      usage: this.machine.usage,
    };
    this.stdout = [];
    this.stderr = [];
    this.refusals = [];
    return result;
  }
}

export function isResult(left: RunResult | Pause): left is RunResult {
  return 'status' in left;
}

/** Whether the pause is the end of a slice. */
export function isSlice(pause: Pause): boolean {
  return pause === SLICE_SPENT;
}

/** The exit status of SystemExit: None is 0, an int itself, anything else is printed and 1. */
function statusOf(outcome: Outcome): number {
  const v: PyValue = outcome.kind === 'value' ? outcome.value : 1;
  return typeof v === 'number' ? v & 0xff : 1;
}
