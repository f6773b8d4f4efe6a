// Code objects as data and back (machine/code-data.ts), and what the build made of the library.
import { expect, test } from 'vitest';
import '../src/index.js';
import { functionCodes } from '../src/library/generated/codes.js';
import { libraryFunctions } from '../src/library/generated/functions.js';
import { standardSources } from '../src/library/generated/standard.js';
import { standardCodes } from '../src/library/generated/standard-codes.js';
import { codeFromData, codeToData } from '../src/machine/code-data.js';
import { compileSource } from '../src/machine/compile.js';
import { PyCode } from '../src/objects/code.js';

/** All that is fixed in a code object, without the shapes of its parts. */
function plain(v: unknown): unknown {
  if (v instanceof PyCode) return { ...v.f, consts: v.f.consts.map(plain) };
  return v;
}

function roundTrip(source: string, hidden = false): [unknown, unknown] {
  const code = compileSource(source, 'a.py', 'exec', { hidden });
  return [plain(codeFromData(codeToData(code), 'a.py', hidden)), plain(code)];
}

test.each([
  ['numbers', 'x = [0, -1, 2**53, -2**70, 1.5, -0.0, 1e400, 3j, -1e400-0j, 255, 256, 2**31]'],
  ['texts', "x = ['', 'é', '\\ud800', '😀', b'\\x00\\xff', '\\\\\"`$']"],
  ['tuples, frozensets and slices', 'y = x in {1, "a", (2, None)}\nz = x[1:2], x[::(-1)], (1, (2, (..., True)))'],
  ['handlers', 'try:\n  f()\nexcept* A as e:\n  pass\nfinally:\n  with a as b, c: pass'],
  [
    'nested functions',
    'def f(a, /, b=1, *c, d, **e):\n  g = lambda: (a, b)\n  class C[T]:\n    x: T = g()\n  return C',
  ],
  ['positions on many lines', `x = (\n${'\n'.repeat(5000)}1 / y)\nz = ${'a.'.repeat(300)}b`],
  ['coroutines', 'async def f():\n  async for x in y:\n    yield [z async for z in x]'],
])('%s', (_name, source) => {
  const [back, code] = roundTrip(source);
  expect(back).toEqual(code);
});

test('constants that are one object stay one', () => {
  const code = compileSource('a = (1, 2.5)\ndef f(): return ((1, 2.5), 2.5)\n', 'a.py', 'exec');
  const tuples = (c: PyCode): unknown[] =>
    c.f.consts.flatMap((v) => (v instanceof PyCode ? tuples(v) : typeof v === 'object' && v !== null ? [v] : []));
  const back = codeFromData(codeToData(code), 'a.py', false);
  expect(new Set(tuples(back)).size).toBe(new Set(tuples(code)).size);
});

test('the standard library as it was built is what its texts compile to', () => {
  for (const name of ['enum', 're._parser', 'dataclasses', 'json.decoder']) {
    const code = compileSource(standardSources.get(name)!(), 'a.py', 'exec');
    expect(plain(codeFromData(standardCodes.get(name)!(), 'a.py', false))).toEqual(plain(code));
  }
});

test('library functions are there as code, every one', () => {
  for (const [name] of libraryFunctions) expect(functionCodes.has(name), name).toBe(true);
});
