/** Rules of what pickles may name, compiled: whole names in a map, patterns in a list. */
import { made } from './decide-modules.js';
import type { Decision } from './decision.js';
import { Glob } from './glob.js';
import type { ResolvedPolicy, SourcedRule } from './resolved.js';

/** Data that older protocols have no opcode for, and what they make instances of listed classes with: it leads nowhere. */
const DATA: ReadonlySet<string> = new Set([
  '_codecs.encode',
  'builtins.bytearray',
  'builtins.bytes',
  'builtins.complex',
  'builtins.dict',
  'builtins.frozenset',
  'builtins.list',
  'builtins.object',
  'builtins.range',
  'builtins.set',
  'builtins.slice',
  'copyreg._reconstructor',
]);

/** No class has a longer name. */
const LONGEST = 1000;

export class PickleRules {
  private readonly exact = new Map<string, SourcedRule>();
  private readonly patterns: { readonly glob: Glob; readonly rule: SourcedRule }[] = [];
  private everything: SourcedRule | null = null;
  private readonly listed: boolean;

  constructor({ classes }: ResolvedPolicy['pickle']) {
    this.listed = classes !== null;
    for (const rule of classes ?? []) {
      if (rule.text === '*') this.everything ??= rule;
      else if (rule.text.includes('*')) this.patterns.push({ glob: new Glob(rule.text.split('.')), rule });
      else if (!this.exact.has(rule.text)) this.exact.set(rule.text, rule);
    }
  }

  /** `name`: the module and the name in it, with a dot between. */
  decide(name: string): Decision {
    const shown = name.length > 100 ? `${name.slice(0, 100)}…` : name;
    if (!this.listed)
      return { action: 'allow', rule: 'pickle (default)', source: '', reason: 'there is no list pickle.classes' };
    if (name.length > LONGEST)
      return { action: 'deny', rule: 'pickle (form)', source: '', reason: `${shown} is no name of a class` };
    const rule = this.find(name);
    if (rule !== null) return made('allow', rule, `a pickle may name ${shown}`);
    if (DATA.has(name))
      return { action: 'allow', rule: 'pickle (data)', source: '', reason: `older protocols write data by ${shown}` };
    return {
      action: 'deny',
      rule: 'pickle (default)',
      source: '',
      reason: `no rule of pickle.classes names ${shown}`,
    };
  }

  private find(name: string): SourcedRule | null {
    const found = this.exact.get(name);
    if (found !== undefined) return found;
    if (this.patterns.length > 0) {
      const names = name.split('.');
      for (const { glob, rule } of this.patterns) if (glob.matches(names)) return rule;
    }
    return this.everything;
  }
}
