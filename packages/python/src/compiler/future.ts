/** `from __future__ import ...` (language reference 7.11.1). */
import type { Mod, Stmt } from '../syntax/ast.js';
import { docstringOf } from './docstring.js';
import { type Loc, NO_LOCATION, syntaxError } from './location.js';

export const FUTURE_BARRY_AS_BDFL = 0x400000;
export const FUTURE_ANNOTATIONS = 0x1000000;

/** Flags that a feature has in co_flags; features that are now always in force have none. */
const FEATURES = new Map<string, number>([
  ['nested_scopes', 0],
  ['generators', 0],
  ['division', 0],
  ['absolute_import', 0],
  ['with_statement', 0],
  ['print_function', 0],
  ['unicode_literals', 0],
  ['barry_as_FLUFL', FUTURE_BARRY_AS_BDFL],
  ['generator_stop', 0],
  ['annotations', FUTURE_ANNOTATIONS],
]);

export interface Futures {
  readonly flags: number;
  /** The last of the statements that stand where they may. */
  readonly last: Loc;
}

export function futureFeatures(mod: Mod, filename: string): Futures {
  let flags = 0;
  let last = NO_LOCATION;
  if (mod.kind !== 'Module' && mod.kind !== 'Interactive') return { flags, last };
  const { body } = mod;
  for (let i = docstringOf(body) === undefined ? 0 : 1; i < body.length; i++) {
    const s = body[i]!;
    if (s.kind !== 'ImportFrom' || s.module !== '__future__' || (s.level ?? 0) !== 0) break;
    for (const a of s.names) {
      const flag = FEATURES.get(a.name);
      if (a.name === 'braces') throw syntaxError('not a chance', filename, a);
      if (flag === undefined) throw syntaxError(`future feature ${a.name} is not defined`, filename, a);
      flags |= flag;
    }
    last = s;
  }
  return { flags, last };
}

export function isFutureImport(s: Stmt): boolean {
  return s.kind === 'ImportFrom' && s.module === '__future__' && (s.level ?? 0) === 0;
}
