/**
 * The operating system of one cell: every effect of the program arrives here as a plain message, is checked, decided by
 * the policy, asked about where a rule says so, recorded, and only then done. It may stand in another process than the
 * cell. Nothing of the cell's heap is ever in reach, nothing here trusts a message, and nothing thrown leaves: a bug of
 * a backend is EIO to the program; a sink of the record that fails ends the run.
 *
 * ```ts
 * const supervisor = new Supervisor({ policy, mounts: [{ at: '/tmp', tree: new MemoryTree() }], sinks: [sink] });
 * const machine = new Machine({ powers: { system: supervisor } });
 * ```
 */
import type { Place, Plain, System, SystemAnswer, SystemCall } from '@rexec/python';
import type { AuditEvent, AuditSink } from '../audit/event.js';
import { AuditHooks, type HookRefusal } from '../audit/hook.js';
import type { Decision, Operation } from '../policy/decision.js';
import { cut, wellFormed } from './arguments.js';
import type { Answer, Asker } from './asker.js';
import { NOBODY } from './asker.js';
import { boundedArgs, sizeOfArgs } from './bounded.js';
import { SYSTEM_CALLS } from './calls.js';
import { ConsoleCalls, type SupervisorConsole } from './console-calls.js';
import { Answered, errorAnswer } from './fault.js';
import { FileCalls } from './file-calls.js';
import type { FileTree } from './file-tree.js';
import type { Guard, HandlerMaker, Handlers, PolicyDecider } from './guard.js';
import { HandlerTable } from './handler-table.js';
import { countOf, integerOf, type Keeping, listOf, textOf } from './keeping.js';
import { type Maybe, PromisedAnswer, type Steps, settle, take } from './later.js';
import { type Mount, MountTable, namesOf } from './mounts.js';
import { PendingCalls } from './pending.js';
import { ProcessCalls, type ProcessNames } from './process-calls.js';
import { plainRefusal, type RefusalTexts } from './refusal.js';
import { SourceCalls } from './source-calls.js';
import { SubTree } from './sub-tree.js';

/**
 * How much is recorded besides effects, which have a limit of their own: a loop of `exec` or of a bastion's attributes must
 * not fill a disk. A cell and the cells inside it have one for all.
 */
export class RecordBudget {
  /** Events without an effect; beyond them they are not recorded. */
  notes = 100_000;
  /** Uses of the host's things, and looks at folders above mounts. */
  uses = 0;
}

export interface SupervisorLimits {
  /** Effects that may be attempted, allowed or not. */
  readonly effects?: number;
  /** Files and sockets open at once, besides the standard streams. */
  readonly openFiles?: number;
  /** Bytes written to the standard streams by descriptor. */
  readonly output?: number;
  /** Milliseconds that the cell has: no sleep is longer. */
  readonly time?: number | undefined;
}

export interface SupervisorOptions {
  readonly policy: PolicyDecider;
  /** Name of the cell in the record; default `main`. */
  readonly cell?: string;
  readonly mounts?: readonly Mount[];
  /** Working directory at the start; default `/`. */
  readonly cwd?: string;
  /** Folders of the cell's files where `import` looks for sources. */
  readonly modulePath?: readonly string[];
  readonly environment?: Readonly<Record<string, string>> | ReadonlyMap<string, string>;
  readonly process?: ProcessNames;
  readonly console?: SupervisorConsole | undefined;
  readonly ask?: Asker | undefined;
  readonly sinks?: readonly AuditSink[];
  /** Those of the cell around this one. */
  readonly hooks?: AuditHooks;
  readonly limits?: SupervisorLimits;
  /** `time.sleep`: default waits in real time. */
  readonly sleep?: ((nanoseconds: bigint) => Maybe<void>) | undefined;
  /** Handlers of other calls: network, cells. */
  readonly handlers?: readonly HandlerMaker[];
  /** Other words for refusals. */
  readonly texts?: RefusalTexts | undefined;
  /** That of the cell around this one. */
  readonly budget?: RecordBudget;
  /** Milliseconds, for the time that questions are open; default performance.now. */
  readonly milliseconds?: () => number;
}

