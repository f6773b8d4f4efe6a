/** Decisions: modules, files, hosts, addresses, URLs; each names its rule and line. Attacks on the rules, by name. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPrivate, parseAddress, parseRange } from '../src/policy/address.js';
import type { FileAccess } from '../src/policy/decision.js';
import { sha256 } from '../src/policy/digest.js';
import { explainDecision, parseOperation } from '../src/policy/explain.js';
import { Glob, pathNames, segmentMatches } from '../src/policy/glob.js';
import { Policy } from '../src/policy/policy.js';
import type { PolicyDocument } from '../src/policy/policy-document.js';
import { PolicyRecorder, suggestPolicy } from '../src/policy/suggest.js';

const file = (policy: Policy, path: string, access: FileAccess = 'read') =>
  policy.decide({ kind: 'file', access, path }).action;
const network = (document: NonNullable<PolicyDocument['network']>) => {
  const policy = Policy.from({ network: document });
  return {
    tcp: (host: string, port: number, address?: string) =>
      policy.decide({ kind: 'connect', scheme: 'tcp', host, port, ...(address === undefined ? {} : { address }) })
        .action,
    dns: (host: string) => policy.decide({ kind: 'resolve', host }).action,
    request: (method: string, url: string, address?: string) =>
      policy.decide({ kind: 'request', method, url, ...(address === undefined ? {} : { address }) }).action,
  };
};

describe('modules', () => {
  test('nothing is allowed by default, and a name covers what lies below it', () => {
    const policy = Policy.from({
      modules: { allow: ['json', 'email.*', 'xml.*.parse'], deny: ['json.tool'], ask: ['json.decoder'] },
    });
    const of = (name: string) => policy.decide({ kind: 'import', name }).action;
    expect(['json', 'json.encoder', 'json.tool', 'json.decoder', 'jsonx', 'email', 'email.mime.text'].map(of)).toEqual([
      'allow',
      'allow',
      'deny',
      'ask',
      'deny',
      'allow',
      'allow',
    ]);
    expect(['xml', 'xml.a.parse', 'xml.a.b', '', '__proto__', 'constructor', '.', 'j'.repeat(1e6)].map(of)).toEqual([
      'deny',
      'allow',
      'deny',
      'deny',
      'deny',
      'deny',
      'deny',
      'deny',
    ]);
    expect(Policy.from('none').decide({ kind: 'import', name: 'math' }).action).toBe('deny');
  });

  test('the decision names rule, line and reason', () => {
    const policy = Policy.parse('[modules]\nallow = [\n"math",\n"json"]\n', { filename: 'p.toml' });
    expect(policy.decide({ kind: 'import', name: 'json' })).toEqual({
      action: 'allow',
      rule: 'modules.allow "json"',
      source: 'p.toml:4',
      reason: 'the module json may be imported',
    });
  });
});

describe('files', () => {
  const policy = Policy.from({
    files: {
      deny: ['**/.env', '/data/secret'],
      ask: ['/data/ask/**'],
      mounts: [
        { at: '/data', host: '/srv/data' },
        { at: '/data/out', memory: '1 MB' },
        { at: '/new', host: '/srv/new', access: 'create' },
        { at: '/over', host: '/srv', access: 'overlay' },
      ],
    },
  });

  test('only what is mounted is there', () => {
    expect(['/data/x', '/etc/passwd', '/database/x', '/dat', '/'].map((p) => file(policy, p))).toEqual([
      'allow',
      'deny',
      'deny',
      'deny',
      'deny',
    ]);
  });

  test('folders above a mount can be listed, not read', () => {
    expect([
      file(policy, '/', 'list'),
      file(policy, '/', 'stat'),
      file(policy, '/', 'create'),
      file(policy, '/x', 'stat'),
    ]).toEqual(['allow', 'allow', 'deny', 'deny']);
  });

  test.each([
    ['/data/x', 'read list stat'],
    ['/data/out/x', 'read write create delete list stat change'],
    ['/new/x', 'read list stat create'],
    ['/over/x', 'read write create delete list stat change'],
  ])('%s: %s', (path, allowed) => {
    const all: FileAccess[] = ['read', 'write', 'create', 'delete', 'list', 'stat', 'change'];
    expect(all.filter((a) => file(policy, path, a) === 'allow').sort()).toEqual(allowed.split(' ').sort());
  });

  test('deny covers what lies below, other cases and other spellings of a name', () => {
    for (const p of [
      '/data/.env',
      '/data/.ENV',
      '/data/a/.env/x',
      '/data/secret',
      '/data/secret/x',
      '/data/SECRET/x',
      '/data/ｓecret',
      '/over/.env',
    ]) {
      expect(file(policy, p), p).toBe('deny');
    }
    expect(file(policy, '/data/secrets')).toBe('allow');
    expect(file(policy, '/data/ask/x')).toBe('ask');
  });

  test('what folds to a slash or to dots parts no name and hides none', () => {
    const p = Policy.from({ files: { deny: ['/d/a?b', '/d/x'], mounts: [{ at: '/d', host: '/d' }] } });
    expect(['/d/a／b', '/d/a…b', '/d/aXb', '/d/x／y', '/d/‥', '/d/℀'].map((f) => file(p, f))).toEqual([
      'deny',
      'deny',
      'deny',
      'allow',
      'allow',
      'allow',
    ]);
  });

  test('a path that is not normal is refused', () => {
    for (const p of ['data/x', '', '/data/../etc', '/data/./x', '/data/x\0', '../data'])
      expect(file(policy, p), p).toBe('deny');
  });

  test('a mount of an outer cell is nothing where there is none', () => {
    expect(file(Policy.from({ files: { mounts: [{ at: '/', outer: '/' }] } }), '/x')).toBe('deny');
  });
});

