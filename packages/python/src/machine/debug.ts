/**
 * Debugging: a machine that stands still where a line begins, or where an exception is raised.
 *
 * A machine has a `debug` only while somebody debugs it. The loop then asks it, each time that it enters a frame, which
 * instructions to run: the code's own where nothing can stop, else a copy of them with a trap (an opcode of no table) in
 * the place of each instruction that may begin a line. Code objects stay as they are, and a machine without a debugger
 * pays for one comparison a frame. A trap costs no fuel, so a debugged run spends what any other spends.
 *
 * A line begins where the line of an instruction is not that of the one before it in its frame, or where a jump goes back
 * within its line (as `sys.settrace` has it). An instruction under a trap is run from a second copy, in which every other
 * instruction is a trap.
 */

import { OPCODES, Op } from '../compiler/opcodes.js';
import type { PyCode } from '../objects/code.js';
import type { PyException } from '../objects/exception.js';
import { type PyFrame, Ret } from '../objects/frame.js';
import type { Machine } from './machine.js';
import { betweenSlices } from './threads.js';

/** No opcode of the table. */
const TRAP = 255;

/** Why the machine stands still: the request of a pause that a debugger called for. */
export interface DebugStop {
  readonly kind: 'debug';
  readonly reason: 'step' | 'breakpoint' | 'raised' | 'uncaught';
  /** Breakpoints at the line. */
  readonly breakpoints: readonly LineBreak[];
  /** It is where the motion was to end, breakpoint or not. */
  readonly arrived: boolean;
  readonly exception: PyException | null;
}

/** A place where a debugged machine stops: `file` is a file's name, or the end of it after a slash. */
export interface LineBreak {
  readonly file: string;
  readonly line: number;
}

/** What the machine does when it goes on; `frame` is the one that is stepped in. */
export type Motion =
  /** To the next stop. */
  | { readonly kind: 'run' }
  /** To the next line, wherever it is. */
  | { readonly kind: 'into' }
  /** To the next line of the frame, or of one that called it. */
  | { readonly kind: 'over'; readonly frame: PyFrame }
  /** To the next line of a frame that called it. */
  | { readonly kind: 'out'; readonly frame: PyFrame }
  /** To this line of the frame or one below it, or the next line of a frame that called it. */
  | { readonly kind: 'until'; readonly frame: PyFrame; readonly line: number };

const JUMPS = new Set(OPCODES.flatMap((row, i) => (row.operand === 'jump' ? [i] : [])));
/** Never the first of a line: the machine comes by after a call or a jump over them (as in CPython). */
const NEVER_FIRST = new Set<number>([Op.RESUME, Op.END_SEND, Op.END_ASYNC_FOR]);

const START = 1;
const BACK = 2;
const HANDLER = 4;

/** What is known of a code object, and its instructions with traps. */
class Traps {
  /** By instruction: START where a line may begin, BACK where a jump goes back, HANDLER where an exception comes in. */
  private readonly kinds: Uint8Array;
  readonly stepped: Int32Array;
  private readonly single: Int32Array;
  private open = -1;
  /** For which state of the breakpoints `broken` is. */
  version = -1;
  broken = false;

  constructor(private readonly code: PyCode) {
    const { instrs } = code.f;
    this.kinds = kindsOf(code);
    this.stepped = instrs.map((w, i) => (this.kinds[i] === 0 ? w : TRAP));
    this.single = new Int32Array(instrs.length).fill(TRAP);
  }

  isStart(at: number): boolean {
    return (this.kinds[at]! & START) !== 0;
  }

  isTrap(at: number): boolean {
    return this.kinds[at] !== 0;
  }

  /** Where an exception comes in, and the line that it comes from does not count. */
  isHandler(at: number): boolean {
    return (this.kinds[at]! & HANDLER) !== 0;
  }

  isBack(at: number): boolean {
    return (this.kinds[at]! & BACK) !== 0;
  }

  /** The instructions of which only this one is no trap. */
  only(at: number): Int32Array {
    if (this.open >= 0) this.single[this.open] = TRAP;
    this.open = at;
    this.single[at] = this.code.f.instrs[at]!;
    return this.single;
  }

  hasLine(line: number): boolean {
    const { positions } = this.code.f;
    return this.kinds.some((kind, i) => (kind & START) !== 0 && positions[i * 4] === line);
  }
}

