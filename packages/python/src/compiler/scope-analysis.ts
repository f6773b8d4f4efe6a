/**
 * Second pass of the symbol table: from how names are written to where they live (language reference 4.2).
 *
 * A name that is free here is a cell in the nearest function-like scope around that binds it. Comprehensions that are
 * inlined (PEP 709) merge their names into the scope around them.
 */
import { syntaxError } from './location.js';
import {
  CELL,
  DEF_BOUND,
  DEF_COMP_CELL,
  DEF_FREE_CLASS,
  DEF_GLOBAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  FREE,
  GLOBAL_EXPLICIT,
  GLOBAL_IMPLICIT,
  isClassCell,
  LOCAL,
  SCOPE_SHIFT,
  type Scope,
} from './scopes.js';

/** Function-like scopes around the analyzed one, and classes for the names they give to what is inside. */
interface Enclosing {
  readonly scope: Scope;
  readonly outer: Enclosing | null;
}

export function analyzeScopes(top: Scope, filename: string): void {
  new Analysis(filename).block(top, null, null);
}

class Analysis {
  constructor(private readonly filename: string) {}

  /** Returns the names that are free in `scope` or below and not bound there. */
  block(scope: Scope, enclosing: Enclosing | null, classScope: Scope | null): Set<string> {
    const scopes = new Map<string, number>();
    const own = new Set<string>();
    // What the scopes inside need: a class answers for its own cells there, not for its own body.
    const free = new Set<string>();
    for (const [name, flags] of scope.symbols) this.name(scope, scopes, name, flags, enclosing, own, classScope);
    const inner: Enclosing | null = scope.type === 'module' ? null : { scope, outer: enclosing };
    const inlinedCells = new Set<string>();
    const children: Scope[] = [];
    for (const child of scope.children) {
      const childClass = !child.canSeeClassScope ? null : scope.type === 'class' ? scope : classScope;
      const childFree = this.block(child, inner ?? { scope, outer: null }, childClass);
      if (child.comprehension !== null && child.comprehension !== 'generator' && !scope.canSeeClassScope) {
        inlineComprehension(scope, child, scopes, childFree, inlinedCells);
        child.inlined = true;
        for (const c of child.children) children.push(c);
      } else children.push(child);
      for (const name of childFree) free.add(name);
    }
    scope.children = children;
    if (scope.functionLike) makeCells(scopes, free, inlinedCells);
    else if (scope.type === 'class') takeClassCells(scope, free);
    updateSymbols(scope, scopes, enclosing, free, inlinedCells);
    for (const name of own) free.add(name);
    return free;
  }

  private name(
    scope: Scope,
    scopes: Map<string, number>,
    name: string,
    flags: number,
    enclosing: Enclosing | null,
    free: Set<string>,
    classScope: Scope | null,
  ): void {
    if (flags & DEF_GLOBAL) {
      if (flags & DEF_NONLOCAL) throw this.atDirective(scope, name, `name '${name}' is nonlocal and global`);
      scopes.set(name, GLOBAL_EXPLICIT);
      return;
    }
    if (flags & DEF_NONLOCAL) {
      if (enclosing === null) throw this.atDirective(scope, name, 'nonlocal declaration not allowed at module level');
      const binding = boundIn(enclosing, name);
      if (binding === 0) throw this.atDirective(scope, name, `no binding for nonlocal '${name}' found`);
      if (binding & DEF_TYPE_PARAM)
        throw this.atDirective(scope, name, `nonlocal binding not allowed for type parameter '${name}'`);
      scopes.set(name, FREE);
      free.add(name);
      return;
    }
    if (flags & DEF_BOUND) {
      scopes.set(name, LOCAL);
      return;
    }
    if (classScope !== null) {
      // The class namespace is looked at while running; the scopes around the class are not meant.
      const classFlags = classScope.symbols.get(name) ?? 0;
      if (classFlags & DEF_GLOBAL) {
        scopes.set(name, GLOBAL_EXPLICIT);
        return;
      }
      if (classFlags & DEF_BOUND && !(classFlags & DEF_NONLOCAL)) {
        scopes.set(name, GLOBAL_IMPLICIT);
        return;
      }
    }
    if (enclosing !== null && boundIn(enclosing, name) !== 0) {
      scopes.set(name, FREE);
      free.add(name);
      return;
    }
    scopes.set(name, GLOBAL_IMPLICIT);
  }

