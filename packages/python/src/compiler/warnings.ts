/** SyntaxWarnings about expressions that parse but cannot be meant. */
import type { Compare, Expr } from '../syntax/ast.js';
import type { Compiler } from './compiler.js';
import { typeName } from './constants.js';

/** The type that `e` surely has, as far as the form tells. */
function typeOfForm(e: Expr): string | null {
  switch (e.kind) {
    case 'Tuple':
      return 'tuple';
    case 'List':
    case 'ListComp':
      return 'list';
    case 'Dict':
    case 'DictComp':
      return 'dict';
    case 'Set':
    case 'SetComp':
      return 'set';
    case 'GeneratorExp':
      return 'generator';
    case 'Lambda':
      return 'function';
    case 'TemplateStr':
    case 'Interpolation':
      return 'string.templatelib.Template';
    case 'JoinedStr':
    case 'FormattedValue':
      return 'str';
    case 'Constant':
      return typeName(e.value);
    default:
      return null;
  }
}

const NOT_CALLABLE = new Set<Expr['kind']>([
  'Constant',
  'Tuple',
  'List',
  'ListComp',
  'Dict',
  'DictComp',
  'Set',
  'SetComp',
  'GeneratorExp',
  'JoinedStr',
  'TemplateStr',
  'FormattedValue',
  'Interpolation',
]);

export function warnCaller(c: Compiler, e: Expr): void {
  if (!NOT_CALLABLE.has(e.kind)) return;
  c.warn(`'${typeOfForm(e)}' object is not callable; perhaps you missed a comma?`, e);
}

export function warnSubscripter(c: Compiler, e: Expr): void {
  switch (e.kind) {
    case 'Constant': {
      const type = typeName(e.value);
      if (type === 'str' || type === 'bytes' || type === 'tuple') return;
      if (
        !(
          type === 'NoneType' ||
          type === 'ellipsis' ||
          type === 'int' ||
          type === 'bool' ||
          type === 'float' ||
          type === 'complex' ||
          type === 'frozenset' ||
          type === 'set'
        )
      )
        return;
      break;
    }
    case 'Set':
    case 'SetComp':
    case 'GeneratorExp':
    case 'TemplateStr':
    case 'Interpolation':
    case 'Lambda':
      break;
    default:
      return;
  }
  c.warn(`'${typeOfForm(e)}' object is not subscriptable; perhaps you missed a comma?`, e);
}

export function warnIndex(c: Compiler, e: Expr, index: Expr): void {
  const type = typeOfForm(index);
  if (type === null || type === 'int' || type === 'bool' || index.kind === 'Slice') return;
  switch (e.kind) {
    case 'Constant': {
      const container = typeName(e.value);
      if (container !== 'str' && container !== 'bytes' && container !== 'tuple') return;
      break;
    }
    case 'Tuple':
    case 'List':
    case 'ListComp':
    case 'JoinedStr':
    case 'FormattedValue':
      break;
    default:
      return;
  }
  c.warn(`${typeOfForm(e)} indices must be integers or slices, not ${type}; perhaps you missed a comma?`, e);
}

/** `x is 1`: identity of equal constants is nobody's business. */
export function warnIsLiteral(c: Compiler, e: Compare): void {
  let left = isIdentityOperand(e.left);
  let leftExpr = e.left;
  for (let i = 0; i < e.ops.length; i++) {
    const op = e.ops[i]!;
    const rightExpr = e.comparators[i]!;
    const right = isIdentityOperand(rightExpr);
    if ((op === 'Is' || op === 'IsNot') && (!left || !right)) {
      const type = typeOfForm(left ? rightExpr : leftExpr);
      c.warn(
        op === 'Is'
          ? `"is" with '${type}' literal. Did you mean "=="?`
          : `"is not" with '${type}' literal. Did you mean "!="?`,
        e,
      );
      return;
    }
    left = right;
    leftExpr = rightExpr;
  }
}

function isLiteralTuple(e: Expr): boolean {
  return e.kind === 'Constant' || (e.kind === 'Tuple' && e.elts.every(isLiteralTuple));
}

function isIdentityOperand(e: Expr): boolean {
  if (e.kind === 'Tuple') return !isLiteralTuple(e);
  if (e.kind !== 'Constant') return true;
  const type = typeName(e.value);
  return type === 'NoneType' || type === 'bool' || type === 'ellipsis';
}
