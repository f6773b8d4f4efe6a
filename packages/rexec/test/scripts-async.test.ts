import { describe, expect, test } from 'vitest';
import {
  Declarations,
  Expressions,
  HostError,
  hostFunction,
  PythonScript,
  ScriptError,
  ScriptSpace,
} from '../src/index.js';

class Store {
  readonly items = new Map<unknown, unknown>([['a', 1]]);
  constructor(readonly call: (body: string, context: object) => Promise<unknown> = async () => null) {}
  at(key: unknown) {
    return this.items.get(key);
  }
  async later(key: unknown) {
    await turn();
    return this.items.get(key);
  }
  async store() {
    return this;
  }
  async fails() {
    await turn();
    throw new HostError('LookupError', 'none');
  }
  async breaks(): Promise<never> {
    throw new Error('/home/me/secret');
  }
  never() {
    return new Promise(() => {});
  }
  inside(body: string) {
    return this.call(body, this);
  }
  async insideLater(body: string) {
    await turn();
    return this.call(body, this);
  }
  guarded() {
    return 'guarded';
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const EDITOR = { id: 'ann', roles: ['Editor'] };

function declarations() {
  const d = new Declarations().permission('Edit', ['Editor']);
  d.forClass(Store)
    .declarePublic('at', 'later', 'store', 'fails', 'breaks', 'never', 'inside', 'insideLater')
    .declareProtected('Edit', 'guarded')
    .declareItems({ get: 'later' });
  return d;
}

function makeSpace(more: object = {}) {
  return new ScriptSpace({ declarations: declarations(), limits: { time: 600_000 }, ...more });
}
const script = (body: string, parameters = '') => new PythonScript({ id: 'test', parameters, body });
const failing = async (promise: Promise<unknown>) => {
  const e = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (e instanceof ScriptError) return e;
  throw e ?? new Error('nothing is wrong');
};

describe('scripts that wait', () => {
  const space = makeSpace();
  const context = new Store();
  const run = (body: string, options = {}) => space.callAsync(script(body), [], { context, ...options });

  test('get what comes later: of methods, items, functions, in defaults too', async () => {
    expect(await run('return [context.later("a"), context["a"], context.at("a")]')).toEqual([1, 1, 1]);
    expect(await run('return context.store()')).toBe(context);
    expect(await run('return sorted([3, 1], key=lambda n: [context.later("a"), n])')).toEqual([1, 3]);
    const namespace = { later: hostFunction(async (n: number) => n + 1) };
    const own = new PythonScript({
      id: 's',
      parameters: 'x=ns["later"](1)',
      body: 'return x',
      bindings: { namespace: 'ns' },
    });
    expect(await space.callAsync(own, [], { namespace })).toBe(2);
    expect(await space.callAsync(script('return a', 'a'), [], { kwargs: { a: 3 } })).toBe(3);
  });

  test('what goes wrong is a ScriptError, and the next call has a machine', async () => {
    expect((await failing(run('context.fails()'))).message).toBe('LookupError: none');
    expect((await failing(run('context.breaks()'))).message).toBe('RuntimeError: an error in the host');
    expect((await failing(run('context._x'))).message).toContain('has errors');
    expect((await failing(run('while True: context.at("a")'))).limit).toBe('fuel');
    expect((await failing(run('context.later("a")\nraise SystemExit'))).type).toBe('ValueError');
    expect(await run('try: context.fails()\nexcept LookupError as e: return str(e)')).toBe('none');
  });

  test('the time of waiting counts, and a signal ends it', async () => {
    const short = makeSpace({ limits: { time: 30 } });
    expect((await failing(short.callAsync(script('context.never()'), [], { context }))).limit).toBe('time');
    const abort = new AbortController();
    const waits = failing(run('context.never()', { signal: abort.signal }));
    abort.abort('enough');
    expect((await waits).message).toBe('LimitError: stopped: enough');
    expect((await failing(run('return 1', { signal: AbortSignal.abort('before') }))).message).toContain('before');
    const busy = new AbortController();
    setImmediate(() => busy.abort('busy'));
    expect((await failing(run('while True: pass', { signal: busy.signal }))).message).toContain('busy');
    expect(await run('return sum(range(200000))', { signal: new AbortController().signal })).toBe(19999900000);
    expect(space.call(script('return sum([i for i in range(500000)])'), [], { context })).toBe(124999750000);
  });

  test('many go on at once, each with its own names, prints and user', async () => {
    const body = 'print(n)\ncontext.later("a")\nprint(n)\nreturn [printed, hasattr(context, "guarded")]';
    const all = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        space.callAsync(script(body, 'n'), [n], { context, ...(n % 2 === 0 ? { user: EDITOR } : {}) }),
      ),
    );
    expect(all).toEqual(Array.from({ length: 30 }, (_, n) => [`${n}\n${n}\n`, n % 2 === 0]));
  });

  test('no more than are allowed', async () => {
    const few = makeSpace({ concurrent: 2 });
    const abort = new AbortController();
    const options = { context, signal: abort.signal };
    const waiting = [1, 2].map(() => failing(few.callAsync(script('context.never()'), [], options)));
    expect((await failing(few.callAsync(script('return 1')))).message).toContain('more than 2 calls');
    abort.abort();
    await Promise.all(waiting);
    expect(await few.callAsync(script('return 1'))).toBe(1);
  });

  test('the synchronous call between two parts of another is for its own user', async () => {
    const waits = space.callAsync(script('context.later("a")\nreturn context.guarded()'), [], {
      context,
      user: EDITOR,
    });
    expect(() => space.call(script('return context.guarded()'), [], { context })).toThrow('Anonymous has no role');
    expect(await waits).toBe('guarded');
    const other = space.callAsync(script('context.later("a")\nreturn context.guarded()'), [], { context });
    expect(space.call(script('return context.guarded()'), [], { context, user: EDITOR })).toBe('guarded');
    expect((await failing(other)).type).toBe('Unauthorized');
  });

  test('what is declared while a script waits holds from then on', async () => {
    const d = declarations();
    const own = new ScriptSpace({ declarations: d });
    const store = new Store(async () => d.forClass(Store).declarePrivate('guarded').name);
    const body = 'x = hasattr(context, "guarded")\ncontext.inside("")\nreturn [x, hasattr(context, "guarded")]';
    expect(await own.callAsync(script(body), [], { context: store, user: EDITOR })).toEqual([true, false]);
  });

  test('a script inside a script has the user of the one around it, but not once that one waits', async () => {
    const inner = (body: string, c: object) => space.callAsync(script(body), [], { context: c });
    const outer = new Store(inner);
    const ask = (name: string) =>
      space.callAsync(script(`return context.${name}("return context.guarded()")`), [], {
        context: outer,
        user: EDITOR,
      });
    expect(await ask('inside')).toBe('guarded');
    expect((await failing(ask('insideLater'))).type).toBe('RuntimeError');
  });

  test('what has been given up is told so', async () => {
    const heard: string[] = [];
    const waits = hostFunction(
      (signal: AbortSignal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve(heard.push('given up')));
        }),
      { name: 'waits', signal: true },
    );
    const own = new PythonScript({ id: 's', body: 'ns["waits"]()', bindings: { namespace: 'ns' } });
    const abort = new AbortController();
    const ends = failing(space.callAsync(own, [], { namespace: { waits }, signal: abort.signal }));
    await turn();
    abort.abort();
    await ends;
    expect(heard).toEqual(['given up']);
  });
});

