/**
 * Finds out what is wrong with a rejected program: runs the grammar of `grammar-rules.ts` as a backtracking machine with
 * a stack of its own (hostile nesting cannot overflow JavaScript's). As in CPython, a first pass without the rules for
 * mistakes says how far the program can be read; a second pass with them looks for a mistake that has a name.
 */

import { ImagConst } from './ast.js';
import { PySyntaxError, type SyntaxErrorType } from './errors.js';
import * as G from './grammar.js';
import { excessDigits, MAX_STR_DIGITS, parseNumber } from './numbers.js';
import { decodeBytes, decodeStr, EscapeError, type NameLookup } from './strings.js';
import type { TokenFailure, Tokenizer } from './tokenizer.js';
import * as T from './tokens.js';

/** More rules open at once than this: CPython's parser stack overflows. */
const MAX_RULES = 6000;
/** Longer than this nobody waits for a better message than that the syntax is invalid. */
const MAX_STEPS = 4_000_000;
const CHARGE_EVERY = 1024;

/** What a rule has read: tokens `s` to `e`. */
class Reading {
  constructor(
    readonly kind: string,
    readonly s: number,
    readonly e: number,
    readonly parts: readonly Reading[] = [],
    readonly extra: readonly Reading[] = [],
  ) {}
}

type Value = Reading | readonly Reading[] | null;

interface Frame {
  readonly rule: G.Rule;
  readonly start: number;
  alternative: number;
  item: number;
  cut: boolean;
  captures: Value[] | null;
  /** Value of the only item, if there is one. */
  last: Value;
  list: Reading[];
  /** In a loop: position before the separator, and whether it has been read. */
  before: number;
  separated: boolean;
  readonly savedInvalid: boolean;
}

/** What is kept of a rule's outcome at a place. */
interface Outcome {
  ok: boolean;
  value: Value;
  end: number;
}

const NOTHING: Reading[] = [];

class Raised extends Error {
  constructor(readonly error: PySyntaxError) {
    super();
  }
}

const NAMES: Record<string, string> = {
  ...{ Attribute: 'attribute', Subscript: 'subscript', Starred: 'starred', Name: 'name', List: 'list', Tuple: 'tuple' },
  ...{ Lambda: 'lambda', Call: 'function call', BoolOp: 'expression', BinOp: 'expression', UnaryOp: 'expression' },
  ...{ GeneratorExp: 'generator expression', Yield: 'yield expression', YieldFrom: 'yield expression' },
  ...{ Await: 'await expression', ListComp: 'list comprehension', SetComp: 'set comprehension' },
  ...{ DictComp: 'dict comprehension', Dict: 'dict literal', Set: 'set display', JoinedStr: 'f-string expression' },
  ...{
    FormattedValue: 'f-string expression',
    TemplateStr: 't-string expression',
    Interpolation: 't-string expression',
  },
  ...{ None: 'None', True: 'True', False: 'False', Ellipsis: 'ellipsis', Compare: 'comparison' },
  ...{ IfExp: 'conditional expression', NamedExpr: 'named expression' },
};

export interface DiagnoseOptions {
  readonly filename: string;
  readonly source: string;
  readonly flufl: boolean;
  /** The token at which the fast parser gave up. */
  readonly rejected: number;
  readonly allowIncomplete: boolean;
  readonly lookupName: NameLookup | undefined;
  readonly charge: (amount: number) => void;
}

/** The error for a program whose tokens do not fit the rule `start` from token `from` on. */
export function diagnose(tokenizer: Tokenizer, start: string, from: number, options: DiagnoseOptions): PySyntaxError {
  return new Diagnosis(tokenizer, start, from, options).run();
}

/** An error that is about one token. */
export function errorAt(tokenizer: Tokenizer, index: number, msg: string, options: DiagnoseOptions): PySyntaxError {
  return new Diagnosis(tokenizer, 'file', index, options).errorAtStart(msg);
}

class Diagnosis {
  private pos: number;
  /** One more than the last token looked at. */
  private fill: number;
  private invalid = false;
  private readonly memo = new Map<number, Outcome>();
  private readonly kind: readonly number[];
  private readonly tokens: T.TokenTable;
  private levels: Int32Array | null = null;
  private steps = 0;
  /** The outcome of the frame or rule that has just ended. */
  private finished = false;
  private resultOk = false;
  private resultValue: Value = null;

