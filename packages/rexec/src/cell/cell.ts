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
  admitModule,
  compileSource,
  compileTree,
  type engine,
  fork,
  fromPlain,
  type InspectedFrame,
  type InspectOptions,
  InternalError,
  inspect,
  Machine,
  type MachineOptions,
  newDict,
  type Outcome,
  openSnapshot,
  type Plain,
  type Powers,
  PyDict,
  PyException,
  PyModule,
  PyRaise,
  PySyntaxError,
  prepareImports,
  restore,
  SLICE_SPENT,
  type SystemAnswer,
  type SystemCall,
  setKeySecret,
  snapshot,
  strFromJS,
} from '@rexec/python';
import type { AuditHook } from '../audit/hook.js';
import { hostFunction } from '../bastion/bastion.js';
import { HostTable, hostSystem } from '../bastion/handlers.js';
import type { Exchange, Giveable, HostReference, HostValue } from '../bastion/values.js';
import { defined, put } from '../system/defined.js';
import { type Answerer, type Commanded, Driver } from './driver.js';
import { importStatement } from './import-statement.js';
import type { CellOptions, RunOptions, StartOptions } from './options.js';
import type { PolicyCellOptions } from './policy-options.js';
import type { Action } from './recorded.js';
import { type RunResult, withEnd } from './result.js';
import { Runner } from './runner.js';
import { checkPolicy, malformed, readSaved, type Saved, sealOf } from './saved.js';
import type { Step } from './step.js';
import { optionsUnderPolicy } from './under-policy.js';

export type { CellOptions, RunOptions, StartOptions } from './options.js';

setKeySecret(crypto.getRandomValues(new Int32Array(1))[0]!);

/** What a snapshot does not hold: the host's own things, by the names under which they were set. */
export interface Given {
  readonly functions?: Readonly<Record<string, HostReference>>;
}
export type RestoreOptions = (CellOptions | PolicyCellOptions) & Given;

export class Cell {
  private readonly runner: Runner;
  private readonly driver: Driver;
  private readonly machine: Machine;
  private readonly globals: PyDict;
  private readonly exchange: Exchange;

  private readonly options: CellOptions;

  private constructor(
    private readonly given: CellOptions,
    make: (options: MachineOptions) => Machine = (o) => new Machine(o),
  ) {
    this.exchange = given.exchange ?? new HostTable();
    const options = recorded(withHost(given, this.exchange));
    this.options = options;
    this.runner = new Runner(options, this.exchange);
    this.driver = new Driver(this.runner, options.deadlineClock, options.recorder);
    this.machine = make(this.machineOptions());
    this.runner.machine = this.machine;
    if (options.recorder !== undefined) options.recorder.fuel = () => this.machine.usage.fuel;
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
    const checkSource = runner.sources?.check;
    const powers: Powers = { ...this.options.powers };
    const { system, host } = powers;
    if (system !== undefined) powers.system = driver.watched(system);
    if (host !== undefined) powers.host = driver.watched(host);
    powers.console = {
      stdout: (text) => runner.emit('stdout', text),
      stderr: (text) => runner.emit('stderr', text),
    };
    if (readline !== undefined) powers.console.readline = readline;
    powers.refused = (event, detail) => runner.refused(event, detail);
    const options: MachineOptions = { powers };
    return put(options, { limits, deadlineClock, collectGarbage, interrupted, onLimit, restrictions, checkSource });
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
    return Cell.made(options);
  }

  private static made(options: CellOptions | PolicyCellOptions, make?: (o: MachineOptions) => Machine): Cell {
    if (!('policy' in options)) return new Cell(options, make);
    let cell: Cell | undefined;
    cell = new Cell(
      optionsUnderPolicy(options, () => cell),
      make,
    );
    return cell;
  }

  // -- runs ----------------------------------------------------------------------------------------------------------------

  /** Run statements. State persists between runs. Effects may be answered later: the program waits, the host does not. */
  run(source: string, options: RunOptions = {}): Promise<RunResult> {
    return this.driver.drive(() => this.begin(source, options), options.signal);
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
    return this.driver.drive(() => this.beginCall(name, args, kwargs));
  }

  /**
   * The end of the program: functions that it registered with atexit run, and finalizers (`__del__`, abandoned generators).
   * What it writes meanwhile is in the result. Nothing runs after a limit.
   */
  finish(): Promise<RunResult> {
    return this.driver.drive(() => this.beginFinish());
  }

  /** Run a whole program: `run`, then `finish`. */
  async runProgram(source: string, options: RunOptions = {}): Promise<RunResult> {
    const ran = await this.run(source, options);
    return ran.status === 'limit' ? ran : withEnd(ran, await this.finish());
  }

