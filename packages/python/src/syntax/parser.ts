/** The fast parser: statements (language reference, chapters 7 and 8) and the four ways in. */

import * as A from './ast.js';
import { PySyntaxError } from './errors.js';
import { REJECT, Reject } from './parser-base.js';
import { PatternParser } from './parser-patterns.js';
import * as T from './tokens.js';

const AUGMENTED: readonly A.Operator[] = [
  ...(['Add', 'Sub', 'Mult', 'Div', 'Mod', 'MatMult', 'BitAnd', 'BitOr', 'BitXor'] as const),
  ...(['LShift', 'RShift', 'Pow', 'FloorDiv'] as const),
];

/** `elif` chains nest in the tree. */
const MAX_ELIFS = 5000;

/** How deep an expression may nest: the passes after this one recurse. */
const MAX_EXPRESSION_DEPTH = 1000;

function tooComplex(): PySyntaxError {
  const msg = 'Parser stack overflowed - Python source too complex to compile';
  return new PySyntaxError('MemoryError', msg, null, null, null, null, null, null);
}

export class Parser extends PatternParser {
  /** Where the top-level statement before this one began: after a rejection, the place to look from for what is wrong. */
  statementStart = 0;

  /** Where the last statement or block header ended, and whether some header is long enough to nest too deeply. */
  private headStart = 0;
  private long = false;

  get cursor(): number {
    return this.p;
  }

  module(): A.Module {
    const body: A.Stmt[] = [];
    let start = this.p;
    while (!this.at(T.ENDMARKER)) {
      this.statementStart = start;
      start = this.p;
      this.statement(body);
      if (this.long) this.checkDepth(body[body.length - 1]!);
    }
    const ignores = this.tokenizer.tokens.typeIgnores.map(({ lineno, tag }) => new A.TypeIgnore(lineno, tag));
    return new A.Module(body, ignores);
  }

  interactive(): A.Interactive {
    const body: A.Stmt[] = [];
    if (this.at(T.NEWLINE)) {
      body.push(new A.Pass(...this.span(this.p, this.p)));
      this.p++;
    } else if (this.compoundStatement(body)) this.expect(T.NEWLINE);
    else this.simpleStatements(body);
    for (const statement of body) this.checkDepth(statement);
    return new A.Interactive(body);
  }

  eval(): A.Expression {
    const start = this.p;
    const first = this.expression();
    let body = first;
    if (this.at(T.COMMA)) {
      const items = [first];
      while (this.accept(T.COMMA)) {
        if (!this.startsExpression() || this.at(T.STAR)) break;
        items.push(this.expression());
      }
      body = new A.Tuple(items, 'Load', ...this.span(start, this.p - 1));
    }
    this.finish();
    this.checkDepth(body);
    return new A.Expression(body);
  }

  functionType(): A.FunctionType {
    const types: A.Expr[] = [];
    this.expect(T.LPAR);
    let stars = 0;
    while (!this.at(T.RPAR)) {
      if (types.length > 0) this.expect(T.COMMA);
      const own = this.at(T.STAR) ? 1 : this.at(T.DOUBLESTAR) ? 2 : 0;
      if (own > 0 ? own <= stars : stars > 0) throw REJECT;
      if (own > 0) this.p++;
      stars = own;
      types.push(this.expression());
    }
    this.expect(T.RPAR);
    this.expect(T.RARROW);
    const returns = this.expression();
    this.finish();
    return new A.FunctionType(types, returns);
  }

  private finish(): void {
    while (this.accept(T.NEWLINE));
    this.expect(T.ENDMARKER);
  }

  /** Refuses expressions that nest too deeply; statements within statements do not count. */
  private checkDepth(root: A.Node): void {
    this.long = false;
    let level: A.Node[] = [root];
    for (let depth = 0; level.length > 0; depth++) {
      if (depth > MAX_EXPRESSION_DEPTH) {
        const msg = 'maximum recursion depth exceeded during compilation';
        throw new PySyntaxError('RecursionError', msg, null, null, null, null, null, null);
      }
      this.hooks.charge(level.length);
      const next: A.Node[] = [];
      for (const node of level) this.addChildren(node, next, level);
      level = next;
    }
  }

