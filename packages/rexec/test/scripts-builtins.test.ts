// What Zope's scripts have by name besides Python's own.
import { expect, test } from 'vitest';
import { Declarations, PythonScript, ScriptError, ScriptSpace } from '../src/index.js';

class Page {
  title = 'T';
  key = 'k';
}
class Other {}

const declarations = new Declarations();
declarations.forClass(Page).declarePublic('title').declarePrivate('key');
declarations.allowModule('math').allowModule('string').allowModule('random');
const space = new ScriptSpace({ declarations, limits: { time: 600_000 } });
const closed = new ScriptSpace();

function run(body: string, args: unknown[] = [], where = space) {
  return where.call(new PythonScript({ id: 'page', parameters: 'a=None, b=None', body }), args as never[]);
}
function wrong(...given: Parameters<typeof run>): string {
  try {
    run(...given);
  } catch (e) {
    if (e instanceof ScriptError) return e.message;
    throw e;
  }
  throw new Error('nothing is wrong');
}

test('same_type', () => {
  expect(
    run('return [same_type(1, 2), same_type(1, 2.0), same_type(1, 2, "x"), same_type(1), same_type(1, True)]'),
  ).toEqual([true, false, false, true, false]);
  expect(run('class C: pass\nclass D(C): pass\nreturn [same_type(C(), C()), same_type(C(), D())]')).toEqual([
    true,
    false,
  ]);
  expect([
    run('return same_type(a, b)', [new Page(), new Page()]),
    run('return same_type(a, b)', [new Page(), new Other()]),
  ]).toEqual([true, false]);
  expect(wrong('same_type()')).toContain('TypeError');
});

test('test', () => {
  expect(
    run('return [test(1, "a", "b"), test(0, "a", "b"), test(0, 1, [], 2), test(0, 1, "x", 2, 3), test()]'),
  ).toEqual(['a', 'b', null, 2, null]);
});

test('reorder, reduce, apply', () => {
  expect(run('return reorder([("a", 1), ("b", 2), "c"], ("c", "a", "x"), without=("b",))')).toEqual([
    ['c', 'c'],
    ['a', 1],
  ]);
  expect(run('return reorder("ab")')).toEqual([
    ['a', 'a'],
    ['b', 'b'],
  ]);
  expect(run('return reduce(lambda x, y: x + y, [1, 2, 3], 10)')).toBe(16);
  expect(run('return apply(max, [1, 2], {"key": lambda x: -x})')).toBe(1);
});

test('map, zip and filter give lists', () => {
  expect(
    run('return [map(str, [1, 2])[1], len(zip("ab", "cd")), filter(None, [0, 1]), filter(str.isalpha, "a1b")]'),
  ).toEqual(['2', 2, [1], ['a', 'b']]);
  expect(run('return map(lambda x, y: x * y, [1, 2], [3, 4])')).toEqual([3, 8]);
  expect(wrong('zip("a", "bc", strict=True)')).toContain('ValueError');
});

test('hasattr is about what is to be had', () => {
  expect(
    run('return [hasattr(a, "title"), hasattr(a, "key"), hasattr(a, "none"), hasattr(1, "real")]', [new Page()]),
  ).toEqual([true, false, false, true]);
});

test('names of modules need no import where the modules are declared', () => {
  expect(run('return [math.floor(2.5), string.digits, 0 <= whrandom.random() < 1, random.choice([4])]')).toEqual([
    2,
    '0123456789',
    true,
    4,
  ]);
  expect(run('string = "mine"\nreturn string')).toBe('mine');
  expect(run('return [math for math in [1]]')).toEqual([1]);
  expect(wrong('return math.pi', [], closed)).toBe("NameError: name 'math' is not defined");
});

test('none of them can be changed for the next script', () => {
  for (const name of [
    'same_type',
    'test',
    'reorder',
    'reduce',
    'apply',
    'map',
    'zip',
    'filter',
    'hasattr',
    'setattr',
  ]) {
    expect(wrong(`${name}.x = 1`)).toContain('AttributeError');
  }
  expect(wrong('math.floor = 1')).toContain('AttributeError');
});