test('globs', () => {
  const matches = (pattern: string, path: string) => new Glob(pathNames(pattern)).matches(pathNames(path));
  expect(['/a/b', '/a', '/a/b/c'].map((p) => matches('/a/**', p))).toEqual([true, true, true]);
  expect(['/x', '/a/x', '/a/b/x', '/a/xy'].map((p) => matches('**/x', p))).toEqual([true, true, true, false]);
  expect(['/a/b', '/a/x/b', '/a/x/y/b', '/a/b/c'].map((p) => matches('/a/**/b', p))).toEqual([true, true, true, false]);
  expect(['/a.txt', '/a/b.txt', '/.txt'].map((p) => matches('/*.txt', p))).toEqual([true, false, true]);
  expect([segmentMatches('a?c', 'abc'), segmentMatches('a?c', 'ac'), segmentMatches('a*b*c', 'aXbYbZc')]).toEqual([
    true,
    false,
    true,
  ]);
});

test('a pattern made to be slow comes to its end', () => {
  expect(segmentMatches(`${'a*'.repeat(400)}b`, 'a'.repeat(10_000))).toBe(false);
  expect(new Glob(pathNames(`${'/**/a'.repeat(100)}/b`)).matches(pathNames('/a'.repeat(2000)))).toBe(false);
});

