// Configuration in Python's syntax: values, where each was written, files that load each other, and hostile files.
import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import {
  type Config,
  ConfigError,
  type ConfigOptions,
  checkSource,
  compileSource,
  evaluateConfig,
  evaluateConfigSync,
  HostError,
} from '../src/index.js';

const evaluate = (source: string, options: ConfigOptions = {}) =>
  evaluateConfigSync(source, { filename: 'app.conf', ...options });
const value = (source: string, options: ConfigOptions = {}) => evaluate(source, options).value;

function failure(source: string, options: ConfigOptions = {}): ConfigError {
  try {
    evaluate(source, options);
  } catch (e) {
    if (e instanceof ConfigError) return e;
    throw e;
  }
  throw new Error('nothing was wrong');
}
const lines = (source: string, options: ConfigOptions = {}) =>
  failure(source, options).findings.map((f) => `${f.filename}:${f.line}:${f.column} ${f.message}`);

/** The text at each path's position. */
function texts(config: Config, sources: Record<string, string>): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [path, at] of config.positions.entries()) {
    const line = sources[at.filename]!.split('\n')[at.line - 1]!;
    out[path.join('.')] =
      at.line === at.endLine ? line.slice(at.column - 1, at.endColumn - 1) : `${line.slice(at.column - 1)}…`;
  }
  return out;
}

describe('values', () => {
  test('Python’s as plain data of the host', () => {
    const v = value(
      'a = None\nb = True\nc = 12\nd = 2 ** 70\ne = 1.5\nf = "é" + "x"\ng = [1, (2, 3)]\nh = {"k": {"l": []}}\ni = {1: "one"}\nj = b"\\x00"\nk = {1, 2}\n',
    );
    expect(v).toEqual({
      a: null,
      b: true,
      c: 12,
      d: 2n ** 70n,
      e: 1.5,
      f: 'éx',
      g: [1, [2, 3]],
      h: { k: { l: [] } },
      i: new Map([[1, 'one']]),
      j: new Uint8Array(1),
      k: new Set([1, 2]),
    });
  });
  test('names of the host and functions of the host; its own functions stay out of the result', () => {
    const options = {
      names: { region: 'eu', defaults: { ports: [80] } },
      functions: { env: (name: string, other?: string) => (name === 'HOME' ? '/root' : (other ?? null)) },
    };
    expect(
      value(
        'home = env("HOME")\nlevel = env("LEVEL", "info")\nports = defaults["ports"] + [443]\nat = region.upper()',
        options,
      ),
    ).toEqual({
      home: '/root',
      level: 'info',
      ports: [80, 443],
      at: 'EU',
    });
    expect(lines('f = env', options)).toEqual(["app.conf:1:5 f is the host's env, and no value of a configuration"]);
  });
  test('conditionals, and names of the file alone', () => {
    const source =
      '_base = 8000\nif prod:\n    port = _base\nelif _base > 1:\n    port = _base + 1\nelse:\n    port = 0\nmode = "a" if prod else "b"\n';
    expect(value(source, { names: { prod: true } })).toEqual({ port: 8000, mode: 'a' });
    expect(value(source, { names: { prod: false } })).toEqual({ port: 8001, mode: 'b' });
  });
  test('what the host gives stays the host’s', () => {
    const list = [1, 2];
    expect(value('xs = given\nxs.append(3)\n', { names: { given: list } })).toEqual({ xs: [1, 2, 3] });
    expect(list).toEqual([1, 2]);
  });
  test('the result is frozen, and has no prototype’s names', () => {
    const v = value('a = [{"b": [1]}]\n__proto = 1\n'.replace('__proto = 1', 'c = {"__proto__": 1, "constructor": 2}'));
    expect(() => (v['a'] as unknown[]).push(1)).toThrow(TypeError);
    expect(Object.isFrozen((v['a'] as unknown[])[0])).toBe(true);
    expect(Object.getOwnPropertyNames(v['c'])).toEqual(['__proto__', 'constructor']);
  });
  test('Python’s own functions where the host says so', () => {
    expect(lines('x = len([1])')).toEqual(['app.conf:1:5 the name "len" is not known; known: x']);
    expect(value('x = len([1])\ny = sorted({"b", "a"})', { builtins: ['len', 'sorted'] })).toEqual({
      x: 1,
      y: ['a', 'b'],
    });
    expect(() => value('', { builtins: ['eval'] })).toThrow("'eval' is none of CONFIG_BUILTINS");
  });
  test('the same each time, from the same fuel', () => {
    const source = 'a = {"x", "y", "z"}\nb = [*a]\nc = f"{a}"\n';
    expect(value(source)).toEqual(value(source));
  });
});