export const DEFAULT_EFFECTS = 10_000;
export const DEFAULT_OPEN_FILES = 16;
/** Most uses that are recorded, unless more effects are allowed; beyond them the run ends. */
const MAX_USES = 100_000;
/** Characters of arguments that count as one event more. */
const NOTE_SIZE = 200;
const MAX_EVENT_NAME = 100;
/** Most refusals in one result. */
const MAX_REFUSED = 1000;

/** An effect that the cell asked for and did not get. */
export interface Refusal {
  readonly event: string;
  readonly detail: string;
}

/** What it was about: the first text among the arguments. */
function detailOf(args: readonly Plain[]): string {
  const text = args.flat().find((a) => typeof a === 'string');
  return typeof text === 'string' ? cut(text) : '';
}

/** Names that only the supervisor gives to events; `import` as a note is the library's own, which nothing decides. */
const OWN_EVENTS = new Set(Object.values(SYSTEM_CALLS).map((row): string | null => row.event));
OWN_EVENTS.delete('import');
// A program's compile() is a note; only what a policy refuses is the supervisor's.
OWN_EVENTS.delete('compile');
// What a pickle names is a note where the policy has no list.
OWN_EVENTS.delete('pickle.find_class');

export class Supervisor implements System, Guard {
  readonly cell: string;
  readonly policy: PolicyDecider;
  readonly attributesAtOnce = true;
  /** Why the run was ended, if something of the host's failed. */
  failure: unknown = null;
  readonly pending = new PendingCalls();
  setAside = 0;
  private readonly handlers: HandlerTable;
  private readonly mounts: MountTable;
  private readonly files: FileCalls;
  private readonly asker: Asker;
  /** They hear of every event before it happens, and may refuse it. */
  readonly hooks: AuditHooks;
  private readonly sinks: readonly AuditSink[];
  private readonly texts: RefusalTexts | undefined;
  private readonly effectLimit: number;
  private readonly milliseconds: () => number;
  private readonly closers: (() => void)[] = [];
  private readonly parts = new Map<string, Keeping>();
  private effects = 0;
  private refused: Refusal[] = [];
  private seq = 0;
  private readonly budget: RecordBudget;
  private stopped: SystemAnswer | null = null;
  /** Milliseconds that questions were open, without the one that is. */
  private asked = 0;
  private askedSince: number | null = null;

  constructor(options: SupervisorOptions) {
    this.cell = options.cell ?? 'main';
    this.policy = options.policy;
    this.asker = options.ask ?? NOBODY;
    this.sinks = options.sinks ?? [];
    this.hooks = options.hooks ?? new AuditHooks();
    this.budget = options.budget ?? new RecordBudget();
    this.texts = options.texts;
    this.effectLimit = options.limits?.effects ?? DEFAULT_EFFECTS;
    this.milliseconds = options.milliseconds ?? (() => performance.now());
    const console = new ConsoleCalls(this, options.console ?? {}, options.limits?.output);
    this.mounts = new MountTable(options.mounts ?? []);
    this.files = new FileCalls(this, {
      mounts: this.mounts,
      cwd: options.cwd ?? '/',
      openFiles: options.limits?.openFiles ?? DEFAULT_OPEN_FILES,
      modulePath: options.modulePath ?? [],
      process: options.process ?? {},
      console,
    });
    const parts: Handlers[] = [
      this.files,
      console,
      new ProcessCalls(this, options),
      new SourceCalls(this),
      this.pending,
    ];
    this.atEnd(() => this.pending.end());
    for (const make of options.handlers ?? []) parts.push(make(this));
    this.handlers = new HandlerTable(parts);
  }

  // -- the cell's side -----------------------------------------------------------------------------------------------------

  call(call: SystemCall): SystemAnswer | PromisedAnswer {
    const since = this.uncounted();
    const answer = this.answer(call);
    if (!(answer instanceof Promise)) return answer;
    return new PromisedAnswer(answer, () => this.uncounted() - since);
  }

