/**
 * `match` (language reference 8.6, PEP 634). A pattern consumes the subject on the stack; the values of its captures
 * wait below until the whole pattern matched. Where it fails, what lies on the stack is dropped on the way out.
 */
import {
  type Expr,
  FloatConst,
  ImagConst,
  type Match,
  type MatchAs,
  type MatchClass,
  type MatchMapping,
  type MatchOr,
  type MatchSequence,
  type Pattern,
} from '../syntax/ast.js';
import type { Compiler } from './compiler.js';
import { jumpIf } from './conditions.js';
import { type Const, constKey, TupleConst } from './constants.js';
import { visitExpr } from './expressions.js';
import { constantOf } from './folding.js';
import { type Loc, NO_LOCATION } from './location.js';
import { storeName } from './names.js';
import { Op } from './opcodes.js';
import { constantRepr } from './repr.js';
import { visitBody } from './statements.js';

interface State {
  /** Captured names in the order of their values on the stack, the first deepest. */
  stores: string[];
  /** A pattern that always matches may stand here. */
  allowIrrefutable: boolean;
  /** failPop[n]: where to go to drop n values and fail. */
  failPop: number[];
  /** Values above the captures that have to stay there. */
  onTop: number;
}

function isWildcard(p: Pattern): boolean {
  return p.kind === 'MatchAs' && p.name === null && p.pattern === null;
}

export function visitMatch(c: Compiler, s: Match): void {
  visitExpr(c, s.subject);
  const end = c.newLabel();
  const cases = s.cases.length;
  const last = s.cases[cases - 1]!;
  const hasDefault = isWildcard(last.pattern) && cases > 1;
  const tested = cases - (hasDefault ? 1 : 0);
  for (let i = 0; i < tested; i++) {
    const m = s.cases[i]!;
    const keep = i !== tested - 1;
    if (keep) c.emit(m.pattern, Op.COPY, 1);
    const state: State = {
      stores: [],
      allowIrrefutable: m.guard !== null || i === cases - 1,
      failPop: [],
      onTop: 0,
    };
    visitPattern(c, m.pattern, state);
    for (const name of state.stores) storeName(c, m.pattern, name, 'Store');
    if (m.guard !== null) {
      needFailPop(c, state, 0);
      jumpIf(c, m.guard, state.failPop[0]!, false);
    }
    if (keep) c.emit(m.body[0] ?? m.pattern, Op.POP_TOP);
    visitBody(c, m.body);
    c.emit(NO_LOCATION, Op.JUMP, end);
    placeFailPop(c, m.pattern, state);
  }
  if (hasDefault) {
    c.emit(last.pattern, Op.NOP);
    if (last.guard !== null) jumpIf(c, last.guard, end, false);
    visitBody(c, last.body);
  }
  c.place(end);
}

function needFailPop(c: Compiler, state: State, n: number): void {
  while (state.failPop.length <= n) state.failPop.push(c.newLabel());
}

/** Jumps out with everything dropped that this pattern has put on the stack. */
function fail(c: Compiler, loc: Loc, state: State, op: Op): void {
  const pops = state.onTop + state.stores.length;
  needFailPop(c, state, pops);
  c.emit(loc, op, state.failPop[pops]!);
}

function placeFailPop(c: Compiler, loc: Loc, state: State): void {
  for (let pops = state.failPop.length - 1; pops > 0; pops--) {
    c.place(state.failPop[pops]!);
    c.emit(loc, Op.POP_TOP);
  }
  if (state.failPop.length > 0) c.place(state.failPop[0]!);
  state.failPop = [];
}

function visitPattern(c: Compiler, p: Pattern, state: State): void {
  c.descend();
  switch (p.kind) {
    case 'MatchValue':
      valuePattern(c, p, p.value, state);
      break;
    case 'MatchSingleton':
      c.constant(p, p.value);
      c.emit(p, Op.IS_OP, 0);
      fail(c, p, state, Op.POP_JUMP_IF_FALSE);
      break;
    case 'MatchSequence':
      sequencePattern(c, p, state);
      break;
    case 'MatchMapping':
      mappingPattern(c, p, state);
      break;
    case 'MatchClass':
      classPattern(c, p, state);
      break;
    case 'MatchStar':
      capture(c, p, p.name, state);
      break;
    case 'MatchAs':
      asPattern(c, p, state);
      break;
    case 'MatchOr':
      orPattern(c, p, state);
      break;
  }
  c.ascend();
}

function subpattern(c: Compiler, p: Pattern, state: State): void {
  const before = state.allowIrrefutable;
  state.allowIrrefutable = true;
  visitPattern(c, p, state);
  state.allowIrrefutable = before;
}

function isLiteral(c: Compiler, e: Expr): boolean {
  return e.kind === 'Constant' || e.kind === 'Attribute' || constantOf(e, c) !== undefined;
}

