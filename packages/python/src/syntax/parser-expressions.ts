/**
 * The fast parser: expressions (language reference, chapter 6). Binary operators by precedence climbing; whatever
 * repeats without brackets (unary operators, `**`, `lambda`, conditional expressions, chains) is read in loops, so that
 * JavaScript recurses only for brackets, of which the tokenizer allows 200.
 */

import * as A from './ast.js';
import { excessDigits, parseNumber } from './numbers.js';
import { ParserBase, type ParserHooks, REJECT } from './parser-base.js';
import type { Tokenizer } from './tokenizer.js';
import * as T from './tokens.js';

/** Binding power of the binary operators `|` to `@`; 0 for any other token. */
const POWER = new Uint8Array(128);
const OPERATOR: A.Operator[] = [];
for (const [kind, power, operator] of [
  [T.VBAR, 1, 'BitOr'],
  [T.CIRCUMFLEX, 2, 'BitXor'],
  [T.AMPER, 3, 'BitAnd'],
  [T.LEFTSHIFT, 4, 'LShift'],
  [T.RIGHTSHIFT, 4, 'RShift'],
  [T.PLUS, 5, 'Add'],
  [T.MINUS, 5, 'Sub'],
  [T.STAR, 6, 'Mult'],
  [T.SLASH, 6, 'Div'],
  [T.DOUBLESLASH, 6, 'FloorDiv'],
  [T.PERCENT, 6, 'Mod'],
  [T.AT, 6, 'MatMult'],
] as const) {
  POWER[kind] = power;
  OPERATOR[kind] = operator;
}

/** An outer part that waits for the expression to its right. */
type Pending =
  | { readonly start: number; readonly args: A.Arguments }
  | { readonly start: number; readonly body: A.Expr; readonly test: A.Expr };

export abstract class ExpressionParser extends ParserBase {
  /** `<>` is the inequality operator, `!=` is not (PEP 401). */
  flufl: boolean;

  constructor(tokenizer: Tokenizer, hooks: ParserHooks, flufl: boolean) {
    super(tokenizer, hooks);
    this.flufl = flufl;
  }

  annotatedRhs(): A.Expr {
    return this.at(T.K_YIELD) ? this.yieldExpr() : this.starExpressions();
  }

  protected yieldExpr(): A.Expr {
    const start = this.p;
    this.expect(T.K_YIELD);
    if (this.accept(T.K_FROM)) {
      const value = this.expression();
      return new A.YieldFrom(value, ...this.span(start, this.p - 1));
    }
    const value = this.startsExpression() ? this.starExpressions() : null;
    return new A.Yield(value, ...this.span(start, this.p - 1));
  }

  /** Whether a star_expression can begin here. */
  protected startsExpression(): boolean {
    const kind = this.kind[this.p]!;
    if (kind <= T.STRING) return kind !== T.ENDMARKER;
    switch (kind) {
      case T.FSTRING_START:
      case T.TSTRING_START:
      case T.LPAR:
      case T.LSQB:
      case T.LBRACE:
      case T.ELLIPSIS_TOKEN:
      case T.PLUS:
      case T.MINUS:
      case T.TILDE:
      case T.STAR:
      case T.K_NONE:
      case T.K_TRUE:
      case T.K_FALSE:
      case T.K_NOT:
      case T.K_LAMBDA:
      case T.K_AWAIT:
        return true;
      default:
        return false;
    }
  }

  protected starExpressions(): A.Expr {
    const start = this.p;
    const first = this.starExpression();
    if (!this.at(T.COMMA)) return first;
    const items = [first];
    while (this.accept(T.COMMA)) {
      if (!this.startsExpression()) break;
      items.push(this.starExpression());
    }
    return new A.Tuple(items, 'Load', ...this.span(start, this.p - 1));
  }

  protected starExpression(): A.Expr {
    return this.at(T.STAR) ? this.starred() : this.expression();
  }

  private starred(): A.Starred {
    const start = this.p++;
    const value = this.binary(1);
    return new A.Starred(value, 'Load', ...this.span(start, this.p - 1));
  }