  /** The answer, at once where nothing waits. It never throws and never rejects. */
  answer(call: SystemCall): Maybe<SystemAnswer> {
    if (this.stopped !== null) return this.stopped;
    const place = exactPlace(call.place);
    try {
      const { name, args } = call;
      if (typeof name !== 'string' || !wellFormed(name, args)) return this.malformed(name, place);
      const handler = this.handlers.find(name);
      if (handler === undefined) return this.unserved(name, args, place);
      const answer = handler(args, place);
      return answer instanceof Promise ? answer.catch((e) => this.broken(e)) : answer;
    } catch (e) {
      return this.broken(e);
    }
  }

  /** An event without an effect, from the cell: for the record, under names that are not the supervisor's. */
  audit(event: string, args: readonly Plain[], place: Place): HookRefusal | undefined {
    if (this.stopped !== null || (this.sinks.length === 0 && !this.hooks.any)) return undefined;
    const name = typeof event === 'string' ? event.slice(0, MAX_EVENT_NAME) : '?';
    const forged = OWN_EVENTS.has(name) || name.startsWith('rexec.');
    try {
      const [heard, about] = forged ? ['rexec.note', [name, ...args]] : [name, args];
      const refusal = this.heard(heard, about, exactPlace(place));
      if (refusal !== null) return refusal;
    } catch (e) {
      this.broken(e);
      return undefined;
    }
    this.note(name, forged, args, place);
    return undefined;
  }

  private note(name: string, forged: boolean, args: readonly Plain[], place: Place): void {
    const { budget } = this;
    if (this.sinks.length === 0 || budget.notes < 0) return;
    try {
      const given = Array.isArray(args) ? boundedArgs(args) : [];
      budget.notes -= 1 + sizeOfArgs(given) / NOTE_SIZE;
      if (budget.notes < 0)
        this.write('rexec.notes', ['too many: no more are recorded'], 'note', '', exactPlace(place));
      else this.write(forged ? 'rexec.note' : name, forged ? [name, ...given] : given, 'note', '', exactPlace(place));
    } catch (e) {
      this.broken(e);
    }
  }

  private malformed(name: unknown, place: Place): SystemAnswer {
    const text = typeof name === 'string' ? name.slice(0, MAX_EVENT_NAME) : '?';
    if (++this.effects > this.effectLimit) return this.tooMany();
    this.write('rexec.malformed', [text], 'deny', 'system', place);
    return { kind: 'refused', message: `refused: a malformed call of '${text}'` };
  }

  /** A call that nothing serves: this cell has no network, no cells of its own. */
  private unserved(name: string, args: readonly Plain[], place: Place): SystemAnswer {
    if (++this.effects > this.effectLimit) return this.tooMany();
    const event = SYSTEM_CALLS[name as keyof typeof SYSTEM_CALLS].event;
    if (event === null) return errorAnswer('EBADF');
    this.write(event, args, 'deny', 'system', place);
    return { kind: 'refused', message: `refused: this cell has no power of '${name}'` };
  }

  // -- the guard -----------------------------------------------------------------------------------------------------------

  authorize(event: string, args: readonly Plain[], operation: Operation, place: Place): Maybe<SystemAnswer | null> {
    if (this.stopped !== null) return this.stopped;
    if (++this.effects > this.effectLimit) return this.tooMany();
    const refusal = this.heard(event, args, place);
    if (refusal !== null) return refusal;
    const decision = this.policy.decide(operation);
    if (decision.action === 'allow') {
      this.write(event, args, 'allow', ruleOf(decision), place);
      return null;
    }
    if (decision.action === 'deny') return this.refuse(event, args, operation, decision, place);
    return take(this.question(event, args, [[operation, decision]], place));
  }

  authorizeAll(
    event: string,
    args: readonly Plain[],
    operations: readonly Operation[],
    place: Place,
    rule = '',
  ): Maybe<SystemAnswer | null> {
    if (this.stopped !== null) return this.stopped;
    if (++this.effects > this.effectLimit) return this.tooMany();
    const refusal = this.heard(event, args, place);
    if (refusal !== null) return refusal;
    const open: [Operation, Decision][] = [];
    let allowedBy = rule;
    for (const operation of operations) {
      const decision = this.policy.decide(operation);
      if (decision.action === 'deny') return this.refuse(event, args, operation, decision, place);
      if (decision.action === 'ask') open.push([operation, decision]);
      else if (allowedBy === '') allowedBy = ruleOf(decision);
    }
    if (open.length > 0) return take(this.question(event, args, open, place));
    this.write(event, args, 'allow', allowedBy, place);
    return null;
  }

