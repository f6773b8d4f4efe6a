// Reads the packages' TypeScript as syntax trees, for the tests that hold its laws.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

export interface Source {
  /** Path under the package's src, with forward slashes. */
  readonly name: string;
  /** The first folder under src, or '' for a file at its root. */
  readonly folder: string;
  readonly tree: ts.SourceFile;
}

/** Every TypeScript file of a package's src; tests beside the code are left out. */
export function sourcesOf(pkg: string): Source[] {
  const src = path.join(root, 'packages', pkg, 'src');
  if (!existsSync(src)) return [];
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => {
      const text = readFileSync(path.join(src, name), 'utf8');
      const tree = ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS);
      return { name, folder: name.includes('/') ? name.slice(0, name.indexOf('/')) : '', tree };
    });
}

/** `file:line`, as an editor opens it. */
export function where(source: Source, node: ts.Node): string {
  return `${source.name}:${source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree)).line + 1}`;
}

export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** The module specifiers of every static import and re-export, types included. */
export function importsOf(source: Source): { readonly specifier: string; readonly node: ts.Node }[] {
  const found: { specifier: string; node: ts.Node }[] = [];
  walk(source.tree, (node) => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : undefined;
    if (specifier && ts.isStringLiteral(specifier)) found.push({ specifier: specifier.text, node });
  });
  return found;
}

/** Whether an identifier stands for a variable or a type, not for a member's name. */
export function isReference(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent)) {
    return ts.isPropertyAccessExpression(parent) ? parent.expression === node : parent.left === node;
  }
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  const isMember =
    ts.isPropertyAssignment(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isGetAccessor(parent) ||
    ts.isSetAccessor(parent) ||
    ts.isNamedTupleMember(parent) ||
    ts.isEnumMember(parent);
  return !(isMember && parent.name === node);
}