  protected starNamedExpression(): A.Expr {
    return this.at(T.STAR) ? this.starred() : this.namedExpression();
  }

  protected namedExpression(): A.Expr {
    const start = this.p;
    if (this.kind[start] === T.NAME && this.kind[start + 1] === T.COLONEQUAL) {
      const target = new A.Name(this.identifier(), 'Store', ...this.span(start, start));
      this.p++;
      const value = this.expression();
      return new A.NamedExpr(target, value, ...this.span(start, this.p - 1));
    }
    const value = this.expression();
    if (this.at(T.COLONEQUAL)) throw REJECT;
    return value;
  }

  /** expression: disjunction, conditional expression or lambda. */
  expression(): A.Expr {
    const start = this.p;
    if (this.kind[start] === T.K_LAMBDA) return this.expressionChain(start, null);
    const value = this.disjunction();
    return this.kind[this.p] === T.K_IF ? this.expressionChain(start, value) : value;
  }

  /** What nests to the right; `first` has been read already, from `start`. */
  private expressionChain(start: number, first: A.Expr | null): A.Expr {
    const pending: Pending[] = [];
    for (;;) {
      const at = first === null ? this.p : start;
      if (first === null && this.accept(T.K_LAMBDA)) {
        const args = this.parameters(T.COLON);
        this.expect(T.COLON);
        pending.push({ start: at, args });
        continue;
      }
      let value = first ?? this.disjunction();
      first = null;
      if (this.accept(T.K_IF)) {
        const test = this.disjunction();
        this.expect(T.K_ELSE);
        pending.push({ start: at, body: value, test });
        continue;
      }
      for (let outer = pending.pop(); outer !== undefined; outer = pending.pop()) {
        const span = this.span(outer.start, this.p - 1);
        value =
          'args' in outer
            ? new A.Lambda(outer.args, value, ...span)
            : new A.IfExp(outer.test, outer.body, value, ...span);
      }
      return value;
    }
  }

  protected disjunction(): A.Expr {
    const start = this.p;
    const first = this.conjunction();
    if (this.kind[this.p] !== T.K_OR) return first;
    const values = [first];
    while (this.accept(T.K_OR)) values.push(this.conjunction());
    return new A.BoolOp('Or', values, ...this.span(start, this.p - 1));
  }

  private conjunction(): A.Expr {
    const start = this.p;
    const first = this.inversion();
    if (this.kind[this.p] !== T.K_AND) return first;
    const values = [first];
    while (this.accept(T.K_AND)) values.push(this.inversion());
    return new A.BoolOp('And', values, ...this.span(start, this.p - 1));
  }

  private inversion(): A.Expr {
    const start = this.p;
    while (this.kind[this.p] === T.K_NOT) this.p++;
    const nots = this.p;
    let value = this.comparison();
    for (let i = nots - 1; i >= start; i--) value = new A.UnaryOp('Not', value, ...this.span(i, this.p - 1));
    return value;
  }

  private comparison(): A.Expr {
    const start = this.p;
    const left = this.binary(1);
    let op = this.comparisonOperator();
    if (op === null) return left;
    const ops: A.CmpOperator[] = [];
    const comparators: A.Expr[] = [];
    for (; op !== null; op = this.comparisonOperator()) {
      ops.push(op);
      comparators.push(this.binary(1));
    }
    return new A.Compare(left, ops, comparators, ...this.span(start, this.p - 1));
  }

  private comparisonOperator(): A.CmpOperator | null {
    const kind = this.kind[this.p]!;
    switch (kind) {
      case T.EQEQUAL:
        this.p++;
        return 'Eq';
      case T.NOTEQUAL:
        if ((this.tokenizer.text(this.p) === '<>') !== this.flufl) throw REJECT;
        this.p++;
        return 'NotEq';
      case T.LESS:
        this.p++;
        return 'Lt';
      case T.LESSEQUAL:
        this.p++;
        return 'LtE';
      case T.GREATER:
        this.p++;
        return 'Gt';
      case T.GREATEREQUAL:
        this.p++;
        return 'GtE';
      case T.K_IN:
        this.p++;
        return 'In';
      case T.K_NOT:
        if (this.kind[this.p + 1] !== T.K_IN) return null;
        this.p += 2;
        return 'NotIn';
      case T.K_IS:
        this.p++;
        return this.accept(T.K_NOT) ? 'IsNot' : 'Is';
      default:
        return null;
    }
  }

