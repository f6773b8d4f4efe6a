import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Cell, HostError, hostFunction, MemorySink, type PolicyDocument, ProcessCell } from '../src/index.js';

const policy: PolicyDocument = {
  extends: 'pure',
  modules: { allow: ['os', 'sys', 'rexec', 'cells', '_cells'] },
  files: { mounts: [{ at: '/tmp', memory: '1 MB', access: 'write' }] },
  limits: { cells: 3 },
};

function cellWith(hook: (event: string, args: readonly unknown[]) => void, sink = new MemorySink()) {
  const cell = Cell.create({ policy, sinks: [sink] });
  cell.addAuditHook(hook);
  return cell;
}

describe('hooks of the host', () => {
  test('hear of effects and of events without one, before they happen', async () => {
    const heard: unknown[][] = [];
    const cell = cellWith((event, args) => void heard.push([event, ...args]));
    const r = await cell.run(
      `open('/tmp/a', 'w').write('x')\nopen('/tmp/a').read()\nimport os, sys\nos.mkdir('/tmp/d')\nexec('1')\nsys.audit('mine', 1)`,
    );
    expect(r.status).toBe('ok');
    const events = heard.filter(
      ([event]) => event !== 'import' && event !== 'sys._getframe' && event !== 'object.__getattr__',
    );
    expect(events).toEqual([
      ['open', '/tmp/a', 'w', 0o2001101],
      ['open', '/tmp/a', 'r', 0o2000000],
      ['os.mkdir', '/tmp/d', 0o755],
      ['compile', '1', '<string>'],
      ['exec', 'code'],
      ['sys.audit', 'mine'],
    ]);
    expect(heard).toContainEqual(['import', 'os']);
  });

  test('refuse by throwing: the program sees the type of a HostError, else a RuntimeError that says nothing', async () => {
    const sink = new MemorySink();
    const cell = cellWith((event, args) => {
      if (event === 'open' && args[1] !== 'r') throw new HostError('OSError', 'file write forbidden');
      if (event === 'exec') throw new Error('/home/me/secret');
      if (event === 'os.mkdir') throw new HostError('KeyError', 'no');
    }, sink);
    const r = await cell.run(`
import os
for act in (lambda: open('/tmp/a', 'w'), lambda: os.mkdir('/tmp/d'), lambda: exec('print("never")'), lambda: eval('1')):
    try: act()
    except Exception as e: print(type(e).__name__, e)
print(os.listdir('/tmp'))
`);
    expect(r.stdout).toBe(
      "OSError file write forbidden\nKeyError 'no'\nRuntimeError refused by an audit hook\nRuntimeError refused by an audit hook\n[]\n",
    );
    expect(sink.events.filter((e) => e.rule === 'audit hook').map((e) => [e.event, e.decision])).toEqual([
      ['open', 'deny'],
      ['os.mkdir', 'deny'],
      ['exec', 'deny'],
      ['exec', 'deny'],
    ]);
  });

  test('come before the policy, and cannot allow what it refuses', async () => {
    const heard: string[] = [];
    const cell = cellWith((event, args) => void heard.push(`${event} ${String(args[0])}`));
    const r = await cell.run(`open('/etc/passwd')`);
    expect(r.status).toBe('refused');
    expect(heard).toContain('open /etc/passwd');
  });

  test('hear of the functions of the host, and of cells inside the cell', async () => {
    const heard: string[] = [];
    const cell = cellWith((event, args) => {
      heard.push(event);
      if (event === 'rexec.call' && args[0] === 'secret') throw new HostError('PermissionError', 'not this one');
    });
    cell.set(
      'secret',
      hostFunction(() => 1, { name: 'secret' }),
    );
    const r = await cell.run('try: secret()\nexcept PermissionError as e: print(e.strerror)');
    expect(r.stdout).toBe('not this one\n');
  });

  test('all of them are asked, in turn; what answers later refuses', async () => {
    const heard: string[] = [];
    const cell = Cell.create({ policy });
    cell.addAuditHook((event) => void (event === 'open' && heard.push('first')));
    cell.addAuditHook(((event: string) => (event === 'open' ? Promise.reject(new Error('x')) : undefined)) as never);
    cell.addAuditHook((event) => void (event === 'open' && heard.push('never')));
    const r = await cell.run(`try: open('/tmp/a', 'w')\nexcept RuntimeError as e: print(e)`);
    expect([r.stdout, heard]).toEqual(['an audit hook cannot answer later\n', ['first']]);
  });

  test('hold for a cell in a process; there a refused event without an effect ends the run', async () => {
    const cell = ProcessCell.create({ policy });
    cell.addAuditHook((event) => {
      if (event === 'open') throw new HostError('OSError', 'file write forbidden');
      if (event === 'exec') throw new Error('no');
    });
    const opened = await cell.run(`try: open('/tmp/a', 'w')\nexcept OSError as e: print(e)`);
    expect(opened.stdout).toBe('file write forbidden\n');
    const executed = await cell.run(`exec('1')\nopen('/tmp/a', 'w')`);
    expect([executed.status, executed.error?.message]).toEqual([
      'limit',
      'stopped: an audit hook refused exec: refused by an audit hook',
    ]);
    cell.dispose();
  });

  test('a cell without a policy has no events', () => {
    expect(() => Cell.create().addAuditHook(() => {})).toThrow('no policy');
  });
});

describe('hooks of the program', () => {
  test('get the mode of open() as in CPython', async () => {
    const cell = Cell.create({ policy });
    const r = await cell.run(`
import sys, os
seen = []
sys.addaudithook(lambda event, args: seen.append(args[1]) if event == 'open' else None)
for mode in ('w', 'r', 'a', 'r+', 'w+', 'rb'): open('/tmp/a', mode).close()
open('/tmp/b', 'x').close()
os.close(os.open('/tmp/a', os.O_RDONLY))
print(seen)
`);
    expect(r.stdout).toBe("['w', 'r', 'a', 'r+', 'w+', 'r', 'x', None]\n");
  });
});

const folder = fileURLToPath(new URL('../../../examples/audit-hooks/', import.meta.url));

afterEach(() => vi.restoreAllMocks());

describe('the examples', () => {
  for (const file of readdirSync(folder).filter((f) => f.endsWith('.ts'))) {
    test(`${file} prints what it says`, async () => {
      const lines: string[] = [];
      vi.spyOn(console, 'log').mockImplementation((text) => void lines.push(String(text)));
      await import(folder + file);
      const promised = readFileSync(folder + file, 'utf8').matchAll(/^\/\/> ?(.*)$/gm);
      expect(lines.flatMap((line) => line.split('\n'))).toEqual([...promised].map((m) => m[1]));
    });
  }
});
