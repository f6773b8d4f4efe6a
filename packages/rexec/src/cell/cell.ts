/**
 * A padded cell: one program's world. The supervisor makes it, runs source in it, and reads what came out.
 *
 * ```ts
 * const cell = Cell.create({ limits: { fuel: 1_000_000 } });
 * const result = await cell.run('print(6 * 7)');
 * result.stdout; // '42\n'
 * ```
 */
import {
  compileSource,
  InternalError,
  type Later,
  LimitError,
  type Limits,
  Machine,
  newDict,
  type Outcome,
  type Powers,
  type PyDict,
  type PyException,
  PyModule,
  PyRaise,
  PySyntaxError,
  type PyValue,
  type SystemAnswer,
  setKeySecret,
  strFromJS,
  typeOf,
} from '@rexec/python';
import { type HostValue, toHost } from '../bastion/to-host.js';
import { type Refusal, type RunError, type RunResult, type Status, withEnd } from './result.js';

setKeySecret(crypto.getRandomValues(new Int32Array(1))[0]!);

/** An answer of the system that comes later. It never rejects: what went wrong is an answer too. */
export class PromisedAnswer implements Later {
  readonly kind = 'later';
  constructor(readonly promise: Promise<SystemAnswer>) {}
}

export interface CellOptions {
  limits?: Limits;
  /** Clock, entropy, finder, files: what is absent cannot be had. The console is the cell's own. */
  powers?: Omit<Powers, 'console' | 'refused'>;
  /** Milliseconds for the time limit; without it there is none. */
  deadlineClock?: () => number;
  /** Called after heap walks: `garbageCollector()` on Node. */
  collectGarbage?: () => void;
  /** Asked now and then while a program runs: true raises KeyboardInterrupt in it. */
  interrupted?: () => boolean;
  /** Called as text is written, besides being collected in the result. */
  onStdout?: (text: string) => void;
  onStderr?: (text: string) => void;
  /** Collect output in the result (default true). */
  collect?: boolean;
  /** A line of standard input with its newline, '' at its end. */
  readline?: () => string;
  /** `sys.argv`. */
  argv?: readonly string[];
}

export interface RunOptions {
  filename?: string;
  mode?: 'exec' | 'eval' | 'single';
}

export class Cell {
  private readonly machine: Machine;
  private readonly globals: PyDict;
  private stdout: string[] = [];
  private stderr: string[] = [];
  private refusals: Refusal[] = [];
  private ended = false;

  private constructor(options: CellOptions) {
    const collect = options.collect ?? true;
    this.machine = new Machine({
      ...(options.limits === undefined ? {} : { limits: options.limits }),
      ...(options.deadlineClock === undefined ? {} : { deadlineClock: options.deadlineClock }),
      ...(options.collectGarbage === undefined ? {} : { collectGarbage: options.collectGarbage }),
      ...(options.interrupted === undefined ? {} : { interrupted: options.interrupted }),
      powers: {
        ...options.powers,
        console: {
          stdout: (text) => {
            if (collect) this.stdout.push(text);
            options.onStdout?.(text);
          },
          stderr: (text) => {
            if (collect) this.stderr.push(text);
            options.onStderr?.(text);
          },
          ...(options.readline === undefined ? {} : { readline: options.readline }),
        },
        refused: (event, detail) => {
          if (this.refusals.length < 1000) this.refusals.push({ event, detail });
        },
      },
    });
    if (options.argv !== undefined) this.machine.argv = [...options.argv];
    const main = newModule(this.machine);
    this.globals = main.dict;
  }

  static create(options: CellOptions = {}): Cell {
    return new Cell(options);
  }

  /** Run statements. State persists between runs. Effects may be answered later: the program waits, the host does not. */
  run(source: string, options: RunOptions = {}): Promise<RunResult> {
    return this.supervise(() => this.begin(source, options));
  }

  /**
   * The end of the program: functions that it registered with atexit run, and finalizers (`__del__`, abandoned generators).
   * What it writes meanwhile is in the result. Nothing runs after a limit.
   */
  finish(): Promise<RunResult> {
    return this.supervise(() => this.machine.callLibrary('finish_program', []));
  }

  finishSync(): RunResult {
    return this.superviseSync(() => this.machine.callLibrary('finish_program', []));
  }

  /** Run a whole program: `run`, then `finish`. */
  async runProgram(source: string, options: RunOptions = {}): Promise<RunResult> {
    const ran = await this.run(source, options);
    return ran.status === 'limit' ? ran : withEnd(ran, await this.finish());
  }

  runProgramSync(source: string, options: RunOptions = {}): RunResult {
    const ran = this.runSync(source, options);
    return ran.status === 'limit' ? ran : withEnd(ran, this.finishSync());
  }

  /** Value of one expression. */
  evaluate(source: string, options: RunOptions = {}): Promise<RunResult> {
    return this.run(source, { ...options, mode: 'eval' });
  }

  /** As `run`, at once: for cells whose system answers at once. A pause is an InternalError that says so. */
  runSync(source: string, options: RunOptions = {}): RunResult {
    return this.superviseSync(() => this.begin(source, options));
  }

