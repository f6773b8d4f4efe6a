/**
 * From a list of instructions with labels to the arrays of a code object: unreachable code is dropped, jumps are
 * shortened, handlers become the exception table, the stack is measured, and loads of locals that are surely bound
 * are told from those that must be checked.
 *
 * Instructions stay in the order they were written. Every step is linear in their number (the analysis of locals: in
 * instructions times locals / 31, for at most MAX_TRACKED locals).
 */
import type { Handler } from '../objects/code.js';
import { PySyntaxError } from '../syntax/errors.js';
import { type Loc, NO_LOCATION } from './location.js';
import { OPCODES, Op } from './opcodes.js';
import {
  endsFlow,
  isConditionalJump,
  isJump,
  isSetup,
  POP_BLOCK,
  SETUP_FINALLY,
  SETUP_WITH,
  STORE_FAST_MAYBE_UNBOUND,
} from './pseudo.js';

/** Locals beyond this number are always loaded with a check. */
const MAX_TRACKED = 31 * 16;
const MAX_INSTRUCTIONS = 0xffffff;
/** Jumps to jumps that are followed. */
const MAX_HOPS = 16;

/** What the code generator writes: parallel lists, jumps with labels for operands. */
export interface Instructions {
  readonly ops: number[];
  readonly args: number[];
  readonly locs: Loc[];
  /** Index of the instruction that a label stands before. */
  readonly labels: number[];
}

export interface Assembled {
  readonly instrs: Int32Array;
  readonly positions: Int32Array;
  readonly handlers: Handler[];
  readonly stacksize: number;
}

export interface AssembleOptions {
  /** Instructions that are put in front (MAKE_CELL, RETURN_GENERATOR, RESUME). */
  readonly prefix: readonly (readonly [op: number, arg: number, loc: Loc])[];
  readonly nparams: number;
  readonly nlocals: number;
  /** Operand of a real instruction from the written one (constants, cells). */
  readonly operand: (op: number, arg: number) => number;
}

/** Where an exception goes at some instruction. */
interface Block {
  readonly target: number;
  readonly depth: number;
  readonly lasti: boolean;
  readonly outer: Block | null;
  queued: boolean;
}

export function assemble(code: Instructions, options: AssembleOptions): Assembled {
  return new Assembler(code, options).run();
}

class Assembler {
  private readonly ops: number[];
  private readonly args: number[];
  private readonly locs: Loc[];
  private readonly n: number;
  /** Target index of jumps and set-ups, else -1. */
  private readonly target: Int32Array;
  /** Depth of the stack before an instruction; -1: not reachable. */
  private readonly depth: Int32Array;
  private readonly block: (Block | null)[];
  private maxDepth = 0;
  private kept = new Uint8Array(0);
  /** New index of each instruction; dropped ones have that of the next kept one. */
  private index = new Int32Array(0);
  private count = 0;

  constructor(
    code: Instructions,
    private readonly options: AssembleOptions,
  ) {
    this.ops = code.ops;
    this.args = code.args;
    this.locs = code.locs;
    this.n = this.ops.length;
    if (this.n > MAX_INSTRUCTIONS - 1024)
      throw new PySyntaxError('MemoryError', 'program too large', null, null, null, null, null, null);
    this.target = new Int32Array(this.n).fill(-1);
    for (let i = 0; i < this.n; i++) {
      const op = this.ops[i]!;
      if (isJump(op) || isSetup(op)) this.target[i] = code.labels[this.args[i]!]!;
    }
    this.depth = new Int32Array(this.n).fill(-1);
    this.block = new Array<Block | null>(this.n).fill(null);
  }

  run(): Assembled {
    this.shortenJumps();
    this.flow();
    this.checkLocals();
    this.locate();
    this.layout();
    return this.emit();
  }

  private shortenJumps(): void {
    const { ops, n } = this;
    const labelled = new Uint8Array(n + 1);
    for (let i = 0; i < n; i++) if (this.target[i] !== -1) labelled[this.target[i]!] = 1;
    for (let i = 0; i < n; i++) {
      const op = ops[i]!;
      if (op === Op.JUMP) this.thread(i, true);
      else if (isConditionalJump(op)) {
        this.thread(i, false);
        if (!labelled[i + 1]) this.invertOver(i);
      }
    }
  }

