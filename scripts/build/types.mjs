// Declarations: `tsc -b` writes one for each file; those that no entry point leads to are nobody's.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { entriesOf, PACKAGE_NAMES } from './parts.mjs';

function reachedFrom(files) {
  const reached = new Set();
  const waiting = [...files];
  while (waiting.length > 0) {
    const file = waiting.pop();
    if (reached.has(file) || !existsSync(file)) continue;
    reached.add(file);
    for (const [, from] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()['"](\.[^'"]+)\.js['"]/g)) {
      waiting.push(path.resolve(path.dirname(file), `${from}.d.ts`));
    }
  }
  return reached;
}

export function pruneTypes(root) {
  for (const name of PACKAGE_NAMES) {
    const dist = path.join(root, 'packages', name, 'dist');
    const reached = reachedFrom(entriesOf(name).map((entry) => path.join(dist, `${entry}.d.ts`)));
    for (const found of readdirSync(dist, { recursive: true })) {
      const file = path.join(dist, found);
      if (file.endsWith('.d.ts') && !reached.has(file)) rmSync(file);
    }
  }
}
