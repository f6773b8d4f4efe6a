/** Broken programs (statements of the standard library with tokens lost, doubled and swapped) get CPython's errors. */

import { expect, test } from 'vitest';
import { PySyntaxError } from '../src/syntax/errors.js';
import { parse } from '../src/syntax/parse.js';
import { askCPython } from './cpython.js';

const STATEMENTS = `
import ast, textwrap, zipfile
archive = zipfile.ZipFile('/stdlib.zip')
found = []
for name in ('ast.py', 'dataclasses.py', 'functools.py', 'asyncio/tasks.py', 'typing.py', 'contextlib.py', 'enum.py'):
    source = archive.read(name).decode()
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt) and node.end_lineno - node.lineno < 10:
            found.append(textwrap.dedent('\\n'.join(lines[node.lineno - 1 : node.end_lineno])) + '\\n')
json.dumps(sorted(set(found)))
`;

const ERRORS = `
import ast
answers = []
for source in input:
    try:
        compile(source, '<s>', 'exec', ast.PyCF_ONLY_AST)
        answers.append(None)
    except SyntaxError as e:
        answers.append([type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text])
json.dumps(answers)
`;

const INTRUDERS = [
  '(',
  ')',
  '[',
  '}',
  ',',
  ':',
  '=',
  '==',
  ':=',
  '*',
  '**',
  '->',
  '.',
  'if',
  'else',
  'for',
  'in',
  'not',
]
  .concat([
    'lambda',
    'def',
    'class',
    'yield',
    'await',
    'async',
    'with',
    'as',
    'except',
    'import',
    'from',
    'None',
    'case',
  ])
  .concat([
    'match',
    'type',
    'print',
    'x',
    '1',
    '"s"',
    'f"{x}"',
    'f"{',
    't"{y}"',
    'b"b"',
    '\n',
    '    ',
    '\\',
    '0x',
    '$',
    'é',
  ]);

function breakPrograms(programs: readonly string[], count: number): string[] {
  let seed = 12345;
  const below = (n: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((seed / 0x80000000) * n);
  };
  const out: string[] = [];
  while (out.length < count) {
    const program = programs[below(programs.length)]!;
    const tokens = [...program.matchAll(/\w+|"[^"\n]*"|'[^'\n]*'|[^\s\w]/g)];
    if (tokens.length === 0) continue;
    const { index, 0: token } = tokens[below(tokens.length)]!;
    const before = program.slice(0, index);
    const after = program.slice(index + token.length);
    const intruder = INTRUDERS[below(INTRUDERS.length)]!;
    const middle = ['', `${token} ${token}`, `${intruder} ${token}`, intruder, tokens[below(tokens.length)]![0]][
      below(5)
    ]!;
    out.push(before + middle + after);
  }
  return out;
}

function errorOf(source: string): unknown {
  try {
    parse(source, { filename: '<s>', mode: 'exec' });
    return null;
  } catch (e) {
    if (!(e instanceof PySyntaxError)) throw e;
    return [e.type, e.msg, e.lineno, e.offset, e.endLineno, e.endOffset, e.text];
  }
}

test('broken programs get CPython’s errors', async () => {
  const programs = breakPrograms(await askCPython<string[]>(STATEMENTS), 4000);
  const answers = await askCPython<unknown[]>(ERRORS, programs);
  const different: unknown[] = [];
  programs.forEach((program, i) => {
    const ours = errorOf(program);
    const future = String((answers[i] as unknown[] | null)?.[1]).startsWith('future feature');
    if (!future && JSON.stringify(ours) !== JSON.stringify(answers[i]))
      different.push({ program, ours, real: answers[i] });
  });
  expect(different).toEqual([]);
});
