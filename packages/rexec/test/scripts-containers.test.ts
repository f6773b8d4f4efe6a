/** `len`, truth, `in` and iteration over the host's objects, by declaration. */
import { describe, expect, test } from 'vitest';
import {
  bastion,
  Cell,
  Declarations,
  explainAttribute,
  HostError,
  PythonScript,
  parseAttributeQuestion,
  ScriptError,
  ScriptSpace,
} from '../src/index.js';

class Leaf {
  readonly key = 1;
  constructor(readonly title: string) {}
}
class Folder {
  asked = 0;
  constructor(readonly leaves: readonly Leaf[] = []) {}
  size() {
    return this.leaves.length;
  }
  has(title: unknown) {
    this.asked++;
    return this.leaves.some((leaf) => leaf.title === title);
  }
  *all() {
    yield* this.leaves;
  }
}
class Closed extends Folder {}
class Guarded extends Folder {}
class Walked extends Folder {}
class Odd {
  many() {
    return -1;
  }
  lots() {
    return 'three';
  }
  fails(): never {
    throw new HostError('LookupError', 'nothing here');
  }
}
class OddToo extends Odd {}
class Later {
  async size() {
    return 2;
  }
  async all() {
    return new Map([['a', 1]]).keys();
  }
}

const declared = new Declarations().permission('Look', ['Member']);
declared.forClass(Leaf).declarePublic('title');
declared
  .forClass(Folder)
  .declarePublic('size', 'has', 'all')
  .declareItems({ length: 'size', contains: 'has', iterate: 'all' });
declared.forClass(Closed).declareItems({ length: null, contains: null, iterate: null });
declared.forClass(Guarded).declareProtected('Look', 'size', 'has', 'all');
declared.forClass(Walked).declareItems({ length: null, contains: null });
declared
  .forClass(Odd)
  .declarePublic('many', 'fails')
  .declareItems({ length: 'many', contains: 'fails', iterate: 'many' });
declared.forClass(OddToo).declarePublic('lots').declareItems({ length: 'lots' });
declared.forClass(Later).declarePublic('size', 'all').declareItems({ length: 'size', iterate: 'all' });
const space = new ScriptSpace({ declarations: declared });
const LEAVES = [new Leaf('a'), new Leaf('b')];

const run = (body: string, context: object, options: Parameters<ScriptSpace['call']>[2] = {}) =>
  space.call(new PythonScript({ id: 'test', body }), [], { context, ...options });

function wrong(...given: Parameters<typeof run>): string {
  try {
    run(...given);
  } catch (e) {
    if (e instanceof ScriptError) return e.message.trim().split('\n').at(-1)!;
    throw e;
  }
  throw new Error('no error');
}

describe('what is declared', () => {
  const folder = new Folder(LEAVES);

  test('has a length, and its truth', () => {
    expect(run('return len(context)', folder)).toBe(2);
    expect(run('return [bool(context), not context, "yes" if context else "no"]', folder)).toEqual([
      true,
      false,
      'yes',
    ]);
    expect(run('return bool(context)', new Folder())).toBe(false);
  });

  test('is looked into', () => {
    expect(run('return ["a" in context, "z" in context, "z" not in context]', folder)).toEqual([true, false, true]);
    expect(folder.asked).toBe(3);
    expect(run('return list(context)[1] in context', new Walked(LEAVES))).toBe(true);
    expect(run('return "a" in context', new Walked(LEAVES))).toBe(false);
  });

  test('is walked over, its objects behind their own declarations', () => {
    expect(run('return [leaf.title for leaf in context]', folder)).toEqual(['a', 'b']);
    expect(run('first, second = context\nreturn second', folder)).toBe(LEAVES[1]);
    expect(run('return sorted(context, key=lambda leaf: leaf.title, reverse=True)', folder)).toEqual([
      LEAVES[1],
      LEAVES[0],
    ]);
    expect(wrong('for leaf in context: leaf.key', folder)).toContain("You are not allowed to access 'key'");
  });

  test('may answer later', async () => {
    const script = new PythonScript({ id: 'test', body: 'return [len(context), list(context), bool(context)]' });
    expect(await space.callAsync(script, [], { context: new Later() })).toEqual([2, ['a'], true]);
    expect(wrong('return len(context)', new Later())).toContain('use callAsync(), not call()');
  });
});