describe('positions', () => {
  const source = `port = 8000 + 1
server = {
    "host": "a.example",
    "ports": [80, port, *[1, 2]],
    "tls": {"on": True} if port > 80 else {"on": False},
}
server["extra"] = (1, "é", "x")
names = ["a"]
names += ["b"]
names.append("c")
first, second = "f", ["s"]
copy = server["tls"]
both = names + ["d"]
merged = {**server, "host": "b"}
worked = "x y".split()
if port > 1:
    chosen = 1
else:
    chosen = 2
del server["host"]
`;
  test('of every value, through what was assigned, added and chosen', () => {
    const config = evaluate(source);
    const at = texts(config, { 'app.conf': source });
    expect(at).toMatchObject({
      port: '8000 + 1',
      'server.ports': '[80, port, *[1, 2]]',
      'server.ports.1': 'port',
      'server.ports.3': '2',
      'server.tls': '{"on": True}',
      'server.tls.on': 'True',
      'server.extra': '(1, "é", "x")',
      'server.extra.2': '"x"',
      'names.0': '"a"',
      'names.1': '"b"',
      'names.2': '"c"',
      first: '"f"',
      'second.0': '"s"',
      copy: 'server["tls"]',
      'copy.on': 'True',
      'both.2': '"c"',
      'both.3': '"d"',
      'merged.host': '"b"',
      'merged.ports.0': '80',
      worked: '"x y".split()',
      'worked.1': '"x y".split()',
      chosen: '1',
    });
    expect(config.positions.at(['server', 'host'])).toBeUndefined();
    expect(config.positions.at(['nothing'])).toBeUndefined();
    expect(config.positions.at(['server', 'ports', 9])).toBeUndefined();
    expect(config.positions.at(['server', 'toString'])).toBeUndefined();
  });
  test('of what nobody can tell, the place of the whole', () => {
    const text = 'a = [3, 1, 2]\na.sort()\nb = {"k": 1}\nb.update(given)\nc = [1]\nc[0] += 5\nd = given\n';
    const config = evaluate(text, { names: { given: { z: [1] } } });
    expect(config.value).toEqual({ a: [1, 2, 3], b: { k: 1, z: [1] }, c: [6], d: { z: [1] } });
    expect(texts(config, { 'app.conf': text })).toMatchObject({
      'a.0': '[3, 1, 2]',
      'b.k': '{"k": 1}',
      'b.z.0': '{"k": 1}',
      'c.0': 'c[0] += 5',
      'd.z': 'given',
    });
  });
});

