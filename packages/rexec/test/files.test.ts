/** Files of a cell: what works as on Linux, in memory, on a host folder, and over one. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { HostTree } from '../src/node/host-tree.js';
import { Fault } from '../src/system/fault.js';
import { type FileTree, fileInfo, folderInfo, readOnlyHandle } from '../src/system/file-tree.js';
import { MemoryTree } from '../src/system/memory-tree.js';
import { OverlayTree } from '../src/system/overlay-tree.js';
import { Files, O } from './files-support.js';

const folders: string[] = [];

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'rexec-files-'));
  folders.push(path);
  return path;
}

afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

const MAKERS: Record<string, () => FileTree> = {
  memory: () => new MemoryTree(),
  host: () => new HostTree(folder(), { access: 'write' }),
  'host by path': () => new HostTree(folder(), { access: 'write', byPath: true }),
  'overlay of an empty tree': () => new OverlayTree(new MemoryTree()),
  'overlay of a host folder': () => new OverlayTree(new HostTree(folder())),
};

describe.each(Object.entries(MAKERS))('a tree: %s', (_name, make) => {
  const files = () => new Files({ '/d': [make(), 'write'] });

  it('keeps what is written', () => {
    const f = files();
    expect(f.write('/d/a', 'one')).toBe(3);
    expect(f.read('/d/a')).toBe('one');
    expect(f.write('/d/a', 'four')).toBe(4);
    expect(f.write('/d/a', '!', O.WRONLY | O.APPEND)).toBe(1);
    expect(f.read('/d/a')).toBe('four!');
  });

  it('opens as open(2) does', () => {
    const f = files();
    expect(f.open('/d/none')).toBe('E2 No such file or directory');
    f.write('/d/a', 'x');
    expect(f.open('/d/a', O.WRONLY | O.CREAT | O.EXCL)).toBe('E17 File exists');
    expect(f.open('/d', O.RDWR)).toBe('E21 Is a directory');
    expect(f.call('close', f.open('/d') as number)).toBe(null);
    expect(f.open('/d/a/b')).toBe('E20 Not a directory');
    expect(f.open('/d/a/')).toBe('E20 Not a directory');
    expect(f.open('/d/a', 3)).toBe('E22 Invalid argument');
  });

  it('seeks, truncates and describes', () => {
    const f = files();
    const fd = f.open('/d/a', O.RDWR | O.CREAT) as number;
    expect(f.call('write', fd, new Uint8Array([1, 2, 3]))).toBe(3);
    expect(f.call('lseek', fd, 10, 0)).toBe(10);
    expect(f.call('write', fd, new Uint8Array([9]))).toBe(1);
    expect(f.call('lseek', fd, -2, 2)).toBe(9);
    expect(f.call('read', fd, 100)).toEqual(new Uint8Array([0, 9]));
    expect(f.call('ftruncate', fd, 2)).toBe(null);
    expect((f.call('fstat', fd) as number[])[6]).toBe(2);
    expect(f.call('lseek', fd, -1, 0)).toBe('E22 Invalid argument');
    expect(f.call('truncate', '/d/a', 5)).toBe(null);
    expect((f.call('stat', '/d/a', true) as number[])[6]).toBe(5);
    expect(f.call('close', fd)).toBe(null);
    expect(f.call('read', fd, 1)).toBe('E9 Bad file descriptor');
  });

  it('makes, lists, moves and removes', () => {
    const f = files();
    expect(f.call('mkdir', '/d/s', 0o777)).toBe(null);
    expect(f.call('mkdir', '/d/s', 0o777)).toBe('E17 File exists');
    f.write('/d/s/a', 'a');
    f.write('/d/b', 'b');
    expect(f.call('listdir', '/d')).toEqual(['b', 's']);
    expect(f.call('scandir', '/d')).toEqual([
      ['b', 'file'],
      ['s', 'dir'],
    ]);
    expect(f.call('rmdir', '/d/s')).toBe('E39 Directory not empty');
    expect(f.call('unlink', '/d/s')).toBe('E21 Is a directory');
    expect(f.call('rename', '/d/s/a', '/d/b', false)).toBe('E17 File exists');
    expect(f.call('rename', '/d/s/a', '/d/b', true)).toBe(null);
    expect(f.read('/d/b')).toBe('a');
    expect(f.call('rmdir', '/d/s')).toBe(null);
    expect(f.call('unlink', '/d/b')).toBe(null);
    expect(f.call('listdir', '/d')).toEqual([]);
    expect(f.call('rmdir', '/d')).toBe('E16 Device or resource busy');
  });

  it('moves folders, not into themselves', () => {
    const f = files();
    f.call('mkdir', '/d/s', 0o777);
    f.write('/d/s/a', 'a');
    expect(f.call('rename', '/d/s', '/d/s/t', true)).toBe('E22 Invalid argument');
    expect(f.call('rename', '/d/s', '/d/t', true)).toBe(null);
    expect(f.read('/d/t/a')).toBe('a');
  });
});

describe('links in memory', () => {
  const tree = () => {
    const t = new MemoryTree();
    t.put('in/a', 'A');
    t.symlink('in', ['l']);
    t.symlink('/d/in/a', ['in', 'abs']);
    t.symlink('loop', ['loop']);
    return new Files({ '/d': [t, 'write'] });
  };

  it('are followed as from the cell’s root', () => {
    const f = tree();
    expect(f.read('/d/l/a')).toBe('A');
    expect(f.read('/d/l/abs')).toBe('A');
    expect(f.read('/d/loop')).toBe('E40 Too many levels of symbolic links');
    expect(f.open('/d/l/abs', O.NOFOLLOW)).toBe('E40 Too many levels of symbolic links');
    expect(f.call('readlink', '/d/l')).toBe('in');
    expect(f.call('unlink', '/d/l')).toBe(null);
    expect(f.read('/d/in/a')).toBe('A');
  });

  it('are recorded where they lead', () => {
    const f = tree();
    f.read('/d/l/a');
    expect(f.events.map((e) => [e.event, e.args[0], e.args[1], e.decision])).toEqual([
      ['open', '/d/l/a', 'r', 'allow'],
      ['rexec.follow', '/d/l/a', '/d/in/a', 'allow'],
    ]);
  });

  it('hard ones are another name for one file', () => {
    const f = tree();
    expect(f.call('link', '/d/in/a', '/d/h')).toBe(null);
    f.write('/d/h', 'B');
    expect(f.read('/d/in/a')).toBe('B');
    expect((f.call('stat', '/d/h', true) as number[])[3]).toBe(2);
  });
});

describe('mounts', () => {
  it('show in the folders above them', () => {
    const f = new Files({ '/a/b/c': [new MemoryTree(), 'write'], '/t': [new MemoryTree(), 'read'] });
    expect(f.call('listdir', '/')).toEqual(['a', 't']);
    expect(f.call('listdir', '/a')).toEqual(['b']);
    expect((f.call('stat', '/a/b', true) as number[])[0]).toBe(0o040755);
    expect(f.call('chdir', '/a/b')).toBe(null);
    expect(f.write('c/x', 'x')).toBe(1);
    expect(f.call('getcwd')).toBe('/a/b');
    expect(f.call('listdir', 'c')).toEqual(['x']);
    expect(f.call('listdir', '/x')).toMatch(/^refused/);
  });

  it('are apart: no rename from one to another', () => {
    const f = new Files({ '/a': [new MemoryTree(), 'write'], '/b': [new MemoryTree(), 'write'] });
    f.write('/a/x', 'x');
    expect(f.call('rename', '/a/x', '/b/x', true)).toBe('E18 Invalid cross-device link');
    expect(f.call('link', '/a/x', '/b/x')).toBe('E18 Invalid cross-device link');
    expect(f.call('rename', '/a', '/b/x', true)).toMatch(/^E16|refused/);
  });

  it('the deepest serves', () => {
    const outer = new MemoryTree();
    outer.put('in/x', 'outer');
    const inner = new MemoryTree();
    inner.put('x', 'inner');
    const f = new Files({ '/': [outer, 'read'], '/in': [inner, 'read'] });
    expect(f.read('/in/x')).toBe('inner');
    expect(f.call('listdir', '/')).toEqual(['in']);
  });
});

describe('an overlay', () => {
  const lower = () => {
    const t = new MemoryTree();
    t.put('a', 'lower a');
    t.put('s/b', 'lower b');
    t.put('s/c', 'lower c');
    return t;
  };

  it('keeps writes above, the lower tree as it was', () => {
    const below = lower();
    const over = new OverlayTree(below);
    const f = new Files({ '/d': [over, 'write'] });
    f.write('/d/a', '!', O.WRONLY | O.APPEND);
    expect(f.read('/d/a')).toBe('lower a!');
    f.write('/d/s/b', 'new');
    expect(f.read('/d/s/b')).toBe('new');
    expect(below.text('a')).toBe('lower a');
    expect(below.text('s/b')).toBe('lower b');
    expect(over.upper.text('a')).toBe('lower a!');
  });

  it('hides what was removed, and what is made in its place is empty', () => {
    const f = new Files({ '/d': [new OverlayTree(lower()), 'write'] });
    expect(f.call('unlink', '/d/s/b')).toBe(null);
    expect(f.read('/d/s/b')).toBe('E2 No such file or directory');
    expect(f.call('listdir', '/d/s')).toEqual(['c']);
    expect(f.call('unlink', '/d/s/c')).toBe(null);
    expect(f.call('rmdir', '/d/s')).toBe(null);
    expect(f.call('stat', '/d/s/b', true)).toBe('E2 No such file or directory');
    expect(f.call('mkdir', '/d/s', 0o777)).toBe(null);
    expect(f.call('listdir', '/d/s')).toEqual([]);
    f.write('/d/s/b', 'again');
    expect(f.call('rename', '/d/a', '/d/s/a', true)).toBe(null);
    expect(f.read('/d/s/a')).toBe('lower a');
    expect(f.call('listdir', '/d')).toEqual(['s']);
  });

  it('charges a copy before it is made', () => {
    const f = new Files({ '/d': [new OverlayTree(lower(), { size: 5 }), 'write'] });
    expect(f.write('/d/a', '!', O.WRONLY | O.APPEND)).toBe('E28 No space left on device');
    expect(f.read('/d/a')).toBe('lower a');
    expect(f.write('/d/a', 'abc')).toBe(3);
  });

  it('folders of the lower tree are not renamed', () => {
    const f = new Files({ '/d': [new OverlayTree(lower()), 'write'] });
    expect(f.call('rename', '/d/s', '/d/t', true)).toBe('E18 Invalid cross-device link');
  });
});

describe('a tree of the host’s own', () => {
  const rows = new Map([['hello.txt', 'hello\n']]);
  const row = (path: readonly string[]) => {
    const text = rows.get(path.join('/'));
    if (text === undefined) throw new Fault('ENOENT');
    return text;
  };
  const tree: FileTree = {
    stat: (path) => (path.length === 0 ? folderInfo() : fileInfo(row(path).length)),
    list: () => [...rows.keys()].map((name) => ({ name, kind: 'file' as const })),
    open: (path) => readOnlyHandle(new TextEncoder().encode(row(path))),
  };

  it('needs three methods', () => {
    const f = new Files({ '/db': [tree, 'write'] });
    expect(f.read('/db/hello.txt')).toBe('hello\n');
    expect(f.call('listdir', '/db')).toEqual(['hello.txt']);
    expect(f.call('mkdir', '/db/x', 0o777)).toBe('E30 Read-only file system');
  });

  it('may answer later', async () => {
    const later: FileTree = {
      stat: async (path) => tree.stat(path),
      list: async (path) => tree.list(path),
      open: async (path, want) => {
        const handle = await tree.open(path, want);
        return { ...handle, read: async (position, n) => handle.read(position, n) };
      },
    };
    const f = new Files({ '/db': [later, 'read'] });
    expect(f.raw('open', '/db/hello.txt', 0, 0)).toBeInstanceOf(Promise);
    const fd = await f.wait('open', '/db/hello.txt', 0, 0);
    expect(await f.wait('read', fd, 100)).toEqual(new TextEncoder().encode('hello\n'));
    expect(await f.wait('open', '/db/none', 0, 0)).toBe('E2 No such file or directory');
    expect(await f.wait('listdir', '/db')).toEqual(['hello.txt']);
  });

  it('that fails, lies or loops is an error of the program’s file, not of the host', () => {
    const bad = (more: Partial<FileTree>) => new Files({ '/db': [{ ...tree, ...more }, 'write'] });
    const boom = () => {
      throw new TypeError('boom');
    };
    expect(bad({ open: boom }).read('/db/hello.txt')).toBe('E5 Input/output error');
    const long = bad({ open: () => ({ ...readOnlyHandle(new Uint8Array(3)), read: () => new Uint8Array(9e5) }) });
    expect(long.read('/db/hello.txt')).toBe('E5 Input/output error');
    const names = bad({ list: () => ['..', 'a/b', '', 'ok'].map((name) => ({ name, kind: 'file' as const })) });
    expect(names.call('listdir', '/db')).toEqual(['ok']);
  });
});

describe('a folder of one cell as a mount of a cell inside it', () => {
  it('has what the outer cell’s mounts let be done', () => {
    const t = new MemoryTree();
    t.put('in/a', 'A');
    t.put('secret', 'S');
    t.symlink('../secret', ['in', 'up']);
    t.symlink('/secret', ['in', 'abs']);
    const outer = new Files({ '/d': [t, 'write'], '/d/in/ro': [new MemoryTree(), 'read'] });
    const inner = new Files({ '/x': [outer.supervisor.tree('/d/in'), 'write'] });
    expect(inner.read('/x/a')).toBe('A');
    expect(inner.call('listdir', '/x')).toEqual(['a', 'abs', 'ro', 'up']);
    expect(inner.write('/x/b', 'B')).toBe(1);
    expect(t.text('in/b')).toBe('B');
    expect(inner.read('/x/up')).toMatch(/^refused/);
    expect(inner.read('/x/abs')).toMatch(/^refused/);
    expect(inner.read('/x/../secret')).toMatch(/^refused/);
    expect(inner.write('/x/ro/n', 'n')).toBe('E30 Read-only file system');
    expect(inner.call('rename', '/x/a', '/x/ro/a', true)).toMatch(/^E18|^E30/);
    expect(inner.call('rename', '/x/a', '/x/c', true)).toBe(null);
    expect(t.text('in/c')).toBe('A');
  });
});

describe('sources in the cell’s files', () => {
  it('are imported from the folders of modules.path', () => {
    const t = new MemoryTree();
    t.put('mine.py', 'x = 1\n');
    t.put('pack/__init__.py', '');
    t.put('pack/part.py', 'y = "ü"\n');
    const f = new Files({ '/lib': [t, 'read'] }, { modulePath: ['/lib'] });
    expect(f.call('import', 'mine')).toEqual(['x = 1\n', '/lib/mine.py', false]);
    expect(f.call('import', 'pack')).toEqual(['', '/lib/pack/__init__.py', true]);
    expect(f.call('import', 'pack.part')).toEqual(['y = "ü"\n', '/lib/pack/part.py', false]);
    expect(f.call('import', '../etc')).toMatch(/^refused/);
    expect(f.call('import', 'socket')).toBe("refused refused by policy: import of 'socket' (import (default))");
  });
});

it('a host folder keeps what was allowed, for the host to see', () => {
  const path = folder();
  mkdirSync(join(path, 'out'));
  writeFileSync(join(path, 'in.txt'), 'in');
  const f = new Files({ '/d': [new HostTree(path, { access: 'write' }), 'write'] });
  expect(f.read('/d/in.txt')).toBe('in');
  f.write('/d/out/x', 'out');
  expect(readFileSync(join(path, 'out/x'), 'utf8')).toBe('out');
});
