/** Calls (language reference 6.3.4): of methods, of `super()`, with keywords, with unpacked arguments. */
import type { Attribute, Call, Expr, Keyword } from '../syntax/ast.js';
import type { Compiler } from './compiler.js';
import { TupleConst } from './constants.js';
import { STACK_GUIDELINE, unpackedItems, visitExpr } from './expressions.js';
import type { Loc } from './location.js';
import { loadName } from './names.js';
import { Op } from './opcodes.js';
import { FREE, GLOBAL_IMPLICIT } from './scopes.js';
import { attributeLoc } from './targets.js';

/** Whether `e` is `super().x` or `super(a, b).x` that can be read without making the super object. */
export function usesSuper(c: Compiler, e: Attribute): boolean {
  const call = e.value;
  if (e.ctx !== 'Load' || call.kind !== 'Call' || call.func.kind !== 'Name' || call.func.id !== 'super') return false;
  if (call.keywords.length > 0 || c.u.scope.scopeOf('super') !== GLOBAL_IMPLICIT) return false;
  if (c.table.top.scopeOf('super') !== 0) return false;
  if (call.args.length === 2) return !call.args.some((a) => a.kind === 'Starred');
  return call.args.length === 0 && c.u.argcount > 0 && c.u.scope.scopeOf('__class__') === FREE;
}

/** super, class and object on the stack, for LOAD_SUPER_ATTR. */
export function superArguments(c: Compiler, e: Attribute): void {
  const call = e.value as Call;
  loadName(c, call.func, 'super');
  if (call.args.length === 2) {
    visitExpr(c, call.args[0]!);
    visitExpr(c, call.args[1]!);
    return;
  }
  c.emit(call, Op.LOAD_DEREF, c.cell('__class__', true));
  loadName(c, call, c.u.varnames[0]!);
}

/** Whether the call needs no unpacking and has few arguments. */
function isSimple(call: Call): boolean {
  const { args, keywords } = call;
  if (args.length + keywords.length + (keywords.length > 0 ? 1 : 0) >= STACK_GUIDELINE) return false;
  return !args.some((a) => a.kind === 'Starred') && !keywords.some((k) => k.arg === null);
}

/** o.name(...), with o on the stack: puts the method and its object there. False: an ordinary attribute. */
export function methodCallFunction(c: Compiler, call: Call): boolean {
  if (!isSimple(call)) return false;
  const func = call.func as Attribute;
  c.emitName(attributeLoc(func, func), Op.LOAD_METHOD, func.attr);
  return true;
}

/** The function is on the stack (with its object, where methodCallFunction did it): arguments and call. */
export function callOnTop(c: Compiler, call: Call): void {
  const { func, args, keywords } = call;
  checkKeywords(c, keywords);
  if (func.kind === 'Attribute' && isSimple(call)) {
    if (usesSuper(c, func)) superMethod(c, func);
    const loc = attributeLoc(call, func);
    simpleCall(c, loc, func, 0, args, keywords, null);
    return;
  }
  c.emit(func, Op.PUSH_NULL);
  emitCall(c, call, 0, args, keywords, null);
}

/** super().name(...): the attribute that was just loaded becomes a method. */
function superMethod(c: Compiler, func: Attribute): void {
  const u = c.u;
  const last = u.ops.length - 1;
  if (u.ops[last] !== Op.LOAD_SUPER_ATTR) throw new Error(`no super in front of ${func.attr}`);
  u.ops[last] = Op.LOAD_SUPER_METHOD;
}

function simpleCall(
  c: Compiler,
  loc: Loc,
  namesLoc: Loc,
  pushed: number,
  args: readonly Expr[],
  keywords: readonly Keyword[],
  injected: string | null,
): void {
  for (const a of args) visitExpr(c, a);
  if (injected !== null) loadName(c, loc, injected);
  const n = pushed + args.length + (injected === null ? 0 : 1);
  if (keywords.length === 0) {
    c.emit(loc, Op.CALL, n);
    return;
  }
  for (const k of keywords) visitExpr(c, k.value);
  c.constant(namesLoc, new TupleConst(keywords.map((k) => k.arg!)));
  c.emit(loc, Op.CALL_KW, n + keywords.length);
}

/** A callable, "no self" and `pushed` arguments are on the stack; `injected` names one more, after `args`. */
export function emitCall(
  c: Compiler,
  loc: Loc,
  pushed: number,
  args: readonly Expr[],
  keywords: readonly Keyword[],
  injected: string | null,
): void {
  const total = pushed + args.length + keywords.length + (injected === null ? 0 : 1);
  const unpacks = args.some((a) => a.kind === 'Starred') || keywords.some((k) => k.arg === null);
  if (!unpacks && total + (keywords.length > 0 ? 1 : 0) <= STACK_GUIDELINE) {
    simpleCall(c, loc, loc, pushed, args, keywords, injected);
    return;
  }
  const only = args.length === 1 ? args[0]! : null;
  if (pushed === 0 && injected === null && only?.kind === 'Starred') visitExpr(c, only.value);
  else if (total === keywords.length) c.constant(loc, new TupleConst([]));
  else unpackedItems(c, loc, args, pushed, 'Tuple', injected);
  if (keywords.length > 0) keywordDict(c, loc, keywords);
  c.emit(loc, Op.CALL_EX, keywords.length > 0 ? 1 : 0);
}

/** The dict of f(a=1, **m, b=2), duplicates refused while it is built. */
function keywordDict(c: Compiler, loc: Loc, keywords: readonly Keyword[]): void {
  let have = false;
  let seen = 0;
  const flush = (end: number) => {
    someKeywords(c, loc, keywords.slice(end - seen, end));
    if (have) c.emit(loc, Op.DICT_MERGE, 1);
    have = true;
    seen = 0;
  };
  for (let i = 0; i < keywords.length; i++) {
    const k = keywords[i]!;
    if (k.arg !== null) {
      seen++;
      continue;
    }
    if (seen > 0) flush(i);
    if (!have) {
      c.emit(loc, Op.BUILD_MAP, 0);
      have = true;
    }
    visitExpr(c, k.value);
    c.emit(loc, Op.DICT_MERGE, 1);
  }
  if (seen > 0) flush(keywords.length);
}

function someKeywords(c: Compiler, loc: Loc, keywords: readonly Keyword[]): void {
  const big = keywords.length * 2 > STACK_GUIDELINE;
  if (big) c.emit(loc, Op.BUILD_MAP, 0);
  for (const k of keywords) {
    c.constant(loc, k.arg!);
    visitExpr(c, k.value);
    if (big) c.emit(loc, Op.MAP_ADD, 1);
  }
  if (!big) c.emit(loc, Op.BUILD_MAP, keywords.length);
}

export function checkKeywords(c: Compiler, keywords: readonly Keyword[]): void {
  if (keywords.length < 2) return;
  const seen = new Set<string>();
  for (const k of keywords) {
    if (k.arg === null) continue;
    if (seen.has(k.arg)) throw c.error(`keyword argument repeated: ${k.arg}`, k);
    seen.add(k.arg);
  }
}
