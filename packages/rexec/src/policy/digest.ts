/** A stable text of a plain value, and SHA-256 of a text, at once and everywhere. */
import { Sha256 } from '@rexec/python/source';

/** JSON with sorted keys. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`;
}

/** Lower-case hex. */
export function sha256(text: string): string {
  const digest = new Sha256(32);
  digest.update(new TextEncoder().encode(text));
  return Array.from(digest.finish(), (b) => b.toString(16).padStart(2, '0')).join('');
}
