// `rexec debug`: commands by a script on standard input, and what is said to wrong ones.
import { describe, expect, test } from 'vitest';
import { folderWith, rexec } from './support.js';

const PROGRAM = `import sys

def double(n):
    result = n * 2
    return result

def work(items):
    total = 0
    for item in items:
        total += double(item)
    return total

print(work([1, 2, 3]))
print(sys.argv[1:])
`;

/** What the commands answer, after what is said at the start. */
async function debug(commands: string, source = PROGRAM, args: readonly string[] = []) {
  const folder = folderWith({ 'prog.py': source });
  const ended = await rexec(['debug', ...args, 'prog.py'], commands, folder);
  return { ...ended, lines: ended.stdout.split('\n').slice(2, -1) };
}

const ENDED = "The program has ended; 'restart' begins it again, 'quit' leaves";

describe('motion', () => {
  test('it begins at the first line and ends with the input', async () => {
    const { stdout, stderr, status } = await debug('');
    expect({ stdout, stderr, status }).toEqual({
      stdout: '> prog.py(1)<module>\n-> import sys\n',
      stderr: '',
      status: 0,
    });
  });

  test('next, step, return, and an empty line', async () => {
    const { lines, status } = await debug('n\nn\n\ns\nreturn\nc\n');
    expect(lines).toEqual([
      ...['> prog.py(3)<module>', '-> def double(n):'],
      ...['> prog.py(7)<module>', '-> def work(items):'],
      ...['> prog.py(13)<module>', '-> print(work([1, 2, 3]))'],
      ...['> prog.py(8)work()', '-> total = 0'],
      ...['12', '> prog.py(14)<module>', '-> print(sys.argv[1:])'],
      ...['[]', ENDED],
    ]);
    expect(status).toBe(0);
  });

  test('until, and the program’s arguments', async () => {
    const folder = folderWith({ 'prog.py': PROGRAM });
    const { stdout } = await rexec(['debug', '-c', 'until 14', '-c', 'c', 'prog.py', 'a', '-b'], '', folder);
    expect(stdout.split('\n').slice(2)).toEqual([
      '12',
      '> prog.py(14)<module>',
      '-> print(sys.argv[1:])',
      "['a', '-b']",
      ENDED,
      '',
    ]);
  });

  test('the exit status is the program’s', async () => {
    expect(await debug('c\n', 'import sys\nsys.exit(7)\n')).toMatchObject({ status: 7 });
    const failed = await debug('c\nw\nc\n', 'def f(x):\n    1 / x\nf(0)\n');
    expect(failed.status).toBe(1);
    expect(failed.lines.slice(0, 7)).toEqual([
      "ZeroDivisionError('division by zero') that nothing handles",
      ...['> prog.py(2)f()', '-> 1 / x'],
      ...['  prog.py(3)<module>', '  -> f(0)', '> prog.py(2)f()', '  -> 1 / x'],
    ]);
    expect(failed.stderr).toMatch(/^Traceback .*ZeroDivisionError: division by zero\n$/s);
    expect(await debug('c\n', 'while True: pass\n', ['--fuel', '100k'])).toMatchObject({ status: 124 });
  });

  test('restart keeps the breakpoints', async () => {
    const { lines } = await debug('b 14\nc\nrestart\nc\np 1\nq\n');
    expect(lines.filter((line) => line.startsWith('> '))).toEqual([
      '> prog.py(14)<module>',
      '> prog.py(1)<module>',
      '> prog.py(14)<module>',
    ]);
  });

  test('the program reads what follows on standard input', async () => {
    const { lines } = await debug('n\nhello\np x\n', 'x = input()\nprint(x)\n');
    expect(lines).toEqual(['> prog.py(2)<module>', '-> print(x)', "'hello'"]);
  });
});

describe('breakpoints', () => {
  test('by line and by function, with conditions, once, and gone', async () => {
    const { lines } = await debug('b double, n == 2\ntbreak 11\nb\nc\np n\nc\ncl 1\nb\nc\n');
    expect(lines).toEqual([
      ...['Breakpoint 1 at prog.py:4', 'Breakpoint 2 at prog.py:11'],
      ...['1    prog.py:4  if n == 2', '2    prog.py:11  once'],
      ...['> prog.py(4)double()', '-> result = n * 2', '2'],
      ...['Breakpoint 2 is gone', '> prog.py(11)work()', '-> return total'],
      ...['Breakpoint 1 at prog.py:4 is gone', 'There are no breakpoints'],
      ...['12', '[]', ENDED],
    ]);
  });

  test('condition, ignore, disable, enable', async () => {
    const { lines } = await debug('b 4\nignore 1 1\nc\np n\ncondition 1 n > 5\nc\n');
    expect(lines).toContain('Breakpoint 1 is passed 1 times');
    expect(lines).toContain('2');
    expect(lines).toContain(ENDED);
    const other = await debug('b 4\nb 11\ndisable 1\nc\nb\nenable 1\n');
    expect(other.lines).toContain('1    prog.py:4  disabled');
    expect(other.lines).toContain('> prog.py(11)work()');
  });

  test('in a module that is imported later', async () => {
    const folder = folderWith({
      'prog.py': 'import util\nutil.f(1)\n',
      'util.py': 'def f(x):\n    y = x\n    return y\n',
    });
    const { stdout } = await rexec(['debug', '--path', folder, 'prog.py'], 'b util.py:2\nc\np x\nb\n', folder);
    expect(stdout).toContain('Breakpoint 1 at util.py:2 (not there yet)\n');
    expect(stdout).toMatch(/> \S*util\.py\(2\)f\(\)\n-> y = x\n1\n1 {4}util\.py:2 {2}hit 1 times\n$/);
  });

  test('exceptions where they are raised', async () => {
    const { lines } = await debug('catch raised\nc\np e\n', 'try:\n    {}["k"]\nexcept KeyError as e:\n    pass\n');
    expect(lines.slice(0, 3)).toEqual(["KeyError('k') is raised", '> prog.py(2)<module>', '-> {}["k"]']);
  });
});