  private addChildren(node: A.Node, next: A.Node[], level: A.Node[]): void {
    for (const value of Object.values(node)) {
      if (typeof value !== 'object' || value === null) continue;
      for (const child of Array.isArray(value) ? value : [value]) {
        if (child === null || child.kind === undefined) continue;
        if (A.NODE_FIELDS.get(child.kind)?.base === 'stmt') level.push(child);
        else next.push(child);
      }
    }
  }

  // Simple statements

  private statement(out: A.Stmt[]): void {
    if (!this.compoundStatement(out)) this.simpleStatements(out);
  }

  private simpleStatements(out: A.Stmt[]): void {
    for (;;) {
      const start = this.p;
      const statement = this.simpleStatement();
      if (this.p - start > MAX_EXPRESSION_DEPTH) this.checkDepth(statement);
      out.push(statement);
      this.headStart = this.p;
      if (this.accept(T.SEMI)) {
        if (!this.accept(T.NEWLINE)) continue;
        return;
      }
      this.expect(T.NEWLINE);
      return;
    }
  }

  private simpleStatement(): A.Stmt {
    const start = this.p;
    switch (this.kind[start]) {
      case T.NAME:
        if (this.startsTypeAlias()) return this.typeAlias();
        return this.expressionStatement();
      case T.K_IMPORT:
        return this.importStatement();
      case T.K_FROM:
        return this.importFrom();
      case T.K_RETURN: {
        this.p++;
        const value = this.startsExpression() ? this.starExpressions() : null;
        return new A.Return(value, ...this.span(start, this.p - 1));
      }
      case T.K_RAISE:
        return this.raiseStatement();
      case T.K_PASS:
        this.p++;
        return new A.Pass(...this.span(start, start));
      case T.K_BREAK:
        this.p++;
        return new A.Break(...this.span(start, start));
      case T.K_CONTINUE:
        this.p++;
        return new A.Continue(...this.span(start, start));
      case T.K_DEL:
        return this.delStatement();
      case T.K_YIELD: {
        const value = this.yieldExpr();
        return new A.ExprStmt(value, ...this.span(start, this.p - 1));
      }
      case T.K_ASSERT: {
        this.p++;
        const test = this.expression();
        const msg = this.accept(T.COMMA) ? this.expression() : null;
        return new A.Assert(test, msg, ...this.span(start, this.p - 1));
      }
      case T.K_GLOBAL:
      case T.K_NONLOCAL: {
        this.p++;
        const names = [this.identifier()];
        while (this.accept(T.COMMA)) names.push(this.identifier());
        const span = this.span(start, this.p - 1);
        return this.kind[start] === T.K_GLOBAL ? new A.Global(names, ...span) : new A.Nonlocal(names, ...span);
      }
      default:
        return this.expressionStatement();
    }
  }

  /** An expression, or an assignment of one of the three kinds. */
  private expressionStatement(): A.Stmt {
    const start = this.p;
    const first = this.starExpressions();
    const kind = this.kind[this.p]!;
    if (kind === T.EQUAL) return this.assignment(start, first);
    if (kind === T.COLON) return this.annotatedAssignment(start, first);
    if (kind >= T.PLUSEQUAL && kind <= T.DOUBLESLASHEQUAL) {
      if (first.kind !== 'Name' && first.kind !== 'Attribute' && first.kind !== 'Subscript') throw REJECT;
      first.ctx = 'Store';
      this.p++;
      const value = this.annotatedRhs();
      const op = AUGMENTED[kind - T.PLUSEQUAL]!;
      return new A.AugAssign(first, op, value, ...this.span(start, this.p - 1));
    }
    return new A.ExprStmt(first, ...this.span(start, this.p - 1));
  }

  private assignment(start: number, first: A.Expr): A.Assign {
    const targets: A.Expr[] = [];
    let value = first;
    while (this.accept(T.EQUAL)) {
      this.setContext(value, 'Store');
      targets.push(value);
      value = this.annotatedRhs();
    }
    const comment = this.typeComment();
    return new A.Assign(targets, value, comment, ...this.span(start, this.p - 1));
  }

