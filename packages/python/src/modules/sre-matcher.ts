/**
 * The machine that runs a compiled pattern over a text. It backtracks with a stack of its own:
 *
 * - `choices` holds, for each alternative that was left open, where to go on and how long the trail was;
 * - `trail` holds the old values of group marks, to be put back when an alternative fails;
 * - `repeats` are the rounds of general repeats: a record is never changed, each round makes a new one, so going back is
 *   only to name an older one again (and forget the younger);
 * - a look-around, an atomic group or a round of a possessive repeat is an entry of `choices` (a barrier): SUCCESS
 *   within it throws away all choices from it on.
 *
 * Every step charges fuel, stacks are reserved before they grow, and JavaScript never recurses.
 */
import { MemoryErrorType, raise } from '../objects/exception-types.js';
import type { VM } from '../objects/vm.js';
import {
  type Code,
  inSet,
  invalidCode,
  isWord,
  lowerAscii,
  lowerUnicode,
  type Tables,
  tablesOf,
  takes,
} from './sre-chars.js';
import { At, INFO_CHARSET, INFO_LITERAL, INFO_PREFIX, MAX_REPEAT, Op } from './sre-opcodes.js';

/** Kinds of choices, in the first field of an entry. */
enum Kind {
  /** `pc`: the next alternative. */
  Branch,
  /** A greedy run of single characters: from `ptr` back to `extra`. `pc`: the REPEAT_ONE. */
  One,
  /** A lazy run: `extra` characters taken so far. */
  LazyOne,
  /** A round more was begun; instead leave the repeat. */
  Leave,
  /** The repeat was left; instead begin a round more. */
  Round,
  /** Barriers. `extra`: the barrier around this one. */
  Assert,
  AssertNot,
  Atomic,
  Possessive,
}

/** Fields of an entry of `choices`. */
const KIND = 0;
const PC = 1;
const PTR = 2;
const TRAIL = 3;
const REPEAT = 4;
const REPEATS = 5;
const EXTRA = 6;
const COUNT = 7;
const ENTRY = 8;

/** Fields of a record of `repeats`. */
const R_PREVIOUS = 0;
const R_PC = 1;
const R_COUNT = 2;
const R_LAST = 3;
const RECORD = 4;

/** Fuel is taken in portions of so many steps. */
const PORTION = 64;
const LIMIT = 1 << 28;
/** How far a search looks before it pays. */
const RUN = 1 << 12;

/** The three stacks of a machine; a search leaves them, grown, to the next one of its cell. */
export interface Stacks {
  choices: Int32Array;
  trail: Int32Array;
  repeats: Int32Array;
}

/** Longer stacks are not kept. */
const KEPT = 1 << 14;

/** The text under a pattern: a narrow str, or code points or bytes. */
export type Subject = string | Uint32Array | Uint8Array;

export class Matcher {
  private readonly text: string | null;
  private readonly cells: Uint32Array | Uint8Array;
  readonly marks: Int32Array;
  lastindex = -1;
  /** Where the search goes on; the begin of the match after one. */
  start: number;
  /** The end of a match. */
  ptr = 0;
  /** An empty match at `start` does not count. */
  mustAdvance = false;
  private mustAdvanceFrom = -1;
  private choices: Int32Array;
  private trail: Int32Array;
  private repeats: Int32Array;
  private steps = 0;
  private readonly tables: Tables;

  constructor(
    private readonly vm: VM,
    private readonly code: Code,
    groups: number,
    subject: Subject,
    start: number,
    readonly end: number,
    private readonly stacks: Stacks,
  ) {
    this.tables = tablesOf(code);
    this.choices = stacks.choices;
    this.trail = stacks.trail;
    this.repeats = stacks.repeats;
    this.text = typeof subject === 'string' ? subject : null;
    this.cells = typeof subject === 'string' ? NO_CELLS : subject;
    vm.alloc(300 + groups * 8);
    this.marks = new Int32Array(groups * 2).fill(-1);
    this.start = start;
  }

  /** Match at `start`; with `whole`, only up to the end. */
  match(whole = false): boolean {
    const { held } = this.vm;
    try {
      this.marks.fill(-1);
      this.lastindex = -1;
      this.mustAdvanceFrom = this.mustAdvance ? this.start : -1;
      return this.run(this.start, whole);
    } finally {
      this.vm.held = held;
      this.keepStacks();
    }
  }

