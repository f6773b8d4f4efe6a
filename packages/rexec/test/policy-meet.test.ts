/** The meet of policies: a semilattice under which nothing that is refused above is allowed below. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Operation } from '../src/policy/decision.js';
import { Policy } from '../src/policy/policy.js';
import type { PolicyDocument } from '../src/policy/policy-document.js';

const some = <T>(...items: T[]) => fc.subarray(items, { minLength: 0 });
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined });
const MODULES = ['json', 'json.*', 'json.tool', 're', 'os', 'os.path', '*', 'x.*.y'];
const GLOBS = ['/a/**', '/a/b', '**/.env', '/**', '/a/*/c'];
const RULES = [
  'tcp://*:80',
  'tcp://*:*',
  'tcp://*.a.org:80-90',
  'tcp://10.0.0.0/8:80',
  'udp://*:53',
  'dns://*.a.org',
  'dns://*',
  'GET http://x.a.org/v1/**',
  'http://x.a.org/**',
  '* https://x.a.org/**',
];

const mount = fc
  .record({
    at: fc.constantFrom('/', '/a', '/a/b', '/a/b/c', '/d'),
    kind: fc.constantFrom('host', 'host', 'memory'),
    folder: fc.constantFrom('/h', '/h/b', '/h/a', '/h/a/b', '/', '/other'),
    access: fc.constantFrom('read' as const, 'write' as const, 'create' as const, 'overlay' as const),
    quota: fc.constantFrom('1 MB', 5, 'unlimited'),
  })
  .map(({ at, kind, folder, access, quota }) =>
    kind === 'host' ? { at, host: folder, access, quota } : { at, memory: quota, files: 3 },
  );

const document: fc.Arbitrary<PolicyDocument> = fc
  .record({
    extends: maybe(
      fc.constantFrom('none' as const, 'pure' as const, 'rexec' as const, 'applet' as const, 'trusted' as const),
    ),
    builtins: maybe(fc.record({ deny: some('open', 'eval') })),
    modules: maybe(
      fc.record({
        allow: some(...MODULES),
        ask: some(...MODULES),
        deny: some(...MODULES.slice(1, 5)),
        path: some('/lib', '/a'),
      }),
    ),
    names: maybe(fc.constantFrom<Record<string, string[]>>({ sys: ['exit'] }, { sys: ['exit', 'path'], os: [] }, {})),
    pickle: maybe(fc.record({ classes: some('*', 'a.B', 'a.*', '*.C', 'b.C') })),
    attributes: maybe(fc.record({ hide: some('function', 'frame') })),
    language: maybe(
      fc.constantFrom<NonNullable<PolicyDocument['language']>>(
        { profile: 'config' },
        { loops: 'none', names: { deny: ['x*'] } },
        { profile: 'script', imports: { allow: [] }, limits: { depth: 7 } },
        {},
      ),
    ),
    files: maybe(
      fc.record({
        deny: some(...GLOBS),
        ask: some(...GLOBS),
        mounts: fc.uniqueArray(mount, { selector: (m) => m.at, maxLength: 3 }),
        cwd: fc.constantFrom('/', '/a'),
      }),
    ),
    network: maybe(
      fc.record({
        allow: some(...RULES),
        ask: some(...RULES),
        deny: some(...RULES.slice(2)),
        private: fc.boolean(),
        connections: fc.nat(5),
        bytes: fc.constantFrom('1 kB', 'unlimited', 7),
        secrets: some(
          { url: 'https://x/**', header: 'A', secret: 'S' },
          { url: 'https://y/**', header: 'A', secret: 'S' },
        ),
      }),
    ),
    environment: maybe(fc.constantFrom<Record<string, string>>({ A: '1' }, { A: '2', B: '1' }, {})),
    clock: maybe(
      fc.record({
        mode: fc.constantFrom('real' as const, 'frozen' as const, 'virtual' as const),
        at: fc.constantFrom('2020-01-01T00:00:00Z', '2021-05-05T01:02:03.5Z'),
      }),
    ),
    entropy: maybe(
      fc.record({ mode: fc.constantFrom('none' as const, 'seeded' as const, 'real' as const), seed: fc.nat(3) }),
    ),
    process: maybe(fc.record({ pid: fc.nat(3), user: fc.constantFrom('nobody', 'me') })),
    limits: maybe(
      fc.record({
        fuel: fc.constantFrom(5, 'unlimited', 1e9),
        cells: fc.nat(2),
        readable: fc.boolean(),
        time: fc.constantFrom('1 s', 'unlimited'),
      }),
    ),
    ask: maybe(fc.record({ remember: fc.constantFrom('once' as const, 'session' as const), questions: fc.nat(3) })),
    audit: maybe(fc.record({ events: some('*', 'open', '!os.stat') })),
    console: maybe(fc.record({ input: fc.constantFrom('allow' as const, 'ask' as const, 'deny' as const) })),
  })
  .map((d) => JSON.parse(JSON.stringify(d)) as PolicyDocument);

