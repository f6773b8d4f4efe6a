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
import type { Plain, RaisableLimit, SystemAnswer, Usage } from '@rexec/python';
import { HostTable } from '../bastion/handlers.js';
import { ConversionError, type Exchange, type Giveable, type HostValue } from '../bastion/values.js';
import type { RunOptions } from '../cell/cell.js';
import { importStatement } from '../cell/import-statement.js';
import { type RunError, type RunResult, withEnd } from '../cell/result.js';
import type { CellSettings } from '../cell/settings.js';
import type { PolicyCellOptions } from '../cell/under-policy.js';
import { makeWorld } from '../cell/world.js';
import { answerToWire } from '../system/answer-wire.js';
import type { PromisedAnswer } from '../system/later.js';
import type { Refusal } from '../system/supervisor.js';
import { decode, type Expected, encode, Messages, WireError, type WireValue } from '../system/wire.js';
import { dataToWire } from '../system/wire-data.js';
import { amount, list, number, plainOf, text, wireToResult } from './cell-wire.js';
import { jailCommand } from './jail.js';
import { processCells } from './nested-process.js';

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
  /** How values cross: the table that the system's host calls use. */
  exchange?: Exchange;
}

/** A cell under a policy; `interrupted` is `dispose` here. */
export interface ProcessPolicyOptions
  extends Omit<PolicyCellOptions, 'interrupted'>,
    Pick<ProcessCellOptions, 'isolation'> {}

/** The supervisor of the policy on this side, the settings of the machine for the other. */
function underPolicy(options: ProcessPolicyOptions, cell: () => ProcessCell | undefined): ProcessCellOptions {
  const { onStdout, onStderr, collect, onLimit, readline, isatty, isolation, between, ...rest } = options;
  const exchange = new HostTable();
  const { supervisor, settings } = makeWorld({
    nested: { make: processCells(isolation), timeLeft: () => cell()?.timeLeft ?? Number.POSITIVE_INFINITY },
    ...rest,
    host: exchange,
    console: {
      ...(onStdout === undefined ? {} : { stdout: onStdout }),
      ...(onStderr === undefined ? {} : { stderr: onStderr }),
      ...(readline === undefined ? {} : { readline }),
      ...(isatty === undefined ? {} : { isatty }),
    },
  });
  return {
    settings,
    exchange,
    system: between?.(supervisor) ?? supervisor,
    takeRefused: () => supervisor.takeRefused(),
    onDispose: () => supervisor.end(),
    ...(isolation === undefined ? {} : { isolation }),
    ...(onStdout === undefined ? {} : { onStdout }),
    ...(onStderr === undefined ? {} : { onStderr }),
    ...(collect === undefined ? {} : { collect }),
    ...(onLimit === undefined ? {} : { onLimit }),
  };
}

/** Longest message from a cell. */
const MAX_MESSAGE = 64 * 2 ** 20;
/** Bytes that the values of one message may take here. */
const MAX_VALUES = 256 * 2 ** 20;
/** Bytes of a process beyond what its cell's heap may hold. */
const HEAP_BEYOND = 128 * 2 ** 20;
/** The supervisor ends a process that has not ended itself by its time limit, at this multiple and so many milliseconds more. */
const LATE = 1.5;
const LATE_MS = 300;

/** The cell's program: beside the package's own code, its bundle, or the bundle of the command. */
const PROGRAM = ['../bin/', '../../bin/', '../../rexec/bin/']
  .map((folder) => fileURLToPath(new URL(`${folder}cell-process.mjs`, import.meta.url)))
  .find((file) => existsSync(file));

const FROM_CELL: Expected = { plain: true, memory: MAX_VALUES };

export class ProcessCell {
  private readonly child: ChildProcess;
  private readonly pipe: Duplex;
  private readonly messages = new Messages(MAX_MESSAGE);
  private stdout: string[] = [];
  private stderr: string[] = [];
  private spent: Usage = { fuel: 0, time: 0, memory: 0, output: 0 };
  private timeLimit = 0;
  private outputLimit = 0;
  private waiting: ((result: RunResult) => void) | null = null;
  private ended: RunError | null = null;
  private startedAt = 0;
  private uncounted = 0;
  private watch: NodeJS.Timeout | undefined;
  private outputUsed = 0;
  private asked: ((value: HostValue | undefined) => void) | null = null;
  /** The call whose answer is not there yet. */
  private pending: PromisedAnswer | null = null;
  private readonly exchange: Exchange;

  private constructor(private readonly options: ProcessCellOptions) {
    this.exchange = options.exchange ?? new HostTable();
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
    this.send(['start', dataToWire(options.settings)]);
  }