  /** Find the first match from `start` on; `start` becomes its begin. */
  search(): boolean {
    const { held } = this.vm;
    try {
      this.marks.fill(-1);
      this.lastindex = -1;
      this.mustAdvanceFrom = this.mustAdvance ? this.start : -1;
      return this.find();
    } finally {
      this.vm.held = held;
      this.keepStacks();
    }
  }

  private keepStacks(): void {
    const { stacks } = this;
    if (this.choices.length <= KEPT) stacks.choices = this.choices;
    if (this.trail.length <= KEPT) stacks.trail = this.trail;
    if (this.repeats.length <= KEPT) stacks.repeats = this.repeats;
  }

  private find(): boolean {
    const { code, end, tables } = this;
    let min = 0;
    let info = 0;
    if (code[0] === Op.INFO) {
      info = code[2]!;
      min = code[3]!;
    }
    let at = this.start;
    if (min > end - at) return false;
    const last = min > 1 ? end - min : end;
    const prefix = info & INFO_PREFIX ? code[5]! : 0;
    const first = code[0] === Op.INFO ? 1 + code[1]! : 0;
    const anchor = code[first] === Op.AT ? code[first + 1] : -1;
    for (;;) {
      if (anchor === At.BEGINNING_LINE) at = this.findLine(at, last);
      else if ((anchor === At.BEGINNING || anchor === At.BEGINNING_STRING) && at > 0) return false;
      else if (prefix > 0) at = this.findPrefix(at, prefix, last);
      else if (info & INFO_CHARSET && tables.begin(first) < 0) at = this.findSet(at, last);
      else if (code[0] === Op.LITERAL) at = this.findChar(at, code[1]!, last);
      else at = this.findBegin(at, first, last);
      if (at > last || at < 0) return false;
      this.start = at;
      if (prefix > 0 && info & INFO_LITERAL) {
        // The prefix is all of it.
        this.ptr = at + prefix;
        return true;
      }
      if (this.run(at, false)) return true;
      if (++at > last) return false;
    }
  }

  /** The next place from `at` where the literal prefix stands, or -1. */
  private findPrefix(at: number, length: number, last: number): number {
    const { code, text, cells, end } = this;
    const from = 7;
    if (text !== null) {
      const needle = (this.tables.needle ??= this.prefixText(from, length));
      const found = needle === '' ? -1 : text.indexOf(needle, at);
      this.pay(1 + (((found < 0 ? text.length : found) - at) >> 4));
      return found < 0 || found + length > end || found > last ? -1 : found;
    }
    const all = end < cells.length ? cells.subarray(0, end) : cells;
    for (;;) {
      const found = all.indexOf(code[from]!, at);
      const stop = found < 0 ? end : found;
      this.pay(1 + ((Math.max(stop, at) - at) >> 4));
      if (found < 0 || found > last || found + length > end) return -1;
      let i = 1;
      while (i < length && cells[found + i] === code[from + i]) i++;
      if (i === length) return found;
      at = found + 1;
    }
  }

  /** The literal prefix; '' where it is no narrow text. */
  private prefixText(from: number, length: number): string {
    const { code } = this;
    let needle = '';
    for (let i = from; i < from + length; i++) {
      if (code[i]! > 0xffff) return '';
      needle += String.fromCharCode(code[i]!);
    }
    return needle;
  }

  private findBegin(at: number, first: number, last: number): number {
    const { tables, text, cells, end } = this;
    const from = tables.begin(first);
    if (from < 0) return at;
    const { bits } = tables;
    const limit = Math.min(end, last + 1);
    while (at < limit) {
      const begin = at;
      const stop = Math.min(limit, at + RUN);
      for (; at < stop; at++) {
        const c = text !== null ? text.charCodeAt(at) : cells[at]!;
        if (c >= 128 || bits[from + c] === 1) break;
      }
      this.pay(at - begin);
      if (at < stop) return at;
    }
    return -1;
  }

  /** False where what stands at `pc` surely does not match at `ptr`, seen from one character alone. */
  private mayBegin(pc: number, ptr: number): boolean {
    const { tables } = this;
    const from = tables.begin(pc);
    if (from < 0) return true;
    if (ptr >= this.end) return false;
    const c = this.at(ptr);
    return c >= 128 || tables.bits[from + c] === 1;
  }

