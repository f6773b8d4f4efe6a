/** Files as a program sees them: `open`, `os`, `io` over a supervisor with files in memory, answered at once or later. */
import type { System } from '@rexec/python';
import { describe, expect, it } from 'vitest';
import { Cell } from '../src/cell/cell.js';
import { PromisedAnswer } from '../src/system/later.js';
import { MemoryTree } from '../src/system/memory-tree.js';
import { Supervisor } from '../src/system/supervisor.js';

const allow = { action: 'allow', rule: '', source: '', reason: '' } as const;

function supervisor(tree: MemoryTree): Supervisor {
  return new Supervisor({
    policy: { decide: () => allow } as never,
    mounts: [{ at: '/tmp', tree } as never],
    cwd: '/tmp',
    limits: { openFiles: 8 },
    environment: { HOME: '/tmp' },
  });
}

/** Each answer of the system comes later, but for the environment, which is needed at once. */
function slow(system: Supervisor): System {
  return {
    call(call) {
      const answer = system.call(call);
      if (answer.kind === 'later' || call.name === 'environ') return answer;
      return new PromisedAnswer(Promise.resolve(answer as never) as never) as never;
    },
  };
}

async function output(source: string, { tree = new MemoryTree(), later = false } = {}): Promise<string> {
  const system = supervisor(tree);
  const cell = Cell.create({ powers: { system: later ? slow(system) : system } });
  const result = await cell.run(source);
  const end = await cell.finish();
  return result.stdout + (result.error?.traceback ?? '') + end.stdout;
}

const PROGRAM = `
import os, io
with open('a.txt', 'w') as f:
    f.write('one\\ntwo\\n')
    f.writelines(['three\\n', 'caf\\xe9'])
with open('a.txt') as f:
    print([f.readline(), f.tell(), f.read(2), f.tell()])
    f.seek(0)
    print(list(f))
with open('a.txt', 'rb+') as f:
    f.seek(4)
    f.write(b'TWO')
    f.seek(0)
    print(f.read(9), os.fstat(f.fileno()).st_size)
os.makedirs('d/e')
os.rename('a.txt', 'd/b.txt')
print(sorted((e.name, e.is_dir()) for e in os.scandir('d')))
print([(r, ds, fs) for r, ds, fs in os.walk(b'd')])
try:
    open('nope')
except FileNotFoundError as e:
    print(e, e.filename)
try:
    open('d/b.txt', 'x')
except FileExistsError as e:
    print(e.errno, e.strerror)
print(os.environ['HOME'], os.getcwd(), os.path.exists('d'))
`;
const EXPECTED = `['one\\n', 4, 'tw', 6]
['one\\n', 'two\\n', 'three\\n', 'café']
b'one\\nTWO\\nt' 19
[('b.txt', False), ('e', True)]
[(b'd', [b'e'], [b'b.txt']), (b'd/e', [], [])]
[Errno 2] No such file or directory: 'nope' nope
17 File exists
/tmp /tmp True
`;

describe('files of a program', () => {
  it('are read, written and listed', async () => {
    expect(await output(PROGRAM)).toBe(EXPECTED);
  });

  it('are the same where each answer comes later', async () => {
    expect(await output(PROGRAM, { later: true })).toBe(EXPECTED);
  });

  it('are flushed and closed at the end of the program', async () => {
    const tree = new MemoryTree();
    await output("f = open('left.txt', 'w')\nf.write('kept')", { tree });
    expect(await output("print(open('left.txt').read())", { tree })).toBe('kept\n');
  });

  it('that nobody has any more give their descriptors back', async () => {
    const source = "open('x', 'w').close()\nfor _ in range(50): open('x').read()\nprint('done')";
    expect(await output(source)).toBe('done\n');
  });

  it('have no traceback lines of the library', async () => {
    const text = await output("f = open('x', 'w')\nf.close()\nf.write(1)");
    expect(text).toBe(
      'Traceback (most recent call last):\n  File "<string>", line 3, in <module>\n    f.write(1)\n    ~~~~~~~^^^\n' +
        'TypeError: write() argument must be str, not int\n',
    );
  });

  it('are refused without a system, with the program’s own place', async () => {
    const cell = Cell.create({});
    const result = await cell.run("open('x')");
    expect(result.status).toBe('refused');
    expect(result.error?.type).toBe('PermissionError');
  });
});