  /** A jump to a jump goes where that one goes (conditional ones: only forward). */
  private thread(i: number, backward: boolean): void {
    const { ops, target, locs, n } = this;
    for (let hops = 0; hops < MAX_HOPS; hops++) {
      const t = target[i]!;
      if (t >= n || ops[t] !== Op.JUMP || t === i) return;
      const next = target[t]!;
      if (next === t || (!backward && next <= i)) return;
      const line = locs[t]!.lineno;
      if (line !== 0 && line !== locs[i]!.lineno) return;
      target[i] = next;
    }
  }

  /** `if not c jump L; jump M; L:` with M ahead is `if c jump M`. */
  private invertOver(i: number): void {
    const { ops, target } = this;
    if (target[i] !== i + 2 || ops[i + 1] !== Op.JUMP || target[i + 1]! <= i + 1) return;
    this.thread(i + 1, true);
    const line = this.locs[i + 1]!.lineno;
    if (target[i + 1]! <= i + 1 || (line !== 0 && line !== this.locs[i]!.lineno)) return;
    const op = ops[i]!;
    // FALSE and TRUE, NONE and NOT_NONE are neighbours.
    ops[i] = Op.POP_JUMP_IF_FALSE + ((op - Op.POP_JUMP_IF_FALSE) ^ 1);
    target[i] = target[i + 1]!;
    ops[i + 1] = Op.NOP;
    target[i + 1] = -1;
  }

  /** Reachability, depth of the stack and handler of each instruction. */
  private flow(): void {
    const { ops, args, target, depth, block, n } = this;
    const work: number[] = [0];
    depth[0] = 0;
    const reach = (t: number, d: number, b: Block | null) => {
      if (depth[t] !== -1) return;
      depth[t] = d;
      block[t] = b;
      work.push(t);
    };
    while (work.length > 0) {
      let i = work.pop()!;
      let d = depth[i]!;
      let b: Block | null = block[i]!;
      for (;;) {
        const op = ops[i]!;
        if (op < 256) {
          if (b !== null && !b.queued && !this.raisesNothing(i)) {
            b.queued = true;
            reach(b.target, b.depth + (b.lasti ? 2 : 1), b.outer);
          }
          const row = OPCODES[op]!;
          if (isJump(op)) {
            const t = target[i]!;
            const taken = d + row.jumpEffect!(0);
            if (taken > this.maxDepth) this.maxDepth = taken;
            reach(t, taken, b);
          }
          d += row.effect(args[i]!);
          if (d > this.maxDepth) this.maxDepth = d;
          if (endsFlow(op)) break;
        } else if (op === POP_BLOCK) b = b!.outer;
        else if (op === STORE_FAST_MAYBE_UNBOUND) d--;
        else {
          b = {
            target: target[i]!,
            depth: op === SETUP_WITH ? d - 1 : d,
            lasti: op !== SETUP_FINALLY,
            outer: b,
            queued: false,
          };
          const room = b.depth + (b.lasti ? 2 : 1);
          if (room > this.maxDepth) this.maxDepth = room;
        }
        i++;
        if (i >= n || depth[i] !== -1) break;
        depth[i] = d;
        block[i] = b;
      }
    }
  }

  /** Such an instruction belongs to whatever row of the exception table is around it. */
  private raisesNothing(i: number): boolean {
    const op = this.ops[i]!;
    return op === Op.NOP || (op === Op.JUMP && this.target[i]! > i);
  }

  // ---- locals