  /** The next begin of a line from `at` on, or -1. */
  private findLine(at: number, last: number): number {
    const { text } = this;
    if (at === 0 || this.at(at - 1) === 10) return at;
    if (text !== null) {
      const found = text.indexOf('\n', at);
      this.pay(1 + (((found < 0 ? text.length : found) - at) >> 4));
      return found < 0 || found >= last ? -1 : found + 1;
    }
    for (; at < last; at++) {
      this.pay(1);
      if (this.at(at) === 10) return at + 1;
    }
    return -1;
  }

  private findSet(at: number, last: number): number {
    const { code, end } = this;
    for (; at < end && at <= last; at++) {
      this.pay(1);
      if (inSet(code, 5, this.at(at))) return at;
    }
    return -1;
  }

  private findChar(at: number, c: number, last: number): number {
    const { end } = this;
    for (; at < end && at <= last; at++) {
      this.pay(1);
      if (this.at(at) === c) return at;
    }
    return -1;
  }

  private pay(n: number): void {
    if ((this.steps += n) >= PORTION) {
      const { steps } = this;
      this.steps = 0;
      this.vm.charge(steps);
    }
  }

  private at(i: number): number {
    return this.text !== null ? this.text.charCodeAt(i) : this.cells[i]!;
  }

  /** The machine itself: from the pattern's begin at `ptr`. */
  private run(ptr: number, whole: boolean): boolean {
    const { code, marks, text, cells, end, tables } = this;
    let { choices, trail } = this;
    /** Entries used of each stack, in fields. */
    let sp = 0;
    let tp = 0;
    let rp = 0;
    /** The general repeat that we are in, and the innermost barrier. */
    let repeat = -1;
    let barrier = -1;
    let pc = 0;
    /** What a failed alternative goes on with, in place of the word at `pc`; -1: that word. */
    let again = -1;
    let { steps } = this;

    for (;;) {
      if (++steps >= PORTION) {
        this.vm.charge(steps);
        steps = 0;
      }
      if (sp + 2 * ENTRY > choices.length) choices = this.choices = this.grown(choices);
      const op = again < 0 ? code[pc] : again;
      again = -1;
      switch (op) {
        case Op.LITERAL:
          if (ptr < end && (text !== null ? text.charCodeAt(ptr) : cells[ptr]) === code[pc + 1]) {
            ptr++;
            pc += 2;
            continue;
          }
          break;

        case Op.IN:
          if (ptr < end && tables.takes(pc, text !== null ? text.charCodeAt(ptr) : cells[ptr]!)) {
            ptr++;
            pc += code[pc + 1]! + 1;
            continue;
          }
          break;

        case Op.ANY:
        case Op.ANY_ALL:
        case Op.CATEGORY:
        case Op.NOT_LITERAL:
        case Op.IN_IGNORE:
        case Op.IN_UNI_IGNORE:
        case Op.IN_LOC_IGNORE:
        case Op.LITERAL_IGNORE:
        case Op.LITERAL_UNI_IGNORE:
        case Op.LITERAL_LOC_IGNORE:
        case Op.NOT_LITERAL_IGNORE:
        case Op.NOT_LITERAL_UNI_IGNORE:
        case Op.NOT_LITERAL_LOC_IGNORE:
          if (ptr < end && this.tables.takes(pc, this.at(ptr))) {
            ptr++;
            pc += this.oneLength(pc);
            continue;
          }
          break;

        case Op.AT:
          if (!this.isAt(code[pc + 1]!, ptr)) break;
          pc += 2;
          continue;

        case Op.MARK: {
          const i = code[pc + 1]!;
          if (tp + 4 > trail.length) trail = this.trail = this.grown(trail);
          trail[tp++] = i;
          trail[tp++] = marks[i]!;
          if (i & 1) {
            trail[tp++] = -1;
            trail[tp++] = this.lastindex;
            this.lastindex = (i >> 1) + 1;
          }
          marks[i] = ptr;
          pc += 2;
          continue;
        }

        case Op.JUMP:
        case Op.INFO:
          pc += code[pc + 1]! + 1;
          continue;

        case Op.BRANCH: {
          let at = pc + 1;
          let skip = code[at]!;
          for (; skip !== 0; at += skip, skip = code[at]!) {
            steps++;
            if (this.mayBegin(at + 1, ptr)) break;
          }
          if (skip === 0) break;
          let rest = at + skip;
          for (; code[rest] !== 0 && !this.mayBegin(rest + 1, ptr); rest += code[rest]!) steps++;
          if (code[rest] !== 0) {
            choices[sp + KIND] = Kind.Branch;
            choices[sp + PC] = rest - 1;
            choices[sp + PTR] = ptr;
            choices[sp + TRAIL] = tp;
            choices[sp + REPEAT] = repeat;
            choices[sp + REPEATS] = rp;
            sp += ENTRY;
          }
          pc = at + 1;
          continue;
        }

        case Op.REPEAT_ONE: {
          const min = code[pc + 2]!;
          if (ptr + min > end) break;
          const taken = this.count(pc + 4, ptr, code[pc + 3]!);
          steps += taken >> 3;
          if (taken < min) break;
          const low = ptr + min;
          ptr += taken;
          const tail = pc + 1 + code[pc + 1]!;
          if (ptr > low) {
            if (code[tail] === Op.SUCCESS && barrier < 0 && !whole && this.mustAdvanceFrom < 0) {
              // Nothing can come after: the longest run is the match.
              pc = tail;
              continue;
            }
            choices[sp + KIND] = Kind.One;
            choices[sp + PC] = tail;
            choices[sp + PTR] = ptr;
            choices[sp + TRAIL] = tp;
            choices[sp + REPEAT] = repeat;
            choices[sp + REPEATS] = rp;
            choices[sp + EXTRA] = low;
            sp += ENTRY;
            if (!this.mayBegin(tail, ptr)) break;
          }
          pc = tail;
          continue;
        }

        case Op.MIN_REPEAT_ONE: {
          const min = code[pc + 2]!;
          if (ptr + min > end) break;
          if (min > 0) {
            const taken = this.count(pc + 4, ptr, min);
            steps += taken >> 3;
            if (taken < min) break;
            ptr += min;
          }
          choices[sp + KIND] = Kind.LazyOne;
          choices[sp + PC] = pc;
          choices[sp + PTR] = ptr;
          choices[sp + TRAIL] = tp;
          choices[sp + REPEAT] = repeat;
          choices[sp + REPEATS] = rp;
          choices[sp + EXTRA] = min;
          sp += ENTRY;
          pc += 1 + code[pc + 1]!;
          continue;
        }

        case Op.POSSESSIVE_REPEAT_ONE: {
          const min = code[pc + 2]!;
          if (ptr + min > end) break;
          const taken = this.count(pc + 4, ptr, code[pc + 3]!);
          steps += taken >> 3;
          if (taken < min) break;
          ptr += taken;
          pc += 1 + code[pc + 1]!;
          continue;
        }

        case Op.REPEAT:
          rp = this.newRepeat(rp, repeat, pc, 0, -1);
          repeat = rp - RECORD;
          pc += 1 + code[pc + 1]!;
          continue;

        case Op.MAX_UNTIL: {
          if (repeat < 0) throw invalidCode();
          const { repeats } = this;
          const at = repeats[repeat + R_PC]!;
          const count = repeats[repeat + R_COUNT]!;
          const last = repeats[repeat + R_LAST]!;
          const previous = repeats[repeat + R_PREVIOUS]!;
          const max = code[at + 3]!;
          if (count < code[at + 2]!) {
            rp = this.newRepeat(rp, previous, at, count + 1, last);
            repeat = rp - RECORD;
            pc = at + 4;
            continue;
          }
          if ((count < max || max === MAX_REPEAT) && ptr !== last) {
            choices[sp + KIND] = Kind.Leave;
            choices[sp + PC] = pc + 1;
            choices[sp + PTR] = ptr;
            choices[sp + TRAIL] = tp;
            choices[sp + REPEAT] = previous;
            choices[sp + REPEATS] = rp;
            sp += ENTRY;
            rp = this.newRepeat(rp, previous, at, count + 1, ptr);
            repeat = rp - RECORD;
            pc = at + 4;
            continue;
          }
          repeat = previous;
          pc++;
          continue;
        }

        case Op.MIN_UNTIL: {
          if (repeat < 0) throw invalidCode();
          const { repeats } = this;
          const at = repeats[repeat + R_PC]!;
          const count = repeats[repeat + R_COUNT]!;
          const previous = repeats[repeat + R_PREVIOUS]!;
          if (count < code[at + 2]!) {
            rp = this.newRepeat(rp, previous, at, count + 1, repeats[repeat + R_LAST]!);
            repeat = rp - RECORD;
            pc = at + 4;
            continue;
          }
          choices[sp + KIND] = Kind.Round;
          choices[sp + PC] = at;
          choices[sp + PTR] = ptr;
          choices[sp + TRAIL] = tp;
          choices[sp + REPEAT] = repeat;
          choices[sp + REPEATS] = rp;
          sp += ENTRY;
          repeat = previous;
          pc++;
          continue;
        }

        case Op.ASSERT:
        case Op.ASSERT_NOT: {
          const back = code[pc + 2]!;
          if (ptr < back) {
            if (op === Op.ASSERT) break;
            pc += 1 + code[pc + 1]!;
            continue;
          }
          choices[sp + KIND] = op === Op.ASSERT ? Kind.Assert : Kind.AssertNot;
          choices[sp + PC] = pc + 1 + code[pc + 1]!;
          choices[sp + PTR] = ptr;
          choices[sp + TRAIL] = tp;
          choices[sp + REPEAT] = repeat;
          choices[sp + REPEATS] = rp;
          choices[sp + EXTRA] = barrier;
          barrier = sp;
          sp += ENTRY;
          ptr -= back;
          pc += 3;
          continue;
        }

        case Op.ATOMIC_GROUP:
          choices[sp + KIND] = Kind.Atomic;
          choices[sp + PC] = pc + 1 + code[pc + 1]!;
          choices[sp + PTR] = ptr;
          choices[sp + TRAIL] = tp;
          choices[sp + REPEAT] = repeat;
          choices[sp + REPEATS] = rp;
          choices[sp + EXTRA] = barrier;
          barrier = sp;
          sp += ENTRY;
          pc += 2;
          continue;

        case Op.POSSESSIVE_REPEAT:
          if (code[pc + 3] === 0) {
            pc += 2 + code[pc + 1]!;
            continue;
          }
          choices[sp + KIND] = Kind.Possessive;
          choices[sp + PC] = pc;
          choices[sp + PTR] = ptr;
          choices[sp + TRAIL] = tp;
          choices[sp + REPEAT] = repeat;
          choices[sp + REPEATS] = rp;
          choices[sp + EXTRA] = barrier;
          choices[sp + COUNT] = 0;
          barrier = sp;
          sp += ENTRY;
          pc += 4;
          continue;

        case Op.GROUPREF:
        case Op.GROUPREF_IGNORE:
        case Op.GROUPREF_UNI_IGNORE:
        case Op.GROUPREF_LOC_IGNORE: {
          const from = marks[code[pc + 1]! * 2]!;
          const to = marks[code[pc + 1]! * 2 + 1]!;
          if (!(from >= 0 && to >= from) || ptr + (to - from) > end) break;
          steps += (to - from) >> 2;
          if (!this.repeated(op, from, to, ptr)) break;
          ptr += to - from;
          pc += 2;
          continue;
        }

        case Op.GROUPREF_EXISTS: {
          const from = marks[code[pc + 1]! * 2]!;
          const to = marks[code[pc + 1]! * 2 + 1]!;
          if (from >= 0 && to >= from) pc += 3;
          else pc += code[pc + 2]! + 1;
          continue;
        }

        case Op.FAILURE:
          break;

        case Op.SUCCESS: {
          if (barrier < 0) {
            if ((whole && ptr !== end) || ptr === this.mustAdvanceFrom) break;
            this.ptr = ptr;
            this.steps = steps;
            return true;
          }
          sp = barrier;
          const kind = choices[sp + KIND];
          barrier = choices[sp + EXTRA]!;
          repeat = choices[sp + REPEAT]!;
          if (kind === Kind.Assert) {
            ptr = choices[sp + PTR]!;
            pc = choices[sp + PC]!;
            continue;
          }
          if (kind === Kind.Atomic) {
            pc = choices[sp + PC]!;
            continue;
          }
          if (kind === Kind.AssertNot) {
            for (const low = choices[sp + TRAIL]!; tp > low; ) tp = this.undo(trail, tp);
            break;
          }
          // One round of a possessive repeat is done.
          const at = choices[sp + PC]!;
          const count = choices[sp + COUNT]! + 1;
          const max = code[at + 3]!;
          const last = choices[sp + PTR]!;
          if (
            count >= code[at + 2]! &&
            ((max !== MAX_REPEAT && count >= max) || (ptr === last && count > code[at + 2]!))
          ) {
            pc = at + 2 + code[at + 1]!;
            continue;
          }
          choices[sp + PTR] = ptr;
          choices[sp + TRAIL] = tp;
          choices[sp + REPEATS] = rp;
          choices[sp + COUNT] = count;
          choices[sp + EXTRA] = barrier;
          barrier = sp;
          sp += ENTRY;
          pc = at + 4;
          continue;
        }

        default:
          throw invalidCode();
      }

      // This way failed: back to the youngest choice.
      for (;;) {
        if (sp === 0) {
          this.steps = steps;
          for (; tp > 0; ) tp = this.undo(trail, tp);
          return false;
        }
        sp -= ENTRY;
        for (const low = choices[sp + TRAIL]!; tp > low; ) tp = this.undo(trail, tp);
        rp = choices[sp + REPEATS]!;
        repeat = choices[sp + REPEAT]!;
        ptr = choices[sp + PTR]!;
        pc = choices[sp + PC]!;
        const kind = choices[sp + KIND];
        if (kind === Kind.Branch) {
          again = Op.BRANCH;
          break;
        }
        if (kind === Kind.Leave) break;
        if (kind === Kind.One) {
          const low = choices[sp + EXTRA]!;
          ptr--;
          const begin = tables.begin(pc);
          if (begin >= 0) {
            const from = ptr;
            for (; ptr >= low; ptr--) {
              const c = text !== null ? text.charCodeAt(ptr) : cells[ptr]!;
              if (c >= 128 || tables.bits[begin + c] === 1) break;
            }
            steps += (from - ptr) >> 3;
            if (ptr < low) continue;
          }
          if (ptr > low) {
            choices[sp + PTR] = ptr;
            sp += ENTRY;
          }
          break;
        }
        if (kind === Kind.LazyOne) {
          let count = choices[sp + EXTRA]! + 1;
          const max = code[pc + 3]!;
          const tail = pc + 1 + code[pc + 1]!;
          steps++;
          if ((max !== MAX_REPEAT && count > max) || ptr >= end || !this.tables.takes(pc + 4, this.at(ptr))) continue;
          ptr++;
          // What comes after cannot begin here: one more.
          while (
            ptr < end &&
            (count < max || max === MAX_REPEAT) &&
            !this.mayBegin(tail, ptr) &&
            this.tables.takes(pc + 4, this.at(ptr))
          ) {
            ptr++;
            count++;
            steps++;
          }
          choices[sp + PTR] = ptr;
          choices[sp + EXTRA] = count;
          sp += ENTRY;
          pc = tail;
          break;
        }
        if (kind === Kind.Round) {
          const { repeats } = this;
          const count = repeats[repeat + R_COUNT]!;
          const max = code[pc + 3]!;
          if ((max !== MAX_REPEAT && count >= max) || ptr === repeats[repeat + R_LAST]) continue;
          rp = this.newRepeat(rp, repeats[repeat + R_PREVIOUS]!, pc, count + 1, ptr);
          repeat = rp - RECORD;
          pc += 4;
          break;
        }
        barrier = choices[sp + EXTRA]!;
        if (kind === Kind.AssertNot) break;
        if (kind === Kind.Possessive && choices[sp + COUNT]! >= code[pc + 2]!) {
          pc += 2 + code[pc + 1]!;
          break;
        }
      }
    }
  }

