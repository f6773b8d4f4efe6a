/**
 * Loops with a bound, as far as the source shows it: a `for` over a range, over a display or another collection that is
 * complete before the loop begins and that nothing in the loop can reach. A `while` has none.
 */
import { type Charge, type Expr, type Node, walk } from './tree.js';

/** Calls whose result is a complete collection, or a range. */
const COMPLETE = new Set('range list tuple set frozenset dict sorted str bytes'.split(' '));
/** Calls that go over their argument as it is. */
const OVER_FIRST = new Set(['enumerate', 'reversed']);
/** Methods whose result is a complete collection, or a view that a changed size ends. */
const METHODS = new Set('items keys values split rsplit splitlines partition rpartition copy'.split(' '));
const MAX_NESTING = 20;

/** Names that the source binds itself: `range` among them is no longer Python's. */
export function boundNames(tree: Node, charge: Charge): ReadonlySet<string> {
  const names = new Set<string>();
  walk(tree, charge, (node) => {
    switch (node.kind) {
      case 'Name':
        if (node.ctx !== 'Load') names.add(node.id);
        return;
      case 'FunctionDef':
      case 'AsyncFunctionDef':
      case 'ClassDef':
        names.add(node.name);
        return;
      case 'arg':
        names.add(node.arg);
        return;
      case 'alias':
        names.add(node.asname ?? node.name.split('.')[0]!);
        return;
      case 'ExceptHandler':
      case 'MatchAs':
      case 'MatchStar':
        if (node.name !== null) names.add(node.name);
        return;
      case 'MatchMapping':
        if (node.rest !== null) names.add(node.rest);
    }
  });
  return names;
}

export function isBounded(iter: Expr, bound: ReadonlySet<string>, nesting = 0): boolean {
  switch (iter.kind) {
    case 'List':
    case 'Tuple':
    case 'Set':
    case 'Dict':
    case 'Constant':
    case 'JoinedStr':
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      return true;
    case 'Subscript':
      return iter.slice.kind === 'Slice';
    case 'Call':
      break;
    default:
      return false;
  }
  const { func, args } = iter;
  if (func.kind === 'Attribute') return METHODS.has(func.attr);
  if (func.kind !== 'Name' || bound.has(func.id) || nesting > MAX_NESTING) return false;
  if (COMPLETE.has(func.id)) return true;
  if (OVER_FIRST.has(func.id)) return args.length > 0 && isBounded(args[0]!, bound, nesting + 1);
  // zip ends with the shortest.
  return func.id === 'zip' && args.some((arg) => isBounded(arg, bound, nesting + 1));
}
