// The table of docs/restricted-python.md: every construct and every rule, with what restricted Python says of it. With
// UPDATE_DOCS set, the table is written instead.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { engine } from '@rexec/python';
import { expect, test } from 'vitest';
import { nodeRows, ruleRows } from '../../../scripts/restricted/constructs.mjs';
import { Cell } from '../src/index.js';
import { checkSource } from '../src/language/index.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const page = `${root}docs/restricted-python.md`;
const MARK = ['<!-- constructs -->', '<!-- end of constructs -->'] as const;

interface Judged {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly becomes: string | null;
  readonly alone?: readonly [errors: readonly string[], warnings: readonly string[]];
}

type Row = readonly [what: string, source: string];

/** What the module in a cell says of each. */
function judged(cases: readonly Row[]): Judged[] {
  const cell = Cell.create({ policy: 'pure' });
  const program = readFileSync(`${root}scripts/restricted/constructs.py`, 'utf8');
  const { stdout, stderr } = cell.runSync(`CASES = ${JSON.stringify(cases)}\n${program}`);
  expect(stderr).toBe('');
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Judged);
}

const nodes = nodeRows() as readonly Row[];
const rules = ruleRows() as readonly Row[];
const ofNodes = judged(nodes);
const ofRules = judged(rules.map(([, source]) => ['', source]));

const code = (text: string) => `\`${text.replaceAll('\n', ' ⏎ ').replaceAll('|', '\\|').replaceAll(/ +/g, ' ')}\``;
const message = (text: string) => text.replace(/^Line \w+: /, '').replaceAll('|', '\\|');

function verdict(errors: readonly string[], { becomes }: Judged): string {
  if (errors.length > 0) return `**refused**: ${errors.map(message).join('; ')}`;
  return becomes === null ? 'allowed' : `allowed: ${code(becomes)}`;
}

function table(): string {
  const lines = ['| node | example | verdict |', '| --- | --- | --- |'];
  nodes.forEach(([kind, source], i) => {
    lines.push(`| ${kind} | ${code(source)} | ${verdict(ofNodes[i]!.alone![0], ofNodes[i]!)} |`);
  });
  lines.push('', '| rule | example | verdict |', '| --- | --- | --- |');
  rules.forEach(([rule, source], i) => {
    const name = rule === rules[i - 1]?.[0] ? '' : rule;
    lines.push(`| ${name} | ${code(source)} | ${verdict(ofRules[i]!.errors, ofRules[i]!)} |`);
  });
  return lines.join('\n');
}

test('every class of node is in the table', () => {
  const known = new Set(nodes.map(([kind]) => kind));
  const all = [...engine.ast.NODE_FIELDS.keys(), ...[...engine.ast.ENUM_NODES.values()].flat()];
  expect(all.filter((name) => !known.has(name))).toEqual([]);
});

test('what is refused has its own message, with its line', () => {
  nodes.forEach(([kind], i) => {
    for (const text of ofNodes[i]!.alone![0])
      expect(text).toMatch(new RegExp(`^Line (\\d+|None): ${kind} statements are not`));
  });
  rules.forEach((_, i) => {
    for (const text of ofRules[i]!.errors) expect(text).toMatch(/^Line \d+: /);
  });
});

test('what no rule knows is refused with a warning', () => {
  nodes.forEach(([kind], i) => {
    const [errors, warnings] = ofNodes[i]!.alone!;
    for (const text of warnings)
      expect(text).toMatch(new RegExp(`${kind} statement is not known to RestrictedPython$`));
    if (warnings.length > 0) expect(errors.length).toBe(1);
  });
});

test('the profile `restricted` of source policies lets pass what RestrictedPython does', () => {
  const refused = (source: string) => checkSource(source, 'restricted').length > 0;
  const differ = [...nodes, ...rules].filter(([kind, source], i) => {
    if (kind === 'FunctionType' || kind === 'TypeIgnore') return false;
    return refused(source) !== [...ofNodes, ...ofRules][i]!.errors.length > 0;
  });
  expect(differ).toEqual([]);
});

test('docs/restricted-python.md has the table', () => {
  const text = readFileSync(page, 'utf8');
  const start = text.indexOf(MARK[0]) + MARK[0].length;
  const end = text.indexOf(MARK[1]);
  if (process.env.UPDATE_DOCS !== undefined)
    writeFileSync(page, `${text.slice(0, start)}\n${table()}\n${text.slice(end)}`);
  else expect(text.slice(start, end).trim()).toBe(table());
});
