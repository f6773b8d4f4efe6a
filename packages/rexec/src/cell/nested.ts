/**
 * Cells inside a cell: the supervisor of the outer one makes them for its program, and answers for them. An inner cell has
 * the meet of what the outer has and what is asked for; what it spends comes out of the outer's budget; it ends with the
 * outer at the latest. Values cross as copies, or as stand-ins behind which the outer program itself answers.
 *
 * What an inner cell asks of the outer program (a use of a stand-in, an `open` that the outer has taken on itself) is a
 * step of its run: the inner pauses, `cell_run` answers `[call, …]`, the outer program does what it does and goes on with
 * `cell_resume`. So neither program ever runs inside a call of the other (law 3), and each may be paused meanwhile.
 */
import type { Limits, Place, Plain, Spent, SystemAnswer } from '@rexec/python';
import { SnapshotError } from '@rexec/python/source';
import { PolicyError } from '../policy/errors.js';
import { Policy } from '../policy/policy.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import { cut } from '../system/arguments.js';
import type { CallName } from '../system/calls.js';
import { errorAnswer } from '../system/fault.js';
import type { Guard, Handler, HandlerMaker, Handlers } from '../system/guard.js';
import { bad, countOf, type Keeping, listOf } from '../system/keeping.js';
import type { Maybe } from '../system/later.js';
import { MemoryTree } from '../system/memory-tree.js';
import { documentOf, inward, readOptions } from './crossing.js';
import { GIVEN_FILES, Inner, type InnerMaker, type InnerStep, Output } from './inner.js';
import { innerFromPlain, innerToPlain, lesserLimits, type SavedInner } from './nested-keeping.js';
import type { World, WorldOptions } from './world.js';

export interface NestedWorld {
  readonly make: InnerMaker;
  /** Cells that may be there, of this cell and of those around it. */
  readonly count?: CellCount;
  /** How many cells are around this one. */
  readonly depth?: number;
  /** Milliseconds that the outer cell has left. */
  readonly timeLeft?: () => number;
}

/** Cells that are there at once: an inner cell's count in those of the outer ones too. */
export class CellCount {
  private live = 0;
  constructor(
    private readonly limit: number,
    private readonly around?: CellCount,
  ) {}

  take(): boolean {
    if (this.live >= this.limit || this.around?.take() === false) return false;
    this.live++;
    return true;
  }

  release(): void {
    this.live--;
    this.around?.release();
  }
}

type Common = Omit<WorldOptions, 'policy' | 'limits' | 'nested' | 'name'>;

export interface NestedOptions {
  /** Of the outer cell. */
  readonly policy: Policy;
  readonly limits: Limits;
  readonly nested: NestedWorld;
  /** What inner worlds have in common with the outer: sinks, questions, platform, network, secrets, trees. */
  readonly common: () => Common;
  readonly makeWorld: (options: WorldOptions) => World;
}

/** What an inner cell has at least, so that it can say what is wrong. */
const LEAST_FUEL = 10_000;
const COST = 5000;
/** Cells inside each other: inline, each runs on the stack of the one around it. */
const MAX_DEPTH = 8;
/** Part of the outer cell's memory that an inner one gets where none is asked for. */
const MEMORY_PART = 8;

export function nestedCells(options: NestedOptions): HandlerMaker {
  return (guard) => new Cells(guard, options);
}

class Cells implements Handlers, Keeping {
  private readonly inner = new Map<number, Inner>();
  private readonly count: CellCount;
  private common: Common | null = null;
  private made = 0;

  constructor(
    private readonly guard: Guard,
    private readonly options: NestedOptions,
  ) {
    this.count = new CellCount(options.policy.parts.limits.cells, options.nested.count);
    guard.keeps('cells', this);
    guard.atEnd(() => {
      for (const inner of this.inner.values()) inner.dispose();
      this.inner.clear();
    });
  }