function kindsOf(code: PyCode): Uint8Array {
  const { instrs, positions, handlers } = code.f;
  const lineOf = (i: number): number => positions[i * 4]!;
  const kinds = new Uint8Array(instrs.length);
  const starts = new Set(handlers.map((h) => h.target));
  const inherited = new Set<number>();
  const first = firstTraceable(code);
  for (let i = first; i < instrs.length; i++) {
    if (i === first || lineOf(i) !== lineOf(i - 1)) starts.add(i);
    else inherited.add(i);
    const w = instrs[i]!;
    const target = w >>> 8;
    if (!JUMPS.has(w & 255)) continue;
    if (lineOf(target) !== lineOf(i)) starts.add(target);
    else if ((w & 255) !== Op.JUMP_BACKWARD) inherited.add(target);
    // Where a generator waits for another there is no new line.
    else if ((instrs[target]! & 255) !== Op.SEND) kinds[i] = BACK;
  }
  for (const { target } of handlers) {
    if (lineOf(target) === 0 || (instrs[target]! & 255) === Op.CLEANUP_THROW) kinds[target]! |= HANDLER;
  }
  for (const i of starts) {
    if (lineOf(i) === 0 || NEVER_FIRST.has(instrs[i]! & 255) || (inherited.has(i) && isJoin(code, i))) continue;
    kinds[i]! |= START;
  }
  return kinds;
}

/** What the compiler put where ways come together, as the end of a body: it has the line of one of these ways. */
function isJoin({ f }: PyCode, i: number): boolean {
  const op = f.instrs[i]! & 255;
  if (op === Op.NOP || op === Op.JUMP || op === Op.JUMP_BACKWARD) return true;
  const next = f.instrs[i + 1]! & 255;
  if (op === Op.PREP_RERAISE_STAR || next === Op.PREP_RERAISE_STAR) return true;
  return op === Op.LOAD_CONST && (next === Op.RETURN_VALUE || next === Op.STORE_NAME);
}

/** What comes before RESUME is the call's. */
function firstTraceable(code: PyCode): number {
  const { instrs } = code.f;
  const at = instrs.findIndex((w) => (w & 255) === Op.RESUME);
  return at < 0 ? 0 : at + 1;
}

/** Lines of a code object, nested ones included, where the machine can stop. */
export function linesOf(code: PyCode, into = new Set<number>()): Set<number> {
  const kinds = kindsOf(code);
  kinds.forEach((kind, i) => {
    if ((kind & START) !== 0) into.add(code.f.positions[i * 4]!);
  });
  for (const c of code.f.consts) if (isCode(c)) linesOf(c, into);
  return into;
}

function isCode(c: unknown): c is PyCode {
  return typeof c === 'object' && c !== null && 'f' in c && 'nregs' in c;
}

