import { checkDepth, type Loc, lineStart, syntaxError } from './location.js';
import {
  DEF_COMP_ITER,
  DEF_GLOBAL,
  DEF_IMPORT,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  mangle,
  Scope,
  type ScopeType,
  SymbolTable,
} from './scopes.js';

export interface SymbolTableOptions {
  readonly filename: string;
  /** `from __future__ import annotations` is in force. */
  readonly futureAnnotations: boolean;
  readonly topLevelAwait: boolean;
  readonly charge: (amount: number) => void;
  readonly warn: (message: string, loc: Loc) => void;
}

export abstract class ScopeBuilder {
  readonly table = new SymbolTable(new Scope('top', 'module', lineStart(0)));
  protected cur: Scope = this.table.top;
  protected readonly stack: Scope[] = [this.table.top];
  protected className: string | null = null;
  /** In the head of a generic class: the type parameters, which alone are protected there. */
  protected mangledNames: Set<string> | null = null;
  protected depth = 0;

  constructor(protected readonly options: SymbolTableOptions) {}

  protected error(message: string, loc: Loc): Error {
    return syntaxError(message, this.options.filename, loc);
  }

  protected newScope(name: string, type: ScopeType, loc: Loc): Scope {
    const scope = new Scope(name, type, loc);
    const outer = this.cur;
    scope.nested = outer.nested || outer.functionLike;
    scope.isMethod = type === 'function' && outer.type === 'class';
    scope.compIterExpr = outer.compIterExpr;
    scope.mangledNames = type === 'class' ? null : this.mangledNames;
    return scope;
  }

  protected enter(name: string, type: ScopeType, loc: Loc): Scope {
    const scope = this.newScope(name, type, loc);
    this.enterExisting(scope);
    if (type === 'annotation' || type === 'type variable' || type === 'type alias')
      this.define('.format', DEF_PARAM, loc);
    return scope;
  }

  protected enterExisting(scope: Scope): void {
    // With the future import annotations become strings: their names bind and use nothing.
    if (!(scope.type === 'annotation' && this.options.futureAnnotations)) this.cur.children.push(scope);
    this.reenter(scope);
  }

  protected reenter(scope: Scope): void {
    checkDepth(++this.depth, this.options.filename);
    this.stack.push(scope);
    this.cur = scope;
  }

  protected leave(): void {
    this.depth--;
    this.stack.pop();
    this.cur = this.stack[this.stack.length - 1]!;
  }

  protected define(name: string, flag: number, loc: Loc): void {
    // Names are written under `.0`, `.format`, ... too, which no program can.
    if (flag & (DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM)) this.checkName(name, loc);
    this.defineIn(this.cur, name, flag, loc);
  }

  protected defineIn(scope: Scope, name: string, flag: number, loc: Loc): void {
    const mangled = this.mangle(name);
    let value = scope.symbols.get(mangled);
    if (value === undefined) value = flag;
    else {
      if (flag & DEF_PARAM && value & DEF_PARAM)
        throw this.error(`duplicate argument '${name}' in function definition`, loc);
      if (flag & DEF_TYPE_PARAM && value & DEF_TYPE_PARAM) throw this.error(`duplicate type parameter '${name}'`, loc);
      value |= flag;
    }
    if (scope.compIterTarget) {
      if (value & (DEF_GLOBAL | DEF_NONLOCAL))
        throw this.error(`comprehension inner loop cannot rebind assignment expression target '${name}'`, loc);
      value |= DEF_COMP_ITER;
    }
    scope.symbols.set(mangled, value);
    if (flag & DEF_PARAM) scope.varnames.push(mangled);
    else if (flag & DEF_GLOBAL && scope !== this.table.top) {
      const top = this.table.top.symbols;
      top.set(mangled, (top.get(mangled) ?? 0) | flag);
    }
  }

  protected checkName(name: string, loc: Loc, deleting = false): void {
    if (name === '__debug__') throw this.error(`cannot ${deleting ? 'delete' : 'assign to'} __debug__`, loc);
  }

  protected mangle(name: string): string {
    return mangle(this.className, name, this.cur.mangledNames);
  }

  protected lookup(name: string): number {
    return this.cur.symbols.get(this.mangle(name)) ?? 0;
  }

  protected topLevelCoroutine(): void {
    if (this.options.topLevelAwait && this.cur.type === 'module') this.cur.coroutine = true;
  }
}
