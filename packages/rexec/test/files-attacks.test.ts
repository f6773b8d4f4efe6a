/** Ways out of a mount, by name. Each is tried on memory, on a host folder, on one by path, and on an overlay of one. */
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { HostTree, type HostTreeOptions } from '../src/node/host-tree.js';
import type { FileTree } from '../src/system/file-tree.js';
import { MemoryTree } from '../src/system/memory-tree.js';
import { OverlayTree } from '../src/system/overlay-tree.js';
import { Files, O } from './files-support.js';

const folders: string[] = [];
const SECRET = 'the secret';

/** A host folder `box` that is mounted, with a secret beside it. */
function host(): { base: string; box: string } {
  const base = mkdtempSync(join(tmpdir(), 'rexec-attack-'));
  folders.push(base);
  const box = join(base, 'box');
  mkdirSync(join(box, 'sub'), { recursive: true });
  writeFileSync(join(box, 'a'), 'inside');
  writeFileSync(join(box, 'sub/b'), 'inside b');
  writeFileSync(join(base, 'secret'), SECRET);
  mkdirSync(join(base, 'private'));
  writeFileSync(join(base, 'private/b'), SECRET);
  return { base, box };
}

afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

const WAYS: Record<string, (box: string, options: HostTreeOptions) => FileTree> = {
  'host folder': (box, options) => new HostTree(box, options),
  'host folder by path': (box, options) => new HostTree(box, { ...options, byPath: true }),
  'overlay of a host folder': (box) => new OverlayTree(new HostTree(box)),
};