describe('connections', () => {
  test("the seeds' example: sockets to port 80 alone", () => {
    const n = network({ allow: ['tcp://*:80'] });
    expect([
      n.tcp('example.com', 80),
      n.tcp('example.com', 81),
      n.tcp('93.184.216.34', 80),
      n.dns('example.com'),
    ]).toEqual(['allow', 'deny', 'allow', 'allow']);
    expect(n.request('GET', 'http://example.com/')).toBe('allow');
    expect(n.request('GET', 'https://example.com/')).toBe('deny');
  });

  test('names: case, the dot at the end, other alphabets, below', () => {
    const n = network({ allow: ['tcp://*.Example.com:443', 'tcp://bücher.de:1-5,9'] });
    expect(
      ['a.example.com', 'A.B.EXAMPLE.COM.', 'example.com', 'a.example.com.evil.org', 'xexample.com'].map((h) =>
        n.tcp(h, 443),
      ),
    ).toEqual(['allow', 'allow', 'deny', 'deny', 'deny']);
    expect([n.tcp('xn--bcher-kva.de', 5), n.tcp('BÜCHER.de', 9), n.tcp('bücher.de', 6)]).toEqual([
      'allow',
      'allow',
      'deny',
    ]);
  });

  test('ranges, and private addresses need their own word', () => {
    const n = network({ allow: ['tcp://*:80', 'tcp://10.0.0.0/8:53', 'tcp://[fd00::]/8:53', 'tcp://0.0.0.0/0:99'] });
    expect([
      n.tcp('10.1.2.3', 53),
      n.tcp('[fd00::1]', 53),
      n.tcp('11.1.2.3', 53),
      n.tcp('db.local', 53, '10.0.0.5'),
    ]).toEqual(['allow', 'allow', 'deny', 'allow']);
    for (const a of [
      '127.0.0.1',
      '10.0.0.1',
      '172.16.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
      '::1',
      '::',
      'fc00::1',
      'fe80::1',
      'ff02::1',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '::127.0.0.1',
      'fe80::1%eth0',
      '2001:db8::1',
    ]) {
      expect(isPrivate(parseAddress(a)!), a).toBe(true);
      expect(n.tcp('rebound.example.com', 80, a), a).toBe('deny');
      expect(n.tcp(a, 99), a).toBe('deny');
      expect(network({ allow: ['tcp://*:80'], private: true }).tcp('x.org', 80, a), a).toBe('allow');
    }
    for (const a of ['8.8.8.8', '2606:4700::1', '64:ff9b::808:808', '::ffff:8.8.8.8'])
      expect(n.tcp('x.org', 80, a), a).toBe('allow');
    expect([n.tcp('localhost', 80), n.tcp('a.localhost', 80)]).toEqual(['deny', 'deny']);
  });

  test('an address in an odd spelling is no host', () => {
    const n = network({ allow: ['tcp://*:*'], private: true });
    for (const h of [
      '127.1',
      '2130706433',
      '0x7f000001',
      '0x7f.0.0.1',
      '0177.0.0.1',
      '1.2.3',
      '',
      ' ',
      'a b',
      'a\n',
      'a\0.com',
      '[::1',
      'a..b',
      'x'.repeat(300),
      'evil.com/',
      'u@h',
      'a%00b',
    ]) {
      expect(n.tcp(h, 80), JSON.stringify(h)).toBe('deny');
    }
    expect(n.tcp('1.2.3.4', 80, '5.6.7.8')).toBe('deny');
    expect([-1, 65536, 1.5, Number.NaN].map((p) => n.tcp('x.org', p))).toEqual(['deny', 'deny', 'deny', 'deny']);
  });

  test('deny over ask over allow', () => {
    const n = network({
      allow: ['tcp://*:*'],
      ask: ['tcp://*.a.org:*'],
      deny: ['tcp://x.a.org:*', 'tcp://9.0.0.0/8:*', 'dns://*.bad.org'],
    });
    expect([
      n.tcp('b.org', 1),
      n.tcp('y.a.org', 1),
      n.tcp('x.a.org', 1),
      n.tcp('b.org', 1, '9.9.9.9'),
      n.dns('q.bad.org'),
    ]).toEqual(['allow', 'ask', 'deny', 'deny', 'deny']);
  });

  test('a name that is looked up by rule of dns alone', () => {
    const n = network({ allow: ['dns://*.example.com', 'tcp://10.0.0.0/8:1'] });
    expect([n.dns('a.example.com'), n.dns('b.org'), n.dns('10.0.0.1')]).toEqual(['allow', 'deny', 'allow']);
  });
});