  record(event: string, args: readonly Plain[], decision: 'allow' | 'deny' | 'note', rule: string, place: Place): void {
    if (this.stopped !== null) throw new Answered(this.stopped);
    if (this.sinks.length > 0 && ++this.budget.uses > Math.max(MAX_USES, this.effectLimit)) {
      throw new Answered({ kind: 'limit', limit: 'effects', message: `more than ${MAX_USES} uses to be recorded` });
    }
    const refusal = this.heard(event, args, place);
    if (refusal !== null) throw new Answered(refusal);
    this.write(event, args, decision, rule, place);
  }

  /** What the host's hooks say before the event; null: it goes on. */
  private heard(event: string, args: readonly Plain[], place: Place): HookRefusal | null {
    if (!this.hooks.any) return null;
    const refusal = this.hooks.hear(event, args);
    if (refusal !== null) this.write(event, args, 'deny', 'audit hook', place);
    return refusal;
  }

  spend(effects: number): void {
    this.effects += effects;
  }

  atEnd(close: () => void): void {
    this.closers.push(close);
  }

  keeps(name: string, part: Keeping): void {
    this.parts.set(name, part);
  }

  private *question(
    event: string,
    args: readonly Plain[],
    open: readonly (readonly [Operation, Decision])[],
    place: Place,
  ): Steps<SystemAnswer | null> {
    let rule = '';
    for (const [operation, decision] of open) {
      this.write('rexec.ask', [event, ...args], 'ask', ruleOf(decision), place);
      let answer: Answer;
      this.askedSince = this.milliseconds();
      try {
        answer = yield* settle(this.asker.ask({ cell: this.cell, event, args, operation, decision, place }));
      } catch {
        answer = { allow: false, reason: 'the question failed' };
      } finally {
        this.asked = this.uncounted();
        this.askedSince = null;
      }
      // An answer that came after the cell's end allows nothing.
      if (this.stopped !== null) return this.stopped;
      if (answer.stop === true) {
        this.write(event, args, 'deny', `${ruleOf(decision)}, ${answer.reason}`, place);
        return this.stop(answer.reason);
      }
      if (answer.allow !== true) return this.refuse(event, args, operation, decision, place, answer.reason);
      rule = `${ruleOf(decision)}, ${answer.reason}`;
    }
    this.write(event, args, 'allow', rule, place);
    return null;
  }

  private refuse(
    event: string,
    args: readonly Plain[],
    operation: Operation,
    decision: Decision,
    place: Place,
    asked = '',
  ): SystemAnswer {
    const rule = asked === '' ? ruleOf(decision) : `${ruleOf(decision)}, ${asked}`;
    this.write(event, args, 'deny', rule, place);
    return this.texts?.(operation, decision) ?? plainRefusal(operation, decision, asked);
  }

  private write(
    event: string,
    args: readonly Plain[],
    decision: AuditEvent['decision'],
    rule: string,
    place: Place,
  ): void {
    const seq = ++this.seq;
    if (decision === 'deny' && this.refused.length < MAX_REFUSED) this.refused.push({ event, detail: detailOf(args) });
    if (this.sinks.length === 0) return;
    const { filename, line, fuel } = place;
    const record: AuditEvent = {
      seq,
      cell: this.cell,
      event,
      args: boundedArgs(args),
      decision,
      rule,
      filename,
      line,
      fuel,
    };
    try {
      for (const sink of this.sinks) sink.write(record);
    } catch (e) {
      throw new Answered(this.broken(e));
    }
  }

  // -- the host's side -----------------------------------------------------------------------------------------------------

  /** A folder of this cell as a tree, for a mount of a cell inside it: `makeWorld({ outer: (f) => supervisor.tree(f) })`. */
  tree(folder: string): FileTree {
    return new SubTree(this.mounts, namesOf(folder));
  }

