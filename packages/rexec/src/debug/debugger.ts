/**
 * A debugger of one cell, for a terminal, a web page or a test. The program runs until it comes to a stop; then there are its
 * frames and variables, and expressions can be evaluated in them. A run under a debugger writes what it would have written
 * and spends the fuel that it would have spent.
 *
 * ```ts
 * const cell = Cell.create({ policy: 'pure' });
 * const debug = new Debugger(cell);
 * await debug.start(source, { filename: 'prog.py' });
 * debug.setBreakpoint({ line: 12, condition: 'n > 3' });
 * const event = await debug.continue();
 * if (event.kind === 'stopped') console.log(event.frame.line, debug.locals(), await debug.evaluate('n * 2'));
 * ```
 *
 * What is shown of values is made without running anything of the program's (`shown`); its `__repr__` runs only where that is
 * asked for (`evaluate(…, { repr: true })`), on a budget of its own.
 */
import {
  Aside,
  beginIn,
  DebugHook,
  type FrameView,
  frameView,
  type InspectedFrame,
  type InspectOptions,
  inspect,
  knownFile,
  knownLines,
  LimitError,
  lineOfFunctionIn,
  type Machine,
  type Motion,
  type Outcome,
  PySyntaxError,
  type PyValue,
  plainText,
  type StackEntry,
  type SystemAnswer,
  setVariable,
  shown,
  shownType,
  stackOf,
  stoppableLines,
  type VariableView,
  variablesOf,
} from '@rexec/python';
import type { Cell, RunOptions } from '../cell/cell.js';
import { type RunResult, withEnd } from '../cell/result.js';
import type { Step } from '../cell/step.js';
import { turnOfHost } from '../cell/waiting.js';
import { PromisedAnswer } from '../system/later.js';
import { type Breakpoint, Breakpoints, type BreakpointWish } from './breakpoints.js';

/** Fuel between two looks at whether somebody wants the program to pause. */
const SLICE = 200_000;

export type StopReason = 'entry' | 'step' | 'breakpoint' | 'raised' | 'uncaught' | 'pause';

export interface Stopped {
  readonly kind: 'stopped';
  readonly reason: StopReason;
  /** Where. Its index is 0. */
  readonly frame: FrameView;
  /** What was hit. */
  readonly breakpoints: readonly Breakpoint[];
  /** For `raised` and `uncaught`. */
  readonly exception: { readonly type: string; readonly text: string } | null;
}

export interface Ended {
  readonly kind: 'ended';
  readonly result: RunResult;
}

export type DebugEvent = Stopped | Ended;

export interface DebugStartOptions extends Omit<RunOptions, 'signal'> {
  /** Stop at the first line (default true), or go on to the first breakpoint. */
  stopOnEntry?: boolean;
}

export interface EvaluateOptions {
  /** Index of the frame; 0 is the innermost. */
  frame?: number;
  /** What may be spent on it. */
  fuel?: number;
  /** Statements as well; the value of an expression goes to the program's standard output, as at a prompt. */
  statements?: boolean;
  /** Run the value's `__repr__`. */
  repr?: boolean;
  /** Longest text. */
  length?: number;
}

export interface Evaluated {
  readonly ok: boolean;
  /** The value, or what went wrong: `NameError: name 'x' is not defined`. */
  readonly text: string;
  /** Class of the value, or of the exception. */
  readonly type: string;
}

/** What cannot be done with a program where it stands. */
export class DebuggerError extends Error {}

export class Debugger {
  private readonly machine: Machine;
  private readonly settled: () => void;
  private hook: DebugHook | null = null;
  private step: Step | null = null;
  private motion: Motion = { kind: 'run' };
  private pausing = false;
  private main = '<string>';
  private mode: 'ready' | 'running' | 'stopped' | 'ended' = 'ready';
  private readonly stoppedListeners = new Set<(event: Stopped) => void>();
  private readonly endedListeners = new Set<(event: Ended) => void>();

  /** `breakpoints`: those of another run of the same program. */
  constructor(
    readonly cell: Cell,
    readonly breakpoints = new Breakpoints(),
  ) {
    const { machine, settled } = cell.inside();
    this.machine = machine;
    this.settled = settled;
  }

  get state(): 'ready' | 'running' | 'stopped' | 'ended' {
    return this.mode;
  }

