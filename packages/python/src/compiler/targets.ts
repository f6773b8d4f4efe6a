/** Targets of assignment and deletion (language reference 7.2, 7.5). */
import type { Attribute, Expr, Starred } from '../syntax/ast.js';
import type { Compiler } from './compiler.js';
import { visitExpr, visitSlice } from './expressions.js';
import type { Loc } from './location.js';
import { storeName } from './names.js';
import { Op } from './opcodes.js';

/** Binds or deletes what `e` names; the value to bind is on the stack. */
export function visitTarget(c: Compiler, e: Expr): void {
  switch (e.kind) {
    case 'Name':
      storeName(c, e, e.id, e.ctx === 'Del' ? 'Del' : 'Store');
      return;
    case 'Attribute': {
      visitExpr(c, e.value);
      const loc = attributeLoc(e, e);
      if (e.ctx === 'Del') {
        c.emitName(loc, Op.DELETE_ATTR, e.attr);
        return;
      }
      noteStaticAttribute(c, e);
      c.emitName(loc, Op.STORE_ATTR, e.attr);
      return;
    }
    case 'Subscript':
      visitExpr(c, e.value);
      visitSlice(c, e.slice);
      c.emit(e, e.ctx === 'Del' ? Op.DELETE_SUBSCR : Op.STORE_SUBSCR);
      return;
    case 'Tuple':
    case 'List':
      c.descend();
      if (e.ctx !== 'Del') unpack(c, e, e.elts);
      for (const elt of e.elts) visitTarget(c, elt.kind === 'Starred' && e.ctx !== 'Del' ? elt.value : elt);
      c.ascend();
      return;
    case 'Starred':
      throw c.error(
        (e as Starred).ctx === 'Store'
          ? 'starred assignment target must be in a list or tuple'
          : "can't use starred expression here",
        e,
      );
    default:
      throw c.error('cannot assign to expression', e);
  }
}

function unpack(c: Compiler, loc: Loc, elts: readonly Expr[]): void {
  const n = elts.length;
  let star = -1;
  for (let i = 0; i < n; i++) {
    if (elts[i]!.kind !== 'Starred') continue;
    if (star >= 0) throw c.error('multiple starred expressions in assignment', loc);
    if (i >= 256 || n - i - 1 >= 1 << 16) throw c.error('too many expressions in star-unpacking assignment', loc);
    star = i;
  }
  if (star >= 0) c.emit(loc, Op.UNPACK_EX, star | ((n - star - 1) << 8));
  else c.emit(loc, Op.UNPACK_SEQUENCE, n);
}

/** A class records the attributes that its methods set on `self` (`__static_attributes__`). */
function noteStaticAttribute(c: Compiler, e: Attribute): void {
  if (e.value.kind !== 'Name' || e.value.id !== 'self') return;
  for (let u = c.u; u !== null; u = u.parent!) {
    if (u.staticAttributes === null) continue;
    u.staticAttributes.add(e.attr);
    return;
  }
}

/** An attribute of an expression over several lines is placed where its name is. */
export function attributeLoc(loc: Loc, attribute: Attribute): Loc {
  const line = attribute.end_lineno;
  if (loc.lineno === line) return loc;
  const length = attribute.attr.length;
  const end_lineno = Math.max(loc.end_lineno, line);
  if (length > attribute.end_col_offset) return { lineno: line, col_offset: -1, end_lineno, end_col_offset: -1 };
  return {
    lineno: line,
    col_offset: attribute.end_col_offset - length,
    end_lineno,
    end_col_offset: loc.end_col_offset,
  };
}
