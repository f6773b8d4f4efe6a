/** The examples of the README run, and do what their comments say. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as rexec from 'rexec';
import { describe, expect, test } from 'vitest';

const readme = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8');
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map((m) => m[1]!);

describe('the README', () => {
  test.each(blocks('ts'))('TypeScript example %#', async (text) => {
    const imported = /import \{ (.*?) \} from 'rexec';/.exec(text)![1]!.split(', ');
    const body = text.replace(/import .*\n/, '').replace(/^(result\.\w+);.*$/gm, '');
    const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
    const run = new AsyncFunction(...imported, `${body}\nreturn result;`);
    const result = (await run(...imported.map((name) => new Map(Object.entries(rexec)).get(name)))) as rexec.RunResult;
    const said = /result\.stdout; \/\/ '(.*)\\n'/.exec(text)![1];
    expect(result).toMatchObject({ status: 'ok', stdout: `${said}\n`, refusals: [] });
  });

  test.each(blocks('toml'))('policy %#', (text) => {
    expect(() => rexec.Policy.parse(text, { filename: 'README.md' })).not.toThrow();
  });
});
