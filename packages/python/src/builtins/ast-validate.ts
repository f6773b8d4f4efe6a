/**
 * What a tree that a program made must keep to, beyond the types of its fields: contexts, lists that cannot be empty, lists
 * of one length. The compiler relies on all of it. Texts and rules are those of CPython's validator (Python/ast.c).
 */
import { typeError, valueError } from '../objects/exception-types.js';
import type { VM } from '../objects/vm.js';
import * as A from '../syntax/ast.js';

type Fields = Record<string, unknown>;
type Context = A.ExprContext;

/** Expressions that stand where something is bound or deleted; everything else is loaded. */
const CONTEXTS: ReadonlyMap<string, Context> = new Map([
  ['Assign.targets', 'Store'],
  ['AugAssign.target', 'Store'],
  ['AnnAssign.target', 'Store'],
  ['For.target', 'Store'],
  ['AsyncFor.target', 'Store'],
  ['comprehension.target', 'Store'],
  ['withitem.optional_vars', 'Store'],
  ['NamedExpr.target', 'Store'],
  ['TypeAlias.name', 'Store'],
  ['Delete.targets', 'Del'],
]);
/** Their parts have the context that they have themselves. */
const PASSES_ON = new Set(['List.elts', 'Tuple.elts', 'Starred.value']);
const HAS_CONTEXT = new Set(['Attribute', 'Subscript', 'Starred', 'Name', 'List', 'Tuple']);

/** Lists that hold something. */
const FILLED = new Set(
  (
    'FunctionDef.body AsyncFunctionDef.body ClassDef.body Delete.targets Assign.targets For.body AsyncFor.body While.body ' +
    'If.body With.items With.body AsyncWith.items AsyncWith.body Match.cases match_case.body Try.body TryStar.body ' +
    'ExceptHandler.body Import.names ImportFrom.names Global.names Nonlocal.names'
  ).split(' '),
);
const CONSTANT_NAMES = new Set(['None', 'True', 'False']);

const size = (n: Fields, property: string): number => (n[property] as readonly unknown[]).length;

/** Checks of single kinds; `node` is its fields. */
const CHECKS: ReadonlyMap<string, (node: Fields) => void> = new Map<string, (node: Fields) => void>([
  ['arguments', checkArguments],
  ['Raise', (n) => require(n.exc !== null || n.cause === null, 'Raise with cause but no exception')],
  ['Try', (n) => checkTry(n, 'Try')],
  ['TryStar', (n) => checkTry(n, 'TryStar')],
  ['ImportFrom', (n) => require(((n.level as number | null) ?? 0) >= 0, 'Negative ImportFrom level')],
  ['BoolOp', (n) => require(size(n, 'values') >= 2, 'BoolOp with less than 2 values')],
  ['Dict', (n) => sameSize(n, 'keys', 'values', "Dict doesn't have the same number of keys as values")],
  ['Compare', checkCompare],
  ['ListComp', checkGenerators],
  ['SetComp', checkGenerators],
  ['GeneratorExp', checkGenerators],
  ['DictComp', checkGenerators],
  ['Name', (n) => checkName(n.id as string)],
  ['AnnAssign', checkAnnotated],
  ['NamedExpr', (n) => mustBeName(n.target as A.Node, 'NamedExpr target must be a Name')],
  ['TypeAlias', (n) => mustBeName(n.name as A.Node, 'TypeAlias with non-Name name')],
  ['MatchValue', (n) => checkMatchValue(n.value as A.Node)],
  ['MatchSingleton', checkSingleton],
  ['MatchMapping', checkMapping],
  ['MatchClass', checkClassPattern],
  ['MatchAs', checkAs],
  ['MatchStar', (n) => checkCapture(n.name as string | null)],
  ['MatchOr', (n) => require(size(n, 'patterns') >= 2, 'MatchOr requires at least 2 patterns')],
]);

export function validateTree(vm: VM, node: A.Node, context: Context = 'Load'): void {
  const spec = A.NODE_FIELDS.get(node.kind)!;
  const record = node as unknown as Fields;
  vm.charge(2);
  if (spec.base === 'expr') checkContext(node, record, context);
  CHECKS.get(node.kind)?.(record);
  // The generators of a comprehension come first, as they run first.
  const first = spec.fields.filter(([field]) => field === 'generators');
  const fields = first.length === 0 ? spec.fields : [...first, ...spec.fields.filter((f) => f !== first[0])];
  for (const [field, type, count] of fields) {
    const place = `${node.kind}.${field}`;
    const value = record[A.fieldProperty(node.kind, field)];
    if (count === 'list' && (value as readonly unknown[]).length === 0 && FILLED.has(place))
      throw valueError(`empty ${field} on ${node.kind}`);
    if (type === 'constant' || A.ENUM_NODES.has(type)) continue;
    const inner = PASSES_ON.has(place) ? context : (CONTEXTS.get(place) ?? 'Load');
    for (const part of count === 'list' ? (value as readonly unknown[]) : [value]) {
      if (typeof part === 'object' && part !== null) validateTree(vm, part as A.Node, inner);
    }
  }
}