  /** Listens; answers how to stop that. Output is heard where the cell was made: `Cell.create({ onStdout, onStderr })`. */
  on(event: 'stopped', listener: (event: Stopped) => void): () => void;
  on(event: 'ended', listener: (event: Ended) => void): () => void;
  on(event: 'stopped' | 'ended', listener: ((event: Stopped) => void) | ((event: Ended) => void)): () => void {
    const listeners = (event === 'stopped' ? this.stoppedListeners : this.endedListeners) as Set<typeof listener>;
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  // -- motion --------------------------------------------------------------------------------------------------------------

  /** Begins the program: stops at its first line, or where `stopOnEntry` is false at the first breakpoint. */
  async start(source: string, options: DebugStartOptions = {}): Promise<DebugEvent> {
    if (this.mode !== 'ready') throw new DebuggerError('the debugger has been started already');
    const { stopOnEntry = true, ...run } = options;
    this.main = run.filename ?? '<string>';
    this.breakpoints.main = this.main;
    this.hook = DebugHook.attach(this.machine);
    this.motion = { kind: 'into' };
    this.breakpoints.resolve((file) => (file === this.main ? source : undefined));
    return this.go(() => this.cell.start(source, { ...run, fuel: SLICE }), 'entry', !stopOnEntry);
  }

  /**
   * Takes over a cell that stands in a run that goes by steps, such as one that was restored from a snapshot. `filename` is
   * that of its program.
   */
  async attach(filename: string): Promise<DebugEvent> {
    const step = this.cell.step;
    if (this.mode !== 'ready' || step === null || step.done)
      throw new DebuggerError('the cell does not stand in a run');
    this.main = filename;
    this.breakpoints.main = filename;
    this.hook = DebugHook.attach(this.machine, true);
    this.breakpoints.resolve((file) => this.textOf(file));
    this.step = step;
    return this.stopped('pause', []);
  }

  /** To the next breakpoint, or the end. */
  continue(): Promise<DebugEvent> {
    return this.move({ kind: 'run' });
  }

  /** To the next line, wherever it is. Modules of the library are stepped over unless `intoLibrary` is set. */
  stepIn(): Promise<DebugEvent> {
    return this.move({ kind: 'into' });
  }

  /** To the next line of the frame, or of one that called it. */
  stepOver(frame = 0): Promise<DebugEvent> {
    return this.move({ kind: 'over', frame: this.entry(frame).frame });
  }

  /** Until the frame returns, and the next line after that. */
  stepOut(frame = 0): Promise<DebugEvent> {
    return this.move({ kind: 'out', frame: this.entry(frame).frame });
  }

  /** To a line of the frame that is `line` or below it, or until the frame returns. */
  until(line: number, frame = 0): Promise<DebugEvent> {
    return this.move({ kind: 'until', frame: this.entry(frame).frame, line });
  }

  /** To this line, or to the next breakpoint before it. */
  runTo(line: number, file?: string): Promise<DebugEvent> {
    this.setBreakpoint({ line, ...(file === undefined ? {} : { file }), temporary: true });
    return this.continue();
  }

  /** Stop soon: at the next line that begins once the program has had its slice, or has what it waits for. */
  pause(): void {
    if (this.mode !== 'running') return;
    this.pausing = true;
    this.motion = { kind: 'into' };
    this.hook!.go(this.motion);
  }

  /** Ends the run, and the cell with it. */
  stop(): void {
    if (this.mode === 'ended' || this.mode === 'ready') return;
    this.cell.stop('by the debugger');
    if (this.mode === 'stopped') this.ended(this.cell.step!.result!);
  }

  /** Stop where an exception is raised, or where nothing handles it: by then `finally` has run in the frames that it left. */
  breakOn({ raised = false, uncaught = false }: { raised?: boolean; uncaught?: boolean }): void {
    this.onRaised = raised;
    this.onUncaught = uncaught;
    this.setUp();
  }
  private onRaised = false;
  private onUncaught = false;

  /** Step into the modules of the library as well. */
  intoLibrary = false;

  private setUp(): void {
    if (this.hook === null) return;
    this.hook.onRaised = this.onRaised;
    this.hook.onUncaught = this.onUncaught;
    this.hook.intoLibrary = this.intoLibrary;
    this.hook.setBreaks(this.breakpoints.lines());
  }

  private async move(motion: Motion): Promise<DebugEvent> {
    this.check();
    this.motion = motion;
    return this.go(() => this.step!.resume(undefined, { fuel: SLICE }), 'step', false);
  }

  /** Runs to the next stop that counts. `passing`: the first one does not, unless there is a breakpoint. */
  private async go(begin: () => Step, reason: StopReason, passing: boolean): Promise<DebugEvent> {
    const hook = this.hook!;
    let pass = passing;
    this.mode = 'running';
    this.pausing = false;
    this.setUp();
    hook.go(this.motion);
    let step = begin();
    for (;;) {
      this.step = step;
      if (step.kind === 'done') return this.finish(step.result!);
      if (step.kind === 'stopped' && hook.stop !== null) {
        const { stop } = hook;
        const hit = await this.hits(stop.breakpoints);
        if (hit.length > 0) return this.stopped('breakpoint', hit);
        if (stop.exception !== null) return this.stopped(stop.reason, [], stop.exception);
        if (stop.arrived && !pass) return this.stopped(this.pausing ? 'pause' : reason, []);
        if (pass) {
          this.motion = { kind: 'run' };
          hook.go(this.motion);
        } else hook.proceed();
        pass = false;
        step = step.resume(undefined, { fuel: SLICE });
      } else step = await this.passed(step);
    }
  }

  /** The end of a slice, or a wait. */
  private async passed(step: Step): Promise<Step> {
    if (step.kind !== 'slice') return step.next();
    await turnOfHost();
    // It was ended meanwhile.
    if (this.cell.step !== step) return this.cell.step!;
    return step.resume(undefined, { fuel: SLICE });
  }

  /** Breakpoints whose condition holds, and that have been passed as often as they are to be ignored. */
  private async hits(lines: readonly object[]): Promise<Breakpoint[]> {
    const hit: Breakpoint[] = [];
    for (const breakpoint of this.breakpoints.at(lines)) {
      const { condition } = breakpoint;
      // A condition that cannot be evaluated stops: its author wants to know.
      if (condition !== null && (await this.isFalse(condition))) continue;
      if (!this.breakpoints.hit(breakpoint)) continue;
      hit.push(breakpoint);
      if (breakpoint.temporary) this.breakpoints.remove(breakpoint.id);
    }
    this.hook!.setBreaks(this.breakpoints.lines());
    return hit;
  }

  private async isFalse(condition: string): Promise<boolean> {
    const { ok, text } = await this.evaluated(this.entry(0), `not (${condition}\n)`, {});
    return ok && text === 'True';
  }

  private async finish(result: RunResult): Promise<DebugEvent> {
    this.hook!.detach();
    if (result.status === 'limit') return this.ended(result);
    return this.ended(withEnd(result, await this.cell.finish()));
  }

  private ended(result: RunResult): Ended {
    this.mode = 'ended';
    this.hook?.detach();
    const event: Ended = { kind: 'ended', result };
    for (const listener of [...this.endedListeners]) listener(event);
    return event;
  }

  private stopped(reason: StopReason, breakpoints: Breakpoint[], exception: PyValue = null): Stopped {
    this.mode = 'stopped';
    this.breakpoints.resolve((file) => this.textOf(file));
    const [entry] = stackOf(this.machine, 1);
    const event: Stopped = {
      kind: 'stopped',
      reason,
      frame: entry === undefined ? NOWHERE : frameView(this.machine, entry),
      breakpoints,
      exception: exception === null ? null : { type: shownType(exception), text: shown(exception) },
    };
    for (const listener of [...this.stoppedListeners]) listener(event);
    return event;
  }

  // -- breakpoints ---------------------------------------------------------------------------------------------------------

  /**
   * Stops before a line; without a file, one of the program's own. A line that nothing begins on moves to the next one where
   * something does, as soon as the file is known. Answers the breakpoint; it can be set before the program is started.
   */
  setBreakpoint(wish: BreakpointWish): Breakpoint {
    const breakpoint = this.breakpoints.add(wish);
    if (this.hook !== null) this.breakpoints.resolve((file) => this.textOf(file));
    return breakpoint;
  }

  removeBreakpoint(id: number): boolean {
    return this.breakpoints.remove(id);
  }

  // -- looking ---------------------------------------------------------------------------------------------------------------

  /** Frames, innermost first. Those of the library's own functions are not there. */
  frames(): FrameView[] {
    return this.entries().map((entry) => frameView(this.machine, entry));
  }

  locals(frame = 0, options: InspectOptions = {}): VariableView[] {
    return variablesOf(this.entry(frame), 'locals', options);
  }

  globals(frame = 0, options: InspectOptions = {}): VariableView[] {
    return variablesOf(this.entry(frame), 'globals', options);
  }

  /** Frames and variables at once. */
  inspect(options: InspectOptions = {}): InspectedFrame[] {
    this.check();
    return inspect(this.machine, options);
  }

  /** The lines of a file that the cell knows: the program, and what it has imported from source. */
  source(file = this.main): readonly string[] | undefined {
    const known = knownFile(this.machine, file);
    return known === undefined ? undefined : knownLines(this.machine, known);
  }

  /** The first line of the body of a function, by its name or qualified name (`Class.method`). */
  lineOf(name: string, file = this.main): number | undefined {
    const text = this.textOf(file);
    return text === undefined ? undefined : lineOfFunctionIn(text, file, name);
  }

  private textOf(file: string): string | undefined {
    return this.source(file)?.join('\n');
  }

  private entries(): StackEntry[] {
    return stackOf(this.machine);
  }

  private entry(index: number): StackEntry {
    const entry = this.entries()[index];
    if (entry === undefined) throw new DebuggerError(`there is no frame ${index}`);
    return entry;
  }

  private check(): void {
    if (this.mode !== 'stopped')
      throw new DebuggerError(`the program is ${this.mode === 'ready' ? 'not started' : this.mode}`);
  }

  // -- expressions -----------------------------------------------------------------------------------------------------------

  /**
   * Evaluates an expression where a frame stands. What it raises, what it spends and what it waits for does not disturb the
   * program; what it does to the program's objects is done.
   */
  evaluate(source: string, options: EvaluateOptions = {}): Promise<Evaluated> {
    this.check();
    return this.evaluated(this.entry(options.frame ?? 0), source, options);
  }

  /** Gives a local variable of a frame the value of an expression. */
  setLocal(name: string, expression: string, options: EvaluateOptions = {}): Promise<Evaluated> {
    this.check();
    const entry = this.entry(options.frame ?? 0);
    return this.evaluated(entry, expression, options, (value) => {
      if (!setVariable(entry, name, value)) throw new DebuggerError(`the frame has no variable '${plainText(name)}'`);
    });
  }

  private async evaluated(
    entry: StackEntry,
    source: string,
    { fuel, statements = false, repr = false, length = 10_000 }: EvaluateOptions,
    use?: (value: PyValue) => void,
  ): Promise<Evaluated> {
    const { machine } = this;
    const aside = new Aside(machine, fuel);
    const run = async (begin: () => Outcome): Promise<Outcome> => {
      let outcome = aside.run(begin);
      while (outcome.kind === 'paused') {
        const { request } = outcome;
        if (!(request instanceof PromisedAnswer)) throw new DebuggerError('it waits for something that does not come');
        const answer: SystemAnswer = await request.promise;
        outcome = aside.run(() => machine.resumeAnswered(answer));
      }
      return outcome;
    };
    try {
      const outcome = await run(() =>
        beginIn(machine, entry, statements ? `${source}\n` : source, statements ? 'single' : 'eval'),
      );
      if (outcome.kind === 'raised') return await failure(outcome.exception);
      const value = outcome.kind === 'value' ? outcome.value : null;
      use?.(value);
      if (!repr) return { ok: true, text: shown(value, { length }), type: shownType(value) };
      const text = await run(() => machine.callFunction(machine.libGlobals.getStr('repr')!, [value]));
      if (text.kind === 'raised') return await failure(text.exception);
      const said = text.kind === 'value' ? text.value : null;
      return { ok: true, text: textOf(said, length), type: shownType(value) };
    } catch (e) {
      if (e instanceof PySyntaxError)
        return { ok: false, text: `SyntaxError: ${plainText(e.msg)}`, type: 'SyntaxError' };
      if (e instanceof LimitError) return { ok: false, text: `LimitError: ${limitText(e)}`, type: 'LimitError' };
      throw e;
    } finally {
      aside.end();
      this.settled();
    }

    async function failure(exception: PyValue): Promise<Evaluated> {
      const type = shownType(exception);
      const said = await run(() => machine.callLibrary('exception_message', [exception]));
      const message = said.kind === 'value' ? textOf(said.value, 1000) : '';
      return { ok: false, text: message === '' ? type : `${type}: ${message}`, type };
    }
  }
}

/** Text that the program made. */
function textOf(value: PyValue, length: number): string {
  if (typeof value !== 'string') return shown(value, { length });
  return value
    .split('\n')
    .map((line) => plainText(line, length))
    .join('\n');
}

function limitText(e: LimitError): string {
  return e.limit === 'fuel' ? 'it takes too long (the fuel for one expression is spent)' : e.message;
}

const NOWHERE: FrameView = {
  function: '',
  file: '',
  line: 0,
  endLine: 0,
  column: -1,
  endColumn: -1,
  source: '',
  library: true,
};

/** Whether a text is a program, and where it can be stopped. */
export function linesToStopAt(source: string, file: string): readonly number[] {
  return [...(stoppableLines(source, file) ?? [])].sort((a, b) => a - b);
}
