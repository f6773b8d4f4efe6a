/**
 * An expression as text, the way `ast.unparse` writes it: what annotations become under
 * `from __future__ import annotations` (PEP 563). The tree's depth is bounded by the parser, so this may recurse.
 */

import * as A from './ast.js';
import { constantRepr, escapeCodePoint } from './dump.js';

// How tightly an expression binds; an operand that binds less tightly gets parentheses.
const NAMED = 0;
const TUPLE = 1;
const YIELD = 2;
const TEST = 3;
const OR = 4;
const AND = 5;
const NOT = 6;
const COMPARE = 7;
const EXPR = 8;
const FACTOR = 14;
const POWER = 15;
const AWAIT = 16;
const ATOM = 17;

const BINARY: Record<A.Operator, readonly [symbol: string, power: number]> = {
  BitOr: ['|', EXPR],
  BitXor: ['^', 9],
  BitAnd: ['&', 10],
  LShift: ['<<', 11],
  RShift: ['>>', 11],
  Add: ['+', 12],
  Sub: ['-', 12],
  Mult: ['*', 13],
  MatMult: ['@', 13],
  Div: ['/', 13],
  Mod: ['%', 13],
  FloorDiv: ['//', 13],
  Pow: ['**', POWER],
};

const COMPARISON: Record<A.CmpOperator, string> = {
  ...{ Eq: '==', NotEq: '!=', Lt: '<', LtE: '<=', Gt: '>', GtE: '>=', Is: 'is', IsNot: 'is not', In: 'in' },
  NotIn: 'not in',
};

const UNARY: Record<A.UnaryOperator, readonly [symbol: string, power: number]> = {
  ...{ Invert: ['~', FACTOR], Not: ['not ', NOT], UAdd: ['+', FACTOR], USub: ['-', FACTOR] },
};

export function unparse(node: A.Expr): string {
  return write(node, TEST);
}

function wrap(text: string, own: number, wanted: number): string {
  return wanted > own ? `(${text})` : text;
}

function write(node: A.Expr, power: number): string {
  switch (node.kind) {
    case 'Name':
      return node.id;
    case 'Constant':
      return constant(node);
    case 'Attribute': {
      const value = write(node.value, ATOM);
      const isInt = node.value.kind === 'Constant' && /^(?:number|bigint)$/.test(typeof node.value.value);
      return `${value}${isInt ? ' ' : ''}.${node.attr}`;
    }
    case 'Subscript':
      return `${write(node.value, ATOM)}[${subscript(node.slice)}]`;
    case 'Call':
      return `${write(node.func, ATOM)}(${callArguments(node)})`;
    case 'BinOp':
      return binary(node, power);
    case 'UnaryOp':
      return unary(node, power);
    case 'BoolOp': {
      const own = node.op === 'Or' ? OR : AND;
      let next = own;
      const parts = node.values.map((value) => write(value, ++next));
      return wrap(parts.join(node.op === 'Or' ? ' or ' : ' and '), own, power);
    }
    case 'Compare': {
      const rest = node.ops.map((op, i) => ` ${COMPARISON[op]} ${write(node.comparators[i]!, COMPARE + 1)}`);
      return wrap(write(node.left, COMPARE + 1) + rest.join(''), COMPARE, power);
    }
    case 'IfExp': {
      const text = `${write(node.body, TEST + 1)} if ${write(node.test, TEST + 1)} else ${write(node.orelse, TEST)}`;
      return wrap(text, TEST, power);
    }
    case 'Lambda': {
      const args = parameters(node.args);
      return wrap(`lambda${args === '' ? '' : ' ' + args}: ${write(node.body, TEST)}`, TEST, power);
    }
    case 'NamedExpr':
      return wrap(`${write(node.target, ATOM)} := ${write(node.value, ATOM)}`, NAMED, power);
    case 'Await':
      return wrap(`await ${write(node.value, ATOM)}`, AWAIT, power);
    case 'Yield':
      return wrap(node.value === null ? 'yield' : `yield ${write(node.value, ATOM)}`, YIELD, power);
    case 'YieldFrom':
      return wrap(`yield from ${write(node.value, ATOM)}`, YIELD, power);
    case 'Starred':
      return `*${write(node.value, EXPR)}`;
    case 'Slice':
      return slice(node);
    case 'JoinedStr':
    case 'TemplateStr':
      return formatted(node);
    case 'FormattedValue':
      return formatted(new A.JoinedStr([node], 0, 0, 0, 0));
    case 'Interpolation':
      return formatted(new A.TemplateStr([node], 0, 0, 0, 0));
    default:
      return display(node, power);
  }
}

type Display = A.Tuple | A.List | A.Set | A.Dict | A.ListComp | A.SetComp | A.DictComp | A.GeneratorExp;

function display(node: Display, power: number): string {
  switch (node.kind) {
    case 'Tuple':
      return node.elts.length === 0 || power > TUPLE ? `(${items(node.elts)})` : items(node.elts);
    case 'List':
      return `[${list(node.elts)}]`;
    case 'Set':
      return node.elts.length === 0 ? '{*()}' : `{${list(node.elts)}}`;
    case 'Dict':
      return `{${node.keys.map((key, i) => pair(key, node.values[i]!)).join(', ')}}`;
    case 'ListComp':
      return `[${write(node.elt, TEST)}${comprehensions(node.generators)}]`;
    case 'SetComp':
      return `{${write(node.elt, TEST)}${comprehensions(node.generators)}}`;
    case 'GeneratorExp':
      return `(${write(node.elt, TEST)}${comprehensions(node.generators)})`;
    case 'DictComp':
      return `{${write(node.key, TEST)}: ${write(node.value, TEST)}${comprehensions(node.generators)}}`;
  }
}

