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
import type { Plain, SystemAnswer, SystemCall, Usage } from '@rexec/python';
import { type OpenSnapshot, openSnapshot, resealed, SnapshotError } from '@rexec/python/source';
import type { AuditHook } from '../audit/hook.js';
import { hostFunction } from '../bastion/bastion.js';
import { HostTable } from '../bastion/handlers.js';
import type { Exchange, Giveable, HostValue } from '../bastion/values.js';
import type { Given } from '../cell/cell.js';
import { importStatement } from '../cell/import-statement.js';
import type { RunOptions, StartOptions } from '../cell/options.js';
import { type RunResult, withEnd } from '../cell/result.js';
import { checkPolicy, readSaved, type Saved, sealOf } from '../cell/saved.js';
import { listOf } from '../system/keeping.js';
import type { LeftAnswer, Maybe } from '../system/later.js';
import { WireError, type WireValue } from '../system/wire.js';
import { dataToWire } from '../system/wire-data.js';
import { plainOf, text } from '../system/wire-shape.js';
import { usageOf } from './cell-wire.js';
import { ProcessDriver } from './process-driver.js';
import { type ProcessCellOptions, type ProcessPolicyOptions, underPolicy } from './process-options.js';
import type { ProcessStep } from './process-step.js';

export type { ProcessCellOptions, ProcessPolicyOptions, ProcessSystem } from './process-options.js';

/** Bytes of one message of a snapshot, and of a whole one. */
const PART = 16 * 2 ** 20;
const MAX_SNAPSHOT = 2 ** 30;

export class ProcessCell {
  private readonly exchange: Exchange;
  private readonly driver: ProcessDriver;

  /** `before`: whose process it takes over (attacks/contained.mjs: a cell finds nothing of the one before it). */
  private constructor(
    private readonly options: ProcessCellOptions,
    before?: ProcessCell,
  ) {
    this.exchange = options.exchange ?? new HostTable();
    this.driver = new ProcessDriver(options, this.exchange, before?.driver.child);
  }

  /** A cell whose system is given, or one under a policy, as `Cell.create`. */
  static create(options: ProcessCellOptions | ProcessPolicyOptions): ProcessCell {
    const cell = ProcessCell.made(options);
    cell.driver.send(['start', dataToWire(cell.options.settings)]);
    return cell;
  }

  private static made(options: ProcessCellOptions | ProcessPolicyOptions): ProcessCell {
    if (!('policy' in options)) return new ProcessCell(options);
    let cell: ProcessCell | undefined;
    cell = new ProcessCell(underPolicy(options, () => cell?.timeLeft ?? Number.POSITIVE_INFINITY));
    return cell;
  }

  run(source: string, options: Omit<RunOptions, 'signal' | 'tree'> = {}): Promise<RunResult> {
    return this.driver.toEnd(['run', options.mode ?? 'exec', source, options.filename ?? '<string>']);
  }

  evaluate(source: string, options: Omit<RunOptions, 'signal' | 'tree'> = {}): Promise<RunResult> {
    return this.run(source, { ...options, mode: 'eval' });
  }

  import(name: string): Promise<RunResult> {
    return this.run(importStatement(name));
  }

  call(name: string, args: Giveable = [], kwargs: Giveable = {}): Promise<RunResult> {
    const { exchange } = this;
    return this.driver.toEnd(['call', name, exchange.toCell(args), exchange.toCell(kwargs)]);
  }

  /** A command of the supervisor's own, as `Cell.command`. */
  command(name: string, args: Giveable): Promise<RunResult> {
    return this.driver.toEnd(['command', name, this.exchange.toCell(args)]);
  }

  /** The same by steps, for a supervisor that answers some calls by itself (LeftAnswer). */
  startCommand(name: string, args: Giveable): Promise<ProcessStep> {
    this.driver.free();
    return this.driver.start(['command', name, this.exchange.toCell(args)], null);
  }

  /** The answer to the call that the run waits for. */
  answer(answer: SystemAnswer): Promise<ProcessStep> {
    return this.driver.answerStep(answer);
  }

  /** The call that was open when the cell was saved, made again. */
  madeAgain(): Maybe<SystemAnswer> | LeftAnswer {
    return this.driver.madeAgain();
  }

  finish(): Promise<RunResult> {
    return this.driver.toEnd(['finish']);
  }

  async runProgram(source: string, options: Omit<RunOptions, 'signal' | 'tree'> = {}): Promise<RunResult> {
    const ran = await this.run(source, options);
    return ran.status === 'limit' || this.driver.ended !== null ? ran : withEnd(ran, await this.finish());
  }

  /** As `Cell.start`; the steps come later. */
  start(source: string, options: StartOptions = {}): Promise<ProcessStep> {
    this.driver.free();
    for (const name of options.functions ?? []) this.set(name, hostFunction({ name }));
    const action = ['run', options.mode ?? 'exec', source, options.filename ?? '<string>'] as const;
    return this.driver.start(action, options.fuel ?? null);
  }

  /** Ends the run that is under way, and the process. */
  stopRun(reason: string): void {
    this.driver.stop({ type: 'LimitError', message: `stopped: ${reason}`, traceback: '', limit: 'stopped' });
  }

  /** As `Cell.addAuditHook`. An event without an effect (`exec`, `compile`) is not waited for: to refuse it ends the run. */
  addAuditHook(hook: AuditHook): void {
    if (this.options.hooks === undefined) throw new Error('there are no events to hear of: the cell has no policy');
    this.options.hooks.add(hook);
  }

