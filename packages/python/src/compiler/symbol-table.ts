/**
 * First pass of the symbol table: which names each scope binds, uses and declares, with the SyntaxErrors that can be
 * seen from names alone. Visits in CPython's order, which decides the error that is reported first.
 *
 * Long left-recursive chains (operators, attributes, calls, elif) are followed by loops; other nesting by recursion
 * under a depth limit.
 */
import type {
  Alias,
  Arg,
  Arguments,
  AsyncFunctionDef,
  ClassDef,
  Comprehension,
  Expr,
  FunctionDef,
  Keyword,
  Mod,
  NamedExpr,
  Pattern,
  Stmt,
  TypeAlias,
  TypeParam,
} from '../syntax/ast.js';
import { docstringOf } from './docstring.js';
import { checkDepth, type Loc, lineStart, syntaxError } from './location.js';
import { analyzeScopes } from './scope-analysis.js';
import {
  type ComprehensionType,
  DEF_ANNOT,
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
  USE,
} from './scopes.js';

export interface SymbolTableOptions {
  readonly filename: string;
  /** `from __future__ import annotations` is in force. */
  readonly futureAnnotations: boolean;
  readonly topLevelAwait: boolean;
  readonly charge: (amount: number) => void;
  readonly warn: (message: string, loc: Loc) => void;
}

export function buildSymbolTable(mod: Mod, options: SymbolTableOptions): SymbolTable {
  const builder = new SymbolTableBuilder(options);
  builder.module(mod);
  analyzeScopes(builder.table.top, options.filename);
  return builder.table;
}

const COMPREHENSION_NAMES: Record<ComprehensionType, string> = {
  list: 'listcomp',
  set: 'setcomp',
  dict: 'dictcomp',
  generator: 'genexpr',
};

const YIELD_INSIDE: Record<ComprehensionType, string> = {
  list: "'yield' inside list comprehension",
  set: "'yield' inside set comprehension",
  dict: "'yield' inside dict comprehension",
  generator: "'yield' inside generator expression",
};

class SymbolTableBuilder {
  readonly table = new SymbolTable(new Scope('top', 'module', lineStart(0)));
  private cur: Scope = this.table.top;
  private readonly stack: Scope[] = [this.table.top];
  private className: string | null = null;
  /** In the head of a generic class: the type parameters, which alone are private there. */
  private mangledNames: Set<string> | null = null;
  private depth = 0;

  constructor(private readonly options: SymbolTableOptions) {}

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

  private error(message: string, loc: Loc): Error {
    return syntaxError(message, this.options.filename, loc);
  }

  private newScope(name: string, type: ScopeType, loc: Loc): Scope {
    const scope = new Scope(name, type, loc);
    const outer = this.cur;
    scope.nested = outer.nested || outer.functionLike;
    scope.isMethod = type === 'function' && outer.type === 'class';
    scope.compIterExpr = outer.compIterExpr;
    scope.mangledNames = type === 'class' ? null : this.mangledNames;
    return scope;
  }

  private enter(name: string, type: ScopeType, loc: Loc): Scope {
    const scope = this.newScope(name, type, loc);
    this.enterExisting(scope);
    if (type === 'annotation' || type === 'type variable' || type === 'type alias')
      this.define('.format', DEF_PARAM, loc);
    return scope;
  }

  private enterExisting(scope: Scope): void {
    // With the future import annotations become strings: their names bind and use nothing.
    if (!(scope.type === 'annotation' && this.options.futureAnnotations)) this.cur.children.push(scope);
    this.reenter(scope);
  }

  private reenter(scope: Scope): void {
    checkDepth(++this.depth, this.options.filename);
    this.stack.push(scope);
    this.cur = scope;
  }

  private leave(): void {
    this.depth--;
    this.stack.pop();
    this.cur = this.stack[this.stack.length - 1]!;
  }

  private define(name: string, flag: number, loc: Loc): void {
    // Names are written under `.0`, `.format`, ... too, which no program can.
    if (flag & (DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM)) this.checkName(name, loc);
    this.defineIn(this.cur, name, flag, loc);
  }

