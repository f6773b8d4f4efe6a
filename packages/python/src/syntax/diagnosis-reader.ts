/**
 * The grammar of `grammar-rules.ts` as a backtracking machine with a stack of its own: hostile nesting cannot overflow
 * JavaScript's. What a rule comes to is remembered at each place where it was asked for.
 */

import { DiagnosisPlaces, Raised } from './diagnosis-places.js';
import { PySyntaxError } from './errors.js';
import * as G from './grammar.js';
import { excessDigits, MAX_STR_DIGITS } from './numbers.js';
import * as T from './tokens.js';

/** More rules open at once than this: CPython's parser stack overflows. */
const MAX_RULES = 6000;
/** Longer than this nobody waits for a better message than that the syntax is invalid. */
const MAX_STEPS = 4_000_000;
/** Steps between two charges, and steps that cost as much as a token of a program that has no mistakes. */
const CHARGE_EVERY = 1024;
const STEPS_PER_UNIT = 4;

/** What a rule has read: tokens `s` to `e`. */
export class Reading {
  constructor(
    readonly kind: string,
    readonly s: number,
    readonly e: number,
    readonly parts: readonly Reading[] = [],
    readonly extra: readonly Reading[] = [],
  ) {}
}

export type Value = Reading | readonly Reading[] | null;

const NOTHING: Reading[] = [];

/** A rule that is being read. */
export class Frame {
  alternative = 0;
  item = 0;
  cut = false;
  captures: Value[] | null = null;
  /** Value of the only item, if there is one. */
  last: Value = null;
  readonly list: Reading[];
  /** In a loop: position before the separator, and whether it has been read. */
  before: number;
  separated = false;

  constructor(
    readonly rule: G.Rule,
    readonly start: number,
    readonly savedInvalid: boolean,
  ) {
    this.list = rule.loop === null ? NOTHING : [];
    this.before = start;
  }
}

/** What is kept of a rule's outcome at a place. */
interface Outcome {
  ok: boolean;
  value: Value;
  end: number;
}

export abstract class DiagnosisReader extends DiagnosisPlaces {
  protected pos = this.from;
  /** Rules for mistakes are read as well. */
  protected invalid = false;
  protected readonly memo = new Map<number, Outcome>();
  private steps = 0;
  /** The outcome of the frame or rule that has just ended. */
  private finished = false;
  private resultOk = false;
  private resultValue: Value = null;

  /** Value of an alternative that has been read whole; undefined: it does not apply after all. */
  protected abstract act(frame: Frame, alternative: G.Alternative): Value | undefined;

  /** Reads the rule `start`; throws what an error action raises. */
  protected pass(start: string): void {
    const stack: Frame[] = [];
    let call: G.Rule | null = G.grammar().rules.get(start)!;
    for (;;) {
      if (call === null) {
        // A rule has ended: its caller goes on.
        const frame = stack[stack.length - 1];
        if (frame === undefined) return;
        this.finished = false;
        this.resume(frame, this.resultOk, this.resultValue);
        call = this.finished ? this.leave(stack) : this.proceed(stack);
        continue;
      }
      const known = this.recall(call);
      if (known !== null) {
        this.end(known.ok, known.value);
        if (known.ok) this.pos = known.end;
        call = null;
        continue;
      }
      if (stack.length > MAX_RULES) this.overflow();
      stack.push(this.open(call));
      call = this.proceed(stack);
    }
  }

  /** The rule that the innermost frame calls next, or null when that frame has ended. */
  private proceed(stack: Frame[]): G.Rule | null {
    return this.step(stack[stack.length - 1]!) ?? this.leave(stack);
  }

  private leave(stack: Frame[]): G.Rule | null {
    const again = this.close(stack.pop()!);
    if (again === null) return null;
    stack.push(again);
    return this.proceed(stack);
  }

  private overflow(): never {
    const msg = 'Parser stack overflowed - Python source too complex to compile';
    throw new Raised(new PySyntaxError('MemoryError', msg, null, null, null, null, null, null));
  }

