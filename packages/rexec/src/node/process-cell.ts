/**
 * A cell in a process of its own: the fence around the language's boundary. The child has an empty environment, a heap
 * cap, Node's permission model without rights beyond reading its own code, and no code generation from strings. It asks
 * for everything by messages (PyPy's sandbox is the model), and its supervisor, here, trusts none of them.
 *
 * ```ts
 * const cell = ProcessCell.create({ settings, system: supervisor });
 * const result = await cell.run('print(open("/data/a.txt").read())');
 * await cell.dispose();
 * ```
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Clock, Entropy, Plain, RaisableLimit, System, SystemAnswer, SystemCall, Usage } from '@rexec/python';
import { resealed, SnapshotError } from '@rexec/python/source';
import type { AuditHook, AuditHooks } from '../audit/hook.js';
import { hostFunction } from '../bastion/bastion.js';
import { HostTable } from '../bastion/handlers.js';
import { ConversionError, type Exchange, type Giveable, type HostValue } from '../bastion/values.js';
import type { Given } from '../cell/cell.js';
import { importStatement } from '../cell/import-statement.js';
import type { RunOptions, StartOptions } from '../cell/options.js';
import type { Action, CellRecorder } from '../cell/recorded.js';
import { type RunError, type RunResult, withEnd } from '../cell/result.js';
import { checkPolicy, readSaved, type Saved, sealOf, type WorldState } from '../cell/saved.js';
import type { CellSettings } from '../cell/settings.js';
import { type HostCall, unanswered } from '../cell/step.js';
import type { PolicyCellOptions } from '../cell/under-policy.js';
import { makeWorld } from '../cell/world.js';
import { answerToWire } from '../system/answer-wire.js';
import { listOf } from '../system/keeping.js';
import type { PromisedAnswer } from '../system/later.js';
import type { Refusal, Supervisor } from '../system/supervisor.js';
import { decode, type Expected, encode, Messages, WireError, type WireValue } from '../system/wire.js';
import { dataToWire } from '../system/wire-data.js';
import { amount, list, number, plainOf, text, wireToResult } from './cell-wire.js';
import { jailCommand } from './jail.js';
import { processCells } from './nested-process.js';
import { realClock, realEntropy } from './powers.js';
import { ProcessStep, type ProcessStepped } from './process-step.js';

/** What answers a cell's calls. A `PromisedAnswer` is waited for. */
export interface ProcessSystem {
  call(call: { name: string; args: readonly Plain[]; place: Place }): SystemAnswer | { readonly kind: 'later' };
  audit?(event: string, args: readonly Plain[], place: Place): void;
}
type Place = { filename: string; line: number; fuel: number };

export interface ProcessCellOptions {
  settings: CellSettings;
  system: ProcessSystem;
  /** `jail`: bubblewrap around the process, where it is installed. */
  isolation?: 'process' | 'jail';
  onStdout?: (text: string) => void;
  onStderr?: (text: string) => void;
  /** Collect output in the result (default true). */
  collect?: boolean;
  /** As `CellOptions.onLimit`; the memory of a process cannot be raised. */
  onLimit?: (limit: RaisableLimit, usage: Usage) => number | undefined;
  /** What the system has refused since the last call. */
  takeRefused?: () => Refusal[];
  /** Called when the process has ended. */
  onDispose?: () => void;
  /** Where the host's audit hooks hear of events. */
  hooks?: AuditHooks;
  /** How values cross: the table that the system's host calls use. */
  exchange?: Exchange;
  /** The supervisor's side, for snapshots. */
  world?: WorldState;
  recorder?: CellRecorder;
}

/** A cell under a policy; `interrupted` is `dispose` here. */
export interface ProcessPolicyOptions
  extends Omit<PolicyCellOptions, 'interrupted'>,
    Pick<ProcessCellOptions, 'isolation'> {}