  private defineIn(scope: Scope, name: string, flag: number, loc: Loc): void {
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

  private checkName(name: string, loc: Loc, deleting = false): void {
    if (name === '__debug__') throw this.error(`cannot ${deleting ? 'delete' : 'assign to'} __debug__`, loc);
  }

  private mangle(name: string): string {
    return mangle(this.className, name, this.cur.mangledNames);
  }

  private lookup(name: string): number {
    return this.cur.symbols.get(this.mangle(name)) ?? 0;
  }

  // ---- statements

  private body(stmts: readonly Stmt[]): void {
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

  private topLevelCoroutine(): void {
    if (this.options.topLevelAwait && this.cur.type === 'module') this.cur.coroutine = true;
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

  private annAssign(s: Extract<Stmt, { kind: 'AnnAssign' }>): void {
    this.cur.annotationsUsed = true;
    if (s.target.kind === 'Name') {
      const name = s.target.id;
      const value = this.lookup(name);
      if (value & (DEF_GLOBAL | DEF_NONLOCAL) && this.cur !== this.table.top && s.simple)
        throw this.error(`annotated name '${name}' can't be ${value & DEF_GLOBAL ? 'global' : 'nonlocal'}`, s);
      if (s.simple) this.define(name, DEF_ANNOT | DEF_LOCAL, s.target);
      else if (s.value !== null) this.define(name, DEF_LOCAL, s.target);
    } else this.expr(s.target);
    this.variableAnnotation(s.annotation);
    if (s.value !== null) this.expr(s.value);
  }

  /** An annotation of a variable: part of the one annotation scope of its block. */
  private variableAnnotation(annotation: Expr): void {
    const parent = this.cur;
    const unevaluated = parent.type === 'function';
    if (
      ((parent.type === 'class' && parent.inConditionalBlock) || parent.type === 'module') &&
      !parent.hasConditionalAnnotations
    ) {
      parent.hasConditionalAnnotations = true;
      this.define('__conditional_annotations__', USE, annotation);
    }
    if (parent.annotationBlock === null) {
      const scope = this.enter('__annotate__', 'annotation', annotation);
      parent.annotationBlock = scope;
      if (parent.type === 'class' || parent.canSeeClassScope) {
        scope.canSeeClassScope = true;
        this.define('__classdict__', USE, annotation);
      }
    } else {
      this.reenter(parent.annotationBlock);
    }
    const scope = this.cur;
    // In a function it is never run.
    scope.inUnevaluatedAnnotation = unevaluated;
    this.expr(annotation);
    if (parent.hasConditionalAnnotations) this.define('__conditional_annotations__', USE, annotation);
    this.leave();
  }

  // ---- definitions

  private functionDef(s: FunctionDef | AsyncFunctionDef): void {
    this.define(s.name, DEF_LOCAL, s);
    this.exprs(s.args.defaults);
    this.nullableExprs(s.args.kw_defaults);
    this.exprs(s.decorator_list);
    const generic = s.type_params.length > 0;
    if (generic) {
      this.enterTypeParams(
        s,
        s.name,
        true,
        s.args.kw_defaults.some((d) => d !== null),
      );
      this.typeParams(s.type_params);
    }
    const scope = this.newScope(s.name, 'function', s);
    scope.hasDocstring = docstringOf(s.body) !== undefined;
    this.functionAnnotations(s);
    this.enterExisting(scope);
    this.table.byNode.set(s, scope);
    if (s.kind === 'AsyncFunctionDef') scope.coroutine = true;
    this.arguments(s.args);
    this.body(s.body);
    this.leave();
    if (generic) this.leave();
  }

  private functionAnnotations(s: FunctionDef | AsyncFunctionDef): void {
    const inClass = this.cur.canSeeClassScope || this.cur.type === 'class';
    const scope = this.enter('__annotate__', 'annotation', s);
    this.table.byNode.set(s.args, scope);
    if (inClass) {
      scope.canSeeClassScope = true;
      this.define('__classdict__', USE, s);
    }
    this.argAnnotations(s.args.posonlyargs);
    this.argAnnotations(s.args.args);
    if (s.args.vararg !== null) this.argAnnotations([s.args.vararg]);
    if (s.args.kwarg !== null) this.argAnnotations([s.args.kwarg]);
    this.argAnnotations(s.args.kwonlyargs);
    if (s.returns !== null) {
      scope.annotationsUsed = true;
      this.expr(s.returns);
    }
    this.leave();
  }

  private argAnnotations(args: readonly Arg[]): void {
    for (const a of args) {
      if (a.annotation === null) continue;
      this.cur.annotationsUsed = true;
      this.expr(a.annotation);
    }
  }

  private arguments(a: Arguments): void {
    for (const arg of a.posonlyargs) this.define(arg.arg, DEF_PARAM, arg);
    for (const arg of a.args) this.define(arg.arg, DEF_PARAM, arg);
    for (const arg of a.kwonlyargs) this.define(arg.arg, DEF_PARAM, arg);
    if (a.vararg !== null) {
      this.define(a.vararg.arg, DEF_PARAM, a.vararg);
      this.cur.varargs = true;
    }
    if (a.kwarg !== null) {
      this.define(a.kwarg.arg, DEF_PARAM, a.kwarg);
      this.cur.varkeywords = true;
    }
  }

  private classDef(s: ClassDef): void {
    this.define(s.name, DEF_LOCAL, s);
    this.exprs(s.decorator_list);
    const outerClass = this.className;
    const outerNames = this.mangledNames;
    const generic = s.type_params.length > 0;
    if (generic) {
      this.mangledNames = new Set();
      this.enterTypeParams(s, s.name, false, false);
      this.className = s.name;
      this.typeParams(s.type_params);
    }
    this.exprs(s.bases);
    this.keywords(s.keywords);
    const scope = this.enter(s.name, 'class', s);
    this.table.byNode.set(s, scope);
    this.className = s.name;
    this.mangledNames = null;
    if (generic) {
      this.define('__type_params__', DEF_LOCAL, s);
      this.define('.type_params', USE, s);
    }
    this.body(s.body);
    this.leave();
    if (generic) this.leave();
    this.className = outerClass;
    this.mangledNames = outerNames;
  }

  private typeAlias(s: TypeAlias): void {
    this.expr(s.name);
    const name = s.name.kind === 'Name' ? s.name.id : '';
    const inClass = this.cur.type === 'class';
    const generic = s.type_params.length > 0;
    if (generic) {
      this.enterTypeParams(s, name, false, false);
      this.typeParams(s.type_params);
    }
    const scope = this.enter(name, 'type alias', s);
    this.table.byNode.set(s, scope);
    scope.canSeeClassScope = inClass;
    if (inClass) this.define('__classdict__', USE, s.value);
    this.expr(s.value);
    this.leave();
    if (generic) this.leave();
  }

  private enterTypeParams(
    s: FunctionDef | AsyncFunctionDef | ClassDef | TypeAlias,
    name: string,
    hasDefaults: boolean,
    hasKwDefaults: boolean,
  ): void {
    const inClass = this.cur.type === 'class';
    const scope = this.enter(name, 'type parameters', s);
    this.table.typeParams.set(s, scope);
    if (inClass) {
      scope.canSeeClassScope = true;
      this.define('__classdict__', USE, s);
    }
    if (s.kind === 'ClassDef') {
      this.define('.type_params', DEF_LOCAL, s);
      this.define('.type_params', USE, s);
      this.define('.generic_base', DEF_LOCAL, s);
      this.define('.generic_base', USE, s);
    }
    if (hasDefaults) this.define('.defaults', DEF_PARAM, s);
    if (hasKwDefaults) this.define('.kwdefaults', DEF_PARAM, s);
  }

  private typeParams(params: readonly TypeParam[]): void {
    for (const p of params) {
      if (p.name === '__classdict__')
        throw this.error(`reserved name '${p.name}' cannot be used for type parameter`, p);
      this.cur.mangledNames?.add(p.name);
      this.define(p.name, DEF_TYPE_PARAM | DEF_LOCAL, p);
      if (p.kind === 'TypeVar' && p.bound !== null) {
        const what = p.bound.kind === 'Tuple' ? 'a TypeVar constraint' : 'a TypeVar bound';
        this.typeVariable(p, p.bound, what, this.table.bounds);
      }
      if (p.default_value !== null) this.typeVariable(p, p.default_value, `a ${p.kind} default`, this.table.defaults);
    }
  }

  private typeVariable(p: TypeParam, e: Expr, what: string, into: Map<object, Scope>): void {
    const inClass = this.cur.canSeeClassScope;
    const scope = this.enter(p.name, 'type variable', e);
    into.set(p, scope);
    scope.canSeeClassScope = inClass;
    if (inClass) this.define('__classdict__', USE, e);
    scope.description = what;
    this.expr(e);
    this.leave();
  }

  // ---- expressions

  private exprs(list: readonly Expr[]): void {
    for (let i = 0; i < list.length; i++) this.expr(list[i]!);
  }

  private nullableExprs(list: readonly (Expr | null)[]): void {
    for (const e of list) if (e !== null) this.expr(e);
  }

  private expr(e: Expr): void {
    if (e.kind === 'Name') {
      this.name(e.id, e.ctx === 'Load', e.ctx === 'Del', e);
      return;
    }
    if (e.kind === 'Constant') return;
    this.options.charge(1);
    checkDepth(++this.depth, this.options.filename);
    this.expression(e);
    this.depth--;
  }

  private name(id: string, load: boolean, deleting: boolean, loc: Loc): void {
    if (!load) this.checkName(id, loc, deleting);
    this.defineIn(this.cur, id, load ? USE : DEF_LOCAL, loc);
    // super() reads the cell of the class.
    if (load && id === 'super' && this.cur.functionLike) this.defineIn(this.cur, '__class__', USE, loc);
  }

  private expression(e: Expr): void {
    switch (e.kind) {
      case 'NamedExpr':
        this.refuseInAnnotation('named expression', e);
        this.namedExprTarget(e);
        this.expr(e.value);
        this.expr(e.target);
        return;
      case 'BoolOp':
        this.exprs(e.values);
        return;
      case 'BinOp':
      case 'Attribute':
      case 'Subscript':
      case 'Call':
        this.spine(e);
        return;
      case 'UnaryOp':
        this.expr(e.operand);
        return;
      case 'Lambda': {
        this.exprs(e.args.defaults);
        this.nullableExprs(e.args.kw_defaults);
        const scope = this.enter('<lambda>', 'function', e);
        this.table.byNode.set(e, scope);
        this.arguments(e.args);
        this.expr(e.body);
        this.leave();
        return;
      }
      case 'IfExp':
        this.expr(e.test);
        this.expr(e.body);
        this.expr(e.orelse);
        return;
      case 'Dict':
        this.nullableExprs(e.keys);
        this.exprs(e.values);
        return;
      case 'Set':
      case 'List':
      case 'Tuple':
        this.exprs(e.elts);
        return;
      case 'ListComp':
        this.comprehension(e, 'list', e.generators, e.elt, null);
        return;
      case 'SetComp':
        this.comprehension(e, 'set', e.generators, e.elt, null);
        return;
      case 'GeneratorExp':
        this.comprehension(e, 'generator', e.generators, e.elt, null);
        return;
      case 'DictComp':
        this.comprehension(e, 'dict', e.generators, e.key, e.value);
        return;
      case 'Yield':
      case 'YieldFrom':
        this.refuseInAnnotation('yield expression', e);
        if (e.value !== null) this.expr(e.value);
        this.cur.generator = true;
        if (this.cur.comprehension !== null) throw this.error(YIELD_INSIDE[this.cur.comprehension], e);
        return;
      case 'Await':
        this.refuseInAnnotation('await expression', e);
        this.topLevelCoroutine();
        this.expr(e.value);
        this.cur.coroutine = true;
        return;
      case 'Compare':
        this.expr(e.left);
        this.exprs(e.comparators);
        return;
      case 'FormattedValue':
      case 'Interpolation':
        this.expr(e.value);
        if (e.format_spec !== null) this.expr(e.format_spec);
        return;
      case 'JoinedStr':
      case 'TemplateStr':
        this.exprs(e.values);
        return;
      case 'Starred':
        this.expr(e.value);
        return;
      case 'Slice':
        if (e.lower !== null) this.expr(e.lower);
        if (e.upper !== null) this.expr(e.upper);
        if (e.step !== null) this.expr(e.step);
        return;
    }
  }

  /** a + b + c ..., a.b(c)[d]...: the innermost left part first, then outwards. */
  private spine(e: Expr): void {
    const nodes: Expr[] = [];
    let leaf = e;
    for (;;) {
      if (leaf.kind === 'BinOp') {
        nodes.push(leaf);
        leaf = leaf.left;
      } else if (leaf.kind === 'Attribute') {
        if (leaf.ctx !== 'Load') this.checkName(leaf.attr, leaf, leaf.ctx === 'Del');
        nodes.push(leaf);
        leaf = leaf.value;
      } else if (leaf.kind === 'Subscript') {
        nodes.push(leaf);
        leaf = leaf.value;
      } else if (leaf.kind === 'Call') {
        nodes.push(leaf);
        leaf = leaf.func;
      } else break;
    }
    this.options.charge(nodes.length);
    this.expr(leaf);
    for (let i = nodes.length - 1; i >= 0; i--) {
      const node = nodes[i]!;
      if (node.kind === 'BinOp') this.expr(node.right);
      else if (node.kind === 'Subscript') this.expr(node.slice);
      else if (node.kind === 'Call') {
        this.exprs(node.args);
        this.keywords(node.keywords);
      }
    }
  }

  private keywords(keywords: readonly Keyword[]): void {
    for (const k of keywords) if (k.arg !== null) this.checkName(k.arg, k);
    for (const k of keywords) this.expr(k.value);
  }

  private refuseInAnnotation(what: string, e: Loc): void {
    const scope = this.cur;
    if (scope.type === 'annotation' || scope.inUnevaluatedAnnotation)
      throw this.error(`${what} cannot be used within an annotation`, e);
    if (scope.type === 'type variable') throw this.error(`${what} cannot be used within ${scope.description}`, e);
    if (scope.type === 'type alias') throw this.error(`${what} cannot be used within a type alias`, e);
    if (scope.type === 'type parameters')
      throw this.error(`${what} cannot be used within the definition of a generic`, e);
  }

  private comprehension(
    e: Expr,
    type: ComprehensionType,
    generators: readonly Comprehension[],
    elt: Expr,
    value: Expr | null,
  ): void {
    const outer = this.cur;
    const first = generators[0]!;
    // The first iterable is evaluated outside.
    outer.compIterExpr++;
    this.expr(first.iter);
    outer.compIterExpr--;
    const scope = this.enter(`<${COMPREHENSION_NAMES[type]}>`, 'function', e);
    this.table.byNode.set(e, scope);
    scope.comprehension = type;
    if (first.is_async) scope.coroutine = true;
    this.define('.0', DEF_PARAM, e);
    this.comprehensionClause(first, true);
    for (let i = 1; i < generators.length; i++) this.comprehensionClause(generators[i]!, false);
    if (value !== null) this.expr(value);
    this.expr(elt);
    scope.generator = type === 'generator';
    const async = scope.coroutine && type !== 'generator';
    this.leave();
    if (async) this.cur.coroutine = true;
  }

  private comprehensionClause(c: Comprehension, first: boolean): void {
    const scope = this.cur;
    scope.compIterTarget = true;
    this.expr(c.target);
    scope.compIterTarget = false;
    if (!first) {
      scope.compIterExpr++;
      this.expr(c.iter);
      scope.compIterExpr--;
    }
    this.exprs(c.ifs);
    if (c.is_async) scope.coroutine = true;
  }

  private namedExprTarget(e: NamedExpr): void {
    if (this.cur.compIterExpr > 0)
      throw this.error('assignment expression cannot be used in a comprehension iterable expression', e);
    if (this.cur.comprehension === null || e.target.kind !== 'Name') return;
    // The target is bound in the nearest scope around that is no comprehension (PEP 572).
    const target = e.target;
    const name = target.id;
    const mangled = this.mangle(name);
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const scope = this.stack[i]!;
      const flags = scope.symbols.get(mangled) ?? 0;
      if (scope.comprehension !== null) {
        if (flags & DEF_COMP_ITER && flags & (DEF_LOCAL | DEF_GLOBAL))
          throw this.error(`assignment expression cannot rebind comprehension iteration variable '${name}'`, target);
        continue;
      }
      if (scope.type === 'function') {
        this.define(name, flags & DEF_GLOBAL ? DEF_GLOBAL : DEF_NONLOCAL, target);
        this.cur.directives.push({ name: mangled, loc: target });
        this.defineIn(scope, name, DEF_LOCAL, target);
        return;
      }
      if (scope.type === 'module') {
        this.define(name, DEF_GLOBAL, target);
        this.cur.directives.push({ name: mangled, loc: target });
        this.defineIn(scope, name, DEF_GLOBAL, target);
        return;
      }
      throw this.error(namedExprRefusal(scope.type), target);
    }
  }

  // ---- patterns

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

function namedExprRefusal(type: ScopeType): string {
  switch (type) {
    case 'class':
      return 'assignment expression within a comprehension cannot be used in a class body';
    case 'type variable':
      return 'assignment expression within a comprehension cannot be used in a TypeVar bound';
    case 'type alias':
      return 'assignment expression within a comprehension cannot be used in a type alias';
    case 'type parameters':
      return 'assignment expression within a comprehension cannot be used within the definition of a generic';
    default:
      return 'named expression cannot be used within an annotation';
  }
}
