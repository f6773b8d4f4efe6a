/** The sources of the library as files of a cell. */
import { describe, expect, it } from 'vitest';
import { Cell, MemoryTree, type PolicyDocument } from '../src/index.js';

const FILES: PolicyDocument = { extends: 'pure', files: { mounts: [{ at: '/data', memory: '1 MB' }] } };

async function printed(source: string, policy: PolicyDocument = FILES): Promise<string> {
  const result = await Cell.create({ policy }).run(source);
  return result.error === null ? result.stdout.trim() : result.error.traceback;
}

describe('/lib/python3.14', () => {
  it('is there in a cell that has files', async () => {
    const source = `
import os, json
names = os.listdir('/lib/python3.14')
print('json' in names, 'textwrap.py' in names, os.listdir('/lib'), os.path.isdir('/lib'))
with open(json.__file__) as file:
    print(file.read().startswith('r"""JSON'), os.stat(json.__file__).st_size == file.tell())
`;
    expect(await printed(source)).toBe("True True ['python3.14'] True\nTrue True");
  });

  it('does not show itself in the root folder', async () => {
    expect(await printed("import os; print(os.listdir('/'))")).toBe("['data']");
  });

  it('cannot be changed, whatever the policy lets be written', async () => {
    const source = `
import os, json
for change in (
    lambda: open('/lib/python3.14/x.py', 'w'),
    lambda: open(json.__file__, 'r+'),
    lambda: os.mkdir('/lib/python3.14/x'),
    lambda: os.unlink(json.__file__),
    lambda: os.rmdir('/lib/python3.14'),
    lambda: os.rename('/lib/python3.14', '/x'),
):
    try:
        change()
    except OSError as e:
        print(type(e).__name__, end=' ')
`;
    expect(await printed(source)).toBe(`${'PermissionError '.repeat(6)}`.trim());
    const all: PolicyDocument = { extends: 'pure', files: { mounts: [{ at: '/', memory: '1 MB' }] } };
    expect(await printed(source, all)).toBe(`${'OSError '.repeat(6)}`.trim());
  });

  it('is not there without files, and where the policy denies it', async () => {
    const source = `
import os
try:
    os.listdir('/lib/python3.14')
except OSError as e:
    print(type(e).__name__)
`;
    expect(await printed(source, { extends: 'pure' })).toBe('PermissionError');
    const denied: PolicyDocument = { ...FILES, files: { ...FILES.files, deny: ['/lib/**'] } };
    expect(await printed(source, denied)).toBe('PermissionError');
  });

  it('gives way to what the policy or the host mounts there', async () => {
    const own: PolicyDocument = { extends: 'pure', files: { mounts: [{ at: '/lib/python3.14', memory: '1 MB' }] } };
    expect(await printed("import os; print(os.listdir('/lib/python3.14'))", own)).toBe('[]');
    const tree = new MemoryTree();
    tree.put('a.txt', 'a');
    const result = await Cell.create({ policy: 'pure', files: { '/lib/python3.14': tree } }).run(
      "import os; print(os.listdir('/lib/python3.14'))",
    );
    expect(result.stdout).toBe("['a.txt']\n");
  });

  it('is what inspect reads', async () => {
    const source =
      'import inspect, textwrap; print(inspect.getsource(textwrap.dedent)[:10], inspect.getsourcefile(textwrap))';
    expect(await printed(source)).toBe('def dedent /lib/python3.14/textwrap.py');
  });
});
