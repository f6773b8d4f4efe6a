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
  fromPlain,
  compileTree,
  type engine,
  fork,
  InternalError,
  LimitError,
  type Limits,
  Machine,
  type MachineOptions,
  newDict,
  type Outcome,
  type Powers,
  type PyDict,
  type PyException,
  PyModule,
  PyRaise,
  PySyntaxError,
  type PyValue,
  type Restrictions,
  type SystemAnswer,
  setKeySecret,
  strFromJS,
  toPlain,
  typeOf,
} from '@rexec/python';
import { HostTable } from '../bastion/handlers.js';
import { ConversionError, type Exchange, type Giveable, type HostValue, PythonObject } from '../bastion/values.js';
import { PromisedAnswer } from '../system/later.js';
import { importStatement } from './import-statement.js';
import { type Refusal, type RunError, type RunResult, type Status, withEnd } from './result.js';
import { optionsUnderPolicy, type PolicyCellOptions } from './under-policy.js';

setKeySecret(crypto.getRandomValues(new Int32Array(1))[0]!);

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
  /**
   * A limit is reached: a greater number is the limit from now on, anything else ends the run.
   *
   * ```ts
   * onLimit: (limit, usage) => (limit === 'fuel' && usage.fuel < 1e9 ? usage.fuel * 2 : undefined)
   * ```
   */
  onLimit?: NonNullable<MachineOptions['onLimit']>;
  /** Called as text is written, besides being collected in the result. */
  onStdout?: (text: string) => void;
  onStderr?: (text: string) => void;
  /** Collect output in the result (default true). */
  collect?: boolean;
  /** A line of standard input with its newline, '' at its end. */
  readline?: () => string;
  /** `sys.argv`. */
  argv?: readonly string[];
  /** What the program does not see. */
  restrictions?: Restrictions;
  /** Called when the cell is disposed of. */
  onDispose?: () => void;
  /** Called when a limit has ended the cell: nothing that it had begun is to have an effect any more. */
  onEnded?: (message: string) => void;
  /** What a system of the host's own has refused since the last call. */
  takeRefused?: () => Refusal[];
  /** How values cross. Default: a HostTable of the cell's own. */
  exchange?: Exchange;
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
  /** What is written to stderr while a traceback is printed. */
  private heard: string[] | null = null;
  private ended = false;
  /** A run is under way, or waits: another cannot begin in the middle of it. */
  private running = false;
  private readonly exchange: Exchange;

  private constructor(private readonly options: CellOptions) {
    this.exchange = options.exchange ?? new HostTable();
    this.runner = new Runner(options, this.exchange);
    this.driver = new Driver(this.runner, options.deadlineClock);
    this.machine = make(this.machineOptions());
    this.runner.machine = this.machine;
    const [main] = this.machine.kept;
    if (main instanceof PyDict) this.globals = main;
    else {
      if (options.argv !== undefined) this.machine.argv = [...options.argv];
      this.globals = newMain(this.machine).dict;
    }
  }

  private machineOptions(): MachineOptions {
    const { runner, driver } = this;
    const { limits, deadlineClock, collectGarbage, interrupted, onLimit, restrictions, readline } = this.options;
    const { sources } = runner;
    const { system, ...powers } = this.options.powers ?? {};
    const host = system === undefined && this.exchange instanceof HostTable ? hostSystem(this.exchange) : undefined;
    return {
      ...(limits === undefined ? {} : { limits }),
      ...(deadlineClock === undefined ? {} : { deadlineClock }),
      ...(collectGarbage === undefined ? {} : { collectGarbage }),
      ...(interrupted === undefined ? {} : { interrupted }),
      ...(onLimit === undefined ? {} : { onLimit }),
      ...(restrictions === undefined ? {} : { restrictions }),
      ...(sources === undefined ? {} : { checkSource: sources.check }),
      powers: {
        ...options.powers,
        console: {
          stdout: (text) => this.emit('stdout', text),
          stderr: (text) => this.emit('stderr', text),
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

  /**
   * A cell with the powers that are given, or one under a policy.
   *
   * ```ts
   * const cell = Cell.create({ policy: { extends: 'pure', files: { mounts: [{ at: '/tmp', memory: '1 MB' }] } } });
   * await cell.run('open("/tmp/a", "w").write("x")');
   * ```
   */
  static create(options: CellOptions | PolicyCellOptions = {}): Cell {
    if (!('policy' in options)) return new Cell(options);
    let cell: Cell | undefined;
    cell = new Cell(optionsUnderPolicy(options, () => cell));
    return cell;
  }

  /** Run statements. State persists between runs. Effects may be answered later: the program waits, the host does not. */
  run(source: string, options: RunOptions = {}): Promise<RunResult> {
    return this.drive(this.whole(() => this.begin(source, options)));
  }

  /** Text for a standard stream, as the program would have written it. */
  emit(stream: 'stdout' | 'stderr', text: string): void {
    if (stream === 'stderr') this.heard?.push(text);
    if (this.options.collect ?? true) this[stream].push(text);
    if (stream === 'stdout') this.options.onStdout?.(text);
    else this.options.onStderr?.(text);
  }

  /** Value of one expression. */
  evaluate(source: string, options: RunOptions = {}): Promise<RunResult> {
    return this.run(source, { ...options, mode: 'eval' });
  }

  /** `import name`, as a statement of the program: the name is bound in its globals. */
  import(name: string): Promise<RunResult> {
    return this.run(importStatement(name));
  }

  /**
   * Calls what a global name of the program stands for, with an array of arguments and an object (or Map) of keywords; the
   * result's value is what it returned.
   */
  call(
    name: string,
    args: readonly Giveable[] = [],
    kwargs: Readonly<Record<string, Giveable>> = {},
  ): Promise<RunResult> {
    return this.drive(this.whole(() => this.beginCall(name, args, kwargs)));
  }

  /**
   * The end of the program: functions that it registered with atexit run, and finalizers (`__del__`, abandoned generators).
   * What it writes meanwhile is in the result. Nothing runs after a limit.
   */
  finish(): Promise<RunResult> {
    return this.drive(this.whole(() => this.machine.callLibrary('finish_program', [])));
  }

  /** Run a whole program: `run`, then `finish`. */
  async runProgram(source: string, options: RunOptions = {}): Promise<RunResult> {
    const ran = await this.run(source, options);
    return ran.status === 'limit' ? ran : withEnd(ran, await this.finish());
  }

  // The same at once, for cells whose system answers at once. A pause is an InternalError that says so.

  runSync(source: string, options: RunOptions = {}): RunResult {
    return this.driveSync(this.whole(() => this.begin(source, options)));
  }

  evaluateSync(source: string, options: RunOptions = {}): RunResult {
    return this.runSync(source, { ...options, mode: 'eval' });
  }

  callSync(name: string, args: Giveable = [], kwargs: Giveable = {}): RunResult {
    return this.driveSync(this.whole(() => this.beginCall(name, args, kwargs)));
  }

  commandSync(name: string, args: Giveable): RunResult {
    return this.driveSync(this.whole(() => this.beginCommand(name, args)));
  }

  finishSync(): RunResult {
    return this.driveSync(this.whole(() => this.machine.callLibrary('finish_program', [])));
  }

  runProgramSync(source: string, options: RunOptions = {}): RunResult {
    const ran = this.runSync(source, options);
    return ran.status === 'limit' ? ran : withEnd(ran, this.finishSync());
  }

  /**
   * A command of the supervisor's own (library/cells.py), run inside the cell: its program, or something that is kept there
   * by a number. The value is what the command says came of it; the exceptions of the program are part of that.
   */
  command(name: string, args: Giveable): Promise<RunResult> {
    return this.drive(this.whole(() => this.beginCommand(name, args)));
  }

  /** The same for a supervisor that answers some calls by itself: `held` says which. At once where nothing waits. */
  startCommand(name: string, args: Giveable, by: Answerer): Commanded {
    const course = this.whole(() => this.beginCommand(name, args));
    const go = (resume: () => IteratorResult<PromisedAnswer, RunResult>): void => {
      const step = this.step(resume);
      if (!(step instanceof PromisedAnswer)) by.done(step);
      else if (!by.held(step)) void this.wait(step).then((answer) => go(() => this.resumed(course, answer)));
    };
    go(() => course.next());
    return { answer: (answer) => go(() => this.resumed(course, answer)) };
  }

  /** Less fuel, or as much as there was: what is left is another's. */
  limitFuel(total: number): void {
    const { machine } = this;
    machine.limits.fuel = Math.max(1, Math.min(total, this.options.limits?.fuel ?? machine.limits.fuel));
  }

  /** Binds a global name of the program to a copy of a value, a bastion or a function of the host. */
  set(name: string, value: Giveable): void {
    this.globals.setStr(name, fromPlain(this.machine, this.exchange.toCell(value)));
  }

  /** A copy of what a global name of the program stands for; undefined: it is not there. Nothing of the program runs. */
  get(name: string): HostValue | undefined {
    const value = this.globals.getStr(name);
    return value === undefined ? undefined : this.taken(value);
  }

  /** What has been spent so far. */
  get usage() {
    return this.machine.usage;
  }

  /** Milliseconds that are left of its time. */
  get timeLeft(): number {
    return this.options.deadlineClock === undefined ? Infinity : this.machine.limits.time - this.machine.usage.time;
  }

  /** Let go of the cell's heap. */
  dispose(): void {
    this.ended = true;
    this.options.onDispose?.();
    this.globals.clear();
    this.machine.modules.clear();
  }

  // -- beginnings ----------------------------------------------------------------------------------------------------------

  private begin(source: string, options: RunOptions): Outcome {
    const filename = options.filename ?? '<string>';
    if (options.mode === 'module') return this.machine.callLibrary('run_module_as_main', [strFromJS(source)]);
    const code = this.compile(source, filename, options.mode ?? 'exec', options.tree);
    if (!filename.startsWith('<')) this.globals.setStr('__file__', strFromJS(filename));
    return code instanceof PyRaise ? { kind: 'raised', exception: code.exc } : this.machine.runCode(code, this.globals);
  }

  private beginCall(name: string, args: Giveable, kwargs: Giveable): Outcome {
    const give = (value: Giveable) => fromPlain(this.machine, this.exchange.toCell(value));
    const fn = this.globals.getStr(name);
    return this.machine.callLibrary('call_global', [
      fn === undefined ? null : fn,
      strFromJS(name),
      fn !== undefined,
      give(args),
      give(kwargs),
    ]);
  }

  private beginCommand(name: string, args: Giveable): Outcome {
    const given = fromPlain(this.machine, this.exchange.toCell(args));
    return this.machine.callLibrary('cell_command', [this.globals, name, given]);
  }

  private compile(source: string, filename: string, mode: 'exec' | 'eval' | 'single', tree?: engine.ast.Mod) {
    this.machine.chargeSource(source.length);
    try {
      const options = this.machine.compileOptions(filename, source);
      return tree === undefined
        ? compileSource(source, filename, mode, options)
        : compileTree(tree, filename, mode, options);
    } catch (e) {
      if (e instanceof PySyntaxError) return this.machine.syntaxError(e);
      throw e;
    }
  }

  // -- the course of a run: parts that may wait ----------------------------------------------------------------------------

  /** One part, to its value or exception. */
  private *part(begin: () => Outcome): Course<Ended> {
    let outcome = begin();
    while (outcome.kind === 'paused') {
      const answer = yield outcome.request as PromisedAnswer;
      outcome = this.machine.resumeAnswered(answer);
    }
    return outcome;
  }

  /** A run and its result. */
  private whole(begin: () => Outcome): Course<RunResult> {
    if (this.running) throw new Error('the cell is running');
    return this.alone(begin);
  }

  private *alone(begin: () => Outcome): Course<RunResult> {
    this.running = true;
    try {
      return yield* this.course(begin);
    } finally {
      this.running = false;
    }
  }

  private *course(begin: () => Outcome): Course<RunResult> {
    const outcome = yield* this.part(begin);
    if (outcome.kind === 'value') return this.result('ok', this.taken(outcome.value), null, null);
    const exc = outcome.exception;
    if (typeOf(exc).name === 'SystemExit') {
      const exitCode = yield* this.exitStatus(exc);
      return this.result(exitCode === 0 ? 'ok' : 'error', null, null, exitCode);
    }
    const refused = this.machine.isRefusal(exc);
    return this.result(refused ? 'refused' : 'error', null, yield* this.describe(exc), null);
  }

  private driveSync(course: Course<RunResult>): RunResult {
    return this.guard(() => {
      const step = course.next();
      if (step.done === true) return step.value;
      this.ended = true;
      throw new InternalError('the program waits for an answer that comes later: use run(), not runSync()');
    });
  }

  /** A course up to its result, or to what it waits for. */
  private step(resume: () => IteratorResult<PromisedAnswer, RunResult>): RunResult | PromisedAnswer {
    const held: { later?: PromisedAnswer } = {};
    const result = this.guard(() => {
      const step = resume();
      if (step.done === true) return step.value;
      held.later = step.value;
      return null;
    });
    return held.later ?? result!;
  }

  private async drive(course: Course<RunResult>): Promise<RunResult> {
    let resume = () => course.next();
    for (;;) {
      const step = this.step(resume);
      if (!(step instanceof PromisedAnswer)) return step;
      const answer = await this.wait(step);
      resume = () => this.resumed(course, answer);
    }
  }

  private resumed(course: Course<RunResult>, answer: SystemAnswer | null): IteratorResult<PromisedAnswer, RunResult> {
    if (this.ended) throw new LimitError('stopped', 'stopped: the cell was disposed of');
    if (answer !== null) return course.next(answer);
    throw new LimitError('time', `the program waited longer than its time of ${this.machine.limits.time} ms`);
  }

  /** The answer, or null where the cell's time is up before it. Time in which a question is open does not count. */
  private async wait(later: PromisedAnswer): Promise<SystemAnswer | null> {
    const clock = this.options.deadlineClock;
    if (clock === undefined) return await later.promise;
    const since = clock();
    const counted = () => clock() - since - later.uncounted();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<null>((resolve) => {
      const look = () => {
      if (e instanceof PyRaise) return e;
        const left = this.machine.limits.time - this.machine.usage.time - counted();
        if (left <= 0) resolve(null);
        else timer = setTimeout(look, Math.min(left + 1, 2 ** 30));
      };
      look();
    });
    try {
      return await Promise.race([later.promise, late]);
    } finally {
      clearTimeout(timer);
      this.machine.addTime(counted());
    }
  }

  /** Runs a part of a program; a limit ends the cell, and is a result. */
  private guard<T extends RunResult | null>(body: () => T): T | RunResult {
    if (this.ended && !this.running) throw new InternalError('the cell has ended');
    try {
      return body();
    } catch (e) {
      // What else was thrown is a bug, or the host's own: the machine stands in the middle of something.
      this.ended = true;
      if (!(e instanceof LimitError)) throw e;
      this.options.onEnded?.(e.message);
      const error = { type: 'LimitError', message: e.message, traceback: '', limit: e.limit };
      return this.result('limit', null, error, null);
    }
  }

  // -- results -------------------------------------------------------------------------------------------------------------

  /** A copy for the host; what is too deep, too large or holds itself is opaque. */
  private taken(value: PyValue): HostValue {
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

  /** sys.excepthook on the exception; its text is what the hook wrote to stderr. */
  private *describe(exc: PyException): Course<RunError> {
    this.heard = [];
    yield* this.part(() => this.machine.callLibrary('print_uncaught', [exc]));
    const traceback = this.heard.join('');
    this.heard = null;
    const text = yield* this.part(() => this.machine.callLibrary('exception_message', [exc]));
    const message = text.kind === 'value' ? this.taken(text.value) : '';
    return { type: typeOf(exc).qualname, message: typeof message === 'string' ? message : '', traceback };
  }

  /** The exit status of SystemExit: None is 0, an int itself, anything else is printed and 1. */
  private *exitStatus(exc: PyException): Course<number> {
    const outcome = yield* this.part(() => this.machine.callLibrary('system_exit_status', [exc]));
    const v: PyValue = outcome.kind === 'value' ? outcome.value : 1;
    return typeof v === 'number' ? v & 0xff : 1;
  }
}

/** Who waits for a command, and answers some of the calls that the program makes meanwhile. */
export interface Answerer {
  done(result: RunResult): void;
  held(later: PromisedAnswer): boolean;
}

export interface Commanded {
  /** The answer to the held call that the program waits for. */
  answer(answer: SystemAnswer): void;
}

/** Yields where the program waits, and goes on with the answer. */
type Course<T> = Generator<PromisedAnswer, T, SystemAnswer>;
type Ended = Exclude<Outcome, { kind: 'paused' }>;

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