function valuePattern(c: Compiler, loc: Loc, value: Expr, state: State): void {
  if (!isLiteral(c, value)) throw c.error('patterns may only match literals and attribute lookups', loc);
  visitExpr(c, value);
  c.emit(loc, Op.COMPARE_EQ);
  fail(c, loc, state, Op.POP_JUMP_IF_FALSE);
}

/** The top of the stack goes below the `count` - 1 values under it. */
function rotate(c: Compiler, loc: Loc, count: number): void {
  for (let n = count; n > 1; n--) c.emit(loc, Op.SWAP, n);
}

/** Binds the value on top: it waits below everything that must stay on top. */
function capture(c: Compiler, loc: Loc, name: string | null, state: State): void {
  if (name === null) {
    c.emit(loc, Op.POP_TOP);
    return;
  }
  if (state.stores.includes(name)) throw duplicateCapture(c, loc, name);
  rotate(c, loc, state.onTop + state.stores.length + 1);
  state.stores.push(name);
}

function duplicateCapture(c: Compiler, loc: Loc, name: string): Error {
  return c.error(`multiple assignments to name '${name}' in pattern`, loc);
}

function asPattern(c: Compiler, p: MatchAs, state: State): void {
  if (p.pattern === null) {
    if (!state.allowIrrefutable)
      throw c.error(
        p.name === null
          ? 'wildcard makes remaining patterns unreachable'
          : `name capture '${p.name}' makes remaining patterns unreachable`,
        p,
      );
    capture(c, p, p.name, state);
    return;
  }
  state.onTop++;
  c.emit(p, Op.COPY, 1);
  visitPattern(c, p.pattern, state);
  state.onTop--;
  capture(c, p, p.name, state);
}

// ---- sequences

function sequencePattern(c: Compiler, p: MatchSequence, state: State): void {
  const size = p.patterns.length;
  let star = -1;
  let onlyWildcards = true;
  let starWildcard = false;
  for (let i = 0; i < size; i++) {
    const q = p.patterns[i]!;
    if (q.kind === 'MatchStar') {
      if (star >= 0) throw c.error('multiple starred names in sequence pattern', p);
      starWildcard = q.name === null;
      onlyWildcards &&= starWildcard;
      star = i;
    } else onlyWildcards &&= isWildcard(q);
  }
  state.onTop++;
  c.emit(p, Op.MATCH_SEQUENCE);
  fail(c, p, state, Op.POP_JUMP_IF_FALSE);
  if (star < 0 || size > 1) {
    c.emit(p, Op.GET_LEN);
    c.constant(p, star < 0 ? size : size - 1);
    c.emit(p, star < 0 ? Op.COMPARE_EQ : Op.COMPARE_GE);
    fail(c, p, state, Op.POP_JUMP_IF_FALSE);
  }
  state.onTop--;
  if (onlyWildcards) c.emit(p, Op.POP_TOP);
  else if (starWildcard) itemsBySubscript(c, p, star, state);
  else itemsByUnpacking(c, p, star, state);
}

function itemsByUnpacking(c: Compiler, p: MatchSequence, star: number, state: State): void {
  const size = p.patterns.length;
  if (star >= 256 || size - star - 1 >= 1 << 16)
    throw c.error('too many expressions in star-unpacking sequence pattern', p);
  if (star < 0) c.emit(p, Op.UNPACK_SEQUENCE, size);
  else c.emit(p, Op.UNPACK_EX, star | ((size - star - 1) << 8));
  state.onTop += size;
  for (const q of p.patterns) {
    state.onTop--;
    subpattern(c, q, state);
  }
}

/** `[a, *_, b]`: only the items that are looked at are taken out. */
function itemsBySubscript(c: Compiler, p: MatchSequence, star: number, state: State): void {
  const size = p.patterns.length;
  state.onTop++;
  for (let i = 0; i < size; i++) {
    const q: Pattern = p.patterns[i]!;
    if (isWildcard(q) || i === star) continue;
    c.emit(p, Op.COPY, 1);
    if (i < star) c.constant(p, i);
    else {
      c.emit(p, Op.GET_LEN);
      c.constant(p, size - i);
      c.emit(p, Op.BINARY_SUBTRACT);
    }
    c.emit(p, Op.BINARY_SUBSCR);
    subpattern(c, q, state);
  }
  state.onTop--;
  c.emit(p, Op.POP_TOP);
}

// ---- mappings

