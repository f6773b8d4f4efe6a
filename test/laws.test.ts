// The laws of the design that a reader of the source can check: the folders' import order, no ambient power, a plain heap.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { importsOf, isReference, root, type Source, sourcesOf, walk, where } from './sources.js';

/** A folder imports from itself and from the folders before it. `powers.ts`, at the root, may be imported by all. */
const ORDER: Record<string, readonly string[]> = {
  python: [
    'syntax',
    'objects',
    'protocols',
    'types',
    'compiler',
    'machine',
    'jit',
    'builtins',
    'modules',
    'library',
    'snapshot',
  ],
  rexec: [
    'language',
    'policy',
    'audit',
    'system',
    'bastion',
    'modules',
    'cell',
    'debug',
    'replay',
    'classic',
    'restricted',
    'scripts',
    'config',
    'expression',
    'node',
  ],
};

/** What would give a program time, chance, a place to leave through, or an answer that differs from machine to machine. */
const AMBIENT = new Set([
  'Date',
  'globalThis',
  'global',
  'window',
  'self',
  'process',
  'require',
  'module',
  'eval',
  'performance',
  'console',
  'fetch',
  'crypto',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'structuredClone',
  'Buffer',
  'Worker',
  'WebAssembly',
  'WeakRef',
  'FinalizationRegistry',
  'SharedArrayBuffer',
  'Atomics',
  'Intl',
  'AsyncFunction',
  'GeneratorFunction',
]);

/** Members with the same effect, whatever they are read from. */
const AMBIENT_MEMBERS = new Set([
  '__proto__',
  '__defineGetter__',
  '__lookupGetter__',
  'localeCompare',
  'toLocaleString',
  'toLocaleLowerCase',
  'toLocaleUpperCase',
]);

/** A variable of that name which the file itself declares is no power. */
function declaredNames(source: Source): Set<string> {
  const names = new Set<string>();
  walk(source.tree, (node) => {
    const declares =
      ts.isParameter(node) ||
      ts.isVariableDeclaration(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isImportSpecifier(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node);
    if (declares && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
  });
  return names;
}

function ambientUses(source: Source): string[] {
  const found: string[] = [];
  const declared = declaredNames(source);
  const banned = new Set([...AMBIENT].filter((name) => !declared.has(name)));
  if (source.folder !== 'jit') banned.add('Function');
  walk(source.tree, (node) => {
    if (ts.isIdentifier(node) && banned.has(node.text) && isReference(node)) {
      found.push(`${where(source, node)} ${node.text}`);
    } else if (ts.isPropertyAccessExpression(node)) {
      const random = node.name.text === 'random' && node.expression.getText(source.tree) === 'Math';
      const made =
        node.name.text === 'constructor' && ts.isCallExpression(node.parent) && node.parent.expression === node;
      if (random || made || AMBIENT_MEMBERS.has(node.name.text))
        found.push(`${where(source, node)} .${node.name.text}`);
    } else if (ts.isElementAccessExpression(node) && node.expression.getText(source.tree) === 'Math') {
      found.push(`${where(source, node)} Math[...]`);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      found.push(`${where(source, node)} import()`);
    } else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      found.push(`${where(source, node)} import.meta`);
    }
  });
  return found;
}

function hiddenFrames(source: Source): string[] {
  const found: string[] = [];
  walk(source.tree, (node) => {
    const star =
      (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node)) &&
      node.asteriskToken;
    const isAsync =
      ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword);
    if (star) found.push(`${where(source, node)} function*`);
    else if (isAsync) found.push(`${where(source, node)} async`);
    else if (ts.isAwaitExpression(node) || ts.isYieldExpression(node))
      found.push(`${where(source, node)} await or yield`);
    else if (ts.isForOfStatement(node) && node.awaitModifier) found.push(`${where(source, node)} for await`);
    else if (ts.isIdentifier(node) && node.text === 'Promise' && isReference(node))
      found.push(`${where(source, node)} Promise`);
  });
  return found;
}

function orderBreaks(pkg: string, source: Source): string[] {
  const order = ORDER[pkg] as readonly string[];
  const found: string[] = [];
  for (const { specifier, node } of importsOf(source)) {
    if (!specifier.startsWith('.')) continue;
    const target = path.posix.normalize(path.posix.join(path.posix.dirname(source.name), specifier));
    if (target.startsWith('..')) {
      found.push(`${where(source, node)} leaves the package: ${specifier}`);
      continue;
    }
    if (target === 'powers.js') continue;
    if (source.name === 'powers.ts') {
      found.push(`${where(source, node)} powers.ts imports ${specifier}`);
      continue;
    }
    if (source.folder === '') continue;
    const to = target.includes('/') ? target.slice(0, target.indexOf('/')) : '';
    const allowed = to !== '' && order.indexOf(to) !== -1 && order.indexOf(to) <= order.indexOf(source.folder);
    if (!allowed) found.push(`${where(source, node)} ${source.folder} imports ${to || specifier}`);
  }
  return found;
}