  /** Left-associative binary operators that bind at least as tightly as `power`. */
  protected binary(power: number): A.Expr {
    const start = this.p;
    let left = this.factor();
    for (;;) {
      const kind = this.kind[this.p]!;
      const own = POWER[kind]!;
      if (own < power || own === 0) return left;
      this.p++;
      const right = this.binary(own + 1);
      left = new A.BinOp(left, OPERATOR[kind]!, right, ...this.span(start, this.p - 1));
    }
  }

  /** Unary operators and `**`, which nests to the right. */
  private factor(): A.Expr {
    const kind = this.kind[this.p];
    if (kind === T.PLUS || kind === T.MINUS || kind === T.TILDE) return this.factorChain(this.p, null);
    const start = this.p;
    const base = this.awaitPrimary();
    return this.kind[this.p] === T.DOUBLESTAR ? this.factorChain(start, base) : base;
  }

  private factorChain(from: number, first: A.Expr | null): A.Expr {
    const pending: { start: number; base: A.Expr | null }[] = [];
    for (;;) {
      const start = first === null ? this.p : from;
      const kind = this.kind[start];
      if (first === null && (kind === T.PLUS || kind === T.MINUS || kind === T.TILDE)) {
        this.p++;
        pending.push({ start, base: null });
        continue;
      }
      let value = first ?? this.awaitPrimary();
      first = null;
      if (this.accept(T.DOUBLESTAR)) {
        pending.push({ start, base: value });
        continue;
      }
      for (let outer = pending.pop(); outer !== undefined; outer = pending.pop()) {
        const span = this.span(outer.start, this.p - 1);
        if (outer.base !== null) value = new A.BinOp(outer.base, 'Pow', value, ...span);
        else value = new A.UnaryOp(unaryOperator(this.kind[outer.start]!), value, ...span);
      }
      return value;
    }
  }

  private awaitPrimary(): A.Expr {
    if (this.kind[this.p] !== T.K_AWAIT) return this.primary();
    const start = this.p++;
    const value = this.primary();
    return new A.Await(value, ...this.span(start, this.p - 1));
  }

  protected primary(): A.Expr {
    const start = this.p;
    let value = this.atom();
    for (;;) {
      switch (this.kind[this.p]) {
        case T.DOT: {
          this.p++;
          const name = this.identifier();
          value = new A.Attribute(value, name, 'Load', ...this.span(start, this.p - 1));
          break;
        }
        case T.LPAR:
          value = this.call(start, value);
          break;
        case T.LSQB: {
          this.p++;
          const slice = this.slices();
          this.expect(T.RSQB);
          value = new A.Subscript(value, slice, 'Load', ...this.span(start, this.p - 1));
          break;
        }
        default:
          return value;
      }
    }
  }

  private call(start: number, func: A.Expr): A.Call {
    const open = this.p++;
    const args: A.Expr[] = [];
    const keywords: A.Keyword[] = [];
    this.arguments(open, args, keywords, true);
    return new A.Call(func, args, keywords, ...this.span(start, this.p - 1));
  }