describe.each(Object.entries(WAYS))('out of a %s', (name, make) => {
  const setUp = () => {
    const { base, box } = host();
    return { base, box, f: new Files({ '/d': [make(box, { access: 'write' }), 'write'] }) };
  };

  it('dot-dot goes no higher than the cell’s root', () => {
    const { f } = setUp();
    for (const path of ['/d/../secret', '/d/../../secret', '/d/sub/../../secret', '/d/./../d/../secret', '../secret']) {
      expect(f.read(path)).toMatch(/^refused/);
    }
    expect(f.read('/../../d/a')).toBe('inside');
    expect(f.read('/d/sub/..\\..\\secret')).toMatch(/^E2 |^E22 /);
  });

  it('absolute paths of the host are nothing', () => {
    const { f, base } = setUp();
    expect(f.read(join(base, 'secret'))).toMatch(/^refused/);
    expect(f.read(`/d/${base}/secret`)).toMatch(/^E2 /);
    expect(f.read('/proc/self/environ')).toMatch(/^refused/);
    expect(f.read('/d//proc/self/environ')).toMatch(/^E2 /);
    expect(f.read('file:///etc/passwd')).toMatch(/^refused/);
  });

  it('symbolic links on the host lead nowhere outside: last, in the middle, absolute, in a chain', () => {
    const { f, base, box } = setUp();
    symlinkSync('../secret', join(box, 'up'));
    symlinkSync(join(base, 'secret'), join(box, 'abs'));
    symlinkSync('../private', join(box, 'mid'));
    symlinkSync(base, join(box, 'absmid'));
    symlinkSync('mid', join(box, 'chain'));
    symlinkSync('/proc/self/root', join(box, 'root'));
    symlinkSync('/proc/self/cwd', join(box, 'cwd'));
    const paths = ['up', 'abs', 'mid/b', 'absmid/secret', 'chain/b', `root/${base}/secret`, 'cwd/package.json'];
    for (const path of paths) {
      expect(String(f.read(`/d/${path}`)), path).toMatch(/^refused/);
      expect(String(f.call('stat', `/d/${path}`, true)), path).toMatch(/^refused/);
      expect(String(f.open(`/d/${path}`, O.WRONLY | O.CREAT | O.TRUNC)), path).toMatch(/^refused/);
      expect(String(f.call('truncate', `/d/${path}`, 0)), path).toMatch(/^refused/);
      expect(String(f.call('chmod', `/d/${path}`, 0o777)), path).toMatch(/^refused/);
    }
    expect(f.call('listdir', '/d/mid')).toMatch(/^refused/);
    expect(f.call('chdir', '/d/mid')).toMatch(/^refused/);
    expect(f.call('mkdir', '/d/mid/x', 0o777)).toMatch(/^refused/);
    expect(f.call('unlink', '/d/mid/b')).toMatch(/^refused/);
    expect(f.call('rename', '/d/mid/b', '/d/got', true)).toMatch(/^refused/);
    expect(f.call('rename', '/d/a', '/d/mid/a', true)).toMatch(/^refused/);
    expect(f.call('link', '/d/mid/b', '/d/got')).toMatch(/^refused/);
    expect(f.call('access', '/d/mid/b', 4)).toBe(false);
    expect(readFileSync(join(base, 'secret'), 'utf8')).toBe(SECRET);
    expect(readdirSync(join(base, 'private'))).toEqual(['b']);
  });

  it('a dangling link is not written through', () => {
    const { f, base, box } = setUp();
    symlinkSync(join(base, 'made'), join(box, 'dangling'));
    expect(f.write('/d/dangling', 'x')).toMatch(/^refused/);
    expect(f.open('/d/dangling', O.WRONLY | O.CREAT | O.EXCL)).toBe('E17 File exists');
    expect(existsSync(join(base, 'made'))).toBe(false);
  });

  it('unlink and rename of a link are of the link', () => {
    const { f, base, box } = setUp();
    symlinkSync('../secret', join(box, 'up'));
    expect(f.call('rename', '/d/up', '/d/up2', true)).toBe(null);
    expect(f.call('unlink', '/d/up2')).toBe(null);
    expect(existsSync(join(base, 'secret'))).toBe(true);
  });

  it('a folder’s place taken by a link to outside, between two calls', () => {
    const { f, base, box } = setUp();
    expect(f.call('chdir', '/d/sub')).toBe(null);
    rmSync(join(box, 'sub'), { recursive: true });
    symlinkSync('../private', join(box, 'sub'));
    expect(f.read('b')).toMatch(/^refused/);
    expect(f.read('/d/sub/b')).toMatch(/^refused/);
    expect(f.write('b', 'x')).toMatch(/^refused/);
    expect(readFileSync(join(base, 'private/b'), 'utf8')).toBe(SECRET);
  });

  it('NUL, empty, long and deep paths are errors', () => {
    const { f } = setUp();
    expect(f.read('/d/a\0.txt')).toMatch(/^E22/);
    expect(f.read('/d/a\0')).toMatch(/^E22/);
    expect(f.read('')).toMatch(/^E2 /);
    expect(f.read(`/d/${'x'.repeat(256)}`)).toMatch(/^E36/);
    expect(f.read(`/d/${'ü'.repeat(128)}`)).toMatch(/^E36/);
    expect(f.read(`/d/${'x/'.repeat(3000)}`)).toMatch(/^E36/);
    expect(f.read(`/d/${'x'.repeat(1_000_000)}`)).toMatch(/^E36/);
    expect(f.read(`/d/${'x'.repeat(3_000_000)}`)).toMatch(/^E36/);
    expect(f.read(`/d/${'../'.repeat(1300)}d/a`)).toBe('inside');
  });

  it('look-alikes and devices of other systems are plain names', () => {
    const { f, base, box } = setUp();
    for (const odd of ['NUL', 'CON', 'aux.txt', 'a.', 'a ', 'x:y', 'a\\b', '．．', '‥', '‮txt', 'a⁄b', '~', '*']) {
      expect(f.write(`/d/${odd}`, odd), odd).toBe(new TextEncoder().encode(odd).length);
      expect(f.read(`/d/${odd}`), odd).toBe(odd);
    }
    expect(f.read('/d/．．/secret')).toMatch(/^E20/);
    expect(f.read('/d/..／secret')).toMatch(/^E2 /);
    expect(readdirSync(base).sort()).toEqual(['box', 'private', 'secret']);
    if (!name.startsWith('overlay')) expect(readdirSync(box)).toContain('NUL');
  });

  it('names that are no Unicode on the host come and go as surrogates', () => {
    const { f, box } = setUp();
    writeFileSync(Buffer.concat([Buffer.from(`${box}/x`), Buffer.of(0xff, 0xc3)]), 'odd');
    expect(f.call('listdir', '/d')).toContain('x\udcff\udcc3');
    expect(f.read('/d/x\udcff\udcc3')).toBe('odd');
    expect(f.read('/d/\ud800')).toMatch(/^E2 /);
    // The bytes of '/' and '.' cannot be smuggled in.
    expect(f.read('/d/\udc2e\udc2e/secret')).toMatch(/^E2 /);
    expect(f.read('/d/sub\udc2f..\udc2f..\udc2fsecret')).toMatch(/^E2 /);
  });

  it('fifos, sockets and devices are not opened', () => {
    const { f, box } = setUp();
    spawnSync('mkfifo', [join(box, 'fifo')]);
    spawnSync('mknod', [join(box, 'null'), 'c', '1', '3']);
    expect(f.open('/d/fifo')).toMatch(/^E13/);
    expect(f.open('/d/fifo', O.WRONLY)).toMatch(/^E13/);
    expect(f.open('/d/fifo', O.WRONLY | O.CREAT)).toMatch(/^E13/);
    if (existsSync(join(box, 'null'))) expect(f.open('/d/null')).toMatch(/^E13/);
    expect((f.call('stat', '/d/fifo', true) as number[])[0]! & 0o170000).toBe(0o010000);
  });

  it('links that the cell makes lead nowhere for the host', () => {
    const { f, base, box } = setUp();
    f.call('symlink', join(base, 'secret'), '/d/mine');
    f.call('symlink', '../secret', '/d/mine2');
    f.call('link', '/d/a', '/d/mine3');
    expect(f.read('/d/mine')).toMatch(/^refused|^E2 /);
    expect(f.read('/d/mine2')).toMatch(/^refused|^E2 /);
    expect(readdirSync(box).sort()).toEqual(['a', 'sub']);
  });

  it('guessed descriptors are the cell’s own or bad', () => {
    const { f } = setUp();
    for (const fd of [3, 4, 17, 255, 1023, 2 ** 31 - 1]) {
      expect(f.call('read', fd, 10)).toMatch(/^E9/);
      expect(f.call('fstat', fd)).toMatch(/^E9/);
      expect(f.call('write', fd, new Uint8Array(1))).toMatch(/^E9/);
    }
    for (const fd of [-1, 1.5, 2 ** 31, 'x', null]) expect(f.call('read', fd, 10)).toMatch(/^refused.*malformed/);
    expect(f.call('fchdir', 3)).toMatch(/malformed/);
  });

  it('set-id bits are not made', () => {
    const { f, box } = setUp();
    f.open('/d/s', O.WRONLY | O.CREAT, 0o6777);
    f.call('mkdir', '/d/t', 0o7777);
    f.call('chmod', '/d/a', 0o4755);
    for (const made of ['s', 't', 'a']) {
      if (existsSync(join(box, made))) expect(statSync(join(box, made)).mode & 0o7000, made).toBe(0);
    }
  });
});