describe('load', () => {
  const files: Record<string, string> = {
    'base.conf': 'ports = [80, 443]\nlimits = {"cpu": {"max": 2}, "pair": ([1], 2), "set": {1}}\n_own = 1\n',
    'mid.conf': 'load("base.conf", "ports", top="limits")\nports = ports + [1]\nlimits = top\n',
    'a.conf': 'load("b.conf", "x")\n',
    'b.conf': 'load("c.conf", "x")\n',
    'c.conf': 'load("a.conf", "x")\n',
    'bad.conf': 'x = 1\ny = 1 / 0\n',
    'self.conf': 'load("self.conf", "x")\n',
  };
  const asked: string[] = [];
  const load = (path: string, from: string) => {
    asked.push(`${from}: ${path}`);
    return files[path] ?? null;
  };
  test('as a statement it binds names, which stay the file’s own; as a value it is one', () => {
    const config = evaluate(
      'load("mid.conf", "ports", l="limits")\na = ports\nb = load("base.conf", "ports")\nc = load("mid.conf", "ports", "limits")[1] == l\n',
      { load },
    );
    expect(config.value).toEqual({ a: [80, 443, 1], b: [80, 443], c: true });
    expect(config.files).toEqual(['base.conf', 'mid.conf']);
    const at = texts(config, {
      'app.conf':
        'load("mid.conf", "ports", l="limits")\na = ports\nb = load("base.conf", "ports")\nc = load("mid.conf", "ports", "limits")[1] == l\n',
      ...files,
    });
    expect(at).toMatchObject({ a: 'ports', 'a.0': '80', 'a.2': '1', b: '[80, 443]', 'b.1': '443' });
    expect(config.positions.at(['b', 1])!.filename).toBe('base.conf');
  });
  test('each file is evaluated once', () => {
    let calls = 0;
    const options = {
      functions: { count: () => ++calls },
      load: (path: string) => (path === 'one' ? 'n = count()\n' : 'm = load("one", "n")\n'),
    };
    expect(value('a = load("one", "n")\nb = load("two", "m")\nc = load("one", "n")\n', options)).toEqual({
      a: 1,
      b: 1,
      c: 1,
    });
    expect(calls).toBe(1);
  });
  test.each([
    ['ports.append(1)', 'list', '[*values]'],
    ['ports[0] = 1', 'list', '[*values]'],
    ['ports += [1]', 'list', '[*values]'],
    ['del ports[0]', 'list', '[*values]'],
    ['ports.sort()', 'list', '[*values]'],
    ['limits["x"] = 1', 'dict', '{**values}'],
    ['limits["cpu"]["max"] = 1', 'dict', '{**values}'],
    ['limits |= {}', 'dict', '{**values}'],
    ['limits.update(x=1)', 'dict', '{**values}'],
    ['limits.setdefault("x", 1)', 'dict', '{**values}'],
    ['limits["pair"][0].append(1)', 'list', '[*values]'],
  ])('what was loaded is frozen: %s', (change, what, copy) => {
    const error = failure(`load("base.conf", "ports", "limits")\n${change}\n`, { load });
    expect(error.findings[0]!.message).toBe(
      `TypeError: this ${what} is frozen, since other files share it: change a copy, like ${copy}`,
    );
    expect([error.line, error.column]).toEqual([2, change.startsWith('del ') ? 5 : 1]);
  });
  test('a frozen list is a list, a frozen dict a dict', () => {
    expect(
      value(
        'load("base.conf", "ports", "limits")\na = ports + [1]\nb = ports == [80, 443]\nc = f"{ports} {limits}"\nd = [*ports, 1]\ne = {**limits, "x": 1}\nf = 80 in ports\ng = limits["cpu"]["max"]\nh = limits | {}\ni = ports[:1]\n',
        { load },
      ),
    ).toMatchObject({
      a: [80, 443, 1],
      b: true,
      c: "[80, 443] {'cpu': {'max': 2}, 'pair': ([1], 2), 'set': frozenset({1})}",
      e: { x: 1 },
      f: true,
      g: 2,
      i: [80],
    });
  });
  test('a circle is named', () => {
    expect(lines('load("a.conf", "x")\n', { load })).toEqual([
      'c.conf:1:1 "a.conf" is being loaded already: a.conf -> b.conf -> c.conf -> a.conf',
    ]);
    expect(lines('load("self.conf", "x")\n', { load })[0]).toContain('self.conf -> self.conf');
    expect(lines('load("app.conf", "x")\n', { load: () => 'x = 1' })[0]).toContain('app.conf -> app.conf');
  });
  test('mistakes are told where they are', () => {
    const table: [string, string][] = [
      ['load("none.conf", "x")', 'app.conf:1:1 there is no file "none.conf"'],
      ['load("base.conf", "port")', 'app.conf:1:19 base.conf has no name "port"; did you mean \'ports\'?'],
      ['load("base.conf", "_own")', 'app.conf:1:19 "_own" is a name of base.conf alone: it begins with "_"'],
      ['load("bad.conf", "x")', 'bad.conf:2:5 ZeroDivisionError: division by zero'],
      ['load("base.conf")', 'app.conf:1:1 load takes the names that are wanted: load("other.conf", "name")'],
      ['x = load(f"{1}", "a")', 'app.conf:1:5 load takes texts alone: the file, and names in it'],
      ['x = load("base.conf", a="ports")', 'app.conf:1:5 only load(…) as a statement binds other names'],
      ['load("base.conf", "a b")', 'app.conf:1:1 "a b" is no name'],
      ['x = [load]', 'app.conf:1:6 load is called, like load("other.conf", "name"), and nothing else'],
    ];
    for (const [source, message] of table) expect(lines(source, { load })).toEqual([message]);
    expect(lines('load("base.conf", "ports")')).toEqual([
      'app.conf:1:1 load is not allowed here: the host gives no files',
    ]);
    const broken = () => {
      throw new Error('disk on fire');
    };
    expect(lines('load("x", "y")', { load: broken })).toEqual(['app.conf:1:1 "x" cannot be loaded: disk on fire']);
  });
  test('asynchronous functions and files', async () => {
    const later = <T>(v: T) => new Promise<T>((resolve) => setTimeout(() => resolve(v), 1));
    const config = await evaluateConfig('load("base.conf", "ports")\nx = [ask("a"), ask("b")]\ny = ports[0]\n', {
      load: (path) => later({ source: files[path]!, filename: `/etc/${path}` }),
      functions: { ask: (q: string) => later(`${q}!`) },
    });
    expect(config.value).toEqual({ x: ['a!', 'b!'], y: 80 });
    expect(config.files).toEqual(['/etc/base.conf']);
    await expect(evaluateConfig('load("c", "x")', { load: () => Promise.reject(new Error('no')) })).rejects.toThrow(
      '"c" cannot be loaded: no',
    );
    expect(() => evaluate('load("c", "x")', { load: () => later('x = 1') })).toThrow('use evaluateConfig');
  });
});

