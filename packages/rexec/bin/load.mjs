// Loads a bundle that `npm run build` makes, with the bytecode that V8 made of it beside it.
//
// The cache begins with the bundle's own first line, so a stale one is not used; V8 refuses one of another version of
// itself. Without a cache, or with a bad one, the bundle is compiled as usual.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Script } from 'node:vm';

/** Length of the line that names the bundle's content. */
const NAME = 68;

/** Loaded when something of them is first used: most runs use none. */
const LATER = new Set(['node:dgram', 'node:dns/promises', 'node:readline', 'node:tls', 'node:tty']);
/** Bundles of their own, by the name that stands for them in others: zod, and texts and code of the standard library. */
const PARTS = new Map(
  [
    ['zod', 'zod'],
    ['rexec:standard', 'standard'],
    ['rexec:standard-codes', 'standard-codes'],
  ].map(([name, file]) => [name, fileURLToPath(new URL(`../dist/${file}.cjs`, import.meta.url))]),
);

/** A module whose exports are read by name, and which is not there before. */
function later(get) {
  let exports;
  return new Proxy(Object.create(null), {
    get(_target, name) {
      exports ??= get();
      return exports[name];
    },
  });
}

function read(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** The exports of the bundle, and what writes its cache; undefined: there is no such file. */
export function load(file) {
  const source = read(file);
  if (source === undefined) return undefined;
  const cacheFile = `${file}.cache`;
  const cache = read(cacheFile);
  const own = cache?.subarray(0, NAME).equals(source.subarray(0, NAME));
  const script = new Script(source.latin1Slice(), {
    filename: file,
    ...(own ? { cachedData: cache.subarray(NAME) } : {}),
  });
  const module = { exports: {} };
  const nodeRequire = createRequire(file);
  const parts = [];
  const require = (name) => {
    if (LATER.has(name)) return later(() => nodeRequire(name));
    const part = PARTS.get(name);
    if (part === undefined) return nodeRequire(name);
    return later(() => {
      parts.push(load(part));
      return parts.at(-1).exports;
    });
  };
  script.runInThisContext()(require, module, module.exports, pathToFileURL(file).href);
  const writeCache = () => {
    for (const part of parts) part.writeCache();
    const temporary = `${cacheFile}.${process.pid}`;
    writeFileSync(temporary, Buffer.concat([source.subarray(0, NAME), script.createCachedData()]));
    renameSync(temporary, cacheFile);
  };
  return { exports: module.exports, writeCache };
}
