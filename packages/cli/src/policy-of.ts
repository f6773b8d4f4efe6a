/** The policy of a running command, and who answers its questions. */
import { appendFileSync, readFileSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import {
  operationText,
  Policy,
  type PolicyDocument,
  PolicyError,
  type ProcessPolicyOptions,
  type Question,
  Questions,
  questionKey,
  terminalAsker,
} from 'rexec/apart';
import { parse, stringify } from 'smol-toml';
import { auditFile } from './audit-file.js';
import { limitsOf, type RunFlags } from './options.js';
import { loadPolicy } from './policy-file.js';
import { UsageError } from './source.js';

/** Without a policy: modules that have no effects, the clock, entropy, the standard streams. */
const COMMAND: PolicyDocument = {
  extends: 'pure',
  clock: { mode: 'real' },
  entropy: { mode: 'real' },
  console: { input: 'allow' },
};

/** Folders of modules are mounted read-only where they are on the host, so that tracebacks name their files. */
function withFolders(path: string): PolicyDocument {
  const folders = path
    .split(delimiter)
    .filter((f) => f !== '')
    .map((f) => resolve(f));
  return {
    ...COMMAND,
    modules: { allow: ['*'], path: folders },
    files: { mounts: folders.map((host) => ({ at: host, host, access: 'read' as const })) },
  };
}

function policyOf(flags: RunFlags): Policy {
  if (flags.policy !== undefined && flags.path !== undefined) {
    throw new UsageError('--path does not go with --policy: name the folders in the policy, as modules.path');
  }
  if (flags.policy !== undefined) return loadPolicy(flags.policy);
  try {
    return flags.path === undefined ? Policy.fromKnown(COMMAND) : Policy.from(withFolders(flags.path));
  } catch (e) {
    if (e instanceof PolicyError) throw new UsageError(`--path: ${e.message}`);
    throw e;
  }
}

/** What a cell is made with: policy, limits, record, questions. */
export function cellOptions(flags: RunFlags): ProcessPolicyOptions {
  const policy = policyOf(flags);
  const put = terminalAsker();
  const answers = new Answers(flags.policy);
  const keep = (question: Question) => answers.add(question);
  return {
    policy,
    limits: limitsOf(flags),
    ...(flags.audit === undefined ? {} : { sinks: [auditFile(flags.audit)] }),
    ...(put === undefined ? {} : { ask: new Questions(policy.parts.ask, put, keep, answers.keys()) }),
  };
}

/** The file of answers given with `always`, beside the policy: `policy.toml` has `policy.always.toml`. */
class Answers {
  private readonly file: string | undefined;

  constructor(policy: string | undefined) {
    this.file = policy?.endsWith('.toml') === true ? policy.replace(/\.toml$/, '.always.toml') : undefined;
  }

  keys(): string[] {
    if (this.file === undefined) return [];
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch {
      return [];
    }
    const { always } = parse(text) as { always?: unknown };
    const rows = Array.isArray(always) ? (always as unknown[]) : [];
    return rows.flatMap((row) => {
      const key = (row as { key?: unknown }).key;
      return typeof key === 'string' ? [key] : [];
    });
  }

  add(question: Question): void {
    if (this.file === undefined) return;
    const row = { allows: operationText(question.operation), rule: question.decision.rule, key: questionKey(question) };
    appendFileSync(this.file, `${stringify({ always: [row] })}\n`);
  }
}