  constructor(
    private readonly tokenizer: Tokenizer,
    private readonly start: string,
    private readonly from: number,
    private readonly options: DiagnoseOptions,
  ) {
    this.tokens = tokenizer.tokens;
    this.kind = this.tokens.kind;
    this.pos = from;
    this.fill = from;
  }

  run(): PySyntaxError {
    let raised = this.attempt();
    if (this.options.allowIncomplete && this.atEnd()) return this.incomplete();
    const reached = Math.max(this.fill, this.from + 1) - 1;
    if (raised === null) {
      this.invalid = true;
      this.memo.clear();
      this.pos = this.from;
      raised = this.attempt();
    }
    return raised === null ? this.generic(reached) : this.overruled(raised);
  }

  errorAtStart(msg: string): PySyntaxError {
    this.fill = this.from + 1;
    return this.at('SyntaxError', msg, this.from);
  }

  private attempt(): PySyntaxError | null {
    try {
      this.pass();
      return null;
    } catch (error) {
      if (error instanceof Raised) return error.error;
      throw error;
    }
  }

  /** Whether the tokens have been read to the end of the source. */
  private atEnd(): boolean {
    const last = Math.max(this.fill - 1, 0);
    if (this.kind[last] === T.ERRORTOKEN) return this.tokenizer.failure!.endOfSource;
    const { source } = this.options;
    return this.tokens.end[last]! >= source.length && (this.tokens.col[last] === -1 || !source.endsWith('\n'));
  }

  private incomplete(): PySyntaxError {
    const { filename, source } = this.options;
    const failure = this.tokenizer.failure;
    const msg = 'incomplete input';
    if (failure === null || !failure.raised || this.kind[this.fill - 1] !== T.ERRORTOKEN) {
      return this.at('_IncompleteInputError', msg, this.fill - 1);
    }
    // A string without an end: the text is all that has been read of it.
    const { lineno, offset } = failure;
    const text = source.slice(startOfLine(source, lineno));
    return new PySyntaxError('_IncompleteInputError', msg, filename, lineno, offset, text, lineno, -1);
  }

  /** No mistake with a name: the furthest token of the first pass is what does not fit. */
  private generic(last: number): PySyntaxError {
    const kind = this.kind[last];
    if (kind === T.INDENT) return this.at('IndentationError', 'unexpected indent', this.fill - 1);
    if (kind === T.DEDENT) return this.at('IndentationError', 'unexpected unindent', this.fill - 1);
    return this.overruled(this.between('invalid syntax', last, last));
  }

  /** An error of the tokenizer's further on wins, unless it is only an unclosed bracket of a later line. */
  private overruled(error: PySyntaxError): PySyntaxError {
    const failure = this.tokenizer.failure;
    if (failure === null || error.type === 'MemoryError' || this.kind[this.fill - 1] === T.ERRORTOKEN) return error;
    if (failure.inString) return error;
    if (failure.raised) return this.ofTokenizer(failure);
    const bracket = this.tokenizer.brackets[this.tokenizer.brackets.length - 1];
    if (bracket === undefined || this.tokens.line[this.fill - 1]! <= bracket.line) return error;
    return this.ofTokenizer(this.tokenizer.neverClosed(bracket));
  }

  private ofTokenizer(f: TokenFailure): PySyntaxError {
    return new PySyntaxError(f.type, f.msg, this.options.filename, f.lineno, f.offset, f.text, f.lineno, f.endOffset);
  }

  // The machine

