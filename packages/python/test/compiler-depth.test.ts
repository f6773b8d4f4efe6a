/** Programs that are long or deep compile in good time, or are refused; none overflows the stack of JavaScript. */
import { expect, test } from 'vitest';
import { compile } from '../src/compiler/compile.js';
import { CodeType } from '../src/objects/builtin-types.js';
import type { Expr } from '../src/syntax/ast.js';
import * as ast from '../src/syntax/ast.js';
import { PySyntaxError } from '../src/syntax/errors.js';
import { compileText } from './compiler-support.js';
import { verifyCode } from './verify-code.js';

const LONG = 50_000;

test.each([
  ['operands of and', 'x = a' + ' and a'.repeat(LONG)],
  ['comparisons in a chain', 'x = a' + ' < a'.repeat(LONG)],
  ['items of a list', `x = [${'a,'.repeat(LONG)}]`],
  ['constants of a list', `x = [${'1,'.repeat(LONG)}]`],
  ['entries of a dict', `x = {${'a:1,'.repeat(LONG)}}`],
  ['arguments of a call', `f(${'a,'.repeat(LONG)})`],
  ['locals of a function', 'def f():\n' + Array.from({ length: 10_000 }, (_, i) => ` v${i} = v${i >> 1}\n`).join('')],
  ['closures in a function', `def f(x):\n return [${'lambda: x,'.repeat(10_000)}]`],
  ['fields of an f-string', `x = f"${'{a}b'.repeat(10_000)}"`],
  ['targets of an assignment', 'a = '.repeat(10_000) + 'b'],
  ['alternatives of a pattern', `match x:\n case ${'1|'.repeat(10_000)}2: pass`],
])('many %s', (_what, source) => {
  expect(verifyCode(compileText(source))).toEqual([]);
});

test.each([
  ['lambdas', 'x = ' + 'lambda: '.repeat(5000) + 'a'],
  ['conditional expressions', 'x = ' + 'a if b else '.repeat(5000) + 'c'],
  ['minus signs', 'x = ' + '-'.repeat(100_000) + 'a'],
  ['powers', 'x = a' + '**a'.repeat(5000)],
])('%s in each other are refused, not followed', (_what, source) => {
  expect(() => compileText(source)).toThrow(PySyntaxError);
});

/** Trees can be made by a program: there the reader has refused nothing. */
function compileTree(value: Expr) {
  const body = [new ast.ExprStmt(value, 1, 0, 1, 1)];
  return compile(new ast.Module(body, []), {
    filename: '<tree>',
    codeShape: CodeType.root,
    constants: {
      float: () => 0,
      complex: () => 0,
      bytes: () => 0,
      wide: () => 0,
      tuple: () => 0,
      frozenset: () => 0,
      ellipsis: 0,
    },
  });
}

const name = new ast.Name('a', 'Load', 1, 0, 1, 1);

test.each<[string, (e: Expr) => Expr]>([
  ['operators', (e) => new ast.BinOp(e, 'Add', name, 1, 0, 1, 1)],
  ['attributes', (e) => new ast.Attribute(e, 'b', 'Load', 1, 0, 1, 1)],
  ['calls', (e) => new ast.Call(e, [], [], 1, 0, 1, 1)],
  ['subscripts', (e) => new ast.Subscript(e, name, 'Load', 1, 0, 1, 1)],
])('a long chain of %s', (_what, wrap) => {
  let e: Expr = name;
  for (let i = 0; i < LONG; i++) e = wrap(e);
  expect(verifyCode(compileTree(e))).toEqual([]);
});

test('nested tuples of a tree end in RecursionError', () => {
  let e: Expr = name;
  for (let i = 0; i < LONG; i++) e = new ast.Tuple([e], 'Load', 1, 0, 1, 1);
  expect(() => compileTree(e)).toThrow('maximum recursion depth exceeded during compilation');
});

test('finally blocks in each other cost fuel before they are copied', () => {
  const levels = 18;
  let source = '';
  for (let i = 0; i < levels; i++) source += `${' '.repeat(i)}try: a\n${' '.repeat(i)}finally:\n`;
  source += `${' '.repeat(levels)}x`;
  let fuel = 100_000;
  const charge = (amount: number) => {
    fuel -= amount;
    if (fuel < 0) throw new RangeError('out of fuel');
  };
  expect(() => compileText(source, '<s>', [], charge)).toThrow('out of fuel');
});
