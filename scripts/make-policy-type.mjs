// Writes packages/rexec/src/policy/policy-document.ts from the schema of policies, so that the published types need no zod.
//
//   node scripts/make-policy-type.mjs [--check]      --check: writes nothing, fails where the file is out of date
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder, root } from './build.mjs';
import { bundle } from './bundle.mjs';

const TYPE = path.join(root, 'packages/rexec/src/policy/policy-document.ts');
const SCHEMA = path.join(cacheFolder, 'policy-schema.mjs');

await bundle('packages/rexec/src/policy/json-schema.ts', SCHEMA);
const { policyJsonSchema } = await import(pathToFileURL(SCHEMA).href);
const made = `// Made by scripts/make-policy-type.mjs from schema.ts: change that, then run it.

/** A policy as TypeScript: the same shape as the TOML and JSON documents. */
export interface PolicyDocument ${typeOf(policyJsonSchema(), '')}
`;
const biome = path.join(root, 'node_modules/.bin/biome');
const text = execFileSync(biome, ['format', `--stdin-file-path=${TYPE}`], { input: made, encoding: 'utf8', cwd: root });
if (process.argv.includes('--check')) {
  if (readFileSync(TYPE, 'utf8') !== text) throw new Error(`${TYPE}: run node scripts/make-policy-type.mjs`);
} else writeFileSync(TYPE, text);

function typeOf(schema, indent) {
  if (schema.anyOf !== undefined) return schema.anyOf.map((one) => typeOf(one, indent)).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.join(' | ');
  if (schema.enum !== undefined) return schema.enum.map((value) => `'${value}'`).join(' | ');
  switch (schema.type) {
    case 'integer':
      return 'number';
    case 'array':
      return `${typeOf(schema.items, indent)}[]`;
    case 'object':
      return schema.properties === undefined
        ? `Record<string, ${typeOf(schema.additionalProperties, indent)}>`
        : `{\n${fields(schema, `${indent}  `)}${indent}}`;
    default:
      return schema.type;
  }
}

function fields(schema, indent) {
  const required = new Set(schema.required);
  return Object.entries(schema.properties)
    .map(([name, value]) => {
      const key = /^[$\w]+$/.test(name) ? name : `'${name}'`;
      const doc = value.description === undefined ? '' : `${comment(value.description, indent)}\n`;
      return `${doc}${indent}${key}${required.has(name) ? '' : '?'}: ${typeOf(value, indent)};\n`;
    })
    .join('');
}

function comment(words, indent) {
  const line = `${indent}/** ${words} */`;
  if (line.length <= 120) return line;
  const lines = [''];
  for (const word of words.split(' ')) {
    if (`${indent} * ${lines.at(-1)} ${word}`.length > 120) lines.push('');
    lines[lines.length - 1] += lines.at(-1) === '' ? word : ` ${word}`;
  }
  return [`${indent}/**`, ...lines.map((l) => `${indent} * ${l}`), `${indent} */`].join('\n');
}
