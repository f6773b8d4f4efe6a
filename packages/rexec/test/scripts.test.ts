import { describe, expect, test } from 'vitest';
import {
  Declarations,
  explainAttribute,
  hostFunction,
  MemorySink,
  PythonScript,
  parseAttributeQuestion,
  ScriptError,
  ScriptSpace,
} from '../src/index.js';
import { runPage } from './pages.js';

class Item {
  key = 'k';
  constructor(
    public title: string,
    public parent: Item | null = null,
  ) {}
  rename(title: string) {
    this.title = title;
    return this;
  }
  children() {
    return [new Item('a', this), new Item('b', this)];
  }
  same(other: unknown) {
    return other === this;
  }
  get length() {
    return this.title.length;
  }
  async later() {
    return 1;
  }
  fails() {
    throw new Error('/home/me/secret');
  }
}
class Invoice extends Item {
  total = 3;
}
class Unknown {
  x = 1;
}

function declarations() {
  const d = new Declarations()
    .permission('Edit', ['Editor', 'Owner'])
    .allowModule('math')
    .allowModule('string', ['digits']);
  d.forClass(Item)
    .declareObjectPublic()
    .declarePublic('title', 'parent', 'children', 'same', 'length', 'later', 'fails')
    .declareProtected('Edit', 'rename')
    .declarePrivate('key');
  d.forClass(Invoice).declareProtected('View accounts', 'total').declarePrivate('children');
  return d;
}

const space = new ScriptSpace({ declarations: declarations(), limits: { fuel: 2_000_000, time: 600_000 } });
const context = new Item('T', new Item('P'));
const EDITOR = { id: 'ann', roles: ['Editor'] };

type Data = Partial<ConstructorParameters<typeof PythonScript>[0]>;
function run(body: string, args: unknown[] = [], options: Parameters<ScriptSpace['call']>[2] = {}, data: Data = {}) {
  const script = new PythonScript({ id: 'test', parameters: 'a=1, b=[]', body, ...data });
  return space.call(script, args as never[], { context, ...options });
}
function wrong(...given: Parameters<typeof run>): ScriptError {
  try {
    run(...given);
  } catch (e) {
    if (e instanceof ScriptError) return e;
    throw e;
  }
  throw new Error('nothing is wrong');
}

test('the examples of the page', async () => {
  expect(await runPage('scripts.md')).toBeGreaterThan(5);
});

describe('calling', () => {
  test('parameters, defaults, keywords and a return at the top', () => {
    expect(run('if a > 1:\n    return a * 2\nreturn [a, b]', [4])).toBe(8);
    expect(run('return [a, b]', [], { kwargs: { b: { x: 1 } } })).toEqual([1, new Map([['x', 1]])]);
    expect(run('')).toBe(null);
    expect(wrong('return a', [1, 2, 3]).message).toBe(
      'TypeError: test() takes from 0 to 2 positional arguments but 3 were given',
    );
  });

  test('what is printed is what `printed` stands for', () => {
    expect(run('print("x", a)\nfirst = printed\nprint("y")\nreturn [first, printed]')).toEqual(['x 1\n', 'x 1\ny\n']);
    expect(run('print("x")')).toBe(null);
    expect(run('return printed')).toBe('');
  });

  test('bindings', () => {
    expect(
      run(
        'return [script.id, script.title, script.getId(), traverse_subpath]',
        [],
        { traverse_subpath: ['x'] },
        { title: 'A title' },
      ),
    ).toEqual(['test', 'A title', 'test', ['x']]);
    const bindings = { context: 'here', namespace: '' };
    expect(run('return here.title', [], {}, { bindings })).toBe('T');
    expect(wrong('return context', [], {}, { bindings }).type).toBe('NameError');
    expect(
      run('return ns["x"](2)', [], { namespace: { x: hostFunction((n) => n + 1) } }, { bindings: { namespace: 'ns' } }),
    ).toBe(3);
  });

  test('errors have their type, their message and the line of the body', () => {
    const e = wrong('x = 1\nraise ValueError("bad")');
    expect([e.message, e.traceback]).toEqual([
      'ValueError: bad',
      'Traceback (most recent call last):\n  File "Script (Python) test", line 2, in test\n    raise ValueError("bad")\nValueError: bad\n',
    ]);
    expect(wrong('raise SystemExit').message).toBe('ValueError: SystemExit cannot be raised within a PythonScript');
    expect(wrong('return context.fails()').message).toBe('RuntimeError: an error in the host');
  });

  test('limits end a call, and the next one has them anew', () => {
    const e = wrong('while True: pass');
    expect([e.type, e.limit]).toEqual(['LimitError', 'fuel']);
    expect(wrong("return 'a' * 10**9").limit).toBe('memory');
    expect(wrong('while True: print("x" * 1000)').type).toBe('LimitError');
    expect(run('return a')).toBe(1);
  });
});