function list(nodes: readonly A.Expr[]): string {
  return nodes.map((node) => write(node, TEST)).join(', ');
}

/** A tuple's items: one alone keeps its comma. */
function items(nodes: readonly A.Expr[]): string {
  return nodes.length === 1 ? `${write(nodes[0]!, TEST)},` : list(nodes);
}

function pair(key: A.Expr | null, value: A.Expr): string {
  return key === null ? `**${write(value, EXPR)}` : `${write(key, TEST)}: ${write(value, TEST)}`;
}

function comprehensions(generators: readonly A.Comprehension[]): string {
  return generators
    .map((one) => {
      const ifs = one.ifs.map((test) => ` if ${write(test, TEST + 1)}`).join('');
      return `${one.is_async ? ' async' : ''} for ${write(one.target, TUPLE)} in ${write(one.iter, TEST + 1)}${ifs}`;
    })
    .join('');
}

function binary(node: A.BinOp, power: number): string {
  const [symbol, own] = BINARY[node.op];
  const right = node.op === 'Pow';
  const left = write(node.left, right ? own + 1 : own);
  return wrap(`${left} ${symbol} ${write(node.right, right ? own : own + 1)}`, own, power);
}

function unary(node: A.UnaryOp, power: number): string {
  const [symbol, own] = UNARY[node.op];
  return wrap(symbol + write(node.operand, own), own, power);
}

function slice(node: A.Slice): string {
  const lower = node.lower === null ? '' : write(node.lower, TEST);
  const upper = node.upper === null ? '' : write(node.upper, TEST);
  return `${lower}:${upper}${node.step === null ? '' : ':' + write(node.step, TEST)}`;
}

function subscript(node: A.Expr): string {
  if (node.kind === 'Tuple' && node.elts.length > 0) return items(node.elts);
  return write(node, TEST);
}

function callArguments(node: A.Call): string {
  const parts = node.args.map((arg) => write(arg, TEST));
  for (const { arg, value } of node.keywords)
    parts.push(arg === null ? `**${write(value, TEST)}` : `${arg}=${write(value, TEST)}`);
  return parts.join(', ');
}

export function parameters(args: A.Arguments): string {
  const parts: string[] = [];
  const all = [...args.posonlyargs, ...args.args];
  const required = all.length - args.defaults.length;
  all.forEach((arg, i) => {
    const value = i < required ? '' : `=${write(args.defaults[i - required]!, TEST)}`;
    parts.push(parameter(arg) + value);
    if (i + 1 === args.posonlyargs.length) parts.push('/');
  });
  if (args.vararg !== null) parts.push('*' + parameter(args.vararg));
  else if (args.kwonlyargs.length > 0) parts.push('*');
  args.kwonlyargs.forEach((arg, i) => {
    const value = args.kw_defaults[i] ?? null;
    parts.push(parameter(arg) + (value === null ? '' : `=${write(value, TEST)}`));
  });
  if (args.kwarg !== null) parts.push('**' + parameter(args.kwarg));
  return parts.join(', ');
}

function parameter(arg: A.Arg): string {
  return arg.annotation === null ? arg.arg : `${arg.arg}: ${write(arg.annotation, TEST)}`;
}

function constant(node: A.Constant): string {
  const { value } = node;
  if (value === A.ELLIPSIS) return '...';
  if (value instanceof A.FloatConst || value instanceof A.ImagConst) return constantRepr(value).replace('inf', '1e309');
  return (node.constKind === 'u' ? 'u' : '') + constantRepr(value);
}

// f-strings and t-strings: the text is written first, then quotes are chosen that it does not contain.

function formatted(node: A.JoinedStr | A.TemplateStr): string {
  const parts = node.values.map((value) => formattedPart(value, false));
  const prefix = node.kind === 'JoinedStr' ? 'f' : 't';
  const text = parts.join('');
  const quote = ["'", '"', '"""', "'''"].find((one) => !text.includes(one));
  if (quote !== undefined) return prefix + quote + text + quote;
  return `${prefix}'${text.replaceAll("'", "\\'")}'`;
}

function formattedPart(node: A.Expr, inSpec: boolean): string {
  if (node.kind === 'Constant') {
    const text = constantText(node);
    return inSpec ? text : text.replaceAll('{', '{{').replaceAll('}', '}}');
  }
  if (node.kind !== 'FormattedValue' && node.kind !== 'Interpolation') return write(node, TEST);
  const value = node.kind === 'Interpolation' && typeof node.str === 'string' ? node.str : write(node.value, TEST + 1);
  const conversion = node.conversion < 0 ? '' : '!' + String.fromCharCode(node.conversion);
  return `{${value.startsWith('{') ? ' ' : ''}${value}${conversion}${formatSpec(node.format_spec)}}`;
}

function formatSpec(spec: A.Expr | null): string {
  if (spec === null) return '';
  const values = spec.kind === 'JoinedStr' ? spec.values : [spec];
  return ':' + values.map((value) => formattedPart(value, true)).join('');
}

function constantText(node: A.Constant): string {
  const { value } = node;
  const codePoints =
    value instanceof A.WideConst ? Array.from(value.codepoints) : Array.from(String(value), (c) => c.codePointAt(0)!);
  return codePoints.map((c) => escapeCodePoint(c, '')).join('');
}
