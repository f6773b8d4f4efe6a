/**
 * What follows from a policy for every cell under it, made once for all of them. It is frozen and leads to nothing that
 * could change: cells have it in common.
 */
import type { Limits, Restrictions } from '@rexec/python';
import type { Policy } from '../policy/policy.js';
import type { ResolvedPolicy } from '../policy/resolved.js';
import type { ProcessNames } from '../system/process-calls.js';
import type { CellSettings, ClockSettings, EntropySettings } from './settings.js';

export interface Terms {
  /** Of a cell for which the host says nothing else. */
  readonly settings: CellSettings;
  readonly process: ProcessNames;
  /** The policy stands on the preset that has RExec's own words. */
  readonly classic: boolean;
}

const known = new WeakMap<Policy, Terms>();

export function termsOf(policy: Policy): Terms {
  let terms = known.get(policy);
  if (terms === undefined) known.set(policy, (terms = made(policy.parts)));
  return terms;
}

function made(parts: ResolvedPolicy): Terms {
  const classic = parts.modules.allow.some((rule) => rule.source === 'preset rexec');
  return Object.freeze({
    settings: Object.freeze({
      limits: Object.freeze(machineLimits(parts)),
      argv: Object.freeze(['']),
      clock: Object.freeze(clockSettings(parts)),
      entropy: Object.freeze(entropySettings(parts)),
      budget: parts.limits.readable,
      ...(parts.language.length === 0 ? {} : { language: parts.language }),
      restrictions: Object.freeze(restrictionsOf(parts, classic)),
    }),
    process: Object.freeze({ ...parts.process, sysname: parts.process.system }),
    classic,
  });
}

function machineLimits({ limits }: ResolvedPolicy): Limits {
  const { fuel, time, memory, recursion, output } = limits;
  return { fuel, time, memory, recursion, output };
}

function clockSettings({ clock: { mode, at } }: ResolvedPolicy): ClockSettings {
  return mode === 'real' ? { mode } : { mode, at };
}

function entropySettings({ entropy: { mode, seed } }: ResolvedPolicy): EntropySettings {
  return mode === 'seeded' ? { mode, seed } : { mode };
}

function restrictionsOf(parts: ResolvedPolicy, classic: boolean): Restrictions {
  return {
    builtins: frozenList(parts.builtins.deny),
    names: Object.freeze(Object.fromEntries(Array.from(parts.names, ([module, names]) => [module, frozenList(names)]))),
    attributes: frozenList(parts.attributes.hide),
    pickles: parts.pickle.classes !== null,
    classic,
    eachImport: false,
    path: frozenList(parts.modules.path),
  };
}

function frozenList(words: readonly string[]): readonly string[] {
  return Object.freeze([...words]);
}