describe('objects of the host', () => {
  test('are themselves when they come back, as results and as arguments', () => {
    expect(run('return context')).toBe(context);
    expect(run('return context.parent')).toBe(context.parent);
    expect(run('return [context.same(context), a.same(context)]', [new Item('x')])).toEqual([true, false]);
    expect(run('return [c.title + c.parent.title for c in context.children()]')).toEqual(['aT', 'bT']);
  });

  test('what is not declared is refused, and the reason says which declaration it was', () => {
    expect(run('return context.length')).toBe(1);
    expect(wrong('return context.key').message).toBe(
      'Unauthorized: You are not allowed to access \'key\' in this context (Item: declarePrivate("key"): it is private)',
    );
    expect(wrong('return a.x', [new Unknown()]).message).toContain(
      '(declarations (default): nothing is declared for Unknown)',
    );
    expect(wrong('return context.constructor').message).toBe('AttributeError: constructor');
    expect(wrong('return getattr(context, "__" + "class__")("x")').type).toBe('TypeError');
    expect(wrong('return getattr(context, "hasOwnProperty")').message).toBe('AttributeError: hasOwnProperty');
    expect(wrong('context.title = "x"').message).toBe('TypeError: attribute-less object (assign or del)');
    expect(context.title).toBe('T');
  });

  test('permissions are for roles: of the user, or the proxy roles of the script, and its owner has to have them too', () => {
    const item = new Item('x');
    const rename = (options: object, data: Data = {}) => run('return a.rename("y").title', [item], options, data);
    expect(() => rename({})).toThrow("permission 'Edit' is given to Editor, Owner; Anonymous has no role");
    expect(() => rename({ user: { id: 'bob', roles: ['Reader'] } })).toThrow('bob has the role Reader');
    expect(rename({ user: EDITOR })).toBe('y');
    expect(rename({}, { proxyRoles: ['Owner'] })).toBe('y');
    expect(() => rename({ user: EDITOR }, { proxyRoles: ['Reader'] })).toThrow(
      'the script, by its proxy roles, has the role Reader',
    );
    expect(() => rename({ user: EDITOR }, { owner: { id: 'bob', roles: [] } })).toThrow(
      'the owner of the executing script does not have the required permission',
    );
  });

  test('a subclass has the declarations of its base, and its own before them', () => {
    const invoice = new Invoice('i');
    expect(run('return a.title', [invoice])).toBe('i');
    expect(wrong('return a.children()', [invoice]).message).toContain('Invoice: declarePrivate("children")');
    expect(wrong('return a.total', [invoice], { user: EDITOR }).message).toContain(
      "'View accounts' is given to Manager",
    );
    expect(run('return a.total', [invoice], { user: { id: 'm', roles: ['Manager'] } })).toBe(3);
  });

  test('a script inside a script has the user of the one around it, and not its proxy roles', () => {
    const outer = new ScriptSpace({ declarations: declarations().allowClass(Tool) });
    const inner = new PythonScript({ id: 'inner', body: 'return context.rename("z").title' });
    const caller = new PythonScript({
      id: 'outer',
      body: 'return tool.run()',
      bindings: { namespace: '', context: 'tool' },
    });
    const item = new Item('q');
    const tool = new Tool(() => outer.call(inner, [], { context: item }));
    expect(outer.call(caller, [], { context: tool, user: EDITOR })).toBe('z');
    expect(() => outer.call(caller, [], { context: tool })).toThrow();
    caller.edit({ proxyRoles: ['Editor'] });
    expect(() => outer.call(caller, [], { context: tool })).toThrow();
  });

  test('another class of the same name has no part in what is declared for a class itself', () => {
    const other = {
      Item: class Item extends Object {
        title = 'not yours';
      },
    }.Item;
    expect(wrong('return a.title', [new other()]).type).toBe('Unauthorized');
    const byName = new Declarations().allowClass('Item');
    const named = new ScriptSpace({ declarations: byName });
    const script = new PythonScript({ id: 's', body: 'return context.title' });
    expect([named.call(script, [], { context: new other() }), named.call(script, [], { context })]).toEqual([
      'not yours',
      'T',
    ]);
    byName.forClass(Item);
    expect(() => named.call(script, [], { context: new other() })).toThrow('Unauthorized');
  });

  test('what answers later is refused', () => {
    expect(wrong('return context.later()').message).toContain('answers later');
  });

  test('imports are those that are declared', () => {
    expect(run('import math\nreturn math.floor(2.5)')).toBe(2);
    expect(run('from string import digits\nreturn digits')).toBe('0123456789');
    expect(wrong('import os').message).toBe("ImportError: import of 'os' is unauthorized");
    expect(wrong('from string import ascii_letters').type).toBe('ImportError');
  });

  test('uses are recorded with the declaration that decided', () => {
    const sink = new MemorySink();
    const audited = new ScriptSpace({ declarations: declarations(), sinks: [sink] });
    const script = new PythonScript({ id: 's', body: 'context.title\ntry: context.key\nexcept PermissionError: pass' });
    audited.call(script, [], { context });
    expect(sink.events.map((e) => [e.event, e.args[1], e.decision, e.rule])).toEqual([
      ['rexec.get', 'title', 'allow', 'Item: declarePublic("title")'],
      ['rexec.get', 'key', 'deny', 'Item: declarePrivate("key")'],
    ]);
  });
});