/** The supervisor of the policy on this side, the settings of the machine for the other. */
function underPolicy(options: ProcessPolicyOptions, cell: () => ProcessCell | undefined): ProcessCellOptions {
  const { onStdout, onStderr, collect, onLimit, readline, isatty, isolation, between, recorder, ...rest } = options;
  const exchange = new HostTable();
  const { policy, supervisor, settings } = makeWorld({
    nested: { make: processCells(isolation), timeLeft: () => cell()?.timeLeft ?? Number.POSITIVE_INFINITY },
    ...rest,
    ...(recorder === undefined ? {} : { sinks: [...(rest.sinks ?? []), recorder.sink] }),
    host: exchange,
    console: {
      stdout: (text) => {
        recorder?.wrote('stdout', text);
        onStdout?.(text);
      },
      stderr: (text) => {
        recorder?.wrote('stderr', text);
        onStderr?.(text);
      },
      ...(readline === undefined ? {} : { readline }),
      ...(isatty === undefined ? {} : { isatty }),
    },
  });
  return {
    settings: recorder === undefined ? settings : { ...settings, remote: true },
    exchange,
    ...(recorder === undefined ? {} : { recorder }),
    world: { policy, again: options, save: () => [supervisor.save(), 0n, 0n], load: (s) => supervisor.load(s) },
    system: between?.(supervisor) ?? answering(supervisor),
    hooks: supervisor.hooks,
    takeRefused: () => supervisor.takeRefused(),
    onDispose: () => supervisor.end(),
    ...(isolation === undefined ? {} : { isolation }),
    ...(onStdout === undefined ? {} : { onStdout }),
    ...(onStderr === undefined ? {} : { onStderr }),
    ...(collect === undefined ? {} : { collect }),
    ...(onLimit === undefined ? {} : { onLimit }),
  };
}

/** Events without an effect are not waited for in the process: where a hook refuses one, the run ends. */
function answering(supervisor: Supervisor): ProcessSystem {
  return {
    call: (call) => supervisor.call(call),
    audit: (event, args, place) => {
      const refusal = supervisor.audit(event, args, place);
      if (refusal !== undefined) supervisor.stop(`an audit hook refused ${event}: ${refusal.message}`);
    },
  };
}

/** Powers that a process asks for where they are recorded. */
const POWERS = ['clock', 'entropy'] as const;
/** Bytes of chance at once. */
const MAX_CHANCE = 2 ** 20;
/** Bytes of one message of a snapshot, and of a whole one. */
const PART = 16 * 2 ** 20;
const MAX_SNAPSHOT = 2 ** 30;

/** Longest message from a cell. */
const MAX_MESSAGE = 64 * 2 ** 20;
/** Bytes that the values of one message may take here. */
const MAX_VALUES = 256 * 2 ** 20;
/** Bytes of a process beyond what its cell's heap may hold. */
const HEAP_BEYOND = 128 * 2 ** 20;
/** The supervisor ends a process that has not ended itself by its time limit, at this multiple and so many milliseconds more. */
const LATE = 1.5;
const LATE_MS = 300;

/** The cell's program: beside the package's own code, its bundle, or the bundle of the command, in this repository or installed. */
const PROGRAM = ['../bin/', '../../bin/', '../../rexec/bin/', '../../../rexec/bin/']
  .map((folder) => fileURLToPath(new URL(`${folder}cell-process.mjs`, import.meta.url)))
  .find((file) => existsSync(file));

const FROM_CELL: Expected = { plain: true, memory: MAX_VALUES };

export class ProcessCell implements ProcessStepped {
  private readonly child: ChildProcess;
  private readonly pipe: Duplex;
  private readonly messages = new Messages(MAX_MESSAGE);
  private stdout: string[] = [];
  private stderr: string[] = [];
  private spent: Usage = { fuel: 0, time: 0, memory: 0, output: 0 };
  private timeLimit = 0;
  private outputLimit = 0;
  private waiting: ((left: RunResult | 'slice' | 'call') => void) | null = null;
  private ended: RunError | null = null;
  private startedAt = 0;
  private uncounted = 0;
  private watch: NodeJS.Timeout | undefined;
  private outputUsed = 0;
  /** What waits for words that are no run's: a value, a snapshot. */
  private asked: Question | null = null;
  /** The call whose answer is not there yet. */
  private pending: PromisedAnswer | null = null;
  /** The run goes by steps: calls without a callback are the host's to answer. */
  private stepping = false;
  /** The call that the host answers by stepping. */
  private left: SystemCall | null = null;
  private calls = 0;
  private current: ProcessStep | null = null;
  private readonly exchange: Exchange;
  private readonly system: ProcessSystem;
  private readonly clock: Clock;
  private readonly entropy: Entropy;