describe('errors', () => {
  test('all that is wrong at once, before anything runs', () => {
    expect(lines('import os\nx = prot + 1\nfor i in x:\n    pass\ny = x.__class__\n', { names: { port: 1 } })).toEqual([
      'app.conf:1:1 an import is not allowed: this language has none',
      `app.conf:2:5 the name "prot" is not known; did you mean 'port'?`,
      'app.conf:3:1 a for loop is not allowed: this language has no loops',
      'app.conf:5:7 the attribute "__class__" is not allowed',
    ]);
    expect(lines('x = (1')[0]).toContain("SyntaxError: '(' was never closed");
  });
  test('what it raises, with the code', () => {
    const error = failure('x = 1\ny = {"a": x / (x - 1)}\n');
    expect(error.message).toBe(
      'app.conf:2:11: ZeroDivisionError: division by zero (error)\n  |\n2 | y = {"a": x / (x - 1)}\n  |           ^^^^^^^^^^^',
    );
    expect(failure('a = 1\nb = {}["é"]\n').findings[0]).toMatchObject({ line: 2, column: 5, endColumn: 12 });
    expect(
      lines('x = f(1)\n', {
        functions: {
          f: () => {
            throw new HostError('ValueError', 'not so');
          },
        },
      }),
    ).toEqual(['app.conf:1:1 ValueError: not so']);
    expect(lines('assert False, "port is missing"\n')).toEqual(['app.conf:1:8 AssertionError: port is missing']);
    expect(lines('x = [1]\nx.append(x)\n')[0]).toContain('x is a list that holds itself');
  });
  test('names that functions and conditions leave behind cannot be written', () => {
    expect(value('if given:\n    x = 1\n', { names: { given: 1 } })).toEqual({ x: 1 });
    expect(lines('x = __builtins__')).toEqual(['app.conf:1:5 the name "__builtins__" is not allowed']);
  });
});