const policy = document.map((d) => Policy.from(d));

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc
    .constantFrom('json', 'json.tool', 're', 'os.path', 'os', 'x.a.y', 'socket', '')
    .map((name) => ({ kind: 'import' as const, name })),
  fc.constantFrom('a.B', 'a.C', 'b.C', 'a.B.C', 'builtins.set').map((name) => ({ kind: 'unpickle' as const, name })),
  fc.record({
    kind: fc.constant('file' as const),
    access: fc.constantFrom(
      'read' as const,
      'write' as const,
      'create' as const,
      'delete' as const,
      'list' as const,
      'stat' as const,
      'change' as const,
    ),
    path: fc.constantFrom('/', '/a', '/a/b', '/a/b/c', '/a/b/c/d', '/a/.env', '/d/x', '/q', '/a/x/c'),
  }),
  fc.record({
    kind: fc.constant('connect' as const),
    scheme: fc.constantFrom('tcp' as const, 'udp' as const),
    host: fc.constantFrom('x.a.org', 'b.org', '10.0.0.1', '8.8.8.8', 'localhost'),
    port: fc.constantFrom(80, 53, 85),
  }),
  fc.constantFrom('x.a.org', 'b.org').map((host) => ({ kind: 'resolve' as const, host })),
  fc.record({
    kind: fc.constant('request' as const),
    method: fc.constantFrom('GET', 'POST'),
    url: fc.constantFrom('http://x.a.org/v1/a', 'http://x.a.org/', 'https://x.a.org/', 'http://b.org/'),
  }),
  fc.constantFrom({ kind: 'cell' as const }, { kind: 'input' as const }),
);
const RANK = { deny: 0, ask: 1, allow: 2 };
const rank = (p: Policy, op: Operation) => RANK[p.decide(op).action];
const plain = (p: Policy) =>
  JSON.stringify([p.toDocument(), p.parts], (_k, v) =>
    v instanceof Map ? [...v] : typeof v === 'bigint' ? `${v}` : v === Infinity ? 'inf' : v,
  );

