// What cells under one policy have in common, and that none of them can change it.
import { describe, expect, test } from 'vitest';
import { Cell, makeWorld, Policy } from '../src/index.js';

const policy = Policy.from({
  extends: 'pure',
  builtins: { deny: ['eval'] },
  names: { sys: ['path', 'argv', 'modules', 'flags'] },
  attributes: { hide: ['frame'] },
  environment: { HOME: '/home' },
  files: { mounts: [{ at: '/tmp', memory: '1 MB' }] },
  limits: { effects: 60 },
});

/** What can be changed of a value, by its path. */
function changeable(value: unknown, at: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([name, v]) => changeable(v, `${at}.${name}`));
  return Object.isFrozen(value) ? inside : [at, ...inside];
}

describe('cells under one policy', () => {
  test('have settings in common, of which nothing can change', () => {
    const [one, two] = [makeWorld({ policy }), makeWorld({ policy })];
    expect(one.settings).toBe(two.settings);
    expect(changeable(one.settings, 'settings')).toEqual([]);
    expect(one.supervisor).not.toBe(two.supervisor);
  });

  test('and what the host says of one cell is that cell’s alone', () => {
    const one = makeWorld({ policy, limits: { fuel: 1000 }, argv: ['x'], classic: true, eachImport: true }).settings;
    const two = makeWorld({ policy }).settings;
    expect(one).toMatchObject({
      limits: { fuel: 1000 },
      argv: ['x'],
      restrictions: { classic: true, eachImport: true },
    });
    expect(two).toMatchObject({ argv: [''], restrictions: { classic: false, eachImport: false } });
    expect(two.limits.fuel).toBe(policy.parts.limits.fuel);
  });

  test('see nothing of what another does to itself', () => {
    const program = `import sys, os, time, random
sys.path.append('/elsewhere'); sys.argv.append('more')
before = os.environ.get('HOME'), len(os.environ)
os.environ['HOME'] = '/changed'; os.environ['MORE'] = '1'
os.chdir('/tmp'); open('file', 'w').write('x')
time.sleep(5)
print(sys.path, sys.argv, before, os.listdir('/tmp'), os.getcwd(), int(time.monotonic()), random.random())`;
    const untouched = Cell.create({ policy });
    const [first, second] = [Cell.create({ policy }), Cell.create({ policy })];
    const ran = first.runSync(program);
    expect(ran.status).toBe('ok');
    expect(ran.stdout).toContain("('/home', 1) ['file'] /tmp 5 ");
    expect(first.runSync('for _ in range(99):\n  open("/tmp/file").close()').error?.limit).toBe('effects');
    for (const cell of [second, untouched, Cell.create({ policy })]) {
      const { stdout, usage } = cell.runSync(program);
      expect([stdout, usage.fuel]).toEqual([ran.stdout, ran.usage.fuel]);
    }
  });

  test('nor does a fork of the cell that it was made from', () => {
    const cell = Cell.create({ policy });
    cell.runSync('import sys, os, time; open("/tmp/a", "w").close(); time.sleep(1)');
    const fork = cell.fork();
    fork.runSync('time.sleep(7); os.environ["HOME"] = "/fork"; open("/tmp/b", "w").close(); os.chdir("/tmp")');
    const state = 'print(os.environ["HOME"], os.getcwd(), int(time.monotonic()), os.path.exists("/tmp/b"))';
    expect(cell.runSync(state).stdout).toBe('/home / 1 False\n');
    expect(fork.runSync(state).stdout).toBe('/fork /tmp 8 True\n');
  });
});
