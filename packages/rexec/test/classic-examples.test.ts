import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { Cell, Policy, ProcessCell } from '../src/index.js';

const folder = fileURLToPath(new URL('../../../examples/classic/', import.meta.url));
const read = (file: string) => readFileSync(folder + file, 'utf8');
const policy = Policy.parse(read('supervisor.toml'), { filename: 'supervisor.toml', folder });

/** What the program says that it prints. */
function promised(source: string): string {
  return source
    .split('\n')
    .filter((line) => /^(#|\/\/)>/.test(line))
    .map((line) => `${line.replace(/^(#|\/\/)> ?/, '')}\n`)
    .join('');
}

afterEach(() => vi.restoreAllMocks());

for (const file of readdirSync(folder).sort()) {
  if (file.endsWith('.py')) {
    test(`${file} prints what it says`, async () => {
      const source = read(file);
      const cell = Cell.create({ policy });
      const result = await cell.run(source, { filename: file });
      expect(result.stderr + result.stdout).toBe(promised(source));
      cell.dispose();
    });
  }
  if (file.endsWith('.ts')) {
    test(`${file} prints what it says`, async () => {
      const lines: string[] = [];
      vi.spyOn(console, 'log').mockImplementation((text) => void lines.push(...String(text).split('\n')));
      await import(folder + file);
      expect(lines.map((line) => `${line}\n`).join('')).toBe(promised(read(file)));
    });
  }
}

test('nested.py prints the same in processes', async () => {
  const cell = ProcessCell.create({ policy });
  expect((await cell.run(read('nested.py'))).stdout).toBe(promised(read('nested.py')));
  cell.dispose();
});
