// Loads bundles that `npm run build` makes, with the bytecode that V8 made of each beside it.
//
// A bundle is a function of its surroundings, exported as a module for browsers, after a first line that names its content.
// A cache begins with the same line, so a stale one is not used; V8 refuses one of another version of itself. Without a
// cache, or with a bad one, the bundle is compiled as usual.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { inflateRawSync } from 'node:zlib';
import { openTable } from './table.mjs';

/** Length of the line that names the bundle's content. */
const NAME = 68;
/** Length of what makes it a module for browsers. */
const AS_MODULE = 'export default '.length;

/** Loaded when something of them is first used: most runs use none. */
const LATER = new Set(['node:dgram', 'node:dns/promises', 'node:readline', 'node:tls', 'node:tty']);

const inDist = (name) => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));
/** What stands for the engine in other bundles, and its file. */
const ENGINE = new Map([
  ['@rexec/python', inDist('parts/index.js')],
  ['@rexec/python/source', inDist('parts/source.js')],
]);

/** Every bundle of this process, by its file. */
const bundles = new Map();

/** An object that gets a module's exports when one of them is first read. */
function later(get) {
  const filled = Object.create(
    new Proxy(Object.create(null), {
      get(_target, name) {
        const exports = get();
        Object.setPrototypeOf(filled, null);
        for (const key of Object.keys(exports)) filled[key] = exports[key];
        return filled[name];
      },
    }),
  );
  return filled;
}

function read(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** A table of the library: its file is read at the first look into it. */
function tableModule(name) {
  let table;
  const get = (key) => {
    table ??= openTable(readFileSync(inDist(`${name}.bin`)), inflateRawSync);
    return table.get(key);
  };
  return { table: { get } };
}

/** A part that is not where it belongs. */
export class NotBuilt extends Error {
  constructor(file) {
    super(
      `${file} is missing: in the repository, \`npm run build\` makes it; a bundler has to leave the packages rexec and @rexec/python out`,
    );
  }
}

/** The exports of the bundle. `parts`: files of others by the names that stand for them; `later:NAME` waits until it is used. */
export function load(file, parts = new Map()) {
  const known = bundles.get(file);
  if (known !== undefined) return known.module.exports;
  const source = read(file);
  if (source === undefined) throw new NotBuilt(file);
  const name = source.subarray(0, NAME);
  const cacheFile = `${file}.cache`;
  const cache = read(cacheFile);
  const own = cache?.subarray(0, NAME).equals(name);
  const script = new Script(source.latin1Slice(NAME + AS_MODULE), {
    filename: file,
    lineOffset: 1,
    ...(own ? { cachedData: cache.subarray(NAME) } : {}),
  });
  const url = pathToFileURL(file).href;
  const module = { exports: {} };
  bundles.set(file, { name, script, cacheFile, module });
  try {
    script.runInThisContext()(requireFor(file, url, parts), module, module.exports, url);
  } catch (error) {
    bundles.delete(file);
    throw error;
  }
  return module.exports;
}

/** What a bundle imports: parts of its own package, the engine's and others', tables, and modules of Node. */
function requireFor(file, url, parts) {
  let nodeRequire;
  const fromNode = (name) => {
    nodeRequire ??= createRequire(file);
    return nodeRequire(name);
  };
  return (name) => {
    if (name.startsWith('./')) return load(fileURLToPath(new URL(name, url)), parts);
    if (ENGINE.has(name)) return later(() => load(ENGINE.get(name)));
    if (name.startsWith('table:')) return tableModule(name.slice('table:'.length));
    if (name.startsWith('later:')) return later(() => load(parts.get(name), parts));
    if (parts.has(name)) return load(parts.get(name), parts);
    return LATER.has(name) ? later(() => fromNode(name)) : fromNode(name);
  };
}

/** Puts the bytecode of what has run of the bundles of this process beside them. */
export function writeCaches() {
  for (const { name, script, cacheFile } of bundles.values()) {
    const temporary = `${cacheFile}.${process.pid}`;
    writeFileSync(temporary, Buffer.concat([name, script.createCachedData()]));
    renameSync(temporary, cacheFile);
  }
}

/** Exports of an entry point of the engine, for `dist/node`. */
export function engine(name) {
  return load(inDist(`parts/${name}.js`));
}