  handler(name: CallName): Handler | undefined {
    switch (name) {
      case 'cell_make':
        return ([policy, more], place) => this.make(policy!, more!, place);
      case 'cell_run':
        return ([cell, command, value], place) => this.run(cell as number, command as string, value!, place);
      case 'cell_resume':
        return ([cell, value], place) => this.resume(cell as number, value!, place);
      case 'cell_end':
        return ([cell]) => this.end(cell as number);
      default:
        return undefined;
    }
  }

  private make(asked: Plain, more: Plain, place: Place): Maybe<SystemAnswer> {
    const refusal = this.guard.authorize('rexec.cell', [this.made + 1], { kind: 'cell' }, place);
    if (refusal instanceof Promise) return refusal.then((r) => r ?? this.begin(asked, more, place));
    return refusal ?? this.begin(asked, more, place);
  }

  private begin(asked: Plain, more: Plain, place: Place): SystemAnswer {
    const id = this.made + 1;
    try {
      const inner = this.newInner(
        id,
        [asked, more],
        (policy, document) => this.limitsOf(policy, document, place),
        null,
      );
      this.made = id;
      return { kind: 'value', value: id, spent: { fuel: COST, memory: inner.memory } };
    } catch (e) {
      if (e instanceof TooMany) return refused('RuntimeError', e.message);
      if (e instanceof PolicyError) return refused('ValueError', e.message);
      return refused('OSError', e instanceof Error ? cut(e.message) : 'the cell cannot be made');
    }
  }

  private newInner(
    id: number,
    wanted: SavedInner['wanted'],
    limitsOf: (policy: Policy, document: PolicyDocument) => Limits,
    saved: SavedInner | null,
  ): Inner {
    const depth = (this.options.nested.depth ?? 0) + 1;
    if (depth > MAX_DEPTH) throw new TooMany(`too many cells inside each other: at most ${MAX_DEPTH}`);
    if (!this.count.take())
      throw new TooMany(`too many cells: limits.cells is ${this.options.policy.parts.limits.cells}`);
    try {
      const inner = this.builtInner(`${this.guard.cell}/${id}`, depth, wanted, limitsOf, saved);
      this.inner.set(id, inner);
      return inner;
    } catch (e) {
      this.count.release();
      throw e;
    }
  }

  private builtInner(
    name: string,
    depth: number,
    wanted: SavedInner['wanted'],
    limitsOf: (policy: Policy, document: PolicyDocument) => Limits,
    saved: SavedInner | null,
  ): Inner {
    const { options } = this;
    const given = readOptions(wanted[1]);
    const document = documentOf(wanted[0]);
    const policy = Policy.from(document, { filename: 'policy of the cell' }).within(options.policy);
    const limits = limitsOf(policy, document);
    const files = new MemoryTree();
    const output = new Output();
    const world = options.makeWorld({
      ...(this.common ??= options.common()),
      policy,
      limits,
      name,
      argv: given.argv,
      console: output,
      classic: given.classic,
      eachImport: given.import,
      files: given.open ? { [GIVEN_FILES]: files } : {},
      nested: {
        ...options.nested,
        depth,
        count: this.count,
        timeLeft: () => limits.time ?? Number.POSITIVE_INFINITY,
      },
    });
    const release = () => this.count.release();
    return new Inner({ make: options.nested.make, world, wanted, given, limits, files, output, release }, saved);
  }

  private limitsOf(policy: Policy, document: PolicyDocument, place: Place): Limits {
    const { limits } = policy.parts;
    const outer = this.options.limits;
    const most = (a: number, b: number | undefined) => Math.min(a, b ?? Number.POSITIVE_INFINITY);
    const memory = most(limits.memory, outer.memory);
    return {
      fuel: Math.max(LEAST_FUEL, most(limits.fuel, (outer.fuel ?? Number.POSITIVE_INFINITY) - place.fuel)),
      time: Math.max(1, most(most(limits.time, outer.time), this.options.nested.timeLeft?.())),
      memory: document.limits?.memory === undefined ? Math.floor(memory / MEMORY_PART) : memory,
      recursion: most(limits.recursion, outer.recursion),
      output: most(limits.output, outer.output),
    };
  }