class Tool {
  constructor(readonly run: () => unknown) {}
}

describe('nothing stays from one call to the next', () => {
  test('default values, namespaces, built-in things, modules', () => {
    expect([run('b.append(1)\nreturn b'), run('b.append(1)\nreturn b')]).toEqual([[1], [1]]);
    expect(wrong('import string\nstring.digits = "gone"').type).toBe('AttributeError');
    expect(run('import string\nreturn string.digits')).toBe('0123456789');
    expect(run('import math\nreturn math.pi > 3')).toBe(true);
    expect(wrong('import math\nmath.pi = 3').type).toBe('AttributeError');
    expect(run('import math\nreturn math.pi > 3')).toBe(true);
    for (const way of ['test.__globals__', 'len.__self__', '(lambda: 0).__code__', '[].__class__']) {
      expect(wrong(`return ${way}`).message).toContain('has errors');
      const [object, name] = [way.slice(0, way.indexOf('.__')), way.slice(way.indexOf('.__') + 1)];
      if (name !== '__class__') expect(wrong(`return getattr(${object}, "${name}")`).type).not.toBe('RuntimeError');
    }
  });

  test('a generator that was left behind does not run in the call of another', () => {
    run('def g():\n    try:\n        yield 1\n    finally:\n        print("left", context.title)\nit = g()\nnext(it)');
    expect(run('xs = [[] for i in range(20000)]\nprint("mine")\nreturn printed')).toBe('mine\n');
  });

  test('objects of the host of an earlier call are out of reach, even by an object that survived', () => {
    for (let i = 0; i < 10; i++) expect(run('return a.title', [new Item(`${i}`)])).toBe(`${i}`);
  });
});

describe('checking', () => {
  const findings = (body: string, parameters = '', data: Data = {}) =>
    new PythonScript({ id: 'test', body, parameters, ...data }).check().map((f) => `${f.line}: ${f.message}`);

  test('all findings at once: of the parameters, of the body', () => {
    expect(findings('x = context._x\nexec("1")\nprint = 3\nfor _y in []: pass', 'a, _b=1')).toEqual([
      expect.stringContaining('1: '),
      expect.stringMatching(/^1: .*"_x"/),
      expect.stringMatching(/^2: .*"exec"/),
      expect.stringMatching(/^3: .*"print"/),
      expect.stringMatching(/^4: .*"_y"/),
    ]);
    expect(findings('return x +', 'a, (b')).toEqual([
      "1: SyntaxError: '(' was never closed",
      '1: SyntaxError: invalid syntax',
    ]);
    expect(findings('break')).toEqual(["1: SyntaxError: 'break' outside loop"]);
    expect(findings('return 1', 'a):\n  return 3\ndef g(b')).toEqual(['1: SyntaxError: invalid parameters']);
    expect(findings('return 1', 'a), (b')).not.toEqual([]);
    expect(findings('return 1', 'a, a')).toEqual(["1: SyntaxError: duplicate argument 'a' in function definition"]);
    expect(findings('return 1', '', { id: 'context' })).toEqual(["1: 'context' is a bound name"]);
    expect(findings('return """\n##\n"""')).toEqual([]);
  });

  test('a script with errors cannot be called', () => {
    const e = wrong('return context._x');
    expect([e.message, e.findings.length]).toEqual(['RuntimeError: Script (Python) test has errors.', 1]);
  });
});

