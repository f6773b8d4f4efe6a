/** The symbol table of definitions: functions, classes, type aliases, and what can be annotated. */
import type { Arg, AsyncFunctionDef, ClassDef, Expr, FunctionDef, Stmt, TypeAlias, TypeParam } from '../syntax/ast.js';
import { docstringOf } from './docstring.js';
import {
  DEF_ANNOT,
  DEF_GLOBAL,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  type Scope,
  USE,
} from './scopes.js';
import { ExpressionSymbols } from './symbol-expressions.js';

export abstract class DefinitionSymbols extends ExpressionSymbols {
  protected abstract body(stmts: readonly Stmt[]): void;

  protected functionDef(s: FunctionDef | AsyncFunctionDef): void {
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

  protected classDef(s: ClassDef): void {
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

  protected typeAlias(s: TypeAlias): void {
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

  protected annAssign(s: Extract<Stmt, { kind: 'AnnAssign' }>): void {
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
}
