/**
 * A file's tree made ready to run: `load` becomes names that hold the values of other files, and conditions leave behind
 * how they came out. The names of both cannot be written in a source.
 */
import { engine } from '@rexec/python';
import type { SourceLines } from '../language/columns.js';
import { type Finding, makeFinding } from '../language/finding.js';
import { type Expr, type Node, walk } from '../language/tree.js';

const { ast } = engine;
type Stmt = engine.ast.Stmt;

/** One use of `load`. */
export interface Load {
  readonly node: engine.ast.Call;
  readonly path: string;
  readonly names: readonly { readonly name: string; readonly as: string; readonly node: Expr }[];
  /** `load(…)` as a statement binds names. */
  readonly binds: boolean;
}

export interface Loads {
  readonly loads: readonly Load[];
  readonly findings: readonly Finding[];
}

const isLoad = (e: Expr): e is engine.ast.Call => e.kind === 'Call' && e.func.kind === 'Name' && e.func.id === 'load';

/** Uses of `load` in the order of the source, and what is wrong with them. */
export function findLoads(tree: Node, filename: string, lines: SourceLines): Loads {
  const loads: Load[] = [];
  const findings: Finding[] = [];
  const statements = new Set<Node>();
  const callees = new Set<Node>();
  walk(
    tree,
    () => {},
    (node) => {
      if (node.kind === 'Expr') statements.add(node.value);
      if (node.kind === 'Name' && node.id === 'load' && !callees.has(node)) {
        const message = 'load is called, like load("other.conf", "name"), and nothing else';
        findings.push(makeFinding({ rule: 'load', source: '', message }, filename, node, lines));
      }
      if (node.kind !== 'Call' || !isLoad(node)) return;
      callees.add(node.func);
      const load = readLoad(node, statements.has(node));
      if (typeof load === 'string') {
        findings.push(makeFinding({ rule: 'load', source: '', message: load }, filename, node, lines));
      } else loads.push(load);
    },
  );
  return { loads, findings };
}

function readLoad(node: engine.ast.Call, binds: boolean): Load | string {
  const [path, ...names] = node.args.map(textOf);
  const wanted: Load['names'][number][] = [];
  for (const [i, name] of names.entries())
    if (name !== undefined) wanted.push({ name, as: name, node: node.args[i + 1]! });
  for (const { arg, value } of node.keywords) {
    const name = textOf(value);
    if (arg !== null && name !== undefined) wanted.push({ name, as: arg, node: value });
  }
  const all = node.args.length - 1 + node.keywords.length;
  if (path === undefined || wanted.length !== all) return 'load takes texts alone: the file, and names in it';
  if (all === 0) return 'load takes the names that are wanted: load("other.conf", "name")';
  if (!binds && node.keywords.length > 0) return 'only load(…) as a statement binds other names';
  const bad = wanted.find(({ name }) => !/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name));
  return bad === undefined
    ? { node, path, names: wanted, binds }
    : `${JSON.stringify(bad.name).slice(0, 60)} is no name`;
}

function textOf(e: Expr): string | undefined {
  return e.kind === 'Constant' && typeof e.value === 'string' ? e.value : undefined;
}

/** Conditions of a tree by the names under which they are kept. */
export class Decisions {
  readonly names = new Map<Node, string>();
  private readonly prefix: string;

  constructor(file: number) {
    this.prefix = `?${file}:`;
  }

  /** `test` -> `(?n := not not test)`. */
  record(node: engine.ast.If | engine.ast.IfExp): void {
    const name = `${this.prefix}${this.names.size}`;
    this.names.set(node, name);
    const { test } = node;
    const at = [test.lineno, test.col_offset, test.end_lineno, test.end_col_offset] as const;
    const truth = new ast.UnaryOp('Not', new ast.UnaryOp('Not', test, ...at), ...at);
    node.test = new ast.NamedExpr(new ast.Name(name, 'Store', ...at), truth, ...at);
  }
}

/** Changes the tree in place. `hidden` gives the name under which a value of another file is there. */
export function prepare(
  tree: engine.ast.Module,
  file: number,
  loads: readonly Load[],
  hidden: (load: Load, name: string) => string,
): Decisions {
  const decisions = new Decisions(file);
  const byNode = new Map(loads.map((load) => [load.node as Node, load]));
  const value = (load: Load): Expr => {
    const { lineno, col_offset, end_lineno, end_col_offset } = load.node;
    const at = [lineno, col_offset, end_lineno, end_col_offset] as const;
    const names = load.names.map(({ name }) => new ast.Name(hidden(load, name), 'Load', ...at));
    return names.length === 1 ? names[0]! : new ast.Tuple(names, 'Load', ...at);
  };
  const bound = (load: Load): Stmt[] =>
    load.names.map(({ name, as, node }) => {
      const at = [node.lineno, node.col_offset, node.end_lineno, node.end_col_offset] as const;
      return new ast.Assign(
        [new ast.Name(as, 'Store', ...at)],
        new ast.Name(hidden(load, name), 'Load', ...at),
        null,
        ...at,
      );
    });
  const statements: Node[] = [];
  walk(
    tree,
    () => {},
    (node) => {
      if (node.kind === 'If' || node.kind === 'IfExp') statements.push(node);
      if (node.kind === 'Module' || node.kind === 'If') {
        node.body = node.body.flatMap((s) => replaced(s));
        if (node.kind === 'If') node.orelse = node.orelse.flatMap((s) => replaced(s));
      }
      replaceChildren(node, (child) => {
        const load = byNode.get(child);
        return load === undefined ? child : value(load);
      });
    },
  );
  function replaced(s: Stmt): Stmt[] {
    const load = s.kind === 'Expr' ? byNode.get(s.value) : undefined;
    return load === undefined ? [s] : bound(load);
  }
  for (const node of statements) decisions.record(node as engine.ast.If | engine.ast.IfExp);
  return decisions;
}

/** Expressions in the fields of a node by others. */
function replaceChildren(node: Node, by: (child: Expr) => Expr): void {
  const fields = node as unknown as Record<string, unknown>;
  for (const [field, type] of ast.NODE_FIELDS.get(node.kind)!.fields) {
    if (type !== 'expr') continue;
    const value = fields[field];
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) if (value[i] !== null) value[i] = by(value[i] as Expr);
    } else if (value !== null) fields[field] = by(value as Expr);
  }
}
