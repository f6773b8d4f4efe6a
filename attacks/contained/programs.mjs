// The programs of attacks/ and what their heads say.
//
//   # from: where the idea is from
//   # after: what it is after
//   # must: contained | refused | limit | error TypeName
//   # under: presets where `must` is asked for (absent: all); elsewhere the program is contained like any
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const PRESETS = ['none', 'pure', 'rexec', 'applet', 'trusted'];
/** attacks/run.mjs has programs that eat, with no head of this kind. */
const EATERS = 'limits';
const MUST = /^(contained|refused|limit|error [A-Za-z_.]+)$/;

function headOf(text, file) {
  const head = new Map();
  for (const [, key, value] of text.matchAll(/^# (from|after|must|under): (.*)$/gm)) {
    if (!head.has(key)) head.set(key, value.trim());
  }
  const must = head.get('must') ?? 'contained';
  const under = head.has('under') ? head.get('under').split(/,\s*/) : PRESETS;
  if (!head.get('from') || !head.get('after')) throw new Error(`${file}: the head has no 'from' or no 'after'`);
  if (!MUST.test(must)) throw new Error(`${file}: must: ${must}?`);
  for (const preset of under) if (!PRESETS.includes(preset)) throw new Error(`${file}: no preset ${preset}`);
  return { must, under };
}

/** `{ name: 'escape/x', kind: 'escape', source, must, under }`, in order of names; the eaters with `must: limit`. */
export function programs(folder) {
  const found = [];
  const kinds = readdirSync(folder, { withFileTypes: true }).filter((e) => e.isDirectory());
  for (const kind of kinds.map((e) => e.name).sort()) {
    for (const file of readdirSync(path.join(folder, kind)).sort()) {
      if (!file.endsWith('.py')) continue;
      const name = `${kind}/${file.slice(0, -3)}`;
      const source = readFileSync(path.join(folder, kind, file), 'utf8');
      const head = kind === EATERS ? { must: 'limit', under: PRESETS } : headOf(source, name);
      found.push({ name, kind, source, eater: kind === EATERS, ...head });
    }
  }
  return found;
}