  /** The arguments of a call or of a class statement, with the closing parenthesis. */
  protected arguments(open: number, args: A.Expr[], keywords: A.Keyword[], generator: boolean): void {
    let unpacked = false;
    while (!this.at(T.RPAR)) {
      const at = this.p;
      const kind = this.kind[at];
      if (kind === T.STAR) {
        if (unpacked) throw REJECT;
        this.p++;
        const value = this.expression();
        args.push(new A.Starred(value, 'Load', ...this.span(at, this.p - 1)));
      } else if (kind === T.DOUBLESTAR) {
        this.p++;
        const value = this.expression();
        keywords.push(new A.Keyword(null, value, ...this.span(at, this.p - 1)));
        unpacked = true;
      } else if (kind === T.NAME && this.kind[at + 1] === T.EQUAL) {
        const name = this.identifier();
        this.p++;
        const value = this.expression();
        keywords.push(new A.Keyword(name, value, ...this.span(at, this.p - 1)));
      } else {
        const value = this.namedExpression();
        if (this.at(T.K_FOR) || this.at(T.K_ASYNC)) {
          if (!generator || args.length > 0 || keywords.length > 0) throw REJECT;
          const generators = this.comprehensions();
          this.expect(T.RPAR);
          args.push(new A.GeneratorExp(value, generators, ...this.span(open, this.p - 1)));
          return;
        }
        if (keywords.length > 0) throw REJECT;
        args.push(value);
      }
      if (!this.accept(T.COMMA)) break;
    }
    this.expect(T.RPAR);
  }

  private slices(): A.Expr {
    const start = this.p;
    const first = this.slice();
    if (!this.at(T.COMMA)) {
      if (first.kind !== 'Starred') return first;
      return new A.Tuple([first], 'Load', ...this.span(start, this.p - 1));
    }
    const items = [first];
    while (this.accept(T.COMMA)) {
      if (this.at(T.RSQB)) break;
      items.push(this.slice());
    }
    return new A.Tuple(items, 'Load', ...this.span(start, this.p - 1));
  }

  private slice(): A.Expr {
    const start = this.p;
    if (this.at(T.STAR)) {
      this.p++;
      const value = this.expression();
      return new A.Starred(value, 'Load', ...this.span(start, this.p - 1));
    }
    let lower: A.Expr | null = null;
    if (!this.at(T.COLON)) {
      lower = this.namedExpression();
      if (!this.at(T.COLON)) return lower;
      if (this.kind[start + 1] === T.COLONEQUAL) throw REJECT;
    }
    this.p++;
    const upper = this.sliceEnd() ? null : this.expression();
    const step = this.accept(T.COLON) && !this.sliceEnd() ? this.expression() : null;
    return new A.Slice(lower, upper, step, ...this.span(start, this.p - 1));
  }

  private sliceEnd(): boolean {
    const kind = this.kind[this.p];
    return kind === T.COLON || kind === T.COMMA || kind === T.RSQB;
  }

  private atom(): A.Expr {
    const start = this.p;
    switch (this.kind[start]) {
      case T.NAME:
        this.p++;
        return new A.Name(
          this.tokenizer.name(start),
          'Load',
          this.line[start]!,
          this.col[start]!,
          this.endLine[start]!,
          this.endCol[start]!,
        );
      case T.NUMBER:
        return this.number();
      case T.STRING:
      case T.FSTRING_START:
      case T.TSTRING_START:
        return this.strings();
      case T.LPAR:
        return this.parenthesized();
      case T.LSQB:
        return this.list();
      case T.LBRACE:
        return this.braces();
      case T.K_NONE:
        return this.constant(null);
      case T.K_TRUE:
        return this.constant(true);
      case T.K_FALSE:
        return this.constant(false);
      case T.ELLIPSIS_TOKEN:
        return this.constant(A.ELLIPSIS);
      default:
        throw REJECT;
    }
  }

  protected constant(value: A.ConstantValue): A.Constant {
    const at = this.p++;
    return new A.Constant(value, null, ...this.span(at, at));
  }

  protected number(): A.Constant {
    if (!this.at(T.NUMBER)) throw REJECT;
    const text = this.tokenizer.text(this.p);
    if (text.length > 32) {
      if (excessDigits(text) > 0) throw REJECT;
      this.hooks.charge(text.length);
    }
    return this.constant(parseNumber(text));
  }

