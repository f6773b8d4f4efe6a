/** Walks over a syntax tree without recursion: a program decides how deep it is. */
import { engine } from '@rexec/python';
import type { Span } from './finding.js';

export type Node = engine.ast.Node;
export type Expr = engine.ast.Expr;

const PRIMITIVE = new Set(['identifier', 'int', 'string', 'constant']);

/** Names of the properties that hold nodes, in order. */
const CHILDREN = new Map<string, readonly string[]>(
  [...engine.ast.NODE_FIELDS].map(([kind, spec]) => [
    kind,
    spec.fields
      .filter(([, type]) => !PRIMITIVE.has(type) && !engine.ast.ENUM_NODES.has(type))
      .map(([field]) => engine.ast.fieldProperty(kind, field)),
  ]),
);

/** Adds the children to a list, in the order of the fields. */
export function childrenOf(node: Node, out: Node[]): void {
  const fields = node as unknown as Record<string, Node | (Node | null)[] | null>;
  for (const name of CHILDREN.get(node.kind)!) {
    const value = fields[name]!;
    if (Array.isArray(value)) {
      for (const item of value) if (item !== null) out.push(item);
    } else if (value !== null) out.push(value);
  }
}

/** Pays for work before it is done. */
export type Charge = (amount: number) => void;

/** Calls `visit` for each node, parents before children, in the order of the fields. A visit that answers false passes over the children. */
export function walk(root: Node, charge: Charge, visit: (node: Node) => boolean | void): void {
  const stack: Node[] = [root];
  const children: Node[] = [];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    charge(1);
    if (visit(node) === false) continue;
    childrenOf(node, children);
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]!);
    children.length = 0;
  }
}

/** Where it stands; null: the class has no place of its own (arguments, comprehension, …). */
export function spanOf(node: Node): Span | null {
  return 'lineno' in node && 'col_offset' in node ? node : null;
}