describe('looking', () => {
  test('frames, arguments, variables, and source', async () => {
    const { lines } = await debug('b 5\nc\nw\nargs\nlocals\nup\np total\nlist 9, 10\nd\nll\n');
    expect(lines.slice(3, 16)).toEqual([
      ...['  prog.py(13)<module>', '  -> print(work([1, 2, 3]))', '  prog.py(10)work()', '  -> total += double(item)'],
      ...['> prog.py(5)double()', '  -> return result'],
      'n = 1',
      ...['n = 1', 'result = 2'],
      ...['> prog.py(10)work()', '-> total += double(item)', '0'],
      '   9         for item in items:',
    ]);
    expect(lines).toContain('   5 B->     return result');
  });

  test('expressions, and what they cannot do', async () => {
    const { lines } = await debug(
      'n\np 1 / 0\np (\npp [1]\nwhatis 1.5\nx = 5\np x\nn = 3\n!print(n)\np [n for _ in "ab"]\n',
    );
    expect(lines.slice(2)).toEqual([
      '*** ZeroDivisionError: division by zero',
      expect.stringMatching(/^\*\*\* SyntaxError: /),
      ...['[1]', 'float', '5', '3', '[3, 3]'],
    ]);
  });

  test('wrong commands get one line each', async () => {
    const { lines, stderr } = await debug(
      'b 99\nb nowhere\ncl 4\nup\nd\nbogus\ncondition\nlist x\np\nhelp bogus\ncatch fish\n',
    );
    expect(lines).toEqual([
      '*** the file has 15 lines',
      "*** 'nowhere' is no line and no function of prog.py",
      '*** there is no breakpoint 4',
      '*** this is the outermost frame',
      '*** this is the innermost frame',
      "*** NameError: name 'bogus' is not defined",
      "*** '' is not the number of a breakpoint",
      "*** 'x' is not a line",
      '*** that needs an expression, like: p x',
      "*** there is no command 'bogus'",
      '*** catch what: raised, uncaught, all or none',
    ]);
    expect(stderr).toBe('');
  });

  test('what a program puts into names and sources does not reach the terminal', async () => {
    const source =
      'x = "\\x1b[2J"; y = 1 # \u001b[2J\nclass C:\n    def __repr__(self): return "\\x1b[2Jtwo\\nlines"\nc = C()\nprint(1)\n';
    const { stdout } = await debug('b 5\nc\np x\np c\nlocals\nll\n', source);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('\\x1b[2Jtwo\nlines');
  });
});

describe('the command line', () => {
  test('help says what there is', async () => {
    const { stdout, status } = await rexec(['debug', '--help']);
    expect(status).toBe(0);
    for (const word of ['break, b', 'tbreak', 'next, n', '--policy', 'locals']) expect(stdout).toContain(word);
    expect((await debug('h\n')).lines.length).toBeGreaterThan(20);
  });

  test('what cannot be is one line', async () => {
    const folder = folderWith({ 'prog.py': 'x = 1\n', 'bad.py': 'x = (\n' });
    for (const [args, said] of [
      [['missing.py'], 'rexec: cannot read missing.py: no such file\n'],
      [['-'], 'rexec: the debugger reads its commands from standard input: name a file\n'],
      [['--json', 'prog.py'], 'rexec: --json does not go with debug: it is for programs that run to their end\n'],
      [
        ['--isolation', 'jail', 'prog.py'],
        'rexec: debug runs the program in this process: --isolation jail is not possible\n',
      ],
    ] as const) {
      expect(await rexec(['debug', ...args], '', folder)).toMatchObject({ status: 64, stderr: said });
    }
    const bad = await rexec(['debug', 'bad.py'], '', folder);
    expect(bad.stderr).toContain('SyntaxError');
    expect(bad.status).toBe(1);
  });
});
