/** docs/modules.md and `rexec modules`: one table, compared with CPython's library and with what can be imported. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Cell, moduleRow, moduleRows } from '../packages/rexec/src/index.js';
// @ts-expect-error: a script.
import { zipMembers } from '../scripts/zip.mjs';

const root = path.dirname(import.meta.dirname);

test('the page is as the table', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/make-modules-page.mjs', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, expect.anything()]);
});

test("every module of CPython's library is spoken of", () => {
  const archive = readFileSync(path.join(root, 'node_modules/pyodide/python_stdlib.zip'));
  const names = [...(zipMembers(archive) as Map<string, unknown>).keys()]
    .filter((file) => file.endsWith('.py') && !/(^|\/)_(?!_init__\.py)|^pyodide/.test(file))
    .map((file) => file.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.'));
  expect(names.filter((name) => moduleRow(name) === undefined)).toEqual([]);
  expect(names.length).toBeGreaterThan(400);
});

test('what is said to be there can be imported, what is said to be absent cannot', () => {
  const policy = {
    extends: 'applet',
    modules: { allow: ['*'] },
    clock: { mode: 'real' },
    entropy: { mode: 'real' },
    limits: { time: '200 s', memory: '1 GB', fuel: 1e11 },
    files: { mounts: [{ at: '/tmp', memory: '1 MB' }] },
  } as const;
  const rows = moduleRows().map(({ name, state }) => [name, state !== 'absent']);
  const program = `
import json, sys
for name, there in json.loads(sys.argv[1]):
    try:
        __import__(name)
        if not there: print(name, 'is there')
    except Exception as e:
        if there or type(e) is not ModuleNotFoundError or not e.__notes__: print(name, repr(e))
print('all tried', file=sys.stderr)
`;
  const cell = Cell.create({ policy, argv: ['', JSON.stringify(rows)] });
  const { stdout, stderr } = cell.runSync(program);
  // One of them prints a poem.
  expect(stdout.split('\n').filter((line) => /is there|Error\(/.test(line))).toEqual([]);
  expect(stderr).toContain('all tried');
}, 300_000);