  private checkLocals(): void {
    const { ops, args, depth, n } = this;
    const { nparams, nlocals } = this.options;
    const bit = new Int32Array(nlocals).fill(-1);
    let tracked = 0;
    let loads = false;
    for (let i = 0; i < n; i++) {
      if (depth[i] === -1) continue;
      const op = ops[i]!;
      if (op === Op.LOAD_FAST) loads = true;
      const clears = op === Op.DELETE_FAST || op === Op.LOAD_FAST_AND_CLEAR || op === STORE_FAST_MAYBE_UNBOUND;
      if (!clears && (op !== Op.LOAD_FAST || args[i]! < nparams)) continue;
      if (bit[args[i]!] === -1) bit[args[i]!] = tracked++;
    }
    if (!loads) return;
    for (let first = 0; first < Math.min(tracked, MAX_TRACKED); first += 31) this.checkGroup(bit, first);
    for (let i = 0; i < n; i++)
      if (ops[i] === Op.LOAD_FAST && bit[args[i]!]! >= MAX_TRACKED) ops[i] = Op.LOAD_FAST_CHECK;
  }

  /** Which of 31 locals may be unbound where: a forward analysis over basic blocks, a bit for each local. */
  private checkGroup(bit: Int32Array, first: number): void {
    const { ops, args, target, depth, block, n } = this;
    const { nparams } = this.options;
    const mask = (reg: number) => {
      const k = bit[reg]! - first;
      return k >= 0 && k < 31 ? 1 << k : 0;
    };
    let start = 0;
    for (let reg = nparams; reg < bit.length; reg++) start |= mask(reg);
    const leader = new Uint8Array(n + 1);
    leader[0] = 1;
    for (let i = 0; i < n; i++) if (target[i] !== -1) leader[target[i]!] = 1;
    // -1: not visited yet.
    const unsafeAt = new Int32Array(n).fill(-1);
    const work: number[] = [];
    const merge = (t: number, unsafe: number) => {
      const before = unsafeAt[t]!;
      const after = before === -1 ? unsafe : before | unsafe;
      if (after === before) return;
      unsafeAt[t] = after;
      work.push(t);
    };
    merge(0, start);
    while (work.length > 0) {
      let i = work.pop()!;
      let unsafe = unsafeAt[i]!;
      let merged: Block | null = null;
      let mergedMask = -1;
      for (;;) {
        const b = block[i]!;
        const op = ops[i]!;
        if (b !== null && (b !== merged || unsafe !== mergedMask) && op < 256 && !this.raisesNothing(i)) {
          merge(b.target, unsafe);
          merged = b;
          mergedMask = unsafe;
        }
        if (op === Op.LOAD_FAST || op === Op.STORE_FAST) unsafe &= ~mask(args[i]!);
        else if (op === Op.DELETE_FAST || op === Op.LOAD_FAST_AND_CLEAR || op === STORE_FAST_MAYBE_UNBOUND)
          unsafe |= mask(args[i]!);
        else if (isJump(op)) merge(target[i]!, unsafe);
        if (endsFlow(op)) break;
        i++;
        if (i >= n) break;
        if (leader[i]) {
          merge(i, unsafe);
          break;
        }
      }
    }
    let unsafe = 0;
    for (let i = 0; i < n; i++) {
      if (depth[i] === -1) continue;
      if (unsafeAt[i] !== -1) unsafe = unsafeAt[i]!;
      const op = ops[i]!;
      if (op === Op.LOAD_FAST) {
        const m = mask(args[i]!);
        if (unsafe & m) ops[i] = Op.LOAD_FAST_CHECK;
        unsafe &= ~m;
      } else if (op === Op.STORE_FAST) unsafe &= ~mask(args[i]!);
      else if (op === Op.DELETE_FAST || op === Op.LOAD_FAST_AND_CLEAR || op === STORE_FAST_MAYBE_UNBOUND)
        unsafe |= mask(args[i]!);
    }
  }

  // ---- positions

  /** Instructions without a place get that of the instruction they follow; handlers have none. */
  private locate(): void {
    const { ops, target, depth, locs, n } = this;
    const pending = new Map<number, Loc>();
    let last = NO_LOCATION;
    let falls = false;
    for (let i = 0; i < n; i++) {
      if (depth[i] === -1) {
        falls = false;
        continue;
      }
      if (locs[i] === NO_LOCATION) {
        if (falls) locs[i] = last;
        else locs[i] = pending.get(i) ?? NO_LOCATION;
      }
      last = locs[i]!;
      const op = ops[i]!;
      if (isJump(op) && target[i]! > i && !pending.has(target[i]!)) pending.set(target[i]!, last);
      falls = !endsFlow(op);
    }
  }

