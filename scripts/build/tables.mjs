// Tables of the library as files (packages/python/load/table.mjs reads them).
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';

/** Generated tables that are files of their own, read when they are needed: name of the file -> export. */
const TABLES = new Map([
  ['sources', 'librarySources'],
  ['standard', 'standardSources'],
  ['standard-codes', 'standardCodes'],
]);

/** Puts a reader of the file in the place of a generated table. */
export const tablesApart = {
  name: 'tables-apart',
  setup(build) {
    build.onResolve({ filter: /^table:/ }, ({ path: name }) => ({ path: name, external: true }));
    build.onLoad({ filter: new RegExp(`generated/(${[...TABLES.keys()].join('|')})\\.ts$`) }, ({ path: file }) => {
      const name = path.basename(file, '.ts');
      return { contents: `export { table as ${TABLES.get(name)} } from 'table:${name}';`, loader: 'js' };
    });
  },
};

function tableFile(rows) {
  const index = {};
  const parts = [];
  let at = 0;
  for (const [name, value] of rows) {
    const bytes = Buffer.from(JSON.stringify(value()));
    const part = deflateRawSync(bytes, { level: 9, memLevel: 9 });
    index[name] = [at, part.length, bytes.length];
    parts.push(part);
    at += part.length;
  }
  const head = Buffer.from(JSON.stringify(index));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([length, head, ...parts]);
}

/** Writes every table into the folder. `generated`: where they are as TypeScript. */
export async function writeTables(esbuild, { generated, cacheFolder, folder }) {
  for (const [name, table] of TABLES) {
    const outfile = path.join(cacheFolder, `${name}.mjs`);
    const entry = path.join(generated, `${name}.ts`);
    await esbuild.build({ entryPoints: [entry], bundle: true, format: 'esm', outfile, logLevel: 'silent' });
    // Not the one of an earlier build in this process.
    const rows = (await import(`${pathToFileURL(outfile).href}?${Date.now()}`))[table];
    writeFileSync(path.join(folder, `${name}.bin`), tableFile(rows));
  }
}