describe('meet', () => {
  test('is commutative, idempotent and associative', () => {
    fc.assert(
      fc.property(policy, policy, policy, operation, (a, b, c, op) => {
        expect(plain(a.meet(b))).toBe(plain(b.meet(a)));
        expect(plain(a.meet(a))).toBe(plain(a));
        expect(plain(a.meet(b).meet(c))).toBe(plain(a.meet(b.meet(c))));
        expect(a.meet(b).digest()).toBe(b.meet(a).digest());
        expect(a.meet(b).decide(op)).toEqual(b.meet(a).decide(op));
        expect(a.meet(b).meet(c).decide(op)).toEqual(a.meet(b.meet(c)).decide(op));
      }),
      { numRuns: 150 },
    );
  });

  test('allows nothing that one of them refuses, and asks where one of them asks', () => {
    fc.assert(
      fc.property(policy, policy, fc.array(operation, { minLength: 5, maxLength: 10 }), (a, b, ops) => {
        const both = a.meet(b);
        for (const op of ops) expect(rank(both, op)).toBeLessThanOrEqual(Math.min(rank(a, op), rank(b, op)));
      }),
      { numRuns: 300 },
    );
  });

  test('refuses no more than both do, but for files that are not the same', () => {
    fc.assert(
      fc.property(policy, policy, operation, (a, b, op) => {
        if (op.kind !== 'file') expect(rank(a.meet(b), op)).toBe(Math.min(rank(a, op), rank(b, op)));
      }),
      { numRuns: 300 },
    );
  });

  test('gives the smaller numbers, and no folder of the host that one of them does not see there', () => {
    fc.assert(
      fc.property(policy, policy, (a, b) => {
        const { parts } = a.meet(b);
        for (const key of ['fuel', 'time', 'memory', 'recursion', 'output', 'openFiles', 'effects', 'cells'] as const) {
          expect(parts.limits[key]).toBe(Math.min(a.parts.limits[key], b.parts.limits[key]));
        }
        for (const m of parts.files.mounts) {
          if (m.backend.kind !== 'host') continue;
          for (const p of [a, b]) {
            const around = p.parts.files.mounts
              .filter((o) => m.at === o.at || m.at.startsWith(`${o.at}/`))
              .sort((x, y) => y.at.length - x.at.length)[0]!;
            const folder = around.backend.kind === 'host' ? around.backend.folder : '';
            expect(`${folder === '/' ? '' : folder}${m.at.slice(around.at.length)}` || '/').toBe(m.backend.folder);
            expect(m.quota).toBeLessThanOrEqual(around.quota);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('survives its own document', () => {
    fc.assert(
      fc.property(policy, policy, operation, (a, b, op) => {
        const met = a.meet(b);
        const again = Policy.fromResolved(JSON.parse(JSON.stringify(met.toDocument())));
        expect(again.digest()).toBe(met.digest());
        expect(again.decide(op).action).toBe(met.decide(op).action);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a cell inside a cell', () => {
  const outer = Policy.from({
    extends: 'pure',
    files: { deny: ['/data/secret/**'], mounts: [{ at: '/data', host: '/srv' }] },
    network: { allow: ['tcp://*.a.org:80'] },
    limits: { memory: '10 MB', cells: 1 },
  });
  const read = (p: Policy, path: string, access: 'read' | 'write' = 'read') =>
    p.decide({ kind: 'file', access, path }).action;

  test('its mounts are folders of the outer cell, decided there too', () => {
    const inner = Policy.from({
      extends: 'trusted',
      files: {
        mounts: [
          { at: '/', outer: '/data', access: 'write' },
          { at: '/m', memory: '50 MB' },
        ],
      },
    }).within(outer);
    expect([
      read(inner, '/x'),
      read(inner, '/x', 'write'),
      read(inner, '/secret/x'),
      read(inner, '/m/x', 'write'),
    ]).toEqual(['allow', 'deny', 'deny', 'allow']);
    expect(inner.parts.limits.memory).toBe(10e6);
    expect(inner.parts.files.mounts.at(-1)!.backend).toEqual({ kind: 'memory', size: 10e6 });
    expect(inner.decide({ kind: 'import', name: 'socket' }).action).toBe('deny');
    expect(inner.decide({ kind: 'connect', scheme: 'tcp', host: 'x.a.org', port: 80 }).action).toBe('allow');
    expect(inner.decide({ kind: 'connect', scheme: 'tcp', host: 'b.org', port: 80 }).action).toBe('deny');
  });

  test('names no folder of the host', () => {
    expect(() => Policy.from('trusted').within(outer)).toThrow('a cell inside a cell has no folder of the host');
    expect(() => Policy.parse('[[files.mounts]]\nat="/"\nhost="/etc"', { filename: 'in.toml' }).within(outer)).toThrow(
      'in.toml:1: files.mounts[0]: ',
    );
  });

  test('three deep, each level narrows', () => {
    const middle = Policy.from({
      extends: 'pure',
      files: { mounts: [{ at: '/in', outer: '/data/sub' }] },
      limits: { cells: 1 },
    }).within(outer);
    const inner = Policy.from({
      extends: 'pure',
      files: {
        mounts: [
          { at: '/', outer: '/in' },
          { at: '/up', outer: '/data' },
        ],
      },
    }).within(middle);
    expect([read(middle, '/in/x'), read(inner, '/x'), read(inner, '/up/x')]).toEqual(['allow', 'allow', 'deny']);
    expect(Policy.fromResolved(JSON.parse(JSON.stringify(inner.toDocument()))).digest()).toBe(inner.digest());
  });

  test('is never allowed what the outer refuses', () => {
    fc.assert(
      fc.property(policy, document, operation, (above, d, op) => {
        if (op.kind === 'file') return;
        const { files: _, extends: __, ...rest } = d;
        const below = Policy.from(rest).within(above);
        expect(rank(below, op)).toBeLessThanOrEqual(rank(above, op));
      }),
      { numRuns: 200 },
    );
  });
});