  // -- kept in a snapshot --------------------------------------------------------------------------------------------------

  save(): Plain {
    return [this.made, [...this.inner].map(([id, inner]): Plain => [id, innerToPlain(inner.save())])];
  }

  gather(): Promise<void> {
    return this.each((inner) => inner.gather());
  }

  ready(): Promise<void> {
    return this.each((inner) => inner.ready());
  }

  private async each(act: (inner: Inner) => Promise<void>): Promise<void> {
    await Promise.all(Array.from(this.inner.values(), act));
  }

  load(saved: Plain): void {
    const [made, cells] = listOf(saved, 2);
    this.made = countOf(made);
    let before = 0;
    for (const one of listOf(cells)) {
      const [id, kept] = listOf(one, 2);
      const number = countOf(id);
      if (number <= before || number > this.made) bad();
      before = number;
      this.guard.setAside += this.again(number, innerFromPlain(kept!)).memory;
    }
    if (this.guard.setAside > (this.options.limits.memory ?? Number.POSITIVE_INFINITY))
      throw new SnapshotError('the cells inside the cell have more memory than the policy lets it have');
  }

  /** An inner cell as it was kept: it has no more than it would get now. */
  private again(id: number, saved: SavedInner): Inner {
    const limitsOf = ({ parts }: Policy) => lesserLimits(saved.limits, lesserLimits(parts.limits, this.options.limits));
    try {
      return this.newInner(id, saved.wanted, limitsOf, saved);
    } catch (e) {
      if (e instanceof SnapshotError) throw e;
      const why = e instanceof Error ? cut(e.message) : 'it cannot be made';
      throw new SnapshotError(`a cell inside the cell cannot be restored: ${why}`);
    }
  }

  // -- runs ----------------------------------------------------------------------------------------------------------------

  private run(id: number, command: string, value: Plain, place: Place): Maybe<SystemAnswer> {
    const inner = this.inner.get(id);
    if (inner === undefined) return errorAnswer('EBADF');
    return this.stepped(inner, place, () => {
      if (inner.busy) return refused('RuntimeError', 'the cell is running');
      let args: Plain;
      try {
        args = inward(value);
      } catch {
        return refused('TypeError', 'a value that cannot be given to a cell');
      }
      return inner.start(command, args);
    });
  }

  private resume(id: number, value: Plain, place: Place): Maybe<SystemAnswer> {
    const inner = this.inner.get(id);
    if (inner === undefined) return errorAnswer('EBADF');
    return this.stepped(inner, place, () =>
      inner.asking ? inner.resume(value) : refused('RuntimeError', 'the cell asks for nothing'),
    );
  }

  private stepped(inner: Inner, place: Place, begin: () => Maybe<InnerStep> | SystemAnswer): Maybe<SystemAnswer> {
    inner.limitFuel((this.options.limits.fuel ?? Number.POSITIVE_INFINITY) - place.fuel);
    const step = inner.interruptedStep() ?? begin();
    if ('kind' in step) return step;
    const answer = (value: Plain): SystemAnswer => {
      const { fuel, effects } = inner.spent();
      this.guard.spend(effects);
      return { kind: 'value', value, spent: { fuel: fuel + COST, memory: 0 } };
    };
    return step instanceof Promise ? step.then(answer) : answer(step);
  }

  private end(id: number): SystemAnswer {
    const inner = this.inner.get(id);
    if (inner === undefined) return errorAnswer('EBADF');
    this.inner.delete(id);
    inner.dispose();
    const spent: Spent = { fuel: inner.spent().fuel, memory: -inner.memory };
    return { kind: 'value', value: null, spent };
  }
}

/** More cells than there may be. */
class TooMany extends Error {}

function refused(type: string, message: string): SystemAnswer {
  return { kind: 'refused', type, message };
}