  /**
   * Runs statements up to where the program wants something of its host, and says what. A slice of `fuel` makes it stop
   * when it has spent so much.
   */
  start(source: string, options: StartOptions = {}): Step {
    this.driver.free();
    for (const name of options.functions ?? []) this.set(name, hostFunction({ name }));
    return this.driver.start(() => this.begin(source, options), options.fuel);
  }

  /** `call`, by steps. */
  startCall(
    name: string,
    args: readonly Giveable[] = [],
    kwargs: Readonly<Record<string, Giveable>> = {},
    options: Pick<StartOptions, 'fuel'> = {},
  ): Step {
    return this.driver.start(() => this.beginCall(name, args, kwargs), options.fuel);
  }

  /** What a host did with a cell, done again: for a replay. `fuel`: as of `start`. */
  again(action: Action, fuel: number | null): Step {
    return this.driver.start(() => {
      switch (action[0]) {
        case 'run':
          return this.begin(action[2], { mode: action[1] as NonNullable<RunOptions['mode']>, filename: action[3] });
        case 'call':
          return this.beginCall(action[1], action[2] as Giveable, action[3] as Giveable);
        case 'command':
          return this.beginCommand(action[1], action[2] as Giveable);
        case 'finish':
          return this.beginFinish();
        default:
          throw new InternalError(`${action[0]} is no run`);
      }
    }, fuel ?? undefined);
  }

  /** The answer to what the program waits for, whoever gives it: a supervisor in another process, a recording. */
  answer(answer: SystemAnswer, fuel: number | null = null): Step {
    this.driver.cutAfter(fuel);
    return this.driver.answerStep(answer);
  }

  /** A limit has ended it, or it was disposed of: nothing runs in it any more. */
  get ended(): boolean {
    return this.runner.ended;
  }

  /** Where a run stands that goes by steps, or that was restored in the middle; null: there is none. */
  get step(): Step | null {
    return this.driver.step;
  }

  /** Goes on from there to its end. A call that was open when the cell was saved is made again. */
  resume(options: Pick<RunOptions, 'signal'> = {}): Promise<RunResult> {
    return this.driver.resume(options.signal);
  }

  /** Ends the run that is under way, at once where it stands still, and the cell with it. Nothing of the program runs. */
  stop(reason: string): void {
    this.driver.stop(reason);
  }

  // The same at once, for cells whose system answers at once. A pause is an InternalError that says so.

  runSync(source: string, options: RunOptions = {}): RunResult {
    return this.driver.driveSync(() => this.begin(source, options));
  }

  evaluateSync(source: string, options: RunOptions = {}): RunResult {
    return this.runSync(source, { ...options, mode: 'eval' });
  }

  callSync(name: string, args: Giveable = [], kwargs: Giveable = {}): RunResult {
    return this.driver.driveSync(() => this.beginCall(name, args, kwargs));
  }

  commandSync(name: string, args: Giveable): RunResult {
    return this.driver.driveSync(() => this.beginCommand(name, args));
  }

  finishSync(): RunResult {
    return this.driver.driveSync(() => this.beginFinish());
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
    return this.driver.drive(() => this.beginCommand(name, args));
  }

  /** The same for a supervisor that answers some calls by itself: `held` says which. At once where nothing waits. */
  startCommand(name: string, args: Giveable, by: Answerer): Commanded {
    return this.driver.startCommand(() => this.beginCommand(name, args), by);
  }

  /** The same for the run that a restored cell stands in. Its open call is made again, or is left to `answer`. */
  goOnCommand(by: Answerer, call: 'again' | 'left'): Commanded {
    return this.driver.goOnCommand(by, call);
  }

  /** The call that the program waits for, as long as it does. */
  get openCall(): SystemCall | null {
    return this.driver.asked;
  }

  // -- what the host has to do with it -------------------------------------------------------------------------------------

  /** Text for a standard stream, as the program would have written it. */
  emit(stream: 'stdout' | 'stderr', text: string): void {
    this.runner.emit(stream, text);
  }

  /** Less fuel, or as much as there was: what is left is another's. */
  limitFuel(total: number): void {
    const { machine } = this;
    machine.limits.fuel = Math.max(1, Math.min(total, this.options.limits?.fuel ?? machine.limits.fuel));
  }

  /**
   * A function that hears of each event before it happens, as a hook of `sys.addaudithook` does, and may refuse it by throwing
   * (a HostError says which exception the program sees). It cannot be taken away. For cells under a policy.
   */
  addAuditHook(hook: AuditHook): void {
    if (this.options.hooks === undefined) throw new Error('there are no events to hear of: the cell has no policy');
    this.options.hooks.add(hook);
  }

  /** Binds a global name of the program to a copy of a value, a bastion or a function of the host. */
  set(name: string, value: Giveable): void {
    const plain = this.plain(name, value);
    this.options.recorder?.did(['set', name, plain]);
    this.globals.setStr(name, fromPlain(this.machine, plain));
  }

