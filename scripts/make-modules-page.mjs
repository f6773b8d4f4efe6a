// Writes docs/modules.md from the engine's own table (packages/python/src/modules/module-list.ts).
//
//   node scripts/make-modules-page.mjs [--check]      --check: writes nothing, fails where the page is out of date
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder, root } from './build.mjs';
import { bundle } from './bundle.mjs';

const PAGE = path.join(root, 'docs/modules.md');
const BUNDLE = path.join(cacheFolder, 'modules-page.mjs');

await bundle('packages/python/src/index.ts', BUNDLE);
const { moduleRows } = await import(pathToFileURL(BUNDLE).href);
const page = pageOf(moduleRows());
if (process.argv.includes('--check')) {
  if (readFileSync(PAGE, 'utf8') !== page) throw new Error('docs/modules.md: run node scripts/make-modules-page.mjs');
} else writeFileSync(PAGE, page);

function pageOf(rows) {
  const of = (state) => rows.filter((row) => row.state === state);
  const names = (list) => list.map(({ name }) => `\`${name}\``).join(', ');
  const grouped = (list) => {
    const groups = new Map();
    for (const row of list) groups.set(row.note, [...(groups.get(row.note) ?? []), row]);
    return [...groups];
  };
  return `# Modules

Made by \`scripts/make-modules-page.mjs\`. Every public module of CPython 3.14, and what a cell has of it; \`rexec modules\`
prints the same, \`rexec modules NAME\` one of them. The policy has the last word: \`modules.allow\` says which of them a
program may import ([policy.md](policy.md)).

## Partial
| module | what is missing |
| --- | --- |
${of('partial')
  .map(({ name, note }) => `| \`${name}\` | ${note} |\n`)
  .join('')}
## Through a power
They can be imported anywhere; what they do with the outside, the policy gives.

| power | modules |
| --- | --- |
${grouped(of('power'))
  .map(([power, list]) => `| ${power} | ${names(list)} |\n`)
  .join('')}
## Absent
\`import\` raises ModuleNotFoundError, with the reason as a note.

| why | modules |
| --- | --- |
${grouped(of('absent'))
  .map(([why, list]) => `| ${why} | ${names(list)} |\n`)
  .join('')}
## Whole
${names(of('whole'))}
`;
}
