/** Cells under policies: programs that use files, told why where they may not. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Cell, MemorySink, MemoryTree, Policy, type PolicyCellOptions, type PolicyDocument } from '../src/index.js';

const folders: string[] = [];

function folder(files: Record<string, string> = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'rexec-cell-'));
  folders.push(path);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

async function run(policy: PolicyDocument | Policy, source: string, options: Partial<PolicyCellOptions> = {}) {
  const cell = Cell.create({ policy, ...options });
  const result = await cell.run(source);
  cell.dispose();
  return result;
}

const MEMORY: PolicyDocument = { extends: 'pure', files: { mounts: [{ at: '/tmp', memory: '1 MB' }] } };

describe('a program under a policy', () => {
  it('without mounts has no file, and is told so', async () => {
    const result = await run({ extends: 'pure' }, "open('/etc/passwd')");
    expect(result.status).toBe('refused');
    expect(result.error?.message).toBe(
      "[Errno 13] refused by policy: read of '/etc/passwd' (files (default)): '/etc/passwd'",
    );
  });

  it('is told the rule and its line', async () => {
    const text = '[files]\ndeny = ["**/.env"]\n[[files.mounts]]\nat = "/"\nmemory = "1 MB"\n';
    const policy = Policy.parse(text, { filename: 'policy.toml' });
    const result = await run(policy, "open('/x/.env')");
    expect(result.error?.message).toContain(`refused by policy: read of '/x/.env' (files.deny`);
    expect(result.error?.message).toContain('policy.toml:2');
  });

  it('reads and writes a memory mount with ordinary Python', async () => {
    const result = await run(
      MEMORY,
      `
import os, pathlib, shutil, tempfile
with open('/tmp/a', 'w') as f: f.write('one\\ntwo\\n')
print([line for line in open('/tmp/a')])
os.makedirs('/tmp/x/y')
pathlib.Path('/tmp/x/y/b').write_text('b')
print(sorted(p.name for p in pathlib.Path('/tmp').rglob('*')))
os.replace('/tmp/a', '/tmp/x/a'); print(os.path.exists('/tmp/a'), os.listdir('/tmp/x'))
with open('/tmp/x/a', 'rb+') as f: f.seek(2); f.truncate(); print(f.tell())
print(os.stat('/tmp/x/a').st_size, os.access('/tmp', os.W_OK), os.access('/etc', os.R_OK))
shutil.rmtree('/tmp/x'); print(os.listdir('/tmp'))
with tempfile.TemporaryDirectory(dir='/tmp') as d: print(os.path.isdir(d))
os.write(1, b'done\\n')
`,
    );
    expect(result.stderr).toBe('');
    expect(result.stdout.split('\n')).toEqual([
      "['one\\n', 'two\\n']",
      "['a', 'b', 'x', 'y']",
      "False ['a', 'y']",
      '2',
      '2 True False',
      '[]',
      'True',
      'done',
      '',
    ]);
  });

  it('reads any file of one folder and nothing else', async () => {
    const path = folder({ 'data/a': 'A', secret: 'S' });
    symlinkSync('../secret', join(path, 'data/link'));
    const policy = Policy.from(
      { files: { mounts: [{ at: '/data', host: './data', access: 'read' }] } },
      { filename: 'policy.toml', folder: path },
    );
    const result = await run(
      policy,
      `
print(open('/data/a').read())
for name in '/data/link', '/data/../secret', '/secret', '${path}/secret':
    try: print(open(name).read())
    except PermissionError: print('no')
try: open('/data/new', 'w')
except PermissionError: print('no')
`,
    );
    expect(result.stdout).toBe('A\nno\nno\nno\nno\nno\n');
    expect(readdirSync(path).sort()).toEqual(['data', 'secret']);
  });

  it('makes new files in a create-only folder, changes none, within a quota', async () => {
    const path = folder({ old: 'old' });
    const policy: PolicyDocument = {
      files: { mounts: [{ at: '/out', host: path, access: 'create', quota: '100 B' }] },
    };
    const result = await run(
      policy,
      `
with open('/out/new', 'x') as f: f.write('new')
for mode in 'w', 'a', 'r+':
    try: open('/out/old', mode)
    except PermissionError: print('no')
try:
    with open('/out/big', 'x') as f: f.write('x' * 1000)
except OSError as e: print(e.errno)
`,
    );
    expect(result.stdout).toBe('no\nno\nno\n122\n');
    expect(readFileSync(join(path, 'old'), 'utf8')).toBe('old');
    expect(readFileSync(join(path, 'new'), 'utf8')).toBe('new');
  });

  it('writes over a host folder without changing it', async () => {
    const path = folder({ a: 'A' });
    const policy: PolicyDocument = { files: { mounts: [{ at: '/w', host: path, access: 'overlay' }] } };
    const result = await run(policy, "with open('/w/a', 'a') as f: f.write('!')\nprint(open('/w/a').read())");
    expect(result.stdout).toBe('A!\n');
    expect(readFileSync(join(path, 'a'), 'utf8')).toBe('A');
  });

  it('uses a tree of the host’s own, read-only unless it says otherwise', async () => {
    const tree = new MemoryTree();
    tree.put('a', 'A');
    const source = "print(open('/db/a').read())\nwith open('/db/b', 'w') as f: f.write('B')";
    expect((await run('none' as never, source, { files: { '/db': tree } })).status).toBe('refused');
    expect((await run('none' as never, source, { files: { '/db': { tree, access: 'write' } } })).status).toBe('ok');
    expect(tree.text('b')).toBe('B');
  });

  it('pauses for a tree that answers later', async () => {
    const memory = new MemoryTree();
    memory.put('a', 'later');
    const tree = {
      stat: async (path: readonly string[]) => memory.stat(path),
      list: async (path: readonly string[]) => memory.list(path),
      open: async (path: readonly string[], want: Parameters<MemoryTree['open']>[1]) => memory.open(path, want),
    };
    const result = await run('none' as never, "print(open('/db/a').read())", { files: { '/db': tree } });
    expect(result.stdout).toBe('later\n');
  });

  it('imports sources from the cell’s files', async () => {
    const tree = new MemoryTree();
    tree.put('mine.py', 'x = 42\n');
    const policy: PolicyDocument = { extends: 'pure', modules: { path: ['/lib'] } };
    const result = await run(policy, 'import mine; print(mine.x, mine.__file__)', { files: { '/lib': tree } });
    expect(result.stdout).toBe('42 /lib/mine.py\n');
  });

  it('finds what lies in a folder inside one that is searched, once the program looks there', async () => {
    const tree = new MemoryTree();
    tree.put('below/helper.py', 'x = 1\n');
    tree.put('below/pack/__init__.py', '');
    tree.put('below/pack/inner.py', 'x = 2\n');
    const policy: PolicyDocument = { extends: 'pure', modules: { allow: ['*'], path: ['/lib'] } };
    const source = `
import sys
try: import helper
except ModuleNotFoundError as e: print(e)
sys.path.append('/lib/below')
import helper, pack.inner
print(helper.__file__, pack.inner.__file__)
del sys.modules['helper'], sys.path[:]
try: import helper
except ModuleNotFoundError as e: print(e)
`;
    const result = await run(policy, source, { files: { '/lib': tree } });
    expect(result.stdout).toBe(
      "No module named 'helper'\n/lib/below/helper.py /lib/below/pack/inner.py\nNo module named 'helper'\n",
    );
  });

  it('opens folders to be looked at, by their names, with nothing to read in them', async () => {
    const source = `
import os, stat
os.mkdir('/tmp/in')
with open('/tmp/in/file', 'w') as f: f.write('x')
def attempt(f, *args):
    try: return f(*args)
    except OSError as e: return type(e).__name__
def look(path, flags):
    fd = attempt(os.open, path, flags)
    if isinstance(fd, str): return fd
    seen = stat.S_ISDIR(os.fstat(fd).st_mode), attempt(os.read, fd, 1), attempt(os.fsync, fd), attempt(os.ftruncate, fd, 0)
    os.close(fd)
    return seen
for path in '/tmp/in', '/tmp/in/', '/tmp/in/file', '/tmp/in/file/', '/tmp/none':
    print([look(path, flags) for flags in (os.O_RDONLY, os.O_RDWR, os.O_DIRECTORY, os.O_RDWR | os.O_DIRECTORY)])
print(attempt(open, '/tmp/in'), attempt(open, '/tmp/in', 'w'), os.open('/tmp', os.O_RDONLY))
`;
    const result = await run(MEMORY, source);
    expect(
      result.stdout,
    ).toBe(`[(True, 'IsADirectoryError', None, 'OSError'), 'IsADirectoryError', (True, 'IsADirectoryError', None, 'OSError'), 'IsADirectoryError']
[(True, 'IsADirectoryError', None, 'OSError'), 'IsADirectoryError', (True, 'IsADirectoryError', None, 'OSError'), 'IsADirectoryError']
[(False, b'x', None, 'OSError'), (False, b'x', None, None), 'NotADirectoryError', 'NotADirectoryError']
['NotADirectoryError', 'NotADirectoryError', 'NotADirectoryError', 'NotADirectoryError']
['FileNotFoundError', 'FileNotFoundError', 'FileNotFoundError', 'FileNotFoundError']
IsADirectoryError IsADirectoryError 3
`);
  });

  it('has RExec’s own words under that preset', async () => {
    const result = await run(
      'rexec' as never,
      `
try: open('/tmp/x', 'w')
except IOError as e: print(e)
try: import socket
except ImportError as e: print(e)
`,
    );
    expect(result.stdout).toBe("can't open files for writing in restricted mode\nuntrusted dynamic module: socket\n");
  });

  it('is asked about, and paused meanwhile', async () => {
    const policy: PolicyDocument = { files: { ask: ['/tmp/q*'], mounts: [{ at: '/tmp', memory: '1 MB' }] } };
    const asked: string[] = [];
    const source = "open('/tmp/q1', 'w').close()\nopen('/tmp/no', 'w').close()\nopen('/tmp/q2', 'w').close()";
    const result = await run(policy, source, {
      ask: async (question) => {
        asked.push(String(question.args[0]));
        return question.args[0] === '/tmp/q1' ? 'once' : 'no';
      },
    });
    expect(asked).toEqual(['/tmp/q1', '/tmp/q2']);
    expect(result.status).toBe('refused');
    expect(result.error?.message).toContain('asked: no');
    expect((await run(policy, source)).error?.message).toContain('nobody to ask');
    expect((await run(policy, source, { ask: () => 'kill' })).status).toBe('limit');
  });

  it('leaves a record of everything that it tries', async () => {
    const sink = new MemorySink();
    await run(MEMORY, "import json\nopen('/tmp/a', 'w')\ntry: open('/b')\nexcept OSError: pass\n", { sinks: [sink] });
    const effects = sink.events.filter((e) => e.decision !== 'note');
    expect(effects.map((e) => [e.event, e.args[0], e.decision, e.filename, e.line])).toEqual([
      ['import', 'json', 'allow', '<string>', 1],
      ['open', '/tmp/a', 'allow', '<string>', 2],
      ['open', '/b', 'deny', '<string>', 3],
    ]);
    expect(sink.events.map((e) => e.seq)).toEqual(sink.events.map((_, i) => i + 1));
  });

  it('leaves out of the record what the policy leaves out', async () => {
    const sink = new MemorySink();
    const policy = { ...MEMORY, audit: { events: ['*', '!import', '!sys.*'] } };
    await run(policy, "import sys\nopen('/tmp/a', 'w')\nsys._getframe()\n", { sinks: [sink] });
    const names = new Set(sink.events.map((e) => e.event));
    expect(names).toContain('open');
    expect([...names].filter((n) => n === 'import' || n.startsWith('sys.'))).toEqual([]);
  });

  it('ends at the limit of effects', async () => {
    const source = "while True:\n  try: open('/x')\n  except OSError: pass";
    const result = await run({ limits: { effects: 50 } }, source);
    expect([result.status, result.error?.limit]).toEqual(['limit', 'effects']);
  });

  it('has environment, names and a clock of its own', async () => {
    const policy: PolicyDocument = {
      extends: 'pure',
      environment: { LANG: 'C.UTF-8' },
      clock: { mode: 'frozen', at: '2026-01-01T00:00:00Z' },
      process: { pid: 7, user: 'somebody', host: 'padded' },
    };
    const source =
      'import os, time\nprint(dict(os.environ), os.getpid(), os.uname().nodename, time.time())\ntime.sleep(1000)';
    const result = await run(policy, source);
    expect(result.stderr).toBe('');
    expect(result.stdout).toBe("{'LANG': 'C.UTF-8'} 7 padded 1767225600.0\n");
  });

  it('a folder that is missing is an error that says where', () => {
    const policy = Policy.parse('[[files.mounts]]\nat = "/d"\nhost = "/nonexistent/x"\n', { filename: 'p.toml' });
    expect(() => Cell.create({ policy })).toThrow(
      /^p\.toml:\d: files\.mounts\[0\]: \/nonexistent\/x cannot be mounted/,
    );
  });
});