  private undo(trail: Int32Array, tp: number): number {
    const i = trail[tp - 2]!;
    if (i < 0) this.lastindex = trail[tp - 1]!;
    else this.marks[i] = trail[tp - 1]!;
    return tp - 2;
  }

  private newRepeat(rp: number, previous: number, pc: number, count: number, last: number): number {
    if (rp + RECORD > this.repeats.length) this.repeats = this.grown(this.repeats);
    const { repeats } = this;
    repeats[rp + R_PREVIOUS] = previous;
    repeats[rp + R_PC] = pc;
    repeats[rp + R_COUNT] = count;
    repeats[rp + R_LAST] = last;
    return rp + RECORD;
  }

  private grown(stack: Int32Array): Int32Array<ArrayBuffer> {
    const bytes = stack.length * 8;
    if (bytes > LIMIT) throw raise(MemoryErrorType);
    this.vm.held += bytes;
    this.vm.alloc(bytes);
    const out = new Int32Array(stack.length * 2);
    out.set(stack);
    return out;
  }

  /** How many characters from `ptr` on, at most `max`, the single-character item at `pc` takes. */
  private count(pc: number, ptr: number, max: number): number {
    const { code, text, cells } = this;
    const end = max < this.end - ptr ? ptr + max : this.end;
    let i = ptr;
    switch (code[pc]) {
      case Op.ANY_ALL:
        return end - ptr;
      case Op.ANY:
        if (text !== null) while (i < end && text.charCodeAt(i) !== 10) i++;
        else while (i < end && cells[i] !== 10) i++;
        return i - ptr;
      case Op.LITERAL: {
        const c = code[pc + 1];
        if (text !== null) while (i < end && text.charCodeAt(i) === c) i++;
        else while (i < end && cells[i] === c) i++;
        return i - ptr;
      }
      case Op.NOT_LITERAL: {
        const c = code[pc + 1];
        if (text !== null) while (i < end && text.charCodeAt(i) !== c) i++;
        else while (i < end && cells[i] !== c) i++;
        return i - ptr;
      }
      default:
        i = this.runOf(pc, i, end);
        this.pay((i - ptr) >> 2);
        return i - ptr;
    }
  }