describe('scripts that do not wait', () => {
  test('what answers later is refused, and its failure is nobody else’s', async () => {
    const space = makeSpace();
    const context = new Store();
    const call = (body: string, options = {}) => space.call(script(body), [], { context, ...options });
    expect(() => call('context.later("a")')).toThrow('answers later: use callAsync(), not call()');
    expect(() => call('context.breaks()')).toThrow('answers later');
    const namespace = { later: hostFunction(async () => Promise.reject(new Error('x'))) };
    const own = new PythonScript({ id: 's', body: 'return ns["later"]()', bindings: { namespace: 'ns' } });
    expect(() => space.call(own, [], { namespace })).toThrow('use callAsync(), not call()');
    await turn();
    expect(call('return context.at("a")')).toBe(1);
  });
});

describe('expressions that wait', () => {
  const functions = {
    later: async (n: number) => {
      await turn();
      return n;
    },
    fails: async () => {
      throw new TypeError('the cause');
    },
    now: (n: number) => n,
    nested: async (): Promise<unknown> => set.compile('later(5) + 1').evaluateAsync(),
    never: () => new Promise(() => {}),
  };
  const set = new Expressions({ functions, limits: { time: 600_000 } });
  const short = new Expressions({ functions, limits: { time: 100 } });

  test('get what comes later', async () => {
    const sum = set.compile('later(x) + now(1)', { names: ['x'] });
    expect(await sum.evaluateAsync({ x: 2 })).toBe(3);
    expect(await Promise.all([1, 2, 3].map((x) => sum.evaluateAsync({ x })))).toEqual([2, 3, 4]);
    expect(await set.compile('nested()').evaluateAsync()).toBe(6);
    expect(() => sum.evaluate({ x: 2 })).toThrow('use evaluateAsync(), not evaluate()');
    expect(set.compile('now(x)', { names: ['x'] }).evaluate({ x: 2 })).toBe(2);
  });

  test('what goes wrong is an ExpressionError with its cause', async () => {
    const fails = await set
      .compile('fails()')
      .evaluateAsync()
      .catch((e: Error) => e);
    expect([(fails as Error).message, ((fails as Error).cause as Error).message]).toEqual([
      'RuntimeError: an error in the host (line 1, column 1)',
      'the cause',
    ]);
    await expect(short.compile('never()').evaluateAsync()).rejects.toThrow('LimitError: the program waited longer');
    await expect(set.compile('never()').evaluateAsync({}, { signal: AbortSignal.abort('no') })).rejects.toThrow('no');
    expect(await set.compile('later(4)').evaluateAsync()).toBe(4);
  });
});