  private typeComment(): string | null {
    return this.at(T.TYPE_COMMENT) ? this.tokenizer.text(this.p++) : null;
  }

  private annotatedAssignment(start: number, target: A.Expr): A.AnnAssign {
    if (target.kind !== 'Name' && target.kind !== 'Attribute' && target.kind !== 'Subscript') throw REJECT;
    const simple = target.kind === 'Name' && this.kind[start] === T.NAME ? 1 : 0;
    target.ctx = 'Store';
    this.p++;
    const annotation = this.expression();
    const value = this.accept(T.EQUAL) ? this.annotatedRhs() : null;
    return new A.AnnAssign(target, annotation, value, simple, ...this.span(start, this.p - 1));
  }

  private startsTypeAlias(): boolean {
    const next = this.p + 1;
    if (this.kind[next] !== T.NAME || !this.atWord(this.p, 'type')) return false;
    return this.kind[next + 1] === T.EQUAL || this.kind[next + 1] === T.LSQB;
  }

  private typeAlias(): A.TypeAlias {
    const start = this.p++;
    const at = this.p;
    const name = new A.Name(this.identifier(), 'Store', ...this.span(at, at));
    const params = this.typeParams();
    this.expect(T.EQUAL);
    const value = this.expression();
    return new A.TypeAlias(name, params, value, ...this.span(start, this.p - 1));
  }

  private raiseStatement(): A.Raise {
    const start = this.p++;
    if (!this.startsExpression()) return new A.Raise(null, null, ...this.span(start, start));
    const exc = this.expression();
    const cause = this.accept(T.K_FROM) ? this.expression() : null;
    return new A.Raise(exc, cause, ...this.span(start, this.p - 1));
  }

  private delStatement(): A.Delete {
    const start = this.p++;
    const targets: A.Expr[] = [];
    do {
      if (targets.length > 0 && (this.at(T.SEMI) || this.at(T.NEWLINE))) break;
      const target = this.primary();
      this.setContext(target, 'Del');
      targets.push(target);
    } while (this.accept(T.COMMA));
    if (!this.at(T.SEMI) && !this.at(T.NEWLINE)) throw REJECT;
    return new A.Delete(targets, ...this.span(start, this.p - 1));
  }

  private importStatement(): A.Import {
    const start = this.p++;
    const names: A.Alias[] = [];
    do {
      const at = this.p;
      const name = this.dottedName();
      const asname = this.accept(T.K_AS) ? this.identifier() : null;
      names.push(new A.Alias(name, asname, ...this.span(at, this.p - 1)));
    } while (this.accept(T.COMMA));
    return new A.Import(names, ...this.span(start, this.p - 1));
  }

  private dottedName(): string {
    let name = this.identifier();
    while (this.accept(T.DOT)) name += '.' + this.identifier();
    return name;
  }

  private importFrom(): A.ImportFrom {
    const start = this.p++;
    let level = 0;
    for (; this.at(T.DOT) || this.at(T.ELLIPSIS_TOKEN); this.p++) level += this.at(T.DOT) ? 1 : 3;
    const module = level > 0 && this.at(T.K_IMPORT) ? null : this.dottedName();
    this.expect(T.K_IMPORT);
    const names: A.Alias[] = [];
    const at = this.p;
    if (this.accept(T.STAR)) names.push(new A.Alias('*', null, ...this.span(at, at)));
    else if (this.accept(T.LPAR)) {
      do {
        if (names.length > 0 && this.at(T.RPAR)) break;
        names.push(this.importedName());
      } while (this.accept(T.COMMA));
      this.expect(T.RPAR);
    } else {
      do names.push(this.importedName());
      while (this.accept(T.COMMA));
    }
    if (module === '__future__' && names.some((alias) => alias.name === 'barry_as_FLUFL')) this.flufl = true;
    return new A.ImportFrom(module, names, level, ...this.span(start, this.p - 1));
  }

