/** The check of a cell's sources against the languages of its policy, as its machine asks for it. */
import type { SourceCheck } from '@rexec/python';
import { checkTree } from '../language/check.js';
import type { Finding } from '../language/finding.js';
import type { LanguageRules } from '../language/rules.js';

export class SourceChecks {
  /** What was found in the last source that was refused. */
  findings: readonly Finding[] = [];

  constructor(private readonly rules: readonly LanguageRules[]) {}

  readonly check: SourceCheck = (tree, { filename, source, charge }) => {
    const findings = checkTree(tree, this.rules, { filename, charge, ...(source === null ? {} : { source }) });
    if (findings.length > 0) this.findings = findings;
    return findings;
  };
}
