/** `rexec check`: what is wrong with files, for people and for editors. */
import { expect, test } from 'vitest';
import { folderWith, rexec } from './support.js';

const folder = folderWith({
  'good.conf': 'port = 80\n',
  'bad.conf': 'import os\nwhile True:\n    pass\n',
  'syntax.py': 'x = (1\n',
  'p.toml': '[language]\nprofile = "script"\nloops = "bounded"\n',
  'none.toml': '[language]\nprofile = "scirpt"\n',
});
const check = (...args: string[]) => rexec(['check', ...args], '', folder);

test('findings with their code, on standard output', async () => {
  expect(await check('--profile', 'config', 'good.conf')).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(await check('--profile', 'config', 'good.conf', 'bad.conf')).toEqual({
    status: 126,
    stdout:
      'bad.conf:1:1: an import is not allowed: this language has none (language.imports, profile config)\n' +
      '  |\n1 | import os\n  | ^^^^^^^^^\n' +
      'bad.conf:2:1: a while loop is not allowed: this language has no loops (language.loops, profile config)\n' +
      '  |\n2 | while True:\n  | ^^^^^^^^^^^\n',
    stderr: '',
  });
});

test('the language of a policy, with the line of its rule; with a profile, both', async () => {
  const r = await check('--policy', 'p.toml', 'bad.conf');
  expect([r.status, r.stdout.match(/\(language.*\)/g)]).toEqual([
    126,
    ['(language.imports, profile script)', '(language.loops, p.toml:3)'],
  ]);
  expect(
    (await check('--policy', 'p.toml', '--profile', 'config', 'bad.conf')).stdout.match(/bad.conf:\d/g),
  ).toHaveLength(3);
  expect((await check('--policy', 'pure', 'bad.conf')).status).toBe(0);
});

test('without a language, the syntax', async () => {
  expect((await check('bad.conf')).status).toBe(0);
  const r = await check('syntax.py', 'good.conf');
  expect([r.status, r.stdout]).toEqual([
    1,
    "syntax.py:1:5: SyntaxError: '(' was never closed (syntax)\n  |\n1 | x = (1\n  |     ^\n",
  ]);
});

test('JSON for editors: one array, whatever is found', async () => {
  const r = await check('--json', '--profile', 'config', 'bad.conf', 'syntax.py', 'good.conf');
  const findings = JSON.parse(r.stdout) as { filename: string }[];
  expect(r.status).toBe(126);
  expect(findings.map((f) => f.filename)).toEqual(['bad.conf', 'bad.conf', 'syntax.py']);
  expect(findings[0]).toEqual({
    rule: 'language.imports',
    source: 'profile config',
    message: 'an import is not allowed: this language has none',
    filename: 'bad.conf',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 10,
    frame: '  |\n1 | import os\n  | ^^^^^^^^^',
  });
  expect((await check('--json', 'good.conf')).stdout).toBe('[]\n');
});

test('policy explain: what the language says of some code, and where', async () => {
  const r = await rexec(['policy', 'explain', 'p.toml', 'code', 'while x: import a'], '', folder);
  expect(r).toMatchObject({
    status: 126,
    stdout:
      'deny   1:1\n  rule   language.loops (p.toml:3)\n  why    a while loop is not allowed: it has no bound\n' +
      'deny   1:10\n  rule   language.imports (profile script)\n  why    an import is not allowed: this language has none\n',
  });
  expect((await rexec(['policy', 'explain', 'p.toml', 'code', 'f(x)'], '', folder)).stdout).toBe('allow  code f(x)\n');
});

test('standard input, and bad use in one line', async () => {
  expect((await rexec(['check', '--profile', 'expression', '-'], 'x = 1')).stdout).toContain(
    '<stdin>:1:1: an assignment is not allowed',
  );
  for (const [args, line] of [
    [['--profile', 'confg', 'good.conf'], /'confg' is invalid.*expression/],
    [['--policy', 'none.toml', 'good.conf'], /none.toml:2: language.profile: unknown value 'scirpt'/],
    [['nothing.py'], /cannot read nothing.py/],
  ] as const) {
    const r = await check(...args);
    expect([r.status, r.stderr.split('\n').length]).toEqual([64, 2]);
    expect(r.stderr).toMatch(line);
  }
});

test('a run that the language refuses ends with the status of refusals', async () => {
  const r = await rexec(['run', '--policy', 'p.toml', 'bad.conf'], '', folder);
  expect(r.status).toBe(126);
  expect(r.stderr).toContain(
    'SyntaxError: an import is not allowed: this language has none (language.imports, profile script)\n',
  );
  expect(r.stderr).toContain('bad.conf:2:1: a while loop is not allowed: it has no bound (language.loops, p.toml:3)');
});
