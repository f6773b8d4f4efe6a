/** The standard library's code objects are CPython's as far as names, flags and scopes go, and are well formed. */
import { expect, test } from 'vitest';
import { compileText, SHAPE, shapeOf } from './compiler-support.js';
import { askCPython } from './cpython.js';
import { verifyCode } from './verify-code.js';

const PROGRAM = `
import hashlib, zipfile, warnings
${SHAPE}
warnings.simplefilter('ignore')
files = []
archive = zipfile.ZipFile('/stdlib.zip')
for name in archive.namelist():
    if name.endswith('.py'):
        source = archive.read(name).decode()
        code = compile(source, name, 'exec', dont_inherit=True, optimize=0)
        files.append([name, source, json.dumps(shape(code), sort_keys=True)])
json.dumps(files)
`;

test('the code objects of the standard library have CPython’s shape', async () => {
  const files = await askCPython<[name: string, source: string, shape: string][]>(PROGRAM);
  const different: string[] = [];
  for (const [name, source, shape] of files) {
    const code = compileText(source, name);
    expect(verifyCode(code)).toEqual([]);
    if (stable(shapeOf(code)) !== stable(JSON.parse(shape))) different.push(name);
  }
  expect(files.length).toBeGreaterThan(500);
  expect(different).toEqual([]);
});

function stable(value: unknown): string {
  return JSON.stringify(value, (_key, v) =>
    v !== null && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}