  /** What was attempted so far. */
  get usage(): { readonly effects: number } {
    return { effects: this.effects };
  }

  /** What was refused since the last call, for the result of a run. */
  takeRefused(): Refusal[] {
    const taken = this.refused;
    this.refused = [];
    return taken;
  }

  /** Milliseconds so far that the cell's time does not count: a question to a person was open. */
  uncounted(): number {
    return this.asked + (this.askedSince === null ? 0 : this.milliseconds() - this.askedSince);
  }

  /** Whether `import` may find a source of this name in the cell's files: nothing is recorded. */
  mayFindSource(name: string): boolean {
    return this.files.mayFindSource(name);
  }

  /** What is kept of this side in a snapshot of the cell: open files, files in memory, what was spent. */
  save(): Plain {
    const { effects, seq, budget } = this;
    const counters = [effects, seq, Math.floor(this.uncounted()), Math.max(-1, Math.floor(budget.notes)), budget.uses];
    return [counters, ...[...this.parts].map(([name, part]): Plain => [name, part.save()])];
  }

  /** Of another supervisor, for one that nothing was asked of yet. Throws SnapshotError. */
  load(saved: Plain): void {
    const [counters, ...parts] = listOf(saved);
    const [effects, seq, asked, notes, uses] = listOf(counters, 5);
    this.effects = countOf(effects);
    this.seq = countOf(seq);
    this.asked = countOf(asked);
    this.budget.notes = Math.min(this.budget.notes, Number(integerOf(notes)));
    // A cell inside another has it in common with that.
    this.budget.uses = Math.max(this.budget.uses, countOf(uses));
    const kept = new Map(
      parts.map((one) => {
        const [name, part] = listOf(one, 2);
        return [textOf(name), part!] as const;
      }),
    );
    // In their own order, each once: cells inside this one have files and traffic of it.
    for (const [name, part] of this.parts) if (kept.has(name)) part.load(kept.get(name)!);
  }

  /** What is in other processes has been asked for its part of a snapshot. */
  async gather(): Promise<void> {
    for (const part of this.parts.values()) await part.gather?.();
  }

  /** What is in other processes has its part of a snapshot. Rejects with SnapshotError. */
  async ready(): Promise<void> {
    for (const part of this.parts.values()) await part.ready?.();
  }

  /** From now on every call ends the run. */
  stop(reason: string): SystemAnswer {
    this.stopped ??= { kind: 'limit', limit: 'stopped', message: `stopped: ${reason}` };
    return this.stopped;
  }

  /** Closes what is open. The sinks are the host's. */
  end(): void {
    this.stop('the cell has ended');
    for (const close of this.closers.splice(0)) {
      try {
        close();
      } catch {
        // Nobody is left to be told.
      }
    }
  }

  private tooMany(): SystemAnswer {
    return {
      kind: 'limit',
      limit: 'effects',
      message: `more than ${this.effectLimit} effects attempted (limits.effects)`,
    };
  }

  /** Something of the host's failed (a sink, a bug): nothing goes unrecorded, so nothing goes on. */
  private broken(e: unknown): SystemAnswer {
    if (e instanceof Answered) return e.answer;
    this.failure ??= e;
    return this.stop(e instanceof Error ? `${e.name}: ${e.message}` : 'the supervisor failed');
  }
}

/** `files.mounts[0] (policy.toml:4)`. */
export function ruleOf(decision: Decision): string {
  return decision.source === '' ? decision.rule : `${decision.rule} (${decision.source})`;
}

const NOWHERE: Place = { filename: '', line: 0, fuel: 0 };

function exactPlace(place: Place | undefined): Place {
  if (typeof place !== 'object' || place === null) return NOWHERE;
  const { filename, line, fuel } = place;
  if (typeof filename === 'string' && filename.length <= 300 && Number.isFinite(line) && Number.isFinite(fuel)) {
    return place;
  }
  return {
    filename: typeof filename === 'string' ? filename.slice(0, 300) : '',
    line: Number.isFinite(line) ? line : 0,
    fuel: Number.isFinite(fuel) ? fuel : 0,
  };
}
