#!/usr/bin/env node
// The `rexec` command: loads the bundle that `npm run build` makes, with the bytecode that V8 made of it beside it.
//
// The cache begins with the bundle's own first line, so a stale one is not used; V8 refuses one of another version of
// itself. Without a cache, or with a bad one, the bundle is compiled as usual.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const file = fileURLToPath(new URL('../dist/rexec.cjs', import.meta.url));
const cacheFile = `${file}.cache`;
/** Length of the line that names the bundle's content. */
const NAME = 68;

function read(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

async function start() {
  const source = read(file);
  if (source === undefined) {
    process.stderr.write('rexec: not built yet: run `npm run build` (or `npm start`) in the repository first\n');
    return 70;
  }
  const cache = read(cacheFile);
  const own = cache?.subarray(0, NAME).equals(source.subarray(0, NAME));
  const script = new Script(source.latin1Slice(), {
    filename: file,
    ...(own ? { cachedData: cache.subarray(NAME) } : {}),
  });
  const module = { exports: {} };
  script.runInThisContext()(createRequire(file), module, module.exports);
  const status = await module.exports.main(process.argv.slice(2));
  if (process.env.REXEC_WRITE_CACHE !== undefined) {
    const temporary = `${cacheFile}.${process.pid}`;
    writeFileSync(temporary, Buffer.concat([source.subarray(0, NAME), script.createCachedData()]));
    renameSync(temporary, cacheFile);
  }
  return status;
}

process.exitCode = await start();
