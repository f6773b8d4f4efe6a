/** A policy document as TOML text; long lists take a line for each element. */
import type { PolicyDocument } from './policy-document.js';

const LINE = 100;

type Table = { readonly [key: string]: unknown };

export function policyToToml(document: PolicyDocument): string {
  const lines: string[] = [];
  pairs(document as Table, lines);
  for (const [name, part] of Object.entries(document)) if (isTable(part)) table(name, part, lines);
  return `${lines.join('\n').replace(/^\n+/, '')}\n`;
}

function table(name: string, part: Table, lines: string[]): void {
  // That nothing is allowed is said by an empty list there.
  const kept = name.startsWith('language.') ? isAbsent : isEmpty;
  const own = Object.values(part).some((v) => !kept(v) && !isTableList(v) && !isTable(v));
  if (own) lines.push('', `[${name}]`);
  pairs(part, lines, kept);
  for (const [key, value] of Object.entries(part)) {
    if (isTable(value) && !isEmpty(value)) table(`${name}.${keyText(key)}`, value, lines);
    if (!isTableList(value)) continue;
    for (const element of value) {
      lines.push('', `[[${name}.${keyText(key)}]]`);
      pairs(element, lines);
    }
  }
}

function pairs(part: Table, lines: string[], left = isEmpty): void {
  for (const [key, value] of Object.entries(part)) {
    if (left(value) || isTable(value) || isTableList(value)) continue;
    lines.push(`${keyText(key)} = ${valueText(value)}`);
  }
}

function valueText(value: unknown): string {
  if (!Array.isArray(value)) return JSON.stringify(value).replaceAll('\x7f', '\\u007f');
  const items = value.map(valueText);
  const short = `[${items.join(', ')}]`;
  return short.length <= LINE ? short : `[\n${items.map((i) => `  ${i},\n`).join('')}]`;
}

const keyText = (key: string): string => (/^[\w-]+$/.test(key) ? key : JSON.stringify(key));
const isTable = (v: unknown): v is Table => typeof v === 'object' && v !== null && !Array.isArray(v);
const isTableList = (v: unknown): v is readonly Table[] => Array.isArray(v) && v.length > 0 && v.every(isTable);
const isAbsent = (v: unknown): boolean => v === undefined;
const isEmpty = (v: unknown): boolean =>
  v === undefined || (Array.isArray(v) && v.length === 0) || (isTable(v) && Object.keys(v).length === 0);