  /**
   * A module of the host's, for `import name`: values, functions and bastions by their names.
   *
   * ```ts
   * cell.setModule('shop', { currency: 'EUR', price: hostFunction(async (item) => await prices.get(item)) });
   * ```
   */
  setModule(name: string, members: Readonly<Record<string, Giveable>>): void {
    const made = newModule(this.machine, name);
    admitModule(this.machine, name);
    const plain = Object.entries(members).map(([m, value]) => [m, this.plain(`${name}.${m}`, value)] as const);
    this.options.recorder?.did(['module', name, plain.flat()]);
    for (const [member, value] of plain) made.dict.setStr(member, fromPlain(this.machine, value));
  }

  private plain(label: string, value: Giveable): Plain {
    if (this.exchange instanceof HostTable) this.exchange.label(value, label);
    return this.exchange.toCell(value);
  }

  /** A copy of what a global name of the program stands for; undefined: it is not there. Nothing of the program runs. */
  get(name: string): HostValue | undefined {
    const value = this.globals.getStr(name);
    return value === undefined ? undefined : this.runner.taken(value);
  }

  /**
   * The frames of a program that stands still, innermost first, with their variables as short texts; none between runs.
   * Nothing of the program runs for it.
   */
  inspect(options: InspectOptions = {}): InspectedFrame[] {
    return inspect(this.machine, options);
  }

  /** What has been spent so far. */
  get usage() {
    return this.machine.usage;
  }

  /** Milliseconds that are left of its time. */
  get timeLeft(): number {
    return this.options.deadlineClock === undefined ? Infinity : this.machine.limits.time - this.machine.usage.time;
  }

  /** For what looks into a cell that stands still, as a debugger: its machine. `settled` forgets a call that was made aside. */
  inside(): { readonly machine: Machine; settled(): void } {
    return {
      machine: this.machine,
      settled: () => {
        this.driver.asked = null;
      },
    };
  }

  /** Let go of the cell's heap. */
  dispose(): void {
    this.runner.ended = true;
    this.options.onDispose?.();
    this.globals.clear();
    this.machine.modules.clear();
  }

  // -- a cell as bytes -----------------------------------------------------------------------------------------------------

  /**
   * The cell as it stands, before its first run, between runs or at a pause. It goes on by `Cell.restore`, in whatever
   * process, as often as one likes.
   */
  snapshot(): Uint8Array {
    const policy = this.options.world?.policy ?? null;
    return this.kept(() => snapshot(this.machine, sealOf(this.saved(), policy)));
  }

  /**
   * A cell from the bytes of another, with the powers that are given here: the policy may not be wider than the one under
   * which the snapshot was taken. `functions` are the host's own by the names under which they were set (`set`,
   * `setModule`: `module.name`); those without a callback need not be given. Throws SnapshotError.
   *
   * ```ts
   * const cell = Cell.restore(bytes, { policy, functions: { lookup: hostFunction(lookup) } });
   * const result = await cell.resume();
   * ```
   */
  static restore(bytes: Uint8Array, options: RestoreOptions = {}): Cell {
    const opened = openSnapshot(bytes);
    const { saved, words } = readSaved(opened);
    const { functions, ...rest } = options;
    checkPolicy(words, 'policy' in rest ? rest.policy : null);
    const cell = Cell.made(rest, (o) => restore(opened, o));
    if (cell.exchange instanceof HostTable) cell.exchange.load(saved.things, functions ?? {});
    cell.load(saved);
    return cell;
  }

  /** Two cells from one, that go on by themselves. The host's functions and objects are the same for both. */
  fork(): Cell {
    const cell = this.kept(() => Cell.made(this.options.world?.again ?? this.given, (o) => fork(this.machine, o)));
    const things = cell.exchange instanceof HostTable && this.exchange instanceof HostTable;
    if (things) (cell.exchange as HostTable).copyFrom(this.exchange as HostTable);
    cell.load(this.saved());
    return cell;
  }

  /** Meanwhile the machine holds what its host has of its heap. */
  private kept<T>(body: () => T): T {
    if (this.runner.ended) throw new InternalError('the cell has ended');
    this.machine.kept = [this.globals, this.runner.course?.exception ?? null];
    try {
      return body();
    } finally {
      // Heap walks count what is held.
      this.machine.kept = [];
    }
  }

  private saved(): Saved {
    const { runner, driver, options, exchange } = this;
    return {
      course: runner.course,
      stdout: runner.stdout.join(''),
      stderr: runner.stderr.join(''),
      refusals: runner.refusals,
      asked: driver.asked,
      calls: driver.calls,
      things: exchange instanceof HostTable ? exchange.save() : [],
      world: options.world?.save() ?? null,
    };
  }

