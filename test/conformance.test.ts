// The conformance runners judge everything else, so they are judged here.
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
// @ts-expect-error: a plain module
import { readList, verdict } from '../conformance/cpython.mjs';
// @ts-expect-error: a plain module
import { compare, programs } from '../conformance/run.mjs';

const said = (stdout: string, stderr = '') => ({ stdout, stderr });

describe('programs are compared', () => {
  test('alike but for addresses, folders and the depth of a recursion', () => {
    const a = said('<f at 0x10>\n', '  File "x/y.py", line 1\n  [Previous line repeated 3 more times]\n');
    const b = said('<f at 0xffee>\n', '  File "/cell/x/y.py", line 1\n  [Previous line repeated 4 more times]\n');
    expect(compare('x/y.py', a, b)).toBe('');
  });
  test('a difference shows both lines', () => {
    expect(compare('x.py', said('1\n2\n'), said('1\n3\n'))).toContain('- 2\n+ 3');
    expect(compare('x.py', said('', 'a'), said('', 'b'))).toContain('stderr');
  });
  test('a side that died is a difference', () => {
    expect(compare('x.py', said(''), { died: 'no answer' })).toBe('rexec: no answer');
  });
});

test('the runners’ own Python is no program', () => {
  const names: string[] = programs();
  expect(names).toContain('list/insert_index_too_large.py');
  expect(names.filter((name) => name.startsWith('runner/') || name.startsWith('cpython/'))).toEqual([]);
});

describe("CPython's tests go by lists", () => {
  const failed = new Map([
    ['test_a.Case.test_one', 'why'],
    ['test_b', 'why'],
  ]);
  const of = (unit: string, result: string) => verdict({ unit, result }, failed);
  test('a failure that is not listed fails the run', () => {
    for (const result of ['fail', 'error', 'died']) expect(of('test_a.Case.test_two', result)).not.toBe('');
  });
  test('a listed failure is expected, by its name or by its module', () => {
    expect(of('test_a.Case.test_one', 'fail')).toBe('');
    expect(of('test_b.Case.test_any', 'error')).toBe('');
  });
  test('a listed failure that passes fails the run', () => {
    expect(of('test_a.Case.test_one', 'ok')).not.toBe('');
  });
  test('a list has a reason a line', () => {
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'rexec-test-')), 'list.txt');
    writeFileSync(file, '# a heading\n\ntest_a.B.test_c  # needs #4\n');
    expect([...readList(file)]).toEqual([['test_a.B.test_c', 'needs #4']]);
  });
  test('every line of the lists has its reason', () => {
    const folder = new URL('../conformance/cpython/', import.meta.url).pathname;
    for (const name of ['failed.txt', 'skip.txt']) {
      for (const [unit, reason] of readList(path.join(folder, name))) expect(`${unit} ${reason}`).toMatch(/ \S/);
    }
  });
});
