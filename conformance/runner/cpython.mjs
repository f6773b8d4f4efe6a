// What CPython says of a program. An answer depends on the program, the judge and Pyodide's version alone, so it is
// kept by their hash under node_modules/.cache.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from './pool.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(path.dirname(here));
const cache = path.join(root, 'node_modules/.cache/rexec/conformance');

const version = () => JSON.parse(readFileSync(path.join(root, 'node_modules/pyodide/package.json'), 'utf8')).version;

export class CPython {
  #pool;
  #salt = `${version()}\0${readFileSync(path.join(here, 'judge.py'), 'utf8')}`;

  constructor({ size = 1 } = {}) {
    this.#pool = new Pool(path.join(here, 'pyodide-worker.mjs'), { size });
    mkdirSync(cache, { recursive: true });
  }

  async run(name, source, limitMs) {
    const key = createHash('sha256').update(`${this.#salt}\0${name}\0${source}`).digest('hex').slice(0, 32);
    const file = path.join(cache, `${key}.json`);
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
    const answer = await this.#pool.run({ name, source }, limitMs + 30_000);
    if (!answer.died) writeFileSync(file, JSON.stringify(answer));
    return answer;
  }

  close() {
    this.#pool.close();
  }
}
