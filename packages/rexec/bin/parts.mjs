// What `import 'rexec'` gets: the exports of a part.
import { load } from '@rexec/python/load';
import { PARTS } from './part-files.mjs';

export { PARTS };

export function part(name) {
  return load(PARTS.get(name === 'index' ? 'rexec' : `rexec/${name}`), PARTS);
}
