/** Loading, binding and unbinding variables: which instruction reaches a name from here. */
import type { Compiler } from './compiler.js';
import type { Loc } from './location.js';
import { Op } from './opcodes.js';
import { CELL, FREE, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, LOCAL } from './scopes.js';

export function loadName(c: Compiler, loc: Loc, name: string): void {
  const u = c.u;
  const scope = u.scope;
  const mangled = c.mangle(name);
  const where = scope.scopeOf(mangled);
  switch (where) {
    case FREE:
    case CELL: {
      const cell = c.cell(mangled, where === FREE);
      if (scope.type === 'class' && u.inlinedComprehensions === 0) {
        c.emit(loc, Op.LOAD_LOCALS);
        c.emit(loc, Op.LOAD_FROM_DICT_OR_DEREF, cell);
      } else if (scope.canSeeClassScope && mangled !== '__classdict__') {
        loadClassDict(c, loc);
        c.emit(loc, Op.LOAD_FROM_DICT_OR_DEREF, cell);
      } else c.emit(loc, Op.LOAD_DEREF, cell);
      return;
    }
    case LOCAL:
      if (scope.functionLike || u.fastHidden.has(mangled)) {
        c.emit(loc, Op.LOAD_FAST, c.register(mangled));
        return;
      }
      break;
    case GLOBAL_IMPLICIT:
      if (scope.canSeeClassScope && u.freeIndex.has('__classdict__')) {
        loadClassDict(c, loc);
        c.emitPlainName(loc, Op.LOAD_FROM_DICT_OR_GLOBALS, mangled);
        return;
      }
      if (scope.functionLike) {
        c.emitPlainName(loc, Op.LOAD_GLOBAL, mangled);
        return;
      }
      break;
    case GLOBAL_EXPLICIT:
      c.emitPlainName(loc, Op.LOAD_GLOBAL, mangled);
      return;
  }
  // What an inlined comprehension of a class body does not bind is looked for outside the class.
  const op = scope.type === 'class' && u.inlinedComprehensions > 0 ? Op.LOAD_GLOBAL : Op.LOAD_NAME;
  c.emitPlainName(loc, op, mangled);
}

export function loadClassDict(c: Compiler, loc: Loc): void {
  const free = c.u.scope.scopeOf('__classdict__') === FREE;
  c.emit(loc, Op.LOAD_DEREF, c.cell('__classdict__', free));
}

export function storeName(c: Compiler, loc: Loc, name: string, ctx: 'Store' | 'Del'): void {
  const u = c.u;
  const scope = u.scope;
  const mangled = c.mangle(name);
  const store = ctx === 'Store';
  const where = scope.scopeOf(mangled);
  switch (where) {
    case FREE:
    case CELL:
      c.emit(loc, store ? Op.STORE_DEREF : Op.DELETE_DEREF, c.cell(mangled, where === FREE));
      return;
    case LOCAL:
      if (scope.functionLike || u.fastHidden.has(mangled)) {
        c.emit(loc, store ? Op.STORE_FAST : Op.DELETE_FAST, c.register(mangled));
        return;
      }
      break;
    case GLOBAL_IMPLICIT:
      if (!scope.functionLike) break;
      c.emitPlainName(loc, store ? Op.STORE_GLOBAL : Op.DELETE_GLOBAL, mangled);
      return;
    case GLOBAL_EXPLICIT:
      c.emitPlainName(loc, store ? Op.STORE_GLOBAL : Op.DELETE_GLOBAL, mangled);
      return;
  }
  c.emitPlainName(loc, store ? Op.STORE_NAME : Op.DELETE_NAME, mangled);
}
