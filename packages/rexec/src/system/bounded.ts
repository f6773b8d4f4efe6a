/** Arguments of events cut to a bounded size: the record must not grow with what a program passes. */
import type { Plain } from '@rexec/python';

const MAX_TEXT = 500;
const MAX_BYTES = 64;
const MAX_ITEMS = 16;
const MAX_DEPTH = 3;

export function boundedArgs(args: readonly Plain[], depth = 0): readonly Plain[] {
  const out: Plain[] = [];
  for (let i = 0; i < args.length && i < MAX_ITEMS; i++) out.push(bounded(args[i]!, depth));
  if (args.length > MAX_ITEMS) out.push('…');
  return out;
}

function bounded(v: Plain, depth: number): Plain {
  switch (typeof v) {
    case 'string':
      return v.length > MAX_TEXT ? `${v.slice(0, MAX_TEXT)}…` : v;
    case 'bigint':
      return v > 2n ** 64n || v < -(2n ** 64n) ? '<int>' : v;
    case 'number':
    case 'boolean':
      return v;
  }
  if (v === null) return v;
  if (v instanceof Uint8Array) return v.slice(0, MAX_BYTES);
  if (Array.isArray(v)) return depth < MAX_DEPTH ? boundedArgs(v, depth + 1) : '…';
  return '?';
}
