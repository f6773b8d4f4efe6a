/** `rexec -m MODULE` and `rexec run -m MODULE`: the library's tools, in the current directory. */
import { describe, expect, test } from 'vitest';
import { folderWith, rexec } from './support.js';

const folder = folderWith({
  'shown.py': 'import sys\nprint(__name__, sys.argv, __spec__.name, __package__ == "")\n',
  'broken.py': 'def f():\n    return 1 / 0\nf()\n',
  'sums.py': 'def add(a, b):\n    """\n    >>> add(1, 2)\n    3\n    """\n    return a + b\n',
  'wrong.py': 'def add(a, b):\n    """\n    >>> add(1, 2)\n    4\n    """\n    return a + b\n',
  'data.json': '{"b": [1, 2], "a": "é"}\n',
  '.env': 'SECRET=1\n',
  'reads.py': 'print(open("data.json").read()[2])\nopen(".env")\n',
  'writes.py': 'open("new.txt", "w")\n',
  'test_sums.py':
    'import unittest\nimport sums\n\nclass Sums(unittest.TestCase):\n    def test_add(self):\n        self.assertEqual(sums.add(1, 2), 3)\n' +
    '    def test_wrong(self):\n        self.assertEqual(sums.add(1, 2), 4)\n',
});
const inFolder = (args: string[]) => rexec(['--time', '600', ...args], '', folder);

describe('a module as the program', () => {
  test('is __main__, with its file and the words after it as arguments', async () => {
    const shown = `__main__ ['${folder}/shown.py', '-v', '--fuel', 'x'] shown True\n`;
    expect(await inFolder(['-m', 'shown', '-v', '--fuel', 'x'])).toEqual({ status: 0, stdout: shown, stderr: '' });
    expect((await inFolder(['run', '--time', '90', '-mshown', '-v', '--fuel', 'x'])).stdout).toBe(shown);
  });
  test('that is not there ends with one line', async () => {
    const r = await inFolder(['-m', 'nothere']);
    expect(r).toEqual({ status: 1, stdout: '', stderr: 'rexec: No module named nothere\n' });
    expect((await rexec(['-m'])).status).toBe(64);
  });
  test('has the frames of runpy in its traceback', async () => {
    const r = await inFolder(['-m', 'broken']);
    expect(r.stderr).toContain('  File "<frozen runpy>", line 198, in _run_module_as_main\n');
    expect(r.stderr).toContain(`  File "${folder}/broken.py", line 3, in <module>\n    f()\n    ~^^\n`);
  });
});

describe('the current directory', () => {
  test('can be read, but for hidden files, and not written', async () => {
    const r = await inFolder(['-m', 'reads']);
    expect(r.stdout).toBe('b\n');
    expect(r.stderr).toContain('PermissionError: [Errno 13] refused by policy: read of');
    expect(r.status).toBe(126);
    expect((await inFolder(['-m', 'writes'])).status).toBe(126);
  });
});

describe('tools of the library', () => {
  test('unittest finds the tests and runs them', async () => {
    const r = await inFolder(['-m', 'unittest', '-v']);
    expect(r.status).toBe(1);
    expect(r.stderr).toContain('test_add (test_sums.Sums.test_add) ... ok\n');
    expect(r.stderr).toContain('AssertionError: 3 != 4\n');
    expect(r.stderr).toContain('Ran 2 tests in ');
    expect((await inFolder(['-m', 'unittest', 'test_sums.Sums.test_add'])).status).toBe(0);
  });
  test('doctest checks the examples of a file', async () => {
    expect(await inFolder(['-m', 'doctest', 'sums.py'])).toEqual({ status: 0, stdout: '', stderr: '' });
    const r = await inFolder(['-m', 'doctest', 'wrong.py']);
    expect(r.status).toBe(1);
    expect(r.stdout).toContain('Expected:\n    4\nGot:\n    3\n');
  });
  test('json.tool reads a file', async () => {
    const r = await inFolder(['-m', 'json.tool', '--indent', '1', '--no-ensure-ascii', 'data.json']);
    expect(r.stdout).toBe('{\n "b": [\n  1,\n  2\n ],\n "a": "é"\n}\n');
  });
  test.each([
    [['calendar', '2026', '11'], '   November 2026\n'],
    [['this'], 'Beautiful is better than ugly.\n'],
    [['timeit', '-n', '1', '-r', '1', 'pass'], '1 loop, best of 1: '],
    [['tokenize', 'sums.py'], "1,0-1,3:            NAME           'def'"],
    [['ast', 'sums.py'], "FunctionDef(\n         name='add',"],
    [['dis', 'sums.py'], 'STORE_NAME                add'],
  ])('%j', async (args, text) => {
    const r = await inFolder(['-m', ...args]);
    expect(r.stdout).toContain(text);
    expect(r.status).toBe(0);
  });
});
