/**
 * First pass of the symbol table: which names each scope binds, uses and declares, with the SyntaxErrors that can be
 * seen from names alone. Visits in CPython's order, which decides the error that is reported first. Here are statements and
 * patterns; `elif` chains are followed by a loop, other nesting by recursion under a depth limit.
 */
import type { Alias, Mod, Pattern, Stmt } from '../syntax/ast.js';
import { docstringOf } from './docstring.js';
import { checkDepth, type Loc } from './location.js';
import { analyzeScopes } from './scope-analysis.js';
import {
  DEF_ANNOT,
  DEF_GLOBAL,
  DEF_IMPORT,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  type SymbolTable,
  USE,
} from './scopes.js';
import { DefinitionSymbols } from './symbol-definitions.js';
import type { SymbolTableOptions } from './symbol-scopes.js';

export type { SymbolTableOptions } from './symbol-scopes.js';

export function buildSymbolTable(mod: Mod, options: SymbolTableOptions): SymbolTable {
  const builder = new SymbolTableBuilder(options);
  builder.module(mod);
  analyzeScopes(builder.table.top, options.filename);
  return builder.table;
}

class SymbolTableBuilder extends DefinitionSymbols {
  module(mod: Mod): void {
    switch (mod.kind) {
      case 'Module':
        this.cur.hasDocstring = docstringOf(mod.body) !== undefined;
        this.body(mod.body);
        break;
      case 'Interactive':
        this.body(mod.body);
        break;
      case 'Expression':
        this.expr(mod.body);
        break;
      default:
        throw new TypeError('this compiler does not handle FunctionTypes');
    }
  }

  protected body(stmts: readonly Stmt[]): void {
    for (let i = 0; i < stmts.length; i++) this.stmt(stmts[i]!);
  }

  /** Statements that may run or not: annotations of a class in there are conditional (PEP 749). */
  private conditional(visit: () => void): void {
    const scope = this.cur;
    const before = scope.inConditionalBlock;
    scope.inConditionalBlock = true;
    visit();
    scope.inConditionalBlock = before;
  }

  private stmt(s: Stmt): void {
    this.options.charge(1);
    checkDepth(++this.depth, this.options.filename);
    this.statement(s);
    this.depth--;
  }

  private statement(s: Stmt): void {
    switch (s.kind) {
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        this.functionDef(s);
        return;
      case 'ClassDef':
        this.classDef(s);
        return;
      case 'TypeAlias':
        this.typeAlias(s);
        return;
      case 'Return':
        if (s.value !== null) this.expr(s.value);
        return;
      case 'Delete':
        this.exprs(s.targets);
        return;
      case 'Assign':
        this.exprs(s.targets);
        this.expr(s.value);
        return;
      case 'AugAssign':
        this.expr(s.target);
        this.expr(s.value);
        return;
      case 'AnnAssign':
        this.annAssign(s);
        return;
      case 'For':
      case 'AsyncFor':
        if (s.kind === 'AsyncFor') this.topLevelCoroutine();
        this.expr(s.target);
        this.expr(s.iter);
        this.conditional(() => {
          this.body(s.body);
          this.body(s.orelse);
        });
        return;
      case 'While':
        this.expr(s.test);
        this.conditional(() => {
          this.body(s.body);
          this.body(s.orelse);
        });
        return;
      case 'If':
        this.conditionalIf(s);
        return;
      case 'Match':
        this.expr(s.subject);
        this.conditional(() => {
          for (const c of s.cases) {
            this.pattern(c.pattern);
            if (c.guard !== null) this.expr(c.guard);
            this.body(c.body);
          }
        });
        return;
      case 'Raise':
        if (s.exc !== null) {
          this.expr(s.exc);
          if (s.cause !== null) this.expr(s.cause);
        }
        return;
      case 'Try':
      case 'TryStar':
        this.conditional(() => {
          this.body(s.body);
          for (const h of s.handlers) {
            if (h.type !== null) this.expr(h.type);
            if (h.name !== null) this.define(h.name, DEF_LOCAL, h);
            this.body(h.body);
          }
          this.body(s.orelse);
          this.body(s.finalbody);
        });
        return;
      case 'Assert':
        this.expr(s.test);
        if (s.msg !== null) this.expr(s.msg);
        return;
      case 'Import':
      case 'ImportFrom':
        for (const a of s.names) this.alias(a);
        return;
      case 'Global':
        this.declare(s.names, DEF_GLOBAL, 'global', s);
        return;
      case 'Nonlocal':
        this.declare(s.names, DEF_NONLOCAL, 'nonlocal', s);
        return;
      case 'Expr':
        this.expr(s.value);
        return;
      case 'With':
      case 'AsyncWith':
        if (s.kind === 'AsyncWith') this.topLevelCoroutine();
        this.conditional(() => {
          for (const item of s.items) {
            this.expr(item.context_expr);
            if (item.optional_vars !== null) this.expr(item.optional_vars);
          }
          this.body(s.body);
        });
        return;
      case 'Pass':
      case 'Break':
      case 'Continue':
        return;
    }
  }