  private open(rule: G.Rule): Frame {
    const savedInvalid = this.invalid;
    if (rule.withoutInvalid) this.invalid = false;
    return new Frame(rule, this.pos, savedInvalid);
  }

  private recall(rule: G.Rule): Outcome | null {
    if (!rule.memo && !rule.left) return null;
    const key = this.pos * G.grammar().count + rule.id;
    const known = this.memo.get(key);
    if (known !== undefined) return known;
    // A left-recursive rule fails at first where it asks for itself; each time round it reads more.
    if (rule.left) this.memo.set(key, { ok: false, value: null, end: this.pos });
    return null;
  }

  /** Ends a frame; a left-recursive rule that has read more than before is opened again. */
  private close(frame: Frame): Frame | null {
    const { rule } = frame;
    this.invalid = frame.savedInvalid;
    if (!this.resultOk) this.pos = frame.start;
    if (!rule.memo && !rule.left) return null;
    const key = frame.start * G.grammar().count + rule.id;
    const outcome = { ok: this.resultOk, value: this.resultValue, end: this.pos };
    if (!rule.left) {
      this.memo.set(key, outcome);
      return null;
    }
    const seed = this.memo.get(key)!;
    if (outcome.ok && outcome.end > seed.end) {
      this.memo.set(key, outcome);
      this.pos = frame.start;
      return this.open(rule);
    }
    this.pos = seed.ok ? seed.end : frame.start;
    this.end(seed.ok, seed.value);
    return null;
  }

  /** Goes on in a frame until a rule must be called, or until the frame is finished. */
  private step(frame: Frame): G.Rule | null {
    if (++this.steps % CHARGE_EVERY === 0) this.options.charge(CHARGE_EVERY / STEPS_PER_UNIT);
    if (this.steps > MAX_STEPS) {
      this.fill = this.options.rejected + 1;
      this.raise(this.between('invalid syntax', this.options.rejected, this.options.rejected));
    }
    this.finished = false;
    if (frame.rule.loop !== null) return this.stepLoop(frame);
    const { alternatives } = frame.rule;
    for (;;) {
      if (frame.alternative >= alternatives.length) return this.end(false, null);
      const alternative = alternatives[frame.alternative]!;
      if (alternative.invalid && !this.invalid) {
        frame.alternative++;
        continue;
      }
      if (frame.item >= alternative.items.length) {
        const value = this.act(frame, alternative);
        if (value !== undefined) return this.end(true, value);
        this.nextAlternative(frame);
        continue;
      }
      const item = alternative.items[frame.item]!;
      if (item.mode === G.CUT) {
        frame.cut = true;
        frame.item++;
        continue;
      }
      frame.before = this.pos;
      if (item.rule !== null) return item.rule;
      const at = this.pos;
      const ok = this.matches(item);
      if (ok) this.pos++;
      this.settle(frame, item, ok, ok ? this.tokenReading(at) : null);
    }
  }

  private end(ok: boolean, value: Value): null {
    this.finished = true;
    this.resultOk = ok;
    this.resultValue = value;
    return null;
  }

  private stepLoop(frame: Frame): G.Rule | null {
    const { item, separator, min } = frame.rule.loop!;
    for (;;) {
      frame.before = frame.separated ? frame.before : this.pos;
      if (separator !== null && frame.list.length > 0 && !frame.separated) {
        if (!this.matches(separator)) return this.end(true, frame.list);
        this.pos++;
        frame.separated = true;
      }
      if (item.rule !== null) return item.rule;
      const at = this.pos;
      if (!this.matches(item)) {
        this.pos = frame.before;
        return this.end(frame.list.length >= min, frame.list);
      }
      this.pos++;
      frame.list.push(this.tokenReading(at));
      frame.separated = false;
    }
  }