function require(holds: boolean, message: string): void {
  if (!holds) throw valueError(message);
}

function sameSize(n: Fields, a: string, b: string, message: string): void {
  require(size(n, a) === size(n, b), message);
}

function checkContext(node: A.Node, record: Fields, context: Context): void {
  if (HAS_CONTEXT.has(node.kind)) {
    const has = record.ctx as Context;
    require(has === context, `expression must have ${context} context but has ${has} instead`);
  } else require(context === 'Load', `expression which can't be assigned to in ${context} context`);
}

function checkArguments(n: Fields): void {
  const positional = size(n, 'posonlyargs') + size(n, 'args');
  require(size(n, 'defaults') <= positional, 'more positional defaults than args on arguments');
  sameSize(n, 'kwonlyargs', 'kw_defaults', 'length of kwonlyargs is not the same as kw_defaults on arguments');
}

function checkTry(n: Fields, kind: string): void {
  require(size(n, 'handlers') + size(n, 'finalbody') > 0, `${kind} has neither except handlers nor finalbody`);
  require(size(n, 'handlers') > 0 || size(n, 'orelse') === 0, `${kind} has orelse but no except handlers`);
}

function checkCompare(n: Fields): void {
  require(size(n, 'comparators') > 0, 'Compare has no comparators');
  sameSize(n, 'comparators', 'ops', 'Compare has a different number of comparators and operands');
}

function checkGenerators(n: Fields): void {
  require(size(n, 'generators') > 0, 'comprehension with no generators');
}

function checkName(name: string): void {
  require(!CONSTANT_NAMES.has(name), `identifier field can't represent '${name}' constant`);
}

function checkAnnotated(n: Fields): void {
  if (n.simple !== 0) mustBeName(n.target as A.Node, 'AnnAssign with simple non-Name target');
}

function mustBeName(node: A.Node, message: string): void {
  if (node.kind !== 'Name') throw typeError(message);
}

function isNumber(node: A.Node): boolean {
  const { value } = node as unknown as { value: unknown };
  return (
    node.kind === 'Constant' &&
    (typeof value === 'number' ||
      typeof value === 'bigint' ||
      value instanceof A.FloatConst ||
      value instanceof A.ImagConst)
  );
}

/** Literals, numbers with a sign, complex numbers, dotted names. */
function checkMatchValue(node: A.Node): void {
  const n = node as unknown as { value: A.Node; operand: A.Node; left: A.Node; right: A.Node; op: string };
  const signed = (x: A.Node): boolean => {
    const u = x as unknown as { op: string; operand: A.Node };
    return isNumber(x) || (x.kind === 'UnaryOp' && u.op === 'USub' && isNumber(u.operand));
  };
  const constant = node.kind === 'Constant' && n.value !== null && typeof n.value !== 'boolean';
  const dotted = node.kind === 'Attribute';
  const sum = node.kind === 'BinOp' && (n.op === 'Add' || n.op === 'Sub') && signed(n.left) && isNumber(n.right);
  require(constant ||
    dotted ||
    sum ||
    node.kind === 'JoinedStr' ||
    (node.kind === 'UnaryOp' && signed(node)), 'patterns may only match literals and attribute lookups');
}

function checkSingleton(n: Fields): void {
  const is = n.value === null || typeof n.value === 'boolean';
  require(is, 'MatchSingleton can only contain True, False and None');
}

function checkMapping(n: Fields): void {
  sameSize(n, 'keys', 'patterns', "MatchMapping doesn't have the same number of keys as patterns");
  checkCapture(n.rest as string | null);
}

function checkClassPattern(n: Fields): void {
  sameSize(n, 'kwd_attrs', 'kwd_patterns', "MatchClass doesn't have the same number of keyword attributes as patterns");
  const cls = n.cls as A.Node;
  require(cls.kind === 'Name' ||
    cls.kind === 'Attribute', 'MatchClass cls field can only contain Name or Attribute nodes.');
}

function checkAs(n: Fields): void {
  require(n.name !== null || n.pattern === null, 'MatchAs must specify a target name if a pattern is given');
  checkCapture(n.name as string | null);
}

function checkCapture(name: string | null): void {
  if (name === '_') throw valueError("can't capture name '_' in patterns");
  if (name !== null) checkName(name);
}
