/** `rexec policy`. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderWith, rexec } from './support.js';

test('check: a right policy, and every mistake of a wrong one', async () => {
  const folder = folderWith({
    'good.toml': 'extends = "pure"\n[[files.mounts]]\nat = "/data"\nhost = "."\n',
    'bad.toml': '[modules]\nallw = ["json"]\n[limits]\ntime = "5 secs"\n',
  });
  const good = await rexec(['policy', 'check', 'good.toml'], '', folder);
  expect([good.status, good.stdout]).toEqual([0, expect.stringMatching(/^good\.toml: ok [0-9a-f]{16}\n$/)]);
  const bad = await rexec(['policy', 'check', 'bad.toml', 'none.toml'], '', folder);
  expect([bad.status, bad.stderr.split('\n')]).toEqual([
    64,
    [
      "rexec: bad.toml:2: modules.allw: unknown key; did you mean 'allow'?",
      `rexec: bad.toml:4: limits.time: '5 secs' is not a duration; write seconds as a number, or like "5 s" (ms, s, min, h)`,
      'rexec: cannot read none.toml: no such file',
      '',
    ],
  ]);
});

test('explain: what an operation gets, and which line decides', async () => {
  const folder = folderWith({ 'p.toml': '[network]\nallow = ["tcp://*:80"]\n' });
  const allowed = await rexec(['policy', 'explain', 'p.toml', 'connect', 'tcp://example.com:80'], '', folder);
  expect([allowed.status, allowed.stdout]).toEqual([
    0,
    'allow  connect tcp://example.com:80\n  rule   network.allow "tcp://*:80" (p.toml:2)\n  why    tcp://example.com:80 is allowed\n',
  ]);
  const refused = await rexec(['policy', 'explain', 'pure', 'open', '/etc/passwd']);
  expect([refused.status, refused.stdout]).toEqual([
    126,
    'deny   read /etc/passwd\n  rule   files (default)\n  why    no mount has /etc/passwd\n',
  ]);
  const wrong = await rexec(['policy', 'explain', 'pur', 'input']);
  expect([wrong.status, wrong.stderr]).toEqual([
    64,
    'rexec: cannot read pur: no such file; it is no preset either (none, pure, rexec, applet, trusted)\n',
  ]);
});

test('explain: the declaration that allows or refuses an attribute', async () => {
  const declarations = {
    permissions: { Edit: ['Editor'] },
    classes: { Document: { attributes: { title: 'public', rename: { protected: 'Edit' } } } },
  };
  const folder = folderWith({ 'd.json': JSON.stringify(declarations), 'bad.json': '{"classes": 3}' });
  const ask = (file: string, question: string) =>
    rexec(['policy', 'explain', '--declarations', file, question], '', folder);
  const allowed = await ask('d.json', 'attribute Document.rename as Editor');
  expect([allowed.status, allowed.stdout]).toEqual([
    0,
    'allow  attribute Document.rename as Editor\n  rule   Document: declareProtected("Edit", "rename")\n' +
      "  why    permission 'Edit' is given to Editor; who asks has the role Editor\n",
  ]);
  const refused = await ask('d.json', 'attribute Document.key');
  expect([refused.status, refused.stdout]).toEqual([
    126,
    "deny   attribute Document.key as Anonymous\n  rule   declarations (default)\n  why    nothing is declared for 'key' of Document\n",
  ]);
  const wrong = await ask('bad.json', 'attribute Document.key');
  expect([wrong.status, wrong.stderr]).toEqual([64, 'rexec: bad.json: classes is no object\n']);
});

test('schema and resolve print JSON', async () => {
  expect(JSON.parse((await rexec(['policy', 'schema'])).stdout)).toMatchObject({ title: 'rexec policy' });
  expect(JSON.parse((await rexec(['policy', 'resolve', 'none'])).stdout)).toMatchObject({ limits: { cells: 0 } });
});

test('suggest: the policy of what a program did, which is enough for it; nothing was written', async () => {
  const folder = folderWith({
    'program.py': "import json\nprint(json.loads(open('in.json').read()))\nopen('out.txt', 'w').write('x')\n",
    'in.json': '[1]',
  });
  const ended = await rexec(['policy', 'suggest', 'program.py'], '', folder);
  expect([ended.status, ended.stderr.split('\n')[0]]).toEqual([0, '[1]']);
  expect(ended.stdout).toContain('allow = ["json"]');
  expect(ended.stdout).toContain('access = "create"');
  const policy = path.join(folderWith({ 'p.toml': ended.stdout }), 'p.toml');
  expect((await rexec(['policy', 'explain', policy, 'open', path.join(folder, 'in.json')], '', folder)).status).toBe(0);
  expect((await rexec(['policy', 'explain', policy, 'open', '/etc/passwd'], '', folder)).status).toBe(126);
  expect((await rexec(['policy', 'explain', policy, 'delete', path.join(folder, 'in.json')], '', folder)).status).toBe(
    126,
  );
  await expect(import('node:fs/promises').then((fs) => fs.access(path.join(folder, 'out.txt')))).rejects.toThrow();
});