  /** A cell whose system is given, or one under a policy, as `Cell.create`. */
  static create(options: ProcessCellOptions | ProcessPolicyOptions): ProcessCell {
    if (!('policy' in options)) return new ProcessCell(options);
    let cell: ProcessCell | undefined;
    cell = new ProcessCell(underPolicy(options, () => cell));
    return cell;
  }

  run(source: string, options: RunOptions = {}): Promise<RunResult> {
    return this.say(['run', options.mode ?? 'exec', source, options.filename ?? '<string>']);
  }

  evaluate(source: string, options: RunOptions = {}): Promise<RunResult> {
    return this.run(source, { ...options, mode: 'eval' });
  }

  import(name: string): Promise<RunResult> {
    return this.run(importStatement(name));
  }

  call(name: string, args: Giveable = [], kwargs: Giveable = {}): Promise<RunResult> {
    const { exchange } = this;
    return this.say(['call', name, exchange.toCell(args) as WireValue, exchange.toCell(kwargs) as WireValue]);
  }

  /** A command of the supervisor's own, as `Cell.command`. */
  command(name: string, args: Giveable): Promise<RunResult> {
    return this.say(['command', name, this.exchange.toCell(args) as WireValue]);
  }

  finish(): Promise<RunResult> {
    return this.say(['finish']);
  }

  async runProgram(source: string, options: RunOptions = {}): Promise<RunResult> {
    const ran = await this.run(source, options);
    return ran.status === 'limit' || this.ended !== null ? ran : withEnd(ran, await this.finish());
  }

  set(name: string, value: Giveable): void {
    if (this.waiting !== null || this.asked !== null) throw new Error('the cell is running');
    this.send(['set', name, this.exchange.toCell(value) as WireValue]);
  }

  /** A copy of what a global name of the program stands for; undefined: it is not there. */
  get(name: string): Promise<HostValue | undefined> {
    if (this.waiting !== null || this.asked !== null) throw new Error('the cell is running');
    return new Promise((resolve) => {
      if (this.ended !== null) {
        resolve(undefined);
        return;
      }
      this.asked = resolve;
      this.startedAt = performance.now();
      this.uncounted = 0;
      this.watchTime();
      this.send(['get', name]);
    });
  }

  private say(message: WireValue): Promise<RunResult> {
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
    if (kind === 'got' && this.asked !== null) {
      this.answered(parts[2] === true ? this.exchange.toHost(plainOf(parts[1])) : undefined);
      return;
    }
    if (this.waiting === null) throw new WireError('a message when nothing was asked');
    if (kind === 'out') this.output(text(parts[1]), text(parts[2]));
    else if (kind === 'call') this.called(parts);
    else if (kind === 'used') this.spent = usageOf(parts, 1);
    else if (kind === 'limit') this.limitReached(parts);
    else if (kind === 'done') {
      const result = wireToResult(parts[1]!, this.stdout.join(''), this.stderr.join(''), this.exchange);
      this.spent = result.usage;
      this.finished({ ...result, refusals: this.options.takeRefused?.() ?? [] });
    } else if (kind === 'audit') {
      this.options.system.audit?.(text(parts[1]), list(parts[2]) as readonly Plain[], placeOf(parts, 3));
    } else throw new WireError('a message of an unknown kind');
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
    if (this.options.collect ?? true) (out ? this.stdout : this.stderr).push(written);
    if (out) this.options.onStdout?.(written);
    else this.options.onStderr?.(written);
  }

  private called(parts: readonly WireValue[]): void {
    const call = { name: text(parts[1]), args: list(parts[2]) as readonly Plain[], place: placeOf(parts, 3) };
    const answer = this.options.system.call(call);
    if (answer.kind !== 'later') {
      this.answer(answer, 0);
      return;
    }
    const later = answer as PromisedAnswer;
    this.pending = later;
    later.promise
      .then((a) => {
        const uncounted = later.uncounted();
        this.uncounted += uncounted;
        this.pending = null;
        if (this.ended === null) this.answer(a, uncounted);
      })
      .catch((e) => this.broken(e));
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
    if (this.asked !== null) this.answered(undefined);
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

  private answered(value: HostValue | undefined): void {
    clearTimeout(this.watch);
    const resolve = this.asked!;
    this.asked = null;
    resolve(value);
  }

  private finished(result: RunResult): void {
    clearTimeout(this.watch);
    const resolve = this.waiting!;
    this.waiting = null;
    this.stdout = [];
    this.stderr = [];
    resolve(result);
  }
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
