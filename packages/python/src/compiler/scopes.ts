/**
 * The symbol table: one Scope for each code object, and for each name in it how it is bound.
 *
 * Two passes, as in CPython: `SymbolTableBuilder` collects what the text says (symbol-table.ts), then
 * `analyzeScopes` decides which names are local, global, free or cells (scope-analysis.ts).
 */
import type { Loc } from './location.js';

export const DEF_GLOBAL = 1;
export const DEF_LOCAL = 2;
export const DEF_PARAM = 4;
export const DEF_NONLOCAL = 8;
export const USE = 16;
export const DEF_FREE_CLASS = 64;
export const DEF_IMPORT = 128;
export const DEF_ANNOT = 256;
export const DEF_COMP_ITER = 512;
export const DEF_TYPE_PARAM = 1024;
export const DEF_COMP_CELL = 2048;
export const DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM;

/** How a name is reached; kept in the symbol's flags above SCOPE_SHIFT. */
export const LOCAL = 1;
export const GLOBAL_EXPLICIT = 2;
export const GLOBAL_IMPLICIT = 3;
export const FREE = 4;
export const CELL = 5;
export const SCOPE_SHIFT = 12;
const SCOPE_MASK = 15;

export type ScopeType =
  | 'function'
  | 'class'
  | 'module'
  | 'annotation'
  | 'type variable'
  | 'type alias'
  | 'type parameters';

export type ComprehensionType = 'list' | 'set' | 'dict' | 'generator';

export interface Directive {
  readonly name: string;
  readonly loc: Loc;
}

export class Scope {
  /** Mangled name to flags. */
  readonly symbols = new Map<string, number>();
  /** Parameters in order. */
  readonly varnames: string[] = [];
  children: Scope[] = [];
  readonly directives: Directive[] = [];
  nested = false;
  generator = false;
  coroutine = false;
  comprehension: ComprehensionType | null = null;
  varargs = false;
  varkeywords = false;
  hasDocstring = false;
  isMethod = false;
  needsClassClosure = false;
  needsClassDict = false;
  annotationsUsed = false;
  hasConditionalAnnotations = false;
  inConditionalBlock = false;
  inUnevaluatedAnnotation = false;
  /** A comprehension that runs in the frame around it (PEP 709). */
  inlined = false;
  /** Names that are here only because a comprehension was inlined. */
  readonly inlinedNames = new Set<string>();
  /** Inside the target of a comprehension's `for`. */
  compIterTarget = false;
  /** Depth of iterable expressions of comprehensions around the visited place. */
  compIterExpr = 0;
  canSeeClassScope = false;
  annotationBlock: Scope | null = null;
  /** Where not null, only these private names are mangled. */
  mangledNames: Set<string> | null = null;
  /** What a type variable's scope is, for messages: "a TypeVar bound", ... */
  description = '';

  constructor(
    readonly name: string,
    readonly type: ScopeType,
    readonly loc: Loc,
  ) {}

  get functionLike(): boolean {
    return this.type !== 'class' && this.type !== 'module';
  }

  /** LOCAL, FREE, ... of a mangled name; 0 where the name is unknown. */
  scopeOf(name: string): number {
    const flags = this.symbols.get(name);
    return flags === undefined ? 0 : (flags >> SCOPE_SHIFT) & SCOPE_MASK;
  }
}

/** The names a class gives to the code inside it through cells. */
export function isClassCell(name: string): boolean {
  return name === '__class__' || name === '__classdict__' || name === '__conditional_annotations__';
}

/** Private names (language reference, 6.2.1): `__x` in class `C` is `_C__x`. */
export function mangle(className: string | null, name: string, only: ReadonlySet<string> | null): string {
  if (className === null || name.charCodeAt(0) !== 95 || name.charCodeAt(1) !== 95) return name;
  if (name.endsWith('__') || name.includes('.')) return name;
  if (only !== null && !only.has(name)) return name;
  let i = 0;
  while (className.charCodeAt(i) === 95) i++;
  return i === className.length ? name : '_' + className.slice(i) + name;
}

export class SymbolTable {
  /** Scopes by the node that makes them (functions, lambdas, classes, comprehensions, type aliases, annotations). */
  readonly byNode = new Map<object, Scope>();
  /** Scopes of type parameter lists, by the generic definition. */
  readonly typeParams = new Map<object, Scope>();
  /** Scopes of the bounds and of the defaults of type parameters. */
  readonly bounds = new Map<object, Scope>();
  readonly defaults = new Map<object, Scope>();
  constructor(readonly top: Scope) {}
}