  private importedName(): A.Alias {
    const at = this.p;
    const name = this.identifier();
    const asname = this.accept(T.K_AS) ? this.identifier() : null;
    return new A.Alias(name, asname, ...this.span(at, this.p - 1));
  }

  // Compound statements

  private block(): A.Stmt[] {
    const body: A.Stmt[] = [];
    if (this.p - this.headStart > MAX_EXPRESSION_DEPTH) this.long = true;
    this.headStart = this.p;
    if (!this.accept(T.NEWLINE)) {
      this.simpleStatements(body);
      return body;
    }
    this.expect(T.INDENT);
    do this.statement(body);
    while (!this.at(T.DEDENT) && !this.at(T.ENDMARKER));
    this.expect(T.DEDENT);
    return body;
  }

  private colonBlock(): A.Stmt[] {
    this.expect(T.COLON);
    return this.block();
  }

  private compoundStatement(out: A.Stmt[]): boolean {
    const start = this.p;
    switch (this.kind[start]) {
      case T.K_DEF:
        out.push(this.functionDef(start, [], false));
        return true;
      case T.K_CLASS:
        out.push(this.classDef(start, []));
        return true;
      case T.AT:
        out.push(this.decorated());
        return true;
      case T.K_ASYNC:
        out.push(this.asyncStatement([]));
        return true;
      case T.K_IF:
        out.push(this.ifStatement());
        return true;
      case T.K_WHILE: {
        this.p++;
        const test = this.namedExpression();
        const body = this.colonBlock();
        const orelse = this.elseBlock();
        out.push(new A.While(test, body, orelse, ...this.span(start, this.lastToken())));
        return true;
      }
      case T.K_FOR:
        out.push(this.forStatement(start, false));
        return true;
      case T.K_WITH:
        out.push(this.withStatement(start, false));
        return true;
      case T.K_TRY:
        out.push(this.tryStatement());
        return true;
      case T.NAME: {
        if (!this.atWord(start, 'match')) return false;
        const match = this.matchStatement();
        if (match !== null) out.push(match);
        return match !== null;
      }
      default:
        return false;
    }
  }

  private decorated(): A.Stmt {
    const decorators: A.Expr[] = [];
    while (this.accept(T.AT)) {
      decorators.push(this.namedExpression());
      this.expect(T.NEWLINE);
    }
    const start = this.p;
    if (this.at(T.K_CLASS)) return this.classDef(start, decorators);
    if (this.at(T.K_DEF)) return this.functionDef(start, decorators, false);
    if (this.kind[start] === T.K_ASYNC && this.kind[start + 1] === T.K_DEF) {
      this.p++;
      return this.functionDef(start, decorators, true);
    }
    throw REJECT;
  }

  private asyncStatement(decorators: A.Expr[]): A.Stmt {
    const start = this.p++;
    switch (this.kind[this.p]) {
      case T.K_DEF:
        return this.functionDef(start, decorators, true);
      case T.K_FOR:
        return this.forStatement(start, true);
      case T.K_WITH:
        return this.withStatement(start, true);
      default:
        throw REJECT;
    }
  }

  private functionDef(start: number, decorators: A.Expr[], isAsync: boolean): A.Stmt {
    this.p++;
    const name = this.identifier();
    const params = this.typeParams();
    this.expect(T.LPAR);
    const args = this.parameters(T.RPAR);
    this.expect(T.RPAR);
    const returns = this.accept(T.RARROW) ? this.expression() : null;
    this.expect(T.COLON);
    const comment = this.functionTypeComment();
    const body = this.block();
    const span = this.span(start, this.lastToken());
    return isAsync
      ? new A.AsyncFunctionDef(name, args, body, decorators, returns, comment, params, ...span)
      : new A.FunctionDef(name, args, body, decorators, returns, comment, params, ...span);
  }