describe('requests', () => {
  const n = network({
    allow: ['GET,PUT https://api.example.com/v1/**', 'https://h.org/*.txt', '* http://x.org:8000-8999'],
    deny: ['https://api.example.com/v1/admin/**'],
  });

  test('method, host, port and path', () => {
    expect(n.request('GET', 'https://api.example.com/v1/a/b?q=1#f')).toBe('allow');
    expect(n.request('PUT', 'HTTPS://API.EXAMPLE.COM:443/v1/')).toBe('allow');
    expect(n.request('POST', 'https://api.example.com/v1/a')).toBe('deny');
    expect(n.request('GET', 'https://api.example.com/v2')).toBe('deny');
    expect(n.request('GET', 'http://api.example.com/v1/a')).toBe('deny');
    expect(n.request('GET', 'https://api.example.com:444/v1/a')).toBe('deny');
    expect([
      n.request('HEAD', 'https://h.org/a.txt'),
      n.request('POST', 'https://h.org/a.txt'),
      n.request('GET', 'https://h.org/a/b.txt'),
    ]).toEqual(['allow', 'deny', 'deny']);
    expect([n.request('DELETE', 'http://x.org:8080/a'), n.request('GET', 'http://x.org/')]).toEqual(['allow', 'deny']);
  });

  test('no spelling of a path gets around a rule', () => {
    for (const path of [
      '/v1/admin/x',
      '/v1/./admin/x',
      '/v1//admin/x',
      '/v1/%2f/admin//x',
      '/v1/%61dmin/x',
      '/v1/b/../admin/x',
      '/v1/b/%2e%2e/admin/x',
      '/v1/b%2f..%2fadmin/x',
      '/v1/admin%2fx',
      '/v1/..%2f..%2fetc',
      '/v1/a%5c..',
      '/v1/\\..\\admin',
      '/v1/%00',
      '/v1/%0d%0aX:',
      '/v1/%ff',
      '/v1/a b',
      '/../v2',
      '/v1/../v2',
    ]) {
      expect(n.request('GET', `https://api.example.com${path}`), path).toBe('deny');
    }
  });

  test('no spelling of a host gets around a rule', () => {
    for (const url of [
      'https://api.example.com@evil.org/v1/',
      'https://api.example.com:x@evil.org/v1/',
      'https://evil.org/https://api.example.com/v1/',
      'https:api.example.com/v1/',
      'https:///api.example.com/v1/',
      '//api.example.com/v1/',
      'https://api.example.com\\@evil.org/v1/',
      'https://api.example.com%2eevil.org/v1/',
      'ftp://api.example.com/v1/',
      'https://api.example.com:0443x/v1/',
      `https://api.example.com/v1/${'a'.repeat(9000)}`,
    ]) {
      expect(n.request('GET', url), url).toBe('deny');
    }
    expect(network({ allow: ['* http://*/**'] }).request('GET', 'http://0x7f000001/')).toBe('deny');
    expect(network({ allow: ['* http://*/**'] }).request('GET', 'http://2130706433/')).toBe('deny');
    expect(network({ allow: ['* http://*/**'] }).request('GET', 'http://[::1]/')).toBe('deny');
    expect(n.request('get', 'https://api.example.com/v1/')).toBe('deny');
  });

  test('whatever is allowed goes to that host and below that path, as WHATWG reads it', () => {
    const only = network({ allow: ['* https://api.example.com/v1/**'], deny: ['https://api.example.com/v1/admin/**'] });
    const piece = fc.constantFrom(
      'https://',
      'http://',
      'api.example.com',
      'evil.org',
      '/',
      '/v1',
      '/v1/',
      '..',
      '%2e',
      '%2F',
      '%5c',
      '\\',
      '@',
      ':',
      '443',
      '#',
      '?',
      'admin',
      '%61',
      '.',
      '%25',
      ' ',
      '\t',
      'é',
      ';',
      '[::1]',
    );
    let allowed = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.boolean(), (pieces, usual) => {
        const url = (usual ? 'https://api.example.com/v1/' : 'https://') + pieces.join('');
        if (only.request('GET', url) !== 'allow') return;
        allowed++;
        const read = new URL(url);
        // A final dot is the same host, fully qualified.
        expect([read.protocol, read.host.replace(/\.$/, ''), read.username]).toEqual(['https:', 'api.example.com', '']);
        const decoded = decodeURIComponent(read.pathname);
        expect(new URL(decoded.replace(/[?#]/g, '_'), 'https://api.example.com').pathname).toMatch(
          /^\/v1(\/(?!admin(\/|$))|$)/,
        );
      }),
      { numRuns: 5000 },
    );
    expect(allowed).toBeGreaterThan(100);
  });

  test('secrets go to their URLs alone', () => {
    const policy = Policy.from({
      network: { secrets: [{ url: 'https://api.example.com/v1/**', header: 'Authorization', secret: 'TOKEN' }] },
    });
    expect(policy.secretsFor('POST', 'https://api.example.com/v1/x').map((s) => s.secret)).toEqual(['TOKEN']);
    for (const url of [
      'http://api.example.com/v1/x',
      'https://api.example.com.evil.org/v1/x',
      'https://api.example.com/v2',
      'https://u@api.example.com/v1/x',
    ]) {
      expect(policy.secretsFor('GET', url), url).toEqual([]);
    }
  });
});

test('ranges in a document', () => {
  expect(parseRange('10.0.0.1/8')).toBe("'10.0.0.1/8' has bits behind its length; write 10.0.0.0/8");
  expect(typeof parseRange('10.0.0.0/33')).toBe('string');
  expect(parseRange('::ffff:10.0.0.0/104')).toEqual({ base: Uint8Array.of(10, 0, 0, 0), bits: 8 });
});

test('cells and input are refused until they are allowed', () => {
  const none = Policy.from('none');
  expect([none.decide({ kind: 'cell' }).action, none.decide({ kind: 'input' }).action]).toEqual(['deny', 'deny']);
  const some = Policy.parse('[limits]\ncells = 2\n[console]\ninput = "ask"', { filename: 'p' });
  expect(some.decide({ kind: 'cell' })).toMatchObject({ action: 'allow', source: 'p:2' });
  expect(some.decide({ kind: 'input' })).toMatchObject({ action: 'ask', source: 'p:4' });
});

test('what is recorded, and that an inner cell silences nothing', () => {
  const outer = Policy.from({ audit: { events: ['open', 'socket.*', '!socket.sendto'] } });
  expect(['open', 'openx', 'socket.connect', 'socket.sendto', 'import'].map((e) => outer.records(e))).toEqual([
    true,
    false,
    true,
    false,
    false,
  ]);
  const silent = Policy.from({ audit: { events: ['!open', '!socket.*', '!rexec.*', '!import'] } });
  expect([silent.records('os.stat'), silent.records('open')]).toEqual([true, false]);
  for (const both of [outer.meet(silent), silent.within(outer)]) {
    expect([both.records('open'), both.records('socket.connect'), both.records('import')]).toEqual([true, true, false]);
    expect(both.parts.audit.events.filter((e) => e.startsWith('!'))).toEqual([]);
  }
  expect(Policy.from({ audit: { events: [] } }).records('open')).toBe(false);
});

test('SHA-256', () => {
  for (const text of ['', 'abc', 'é'.repeat(100), 'x'.repeat(55), 'x'.repeat(56), 'x'.repeat(64), 'x'.repeat(1000)]) {
    expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
  }
});

test('operations as a person writes them', () => {
  const policy = Policy.from('pure');
  const [op] = parseOperation(['import', 'socket']) as [never];
  expect(explainDecision(op, policy.decide(op))).toBe(
    'deny   import socket\n  rule   modules (default)\n  why    no rule of modules.allow names the module socket\n',
  );
  expect(parseOperation(['open', '/a/../b', 'w'])).toEqual([
    { kind: 'file', access: 'write', path: '/b' },
    { kind: 'file', access: 'create', path: '/b' },
  ]);
  expect(parseOperation(['opne', 'x'])).toBe("unknown operation 'opne'; did you mean 'open'?");
  for (const words of [
    [],
    ['import'],
    ['open', 'x', 'q'],
    ['connect', 'x'],
    ['cell', 'x'],
    ['GET', 'x'],
    ['input', 'a', 'b', 'c'],
  ]) {
    expect(typeof parseOperation(words), words.join(' ')).toBe('string');
  }
});

test('the suggested policy allows what was done, and not what was not', () => {
  const recorder = new PolicyRecorder(Policy.from('trusted'));
  const done = [
    { kind: 'import', name: 'json' },
    { kind: 'import', name: 'json.decoder' },
    { kind: 'file', access: 'read', path: '/srv/in/a.txt' },
    { kind: 'file', access: 'read', path: '/srv/in/deep/b.txt' },
    { kind: 'file', access: 'create', path: '/srv/out/c.txt' },
    { kind: 'file', access: 'stat', path: '/srv' },
    { kind: 'resolve', host: 'example.com' },
    { kind: 'connect', scheme: 'tcp', host: 'example.com', port: 443 },
    { kind: 'connect', scheme: 'tcp', host: 'example.com', port: 80 },
    { kind: 'request', method: 'GET', url: 'https://api.example.org/x' },
    { kind: 'input' },
  ] as const;
  for (const op of [...done, ...done]) recorder.decide(op);
  const document = suggestPolicy(recorder.operations);
  expect(document).toEqual({
    modules: { allow: ['json'] },
    files: {
      mounts: [
        { at: '/srv/in', host: '/srv/in', access: 'read' },
        { at: '/srv/out', host: '/srv/out', access: 'create' },
      ],
    },
    network: { allow: ['GET https://api.example.org/**', 'tcp://example.com:80,443'] },
    console: { input: 'allow' },
  });
  const policy = Policy.from(document);
  for (const op of done) expect(policy.decide(op).action, JSON.stringify(op)).toBe('allow');
  expect(file(policy, '/etc/passwd')).toBe('deny');
  expect(file(policy, '/srv/in/a.txt', 'write')).toBe('deny');
});

test('a trial that found modules beside the program suggests the folder, and forgets where it only looked', () => {
  const read = (path: string) => ({ kind: 'file', access: 'read', path }) as const;
  const operations = [
    { kind: 'import', name: 'json' },
    read('/p/json/__init__.py'),
    read('/p/json.py'),
    { kind: 'import', name: 'helper' },
    read('/p/helper/__init__.py'),
    read('/p/helper.py'),
  ] as const;
  expect(suggestPolicy(operations, { cwd: '/p', modulePath: ['/p'], moduleFiles: ['/p/helper.py'] })).toEqual({
    modules: { allow: ['json'], path: ['/p'] },
    files: { cwd: '/p', mounts: [{ at: '/p', host: '/p', access: 'read' }] },
  });
  expect(suggestPolicy(operations.slice(0, 3), { cwd: '/p', modulePath: ['/p'] })).toEqual({
    modules: { allow: ['json'] },
  });
});

describe('the policies of the HOWTO', () => {
  const folder = new URL('../../../examples/policies/', import.meta.url);
  const load = (name: string) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    expect(text.trim().split('\n').length).toBeLessThan(15);
    return Policy.parse(text, { filename: name, folder: '/howto' });
  };

  test('no file access at all', () => {
    const policy = load('no-files.toml');
    for (const access of ['read', 'write', 'create', 'list', 'stat'] as const)
      expect(file(policy, '/etc/passwd', access)).toBe('deny');
    expect(policy.decide({ kind: 'import', name: 'math' }).action).toBe('allow');
  });

  test('any file of one folder, and nothing else', () => {
    const policy = load('read-one-folder.toml');
    expect([file(policy, '/data/a/b'), file(policy, '/data/a', 'write'), file(policy, '/etc/passwd')]).toEqual([
      'allow',
      'deny',
      'deny',
    ]);
    expect(policy.parts.files.mounts[0]!.backend).toEqual({ kind: 'host', folder: '/howto/data' });
  });

  test('sockets to port 80 only', () => {
    const policy = load('sockets-port-80.toml');
    const tcp = (port: number, host = 'example.com') =>
      policy.decide({ kind: 'connect', scheme: 'tcp', host, port }).action;
    expect([tcp(80), tcp(443), tcp(80, '127.0.0.1')]).toEqual(['allow', 'deny', 'deny']);
  });

  test('a chroot-like open', () => {
    const policy = load('chroot.toml');
    expect([file(policy, '/etc/passwd'), file(policy, '/x', 'create')]).toEqual(['allow', 'allow']);
    expect(policy.parts.files.mounts[0]).toMatchObject({
      at: '',
      access: 'overlay',
      backend: { folder: '/howto/jail' },
    });
  });
});
