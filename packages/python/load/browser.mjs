// The engine where there are no files: bundles as modules of the page, tables of the library fetched before anything runs.
import index from '../dist/parts/index.js';
import shared from '../dist/parts/shared.js';
import source from '../dist/parts/source.js';
import { openTable } from './table.mjs';

async function bytesAt(url) {
  const answer = await fetch(url);
  if (!answer.ok)
    throw new Error(`@rexec/python: ${url} cannot be loaded (${answer.status}): serve it beside the code`);
  return new Uint8Array(await answer.arrayBuffer());
}

// Each address is written out, so that bundlers find the files.
const tables = await Promise.all(
  [
    ['sources', new URL('../dist/sources.bin', import.meta.url)],
    ['standard', new URL('../dist/standard.bin', import.meta.url)],
    ['standard-codes', new URL('../dist/standard-codes.bin', import.meta.url)],
  ].map(async ([name, url]) => [name, await bytesAt(url)]),
);

const inflate = (bytes, size) => engine('source').inflateRaw(bytes, size);
const parts = new Map([
  ['index', index],
  ['shared', shared],
  ['source', source],
]);
const loaded = new Map(tables.map(([name, bytes]) => [`table:${name}`, { table: openTable(bytes, inflate) }]));

function required(wanted) {
  return loaded.get(wanted) ?? engine(wanted.replace(/^\.\/(.*)\.js$/, '$1'));
}

/** Exports of an entry point of the engine. */
export function engine(name) {
  let exports = loaded.get(name);
  if (exports === undefined) {
    const module = { exports: {} };
    parts.get(name)(required, module, module.exports, import.meta.url);
    exports = module.exports;
    loaded.set(name, exports);
  }
  return exports;
}