  private parenthesized(): A.Expr {
    const start = this.p++;
    if (this.accept(T.RPAR)) return new A.Tuple([], 'Load', ...this.span(start, this.p - 1));
    if (this.at(T.K_YIELD)) {
      const value = this.yieldExpr();
      this.expect(T.RPAR);
      return value;
    }
    const first = this.starNamedExpression();
    switch (this.kind[this.p]) {
      case T.RPAR:
        if (first.kind === 'Starred' && this.kind[start + 1] === T.STAR) throw REJECT;
        this.p++;
        return first;
      case T.COMMA: {
        const items = this.restOfItems(first, T.RPAR);
        return new A.Tuple(items, 'Load', ...this.span(start, this.p - 1));
      }
      default: {
        if (first.kind === 'Starred') throw REJECT;
        const generators = this.comprehensions();
        this.expect(T.RPAR);
        return new A.GeneratorExp(first, generators, ...this.span(start, this.p - 1));
      }
    }
  }

  /** The items after the first one, with the closing bracket. */
  private restOfItems(first: A.Expr, close: number): A.Expr[] {
    const items = [first];
    while (this.accept(T.COMMA)) {
      if (this.at(close)) break;
      items.push(this.starNamedExpression());
    }
    this.expect(close);
    return items;
  }

  private list(): A.Expr {
    const start = this.p++;
    if (this.accept(T.RSQB)) return new A.List([], 'Load', ...this.span(start, this.p - 1));
    const first = this.starNamedExpression();
    if (this.at(T.K_FOR) || this.at(T.K_ASYNC)) {
      if (first.kind === 'Starred') throw REJECT;
      const generators = this.comprehensions();
      this.expect(T.RSQB);
      return new A.ListComp(first, generators, ...this.span(start, this.p - 1));
    }
    const items = this.restOfItems(first, T.RSQB);
    return new A.List(items, 'Load', ...this.span(start, this.p - 1));
  }

  private braces(): A.Expr {
    const start = this.p++;
    if (this.accept(T.RBRACE)) return new A.Dict([], [], ...this.span(start, this.p - 1));
    if (this.at(T.DOUBLESTAR)) return this.dict(start, [], []);
    const named = this.kind[this.p + 1] === T.COLONEQUAL;
    const first = this.starNamedExpression();
    if (this.at(T.COLON) && first.kind !== 'Starred' && !named) return this.dictFrom(start, first);
    if (this.at(T.K_FOR) || this.at(T.K_ASYNC)) {
      if (first.kind === 'Starred') throw REJECT;
      const generators = this.comprehensions();
      this.expect(T.RBRACE);
      return new A.SetComp(first, generators, ...this.span(start, this.p - 1));
    }
    const items = this.restOfItems(first, T.RBRACE);
    return new A.Set(items, ...this.span(start, this.p - 1));
  }

  private dictFrom(start: number, key: A.Expr): A.Expr {
    this.p++;
    const value = this.expression();
    if (this.at(T.K_FOR) || this.at(T.K_ASYNC)) {
      const generators = this.comprehensions();
      this.expect(T.RBRACE);
      return new A.DictComp(key, value, generators, ...this.span(start, this.p - 1));
    }
    if (!this.at(T.RBRACE)) this.expect(T.COMMA);
    return this.dict(start, [key], [value]);
  }

  private dict(start: number, keys: (A.Expr | null)[], values: A.Expr[]): A.Dict {
    while (!this.at(T.RBRACE)) {
      if (this.accept(T.DOUBLESTAR)) {
        keys.push(null);
        values.push(this.binary(1));
      } else {
        keys.push(this.expression());
        this.expect(T.COLON);
        values.push(this.expression());
      }
      if (!this.accept(T.COMMA)) break;
    }
    this.expect(T.RBRACE);
    return new A.Dict(keys, values, ...this.span(start, this.p - 1));
  }

  protected comprehensions(): A.Comprehension[] {
    const out: A.Comprehension[] = [];
    for (;;) {
      const isAsync = this.accept(T.K_ASYNC);
      if (!isAsync && !this.at(T.K_FOR)) break;
      this.expect(T.K_FOR);
      const target = this.starTargets();
      this.expect(T.K_IN);
      const iter = this.disjunction();
      const ifs: A.Expr[] = [];
      while (this.accept(T.K_IF)) ifs.push(this.disjunction());
      out.push(new A.Comprehension(target, iter, ifs, isAsync ? 1 : 0));
    }
    if (out.length === 0) throw REJECT;
    return out;
  }

