/** The document: what is accepted, the lines of its parts, and the one line that a newcomer's mistake gets. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDocument } from '../src/policy/document.js';
import { PolicyError } from '../src/policy/errors.js';
import { policyJsonSchema } from '../src/policy/json-schema.js';
import { jsonLines, tomlLines } from '../src/policy/lines.js';
import { PRESET_NAMES } from '../src/policy/names.js';
import { Policy } from '../src/policy/policy.js';
import { PRESETS } from '../src/policy/presets.js';
import { policyToToml } from '../src/policy/to-toml.js';
import { parseDuration, parseSize } from '../src/policy/units.js';

function mistake(text: string, filename = 'policy.toml'): string {
  try {
    Policy.parse(text, { filename, folder: '/home', folderExists: (path) => path !== '/home/missing' });
  } catch (e) {
    if (e instanceof PolicyError) return e.message;
    throw e;
  }
  return 'no mistake';
}

describe("a newcomer's mistake gets one line that says where and what would be right", () => {
  const mount = '[[files.mounts]]\nat = "/data"\nhost = "./data"\n';
  test.each([
    [
      'a typo in a key',
      `${mount}acces = "read"`,
      "policy.toml:4: files.mounts[0].acces: unknown key; did you mean 'access'?",
    ],
    ['a typo in a table', '[module]\nallow = ["json"]', "policy.toml:1: module: unknown key; did you mean 'modules'?"],
    [
      'a wrong value',
      `${mount}access = "raed"`,
      "policy.toml:4: files.mounts[0].access: unknown value 'raed'; did you mean 'read'? (read, create, write, overlay)",
    ],
    [
      'text for a list',
      '[modules]\nallow = "json"',
      `policy.toml:2: modules.allow: text ('json') stands where a list belongs; write ["json"]`,
    ],
    [
      'a number for text',
      '[environment]\nPORT = 80',
      'policy.toml:2: environment.PORT: a number (80) stands where text in quotes belongs; write "80"',
    ],
    [
      'text for a number',
      '[entropy]\nseed = "42"',
      "policy.toml:2: entropy.seed: text ('42') stands where a number belongs; write 42",
    ],
    [
      'a missing folder',
      '[[files.mounts]]\nat = "/data"\nhost = "./missing"',
      `policy.toml:3: files.mounts[0].host: there is no folder "./missing" (looked for /home/missing); relative folders start at the document's`,
    ],
    [
      'a port as a word',
      '[network]\nallow = [\n  "tcp://*:80",\n  "tcp://*:http",\n]',
      "policy.toml:4: network.allow[1]: port 'http' is no number; write 80, 80,443, 8000-8999 or *",
    ],
    [
      'a port alone',
      '[network]\nallow = [80]',
      'policy.toml:2: network.allow[0]: a number (80) stands where text in quotes belongs; write "tcp://*:80"',
    ],
    [
      'no port',
      '[network]\nallow = ["tcp://example.com"]',
      'policy.toml:2: network.allow[0]: the port is missing; write tcp://example.com:80, or :* for every port',
    ],
    [
      'an unknown preset',
      'extends = "pur"',
      "policy.toml:1: extends: unknown preset 'pur'; did you mean 'pure'? (none, pure, rexec, applet, trusted)",
    ],
    ['no quotes', 'extends = pure', 'policy.toml:1: not TOML: text stands in quotes; write "pure"'],
    [
      'a bad size',
      '[limits]\nmemory = "10 megs"',
      `policy.toml:2: limits.memory: '10 megs' is not a size; write bytes as a number, or like "10 MB" (B, kB, MB, GB, KiB, MiB, GiB)`,
    ],
    [
      'a bad duration',
      '[limits]\ntime = "5 secs"',
      `policy.toml:2: limits.time: '5 secs' is not a duration; write seconds as a number, or like "5 s" (ms, s, min, h)`,
    ],
    [
      'a bad glob',
      '[files]\ndeny = ["*.env"]',
      "policy.toml:2: files.deny[0]: a pattern of paths begins with '/' or '**/'; write '**/*.env' for any folder",
    ],
    [
      'a rule that is none',
      '[network]\nallow = ["example.com"]',
      `policy.toml:2: network.allow[0]: 'example.com' is no rule; write it like "tcp://*:80", "dns://*.example.com" or "GET https://example.com/**"`,
    ],
    [
      'a mount of nothing',
      '[[files.mounts]]\nat = "/data"',
      'policy.toml:1: files.mounts[0]: nothing is mounted; add host = "./folder" or memory = "16 MB"',
    ],
    [
      'single brackets',
      '[files.mounts]\nat = "/data"',
      'policy.toml:1: files.mounts: a table stands where a list belongs; write [[files.mounts]] in double brackets',
    ],
    [
      'two mounts at one place',
      `${mount}${mount}`,
      "policy.toml:4: files.mounts[1]: another mount stands at '/data' already",
    ],
  ])('%s', (_what, text, message) => {
    expect(mistake(text)).toBe(message);
  });

  test.each([
    ['{"modules": {"allow": ["json"],}}', 'p.json:1: not JSON: a key in double quotes is missing'],
    ['{\n"modules": {},\n"modules": {}}', 'p.json:3: the key "modules" stands here twice'],
    ['{"modules": {\n"allw": []}}', "p.json:2: modules.allw: unknown key; did you mean 'allow'?"],
    ['', 'p.json:1: not JSON: the document ends too early'],
  ])('JSON: %j', (text, message) => {
    expect(mistake(text, 'p.json')).toBe(message);
  });

  test('all mistakes are reported, each on its line', () => {
    try {
      Policy.parse('[limits]\nfule = 1\nmemory = "x"\n[modul]\n', { filename: 'p' });
    } catch (e) {
      expect((e as PolicyError).lines.map((l) => l.split(':')[1])).toEqual(['2', '3', '4']);
    }
  });

  test('an object has no lines', () => {
    expect(() => Policy.from({ limits: { fule: 1 } } as never)).toThrow(
      "policy: limits.fule: unknown key; did you mean 'fuel'?",
    );
    expect(() => Policy.from('pur' as never)).toThrow("extends: unknown preset 'pur'");
  });

  test('what the document says cannot break the line or the terminal', () => {
    const message = mistake('"a\\nb\\u001b[31m\\u202e" = 1');
    expect(message).not.toMatch(/[\n\u001b\u202e]/);
  });

  test('names of JavaScript are no keys', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(mistake(`{"${name}": {}}`, 'p.json')).toContain('p.json:1');
      expect(mistake(`{"limits": {"${name}": 1}}`, 'p.json')).toContain('unknown key');
    }
    expect(mistake('{"environment": {"__proto__": "x"}}', 'p.json')).not.toBe('no mistake');
  });
});

test('every key and element of TOML knows its line', () => {
  const text = `# policy
extends = "pure"
[modules] # here
allow = [
  "json", # ] "
  're',
]
network.allow = ["tcp://*:80"]
[[files.mounts]]
at = """
/data"""
host = 'x'
[[files.mounts]]
at = "/b"
[limits]
"open-files" = 3
clock = { mode = "real", at = "x" }
`;
  const lines = tomlLines(text);
  const at = (...path: (string | number)[]) => lines.at(path);
  expect([at('extends'), at('modules'), at('modules', 'allow', 0), at('modules', 'allow', 1)]).toEqual([2, 3, 5, 6]);
  expect([at('files', 'mounts', 0), at('files', 'mounts', 0, 'host'), at('files', 'mounts', 1, 'at')]).toEqual([
    9, 12, 14,
  ]);
  expect([at('limits', 'open-files'), at('limits', 'clock', 'at'), at('modules', 'network', 'allow', 0)]).toEqual([
    16, 17, 8,
  ]);
  // What is not there is where its table is.
  expect(at('files', 'mounts', 1, 'host')).toBe(13);
});

test('every key and element of JSON knows its line', () => {
  const lines = jsonLines('{\n "a": [\n  1,\n  {"b":\n 2}],\n "c\\u0041": {}\n}');
  expect([lines.at(['a', 0]), lines.at(['a', 1, 'b']), lines.at(['cA'])]).toEqual([3, 4, 6]);
});

test('in documents as they are printed every value is on the line that is told', () => {
  for (const name of PRESET_NAMES) {
    const document = Policy.from(name).toDocument() as Record<string, unknown>;
    for (const [text, lines] of [
      [JSON.stringify(document, null, 1), jsonLines(JSON.stringify(document, null, 1))],
      [policyToToml(document), tomlLines(policyToToml(document))],
    ] as const) {
      const rows = text.split('\n');
      const walk = (value: unknown, path: (string | number)[]) => {
        if (typeof value === 'object' && value !== null) {
          for (const [k, v] of Object.entries(value)) walk(v, [...path, Array.isArray(value) ? Number(k) : k]);
        } else expect(rows[lines.at(path) - 1], path.join()).toContain(JSON.stringify(value));
      };
      walk(document, []);
    }
  }
});

test('no text hangs or breaks the reader of lines; what is no policy is a PolicyError', () => {
  const piece = fc.constantFrom(
    '[',
    ']',
    '[[',
    '{',
    '}',
    '=',
    '"',
    "'",
    '"""',
    '#',
    '\\',
    '\n',
    ',',
    '.',
    ':',
    'a',
    'modules',
    'allow',
    '1',
    ' ',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }),
      fc.constantFrom('toml' as const, 'json' as const),
      (pieces, format) => {
        const text = pieces.join('');
        tomlLines(text);
        try {
          Policy.parse(text, { format });
        } catch (e) {
          expect(e).toBeInstanceOf(PolicyError);
          expect((e as Error).message).not.toContain('\n');
        }
      },
    ),
    { numRuns: 3000 },
  );
});

test('deep nesting does not recurse without end', () => {
  expect(mistake('['.repeat(100_000), 'p.json')).toContain('nested deeper');
  expect(mistake(`a = ${'['.repeat(100_000)}`)).toContain('not TOML');
});

test('MB is a million, MiB is 2^20, a bare number is bytes or seconds', () => {
  expect(['10 MB', '10MiB', '1_000', '1.5 kB', 7, 'unlimited'].map(parseSize)).toEqual([
    1e7,
    10 * 2 ** 20,
    1000,
    1500,
    7,
    Infinity,
  ]);
  expect(['5 s', '300 ms', '2min', 0.5, '1 h'].map(parseDuration)).toEqual([5000, 300, 120_000, 500, 3_600_000]);
  for (const bad of ['', '-1', '1e3', '1 m', 'MB', Number.NaN, -1, Infinity]) {
    expect(typeof parseSize(bad)).toBe('string');
    expect(typeof parseDuration(bad)).toBe('string');
  }
});

test('each preset is a right document, and resolves to one that says the same', () => {
  for (const name of PRESET_NAMES) {
    checkDocument(PRESETS[name], name);
    const policy = Policy.from(name);
    expect(Policy.fromResolved(policy.toDocument()).digest()).toBe(policy.digest());
    const text = policyToToml(policy.toDocument() as never);
    expect(Policy.parse(text).digest()).toBe(policy.digest());
  }
});

test('extends: lists add, values replace, a mount replaces the one at its place', () => {
  const policy = Policy.from({
    extends: 'applet',
    modules: { allow: ['mine'] },
    network: { connections: 3 },
    files: { mounts: [{ at: '/', memory: '1 MB' }] },
  });
  expect(policy.decide({ kind: 'import', name: 'mine' }).action).toBe('allow');
  expect(policy.decide({ kind: 'import', name: 'json' }).action).toBe('allow');
  expect(policy.parts.network.connections).toBe(3);
  expect(policy.parts.files.mounts.map((m) => m.backend)).toEqual([{ kind: 'memory', size: 1e6 }]);
});

test('folders of the host are relative to the document', () => {
  const folder = (host: string) => {
    const { backend } = Policy.from({ files: { mounts: [{ at: '/d', host }] } }, { folder: '/home/me' }).parts.files
      .mounts[0]!;
    return backend.kind === 'host' ? backend.folder : '';
  };
  expect(['./a', '..', '/x/../y', '.', 'C:\\data\\..\\b'].map(folder)).toEqual([
    '/home/me/a',
    '/home',
    '/y',
    '/home/me',
    'C:/b',
  ]);
});

test('the schema for editors refuses unknown keys and describes every field', () => {
  const missing: string[] = [];
  const walk = (node: Record<string, any>, path: string) => {
    for (const [key, child] of Object.entries((node['properties'] ?? {}) as Record<string, any>)) {
      if (typeof child.description !== 'string') missing.push(`${path}.${key}`);
      walk(child, `${path}.${key}`);
    }
    if (node['properties'] !== undefined && node['additionalProperties'] !== false) missing.push(path);
    if (node['items'] !== undefined) walk(node['items'], `${path}[]`);
  };
  walk(policyJsonSchema(), '');
  expect(missing).toEqual([]);
});

test('the reference has every field with the words of the schema', () => {
  const page = readFileSync(new URL('../../../docs/policy.md', import.meta.url), 'utf8');
  const missing: string[] = [];
  const walk = (node: Record<string, any>, path: string) => {
    for (const [key, child] of Object.entries((node['properties'] ?? {}) as Record<string, any>)) {
      const field = path === '' ? key : `${path}.${key}`;
      if (key !== '$schema' && !page.includes(`\`${field}\` | ${child.description}`)) missing.push(field);
      walk(child.items ?? child, field);
    }
  };
  walk(policyJsonSchema(), '');
  expect(missing).toEqual([]);
});

test('the type of documents is as the schema (node scripts/make-policy-type.mjs)', () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, ['scripts/make-policy-type.mjs', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
});