  set(name: string, value: Giveable): void {
    this.driver.free();
    const plain = this.plain(name, value);
    this.options.recorder?.did(['set', name, plain]);
    this.driver.send(['set', name, plain as WireValue]);
  }

  /** As `Cell.setModule`. */
  setModule(name: string, members: Readonly<Record<string, Giveable>>): void {
    this.driver.free();
    const plain = Object.entries(members).flatMap(([m, value]) => [m, this.plain(`${name}.${m}`, value)]);
    this.options.recorder?.did(['module', name, plain]);
    this.driver.send(['module', name, plain as WireValue]);
  }

  private plain(label: string, value: Giveable): Plain {
    if (this.exchange instanceof HostTable) this.exchange.label(value, label);
    return this.exchange.toCell(value);
  }

  /** A copy of what a global name of the program stands for; undefined: it is not there. */
  get(name: string): Promise<HostValue | undefined> {
    if (this.driver.running) throw new Error('the cell is running');
    return this.driver.ask(['get', name], (parts) => {
      if (parts[0] !== 'got') throw new WireError('another word than was asked for');
      return { value: parts[2] === true ? this.exchange.toHost(plainOf(parts[1])) : undefined };
    });
  }

  // -- snapshots -----------------------------------------------------------------------------------------------------------

  /** As `Cell.snapshot`. */
  async snapshot(): Promise<Uint8Array> {
    const { driver } = this;
    driver.still();
    driver.saving = true;
    try {
      await this.options.world?.gather?.();
      return await this.taken();
    } finally {
      driver.saving = false;
    }
  }

  private async taken(): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    const bytes = await this.driver.ask(['snapshot'], ([word, part]): { value: Uint8Array } | null => {
      if (word === 'unsaved') throw new SnapshotError(text(part));
      if (word === 'saved') return { value: Buffer.concat(parts) };
      if (word !== 'part' || !(part instanceof Uint8Array)) throw new WireError('another word than was asked for');
      if (parts.reduce((n, p) => n + p.length, part.length) > MAX_SNAPSHOT)
        throw new WireError('a snapshot that is too large');
      parts.push(part);
      return null;
    });
    if (bytes === undefined) throw new Error(this.driver.ended?.message ?? 'the cell has ended');
    const { world } = this.options;
    const opened = openSnapshot(bytes);
    const { saved } = readSaved(opened);
    const theirs = listOf(saved.world, 3);
    const mine = world === undefined ? [null] : listOf(world.save());
    const seal = sealOf(
      {
        ...saved,
        ...this.driver.saved(),
        things: this.exchange instanceof HostTable ? this.exchange.save() : [],
        world: [mine[0]!, theirs[1]!, theirs[2]!],
      },
      world?.policy ?? null,
    );
    return resealed(opened, seal);
  }

  /** As `Cell.restore`, in a process of its own: of a snapshot that was taken here or there. */
  static async restore(bytes: Uint8Array, options: ProcessPolicyOptions & Given): Promise<ProcessCell> {
    const { functions, ...rest } = options;
    const { cell, ready } = ProcessCell.restoring(bytes, rest, functions);
    await ready;
    return cell;
  }

  /** The same at once: its process has the cell when `ready` is kept. */
  static restoring(
    bytes: Uint8Array,
    options: ProcessCellOptions | ProcessPolicyOptions,
    functions: NonNullable<Given['functions']> = {},
  ): { readonly cell: ProcessCell; readonly ready: Promise<void>; readonly asked: SystemCall | null } {
    const opened = openSnapshot(bytes);
    const { saved, words } = readSaved(opened);
    checkPolicy(words, 'policy' in options ? options.policy : null);
    const cell = ProcessCell.made(options);
    const ready = cell.load(opened, saved, functions).catch((e: unknown) => {
      cell.dispose();
      throw e;
    });
    // Whoever made it may have given it up.
    ready.catch(() => {});
    return { cell, ready, asked: saved.course === null ? null : saved.asked };
  }

  private async load(opened: OpenSnapshot, saved: Saved, functions: NonNullable<Given['functions']>): Promise<void> {
    const { exchange, driver } = this;
    const [mine, ...clocks] = listOf(saved.world, 3);
    if (exchange instanceof HostTable) exchange.load(saved.things, functions);
    const aside = this.options.world?.load(mine!) ?? 0;
    driver.load(saved);
    const theirs = resealed(
      opened,
      sealOf({ ...saved, stdout: '', stderr: '', things: [], world: [aside, ...clocks] }, null),
    );
    const restored = driver.ask(['restore', dataToWire(this.options.settings)], ([word, ...spent]) => {
      if (word === 'unsaved') throw new SnapshotError(text(spent[0]));
      if (word !== 'restored') throw new WireError('another word than was asked for');
      driver.usage = usageOf([word, ...spent], 1);
      return { value: true };
    });
    for (let at = 0; at < theirs.length; at += PART) driver.send(theirs.subarray(at, at + PART));
    driver.send(null);
    if ((await restored) === undefined) throw new Error(driver.ended?.message ?? 'the cell has ended');
    driver.resumeAt(saved);
    await this.options.world?.ready?.();
  }

  // -- what the host asks about it -----------------------------------------------------------------------------------------

  /** Where a run stands that goes by steps, or that was restored in the middle. */
  get at(): ProcessStep | null {
    return this.driver.step;
  }

  /** Milliseconds that are left of the run's time. */
  get timeLeft(): number {
    return this.driver.time.left;
  }

  /** What the cell had spent when it was last heard of: every tenth of a second while it runs. */
  get usage(): Usage {
    return this.driver.usage;
  }

  /** Ends the process. */
  dispose(): void {
    this.driver.end('the cell was disposed of');
  }
}