  /** Targets before `in`: no operators, a tuple if there is a comma. */
  protected starTargets(): A.Expr {
    const start = this.p;
    const first = this.starTarget();
    if (!this.at(T.COMMA)) return first;
    const items = [first];
    while (this.accept(T.COMMA)) {
      if (!this.startsExpression()) break;
      items.push(this.starTarget());
    }
    return new A.Tuple(items, 'Store', ...this.span(start, this.p - 1));
  }

  protected starTarget(): A.Expr {
    const start = this.p;
    if (this.accept(T.STAR)) {
      const value = this.primary();
      this.setContext(value, 'Store');
      return new A.Starred(value, 'Store', ...this.span(start, this.p - 1));
    }
    const target = this.primary();
    this.setContext(target, 'Store');
    return target;
  }

  // Parameters of functions and lambdas

  /** Parameters up to `close`, which is `)` for a function and `:` for a lambda. */
  protected parameters(close: number): A.Arguments {
    const args = new A.Arguments([], [], null, [], [], null, []);
    const annotated = close === T.RPAR;
    let afterStar = false;
    while (!this.at(close)) {
      const kind = this.kind[this.p];
      if (kind === T.DOUBLESTAR) {
        this.p++;
        args.kwarg = this.parameter(annotated, false);
        if (this.at(T.EQUAL)) throw REJECT;
        this.endParameter(args.kwarg, close);
        if (!this.at(close)) throw REJECT;
        break;
      }
      if (kind === T.STAR) {
        if (afterStar) throw REJECT;
        afterStar = true;
        this.p++;
        if (this.at(T.COMMA)) {
          this.p++;
          if (this.at(close) || this.at(T.DOUBLESTAR) || this.at(T.TYPE_COMMENT)) throw REJECT;
          continue;
        }
        args.vararg = this.parameter(annotated, true);
        if (this.at(T.EQUAL)) throw REJECT;
        this.endParameter(args.vararg, close);
      } else if (kind === T.SLASH) {
        if (afterStar || args.posonlyargs.length > 0 || args.args.length === 0) throw REJECT;
        this.p++;
        args.posonlyargs = args.args;
        args.args = [];
        if (!this.at(close)) this.expect(T.COMMA);
      } else this.plainParameter(args, afterStar, annotated, close);
    }
    return args;
  }

  private plainParameter(args: A.Arguments, keywordOnly: boolean, annotated: boolean, close: number): void {
    const arg = this.parameter(annotated, false);
    const value = this.accept(T.EQUAL) ? this.expression() : null;
    if (keywordOnly) {
      args.kwonlyargs.push(arg);
      args.kw_defaults.push(value);
    } else {
      args.args.push(arg);
      if (value !== null) args.defaults.push(value);
      else if (args.defaults.length > 0) throw REJECT;
    }
    this.endParameter(arg, close);
  }

  private endParameter(arg: A.Arg, close: number): void {
    if (this.at(T.TYPE_COMMENT)) {
      this.typeCommentOf(arg);
      if (!this.at(close)) throw REJECT;
      return;
    }
    if (!this.at(close)) {
      this.expect(T.COMMA);
      if (this.at(T.TYPE_COMMENT)) this.typeCommentOf(arg);
    }
  }

  private typeCommentOf(arg: A.Arg): void {
    arg.type_comment = this.tokenizer.text(this.p++);
  }

  private parameter(annotated: boolean, star: boolean): A.Arg {
    const start = this.p;
    const name = this.identifier();
    let annotation: A.Expr | null = null;
    if (annotated && this.accept(T.COLON)) annotation = star ? this.starExpression() : this.expression();
    return new A.Arg(name, annotation, null, ...this.span(start, this.p - 1));
  }
}

function unaryOperator(kind: number): A.UnaryOperator {
  return kind === T.PLUS ? 'UAdd' : kind === T.MINUS ? 'USub' : 'Invert';
}