  private constructor(private readonly options: ProcessCellOptions) {
    this.exchange = options.exchange ?? new HostTable();
    const { recorder, settings } = options;
    this.system = recorder?.system(options.system as System) ?? options.system;
    this.clock = recorder?.clock(realClock) ?? realClock;
    this.entropy = recorder?.entropy(realEntropy) ?? realEntropy;
    if (recorder !== undefined) {
      recorder.fuel = () => this.spent.fuel;
      recorder.begin(settings, ['system', ...POWERS.filter((power) => settings[power].mode !== 'none')]);
    }
    this.timeLimit = options.settings.limits.time ?? 10_000;
    this.outputLimit = options.settings.limits.output ?? 10 * 2 ** 20;
    if (PROGRAM === undefined) throw new Error('not built yet: the program of cell processes is missing');
    const memory = options.settings.limits.memory ?? 256 * 2 ** 20;
    const args = nodeArguments(PROGRAM, memory);
    const [command, argv] =
      options.isolation === 'jail' ? jailCommand(process.execPath, args, dirsOf(PROGRAM)) : [process.execPath, args];
    this.child = spawn(command, argv, { cwd: '/', env: {}, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    this.pipe = this.child.stdio[3] as Duplex;
    this.pipe.on('data', (chunk: Buffer) => this.received(chunk));
    this.pipe.on('error', () => this.end('the process of the cell has gone'));
    this.child.on('error', (e) => this.end(`the process of the cell cannot be started: ${e.message}`));
    this.child.on('exit', (code, signal) => {
      // What it wrote last may still be in the pipe.
      setImmediate(() => this.end(`the process of the cell ended (${signal ?? `status ${code}`})`));
    });
  }

  /** A cell whose system is given, or one under a policy, as `Cell.create`. */
  static create(options: ProcessCellOptions | ProcessPolicyOptions): ProcessCell {
    const cell = ProcessCell.made(options);
    cell.send(['start', dataToWire(cell.options.settings)]);
    return cell;
  }

  private static made(options: ProcessCellOptions | ProcessPolicyOptions): ProcessCell {
    if (!('policy' in options)) return new ProcessCell(options);
    let cell: ProcessCell | undefined;
    cell = new ProcessCell(underPolicy(options, () => cell));
    return cell;
  }

  run(source: string, options: Omit<RunOptions, 'signal' | 'tree'> = {}): Promise<RunResult> {
    return this.toEnd(['run', options.mode ?? 'exec', source, options.filename ?? '<string>']);
  }

  evaluate(source: string, options: Omit<RunOptions, 'signal' | 'tree'> = {}): Promise<RunResult> {
    return this.run(source, { ...options, mode: 'eval' });
  }

  import(name: string): Promise<RunResult> {
    return this.run(importStatement(name));
  }

  call(name: string, args: Giveable = [], kwargs: Giveable = {}): Promise<RunResult> {
    const { exchange } = this;
    return this.toEnd(['call', name, exchange.toCell(args), exchange.toCell(kwargs)]);
  }

  /** A command of the supervisor's own, as `Cell.command`. */
  command(name: string, args: Giveable): Promise<RunResult> {
    return this.toEnd(['command', name, this.exchange.toCell(args)]);
  }

  finish(): Promise<RunResult> {
    return this.toEnd(['finish']);
  }

  async runProgram(source: string, options: Omit<RunOptions, 'signal' | 'tree'> = {}): Promise<RunResult> {
    const ran = await this.run(source, options);
    return ran.status === 'limit' || this.ended !== null ? ran : withEnd(ran, await this.finish());
  }

  /** As `Cell.start`; the steps come later. */
  start(source: string, options: StartOptions = {}): Promise<ProcessStep> {
    this.free();
    for (const name of options.functions ?? []) this.set(name, hostFunction({ name }));
    const action: Action = ['run', options.mode ?? 'exec', source, options.filename ?? '<string>'];
    return this.step(action, options.fuel ?? null);
  }

  /** Ends the run that is under way, and the process. */
  stopRun(reason: string): void {
    this.stop({ type: 'LimitError', message: `stopped: ${reason}`, traceback: '', limit: 'stopped' });
  }

  /** As `Cell.addAuditHook`. An event without an effect (`exec`, `compile`) is not waited for: to refuse it ends the run. */
  addAuditHook(hook: AuditHook): void {
    if (this.options.hooks === undefined) throw new Error('there are no events to hear of: the cell has no policy');
    this.options.hooks.add(hook);
  }

  set(name: string, value: Giveable): void {
    this.free();
    const plain = this.plain(name, value);
    this.options.recorder?.did(['set', name, plain]);
    this.send(['set', name, plain as WireValue]);
  }

  /** As `Cell.setModule`. */
  setModule(name: string, members: Readonly<Record<string, Giveable>>): void {
    this.free();
    const plain = Object.entries(members).flatMap(([m, value]) => [m, this.plain(`${name}.${m}`, value)]);
    this.options.recorder?.did(['module', name, plain]);
    this.send(['module', name, plain as WireValue]);
  }

  private plain(label: string, value: Giveable): Plain {
    if (this.exchange instanceof HostTable) this.exchange.label(value, label);
    return this.exchange.toCell(value);
  }

  /** A copy of what a global name of the program stands for; undefined: it is not there. */
  get(name: string): Promise<HostValue | undefined> {
    if (this.waiting !== null) throw new Error('the cell is running');
    return this.ask(['get', name], (parts) => {
      if (parts[0] !== 'got') throw new WireError('another word than was asked for');
      return { value: parts[2] === true ? this.exchange.toHost(plainOf(parts[1])) : undefined };
    });
  }

  // -- snapshots -----------------------------------------------------------------------------------------------------------

  /** As `Cell.snapshot`. */
  async snapshot(): Promise<Uint8Array> {
    if (this.waiting !== null) throw new Error('the cell is running');
    const parts: Uint8Array[] = [];
    const bytes = await this.ask(['snapshot'], ([word, part]): { value: Uint8Array } | null => {
      if (word === 'unsaved') throw new SnapshotError(text(part));
      if (word === 'saved') return { value: Buffer.concat(parts) };
      if (word !== 'part' || !(part instanceof Uint8Array)) throw new WireError('another word than was asked for');
      if (parts.reduce((n, p) => n + p.length, part.length) > MAX_SNAPSHOT)
        throw new WireError('a snapshot that is too large');
      parts.push(part);
      return null;
    });
    if (bytes === undefined) throw new Error(this.ended?.message ?? 'the cell has ended');
    const { world } = this.options;
    const { saved } = readSaved(bytes);
    const theirs = listOf(saved.world, 3);
    const mine = world === undefined ? [null] : listOf(world.save());
    const seal = sealOf(
      {
        ...saved,
        stdout: this.stdout.join(''),
        stderr: this.stderr.join(''),
        asked: this.left,
        calls: this.calls,
        things: this.exchange instanceof HostTable ? this.exchange.save() : [],
        world: [mine[0]!, theirs[1]!, theirs[2]!],
      },
      world?.policy ?? null,
    );
    return resealed(bytes, seal);
  }

  /** As `Cell.restore`, in a process of its own: of a snapshot that was taken here or there. */
  static async restore(bytes: Uint8Array, options: ProcessPolicyOptions & Given): Promise<ProcessCell> {
    const { saved, words } = readSaved(bytes);
    const { functions, ...rest } = options;
    checkPolicy(words, rest.policy);
    const cell = ProcessCell.made(rest);
    try {
      await cell.load(bytes, saved, functions ?? {});
    } catch (e) {
      cell.dispose();
      throw e;
    }
    return cell;
  }

  private async load(bytes: Uint8Array, saved: Saved, functions: NonNullable<Given['functions']>): Promise<void> {
    const { exchange } = this;
    const [mine, ...clocks] = listOf(saved.world, 3);
    if (exchange instanceof HostTable) exchange.load(saved.things, functions);
    this.options.world?.load(mine!);
    this.stdout = [saved.stdout];
    this.stderr = [saved.stderr];
    this.calls = saved.calls;
    const theirs = resealed(
      bytes,
      sealOf({ ...saved, stdout: '', stderr: '', things: [], world: [null, ...clocks] }, null),
    );
    const restored = this.ask(['restore', dataToWire(this.options.settings)], ([word, why]) => {
      if (word === 'unsaved') throw new SnapshotError(text(why));
      if (word !== 'restored') throw new WireError('another word than was asked for');
      return { value: true };
    });
    for (let at = 0; at < theirs.length; at += PART) this.send(theirs.subarray(at, at + PART));
    this.send(null);
    await restored;
    if (saved.course === null) return;
    this.stepping = true;
    this.left = saved.asked;
    this.current = new ProcessStep(this, saved.asked === null ? 'slice' : 'call', null, this.hostCall());
  }

  // -- words with the process ----------------------------------------------------------------------------------------------

  private free(): void {
    if (this.waiting !== null || this.asked !== null || this.stepping) throw new Error('the cell is running');
  }

  private toEnd(action: Action): Promise<RunResult> {
    this.free();
    this.options.recorder?.did(action);
    return this.say([action[0], null, ...(action.slice(1) as WireValue[])]) as Promise<RunResult>;
  }

  private step(action: Action, fuel: number | null): Promise<ProcessStep> {
    this.options.recorder?.did(action);
    this.stepping = true;
    return this.stepped([action[0], fuel, ...(action.slice(1) as WireValue[])]);
  }

  private async stepped(message: WireValue): Promise<ProcessStep> {
    this.current = null;
    const left = await this.say(message);
    if (typeof left === 'string') this.current = new ProcessStep(this, left, null, this.hostCall());
    else {
      this.stepping = false;
      this.current = new ProcessStep(this, 'done', left, null);
    }
    return this.current;
  }

  private hostCall(): HostCall | null {
    const { left, exchange } = this;
    const call = left !== null && exchange instanceof HostTable ? exchange.callOf(left) : null;
    return call === null ? null : { ...call, id: this.calls };
  }

  /** Where a run stands that goes by steps, or that was restored in the middle. */
  get at(): ProcessStep | null {
    return this.current;
  }

  /** The host's answer to a step. */
  answerStep(answer: SystemAnswer): Promise<ProcessStep> {
    if (this.left !== null) this.options.recorder?.answered(this.left, answer);
    this.left = null;
    return this.stepped(['answer', null, ...answerToWire(answer)]);
  }

  goOn(fuel: number | undefined): Promise<ProcessStep> {
    return this.stepped(['go', fuel ?? null]);
  }

  given(value: Giveable): SystemAnswer {
    return { kind: 'value', value: this.exchange.toCell(value) };
  }

  /** Asks the process for something while no run is under way; undefined: it has ended. */
  private ask<T>(
    message: WireValue,
    take: (parts: readonly WireValue[]) => { value: T } | null,
  ): Promise<T | undefined> {
    if (this.asked !== null) throw new Error('the cell is running');
    return new Promise((resolve, reject) => {
      if (this.ended !== null) {
        resolve(undefined);
        return;
      }
      this.asked = { take, resolve: resolve as (value: unknown) => void, reject };
      this.startedAt = performance.now();
      this.uncounted = 0;
      this.watchTime();
      this.send(message);
    });
  }

  private say(message: WireValue): Promise<RunResult | 'slice' | 'call'> {
    if (this.waiting !== null || this.asked !== null) throw new Error('the cell is running');
    return new Promise((resolve) => {
      this.waiting = resolve;
      if (this.ended !== null) {
        this.finished(this.failure(this.ended));
        return;
      }
      this.startedAt = performance.now();
      this.uncounted = 0;
      this.watchTime();
      this.send(message);
    });
  }

  /** Milliseconds that are left of the run's time. */
  get timeLeft(): number {
    const limit = this.timeLimit;
    return limit - (performance.now() - this.startedAt - this.uncounted);
  }

  /** What the cell had spent when it was last heard of: every tenth of a second while it runs. */
  get usage(): Usage {
    return this.spent;
  }

  /** Ends the process. */
  dispose(): void {
    this.end('the cell was disposed of');
  }

  private send(value: WireValue): void {
    if (!this.pipe.destroyed) this.pipe.write(encode(value));
  }

  private received(chunk: Uint8Array): void {
    if (this.ended !== null) return;
    try {
      for (const message of this.messages.push(chunk)) {
        if (this.ended !== null) return;
        this.handle(list(decode(message, FROM_CELL)));
      }
    } catch (e) {
      this.broken(e);
    }
  }

  /** Whatever went wrong about a message ends this cell, and nothing else of the host's. */
  private broken(e: unknown): void {
    if (e instanceof WireError || e instanceof ConversionError) this.end(`the process of the cell sent ${e.message}`);
    else this.end(`the host failed: ${e instanceof Error ? `${e.name}: ${e.message}` : 'an unknown error'}`);
  }

  private handle(parts: readonly WireValue[]): void {
    // The process stands still until it has read the whole answer to its call.
    if (this.pending !== null || this.pipe.writableLength > 0)
      throw new WireError('a message before it read the answer');
    const [kind] = parts;
    if (this.asked !== null && this.waiting === null) {
      this.told(this.asked, parts);
      return;
    }
    if (this.waiting === null) throw new WireError('a message when nothing was asked');
    switch (kind) {
      case 'out':
        this.output(text(parts[1]), text(parts[2]));
        break;
      case 'call':
        this.called(parts);
        break;
      case 'audit':
        this.system.audit?.(text(parts[1]), list(parts[2]) as readonly Plain[], placeOf(parts, 3));
        break;
      case 'clock':
        this.send(this.timeOf(text(parts[1])));
        break;
      case 'entropy':
        this.send(this.entropy.bytes(Math.min(amount(parts[1]!), MAX_CHANCE)));
        break;
      case 'used':
        this.spent = usageOf(parts, 1);
        break;
      case 'limit':
        this.limitReached(parts);
        break;
      case 'paused':
        this.paused(parts[1]);
        break;
      case 'done':
        this.done(parts[1]!);
        break;
      default:
        throw new WireError('a message of an unknown kind');
    }
  }

  private done(said: WireValue): void {
    const result = wireToResult(said, this.stdout.join(''), this.stderr.join(''), this.exchange);
    this.spent = result.usage;
    const whole = { ...result, refusals: this.options.takeRefused?.() ?? [] };
    this.options.recorder?.ended(whole);
    this.finished(whole);
  }

  /** The host may answer a limit by raising it. The heap of a process is what it was made with. */
  private limitReached(parts: readonly WireValue[]): void {
    const limit = text(parts[1]);
    // What can be measured here is: a process that was taken over would say what makes the host raise it again and again.
    const time = performance.now() - this.startedAt - this.uncounted;
    this.spent = { ...usageOf(parts, 2), time, output: this.outputUsed };
    const known = (RAISABLE as readonly string[]).includes(limit);
    const raised = known ? this.options.onLimit?.(limit as RaisableLimit, this.spent) : undefined;
    if (limit === 'time' && typeof raised === 'number' && raised > this.timeLimit) this.timeLimit = raised;
    if (limit === 'output' && typeof raised === 'number' && raised > this.outputLimit) this.outputLimit = raised;
    this.send(typeof raised === 'number' ? raised : null);
  }

  private output(stream: string, written: string): void {
    // The cell counts its output itself; this is for one that does not.
    this.outputUsed += written.length;
    if (this.outputUsed > 2 * this.outputLimit + 2 ** 20) {
      throw new WireError('more output than its limit');
    }
    if (written === '') return;
    const out = stream === 'stdout';
    if (!out && stream !== 'stderr') throw new WireError('output to nowhere');
    this.options.recorder?.wrote(stream, written);
    if (this.options.collect ?? true) (out ? this.stdout : this.stderr).push(written);
    if (out) this.options.onStdout?.(written);
    else this.options.onStderr?.(written);
  }

  private called(parts: readonly WireValue[]): void {
    const call = { name: text(parts[1]), args: list(parts[2]) as readonly Plain[], place: placeOf(parts, 3) };
    const answer = this.system.call(call);
    if (answer.kind !== 'later') {
      this.answer(answer, 0);
      return;
    }
    const later = answer as PromisedAnswer;
    if (call.name === 'host_call') this.calls++;
    if (this.exchange instanceof HostTable && this.exchange.isLeft(call)) {
      this.leftToHost(call);
      return;
    }
    this.pending = later;
    later.promise
      .then((a) => {
        const uncounted = later.uncounted();
        this.uncounted += uncounted;
        this.pending = null;
        if (this.ended !== null) return;
        this.options.recorder?.answered(call, a);
        this.answer(a, uncounted);
      })
      .catch((e) => this.broken(e));
  }

  /** A function without a callback: by steps the machine pauses, else nobody answers. */
  private leftToHost(call: SystemCall): void {
    if (this.stepping) {
      this.left = call;
      this.send([0, 'later']);
      return;
    }
    const answer = unanswered((this.exchange as HostTable).callOf(call)!.function);
    this.options.recorder?.answered(call, answer);
    this.answer(answer, 0);
  }

  private paused(kind: WireValue | undefined): void {
    if (!this.stepping) throw new WireError('a pause that was not asked for');
    if (kind === 'slice' && this.left === null) this.finished('slice');
    else if (this.left !== null) this.finished('call');
    else throw new WireError('a pause for nothing');
  }

  private timeOf(which: string): bigint {
    if (which !== 'now' && which !== 'monotonic' && which !== 'processTime')
      throw new WireError('no clock of that name');
    return this.clock[which]();
  }

  private answer(a: SystemAnswer, uncounted: number): void {
    this.send([uncounted, ...answerToWire(a)]);
  }

  /** Ends a process that is far past its time: one that waits for an answer, or that does not keep its own limit. */
  private watchTime(): void {
    const limit = this.timeLimit;
    const uncounted = this.uncounted + (this.pending?.uncounted() ?? 0);
    const left = limit * LATE + LATE_MS - (performance.now() - this.startedAt - uncounted);
    if (left > 0) {
      this.watch = setTimeout(() => this.watchTime(), Math.min(left, 2 ** 30));
      return;
    }
    const message = `the program ran longer than ${limit} ms`;
    this.stop({ type: 'LimitError', message, traceback: '', limit: 'time' });
  }

  private end(why: string): void {
    this.stop({ type: 'ProcessError', message: why, traceback: '' });
  }

  private stop(error: RunError): void {
    if (this.ended !== null) return;
    this.ended = error;
    this.child.kill('SIGKILL');
    this.pipe.destroy();
    this.options.onDispose?.();
    if (this.waiting !== null) this.finished(this.failure(error));
    const { asked } = this;
    if (asked !== null) {
      this.over();
      asked.resolve(undefined);
    }
  }

  private failure(error: RunError): RunResult {
    const usage = { fuel: 0, time: performance.now() - this.startedAt, memory: 0, output: this.outputUsed };
    const status = error.limit === undefined ? 'error' : 'limit';
    const [stdout, stderr] = [this.stdout.join(''), this.stderr.join('')];
    return {
      status,
      value: null,
      stdout,
      stderr,
      error,
      exitCode: null,
      refusals: this.options.takeRefused?.() ?? [],
      usage,
    };
  }

  /** A word that was asked for, or what is wrong about it. */
  private told(question: Question, parts: readonly WireValue[]): void {
    let last: { value: unknown } | null;
    try {
      last = question.take(parts);
    } catch (e) {
      if (!(e instanceof SnapshotError)) throw e;
      this.over();
      question.reject(e);
      return;
    }
    if (last === null) return;
    this.over();
    question.resolve(last.value);
  }

  private over(): void {
    clearTimeout(this.watch);
    this.asked = null;
  }

  private finished(left: RunResult | 'slice' | 'call'): void {
    clearTimeout(this.watch);
    const resolve = this.waiting!;
    this.waiting = null;
    if (typeof left !== 'string') {
      this.stdout = [];
      this.stderr = [];
      this.stepping = false;
    }
    resolve(left);
  }
}

/** What waits for words of the process: `take` gives the value with the last of them. */
interface Question {
  readonly take: (parts: readonly WireValue[]) => { value: unknown } | null;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

const RAISABLE: readonly RaisableLimit[] = ['fuel', 'time', 'output'];

function usageOf(parts: readonly WireValue[], at: number): Usage {
  const [fuel, time, memory, output] = [0, 1, 2, 3].map((i) => amount(parts[at + i]!));
  return { fuel: fuel!, time: time!, memory: memory!, output: output! };
}

function placeOf(parts: readonly WireValue[], at: number): Place {
  return { filename: text(parts[at]), line: number(parts[at + 1]!), fuel: number(parts[at + 2]!) };
}

/** The folders that the process may read: its own program. */
function dirsOf(program: string): string[] {
  return [fileURLToPath(new URL('.', `file://${program}`)), fileURLToPath(new URL('../dist/', `file://${program}`))];
}

function nodeArguments(program: string, memory: number): string[] {
  const major = Number(process.versions.node.split('.')[0]);
  return [
    major >= 22 ? '--permission' : '--experimental-permission',
    ...dirsOf(program).map((dir) => `--allow-fs-read=${dir}*`),
    '--no-warnings',
    '--no-addons',
    '--disallow-code-generation-from-strings',
    '--disable-proto=delete',
    '--expose-gc',
    '--min-semi-space-size=16',
    `--max-old-space-size=${Math.ceil((memory + HEAP_BEYOND) / 2 ** 20)}`,
    program,
  ];
}