  // ---- layout

  private layout(): void {
    const { ops, target, depth, n } = this;
    const keep = new Uint8Array(n + 1);
    for (let i = 0; i < n; i++) {
      if (depth[i] === -1) continue;
      const op = ops[i]!;
      if (op >= SETUP_FINALLY && op <= POP_BLOCK) ops[i] = Op.NOP;
      else if (op === STORE_FAST_MAYBE_UNBOUND) ops[i] = Op.STORE_FAST;
      keep[i] = 1;
    }
    keep[n] = 1;
    const next = new Int32Array(n + 1);
    next[n] = n;
    const leader = new Uint8Array(n + 1);
    for (let i = 0; i < n; i++) if (depth[i] !== -1 && isJump(ops[i]!)) leader[target[i]!] = 1;
    for (let i = n - 1; i >= 0; i--) {
      if (keep[i] && ops[i] === Op.JUMP && target[i]! > i && next[target[i]!] === next[i + 1]) ops[i] = Op.NOP;
      if (keep[i] && ops[i] === Op.NOP && this.redundantNop(i, next, leader)) keep[i] = 0;
      next[i] = keep[i] ? i : next[i + 1]!;
    }
    const index = new Int32Array(n + 1);
    let count = 0;
    for (let i = 0; i <= n; i++) {
      index[i] = count;
      if (keep[i] && i < n) count++;
    }
    this.kept = keep;
    this.index = index;
    this.count = count;
  }

  /** A NOP stays only where it is the one instruction of its line (a debugger stops there). */
  private redundantNop(i: number, next: Int32Array, leader: Uint8Array): boolean {
    const { locs, ops, depth, n } = this;
    const line = locs[i]!.lineno;
    if (line === 0) return true;
    if (!leader[i] && i > 0 && depth[i - 1] !== -1 && !endsFlow(ops[i - 1]!) && locs[i - 1]!.lineno === line)
      return true;
    const following = next[i + 1]!;
    return following < n && locs[following]!.lineno === line;
  }

  private emit(): Assembled {
    const { ops, args, target, locs, index } = this;
    const { prefix, operand } = this.options;
    const shift = prefix.length;
    const total = shift + this.count;
    const instrs = new Int32Array(total);
    const positions = new Int32Array(total * 4);
    let at = 0;
    const put = (op: number, arg: number, loc: Loc) => {
      instrs[at] = op | (arg << 8);
      const p = at++ * 4;
      positions[p] = loc.lineno;
      positions[p + 1] = loc.end_lineno;
      positions[p + 2] = loc.col_offset;
      positions[p + 3] = loc.end_col_offset;
    };
    for (const [op, arg, loc] of prefix) put(op, op === Op.RESUME ? Math.min(total, 1000) : arg, loc);
    for (let i = 0; i < this.n; i++) {
      if (!this.kept[i]) continue;
      const op = ops[i]!;
      if (isJump(op)) {
        const to = index[target[i]!]! + shift;
        put(op === Op.JUMP && to <= at ? Op.JUMP_BACKWARD : op, to, locs[i]!);
      } else put(op, operand(op, args[i]!), locs[i]!);
    }
    return { instrs, positions, handlers: this.handlers(shift), stacksize: this.maxDepth };
  }

  private handlers(shift: number): Handler[] {
    const { index } = this;
    const rows: Handler[] = [];
    let current: Block | null = null;
    let start = 0;
    const close = (end: number) => {
      if (current === null || end === start) return;
      const { target, depth, lasti } = current;
      rows.push({ start, end, target: index[target]! + shift, depth, lasti });
    };
    for (let i = 0; i < this.n; i++) {
      if (!this.kept[i] || this.raisesNothing(i)) continue;
      const b = this.block[i]!;
      if (b === current) continue;
      const at = index[i]! + shift;
      close(at);
      current = b;
      start = at;
    }
    close(this.count + shift);
    return rows;
  }
}
