/** The interactive session says what CPython's does. */
import { describe, expect, test } from 'vitest';
import { askCPython } from '../../python/test/cpython.js';
import { wants } from '../src/incomplete.js';
import { rexec } from './support.js';

/** Each is typed line by line. */
const SESSIONS: Record<string, string> = {
  values: '1 + 1\n_\n_ * 3\nx = 5\nx\nNone\n"a"\n_\nx; x + 1\n',
  'a blank line ends a block': 'def f(a):\n  return a * 2\n\nf(4)\nfor i in range(2): i\n\nclass A:\n  x = 1\n\nA.x\n',
  'else and except go on':
    'if 0:\n  1\nelif 1:\n  2\nelse:\n  3\n\ntry:\n  1/0\nexcept ZeroDivisionError as e:\n  e\nfinally:\n  "end"\n\n',
  decorators: '@staticmethod\ndef g(): return 7\n\ng()\n',
  brackets: 'x = (1,\n2,\n\n3)\nx\n[\n1\n]\nf"{\n1 + 1\n}"\n',
  strings: '"""a\n\nb"""\n"a\\\nb"\n1 + \\\n2\n',
  comments: '# nothing\nif 1:\n  # a comment\n  5\n  # another\n\n   \nx = 1 # end\nx\n',
  'errors, and on': '1/0\nundefined\nx = 1\nx.y\nraise ValueError("no")\nx\n',
  'errors in functions':
    'def f(n):\n  if n: return f(n - 1)\n  raise KeyError(n)\n\nf(2)\ndef g():\n  try: f(0)\n  except KeyError as e: raise RuntimeError("why") from e\n\ng()\n',
  'syntax errors': '1 +\nx = = 2\n"abc\n)\nif 1: pass else\ndef f(:\nreturn 5\nx = 1 y = 2\nprint "a"\n',
  indentation: '  y = 1\nif 1:\ny = 2\n1\n',
  classes: 'class P:\n  def __repr__(self):\n    return "P!"\n\nP()\n[P(), P()]\nP().missing\n',
  'a match statement': 'match (1, 2):\n  case (a, b):\n    a + b\n\n',
  'a lambda with a default': 'f = lambda x=(1,\n 2): x\nf()\n',
  'an import': 'import sys\nsys.argv[0:0]\nfrom sys import (\nmaxsize)\nmaxsize > 1\n',
  groups: 'raise ExceptionGroup("g", [ValueError(1),\nTypeError(2)])\n',
  async: 'async def f():\n  return 1\n\nf().close()\n',
};

/** The rule of the interpreter's interactive mode, on its own `codeop`. */
const CONSOLE = `
import codeop, contextlib, io, linecache, sys, traceback
def session(text):
    out, err = io.StringIO(), io.StringIO()
    names = {'__name__': '__main__', '__builtins__': __builtins__}
    compiler = codeop.CommandCompiler()
    lines, count = [], 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        for line in text.split('\\n')[:-1]:
            lines.append(line if line.strip() else '')
            source = '\\n'.join(lines)
            name = f'<python-input-{count}>'
            linecache.cache[name] = (len(source), None, source.splitlines(True), name)
            try:
                code = compiler(source, name, 'single')
                if code is None: continue
                lines = []
                if not code.co_names and all(not l.strip() or l.lstrip()[0] == '#' for l in source.splitlines()): continue
                count += 1
                exec(code, names)
            except SyntaxError as e:
                lines = []
                count += 1
                # As in the interpreter's own console: an error of the compiler gets its line.
                if not e.text and e.lineno <= len(source.splitlines()): e.text = source.splitlines()[e.lineno - 1]
                err.write(''.join(traceback.format_exception_only(e)))
            except BaseException as e:
                e.__traceback__ = e.__traceback__.tb_next
                traceback.print_exception(e, file=err)
    return out.getvalue(), err.getvalue()
json.dumps({name: session(text) for name, text in input.items()})
`;

const expected = await askCPython<Record<string, [string, string]>>(CONSOLE, SESSIONS);
const withoutPrompts = (text: string) => text.replace(/^.*\n/, '').replace(/^(>>> |\.\.\. )+/gm, '');

describe.concurrent('a session', () => {
  test.each(Object.keys(SESSIONS))('%s', async (name) => {
    const r = await rexec(['repl'], SESSIONS[name]!);
    expect([withoutPrompts(r.stdout), r.stderr]).toEqual(expected[name]);
    expect(r.status).toBe(0);
  });
});

describe.concurrent('leaving', () => {
  test.each([
    ['exit()\n1\n', 0],
    ['quit(3)\n1\n', 3],
    ['exit\n1\n', 0],
    ['import sys\nsys.exit("bye")\n1\n', 1],
    ['raise SystemExit(5)\n1\n', 5],
    ['', 0],
  ])('%j', async (text, status) => {
    const r = await rexec(['repl'], text);
    expect(withoutPrompts(r.stdout)).toBe('');
    expect(r.status).toBe(status);
  });
  test('a limit that was asked for', async () => {
    const r = await rexec(['repl', '--fuel', '100k'], 'while True: pass\n\n1\n');
    expect([r.status, withoutPrompts(r.stdout)]).toEqual([124, '']);
    expect(r.stderr).toContain('(limit: fuel)');
  });
  test('the end of the input ends a block', async () => {
    const r = await rexec(['repl'], 'if 1:\n  print("in")');
    expect(withoutPrompts(r.stdout)).toBe('in\n');
  });
});

test('whether more is wanted, as codeop says', async () => {
  const sources = Object.values(SESSIONS).flatMap((text) => {
    const lines = text.split('\n');
    return lines.flatMap((_, i) => [lines.slice(0, i + 1).join('\n'), `${lines[i]}`, `${lines[i]}\n`]);
  });
  const answers = await askCPython<string[]>(
    `
import codeop
def ask(source):
    try: return 'more' if codeop.compile_command(source, '<stdin>', 'single') is None else 'run'
    except (SyntaxError, ValueError, OverflowError): return 'run'
json.dumps([ask(source) for source in input])`,
    sources,
  );
  for (const [i, source] of sources.entries()) expect([source, wants(source)]).toEqual([source, answers[i]]);
});
