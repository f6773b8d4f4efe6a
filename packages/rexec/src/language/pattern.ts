/** Names and patterns: in a pattern `*` stands for any characters, `?` for one. Nothing becomes a regular expression. */

/** The last `*` alone is tried further to the right when the rest does not fit: time is the product of the lengths. */
export function segmentMatches(pattern: string, name: string): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let resume = 0;
  while (n < name.length) {
    const c = pattern[p];
    if (c === '*') {
      star = p++;
      resume = n;
    } else if (c !== undefined && (c === '?' || c === name[n])) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** Rules by their patterns: plain words in a map, patterns in a list. The first of the list's order is found. */
export class PatternList<Rule extends { readonly text: string }> {
  private readonly exact = new Map<string, Rule>();
  private readonly patterns: Rule[] = [];
  /** The rule that fits every name. */
  private readonly everything: Rule | null = null;

  constructor(rules: readonly Rule[]) {
    for (const rule of rules) {
      if (rule.text === '*') this.everything ??= rule;
      else if (/[*?]/.test(rule.text)) this.patterns.push(rule);
      else if (!this.exact.has(rule.text)) this.exact.set(rule.text, rule);
    }
  }

  find(name: string): Rule | null {
    const exact = this.exact.get(name);
    if (exact !== undefined) return exact;
    for (const rule of this.patterns) if (segmentMatches(rule.text, name)) return rule;
    return this.everything;
  }

  /** For dotted names: a rule covers what lies below its name, and `a.*` is `a` too. */
  findAbove(name: string): Rule | null {
    for (let end = name.indexOf('.'); ; end = name.indexOf('.', end + 1)) {
      const above = end < 0 ? name : name.slice(0, end);
      const exact = this.exact.get(above);
      if (exact !== undefined) return exact;
      for (const rule of this.patterns) {
        if (segmentMatches(rule.text, above) || rule.text === `${above}.*`) return rule;
      }
      if (end < 0) return this.everything;
    }
  }

  get isEverything(): boolean {
    return this.everything !== null;
  }
}
