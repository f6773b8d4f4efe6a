/**
 * The symbol table of expressions. Long left-recursive chains (operators, attributes, calls) are followed by loops; other
 * nesting by recursion under a depth limit.
 */
import type { Arguments, Comprehension, Expr, Keyword, NamedExpr } from '../syntax/ast.js';
import { checkDepth, type Loc } from './location.js';
import {
  type ComprehensionType,
  DEF_COMP_ITER,
  DEF_GLOBAL,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  type ScopeType,
  USE,
} from './scopes.js';
import { ScopeBuilder } from './symbol-scopes.js';

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

export abstract class ExpressionSymbols extends ScopeBuilder {
  protected exprs(list: readonly Expr[]): void {
    for (let i = 0; i < list.length; i++) this.expr(list[i]!);
  }

  protected nullableExprs(list: readonly (Expr | null)[]): void {
    for (const e of list) if (e !== null) this.expr(e);
  }

  protected expr(e: Expr): void {
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

  protected keywords(keywords: readonly Keyword[]): void {
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

  protected arguments(a: Arguments): void {
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
