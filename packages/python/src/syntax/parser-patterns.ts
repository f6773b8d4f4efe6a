/** The fast parser: patterns of the match statement (PEP 634, language reference 8.6.4). */

import * as A from './ast.js';
import { REJECT } from './parser-base.js';
import { ExpressionParser } from './parser-expressions.js';
import * as T from './tokens.js';

export abstract class PatternParser extends ExpressionParser {
  /** patterns: an open sequence or one pattern. */
  protected patterns(): A.Pattern {
    const start = this.p;
    const first = this.maybeStarPattern();
    if (!this.at(T.COMMA)) {
      if (first.kind === 'MatchStar') throw REJECT;
      return first;
    }
    const items = [first];
    while (this.accept(T.COMMA)) {
      if (this.at(T.COLON) || this.at(T.K_IF)) break;
      items.push(this.maybeStarPattern());
    }
    return new A.MatchSequence(items, ...this.span(start, this.p - 1));
  }

  private maybeStarPattern(): A.Pattern {
    if (!this.at(T.STAR)) return this.pattern();
    const start = this.p++;
    const wild = this.atWord(this.p, '_');
    if (wild) this.p++;
    const name = wild ? null : this.captureTarget();
    return new A.MatchStar(name, ...this.span(start, this.p - 1));
  }

  private captureTarget(): string {
    if (this.atWord(this.p, '_')) throw REJECT;
    const name = this.identifier();
    if (this.at(T.DOT) || this.at(T.LPAR) || this.at(T.EQUAL)) throw REJECT;
    return name;
  }

  private pattern(): A.Pattern {
    const start = this.p;
    const pattern = this.orPattern();
    if (!this.accept(T.K_AS)) return pattern;
    const name = this.captureTarget();
    return new A.MatchAs(pattern, name, ...this.span(start, this.p - 1));
  }

  private orPattern(): A.Pattern {
    const start = this.p;
    const first = this.closedPattern();
    if (!this.at(T.VBAR)) return first;
    const items = [first];
    while (this.accept(T.VBAR)) items.push(this.closedPattern());
    return new A.MatchOr(items, ...this.span(start, this.p - 1));
  }

  private closedPattern(): A.Pattern {
    const start = this.p;
    switch (this.kind[start]) {
      case T.NUMBER:
      case T.MINUS:
      case T.STRING:
      case T.FSTRING_START:
      case T.TSTRING_START: {
        const value = this.literal();
        return new A.MatchValue(value, ...this.span(start, this.p - 1));
      }
      case T.K_NONE:
        return this.singleton(null);
      case T.K_TRUE:
        return this.singleton(true);
      case T.K_FALSE:
        return this.singleton(false);
      case T.NAME:
        return this.namePattern();
      case T.LPAR:
        return this.groupOrSequence();
      case T.LSQB: {
        this.p++;
        const items = this.sequenceItems(T.RSQB);
        return new A.MatchSequence(items, ...this.span(start, this.p - 1));
      }
      case T.LBRACE:
        return this.mappingPattern();
      default:
        throw REJECT;
    }
  }

  private singleton(value: boolean | null): A.MatchSingleton {
    const at = this.p++;
    return new A.MatchSingleton(value, ...this.span(at, at));
  }

  /** A number with a sign, a complex number or a string. */
  private literal(): A.Expr {
    const start = this.p;
    const kind = this.kind[start];
    if (kind === T.STRING || kind === T.FSTRING_START || kind === T.TSTRING_START) return this.strings();
    const real = this.signedNumber();
    if (!this.at(T.PLUS) && !this.at(T.MINUS)) return real;
    const operand = real.kind === 'UnaryOp' ? real.operand : real;
    if (operand.kind !== 'Constant' || operand.value instanceof A.ImagConst) throw REJECT;
    const op = this.kind[this.p++] === T.PLUS ? 'Add' : 'Sub';
    const imaginary = this.number();
    if (!(imaginary.value instanceof A.ImagConst)) throw REJECT;
    return new A.BinOp(real, op, imaginary, ...this.span(start, this.p - 1));
  }