  evaluateSync(source: string, options: RunOptions = {}): RunResult {
    return this.runSync(source, { ...options, mode: 'eval' });
  }

  private begin(source: string, options: RunOptions): Outcome {
    const filename = options.filename ?? '<string>';
    const code = this.compile(source, filename, options.mode ?? 'exec');
    if (!filename.startsWith('<')) this.globals.setStr('__file__', strFromJS(filename));
    return code instanceof PyRaise ? { kind: 'raised', exception: code.exc } : this.machine.runCode(code, this.globals);
  }

  /** What has been spent so far. */
  get usage() {
    return this.machine.usage;
  }

  /** Let go of the cell's heap. */
  dispose(): void {
    this.ended = true;
    this.globals.clear();
    this.machine.modules.clear();
  }

  private compile(source: string, filename: string, mode: 'exec' | 'eval' | 'single') {
    this.machine.chargeSource(source.length);
    try {
      return compileSource(source, filename, mode, this.machine.compileOptions(filename, source));
    } catch (e) {
      if (e instanceof PySyntaxError) return this.machine.syntaxError(e);
      throw e;
    }
  }

  private superviseSync(body: () => Outcome): RunResult {
    return this.guard(() => {
      const outcome = body();
      if (outcome.kind === 'paused') {
        throw new InternalError('the program waits for an answer that comes later: use run(), not runSync()');
      }
      return this.ending(outcome);
    });
  }

  private async supervise(body: () => Outcome): Promise<RunResult> {
    let next = body;
    for (;;) {
      const step: { result: RunResult | null; wait: Promise<SystemAnswer> | null } = { result: null, wait: null };
      step.result = this.guard(() => {
        const outcome = next();
        if (outcome.kind !== 'paused') return this.ending(outcome);
        step.wait = (outcome.request as PromisedAnswer).promise;
        return null;
      });
      if (step.wait === null) return step.result!;
      const answer = await step.wait;
      next = () => this.machine.resumeAnswered(answer);
    }
  }

  /** Runs a part of a program; a limit ends the cell, and is a result. */
  private guard<T extends RunResult | null>(body: () => T): T | RunResult {
    if (this.ended) throw new InternalError('the cell has ended');
    try {
      return body();
    } catch (e) {
      if (!(e instanceof LimitError)) throw e;
      this.ended = true;
      return this.result(
        'limit',
        null,
        { type: 'LimitError', message: e.message, traceback: '', limit: e.limit },
        null,
      );
    }
  }

  /** What a run that came to its end gives. */
  private ending(outcome: Exclude<Outcome, { kind: 'paused' }>): RunResult {
    if (outcome.kind === 'value') return this.result('ok', toHost(outcome.value), null, null);
    const exc = outcome.exception;
    if (typeOf(exc).name === 'SystemExit') {
      const exitCode = this.exitStatus(exc);
      return this.result(exitCode === 0 ? 'ok' : 'error', null, null, exitCode);
    }
    const error = this.describe(exc);
    return this.result(this.machine.isRefusal(exc) ? 'refused' : 'error', null, error, null);
  }

  private result(status: Status, value: HostValue, error: RunError | null, exitCode: number | null): RunResult {
    const result: RunResult = {
      status,
      value,
      stdout: this.stdout.join(''),
      stderr: this.stderr.join(''),
      error,
      exitCode,
      refusals: this.refusals,
      usage: this.machine.usage,
    };
    this.stdout = [];
    this.stderr = [];
    this.refusals = [];
    return result;
  }

  /** sys.excepthook on the exception; its text is what the hook wrote to stderr. */
  private describe(exc: PyException): RunError {
    const mark = this.stderr.length;
    this.machine.callLibrary('print_uncaught', [exc]);
    const traceback = this.stderr.slice(mark).join('');
    const text = this.machine.callLibrary('exception_message', [exc]);
    const message = text.kind === 'value' ? toHost(text.value) : '';
    return { type: typeOf(exc).qualname, message: typeof message === 'string' ? message : '', traceback };
  }

  /** The exit status of SystemExit: None is 0, an int itself, anything else is printed and 1. */
  private exitStatus(exc: PyException): number {
    const outcome = this.machine.callLibrary('system_exit_status', [exc]);
    const v: PyValue = outcome.kind === 'value' ? outcome.value : 1;
    return typeof v === 'number' ? v & 0xff : 1;
  }
}

function newModule(machine: Machine): PyModule {
  const main = new PyModule(instantiateModuleShape(machine), newDict());
  const d = main.dict;
  d.setStr('__name__', '__main__');
  d.setStr('__doc__', null);
  d.setStr('__package__', null);
  d.setStr('__loader__', null);
  d.setStr('__spec__', null);
  d.setStr('__builtins__', machine.modules.getStr('builtins')!);
  machine.modules.setStr('__main__', main);
  return main;
}

/** Shape of exact modules. */
function instantiateModuleShape(machine: Machine) {
  return (machine.modules.getStr('builtins') as PyModule).shape;
}
