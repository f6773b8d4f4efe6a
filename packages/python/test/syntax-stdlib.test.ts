/** Every file of the standard library has the tree, positions included, that CPython gives it. */

import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { dump } from '../src/syntax/dump.js';
import { parse } from '../src/syntax/parse.js';
import { askCPython } from './cpython.js';

const PROGRAM = `
import ast, hashlib, zipfile
files = []
archive = zipfile.ZipFile('/stdlib.zip')
for name in archive.namelist():
    if name.endswith('.py'):
        source = archive.read(name).decode()
        text = ast.dump(ast.parse(source), include_attributes=True)
        files.append([name, source, hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()])
json.dumps(files)
`;

test('the trees of the standard library are CPython’s', async () => {
  const files = await askCPython<[name: string, source: string, digest: string][]>(PROGRAM);
  const different: string[] = [];
  for (const [name, source, digest] of files) {
    const text = dump(parse(source, { filename: name, mode: 'exec' }));
    if (createHash('sha256').update(text).digest('hex') !== digest) different.push(name);
  }
  expect(files.length).toBeGreaterThan(500);
  expect(different).toEqual([]);
});
