/** Programs that go for the command's own files. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderWith, rexec } from './support.js';

const POLICY = `
[modules]
allow = ["*"]

[[files.mounts]]
at = "/here"
host = "."
access = "write"
`;

test('the policy, the answers beside it and the record are closed, though their folder is mounted for writing', async () => {
  const files = ['policy.toml', 'policy.always.toml', 'log.jsonl', 'POLICY.toml'];
  const program = `
import os
for name in ${JSON.stringify(files)}:
    for action in (
        lambda p: open(p).read(),
        lambda p: open(p, 'w').write('x'),
        lambda p: os.remove(p),
        lambda p: os.rename('/here/other', p),
        lambda p: os.rename(p, '/here/moved'),
        lambda p: os.truncate(p, 0),
        lambda p: os.chmod(p, 0),
    ):
        try:
            action('/here/' + name)
            print('ESCAPED', name)
        except OSError:
            pass
try: os.rename('/here', '/here2')
except OSError: pass
open('/here/other', 'a').write('y')
print(sorted(os.listdir('/here')))
`;
  const folder = folderWith({ 'policy.toml': POLICY, 'p.py': program, other: 'x' });
  const r = await rexec(['run', '--policy', 'policy.toml', '--audit', 'log.jsonl', 'p.py'], '', folder);
  expect(r).toMatchObject({ status: 0, stdout: "['other', 'p.py']\n", stderr: '' });
  expect(readFileSync(path.join(folder, 'policy.toml'), 'utf8')).toBe(POLICY);
  expect((await rexec(['audit', 'verify', 'log.jsonl'], '', folder)).status).toBe(0);
});
