// dist/LICENSES.txt of each package: our licence, and those of what the build takes into it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ours = ['rexec', 'LICENSE'];
const ofPackage = (name) => [name, `node_modules/${name}/LICENSE`];
const PARTS = new Map([
  ['python', [ours, ["CPython's standard library, which runs inside cells", 'packages/python/licences/CPython.txt']]],
  ['rexec', [ours, ...['zod', 'smol-toml'].map(ofPackage)]],
  ['cli', [ours, ...['commander', 'picocolors', 'smol-toml'].map(ofPackage)]],
]);

export function writeLicences(root) {
  for (const [name, parts] of PARTS) {
    const texts = parts.map(
      ([what, file]) =>
        `${what}\n${'='.repeat(what.length)}\n\n${readFileSync(path.join(root, file), 'utf8').trim()}\n`,
    );
    writeFileSync(path.join(root, 'packages', name, 'dist/LICENSES.txt'), texts.join('\n\n'));
  }
}
