// Makes packages/python/src/modules/timezones-data.ts, which is committed, from a folder of compiled time zones:
//
//   node scripts/build-timezones.mjs [FOLDER]      /usr/share/zoneinfo, of the package tzdata of Debian
//
// Of each TZif file (RFC 9636) the 64-bit part is kept; zones with the same content share it. The time zone database is
// in the public domain.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';

const folder = process.argv[2] ?? '/usr/share/zoneinfo';
const target = fileURLToPath(new URL('../packages/python/src/modules/timezones-data.ts', import.meta.url));
const SKIPPED = new Set(['posix', 'right', 'localtime', 'posixrules', 'Factory']);

function* filesOf(below) {
  for (const entry of readdirSync(path.join(folder, below)).sort()) {
    const name = below === '' ? entry : `${below}/${entry}`;
    if (SKIPPED.has(name)) continue;
    if (statSync(path.join(folder, name)).isDirectory()) yield* filesOf(name);
    else yield name;
  }
}

/** The part with 64-bit times: behind the header and the data of the first part. */
function laterPart(file) {
  const [isUt, isStandard, leap, times, types, chars] = [0, 1, 2, 3, 4, 5].map((i) => file.readUInt32BE(20 + 4 * i));
  return file.subarray(44 + times * 5 + types * 6 + chars + leap * 8 + isStandard + isUt);
}

const parts = new Map();
const zones = [];
for (const name of filesOf('')) {
  const file = readFileSync(path.join(folder, name));
  if (file.toString('latin1', 0, 4) !== 'TZif') continue;
  const part = laterPart(file);
  const key = part.toString('latin1');
  if (!parts.has(key)) parts.set(key, part);
  zones.push([name, [...parts.keys()].indexOf(key)]);
}
const version = /^# version (\S+)/.exec(readFileSync(path.join(folder, 'tzdata.zi'), 'utf8'))[1];
const all = Buffer.concat([...parts.values()]);
const lines = deflateRawSync(all, { level: 9 })
  .toString('base64')
  .match(/.{1,110}/g);
const wrapped = (list) => list.map((line) => `  '${line}',`).join('\n');
const names = zones.map(([name, i]) => `${name} ${i}`).join(',');
writeFileSync(
  target,
  `/** The time zone database, version ${version}, in the public domain. Made by scripts/build-timezones.mjs. */
export const VERSION = '${version}';
export const SIZE = ${all.length};
/** Length of each part. */
export const PARTS: readonly number[] = [
${[...parts.values()]
  .map((part) => part.length)
  .join(', ')
  .match(/.{1,110}(?:, |$)/g)
  .map((line) => `  ${line.trimEnd()}`)
  .join('\n')},
];
/** Zone and the number of its part. */
export const ZONES: readonly string[] = [
${wrapped(names.match(/.{1,110}/g))}
];
/** All parts, deflated, as base64. */
export const DATA: readonly string[] = [
${wrapped(lines)}
];
`,
);
console.log(`${zones.length} zones, ${parts.size} parts, ${all.length} bytes, version ${version}`);