for (const pkg of Object.keys(ORDER)) {
  describe(`packages/${pkg}`, () => {
    const sources = sourcesOf(pkg);
    test('every folder has a place in the import order', () => {
      const folders = new Set(sources.map((source) => source.folder).filter((folder) => folder !== ''));
      expect([...folders].filter((folder) => !ORDER[pkg]?.includes(folder))).toEqual([]);
    });
    test('a folder imports only from itself and from the folders before it', () => {
      expect(sources.flatMap((source) => orderBreaks(pkg, source))).toEqual([]);
    });
  });
}

describe('packages/python has no ambient power', () => {
  const sources = sourcesOf('python');
  test('no time, chance, console, process, network or compiler by name', () => {
    expect(sources.flatMap(ambientUses)).toEqual([]);
  });
  test('no import from outside the package', () => {
    const outside = sources.flatMap((source) =>
      importsOf(source)
        .filter(({ specifier }) => !specifier.startsWith('.'))
        .map(({ specifier, node }) => `${where(source, node)} ${specifier}`),
    );
    expect(outside).toEqual([]);
  });
  test('no dependency', () => {
    const manifest = JSON.parse(readFileSync(path.join(root, 'packages/python/package.json'), 'utf8'));
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('peerDependencies');
    expect(manifest).not.toHaveProperty('optionalDependencies');
  });
  test('compiles with no Node and no DOM types', () => {
    const read = (name: string) => JSON.parse(readFileSync(path.join(root, name), 'utf8')).compilerOptions;
    const options = { ...read('tsconfig.base.json'), ...read('packages/python/tsconfig.json') };
    expect(options.types).toEqual([]);
    expect(options.lib).toEqual(['ES2023']);
  });
});

describe('packages/python keeps a plain heap', () => {
  test('no JavaScript generator, async function or promise', () => {
    expect(sourcesOf('python').flatMap(hiddenFrames)).toEqual([]);
  });
});

describe('the laws have teeth', () => {
  const source = (text: string): Source => ({
    name: 'machine/sample.ts',
    folder: 'machine',
    tree: ts.createSourceFile('machine/sample.ts', text, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS),
  });
  test.each([
    'const t = Date.now();',
    'const r = Math.random();',
    "const r = Math['random']();",
    'new Function("return 1")();',
    'eval("1");',
    'const m = import("node:fs");',
    '(() => 0).constructor("return this")();',
    `const s = \`\${globalThis}\`;`,
    'const o = { process };',
  ])('%s is seen', (text) => {
    expect(ambientUses(source(text))).toHaveLength(1);
  });
  test.each([
    '// Date.now() and globalThis',
    'const s = "process.exit() eval";',
    'const r = /require|eval/;',
    'const o = { Date: 1, process() {} }; o.Date;',
    'function f(process: number) { return process; }',
  ])('%s is none', (text) => {
    expect(ambientUses(source(text))).toEqual([]);
  });
  test.each(['function* f() {}', 'async () => {};', 'let p: Promise<void>;', 'class A { *[Symbol.iterator]() {} }'])(
    '%s is seen as a hidden frame',
    (text) => {
      expect(hiddenFrames(source(text))).toHaveLength(1);
    },
  );
  test('an import against the order is seen', () => {
    expect(orderBreaks('python', source("import { x } from '../builtins/x.js';"))).toHaveLength(1);
    expect(orderBreaks('python', source("import type { x } from '../compiler/x.js';"))).toEqual([]);
    expect(orderBreaks('python', source("import type { P } from '../powers.js';"))).toEqual([]);
  });
});

describe('what starts processes needs no engine', () => {
  test('nothing that rexec/apart leads to imports it', async () => {
    const { metafile } = await build({
      ...{ entryPoints: ['packages/rexec/src/apart.ts'], external: ['@rexec/python'], absWorkingDir: root },
      ...{ bundle: true, platform: 'node', format: 'esm', conditions: ['source'], write: false, metafile: true },
    });
    const { imports } = Object.values(metafile.outputs)[0]!;
    expect(imports.map((one) => one.path)).toContain('@rexec/python/source');
    expect(imports.map((one) => one.path)).not.toContain('@rexec/python');
  });
});