describe('scripts as data', () => {
  const data = {
    id: 'hello',
    title: 'Says hello',
    parameters: 'name, n=1',
    body: 'return name * n',
    proxyRoles: ['Editor'],
  };

  test('to JSON and back', () => {
    const script = PythonScript.fromJSON(JSON.parse(JSON.stringify(new PythonScript(data))));
    expect(script.toJSON()).toEqual(data);
    expect(space.call(script, ['x', 3])).toBe('xxx');
  });

  test('to text and back', () => {
    const text = new PythonScript(data).toText();
    expect(text).toBe(
      '## Script (Python) "hello"\n##bind context=context\n##bind container=container\n##bind script=script\n' +
        '##bind subpath=traverse_subpath\n##parameters=name, n=1\n##title=Says hello\n##\nreturn name * n',
    );
    const again = PythonScript.fromText(text, { id: 'other' });
    expect([again.title, again.parameters, again.body, again.bindings.traverse_subpath]).toEqual([
      'Says hello',
      'name, n=1',
      'return name * n',
      'traverse_subpath',
    ]);
    expect(() => PythonScript.fromText('##color=red\n', { id: 'x' })).toThrow('Unrecognized header line "color=red"');
  });

  test('editing', () => {
    const script = new PythonScript(data);
    script.edit({ body: 'return 5' });
    expect(space.call(script, ['x'])).toBe(5);
    expect(() => script.edit({ proxyRoles: ['Manager'] }, EDITOR)).toThrow(
      'You are not authorized to change hello because you do not have proxy roles.',
    );
    expect(() => new PythonScript({ id: '_x' })).toThrow('no id');
  });
});

describe('declarations', () => {
  test('to JSON and back', () => {
    const d = declarations();
    d.forClass('Other').setDefaultAccess({ a: 'allow', b: 'deny' }).declareObjectProtected('Edit');
    const again = Declarations.fromJSON(JSON.parse(JSON.stringify(d)));
    expect(again.toJSON()).toEqual(d.toJSON());
    const decide = (name: string, roles: string[]) => again.decide(['Other'], name, { user: 'u', roles }).action;
    expect([decide('a', []), decide('a', ['Editor']), decide('b', ['Editor']), decide('c', ['Editor'])]).toEqual([
      'deny',
      'allow',
      'deny',
      'deny',
    ]);
  });

  test.each([
    [{ klasses: {} }, "the declarations: unknown key 'klasses'; there are permissions, classes, modules"],
    [{ classes: { A: { object: 'open' } } }, 'classes.A.object is no object'],
    [
      { classes: { A: { attributes: { x: { protected: 1 } } } } },
      'classes.A.attributes.x: write "public", "private" or',
    ],
    [{ permissions: { Edit: 'Editor' } }, 'permissions.Edit is no list of names'],
  ])('%j is refused', (document, message) => {
    expect(() => Declarations.fromJSON(document)).toThrow(message);
  });

  test('are explained without running anything', () => {
    const ask = (...words: string[]) => {
      const question = parseAttributeQuestion(words);
      return typeof question === 'string' ? question : explainAttribute(declarations(), question).text;
    };
    expect(ask('attribute', 'Item.rename', 'as', 'Editor')).toBe(
      'allow  attribute Item.rename as Editor\n  rule   Item: declareProtected("Edit", "rename")\n' +
        "  why    permission 'Edit' is given to Editor, Owner; who asks has the role Editor\n",
    );
    expect(ask('attribute Item.key')).toContain(
      'deny   attribute Item.key as Anonymous\n  rule   Item: declarePrivate("key")',
    );
    expect(ask('attribute Invoice(Item).title as Reader, Editor')).toContain('allow');
    expect(ask('attribute title')).toContain('is no question; write it like: attribute CLASS.NAME');
  });
});