  private functionTypeComment(): string | null {
    if (this.at(T.NEWLINE) && this.kind[this.p + 1] === T.TYPE_COMMENT) {
      const follows = this.kind[this.p + 2] === T.NEWLINE && this.kind[this.p + 3] === T.INDENT;
      if (!follows) return null;
      this.p += 2;
      return this.tokenizer.text(this.p - 1);
    }
    const comment = this.typeComment();
    if (comment !== null && this.kind[this.p] === T.NEWLINE && this.kind[this.p + 1] === T.TYPE_COMMENT) throw REJECT;
    return comment;
  }

  private classDef(start: number, decorators: A.Expr[]): A.ClassDef {
    this.p++;
    const name = this.identifier();
    const params = this.typeParams();
    const bases: A.Expr[] = [];
    const keywords: A.Keyword[] = [];
    if (this.at(T.LPAR)) this.arguments(this.p++, bases, keywords, false);
    const body = this.colonBlock();
    const span = this.span(start, this.lastToken());
    return new A.ClassDef(name, bases, keywords, body, decorators, params, ...span);
  }

  /** Type parameters (PEP 695, PEP 696). */
  private typeParams(): A.TypeParam[] {
    const out: A.TypeParam[] = [];
    if (!this.accept(T.LSQB)) return out;
    do {
      if (out.length > 0 && this.at(T.RSQB)) break;
      out.push(this.typeParam());
    } while (this.accept(T.COMMA));
    this.expect(T.RSQB);
    return out;
  }

  private typeParam(): A.TypeParam {
    const start = this.p;
    if (this.accept(T.STAR)) {
      const name = this.identifier();
      const value = this.accept(T.EQUAL) ? this.starExpression() : null;
      return new A.TypeVarTuple(name, value, ...this.span(start, this.p - 1));
    }
    if (this.accept(T.DOUBLESTAR)) {
      const name = this.identifier();
      const value = this.accept(T.EQUAL) ? this.expression() : null;
      return new A.ParamSpec(name, value, ...this.span(start, this.p - 1));
    }
    const name = this.identifier();
    const bound = this.accept(T.COLON) ? this.expression() : null;
    const value = this.accept(T.EQUAL) ? this.expression() : null;
    return new A.TypeVar(name, bound, value, ...this.span(start, this.p - 1));
  }

  /** A chain of elifs is read in a loop and nested afterwards. */
  private ifStatement(): A.If {
    const branches: { start: number; test: A.Expr; body: A.Stmt[] }[] = [];
    do {
      const start = this.p++;
      if (branches.length > MAX_ELIFS) throw tooComplex();
      const test = this.namedExpression();
      const body = this.colonBlock();
      branches.push({ start, test, body });
    } while (this.at(T.K_ELIF));
    let orelse: A.Stmt[] = this.elseBlock();
    const end = this.lastToken();
    for (let i = branches.length - 1; i > 0; i--) {
      const { start, test, body } = branches[i]!;
      orelse = [new A.If(test, body, orelse, ...this.span(start, end))];
    }
    const { start, test, body } = branches[0]!;
    return new A.If(test, body, orelse, ...this.span(start, end));
  }

  private elseBlock(): A.Stmt[] {
    return this.accept(T.K_ELSE) ? this.colonBlock() : [];
  }

  private forStatement(start: number, isAsync: boolean): A.Stmt {
    this.p++;
    const target = this.starTargets();
    this.expect(T.K_IN);
    const iter = this.starExpressions();
    this.expect(T.COLON);
    const comment = this.typeComment();
    const body = this.block();
    const orelse = this.elseBlock();
    const span = this.span(start, this.lastToken());
    return isAsync
      ? new A.AsyncFor(target, iter, body, orelse, comment, ...span)
      : new A.For(target, iter, body, orelse, comment, ...span);
  }

  private withStatement(start: number, isAsync: boolean): A.Stmt {
    this.p++;
    const items = this.parenthesizedWithItems() ?? this.withItems();
    this.expect(T.COLON);
    const comment = this.typeComment();
    const body = this.block();
    const span = this.span(start, this.lastToken());
    return isAsync ? new A.AsyncWith(items, body, comment, ...span) : new A.With(items, body, comment, ...span);
  }