  private conditionalIf(s: Extract<Stmt, { kind: 'If' }>): void {
    this.expr(s.test);
    this.conditional(() => {
      for (let next = s; ; ) {
        this.body(next.body);
        const orelse = next.orelse;
        if (orelse.length !== 1 || orelse[0]!.kind !== 'If') return this.body(orelse);
        next = orelse[0]!;
        this.options.charge(1);
        this.expr(next.test);
      }
    });
  }

  private declare(names: readonly string[], flag: number, word: string, s: Loc): void {
    for (const name of names) {
      const value = this.lookup(name);
      if (value & (DEF_PARAM | DEF_LOCAL | USE | DEF_ANNOT)) {
        const message =
          value & DEF_PARAM
            ? `name '${name}' is parameter and ${word}`
            : value & USE
              ? `name '${name}' is used prior to ${word} declaration`
              : value & DEF_ANNOT
                ? `annotated name '${name}' can't be ${word}`
                : `name '${name}' is assigned to before ${word} declaration`;
        throw this.error(message, s);
      }
      this.defineIn(this.cur, name, flag, s);
      this.cur.directives.push({ name: this.mangle(name), loc: s });
    }
  }

  private alias(a: Alias): void {
    if (a.name === '*') {
      if (this.cur.type !== 'module') throw this.error('import * only allowed at module level', a);
      return;
    }
    const name = a.asname ?? a.name;
    const dot = name.indexOf('.');
    this.define(dot < 0 ? name : name.slice(0, dot), DEF_IMPORT, a);
  }

  private pattern(p: Pattern): void {
    this.options.charge(1);
    checkDepth(++this.depth, this.options.filename);
    switch (p.kind) {
      case 'MatchValue':
        this.expr(p.value);
        break;
      case 'MatchSingleton':
        break;
      case 'MatchSequence':
      case 'MatchOr':
        for (const q of p.patterns) this.pattern(q);
        break;
      case 'MatchStar':
        if (p.name !== null) this.define(p.name, DEF_LOCAL, p);
        break;
      case 'MatchMapping':
        this.exprs(p.keys);
        for (const q of p.patterns) this.pattern(q);
        if (p.rest !== null) this.define(p.rest, DEF_LOCAL, p);
        break;
      case 'MatchClass':
        this.expr(p.cls);
        for (const q of p.patterns) this.pattern(q);
        for (let i = 0; i < p.kwd_attrs.length; i++) this.checkName(p.kwd_attrs[i]!, p.kwd_patterns[i]!);
        for (const q of p.kwd_patterns) this.pattern(q);
        break;
      case 'MatchAs':
        if (p.pattern !== null) this.pattern(p.pattern);
        if (p.name !== null) this.define(p.name, DEF_LOCAL, p);
        break;
    }
    this.depth--;
  }
}