describe('what is not', () => {
  for (const context of [new Leaf('x'), new Closed(LEAVES)]) {
    test(`${context.constructor.name} is no container, and true`, () => {
      expect(wrong('len(context)', context)).toBe("TypeError: object of type 'Bastion' has no len()");
      expect(wrong('for x in context: pass', context)).toBe("TypeError: 'Bastion' object is not iterable");
      expect(wrong('return list(context)', context)).toBe("TypeError: 'Bastion' object is not iterable");
      expect(wrong('"a" in context', context)).toBe(
        "TypeError: argument of type 'Bastion' is not a container or iterable",
      );
      expect(run('return bool(context)', context)).toBe(true);
    });
  }

  test('who may not call the method may not use it by another name', () => {
    const guarded = new Guarded(LEAVES);
    const refusal = (verb: string, use: string, name: string) =>
      `Unauthorized: You are not allowed to ${verb} in this context (Folder: declareItems(${use}: "${name}"), ` +
      `Guarded: declareProtected("Look", "${name}"): permission 'Look' is given to Member; Anonymous has no role)`;
    expect(wrong('len(context)', guarded)).toBe(refusal('count items', 'length', 'size'));
    expect(wrong('if context: pass', guarded)).toBe(refusal('count items', 'length', 'size'));
    expect(wrong('"a" in context', guarded)).toBe(refusal('look for items', 'contains', 'has'));
    expect(wrong('[x for x in context]', guarded)).toBe(refusal('iterate over items', 'iterate', 'all'));
    expect(run('return len(context)', guarded, { user: { id: 'ann', roles: ['Member'] } })).toBe(2);
  });

  test('what the host gives is looked at as what Python code gives', () => {
    expect(wrong('len(context)', new Odd())).toBe('ValueError: __len__() should return >= 0');
    expect(wrong('if context: pass', new OddToo())).toBe("TypeError: 'str' object cannot be interpreted as an integer");
    expect(wrong('1 in context', new Odd())).toBe('LookupError: nothing here');
    expect(wrong('for x in context: pass', new Odd())).toBe("TypeError: 'int' object is not iterable");
  });
});

test('declarations are data, and are explained', () => {
  const made = Declarations.fromJSON(JSON.parse(JSON.stringify(declared)));
  expect(made.toJSON()).toEqual(declared.toJSON());
  const ask = (words: string) => {
    const question = parseAttributeQuestion(words.split(' '));
    return typeof question === 'string' ? question : explainAttribute(declared, question).text;
  };
  expect(ask('length Folder[]')).toContain(
    'rule   Folder: declareItems(length: "size"), Folder: declarePublic("size")',
  );
  expect(ask('iterate Guarded(Folder)[] as Member')).toContain('allow  iterate Guarded[] as Member');
  expect(ask('contains Leaf[]')).toContain('no method is declared for contains of items of Leaf');
  expect(ask('length Folder.size')).toContain('is no question');
});

test('a bastion has what it lets programs call, and keeps it in a snapshot', async () => {
  const list = {
    __len__: () => 2,
    __iter__: () => [1, 2],
    hidden: () => 3,
  };
  const given = bastion(list, { callable: ['__len__', '__iter__'] });
  const cell = Cell.create({ policy: 'pure' });
  cell.set('given', given);
  const program = 'print(len(given), list(given), 2 in given, bool(given))';
  expect((await cell.run(program)).stdout).toBe('2 [1, 2] True True\n');
  const restored = Cell.restore(cell.snapshot(), { policy: 'pure', functions: { given } });
  expect((await restored.run(program)).stdout).toBe('2 [1, 2] True True\n');
  const bare = Cell.create({ policy: 'pure' });
  bare.set('given', bastion(list));
  expect((await bare.run('print(bool(given)); len(given)')).stdout).toBe('True\n');
});
