/**
 * Running something in a machine that stands still, without disturbing what it stands still in: a debugger's expressions.
 * The state of the run is set aside and comes back at the end, whatever happened meanwhile: an exception, a limit, a pause
 * that nobody ended. So do the counts of what was spent; the budget of what runs aside is its own. What it did to the
 * program's objects it did.
 */

import type { Machine, Outcome } from './machine.js';

/** Fields of the machine that are the run's. */
const RUN = [
  'frame',
  'pausedFrame',
  'pausedRet',
  'pausedForHost',
  'suspendRequest',
  'pendingKind',
  'pendingFn',
  'pendingArgs',
  'pendingKw',
  'pendingGen',
  'pendingValue',
  'pendingLocals',
  'pendingRaise',
  'handled',
  'depth',
  'deepest',
  'recursionLimit',
  'nesting',
  'reprs',
  'entered',
  'enteredInstance',
  'enteredRet',
  'rareRet',
  'reraising',
  'raisedAt',
  'result',
  'uncaught',
  'announced',
  'lifted',
  'held',
  'refusal',
  'unlisted',
  'debug',
  'running',
  'onLimit',
  'fuel',
  'slice',
  'fuelBefore',
  'stopAt',
  'stopping',
  'switchAt',
  'switching',
  'timeBefore',
  'outputUsed',
  'room',
  'roomAtWalk',
  'lastLive',
  'cachesLive',
] as const;

/** Frames that are there for it, however deep the program is. */
const FRAMES = 200;
/** Bytes that may stay of it without being counted before the next walk. */
const SMALL = 1 << 20;

export const ASIDE_FUEL = 10_000_000;

type Fields = Record<string, unknown>;

export class Aside {
  private readonly kept = new Map<string, unknown>();
  private readonly limits: { fuel: number };
  private readonly finalization: { due: boolean; running: boolean };
  private readonly roots: unknown[];
  private ended = false;

  /** `fuel`: what may be spent before the end. */
  constructor(
    private readonly machine: Machine,
    fuel = ASIDE_FUEL,
  ) {
    const m = machine as unknown as Fields;
    for (const name of RUN) {
      if (!(name in m)) throw new TypeError(`a machine has no ${name}`);
      this.kept.set(name, m[name]);
    }
    const { due, running } = machine.finalization;
    this.finalization = { due, running };
    this.limits = { fuel: machine.limits.fuel };
    // What is set aside lives on: a walk over the heap finds it here.
    this.roots = [machine.pausedFrame, machine.pendingRaise, machine.handled, machine.pendingFn, machine.pendingArgs];
    this.roots.push(machine.pendingValue, machine.pendingGen, machine.pendingLocals, machine.reprs);
    machine.moduleState.set(KEY, this.roots);
    machine.frame = null;
    machine.pausedFrame = null;
    machine.pendingRaise = null;
    machine.reraising = false;
    machine.reprs = [];
    machine.nesting = 0;
    machine.debug = null;
    machine.recursionLimit = Math.max(machine.recursionLimit, machine.depth + FRAMES);
    machine.finalization.running = true;
    const spent = machine.usage.fuel;
    m['running'] = false;
    m['onLimit'] = undefined;
    m['timeBefore'] = 0;
    m['fuelBefore'] = spent;
    m['slice'] = 0;
    machine.fuel = 0;
    m['stopAt'] = Number.POSITIVE_INFINITY;
    machine.stopping = false;
    machine.switchAt = Number.POSITIVE_INFINITY;
    machine.switching = false;
    machine.limits.fuel = spent + fuel;
  }

  /** Begins something, or goes on with it after a pause of its own. A LimitError leaves it as it leaves a run. */
  run(begin: () => Outcome): Outcome {
    const m = this.machine;
    if (this.ended) throw new TypeError('the run aside has ended');
    // What was left behind by the one before.
    if (m.pausedFrame === null) m.frame = null;
    return begin();
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    const { machine } = this;
    const m = machine as unknown as Fields;
    const { room } = machine;
    machine.moduleState.delete(KEY);
    this.restore(m);
    if (machine.room - room > SMALL) {
      // What stays of it is the program's from now on: a walk comes before there is more than there may be.
      const left = machine.limits.memory - machine.measure();
      this.restore(m);
      machine.room = Math.min(machine.room, Math.max(0, left));
    }
    machine.limits.fuel = this.limits.fuel;
    machine.finalization.due = this.finalization.due;
    machine.finalization.running = this.finalization.running;
    machine.temporaries.length = 0;
  }

  private restore(m: Fields): void {
    for (const [name, value] of this.kept) m[name] = value;
  }
}

const KEY = 'aside';
