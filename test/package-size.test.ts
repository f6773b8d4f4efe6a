// What is installed: `npm pack` of each package, without anything from elsewhere.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './sources.js';

const PACKAGES = ['python', 'rexec', 'cli'];
const built = PACKAGES.every((name) => existsSync(path.join(root, 'packages', name, 'dist/.tsbuildinfo')));

test('packages depend on each other and on nothing else', () => {
  const names = PACKAGES.map((name) => manifestOf(name).name);
  for (const name of PACKAGES) {
    const { dependencies = {}, peerDependencies, optionalDependencies } = manifestOf(name);
    expect(Object.keys(dependencies).filter((d) => !names.includes(d))).toEqual([]);
    expect([peerDependencies, optionalDependencies]).toEqual([undefined, undefined]);
  }
});

test.skipIf(!built)('all three take less than 10 MB (skipped before `npm run build`)', () => {
  const sizes = PACKAGES.map((name) => {
    const folder = path.join(root, 'packages', name);
    const said = execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    return JSON.parse(said)[0].unpackedSize as number;
  });
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(10_000_000);
});

function manifestOf(name: string) {
  return JSON.parse(readFileSync(path.join(root, 'packages', name, 'package.json'), 'utf8'));
}