  /** A rule that this frame called has ended. */
  private resume(frame: Frame, ok: boolean, value: Value): void {
    const { loop } = frame.rule;
    if (loop === null) {
      const item = frame.rule.alternatives[frame.alternative]!.items[frame.item]!;
      this.settle(frame, item, ok, value);
      return;
    }
    if (ok) {
      frame.list.push(value instanceof Reading ? value : new Reading('', frame.before, this.pos - 1));
      frame.separated = false;
      return;
    }
    this.pos = frame.before;
    this.end(frame.list.length >= loop.min, frame.list);
  }

  private settle(frame: Frame, item: G.Item, ok: boolean, value: Value): void {
    switch (item.mode) {
      case G.OPTIONAL:
        if (!ok) this.pos = frame.before;
        break;
      case G.AHEAD:
      case G.NOT_AHEAD:
        this.pos = frame.before;
        if (ok !== (item.mode === G.AHEAD)) {
          this.nextAlternative(frame);
          return;
        }
        break;
      case G.DEMANDED:
        if (!ok) this.raise(this.between(`expected '${item.text}'`, this.pos, this.pos));
        break;
      default:
        if (!ok) {
          this.nextAlternative(frame);
          return;
        }
    }
    if (item.mode <= G.OPTIONAL) frame.last = value;
    if (item.capture > 0) (frame.captures ??= [])[item.capture] = value;
    frame.item++;
  }

  private nextAlternative(frame: Frame): void {
    this.pos = frame.start;
    frame.alternative = frame.cut ? Number.MAX_SAFE_INTEGER : frame.alternative + 1;
    frame.item = 0;
    frame.captures = null;
    frame.last = null;
  }

  // Tokens

  protected look(): number {
    const kind = this.kind[this.pos];
    if (this.pos >= this.fill) this.fill = this.pos + 1;
    if (kind === T.ERRORTOKEN) this.raise(this.ofTokenizer(this.tokenizer.failure!));
    return kind ?? -1;
  }

  private matches(item: G.Item): boolean {
    const kind = this.look();
    if (item.token >= 0) {
      if (kind !== item.token) return false;
      if (kind === T.NUMBER) this.checkNumber(this.pos);
      return kind !== T.NOTEQUAL || this.tokenizer.text(this.pos) === '!=';
    }
    if (item.word !== null) return kind === T.NAME && this.tokenizer.text(this.pos) === item.word;
    if (item.token === G.TEST_AUGASSIGN) return kind >= T.PLUSEQUAL && kind <= T.DOUBLESLASHEQUAL;
    if (item.token === G.TEST_NOTEQ) {
      return kind === T.NOTEQUAL && (this.tokenizer.text(this.pos) === '<>') === this.options.flufl;
    }
    return kind === T.NAME && /^(?:_|case|match|type)$/.test(this.tokenizer.text(this.pos));
  }

  private tokenReading(at: number): Reading {
    const kind = this.kind[at];
    return new Reading(kind === T.NAME ? 'Name' : kind === T.NUMBER ? 'Constant' : 'token', at, at);
  }

  private checkNumber(at: number): void {
    const text = this.tokenizer.text(at);
    const digits = text.length > MAX_STR_DIGITS ? excessDigits(text) : 0;
    if (digits === 0) return;
    const msg =
      `Exceeds the limit (${MAX_STR_DIGITS} digits) for integer string conversion: value has ${digits} digits; ` +
      'use sys.set_int_max_str_digits() to increase the limit' +
      ' - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.';
    const line = this.tokens.line[at]!;
    this.raise(this.error('SyntaxError', msg, line, -1, this.tokens.endLine[at]!, -1));
  }

  protected reading(
    kind: string,
    frame: Frame,
    parts: readonly Reading[] = [],
    extra: readonly Reading[] = [],
  ): Reading {
    let end = this.pos - 1;
    while (end > frame.start && this.kind[end]! >= T.NEWLINE && this.kind[end]! <= T.DEDENT) end--;
    return new Reading(kind, frame.start, Math.max(end, frame.start), parts, extra);
  }
}

export function readings(value: Value): readonly Reading[] {
  if (value === null) return [];
  return value instanceof Reading ? [value] : value;
}