  private atDirective(scope: Scope, name: string, message: string): Error {
    const directive = scope.directives.find((d) => d.name === name);
    return syntaxError(message, this.filename, directive?.loc ?? scope.loc);
  }
}

/** The flags of the binding that `name` has in the scopes around, or 0. */
function boundIn(enclosing: Enclosing | null, name: string): number {
  for (let e = enclosing; e !== null; e = e.outer) {
    const scope = e.scope;
    if (scope.type === 'module') return 0;
    if (scope.type === 'class') {
      if (isClassCell(name)) return DEF_BOUND & ~DEF_TYPE_PARAM;
      continue;
    }
    // What only an inlined comprehension binds is bound for no other scope.
    const flags = scope.inlinedNames.has(name) ? 0 : (scope.symbols.get(name) ?? 0);
    if (flags & DEF_GLOBAL) return 0;
    if (flags & DEF_NONLOCAL) continue;
    if (flags & DEF_BOUND) return flags;
  }
  return 0;
}

function isFreeInAnyChild(scope: Scope, name: string): boolean {
  return scope.children.some((child) => child.scopeOf(name) === FREE);
}

function inlineComprehension(
  scope: Scope,
  comp: Scope,
  scopes: Map<string, number>,
  compFree: Set<string>,
  inlinedCells: Set<string>,
): void {
  let dropClass = false;
  for (const [name, symbol] of comp.symbols) {
    if (symbol & DEF_PARAM) continue;
    let where = comp.scopeOf(name);
    const flags = symbol & ((1 << SCOPE_SHIFT) - 1);
    if (where === CELL || flags & DEF_COMP_CELL) inlinedCells.add(name);
    const existing = scope.symbols.get(name);
    // The cells of a class are for the functions in it; its body, and what is inlined there, does not see them.
    if (where === FREE && scope.type === 'class' && isClassCell(name)) {
      where = GLOBAL_IMPLICIT;
      compFree.delete(name);
      if (name === '__class__') dropClass = true;
    }
    if (existing === undefined) {
      scope.symbols.set(name, flags);
      scope.inlinedNames.add(name);
      scopes.set(name, where);
    } else if (existing & DEF_BOUND && scope.type !== 'class' && !isFreeInAnyChild(comp, name)) {
      // What was free in the comprehension is simply a local of the frame it runs in.
      compFree.delete(name);
    }
  }
  if (dropClass) comp.symbols.delete('__class__');
}

function makeCells(scopes: Map<string, number>, free: Set<string>, inlinedCells: Set<string>): void {
  for (const [name, where] of scopes) {
    if (where !== LOCAL || !(free.has(name) || inlinedCells.has(name))) continue;
    scopes.set(name, CELL);
    free.delete(name);
  }
}

function takeClassCells(scope: Scope, free: Set<string>): void {
  if (free.delete('__class__')) scope.needsClassClosure = true;
  if (free.delete('__classdict__')) scope.needsClassDict = true;
  if (free.delete('__conditional_annotations__')) scope.hasConditionalAnnotations = true;
}

function updateSymbols(
  scope: Scope,
  scopes: Map<string, number>,
  enclosing: Enclosing | null,
  free: Set<string>,
  inlinedCells: Set<string>,
): void {
  for (const [name, flags] of scope.symbols) {
    const cell = inlinedCells.has(name) ? DEF_COMP_CELL : 0;
    scope.symbols.set(name, flags | cell | ((scopes.get(name) ?? 0) << SCOPE_SHIFT));
  }
  for (const name of free) {
    const symbol = scope.symbols.get(name);
    if (symbol !== undefined) {
      // A method's free variable that has the name of a variable of the class.
      if (scope.type === 'class' || scope.canSeeClassScope) scope.symbols.set(name, symbol | DEF_FREE_CLASS);
      continue;
    }
    if (enclosing !== null && boundIn(enclosing, name) === 0) continue;
    scope.symbols.set(name, FREE << SCOPE_SHIFT);
  }
}