function mappingPattern(c: Compiler, p: MatchMapping, state: State): void {
  const size = p.keys.length;
  state.onTop++;
  c.emit(p, Op.MATCH_MAPPING);
  fail(c, p, state, Op.POP_JUMP_IF_FALSE);
  if (size === 0 && p.rest === null) {
    state.onTop--;
    c.emit(p, Op.POP_TOP);
    return;
  }
  if (size > 0) {
    c.emit(p, Op.GET_LEN);
    c.constant(p, size);
    c.emit(p, Op.COMPARE_GE);
    fail(c, p, state, Op.POP_JUMP_IF_FALSE);
  }
  mappingKeys(c, p);
  c.emit(p, Op.MATCH_KEYS);
  state.onTop += 2;
  c.emit(p, Op.COPY, 1);
  fail(c, p, state, Op.POP_JUMP_IF_NONE);
  c.emit(p, Op.UNPACK_SEQUENCE, size);
  state.onTop += size - 1;
  for (const q of p.patterns) {
    state.onTop--;
    subpattern(c, q, state);
  }
  state.onTop -= 2;
  if (p.rest === null) {
    c.emit(p, Op.POP_TOP);
    c.emit(p, Op.POP_TOP);
    return;
  }
  // subject keys: a copy of the subject without the keys.
  c.emit(p, Op.BUILD_MAP, 0);
  c.emit(p, Op.SWAP, 3);
  c.emit(p, Op.DICT_UPDATE, 2);
  c.emit(p, Op.UNPACK_SEQUENCE, size);
  for (let n = size; n > 0; n--) {
    c.emit(p, Op.COPY, 1 + n);
    c.emit(p, Op.SWAP, 2);
    c.emit(p, Op.DELETE_SUBSCR);
  }
  capture(c, p, p.rest, state);
}

/** Equal for constants that Python finds equal: 0, False and 0.0 are one key. */
function equalityKey(value: Const): string {
  if (typeof value === 'boolean') return constKey(Number(value));
  if (value instanceof FloatConst && Number.isSafeInteger(value.value)) return constKey(value.value + 0);
  if (value instanceof ImagConst && value.value === 0) return constKey(0);
  return constKey(value);
}

function mappingKeys(c: Compiler, p: MatchMapping): void {
  const seen = new Set<string>();
  const items = [];
  for (const key of p.keys) {
    const value = constantOf(key, c);
    if (value !== undefined) {
      const id = equalityKey(value);
      if (seen.has(id)) throw c.error(`mapping pattern checks duplicate key (${constantRepr(value)})`, p);
      seen.add(id);
      items.push(value);
    } else if (key.kind !== 'Attribute')
      throw c.error('mapping pattern keys may only match literals and attribute lookups', p);
  }
  if (items.length === p.keys.length) {
    c.constant(p, new TupleConst(items));
    return;
  }
  for (const key of p.keys) visitExpr(c, key);
  c.emit(p, Op.BUILD_TUPLE, p.keys.length);
}

// ---- classes

function classPattern(c: Compiler, p: MatchClass, state: State): void {
  const patterns = [...p.patterns, ...p.kwd_patterns];
  const seen = new Set<string>();
  p.kwd_attrs.forEach((name, i) => {
    if (seen.has(name)) throw c.error(`attribute name repeated in class pattern: ${name}`, p.kwd_patterns[i]!);
    seen.add(name);
  });
  visitExpr(c, p.cls);
  c.constant(p, new TupleConst(p.kwd_attrs));
  c.emit(p, Op.MATCH_CLASS, p.patterns.length);
  c.emit(p, Op.COPY, 1);
  state.onTop++;
  fail(c, p, state, Op.POP_JUMP_IF_NONE);
  c.emit(p, Op.UNPACK_SEQUENCE, patterns.length);
  state.onTop += patterns.length - 1;
  for (const q of patterns) {
    state.onTop--;
    if (isWildcard(q)) c.emit(p, Op.POP_TOP);
    else subpattern(c, q, state);
  }
}

// ---- alternatives

/** Every alternative binds the same names; their values come to lie in the order of the first one's. */
function orPattern(c: Compiler, p: MatchOr, state: State): void {
  const end = c.newLabel();
  let control: string[] = [];
  p.patterns.forEach((alternative, i) => {
    const inner: State = {
      stores: [],
      allowIrrefutable: i === p.patterns.length - 1 && state.allowIrrefutable,
      failPop: [],
      onTop: 0,
    };
    c.emit(alternative, Op.COPY, 1);
    visitPattern(c, alternative, inner);
    if (i === 0) control = inner.stores;
    else reorder(c, p, alternative, inner.stores, control);
    c.emit(alternative, Op.JUMP, end);
    placeFailPop(c, alternative, inner);
  });
  c.emit(p, Op.POP_TOP);
  fail(c, p, state, Op.JUMP);
  c.place(end);
  const below = control.length + 1 + state.onTop + state.stores.length;
  for (const name of control) {
    rotate(c, p, below);
    if (state.stores.includes(name)) throw duplicateCapture(c, p, name);
    state.stores.push(name);
  }
  c.emit(p, Op.POP_TOP);
}

function reorder(c: Compiler, p: MatchOr, loc: Loc, stores: string[], control: string[]): void {
  const differ = () => c.error('alternative patterns bind different names', p);
  if (stores.length !== control.length) throw differ();
  for (let at = control.length - 1; at >= 0; at--) {
    const from = stores.indexOf(control[at]!);
    if (from < 0) throw differ();
    if (at === from) continue;
    const moved = stores.splice(0, from + 1);
    stores.splice(at - from, 0, ...moved);
    for (let n = 0; n < moved.length; n++) rotate(c, loc, at + 1);
  }
}
