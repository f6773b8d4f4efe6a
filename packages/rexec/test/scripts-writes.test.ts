import { describe, expect, test } from 'vitest';
import {
  Declarations,
  explainAttribute,
  HostError,
  MemorySink,
  PythonScript,
  parseAttributeQuestion,
  ScriptError,
  ScriptSpace,
} from '../src/index.js';

class Page {
  title = 'T';
  draft: unknown = true;
  secret = 's';
  tags: unknown = [];
  readonly frozen = Object.freeze({});
  private kept = 1;
  rename(title: string) {
    this.title = title;
  }
  get size() {
    return this.kept;
  }
  set size(n: number) {
    if (typeof n !== 'number') throw new HostError('TypeError', 'size is a number');
    this.kept = n;
  }
  get computed() {
    return 1;
  }
  set broken(_value: unknown) {
    throw new Error('/home/me/secret');
  }
}
class Draft extends Page {}

class Table {
  readonly rows = new Map<unknown, unknown>([['a', 1]]);
  at(key: unknown) {
    if (!this.rows.has(key)) throw new HostError('KeyError', String(key));
    return this.rows.get(key);
  }
  put(key: unknown, value: unknown) {
    this.rows.set(key, value);
  }
  remove(key: unknown) {
    this.rows.delete(key);
  }
}
class FixedTable extends Table {}

function declarations() {
  const d = new Declarations().permission('Edit', ['Editor']);
  d.forClass(Page)
    .declarePublic('title', 'draft', 'size', 'rename', 'computed')
    .declareWritePublic('draft', 'size', 'computed', 'rename', 'constructor', 'toString', '__proto__', 'broken', 'tags')
    .declareWriteProtected('Edit', 'title')
    .declareDeletePublic('draft', 'rename', 'computed')
    .declareDeleteProtected('Edit', 'title');
  d.forClass(Draft).declareWritePrivate('draft');
  d.forClass(Table)
    .declarePublic('at')
    .declareProtected('Edit', 'put')
    .declarePrivate('remove')
    .declareItems({ get: 'at', set: 'put', delete: 'remove' });
  d.forClass(FixedTable).declareItems({ set: null });
  return d;
}

const EDITOR = { id: 'ann', roles: ['Editor'] };
const space = new ScriptSpace({ declarations: declarations(), limits: { time: 600_000 } });

