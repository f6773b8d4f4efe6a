/** From a script's parameters and body to the tree of one function, with everything that is wrong with them. */
import { checkTreeCompiles, engine, PySyntaxError, parse } from '@rexec/python';
import { checkTree, syntaxFinding } from '../language/check.js';
import type { Finding } from '../language/finding.js';
import { languageOf } from '../language/rules.js';

import Ast = engine.ast;

/** What `printed` stands for in the tree: a name that no source can spell. */
export const PRINTED = 'text that was printed';

const RULES = [languageOf('restricted')];

export interface ReadScript {
  readonly findings: readonly Finding[];
  /** A module with nothing but the function; null: its syntax is wrong. */
  readonly tree: Ast.Module | null;
  readonly filename: string;
  /** Names that it uses: nothing else is bound for a call. */
  readonly names: ReadonlySet<string>;
  /** Those of them that it only reads. */
  readonly free: ReadonlySet<string>;
}

export function filenameOf(id: string): string {
  return `Script (Python) ${id}`;
}

export function readScript(id: string, parameters: string, body: string): ReadScript {
  const filename = filenameOf(id);
  const findings: Finding[] = [];
  const signature = readParameters(`${filename}, parameters`, parameters, findings);
  const statements = readBody(filename, body, findings);
  if (signature === null || statements === null) {
    return { findings, tree: null, filename, names: new Set(), free: new Set() };
  }
  signature.name = id;
  signature.body = statements.body.length > 0 ? statements.body : signature.body;
  const tree = new Ast.Module([signature], []);
  const { names, bound } = showPrinted(tree);
  const free = new Set([...names].filter((name) => !bound.has(name)));
  if (findings.length === 0) findings.push(...compiled(tree, body, filename));
  return { findings, tree, filename, names, free };
}

function readBody(filename: string, body: string, findings: Finding[]): Ast.Module | null {
  const source = body.replace(/\r\n?/g, '\n');
  const tree = parsed(source, filename, findings) as Ast.Module | null;
  if (tree !== null) findings.push(...checkTree(tree, RULES, { filename, source }));
  return tree;
}

/** The parameters between the parentheses of a `def`. */
function readParameters(filename: string, parameters: string, findings: Finding[]): Ast.FunctionDef | null {
  const source = `def f(\n${parameters.replace(/\r\n?/g, '\n')}\n): pass\n`;
  const own: Finding[] = [];
  const tree = parsed(source, filename, own) as Ast.Module | null;
  const def = tree?.body.length === 1 ? tree.body[0]! : null;
  const whole =
    def?.kind === 'FunctionDef' && def.returns === null && def.body.length === 1 && def.body[0]!.kind === 'Pass';
  if (tree !== null && !whole) {
    const e = new PySyntaxError('SyntaxError', 'invalid parameters', filename, 2, 1, parameters, 2, 2);
    own.push(syntaxFinding(e, source, filename));
  }
  if (tree !== null && whole) {
    own.push(...checkTree(tree, RULES, { filename, source }), ...compiled(tree, source, filename));
  }
  findings.push(...own.map((f) => ({ ...f, line: Math.max(1, f.line - 1), endLine: Math.max(1, f.endLine - 1) })));
  return whole ? (def as Ast.FunctionDef) : null;
}

/** What is wrong although it can be parsed: a `break` outside of a loop, a parameter twice. */
function compiled(tree: Ast.Mod, source: string, filename: string): Finding[] {
  try {
    checkTreeCompiles(tree, filename, 'exec');
    return [];
  } catch (e) {
    if (!(e instanceof PySyntaxError)) throw e;
    return [syntaxFinding(e, source, filename)];
  }
}

function parsed(source: string, filename: string, findings: Finding[]): Ast.Mod | null {
  try {
    return parse(source, { filename, mode: 'exec', lookupName: engine.codePointOfName });
  } catch (e) {
    if (!(e instanceof PySyntaxError)) throw e;
    findings.push(syntaxFinding(e, source, filename));
    return null;
  }
}

/**
 * Each `printed` becomes a call that gives the text that was printed so far. The names that there are then, and those that
 * something is bound to.
 */
function showPrinted(tree: object): { names: ReadonlySet<string>; bound: ReadonlySet<string> } {
  const names = new Set<string>();
  const bound = new Set<string>();
  const waiting: object[] = [tree];
  while (waiting.length > 0) {
    const node = waiting.pop()! as Record<string, unknown>;
    const binds = boundBy(node);
    if (binds !== null) bound.add(binds);
    for (const [field, value] of Object.entries(node)) {
      if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
      if (value instanceof Ast.Name && value.id === 'printed' && value.ctx === 'Load') {
        node[field] = callOf(value);
        names.add(PRINTED);
      } else {
        if (value instanceof Ast.Name) names.add(value.id);
        waiting.push(value);
      }
    }
  }
  return { names, bound };
}

function boundBy(node: object): string | null {
  if (node instanceof Ast.Name) return node.ctx === 'Load' ? null : node.id;
  if (node instanceof Ast.Arg) return node.arg;
  if (node instanceof Ast.Alias) return node.asname ?? node.name.split('.', 1)[0]!;
  const named = node instanceof Ast.FunctionDef || node instanceof Ast.ClassDef || node instanceof Ast.ExceptHandler;
  return named ? node.name : null;
}

function callOf(name: Ast.Name): Ast.Call {
  const { lineno, col_offset, end_lineno, end_col_offset } = name;
  const func = new Ast.Name(PRINTED, 'Load', lineno, col_offset, end_lineno, end_col_offset);
  return new Ast.Call(func, [], [], lineno, col_offset, end_lineno, end_col_offset);
}