  private signedNumber(): A.Constant | A.UnaryOp {
    const start = this.p;
    if (!this.accept(T.MINUS)) return this.number();
    const value = this.number();
    return new A.UnaryOp('USub', value, ...this.span(start, this.p - 1));
  }

  private namePattern(): A.Pattern {
    const start = this.p;
    const next = this.kind[start + 1];
    if (next !== T.DOT && next !== T.LPAR) {
      if (next === T.EQUAL) throw REJECT;
      const wild = this.atWord(start, '_');
      const name = this.identifier();
      return new A.MatchAs(null, wild ? null : name, ...this.span(start, start));
    }
    const value = this.nameOrAttribute();
    if (this.at(T.LPAR)) return this.classPattern(start, value);
    if (this.at(T.EQUAL)) throw REJECT;
    return new A.MatchValue(value, ...this.span(start, this.p - 1));
  }

  private nameOrAttribute(): A.Expr {
    const start = this.p;
    let value: A.Expr = new A.Name(this.identifier(), 'Load', ...this.span(start, start));
    while (this.accept(T.DOT)) {
      const attr = this.identifier();
      value = new A.Attribute(value, attr, 'Load', ...this.span(start, this.p - 1));
    }
    return value;
  }

  private classPattern(start: number, cls: A.Expr): A.MatchClass {
    this.p++;
    const patterns: A.Pattern[] = [];
    const names: string[] = [];
    const values: A.Pattern[] = [];
    while (!this.at(T.RPAR)) {
      if (this.at(T.NAME) && this.kind[this.p + 1] === T.EQUAL) {
        names.push(this.identifier());
        this.p++;
        values.push(this.pattern());
      } else {
        if (names.length > 0) throw REJECT;
        patterns.push(this.pattern());
      }
      if (!this.accept(T.COMMA)) break;
    }
    this.expect(T.RPAR);
    return new A.MatchClass(cls, patterns, names, values, ...this.span(start, this.p - 1));
  }

  private groupOrSequence(): A.Pattern {
    const start = this.p++;
    if (this.accept(T.RPAR)) return new A.MatchSequence([], ...this.span(start, this.p - 1));
    const first = this.maybeStarPattern();
    if (this.at(T.RPAR)) {
      if (first.kind === 'MatchStar') throw REJECT;
      this.p++;
      return first;
    }
    this.expect(T.COMMA);
    const items = [first, ...this.sequenceItems(T.RPAR)];
    return new A.MatchSequence(items, ...this.span(start, this.p - 1));
  }

  private sequenceItems(close: number): A.Pattern[] {
    const items: A.Pattern[] = [];
    while (!this.at(close)) {
      items.push(this.maybeStarPattern());
      if (!this.accept(T.COMMA)) break;
    }
    this.expect(close);
    return items;
  }

  private mappingPattern(): A.MatchMapping {
    const start = this.p++;
    const keys: A.Expr[] = [];
    const patterns: A.Pattern[] = [];
    let rest: string | null = null;
    while (!this.at(T.RBRACE)) {
      if (this.accept(T.DOUBLESTAR)) {
        rest = this.captureTarget();
        this.accept(T.COMMA);
        break;
      }
      keys.push(this.mappingKey());
      this.expect(T.COLON);
      patterns.push(this.pattern());
      if (!this.accept(T.COMMA)) break;
    }
    this.expect(T.RBRACE);
    return new A.MatchMapping(keys, patterns, rest, ...this.span(start, this.p - 1));
  }

  private mappingKey(): A.Expr {
    switch (this.kind[this.p]) {
      case T.K_NONE:
        return this.constant(null);
      case T.K_TRUE:
        return this.constant(true);
      case T.K_FALSE:
        return this.constant(false);
      case T.NAME: {
        const key = this.nameOrAttribute();
        if (key.kind === 'Name') throw REJECT;
        return key;
      }
      default:
        return this.literal();
    }
  }
}