  private pass(): void {
    const stack: Frame[] = [];
    let call: G.Rule | null = G.grammar().rules.get(this.start)!;
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
    return {
      ...{ rule, start: this.pos, alternative: 0, item: 0, cut: false, captures: null, last: null },
      list: rule.loop === null ? NOTHING : [],
      ...{ before: this.pos, separated: false, savedInvalid },
    };
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
    if (++this.steps % CHARGE_EVERY === 0) this.options.charge(CHARGE_EVERY);
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

  private look(): number {
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

  // Actions

  private act(frame: Frame, alternative: G.Alternative): Value | undefined {
    const { action, items } = alternative;
    const a = frame.captures?.[1] ?? null;
    const b = frame.captures?.[2] ?? null;
    if (action === null) {
      if (frame.captures?.[5] !== undefined) return frame.captures[5];
      let values = 0;
      for (const item of items)
        if (item.mode <= G.DEMANDED && item.mode !== G.AHEAD && item.mode !== G.NOT_AHEAD) values++;
      return values === 1 ? frame.last : this.reading('', frame);
    }
    if (action.raises) return this.raiseFor(frame, action, a, b);
    switch (action.name) {
      case 'Tuple':
      case 'List':
      case 'Starred':
        return this.reading(action.name, frame, [...readings(a), ...readings(b)]);
      case 'Compare':
        return this.reading('Compare', frame, readings(a), readings(b));
      case 'args': {
        const keywords = readings(b);
        const starred = keywords.filter((one) => one.kind === 'Starred');
        return this.reading('args', frame, [...readings(a), ...starred], keywords);
      }
      case 'both':
      case 'items':
        return [...readings(a), ...readings(b)];
      default:
        return this.reading(action.name, frame);
    }
  }

  private reading(kind: string, frame: Frame, parts: readonly Reading[] = [], extra: readonly Reading[] = []): Reading {
    let end = this.pos - 1;
    while (end > frame.start && this.kind[end]! >= T.NEWLINE && this.kind[end]! <= T.DEDENT) end--;
    return new Reading(kind, frame.start, Math.max(end, frame.start), parts, extra);
  }

  /** An error action raises, or finds that it does not apply (undefined), or goes on with a reading. */
  private raiseFor(frame: Frame, action: G.Action, a: Value, b: Value): Value | undefined {
    const first = readings(a)[0];
    const lastOf = readings(b).at(-1) ?? readings(a).at(-1);
    const { message } = action;
    switch (action.name) {
      case 'loc':
        return this.raise(this.between(this.fillIn(message, first!), first!.s, first!.e));
      case 'range':
        return this.raise(this.between(this.fillIn(message, first!), first!.s, lastOf!.e));
      case 'lastrange':
        return this.raise(this.between(message, readings(a).at(-1)!.s, lastOf!.e));
      case 'from':
        return this.raise(this.startingFrom(message, first!.s));
      case 'last':
        return this.raise(this.at('SyntaxError', message, this.fill - 1));
      case 'next':
      case 'nexterr':
        this.look();
        return this.raise(this.at('SyntaxError', message, this.pos));
      case 'indent': {
        const line = first === undefined ? 0 : this.tokens.line[first.s]!;
        return this.raise(this.at('IndentationError', message.replace('%l', String(line)), this.fill - 1));
      }
      case 'target':
      case 'for':
      case 'del': {
        const wrong = invalidTarget(first!, action.name);
        if (wrong === null) return undefined;
        return this.raise(this.between(this.fillIn(message, wrong), wrong.s, wrong.e));
      }
      case 'key': {
        const { line, endLine, endCol } = this.tokens;
        const e = first!.e;
        return this.raise(this.error('SyntaxError', message, line[first!.s]!, endCol[e]! - 1, endLine[e]!, -1));
      }
      case 'eof':
        return undefined;
      case 'future':
        return this.reading('', frame);
      default:
        return this.raiseSpecial(frame, action, a, b);
    }
  }

  private raiseSpecial(frame: Frame, action: G.Action, a: Value, b: Value): Value | undefined {
    const first = readings(a)[0];
    switch (action.name) {
      case 'legacy': {
        if (!this.isLegacy(first!)) return undefined;
        const name = this.tokenizer.text(first!.s);
        const msg = `Missing parentheses in call to '${name}'. Did you mean ${name}(...)?`;
        return this.raise(this.between(msg, first!.s, readings(b).at(-1)!.e));
      }
      case 'comma': {
        if (this.isLegacy(first!) || this.level(this.pos - 1) === 0) return undefined;
        const msg = 'invalid syntax. Perhaps you forgot a comma?';
        return this.raise(this.between(msg, first!.s, readings(b).at(-1)!.e));
      }
      case 'bound': {
        const what = readings(b)[0]!.kind === 'Tuple' ? 'constraints' : 'bound';
        return this.raise(this.startingFrom(`cannot use ${what} with ${action.word}`, first!.s));
      }
      case 'genexp': {
        const args = first!.parts;
        if (args.length <= 1) return undefined;
        const msg = 'Generator expression must be parenthesized';
        return this.raise(this.between(msg, args.at(-1)!.s, readings(b).at(-1)!.e));
      }
      case 'positional': {
        const unpacking = first!.extra.some((one) => one.kind === 'unpacking');
        const msg = `positional argument follows keyword argument${unpacking ? ' unpacking' : ''}`;
        return this.raise(this.at('SyntaxError', msg, this.fill - 1));
      }
      case 'real':
      case 'imaginary': {
        const imaginary = parseNumber(this.tokenizer.text(first!.s)) instanceof ImagConst;
        if (imaginary === (action.name === 'imaginary')) return first!;
        return this.raise(this.between(`${action.name} number required in complex literal`, first!.s, first!.e));
      }
      default:
        return this.stringAction(frame, action.name, a, b);
    }
  }

  private stringAction(frame: Frame, name: string, a: Value, b: Value): Value | undefined {
    const parts = readings(a);
    switch (name) {
      case 'string':
        return this.checkString(parts[0]!.s);
      case 'spectext':
        this.checkText(this.tokenizer.text(parts[0]!.s), false);
        return parts[0]!;
      case 'joined': {
        const raw = /r/i.test(this.tokenizer.text(frame.start).slice(0, 2));
        for (const part of parts) if (part.kind === 'token') this.checkText(this.tokenizer.text(part.s), raw);
        return this.reading('JoinedStr', frame);
      }
      case 'conversion':
        return this.checkConversion(parts[0]!.s, readings(b)[0]!.s);
      default: {
        const bytes = parts.filter((part) => part.kind === 'Bytes').length;
        if (bytes > 0 && bytes < parts.length) {
          this.raise(this.at('SyntaxError', 'cannot mix bytes and nonbytes literals', this.fill - 1));
        }
        return this.reading(parts.some((part) => part.kind === 'JoinedStr') ? 'JoinedStr' : 'Constant', frame);
      }
    }
  }

  private checkString(at: number): Reading {
    const token = this.tokenizer.text(at);
    const quote = token.search(/['"]/);
    const prefix = token.slice(0, quote).toLowerCase();
    const size =
      token.length >= quote + 6 && token[quote] === token[quote + 1] && token[quote] === token[quote + 2] ? 3 : 1;
    const body = token.slice(quote + size, token.length - size);
    if (!prefix.includes('b')) {
      this.checkText(body, prefix.includes('r'));
      return new Reading('Constant', at, at);
    }
    if (!/^[\x00-\x7f]*$/.test(body)) {
      this.raise(this.between('bytes can only contain ASCII literal characters', at, at));
    }
    this.decoding(() => decodeBytes(body, prefix.includes('r'), () => {}));
    return new Reading('Bytes', at, at);
  }

  private checkText(body: string, raw: boolean): void {
    if (!raw && body.includes('\\')) this.decoding(() => decodeStr(body, () => {}, this.options.lookupName));
  }

  private decoding(decode: () => unknown): void {
    try {
      decode();
    } catch (error) {
      if (!(error instanceof EscapeError)) throw error;
      this.raise(this.at('SyntaxError', error.message, this.fill - 1));
    }
  }

  private checkConversion(mark: number, name: number): Reading {
    const { line, col, endCol } = this.tokens;
    let opener = mark;
    for (let depth = 0; opener > 0; opener--) {
      const kind = this.kind[opener]!;
      if (kind === T.FSTRING_END || kind === T.TSTRING_END) depth++;
      else if ((kind === T.FSTRING_START || kind === T.TSTRING_START) && depth-- === 0) break;
    }
    const letter = this.kind[opener] === T.TSTRING_START ? 't' : 'f';
    if (line[mark] !== line[name] || endCol[mark] !== col[name]) {
      const msg = `${letter}-string: conversion type must come right after the exclamation mark`;
      this.raise(this.between(msg, mark, name));
    }
    const text = this.tokenizer.name(name);
    if (!/^[sra]$/.test(text)) {
      const msg = `${letter}-string: invalid conversion character '${text}': expected 's', 'r', or 'a'`;
      this.raise(this.between(msg, name, name));
    }
    return new Reading('token', mark, name);
  }

  private isLegacy(reading: Reading): boolean {
    return reading.kind === 'Name' && /^(?:print|exec)$/.test(this.tokenizer.text(reading.s));
  }

  /** How many brackets are open after a token. */
  private level(index: number): number {
    if (this.levels === null) {
      this.levels = new Int32Array(this.kind.length - this.from);
      let level = 0;
      for (let i = this.from; i < this.kind.length; i++) {
        const kind = this.kind[i]!;
        if (kind === T.LPAR || kind === T.LSQB || kind === T.LBRACE) level++;
        else if (kind === T.RPAR || kind === T.RSQB || kind === T.RBRACE) level--;
        this.levels[i - this.from] = level;
      }
    }
    return this.levels[index - this.from] ?? 0;
  }

  private fillIn(message: string, reading: Reading): string {
    if (message.includes('%t')) return message.replace('%t', this.tokenizer.text(reading.s));
    return message.includes('%n') ? message.replace('%n', NAMES[reading.kind] ?? 'literal') : message;
  }

  // Places of errors

  private raise(error: PySyntaxError): never {
    throw new Raised(error);
  }

  private between(msg: string, from: number, to: number): PySyntaxError {
    const t = this.tokens;
    return this.error('SyntaxError', msg, t.line[from]!, t.col[from]!, t.endLine[to]!, t.endCol[to]!);
  }

  private startingFrom(msg: string, from: number): PySyntaxError {
    const t = this.tokens;
    const last = this.fill - 1;
    const line = t.endLine[last]!;
    const reached = t.col[last] === -1 ? t.end[last]! - t.start[last]! : t.endCol[last]!;
    return this.error('SyntaxError', msg, t.line[from]!, t.col[from]!, line, reached - 1);
  }

  /** At a token; one without columns stands for how far its line has been read. */
  private at(type: SyntaxErrorType, msg: string, index: number): PySyntaxError {
    const t = this.tokens;
    if (t.col[index] !== -1) {
      return this.error(type, msg, t.line[index]!, t.col[index]!, t.endLine[index]!, t.endCol[index]!);
    }
    const read = t.end[index]! - t.start[index]!;
    return this.error(type, msg, t.line[index]!, read - 1, t.endLine[index]!, -2);
  }

  /** Columns count bytes from 0; in the error they count characters from 1. */
  private error(
    type: SyntaxErrorType,
    msg: string,
    line: number,
    col: number,
    endLine: number,
    endCol: number,
  ): PySyntaxError {
    const last = Math.max(this.fill - 1, 0);
    const text = lineOf(this.options.source, line);
    const shown = this.tokens.endLine[last]! <= line ? text + lineEnd(this.options.source, line) : text;
    const offset = characters(shown, col) + 1;
    // Python measures the end in the error's first line, whatever line it is in.
    const endOffset = characters(shown, endCol) + 1;
    return new PySyntaxError(type, msg, this.options.filename, line, offset, shown, endLine, endOffset);
  }
}

function readings(value: Value): readonly Reading[] {
  if (value === null) return [];
  return value instanceof Reading ? [value] : value;
}

function startOfLine(source: string, line: number): number {
  let at = 0;
  for (let n = 1; n < line; n++) {
    const next = source.indexOf('\n', at);
    if (next < 0) return source.length;
    at = next + 1;
  }
  return at;
}

function lineOf(source: string, line: number): string {
  const at = startOfLine(source, line);
  const end = source.indexOf('\n', at);
  return end < 0 ? source.slice(at) : source.slice(at, end);
}

/** The newline that ends a line; the last line may have none. */
function lineEnd(source: string, line: number): string {
  if (source.endsWith('\n')) return '\n';
  let newlines = 0;
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) newlines++;
  return line > 0 && line <= newlines ? '\n' : '';
}

/** How many characters the first `bytes` UTF-8 bytes of a line are: not more than it has. */
function characters(text: string, bytes: number): number {
  let count = 0;
  let used = 0;
  for (let i = 0; i < text.length && used < bytes; i++) {
    const c = text.codePointAt(i)!;
    used += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    if (c > 0xffff) i++;
    count++;
  }
  return bytes < 0 ? bytes : count;
}

/** The first part of a target that cannot be assigned to or deleted. */
function invalidTarget(reading: Reading, context: string): Reading | null {
  const pending = [reading];
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    switch (one.kind) {
      case 'Name':
      case 'Attribute':
      case 'Subscript':
        break;
      case 'List':
      case 'Tuple':
        for (let i = one.parts.length - 1; i >= 0; i--) pending.push(one.parts[i]!);
        break;
      case 'Starred':
        if (context === 'del') return one;
        pending.push(one.parts[0]!);
        break;
      case 'Compare':
        if (context !== 'for') return one;
        if (one.extra[0]!.kind === 'In') pending.push(one.parts[0]!);
        break;
      default:
        return one;
    }
  }
  return null;
}
