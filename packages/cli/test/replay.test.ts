// `rexec run --record` and `rexec replay`: the same again, up to an event, back and forth; and bad input.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, rexec } from './support.js';

const PROGRAM = `import random, time
total = 0
def roll():
    value = random.randint(1, 6)
    if value > 0:
        try:
            open('/etc/passwd')
        except PermissionError:
            pass
    return value
for i in range(3):
    total += roll()
print('total', total, time.time())
print('hello', input())
raise SystemExit(3)
`;

async function recorded(...flags: string[]) {
  const folder = folderWith({ 'prog.py': PROGRAM });
  const ran = await rexec(['run', '--record', 'run.rec', ...flags, 'prog.py'], 'Ada\n', folder);
  const replay = (args: string[], input = '') => rexec(['replay', ...args, 'run.rec'], input, folder);
  return { folder, ran, replay };
}

describe('a recorded run', () => {
  test.each([['process'], ['inline']])('is the same again (%s)', async (isolation) => {
    const { folder, ran, replay } = await recorded('--isolation', isolation, '--audit', 'one.log');
    expect(ran).toMatchObject({ status: 3, stderr: '' });
    expect(ran.stdout).toContain('hello Ada');
    expect(await replay(['--audit', 'two.log'])).toEqual(ran);
    const [one, two] = ['one.log', 'two.log'].map((f) => readFileSync(path.join(folder, f), 'utf8'));
    expect(two).toBe(one);
    expect(one).toContain('"open"');
  });

  test('stops before an event, and shows variables', async () => {
    const { replay } = await recorded();
    const events = (await replay(['--events'])).stdout.split('\n');
    const second = events.filter((e) => / open\(/.test(e))[1]!;
    const n = second.trim().split(' ')[0]!;
    const { stdout, status } = await replay(['--until', n, '--locals']);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      new RegExp(`^before event ${n} of \\d+\n  prog.py:12 in <module>\n    total \\+= roll\\(\\)\n`),
    );
    expect(stdout).toContain("  prog.py:7 in roll\n    open('/etc/passwd')\n      value = ");
    expect(stdout).toContain('      i = 1\n');
  });

  test('goes back and forth, and writes nothing twice', async () => {
    const { replay } = await recorded();
    const { stdout } = await replay(['--interactive'], 'c\nb 8\nl\nb 100000\nc\nwhat\nq\n');
    expect(stdout.match(/hello Ada/g)).toHaveLength(1);
    expect(stdout).toContain('prog.py:12 in <module>');
    expect(stdout).toContain('      total = ');
    expect(stdout).toContain('Commands of --interactive');
  });

  test('bad input is one clear line', async () => {
    const { folder, replay } = await recorded();
    expect(await rexec(['replay', 'prog.py'], '', folder)).toMatchObject({
      status: 64,
      stderr: 'rexec: prog.py: this is no recording of rexec\n',
    });
    expect((await rexec(['replay', 'none'], '', folder)).stderr).toMatch(/^rexec: cannot read none: [^\n]+\n$/);
    expect(await rexec(['run', '--record', 'prog.py', 'prog.py'], '', folder)).toMatchObject({
      status: 64,
      stderr: 'rexec: --record: prog.py is there, and no recording\n',
    });
    const file = path.join(folder, 'run.rec');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length - 40));
    expect((await replay([])).stdout).toContain('hello Ada');
    writeFileSync(file, Buffer.concat([bytes.subarray(0, 22), Buffer.from([255, 255, 255]), bytes.subarray(25)]));
    expect((await replay([])).stderr).toMatch(/^rexec: [^\n]+\n$/);
  });
});