  /** The end of a run, from `i` to at most `end`, of characters that the item at `pc` takes. */
  private runOf(pc: number, i: number, end: number): number {
    const { code, text, cells, tables } = this;
    const from = tables.item(pc);
    const { bits } = tables;
    for (; i < end; i++) {
      const c = text !== null ? text.charCodeAt(i) : cells[i]!;
      if (c < 128 && from >= 0 ? bits[from + c] === 0 : !takes(code, pc, c)) break;
    }
    return i;
  }

  private oneLength(pc: number): number {
    switch (this.code[pc]) {
      case Op.ANY:
      case Op.ANY_ALL:
        return 1;
      case Op.IN_IGNORE:
      case Op.IN_UNI_IGNORE:
      case Op.IN_LOC_IGNORE:
        return this.code[pc + 1]! + 1;
    }
    return 2;
  }

  /** Whether the text from `ptr` on repeats that from `from` to `to`. */
  private repeated(op: number, from: number, to: number, ptr: number): boolean {
    for (; from < to; from++, ptr++) {
      const a = this.at(ptr);
      const b = this.at(from);
      if (a === b) continue;
      if (op === Op.GROUPREF) return false;
      if (op === Op.GROUPREF_UNI_IGNORE ? lowerUnicode(a) !== lowerUnicode(b) : lowerAscii(a) !== lowerAscii(b))
        return false;
    }
    return true;
  }

  private isAt(what: number, ptr: number): boolean {
    const { end } = this;
    switch (what) {
      case At.BEGINNING:
      case At.BEGINNING_STRING:
        return ptr === 0;
      case At.BEGINNING_LINE:
        return ptr === 0 || this.at(ptr - 1) === 10;
      case At.END:
        return ptr === end || (ptr + 1 === end && this.at(ptr) === 10);
      case At.END_LINE:
        return ptr === end || this.at(ptr) === 10;
      case At.END_STRING:
        return ptr === end;
      case At.BOUNDARY:
      case At.LOC_BOUNDARY:
        return this.boundary(ptr, true);
      case At.NON_BOUNDARY:
      case At.LOC_NON_BOUNDARY:
        return !this.boundary(ptr, true);
      case At.UNI_BOUNDARY:
        return this.boundary(ptr, false);
      case At.UNI_NON_BOUNDARY:
        return !this.boundary(ptr, false);
    }
    return false;
  }

  private boundary(ptr: number, ascii: boolean): boolean {
    const before = ptr > 0 && isWord(this.at(ptr - 1), ascii);
    const after = ptr < this.end && isWord(this.at(ptr), ascii);
    return before !== after;
  }
}

const NO_CELLS = new Uint8Array(0);
