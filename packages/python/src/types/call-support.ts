/** Arguments of natives that pass a call on: `*args, **kwargs` back to the form of a call. */
import type { PyDict } from '../objects/dict.js';
import type { PyValue } from '../objects/object.js';
import { textOf } from './type-names.js';

/** Names of the keyword arguments, or null. */
export function kwNames(kw: PyDict | undefined): string[] | null {
  if (kw === undefined || kw.size === 0) return null;
  const out: string[] = [];
  for (const k of kw.keys) if (k !== undefined) out.push(textOf(k)!);
  return out;
}

/** Positional values followed by the keyword values. */
export function withKeywords(args: readonly PyValue[], kw: PyDict | undefined): PyValue[] {
  if (kw === undefined || kw.size === 0) return args.slice();
  const out = args.slice();
  for (let i = 0; i < kw.keys.length; i++) if (kw.keys[i] !== undefined) out.push(kw.vals[i]!);
  return out;
}
