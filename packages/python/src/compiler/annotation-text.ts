/** Text of an annotation under `from __future__ import annotations`. */
import type { Expr } from '../syntax/ast.js';

export function unparse(e: Expr): string {
  switch (e.kind) {
    case 'Name':
      return e.id;
    case 'Attribute':
      return unparse(e.value) + '.' + e.attr;
    case 'Subscript':
      return `${unparse(e.value)}[${unparse(e.slice)}]`;
    case 'Tuple':
      return e.elts.map(unparse).join(', ');
    default:
      return '...';
  }
}
