/** Rules of modules, compiled: plain names in a map, patterns in a list. A name covers what lies below it. */

import type { Decision } from './decision.js';
import { Glob } from './glob.js';
import type { ResolvedPolicy, SourcedRule } from './resolved.js';

class ModuleList {
  private readonly exact = new Map<string, SourcedRule>();
  private readonly patterns: { readonly glob: Glob; readonly rule: SourcedRule }[] = [];
  private everything: SourcedRule | null = null;

  constructor(rules: readonly SourcedRule[]) {
    for (const rule of rules) {
      // `email.*` is the package too: what lies below it cannot be imported without.
      const text = rule.text.endsWith('.*') ? rule.text.slice(0, -2) : rule.text;
      if (text === '*') this.everything ??= rule;
      else if (text.includes('*')) this.patterns.push({ glob: new Glob(text.split('.')), rule });
      else if (!this.exact.has(text)) this.exact.set(text, rule);
    }
  }

  find(name: string): SourcedRule | null {
    for (let end = name.indexOf('.'); ; end = name.indexOf('.', end + 1)) {
      const found = this.exact.get(end < 0 ? name : name.slice(0, end));
      if (found !== undefined) return found;
      if (end < 0) break;
    }
    if (this.patterns.length > 0) {
      const names = name.split('.');
      for (const { glob, rule } of this.patterns) if (glob.matchesOrAbove(names)) return rule;
    }
    return this.everything;
  }
}

/** Decisions that are kept: the names that a program imports are few. */
const KEPT = 2000;
const LONGEST_KEPT = 100;
/** No module has a longer name: looking each of its packages up would take time without bound. */
const LONGEST = 1000;

export class ModuleRules {
  private readonly kept = new Map<string, Decision>();
  private readonly deny: ModuleList;
  private readonly ask: ModuleList;
  private readonly allow: ModuleList;

  constructor(modules: ResolvedPolicy['modules']) {
    this.deny = new ModuleList(modules.deny);
    this.ask = new ModuleList(modules.ask);
    this.allow = new ModuleList(modules.allow);
  }

  decide(name: string): Decision {
    const kept = this.kept.get(name);
    if (kept !== undefined) return kept;
    const decision = this.look(name);
    if (this.kept.size < KEPT && name.length <= LONGEST_KEPT) this.kept.set(name, decision);
    return decision;
  }

  private look(name: string): Decision {
    const shown = name.length > 100 ? `${name.slice(0, 100)}…` : name;
    if (name.length > LONGEST) {
      return { action: 'deny', rule: 'modules (form)', source: '', reason: `${shown} is no name of a module` };
    }
    const denied = this.deny.find(name);
    if (denied !== null) return made('deny', denied, `a rule takes the module ${shown} away`);
    const asked = this.ask.find(name);
    if (asked !== null) return made('ask', asked, `a person is asked before the module ${shown} is imported`);
    const allowed = this.allow.find(name);
    if (allowed !== null) return made('allow', allowed, `the module ${shown} may be imported`);
    return {
      action: 'deny',
      rule: 'modules (default)',
      source: '',
      reason: `no rule of modules.allow names the module ${shown}`,
    };
  }
}

export function made(action: Decision['action'], rule: SourcedRule, reason: string): Decision {
  return { action, rule: rule.rule, source: rule.source, reason };
}