describe('a race with a process of the host that swaps a folder for a link', () => {
  it('never gives what is outside', async () => {
    const { base, box } = host();
    const script = `
      const fs = require('fs');
      const [box, base] = process.argv.slice(1);
      fs.symlinkSync(base + '/private', base + '/link');
      const end = Date.now() + 1200;
      while (Date.now() < end) for (let i = 0; i < 100; i++) {
        fs.renameSync(box + '/sub', base + '/away'); fs.renameSync(base + '/link', box + '/sub');
        fs.renameSync(box + '/sub', base + '/link'); fs.renameSync(base + '/away', box + '/sub');
      }`;
    const swapper = spawn(process.execPath, ['-e', script, box, base], { stdio: 'ignore' });
    const ended = new Promise((resolve) => swapper.on('exit', resolve));
    let running = true;
    void ended.then(() => {
      running = false;
    });
    const f = new Files(
      { '/d': [new HostTree(box, { access: 'write' }), 'write'] },
      { limits: { effects: 1e9 }, sinks: [] },
    );
    const seen = new Set<string>();
    while (running) {
      for (let i = 0; i < 50; i++) {
        seen.add(String(f.read('/d/sub/b')).slice(0, 8));
        f.write('/d/sub/w', 'x');
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(seen).toContain('inside b');
    expect(seen).not.toContain(SECRET.slice(0, 8));
    expect(readdirSync(join(base, 'private'))).toEqual(['b']);
  });
});

describe('create-only', () => {
  it.each(['tree', 'fence'])('makes new files and changes none: %s', (which) => {
    const { box } = host();
    const tree = new HostTree(box, { access: which === 'tree' ? 'create' : 'write' });
    const f = new Files({ '/d': [tree, which === 'tree' ? 'write' : 'create'] });
    const no = which === 'tree' ? /^E13/ : /^refused|^E13/;
    expect(f.write('/d/new', 'new', O.WRONLY | O.CREAT)).toBe(3);
    expect(f.write('/d/new', 'x', O.WRONLY | O.CREAT)).toMatch(no);
    expect(f.write('/d/a', 'x', O.WRONLY | O.CREAT | O.TRUNC)).toMatch(no);
    expect(f.write('/d/a', 'x', O.WRONLY | O.APPEND)).toMatch(no);
    expect(f.open('/d/a', O.RDWR)).toMatch(no);
    expect(f.call('truncate', '/d/a', 0)).toMatch(no);
    expect(f.call('unlink', '/d/a')).toMatch(no);
    expect(f.call('rename', '/d/new', '/d/a', true)).toMatch(no);
    expect(f.call('rename', '/d/a', '/d/z', true)).toMatch(no);
    expect(f.call('rmdir', '/d/sub')).toMatch(no);
    expect(f.call('chmod', '/d/a', 0)).toMatch(no);
    expect(f.call('utime', '/d/a', 0, 0)).toMatch(no);
    expect(f.call('link', '/d/a', '/d/z')).toMatch(/^E1 |refused|^E13/);
    expect(f.call('mkdir', '/d/dir', 0o777)).toBe(null);
    expect(readFileSync(join(box, 'a'), 'utf8')).toBe('inside');
    expect(readFileSync(join(box, 'new'), 'utf8')).toBe('new');
  });

  it('read-only changes nothing', () => {
    const { box } = host();
    const before = readdirSync(box);
    const f = new Files({ '/d': [new HostTree(box), 'write'] });
    expect(f.write('/d/new', 'x')).toMatch(/^E30/);
    expect(f.write('/d/a', 'x', O.WRONLY)).toMatch(/^E30/);
    expect(f.call('mkdir', '/d/dir', 0o777)).toMatch(/^E30/);
    expect(f.call('unlink', '/d/a')).toMatch(/^E30/);
    expect(f.call('rename', '/d/a', '/d/b', true)).toMatch(/^E30/);
    expect(f.call('chmod', '/d/a', 0)).toMatch(/^E30/);
    expect(readdirSync(box)).toEqual(before);
  });
});

const QUOTAS: Record<string, (box: string) => FileTree> = {
  memory: () => new MemoryTree({ size: 1000, files: 3 }),
  'a host folder': (box) => new HostTree(box, { access: 'write', quota: 1000, files: 3 }),
  'an overlay': (box) => new OverlayTree(new HostTree(box), { size: 1000, files: 3 }),
};

describe.each(Object.entries(QUOTAS))('the quota of %s', (_name, make) => {
  const FULL = /^E28|^E122/;
  const setUp = () => {
    const { box } = host();
    rmSync(join(box, 'sub'), { recursive: true });
    return new Files({ '/d': [make(box), 'write'] });
  };

  it('is charged before the write', () => {
    const f = setUp();
    expect(f.write('/d/x', 'x'.repeat(1001))).toMatch(FULL);
    expect((f.call('stat', '/d/x', true) as number[])[6]).toBe(0);
    expect(f.write('/d/x', 'x'.repeat(1000))).toBe(1000);
    expect(f.write('/d/y', 'x')).toMatch(FULL);
    expect(f.write('/d/x', 'z'.repeat(1000))).toBe(1000);
  });

  it('counts holes: sparse seek, truncate', () => {
    const f = setUp();
    const fd = f.open('/d/x', O.RDWR | O.CREAT);
    expect(f.call('lseek', fd, 2 ** 40, 0)).toBe(2 ** 40);
    expect(f.call('write', fd, new Uint8Array(1))).toMatch(/^E28|^E122|^E27/);
    expect(f.call('ftruncate', fd, 2 ** 40)).toMatch(/^E28|^E122|^E27/);
    expect(f.call('ftruncate', fd, Number.MAX_SAFE_INTEGER)).toMatch(/^E27/);
    expect(f.call('ftruncate', fd, 2n ** 62n)).toMatch(/^E27/);
    expect(f.call('truncate', '/d/x', 1001)).toMatch(FULL);
    expect(f.call('truncate', '/d/x', 1000)).toBe(null);
    expect(f.call('lseek', fd, Number.MAX_SAFE_INTEGER, 0)).toBe(Number.MAX_SAFE_INTEGER);
    expect(f.call('write', fd, new Uint8Array(1))).toMatch(/^E27/);
  });

  it('holds for removed files that are open', () => {
    const f = setUp();
    const fd = f.open('/d/x', O.RDWR | O.CREAT);
    expect(f.call('write', fd, new Uint8Array(1000))).toBe(1000);
    expect(f.call('unlink', '/d/x')).toBe(null);
    expect(f.write('/d/y', 'x')).toMatch(FULL);
    expect(f.call('close', fd)).toBe(null);
    expect(f.write('/d/y', 'x'.repeat(1000))).toBe(1000);
  });

  it('holds for replaced files that are open', () => {
    const f = setUp();
    f.write('/d/z', '');
    const fd = f.open('/d/x', O.RDWR | O.CREAT);
    expect(f.call('write', fd, new Uint8Array(1000))).toBe(1000);
    expect(f.call('rename', '/d/z', '/d/x', true)).toBe(null);
    expect(f.write('/d/x', 'x')).toMatch(FULL);
  });

  it('counts files and folders', () => {
    const f = setUp();
    expect(f.write('/d/x', '')).toBe(0);
    expect(f.call('mkdir', '/d/y', 0o777)).toBe(null);
    expect(f.write('/d/z', '')).toBe(0);
    expect(f.write('/d/w', '')).toMatch(FULL);
    expect(f.call('mkdir', '/d/w', 0o777)).toMatch(FULL);
    expect(f.call('unlink', '/d/z')).toBe(null);
    expect(f.write('/d/w', '')).toBe(0);
  });
});

describe('deny globs', () => {
  const deny = (op: { path: string }) => /(^|\/)\.env($|\/)/i.test(op.path) || op.path.startsWith('/d/sub/');
  const setUp = () => {
    const { box } = host();
    writeFileSync(join(box, '.env'), SECRET);
    mkdirSync(join(box, 'other'));
    symlinkSync('.env', join(box, 'link'));
    symlinkSync('sub', join(box, 'sublink'));
    const tree = new OverlayTree(new HostTree(box));
    const f = new Files({ '/d': [tree, 'write'] }, { deny });
    return f;
  };

  it('hold by every name: straight, dot-dot, case, link, link in the middle, rename, hard link', () => {
    const f = setUp();
    const paths = [
      '/d/.env',
      '/d/other/../.env',
      '/d/./.env',
      '//d//.env',
      '/d/.ENV',
      '/d/link',
      '/d/sublink/b',
      '/d/sub/b',
    ];
    for (const path of paths) expect(String(f.read(path)), path).toMatch(/^refused/);
    expect(f.call('rename', '/d/.env', '/d/x', true)).toMatch(/^refused/);
    expect(f.call('link', '/d/.env', '/d/x')).toMatch(/^refused/);
    expect(f.call('link', '/d/sublink/b', '/d/x')).toMatch(/^refused/);
    expect(f.call('unlink', '/d/sublink/b')).toMatch(/^refused/);
    f.call('symlink', '/d/.env', '/d/mine');
    expect(f.read('/d/mine')).toMatch(/^refused/);
    f.call('chdir', '/d/sub');
    expect(f.read('b')).toMatch(/^refused|^E2 /);
  });

  it('are left out of listings, and the same whether the file is there or not', () => {
    const f = setUp();
    expect(f.call('listdir', '/d')).toEqual(['a', 'link', 'other', 'sub', 'sublink']);
    expect(f.call('listdir', '/d/sub')).toEqual([]);
    expect(String(f.read('/d/other/.env')).replace('/other', '')).toBe(f.read('/d/.env'));
    expect(f.call('access', '/d/.env', 0)).toBe(false);
    expect(f.call('access', '/d/other/.env', 0)).toBe(false);
  });

  it('a folder is not renamed away from the glob of its files', () => {
    const f = setUp();
    const t = new MemoryTree();
    t.put('sub/b', SECRET);
    t.put('plain/c', 'c');
    const g = new Files({ '/d': [t, 'write'] }, { deny });
    expect(g.call('rename', '/d/sub', '/d/x', true)).toMatch(/^E13/);
    expect(g.call('rename', '/d/plain', '/d/sub', true)).toMatch(/^E13/);
    expect(g.call('rename', '/d/plain', '/d/x', true)).toBe(null);
    expect(f.call('rename', '/d/sub', '/d/x', true)).toMatch(/^E1[38]/);
  });
});

describe('what else', () => {
  it('/proc and /sys under a mount of the whole host are closed', () => {
    const f = new Files({ '/': [new HostTree('/'), 'read'] });
    for (const path of ['/proc/self/environ', '/proc/self/maps', '/sys/kernel/notes', '/proc/self/fd/0']) {
      expect(String(f.read(path)), path).toMatch(/^E13|^E2 /);
    }
    expect(f.call('listdir', '/proc')).toMatch(/^E13/);
    expect(f.call('listdir', '/proc/self/fd')).toMatch(/^E13|^E2 /);
    expect(() => new HostTree('/proc')).toThrow(/cannot be mounted/);
    expect(f.read('/etc/hostname')).not.toMatch(/^E/);
  });

  it('hard links of the host’s own making are what the host put there', () => {
    const { base, box } = host();
    linkSync(join(base, 'secret'), join(box, 'hard'));
    const f = new Files({ '/d': [new HostTree(box), 'read'] });
    expect(f.read('/d/hard')).toBe(SECRET);
  });

  it('open files are bounded, and closing gives room', () => {
    const t = new MemoryTree();
    t.put('a', 'a');
    const f = new Files({ '/d': [t, 'read'] }, { limits: { openFiles: 3 } });
    const fds = [1, 2, 3].map(() => f.open('/d/a'));
    expect(fds).toEqual([3, 4, 5]);
    expect(f.open('/d/a')).toMatch(/^E24/);
    expect(f.call('close', 4)).toBe(null);
    expect(f.open('/d/a')).toBe(4);
    expect(f.call('close', 99)).toMatch(/^E9/);
  });

  it('effects are bounded, refused ones too', () => {
    const f = new Files({}, { limits: { effects: 3 } });
    for (let i = 0; i < 3; i++) expect(f.read('/x')).toMatch(/^refused/);
    expect(f.read('/x')).toMatch(/^limit more than 3 effects/);
    expect(f.call('frobnicate')).toMatch(/^limit/);
  });

  it('messages of any shape are refused and never throw', () => {
    const f = new Files({ '/d': [new MemoryTree(), 'write'] });
    const odd: unknown[] = [
      undefined,
      null,
      1,
      'x',
      {},
      [],
      [[]],
      ['/d'],
      [() => 1],
      new Proxy([], {}),
      [1, 2, 3, 4],
      [NaN, -0],
    ];
    const names = [
      'open',
      'read',
      'stat',
      'rename',
      'import',
      '__proto__',
      'constructor',
      'toString',
      '',
      7,
      null,
      undefined,
    ];
    for (const name of names) {
      for (const args of odd) {
        const answer = f.supervisor.call({ name, args, place: null } as never);
        expect(['refused', 'error', 'value']).toContain(answer.kind);
      }
    }
    expect(f.supervisor.call({} as never).kind).toBe('refused');
  });

  it('a sink that fails ends the run: nothing goes unrecorded', () => {
    const t = new MemoryTree();
    const sinks = [
      {
        write: () => {
          throw new Error('disk full');
        },
      },
    ];
    const f = new Files({ '/d': [t, 'write'] }, { sinks });
    expect(f.write('/d/x', 'x')).toBe('limit stopped: Error: disk full');
    expect(f.call('getcwd')).toMatch(/^limit/);
    expect(t.text('x')).toBe(null);
  });

  it('events with the names of effects cannot be forged', () => {
    const f = new Files({});
    f.supervisor.audit('open', ['/etc/passwd'], { filename: 'p', line: 1, fuel: 1 });
    f.supervisor.audit('exec', ['x'], { filename: 'p', line: 1, fuel: 1 });
    f.supervisor.audit('rexec.ask', [], { filename: 'p', line: 1, fuel: 1 });
    expect(f.events.map((e) => [e.event, e.decision])).toEqual([
      ['rexec.note', 'note'],
      ['exec', 'note'],
      ['rexec.note', 'note'],
    ]);
  });

  it('every effect is recorded before it is done', () => {
    const order: string[] = [];
    const t = new MemoryTree();
    const watched = new Proxy(t, {
      get(target, key) {
        if (key === 'open' || key === 'mkdir') order.push(`do ${key}`);
        const v = Reflect.get(target, key) as unknown;
        return typeof v === 'function' ? v.bind(target) : v;
      },
    });
    const f = new Files(
      { '/d': [watched, 'write'] },
      { sinks: [{ write: (e) => void order.push(`note ${e.event}`) }] },
    );
    f.write('/d/a', 'a');
    f.call('mkdir', '/d/s', 0o777);
    expect(order).toEqual(['note open', 'do open', 'note os.mkdir', 'do mkdir']);
  });

  it('a refused path touches nothing of the tree', () => {
    const touched: string[] = [];
    const tree = new Proxy(new MemoryTree(), {
      get(target, key) {
        touched.push(String(key));
        return Reflect.get(target, key) as unknown;
      },
    });
    const f = new Files({ '/d': [tree, 'write'] }, { deny: () => true });
    f.read('/d/a');
    f.write('/d/a', 'x');
    f.call('stat', '/d/a', true);
    f.call('rename', '/d/a', '/d/b', true);
    f.call('mkdir', '/d/c', 0);
    expect(touched).toEqual([]);
  });

  it('names of Windows’ devices and streams are refused on Windows', () => {
    const { box } = host();
    const tree = new HostTree(box, { access: 'write', platform: 'win32', byPath: true });
    const f = new Files({ '/d': [tree, 'write'] });
    for (const name of ['NUL', 'con', 'COM1.txt', 'a.', 'a ', 'a:b', 'a\\b', 'LPT¹', 'A']) {
      expect(String(f.read(`/d/${name}`)), name).toMatch(/^E22|^E2 /);
    }
    expect(f.read('/d/a')).toBe('inside');
  });

  it('a file without permission bits for the host’s user is an error', () => {
    const { box } = host();
    chmodSync(join(box, 'a'), 0);
    const f = new Files({ '/d': [new HostTree(box), 'read'] });
    expect(f.read('/d/a')).toMatch(process.getuid?.() === 0 ? /inside/ : /^E13/);
    expect(lstatSync(join(box, 'a')).mode & 0o777).toBe(0);
  });
});
