/** Runs the examples of a page of the documentation: `expression; // what it is`, or `// SomeError: message`. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import * as rexec from '../src/index.js';

const AsyncFunction = (async () => {}).constructor as FunctionConstructor;

/** The number of lines that say what they give. */
export async function runPage(name: string): Promise<number> {
  const text = readFileSync(fileURLToPath(new URL(`../../../docs/${name}`, import.meta.url)), 'utf8');
  const blocks = [...text.matchAll(/```ts\n(.*?)```/gs)].map((m) => m[1]!);
  let count = 0;
  const lines = blocks.join('\n').split('\n');
  const body = lines
    .filter((line) => !line.startsWith('import '))
    .map((line) => {
      const m = /^([^\s/].*); \/\/ (.+)$/.exec(line);
      if (m === null || /^(?:const|let) /.test(line)) return line;
      count++;
      return `await check(async () => (${m[1]}), ${JSON.stringify(m[2])});`;
    });
  const names = Object.keys(rexec);
  const run = new AsyncFunction('check', ...names, body.join('\n'));
  await run(check, ...names.map((n) => (rexec as Record<string, unknown>)[n]));
  return count;
}

async function check(given: () => Promise<unknown>, said: string): Promise<void> {
  let value: unknown;
  try {
    value = await given();
  } catch (e) {
    expect(`${(e as Error).name}: ${(e as Error).message}`).toBe(said);
    return;
  }
  const expected: unknown = new Function(`return (${said});`)();
  expect(value, said).toEqual(expected);
}