  /** Tries the form in which the parentheses belong to the statement. */
  private parenthesizedWithItems(): A.WithItem[] | null {
    const start = this.p;
    if (!this.accept(T.LPAR)) return null;
    try {
      const items: A.WithItem[] = [];
      do {
        if (items.length > 0 && this.at(T.RPAR)) break;
        items.push(this.withItem());
      } while (this.accept(T.COMMA));
      this.expect(T.RPAR);
      if (this.at(T.COLON)) return items;
    } catch (error) {
      if (!(error instanceof Reject)) throw error;
    }
    this.p = start;
    return null;
  }

  private withItems(): A.WithItem[] {
    const items: A.WithItem[] = [];
    do items.push(this.withItem());
    while (this.accept(T.COMMA));
    return items;
  }

  private withItem(): A.WithItem {
    const value = this.expression();
    return new A.WithItem(value, this.accept(T.K_AS) ? this.starTarget() : null);
  }

  private tryStatement(): A.Stmt {
    const start = this.p++;
    const body = this.colonBlock();
    const handlers: A.ExceptHandler[] = [];
    let star = false;
    while (this.at(T.K_EXCEPT)) {
      const own = this.kind[this.p + 1] === T.STAR;
      if (handlers.length > 0 && own !== star) throw REJECT;
      star = own;
      handlers.push(this.exceptHandler(star));
    }
    const orelse = handlers.length > 0 ? this.elseBlock() : [];
    const finalbody = this.accept(T.K_FINALLY) ? this.colonBlock() : [];
    if (handlers.length === 0 && finalbody.length === 0) throw REJECT;
    const span = this.span(start, this.lastToken());
    return star
      ? new A.TryStar(body, handlers, orelse, finalbody, ...span)
      : new A.Try(body, handlers, orelse, finalbody, ...span);
  }

  /** Several types need no parentheses unless there is an `as` (PEP 758). */
  private exceptHandler(star: boolean): A.ExceptHandler {
    const start = this.p++;
    if (star) this.p++;
    let type: A.Expr | null = null;
    let name: string | null = null;
    if (star || !this.at(T.COLON)) {
      const at = this.p;
      type = this.expression();
      if (this.at(T.COMMA)) {
        const items = [type];
        while (this.accept(T.COMMA)) {
          if (this.at(T.COLON)) break;
          items.push(this.expression());
        }
        type = new A.Tuple(items, 'Load', ...this.span(at, this.p - 1));
      } else if (this.accept(T.K_AS)) name = this.identifier();
    }
    const body = this.colonBlock();
    return new A.ExceptHandler(type, name, body, ...this.span(start, this.lastToken()));
  }

  /** `match` is a keyword only if a block of cases follows; else null, with the cursor where it was. */
  private matchStatement(): A.Match | null {
    const start = this.p++;
    const subject = this.matchSubject();
    if (subject === null) {
      this.p = start;
      return null;
    }
    const cases: A.MatchCase[] = [];
    do cases.push(this.matchCase());
    while (this.atWord(this.p, 'case'));
    this.expect(T.DEDENT);
    return new A.Match(subject, cases, ...this.span(start, this.lastToken()));
  }

  private matchSubject(): A.Expr | null {
    if (!this.startsExpression()) return null;
    const start = this.p;
    try {
      let subject = this.starNamedExpression();
      if (this.at(T.COMMA)) {
        const items = [subject];
        while (this.accept(T.COMMA)) {
          if (!this.startsExpression()) break;
          items.push(this.starNamedExpression());
        }
        subject = new A.Tuple(items, 'Load', ...this.span(start, this.p - 1));
      } else if (this.kind[start] === T.STAR) return null;
      if (!this.accept(T.COLON) || !this.accept(T.NEWLINE) || !this.accept(T.INDENT)) return null;
      return this.atWord(this.p, 'case') ? subject : null;
    } catch (error) {
      if (error instanceof Reject) return null;
      throw error;
    }
  }

  private matchCase(): A.MatchCase {
    this.p++;
    const pattern = this.patterns();
    const guard = this.accept(T.K_IF) ? this.namedExpression() : null;
    return new A.MatchCase(pattern, guard, this.colonBlock());
  }
}