function run(body: string, context: object, options: Parameters<ScriptSpace['call']>[2] = {}) {
  return space.call(new PythonScript({ id: 'test', body }), [], { context, ...options });
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

describe('attributes', () => {
  test('are set where a declaration says so, for who has the permission', () => {
    const page = new Page();
    run('context.draft = [1, {"a": context}]\ncontext.size = 3\ncontext.tags = None', page);
    expect([page.draft, page.size, page.tags]).toEqual([[1, new Map([['a', page]])], 3, null]);
    expect(wrong('context.title = "x"', page)).toBe(
      'Unauthorized: You are not allowed to set \'title\' in this context (Page: declareWriteProtected("Edit", "title"): ' +
        "permission 'Edit' is given to Editor; Anonymous has no role)",
    );
    run('context.title = "x"', page, { user: EDITOR });
    run('for context.draft, context.title in [(1, "y")]: pass', page, { user: EDITOR });
    expect([page.draft, page.title]).toEqual([1, 'y']);
  });

  test('that nothing is declared for cannot be set, whatever may be read', () => {
    const page = new Page();
    const open = new ScriptSpace({ declarations: new Declarations().allowClass(Page) });
    const script = new PythonScript({ id: 's', body: 'context.title = 1' });
    expect(() => open.call(script, [], { context: page })).toThrow('TypeError: attribute-less object (assign or del)');
    for (const name of ['secret', 'new', 'valueOf', 'hasOwnProperty']) {
      expect(wrong(`context.${name} = 1`, page)).toBe('TypeError: attribute-less object (assign or del)');
    }
    expect(Object.keys(page)).toEqual(['title', 'draft', 'secret', 'tags', 'frozen', 'kept']);
  });

  test('a method, and what every object has, is not replaced although it is declared', () => {
    const page = new Page();
    for (const name of ['rename', 'constructor', 'toString']) {
      expect(wrong(`context.${name} = 1`, page)).toBe('TypeError: attribute-less object (assign or del)');
      expect(wrong(`setattr(context, "${name}", 1)`, page)).toBe('TypeError: attribute-less object (assign or del)');
    }
    expect(wrong('setattr(context, "__proto__", {})', page)).toContain('is an invalid attribute name');
    expect(Object.getPrototypeOf(page)).toBe(Page.prototype);
  });

  test('a setter decides itself; what it says of its own errors stays with the host', () => {
    const page = new Page();
    expect(wrong('context.size = "x"', page)).toBe('TypeError: size is a number');
    expect(wrong('context.broken = 1', page)).toBe('RuntimeError: an error in the host');
    expect(wrong('context.computed = 1', page)).toBe(
      "AttributeError: attribute 'computed' of Page object is not writable",
    );
    expect(wrong('context.draft = 1', Object.freeze(new Page()))).toContain('is not writable');
  });

  test('are deleted where a declaration says so', () => {
    const page = new Page();
    run('del context.draft', page);
    expect('draft' in page).toBe(false);
    expect(wrong('del context.draft', page)).toBe('AttributeError: draft');
    expect(wrong('del context.computed', page)).toBe('AttributeError: computed');
    for (const name of ['rename', 'secret', 'size']) {
      expect(wrong(`del context.${name}`, page)).toBe('TypeError: attribute-less object (assign or del)');
    }
    expect(wrong('del context.title', page)).toContain('Page: declareDeleteProtected("Edit", "title")');
    run('delattr(context, "title")', page, { user: EDITOR });
    expect(Object.hasOwn(page, 'title')).toBe(false);
  });

  test('a subclass may withdraw', () => {
    expect(wrong('context.draft = 1', new Draft())).toBe(
      'Unauthorized: You are not allowed to set \'draft\' in this context (Draft: declareWritePrivate("draft"): it is private)',
    );
    run('context.size = 4', new Draft());
  });

  test('writes are for whom the script runs: proxy roles, and the owner', () => {
    const page = new Page();
    const script = (more: object) => new PythonScript({ id: 's', body: 'context.title = "p"', ...more });
    space.call(script({ proxyRoles: ['Editor'] }), [], { context: page });
    expect(page.title).toBe('p');
    const owned = script({ proxyRoles: ['Editor'], owner: { id: 'bob', roles: [] } });
    expect(() => space.call(owned, [], { context: page })).toThrow('the owner of the executing script');
  });

  test('setattr is for the host and the classes of the script alone, and for names without _', () => {
    const page = new Page();
    run('setattr(context, "draft", 7)', page);
    expect(page.draft).toBe(7);
    expect(run('class C: pass\nc = C()\nsetattr(c, "x", 1)\nsetattr(C, "y", 2)\nreturn [c.x, c.y]', page)).toEqual([
      1, 2,
    ]);
    for (const thing of ['len', 'int', 'same_type', '(lambda: 0)', '[]', 'Exception()', 'test']) {
      expect(wrong(`setattr(${thing}, "x", 1)`, page)).toBe('TypeError: attribute-less object (assign or del)');
    }
    expect(wrong('class C: pass\nsetattr(C(), "__class__", int)', page)).toBe(
      'AttributeError: "__class__" is an invalid attribute name because it starts with "_"',
    );
    expect(wrong('class S(str): pass\nsetattr(context, S("title"), 1)', page)).toBe(
      'TypeError: type(name) must be str',
    );
  });
});

describe('items', () => {
  test('are methods that are declared for them, and allowed as these are', () => {
    const table = new Table();
    expect(run('return context["a"]', table)).toBe(1);
    expect(wrong('return context["b"]', table)).toBe("KeyError: 'b'");
    expect(wrong('context["b"] = 2', table)).toBe(
      'Unauthorized: You are not allowed to set items in this context (Table: declareItems(set: "put"), ' +
        'Table: declareProtected("Edit", "put"): permission \'Edit\' is given to Editor; Anonymous has no role)',
    );
    run('context["b"] = {1: [context]}', table, { user: EDITOR });
    expect(table.rows.get('b')).toEqual(new Map([[1, [table]]]));
    expect(wrong('del context["a"]', table, { user: EDITOR })).toContain('Table: declarePrivate("remove")');
  });

  test('there are none where nothing is declared, and no sequence comes of them', () => {
    const page = new Page();
    expect(wrong('return context[0]', page)).toBe("TypeError: 'Bastion' object is not subscriptable");
    for (const body of ['context[0] = 1', 'del context[0]']) {
      expect(wrong(body, page)).toBe('TypeError: object does not support item or slice assignment');
    }
    expect(wrong('context["b"] = 2', new FixedTable(), { user: EDITOR })).toBe(
      'TypeError: object does not support item or slice assignment',
    );
    expect(wrong('for x in context: pass', new Table())).toBe("TypeError: 'Bastion' object is not iterable");
    expect(wrong('return "a" in context', new Table())).toContain("'Bastion'");
    expect(wrong('return list(context)', new Table())).toBe("TypeError: 'Bastion' object is not iterable");
  });
});

describe('declarations of writes', () => {
  test('are data', () => {
    const made = Declarations.fromJSON(JSON.parse(JSON.stringify(declarations())));
    expect(made.toJSON()).toEqual(declarations().toJSON());
    expect(made.toJSON().classes!['Table']!.items).toEqual({ get: 'at', set: 'put', delete: 'remove' });
    expect(() => Declarations.fromJSON({ classes: { A: { writes: { x: 'all' } } } })).toThrow('classes.A.writes.x');
    expect(() => Declarations.fromJSON({ classes: { A: { items: { get: 1 } } } })).toThrow('classes.A.items.get');
    expect(() => Declarations.fromJSON({ classes: { A: { items: { has: 'x' } } } })).toThrow("unknown key 'has'");
  });

  test('are explained', () => {
    const ask = (...words: string[]) => {
      const question = parseAttributeQuestion(words);
      return typeof question === 'string' ? question : explainAttribute(declarations(), question).text;
    };
    expect(ask('write Page.title as Editor')).toBe(
      'allow  write Page.title as Editor\n  rule   Page: declareWriteProtected("Edit", "title")\n' +
        "  why    permission 'Edit' is given to Editor; who asks has the role Editor\n",
    );
    expect(ask('write', 'Page.secret')).toBe(
      "deny   write Page.secret as Anonymous\n  rule   declarations (default)\n  why    no write is declared for 'secret' of Page\n",
    );
    expect(ask('delete Page.draft')).toContain('allow  delete Page.draft');
    expect(ask('attribute Table[]')).toContain('rule   Table: declareItems(get: "at"), Table: declarePublic("at")');
    expect(ask('write FixedTable(Table)[] as Editor')).toContain(
      'why    no method is declared for set of items of FixedTable',
    );
    expect(ask('change Page.title')).toContain('is no question');
  });

  test('are recorded with the declaration that decided', () => {
    const sink = new MemorySink();
    const audited = new ScriptSpace({ declarations: declarations(), sinks: [sink] });
    const body =
      'context.draft = 1\ndel context.draft\ntry: context.secret = 1\nexcept TypeError: pass\n' +
      'table["a"]\ntry: table["a"] = 1\nexcept PermissionError: pass';
    audited.call(new PythonScript({ id: 's', parameters: 'table', body }), [new Table()], { context: new Page() });
    expect(sink.events.map((e) => [e.event, e.args[0], e.args[1], e.decision, e.rule])).toEqual([
      ['rexec.set', 'Page object', 'draft', 'allow', 'Page: declareWritePublic("draft")'],
      ['rexec.delete', 'Page object', 'draft', 'allow', 'Page: declareDeletePublic("draft")'],
      ['rexec.set', 'Page object', 'secret', 'deny', 'declarations (default)'],
      [
        'rexec.call',
        'Table object.__getitem__',
        1,
        'allow',
        'Table: declareItems(get: "at"), Table: declarePublic("at")',
      ],
      [
        'rexec.call',
        'Table object.__setitem__',
        2,
        'deny',
        'Table: declareItems(set: "put"), Table: declareProtected("Edit", "put")',
      ],
    ]);
  });
});
