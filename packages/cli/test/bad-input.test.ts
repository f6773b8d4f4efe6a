/** Bad input gets one clear line and status 64, never a JavaScript stack. */
import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { command, folderWith, rexec } from './support.js';

const bytes = (...values: number[]) => Uint8Array.from(values);
const folder = folderWith({
  'ok.py': 'print(1)\n',
  'nul.py': 'a\0b',
  'rubbish.py': Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) & 255),
  'latin.py': bytes(0x78, 0x3d, 0x22, 0xff, 0x22),
  'coding.py': '# coding: nonsense\n',
});
mkdirSync(path.join(folder, 'folder'));
const huge = openSync(path.join(folder, 'huge.py'), 'w');
ftruncateSync(huge, 2 ** 30);
closeSync(huge);

describe.concurrent('one line', () => {
  test.each<[string[], RegExp]>([
    [['run', 'none.py'], /cannot read none\.py: no such file/],
    [['run', 'folder'], /cannot read folder: it is a folder; name a file/],
    [['run', 'ok.py/x'], /cannot read ok\.py\/x: part of the path is not a folder/],
    [['run', ''], /cannot read '': the name of the file is empty/],
    [['run', 'x'.repeat(5000)], /: the name is too long/],
    [['run', 'nul.py'], /nul\.py: this is no Python source: it has NUL bytes/],
    [['run', 'rubbish.py'], /rubbish\.py: this is no Python source/],
    [['run', 'huge.py'], /cannot read huge\.py: 1024 MiB is more than the 64 MiB allowed/],
    [['run', 'latin.py'], /latin\.py: Non-UTF-8 code starting with '\\xff' on line 1/],
    [['run', 'coding.py'], /coding\.py: unknown encoding: nonsense/],
    [['dis', 'none.py'], /cannot read none\.py: no such file/],
    [['check', 'folder'], /cannot read folder/],
    [['run'], /missing required argument 'file'/],
    [['dis'], /missing required argument 'file'/],
    [['check'], /missing required argument 'files'/],
    [['-c'], /-c needs the source text to run/],
    [['nonsense'], /unknown command 'nonsense'/],
    [['ok.py'], /to run a file write: rexec run ok\.py/],
    [['--nonsense'], /unknown option '--nonsense'/],
    [['run', '--fuell', '3', 'ok.py'], /unknown option '--fuell'; Did you mean --fuel\?/],
    [['run', '--fuel', 'lots', 'ok.py'], /'--fuel <n>' argument 'lots' is invalid/],
    [['run', '--fuel', '0', 'ok.py'], /it must be at least 1/],
    [['run', '--fuel', '-5', 'ok.py'], /argument '-5' is invalid/],
    [['run', '--time', '1e3', 'ok.py'], /'--time <duration>' argument '1e3' is invalid/],
    [['run', '--memory', '64Q', 'ok.py'], /'--memory <bytes>' argument '64Q' is invalid/],
    [['run', '--output', '', 'ok.py'], /'--output <n>' argument '' is invalid/],
    [['repl', 'x'], /too many arguments/],
  ])('rexec %j', async (args, message) => {
    const r = await rexec(args, '', folder);
    expect(r.stderr).toMatch(message);
    expect(r.stderr).toMatch(/^rexec: [^\n]+\n$/);
    expect([r.status, r.stdout]).toEqual([64, '']);
  });
  test('NUL bytes on standard input', async () => {
    const r = await rexec(['run', '-'], bytes(0x61, 0, 0x62));
    expect([r.status, r.stderr]).toEqual([64, 'rexec: -: this is no Python source: it has NUL bytes\n']);
  });
});

describe.skipIf(process.platform === 'win32')('streams', () => {
  const sh = (text: string) =>
    spawnSync('/bin/sh', ['-c', text.replaceAll('rexec', `'${process.execPath}' '${command}'`)], {
      encoding: 'utf8',
      cwd: folder,
      env: { ...process.env, NO_COLOR: '1' },
    });
  test('closed standard input', () => {
    expect(sh('rexec run - <&-')).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(sh("rexec -c 'input()' <&-")).toMatchObject({ status: 1, stderr: expect.stringContaining('EOFError') });
  });
  test('closed standard output and error', () => {
    expect(sh('rexec run ok.py >&-').status).toBe(0);
    expect(sh("rexec -c '1/0' 2>&-").status).toBe(1);
  });
  test.skipIf(process.platform !== 'linux')('a full disk', () => {
    const r = sh('rexec run ok.py >/dev/full');
    expect([r.status, r.stderr]).toEqual([1, 'rexec: cannot write standard output: no space left\n']);
  });
  test.skipIf(process.getuid?.() === 0)('a file that may not be read', () => {
    sh('cp ok.py secret.py; chmod 000 secret.py');
    expect(sh('rexec run secret.py')).toMatchObject({
      status: 64,
      stderr: 'rexec: cannot read secret.py: permission denied\n',
    });
  });
});

describe.concurrent('help', () => {
  test.each([['--help'], ['run', '--help'], ['dis', '--help'], ['check', '--help'], ['repl', '--help'], ['help']])(
    'rexec %s %s',
    async (...args) => {
      const r = await rexec(args.filter(Boolean));
      expect([r.status, r.stderr]).toEqual([0, '']);
      expect(r.stdout).toMatch(/^Usage: rexec /);
    },
  );
  test('names every option and every status', async () => {
    const { stdout } = await rexec(['--help']);
    for (const word of 'run repl dis check --fuel --time --memory --recursion --output --json 124 126 64'.split(' ')) {
      expect(stdout).toContain(word);
    }
    expect((await rexec(['--version'])).stdout).toMatch(/^rexec \d+\.\d+\.\d+ \(Python 3\.14\)\n$/);
  });
});
