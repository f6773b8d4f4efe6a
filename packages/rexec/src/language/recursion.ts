/**
 * Functions that call themselves, directly or through each other, by name: an edge of the graph is a function's name
 * mentioned in the body of a function. A function that is handed to itself as an argument is not seen.
 */
import { type Charge, childrenOf, type Node } from './tree.js';

export interface Recursion {
  /** The function in whose body it stands. */
  readonly from: string;
  readonly to: string;
  readonly node: Node;
}

interface Scope {
  readonly parent: Scope | null;
  readonly isClass: boolean;
  /** Functions and classes defined here; the last definition of a name counts with those before it. */
  readonly functions: Map<string, number[]>;
  readonly classes: Map<string, Scope>;
}

interface Mention {
  readonly scope: Scope;
  readonly inFunction: number;
  readonly node: Node;
}

interface Work {
  readonly node: Node;
  readonly scope: Scope;
  readonly inFunction: number;
}

export function findRecursion(tree: Node, charge: Charge): Recursion[] {
  const names: string[] = [];
  const mentions: Mention[] = [];
  collect(tree, charge, names, mentions);
  const edges: { from: number; to: number; node: Node }[] = [];
  const out: number[][] = names.map(() => []);
  for (const { scope, inFunction, node } of mentions) {
    charge(1);
    for (const to of resolve(scope, node, charge)) {
      edges.push({ from: inFunction, to, node });
      out[inFunction]!.push(to);
    }
  }
  if (edges.length === 0) return [];
  const component = components(out, charge);
  return edges
    .filter((e) => component[e.from] === component[e.to])
    .map((e) => ({ from: names[e.from]!, to: names[e.to]!, node: e.node }));
}

function newScope(parent: Scope | null, isClass: boolean): Scope {
  return { parent, isClass, functions: new Map(), classes: new Map() };
}

/** All functions with their scopes, and the names and attributes mentioned in their bodies. */
function collect(tree: Node, charge: Charge, names: string[], mentions: Mention[]): void {
  const stack: Work[] = [{ node: tree, scope: newScope(null, false), inFunction: -1 }];
  const children: Node[] = [];
  const define = (scope: Scope, name: string): number => {
    const id = names.push(name) - 1;
    const same = scope.functions.get(name);
    if (same === undefined) scope.functions.set(name, [id]);
    else same.push(id);
    return id;
  };
  for (let work = stack.pop(); work !== undefined; work = stack.pop()) {
    const { node, scope, inFunction } = work;
    charge(1);
    switch (node.kind) {
      case 'FunctionDef':
      case 'AsyncFunctionDef': {
        const id = define(scope, node.name);
        const inner = newScope(scope, false);
        for (const part of [...node.decorator_list, node.args]) stack.push({ node: part, scope, inFunction });
        for (const part of node.body) stack.push({ node: part, scope: inner, inFunction: id });
        continue;
      }
      case 'ClassDef': {
        const inner = newScope(scope, true);
        scope.classes.set(node.name, inner);
        for (const part of [...node.decorator_list, ...node.bases, ...node.keywords])
          stack.push({ node: part, scope, inFunction });
        for (const part of node.body) stack.push({ node: part, scope: inner, inFunction });
        continue;
      }
      case 'Assign':
      case 'AnnAssign':
      case 'NamedExpr': {
        const [target] = node.kind === 'Assign' ? node.targets : [node.target];
        if (node.value?.kind !== 'Lambda' || target?.kind !== 'Name') break;
        const id = define(scope, target.id);
        stack.push({ node: node.value.args, scope, inFunction });
        stack.push({ node: node.value.body, scope: newScope(scope, false), inFunction: id });
        continue;
      }
      case 'Name':
      case 'Attribute':
        if (node.ctx === 'Load' && inFunction >= 0) mentions.push({ scope, inFunction, node });
        break;
    }
    childrenOf(node, children);
    for (const child of children) stack.push({ node: child, scope, inFunction });
    children.length = 0;
  }
}

const NOBODY: readonly number[] = [];
const MAX_SCOPES = 1000;

/** Functions that a name, `self.name`, `cls.name` or `Class.name` may stand for. */
function resolve(scope: Scope, node: Node, charge: Charge): readonly number[] {
  if (node.kind === 'Name') {
    let at: Scope | null = scope;
    for (let i = 0; at !== null && i < MAX_SCOPES; at = at.parent, i++) {
      charge(1);
      const found = at === scope || !at.isClass ? at.functions.get(node.id) : undefined;
      if (found !== undefined) return found;
    }
    return NOBODY;
  }
  if (node.kind !== 'Attribute' || node.value.kind !== 'Name') return NOBODY;
  const { id } = node.value;
  const own = id === 'self' || id === 'cls';
  let at: Scope | null = scope;
  for (let i = 0; at !== null && i < MAX_SCOPES; at = at.parent, i++) {
    charge(1);
    const found = own ? (at.isClass ? at : undefined) : at.classes.get(id);
    if (found !== undefined) return found.functions.get(node.attr) ?? NOBODY;
  }
  return NOBODY;
}

/** Strongly connected components (Tarjan) without recursion: a number for each function; those alone without an edge to themselves get one that is nobody else's. */
function components(out: readonly (readonly number[])[], charge: Charge): Int32Array {
  const n = out.length;
  const index = new Int32Array(n).fill(-1);
  const low = new Int32Array(n);
  const component = new Int32Array(n).fill(-1);
  const open: number[] = [];
  let next = 0;
  for (let root = 0; root < n; root++) {
    if (index[root] !== -1) continue;
    const path: { v: number; edge: number }[] = [{ v: root, edge: 0 }];
    index[root] = low[root] = next++;
    open.push(root);
    while (path.length > 0) {
      charge(1);
      const top = path.at(-1)!;
      const { v } = top;
      const to = out[v]![top.edge++];
      if (to !== undefined) {
        if (index[to] === -1) {
          index[to] = low[to] = next++;
          open.push(to);
          path.push({ v: to, edge: 0 });
        } else if (component[to] === -1) low[v] = Math.min(low[v]!, index[to]!);
        continue;
      }
      path.pop();
      const below = path.at(-1);
      if (below !== undefined) low[below.v] = Math.min(low[below.v]!, low[v]!);
      if (low[v] !== index[v]) continue;
      for (let w = open.pop()!; ; w = open.pop()!) {
        component[w] = v;
        if (w === v) break;
      }
    }
  }
  return component;
}
