// The programs of examples/restricted print in a cell what they print with RestrictedPython itself.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Cell } from '../src/index.js';

const folder = fileURLToPath(new URL('../../../examples/restricted/', import.meta.url));

/** Where the module has been imported. */
const prepared = Cell.create({ policy: 'pure' });
prepared.runSync('import RestrictedPython, ast, warnings; del RestrictedPython, ast, warnings');

for (const file of readdirSync(folder).filter((name) => name.endsWith('.py'))) {
  test(file.slice(0, -3).replaceAll('-', ' '), () => {
    const source = readFileSync(folder + file, 'utf8');
    const promised = [...source.matchAll(/^#> ?(.*\n)/gm)].map(([, line]) => line).join('');
    const cell = prepared.fork();
    const { stdout, stderr } = cell.runSync(source, { filename: file });
    cell.dispose();
    expect(stderr + stdout.replace(/ +$/gm, '')).toBe(promised);
  });
}
