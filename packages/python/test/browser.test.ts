// The engine as a web page loads it (load/browser.mjs): modules and fetched tables, nothing of Node.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

const entry = new URL('../dist/index.js', import.meta.url);
const PROGRAM = `
import json, dataclasses, inspect
print(json.dumps([1, {'a': None}]), len(inspect.getsource(dataclasses.dataclass)) > 100)
`;

beforeAll(() => {
  vi.stubGlobal('fetch', async (url: URL) => new Response(await readFile(url)));
});
afterAll(() => {
  vi.unstubAllGlobals();
});

test.skipIf(!existsSync(entry))('runs programs that import the library (skipped before `npm run build`)', async () => {
  const { Machine, compileSource, newDict } = await import(/* @vite-ignore */ entry.href);
  let written = '';
  const console = {
    stdout: (text: string) => void (written += text),
    stderr: (text: string) => void (written += text),
  };
  const machine = new Machine({ powers: { console } });
  const globals = newDict();
  globals.setStr('__name__', '__main__');
  globals.setStr('__builtins__', machine.modules.getStr('builtins'));
  machine.runCode(compileSource(PROGRAM, 'a.py', 'exec'), globals);
  expect(written).toBe('[1, {"a": null}] True\n');
});