  private load(saved: Saved): void {
    const { runner, driver, machine } = this;
    const [, exception] = machine.kept;
    machine.kept = [];
    // What is set aside for the cells inside it counts as its own.
    if (machine.held < (this.options.world?.load(saved.world) ?? 0)) throw malformed();
    if (saved.stdout !== '') runner.stdout = [saved.stdout];
    if (saved.stderr !== '') runner.stderr = [saved.stderr];
    runner.refusals = [...saved.refusals];
    driver.calls = saved.calls;
    if (machine.pausedFrame === null || saved.course === null) return;
    runner.course = { ...saved.course, exception: exception instanceof PyException ? exception : null };
    driver.standAt(saved.asked, SLICE_SPENT);
  }

  // -- beginnings ----------------------------------------------------------------------------------------------------------

  private begin(source: string, options: Omit<RunOptions, 'signal'>): Outcome {
    const filename = options.filename ?? '<string>';
    this.options.recorder?.did(['run', options.mode ?? 'exec', source, filename]);
    if (options.mode === 'module') return this.machine.callLibrary('run_module_as_main', [strFromJS(source)]);
    const code = this.compile(source, filename, options.mode ?? 'exec', options.tree);
    if (!filename.startsWith('<')) this.globals.setStr('__file__', strFromJS(filename));
    if (code instanceof PyRaise) return { kind: 'raised', exception: code.exc };
    const { hooks, recorder, world, powers } = this.options;
    const policy = world?.policy;
    if (hooks?.any !== true && recorder === undefined)
      prepareImports(this.machine, code, policy?.digest() ?? '', (name: string) => {
        if (policy == null) return powers?.system === undefined;
        return policy.decide({ kind: 'import', name }).action === 'allow' && world?.mayFindSource?.(name) === false;
      });
    return this.machine.runCode(code, this.globals);
  }

  private beginCall(name: string, args: Giveable, kwargs: Giveable): Outcome {
    const [positional, keywords] = [this.exchange.toCell(args), this.exchange.toCell(kwargs)];
    this.options.recorder?.did(['call', name, positional, keywords]);
    const fn = this.globals.getStr(name);
    return this.machine.callLibrary('call_global', [
      fn === undefined ? null : fn,
      strFromJS(name),
      fn !== undefined,
      fromPlain(this.machine, positional),
      fromPlain(this.machine, keywords),
    ]);
  }

  private beginCommand(name: string, args: Giveable): Outcome {
    const given = this.exchange.toCell(args);
    this.options.recorder?.did(['command', name, given]);
    return this.machine.callLibrary('cell_command', [this.globals, name, fromPlain(this.machine, given)]);
  }

  private beginFinish(): Outcome {
    this.options.recorder?.did(['finish']);
    return this.machine.callLibrary('finish_program', []);
  }

  private compile(source: string, filename: string, mode: 'exec' | 'eval' | 'single', tree?: engine.ast.Mod) {
    this.machine.chargeSource(source.length);
    try {
      const options = this.machine.compileOptions(filename, source);
      return tree === undefined
        ? compileSource(source, filename, mode, options)
        : compileTree(tree, filename, mode, options);
    } catch (e) {
      if (e instanceof PyRaise) return e;
      if (e instanceof PySyntaxError) return this.machine.syntaxError(e);
      throw e;
    }
  }
}

/** Without a system, the host's own functions are there all the same. */
function withHost(options: CellOptions, exchange: Exchange): CellOptions {
  const { powers = {} } = options;
  if (powers.system !== undefined || powers.host !== undefined || !(exchange instanceof HostTable)) return options;
  return { ...options, powers: { ...powers, host: hostSystem(exchange) } };
}

/** The options as they are for the machine: with powers whose answers are written down. */
function recorded(options: CellOptions): CellOptions {
  const { recorder, limits = {}, argv = [''], restrictions, language, powers } = options;
  if (recorder === undefined) return options;
  return recorder.around(options, {
    limits,
    argv,
    clock: { mode: 'none' },
    entropy: { mode: 'none' },
    ...defined({ restrictions, language }),
    ...(powers?.budget === true ? { budget: true } : {}),
  });
}

/** The module of the program. */
function newMain(machine: Machine): PyModule {
  const main = newModule(machine, '__main__');
  main.dict.setStr('__builtins__', machine.modules.getStr('builtins')!);
  return main;
}

function newModule(machine: Machine, name: string): PyModule {
  const made = new PyModule((machine.modules.getStr('builtins') as PyModule).shape, newDict());
  made.dict.setStr('__name__', name);
  for (const key of ['__doc__', '__package__', '__loader__', '__spec__']) made.dict.setStr(key, null);
  machine.modules.setStr(name, made);
  return made;
}