/** The first line of the body of a function, by its name or qualified name. */
export function lineOfFunction(code: PyCode, name: string): number | undefined {
  for (const c of code.f.consts) {
    if (!isCode(c)) continue;
    if (c.f.name === name || c.f.qualname === name) {
      const kinds = kindsOf(c);
      const at = kinds.findIndex((kind) => (kind & START) !== 0);
      if (at >= 0) return c.f.positions[at * 4]!;
    }
    const inner = lineOfFunction(c, name);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The line that a frame is in, while its lines are looked at. */
class Mark {
  constructor(
    public line: number,
    readonly epoch: number,
  ) {}
}

export class DebugHook {
  private breaks: LineBreak[] = [];
  private version = 0;
  private readonly traps = new WeakMap<PyCode, Traps>();
  private readonly marks = new WeakMap<PyFrame, Mark>();
  /** Goes up with each motion: what was known of a frame that was not watched since is out of date. */
  private epoch = 0;
  private motion: Motion = { kind: 'run' };
  /** Frames below the one that is stepped in. */
  private callers = new Set<PyFrame>();

  /** The frame whose instruction at `at` runs now without its trap. */
  private over: PyFrame | null = null;
  private at = 0;
  private begun = false;
  /** Frames whose instruction is run once more when its operand has been made ready, and where that is: no new line. */
  private readonly again = new WeakMap<PyFrame, number>();
  /** The frame that jumps back to `landingAt`, within its line. */
  private landing: PyFrame | null = null;
  private landingAt = 0;
  /** The frame that goes on at `resumingAt`, whose line was reported. */
  private resuming: PyFrame | null = null;
  private resumingAt = 0;
  /** The frame that stands at `stoppedAt` since that line was reported. */
  private stopped: PyFrame | null = null;
  private stoppedAt = 0;

  /** The exception on its way that has been reported, or need not be. */
  private passing: PyException | null = null;
  private left: PyException | null = null;

  /** Why the machine stands still since the last motion; null: not for its debugger. */
  stop: DebugStop | null = null;
  /** Stop where an exception is raised. */
  onRaised = false;
  /** Stop where one has reached the lowest frame, and nothing handles it there. */
  onUncaught = false;
  /** Step into the modules of the library as well. */
  intoLibrary = false;

  private constructor(private readonly machine: Machine) {}

  /** `reported`: the machine is paused where a line begins, which its host knows of. */
  static attach(machine: Machine, reported = false): DebugHook {
    const hook = new DebugHook(machine);
    machine.debug = hook;
    if (reported && machine.pausedFrame !== null && standsBefore(machine)) hook.reported(machine.pausedFrame);
    return hook;
  }

  detach(): void {
    if (this.machine.debug === this) this.machine.debug = null;
  }

  setBreaks(breaks: readonly LineBreak[]): void {
    this.breaks = [...breaks];
    this.version++;
  }

  /** How the machine goes on from the pause that it is in; before a run, from its start. */
  go(motion: Motion): void {
    this.motion = motion;
    this.callers.clear();
    if ('frame' in motion) for (let f = motion.frame.back; f !== null; f = f.back) this.callers.add(f);
    this.proceed();
  }

  /** The motion is not over: the machine goes on with it, from a stop that did not count. */
  proceed(): void {
    this.epoch++;
    this.over = null;
    this.resuming = null;
    this.stop = null;
    const { pausedFrame } = this.machine;
    if (this.stopped === null || this.stopped !== pausedFrame || this.stoppedAt !== pausedFrame.pc) return;
    this.marks.set(pausedFrame, new Mark(lineAt(pausedFrame.code, this.stoppedAt), this.epoch));
    this.resuming = pausedFrame;
    this.resumingAt = pausedFrame.pc;
    this.stopped = null;
  }

  private reported(frame: PyFrame): void {
    this.stopped = frame;
    this.stoppedAt = frame.pc;
  }

  // -- what the loop asks ----------------------------------------------------------------------------------------------

  /** The instructions to run `frame` by, from where it stands. */
  instrsOf(frame: PyFrame): Int32Array {
    if (this.over !== null && this.isOver(frame)) return this.trapsOf(frame.code).only(this.at);
    const { code } = frame;
    if (!this.isWatched(frame)) return code.f.instrs;
    if (this.marks.get(frame)?.epoch !== this.epoch) {
      const line = frame.pc <= firstTraceable(code) ? -1 : lineAt(code, frame.pc - 1);
      this.marks.set(frame, new Mark(line, this.epoch));
    }
    return this.trapsOf(code).stepped;
  }

  /** Whether it is the instruction under a trap that is to be run now. */
  private isOver(frame: PyFrame): boolean {
    const { over } = this;
    if (frame === over && !this.begun) {
      this.begun = true;
      return true;
    }
    if (over !== null && frame.back === over && frame.makesReady) this.again.set(over, this.at);
    this.over = null;
    return false;
  }

  /** `frame` has come to a trap: the frame to go on with, or 'pause'. */
  trap(frame: PyFrame): PyFrame | 'pause' {
    const { code } = frame;
    const at = frame.pc - 1;
    frame.pc = at;
    this.over = null;
    const traps = this.trapsOf(code);
    const landed = this.landing === frame && this.landingAt === at;
    this.landing = null;
    const mark = this.marks.get(frame)!;
    const line = lineAt(code, at);
    const known = (this.resuming === frame && this.resumingAt === at) || this.again.get(frame) === at;
    this.resuming = null;
    this.again.delete(frame);
    if (traps.isHandler(at)) mark.line = -1;
    const begins = landed || (traps.isStart(at) && line !== mark.line);
    if (traps.isStart(at)) mark.line = line;
    if (begins && !known) {
      const stop = this.stopAt(frame, line);
      if (stop !== null) {
        this.reported(frame);
        this.pause(frame, stop);
        return 'pause';
      }
    }
    return this.goOn(frame, at);
  }

  /** From a trap, whatever was there to be done. */
  private goOn(frame: PyFrame, at: number): PyFrame | 'pause' {
    const traps = this.trapsOf(frame.code);
    if (traps.isBack(at)) {
      this.landing = frame;
      this.landingAt = frame.code.f.instrs[at]! >>> 8;
      // A loop of this instruction alone would never meet a trap: it is done here.
      if (this.landingAt === at) return this.tick(frame);
    } else if (!traps.isTrap(at)) return frame;
    this.runAlone(frame, at);
    return frame;
  }

  private runAlone(frame: PyFrame, at: number): void {
    this.over = frame;
    this.at = at;
    this.begun = false;
  }

  /** JUMP_BACKWARD to itself. */
  private tick(frame: PyFrame): PyFrame | 'pause' {
    const m = this.machine;
    if ((m.fuel -= 1) < 0) {
      m.outOfSlice();
      return betweenSlices(m, frame) ?? 'pause';
    }
    return frame;
  }

  /**
   * An exception passes through `frame`, which does not take it for the end of a loop. `fresh`: it is raised here
   * and now; `again`: it is raised again, by what the compiler made of `finally` and the like. Whether the machine stops.
   */
  stopsAtRaise(frame: PyFrame, exc: PyException, fresh: boolean, again: boolean): boolean {
    const mark = again ? this.marks.get(frame) : undefined;
    if (mark !== undefined) mark.line = -1;
    const { hidden } = frame.code.f;
    if (fresh) this.passing = null;
    if (exc !== this.passing && !hidden) {
      this.passing = exc;
      if (this.onRaised && this.mayStopIn(frame)) {
        this.pause(frame, stopFor('raised', exc));
        return true;
      }
    }
    const lowest = frame.back === null || frame.ret === Ret.Exit;
    if (!this.onUncaught || !lowest || exc === this.left || isExit(exc) || isHandled(frame)) return false;
    this.left = exc;
    this.pause(frame, stopFor('uncaught', exc));
    return true;
  }

  private pause(frame: PyFrame, stop: DebugStop): void {
    const m = this.machine;
    m.pausedFrame = frame;
    m.pausedRet = Ret.Discard;
    m.pendingRaise = stop.exception;
    m.suspendRequest = stop;
    this.stop = stop;
  }

  // -- where it stops ----------------------------------------------------------------------------------------------------

  private stopAt(frame: PyFrame, line: number): DebugStop | null {
    const { filename } = frame.code.f;
    const breakpoints = this.breaks.filter((b) => b.line === line && isFile(filename, b.file));
    const arrived = this.isArrived(frame, line);
    if (breakpoints.length === 0) return arrived ? STEPPED : null;
    return Object.freeze({ kind: 'debug', reason: 'breakpoint', breakpoints, arrived, exception: null });
  }

  private isArrived(frame: PyFrame, line: number): boolean {
    const { motion } = this;
    if (motion.kind === 'run' || !this.mayStopIn(frame)) return false;
    if (motion.kind === 'into' || this.callers.has(frame)) return true;
    if (motion.kind === 'out' || frame !== motion.frame) return false;
    return motion.kind === 'over' || line >= motion.line;
  }

  /** Lines of the frame are looked at. */
  private isWatched(frame: PyFrame): boolean {
    const { code } = frame;
    if (code.f.hidden) return false;
    const { motion } = this;
    if (motion.kind !== 'run' && this.mayStopIn(frame)) {
      if (motion.kind === 'into' || frame === motion.frame || this.callers.has(frame)) return true;
    }
    if (this.breaks.length === 0) return false;
    const traps = this.trapsOf(code);
    if (traps.version !== this.version) {
      traps.version = this.version;
      const { filename } = code.f;
      traps.broken = this.breaks.some((b) => isFile(filename, b.file) && traps.hasLine(b.line));
    }
    return traps.broken;
  }

  private mayStopIn({ code }: PyFrame): boolean {
    return !code.f.hidden && (code.origin === null || this.intoLibrary);
  }

  private trapsOf(code: PyCode): Traps {
    let traps = this.traps.get(code);
    if (traps === undefined) {
      traps = new Traps(code);
      this.traps.set(code, traps);
    }
    return traps;
  }
}

const STEPPED: DebugStop = Object.freeze({
  kind: 'debug',
  reason: 'step',
  breakpoints: [],
  arrived: true,
  exception: null,
});

function stopFor(reason: 'raised' | 'uncaught', exception: PyException): DebugStop {
  return Object.freeze({ kind: 'debug', reason, breakpoints: [], arrived: false, exception });
}

export function isDebugStop(request: unknown): request is DebugStop {
  return typeof request === 'object' && request !== null && 'kind' in request && request.kind === 'debug';
}

/** The paused frame stands before an instruction, not in the middle of one. */
export function standsBefore(m: Machine): boolean {
  return m.pausedRet === Ret.Discard && m.pendingRaise === null;
}

function lineAt(code: PyCode, at: number): number {
  return code.f.positions[at * 4]!;
}

/** Whether a file is meant by a name. */
export function isFile(filename: string, name: string): boolean {
  return filename === name || filename.endsWith(`/${name}`);
}

function isHandled(frame: PyFrame): boolean {
  const at = frame.pc - 1;
  return frame.code.f.handlers.some((h) => at >= h.start && at < h.end);
}

function isExit(exc: PyException): boolean {
  return exc.shape.cls.mro.some((c) => c.name === 'SystemExit' && !c.heap);
}