describe('hostile files end by limits, with one clear line', () => {
  const nested = (n: number) =>
    `x0 = [0]\n${Array.from({ length: n }, (_, i) => `x${i + 1} = [x${i}, x${i}]\n`).join('')}`;
  const table: [string, string, RegExp][] = [
    [
      'a million nested parentheses',
      '('.repeat(1_000_000),
      /^app.conf:1:201: SyntaxError: too many nested parentheses/,
    ],
    [
      "'a' * 10**9",
      "x = 'a' * 10**9",
      /^app.conf:1:1: the program asked for 1000000000 bytes at once; 67108864 are allowed/,
    ],
    ['10 ** 10 ** 10', 'x = 10 ** 10 ** 10', /^app.conf:1:1: the program asked for \d+ bytes at once/],
    ['shifts', 'x = 1 << 10 ** 10', /bytes at once/],
    [
      'a comprehension bomb',
      'x = [y for y in "a" for z in "b"]',
      /a list comprehension is not allowed: this language has no loops/,
    ],
    [
      'endless recursion by lambda',
      'x = (lambda f: f(f))(lambda f: f(f))',
      /a function definition \(lambda\) is not allowed/,
    ],
    ['a billion laughs', `${nested(40)}y = f"{x40}"\n`, /fuel|bytes|too large/],
    ['a value of doubling lists', nested(40), /too large/],
    ['doubling texts', `x = "a" * 1000\n${'x = x + x\n'.repeat(40)}`, /bytes/],
    ['doubling by format', `x = "a" * 1000\n${'x = f"{x}{x}"\n'.repeat(40)}`, /bytes/],
    ['wide formats', 'x = f"{1:>{10 ** 9}}"', /bytes/],
    ['percent widths', 'x = "%1000000000d" % 1', /bytes/],
    ['replacing', 'x = ("a" * 10**6).replace("a", "b" * 10**6)', /fuel|bytes/],
    ['great powers, many times', `x = 3\n${'x = x ** 9\n'.repeat(30)}`, /fuel|bytes/],
    ['a text of digits', 'x = int("9" * 10**7)', /ValueError|fuel|not known/],
    ['too long a file', `x = "${'a'.repeat(2_000_000)}"`, /the file has 2000006 characters; 1048576 are allowed/],
    ['many statements', 'x = 1\n'.repeat(20_000), /more than 10000 statements/],
    ['a file that loads without end', 'load("1", "x")', /more than 1000 files are loaded|recursion/],
  ];
  test.each(table)('%s', (_name, source, message) => {
    const error = failure(source, {
      load: (path) => `load("${Number(path) + 1}", "x")\n`,
      limits: { fuel: 1_000_000, time: 600_000 },
    });
    expect(error.message).toMatch(message);
    expect(error.message.split('\n')[0]!.length).toBeLessThan(250);
  });
});

test('the example', async () => {
  const written: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void written.push(line));
  try {
    await import('../../../examples/configuration/read.js');
  } finally {
    log.mockRestore();
  }
  expect(written).toEqual([
    '{"region":"us","server":{"host":"us.example.com","ports":[8080,8443,80],"limits":{"memory":512,"cpu":2}},"log":"warning"}',
    'app.conf:6:23: port 80 needs a privilege',
    'bad.conf:1:1: an import is not allowed: this language has none',
    'bad.conf:2:5: the name "undefined_name" is not known; known: os, x, production, env',
    'bad.conf:1:1: the program asked for 1000000000 bytes at once; 67108864 are allowed',
    'bad.conf:2:1: TypeError: this dict is frozen, since other files share it: change a copy, like {**values}',
  ]);
});

test('the examples of the pages', async () => {
  const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, kind, text]) => [kind!, text!] as const);
  const python = blocks.filter(([kind]) => kind === 'python').map(([, text]) => text);
  const files: Record<string, string> = { 'app.conf': python[0]!, 'common.conf': python[1]! };
  const config = await evaluateConfig(files['app.conf']!, {
    filename: 'app.conf',
    names: { production: true },
    functions: { env: (name: string, otherwise: string) => (name === 'REGION' ? 'eu' : otherwise) },
    load: async (path) => files[path] ?? null,
  });
  const json = blocks.find(([kind]) => kind === 'json')![1];
  expect(config.value).toEqual(JSON.parse(json));
  const { line, column } = config.positions.at(['server', 'ports', 0])!;
  expect(page).toContain(`// { filename: 'common.conf', line: ${line}, column: ${column},`);
  const wrong = blocks.find(([kind, text]) => kind === 'text' && text.startsWith('app.conf:'))![1];
  const source = files['app.conf']!.replace('"debug"', 'debug');
  expect(
    `${failure(source, { names: { production: true }, functions: { env: () => 'x' }, load: (path) => files[path] ?? null }).message}\n`,
  ).toBe(wrong);
});

test('the examples of the page about languages', () => {
  const page = readFileSync(new URL('../../../docs/language.md', import.meta.url), 'utf8');
  const shell = /```text\n\$ rexec check[^\n]*\n([\s\S]*?)```/.exec(page)![1]!;
  const source = /```python\n([\s\S]*?)```/.exec(page)![1]!;
  const found = checkSource(source, 'config', { filename: 'app.conf' });
  expect(
    found
      .map((f) => `${f.filename}:${f.line}:${f.column}: ${f.message} (${f.rule}, ${f.source})\n${f.frame}\n`)
      .join(''),
  ).toBe(shell);
  compileSource(source, 'app.conf', 'exec');
});
