/**
 * Finds out what is wrong with a rejected program. As in CPython, a first pass without the grammar's rules for mistakes says
 * how far the program can be read; a second pass with them looks for a mistake that has a name.
 */

import { ImagConst } from './ast.js';
import { type DiagnoseOptions, Raised, startOfLine } from './diagnosis-places.js';
import { type Frame, type Reading, readings, type Value } from './diagnosis-reader.js';
import { StringDiagnosis } from './diagnosis-strings.js';
import { PySyntaxError } from './errors.js';
import * as G from './grammar.js';
import { parseNumber } from './numbers.js';
import { pieceOf } from './pieces.js';
import type { Tokenizer } from './tokenizer.js';
import * as T from './tokens.js';

export type { DiagnoseOptions } from './diagnosis-places.js';

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

/** The error for a program whose tokens do not fit the rule `start` from token `from` on. */
export function diagnose(tokenizer: Tokenizer, start: string, from: number, options: DiagnoseOptions): PySyntaxError {
  return new Diagnosis(tokenizer, from, options).run(start);
}

/** An error that is about one token. */
export function errorAt(tokenizer: Tokenizer, index: number, msg: string, options: DiagnoseOptions): PySyntaxError {
  return new Diagnosis(tokenizer, index, options).errorAtStart(msg);
}

class Diagnosis extends StringDiagnosis {
  private levels: Int32Array | null = null;

  run(start: string): PySyntaxError {
    let raised = this.attempt(start);
    if (this.options.allowIncomplete && this.atEnd()) return this.incomplete();
    const reached = Math.max(this.fill, this.from + 1) - 1;
    if (raised === null) {
      this.invalid = true;
      this.memo.clear();
      this.pos = this.from;
      raised = this.attempt(start);
    }
    return raised === null ? this.generic(reached) : this.overruled(raised);
  }

  errorAtStart(msg: string): PySyntaxError {
    this.fill = this.from + 1;
    return this.at('SyntaxError', msg, this.from);
  }

  private attempt(start: string): PySyntaxError | null {
    try {
      this.pass(start);
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
    const text = pieceOf(source, startOfLine(source, lineno));
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

  // Actions

  protected act(frame: Frame, alternative: G.Alternative): Value | undefined {
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
