/** Class definitions (language reference 8.8) and their bodies. */
import type { ClassDef } from '../syntax/ast.js';
import { checkKeywords, emitCall } from './calls.js';
import type { Compiler } from './compiler.js';
import { TupleConst } from './constants.js';
import { applyDecorators, emitClosure, visitDecorators } from './functions.js';
import { lineStart, NO_LOCATION } from './location.js';
import { loadName, storeName } from './names.js';
import { Op } from './opcodes.js';
import { visitModuleOrClassBody } from './statements.js';
import { enterTypeParams, leaveTypeParams, visitTypeParams } from './type-params.js';

export function visitClassDef(c: Compiler, s: ClassDef): void {
  visitDecorators(c, s.decorator_list);
  const firstlineno = s.decorator_list.length > 0 ? s.decorator_list[0]!.lineno : s.lineno;
  const generic = s.type_params.length > 0;
  if (generic) {
    enterTypeParams(c, s, s.name, firstlineno, s.name);
    visitTypeParams(c, s.type_params);
    storeName(c, s, '.type_params', 'Store');
  }
  classBody(c, s, firstlineno);
  c.constant(s, s.name);
  checkKeywords(c, s.keywords);
  if (generic) {
    loadName(c, s, '.type_params');
    c.emit(s, Op.INTRINSIC_1, 6);
    storeName(c, s, '.generic_base', 'Store');
    emitCall(c, s, 2, s.bases, s.keywords, '.generic_base');
    leaveTypeParams(c, s, 0);
  } else emitCall(c, s, 2, s.bases, s.keywords, null);
  applyDecorators(c, s.decorator_list);
  storeName(c, s, s.name, 'Store');
}

/** The function of the body, below it __build_class__. */
function classBody(c: Compiler, s: ClassDef, firstlineno: number): void {
  c.enter('class', c.table.byNode.get(s)!, s.name, firstlineno, s.name);
  const u = c.u;
  const loc = lineStart(firstlineno);
  loadName(c, loc, '__name__');
  storeName(c, loc, '__module__', 'Store');
  c.constant(loc, u.qualname);
  storeName(c, loc, '__qualname__', 'Store');
  c.constant(loc, firstlineno);
  storeName(c, loc, '__firstlineno__', 'Store');
  if (s.type_params.length > 0) {
    loadName(c, loc, '.type_params');
    storeName(c, loc, '__type_params__', 'Store');
  }
  if (u.scope.needsClassDict) {
    c.emit(loc, Op.LOAD_LOCALS);
    c.emit(loc, Op.STORE_DEREF, c.cell('__classdict__', false));
  }
  if (u.scope.hasConditionalAnnotations) {
    c.emit(loc, Op.BUILD_SET, 0);
    c.emit(loc, Op.STORE_DEREF, c.cell('__conditional_annotations__', false));
  }
  visitModuleOrClassBody(c, s.body, loc);
  c.constant(NO_LOCATION, new TupleConst([...u.staticAttributes!].sort()));
  storeName(c, NO_LOCATION, '__static_attributes__', 'Store');
  if (u.scope.needsClassDict) {
    c.emit(NO_LOCATION, Op.LOAD_CLOSURE, c.cell('__classdict__', false));
    storeName(c, NO_LOCATION, '__classdictcell__', 'Store');
  }
  if (u.scope.needsClassClosure) {
    c.emit(NO_LOCATION, Op.LOAD_CLOSURE, c.cell('__class__', false));
    c.emit(NO_LOCATION, Op.COPY, 1);
    storeName(c, NO_LOCATION, '__classcell__', 'Store');
  } else c.constant(NO_LOCATION, null);
  c.emit(NO_LOCATION, Op.RETURN_VALUE);
  const code = c.leave(false);
  c.emit(s, Op.LOAD_BUILD_CLASS);
  c.emit(s, Op.PUSH_NULL);
  emitClosure(c, s, code, 0);
}
