/** The policy of a running command, and who answers its questions. */
import { appendFileSync, readFileSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import {
  operationText,
  Policy,
  type PolicyDocument,
  PolicyError,
  type ProcessPolicyOptions,
  printable,
  type Question,
  Questions,
  questionKey,
  terminalAsker,
} from 'rexec/apart';
import { parse, stringify } from 'smol-toml';
import { auditFile } from './audit-file.js';
import { limitsOf, type RunFlags } from './options.js';
import { loadPolicy } from './policy-file.js';
import { recordFile } from './record-file.js';
import { UsageError } from './source.js';

/** Without a policy: modules that have no effects, the clock, entropy, the standard streams. */
const COMMAND: PolicyDocument = {
  extends: 'pure',
  clock: { mode: 'real' },
  entropy: { mode: 'real' },
  console: { input: 'allow' },
};

/**
 * Folders of modules are mounted read-only where they are on the host, so that tracebacks name their files. With `here` the
 * current directory is the first of them; its hidden files (`.env`, `.git`, ...) stay closed.
 */
function withFolders(path: string, here: string | undefined): PolicyDocument {
  const named = path
    .split(delimiter)
    .filter((f) => f !== '')
    .map((f) => resolve(f));
  const folders = [...new Set(here === undefined ? named : [here, ...named])];
  return {
    ...COMMAND,
    modules: { allow: ['*'], path: folders },
    files: {
      mounts: folders.map((host) => ({ at: host, host, access: 'read' as const })),
      ...(here === undefined ? {} : { cwd: here, deny: hiddenBelow(here) }),
    },
  };
}

function hiddenBelow(folder: string): string[] {
  // A folder whose name a pattern cannot say: then what is hidden anywhere.
  const below = /[*?[\]{}\\]/.test(folder) ? '' : folder.replace(/\/$/, '');
  return [`${below}/**/.*`, `${below}/**/.*/**`];
}

function policyOf(flags: RunFlags): Policy {
  if (flags.policy !== undefined && flags.path !== undefined) {
    throw new UsageError('--path does not go with --policy: name the folders in the policy, as modules.path');
  }
  if (flags.policy !== undefined) return loadPolicy(flags.policy);
  try {
    if (flags.path === undefined && flags.here !== true) return Policy.fromKnown(COMMAND);
    return Policy.from(withFolders(flags.path ?? '', flags.here === true ? process.cwd() : undefined));
  } catch (e) {
    if (e instanceof PolicyError)
      throw new UsageError(`${flags.path === undefined ? 'the current directory' : '--path'}: ${e.message}`);
    throw e;
  }
}

/**
 * The files that say what the program may do, and what it did, are closed to it wherever a mount would let it change or
 * make them: the policy, the answers kept beside it, the record.
 */
function closed(policy: Policy, files: readonly string[]): Policy {
  const paths = policy.parts.files.mounts.flatMap(({ at, access, backend }) => {
    if (backend.kind !== 'host' || (access !== 'write' && access !== 'create')) return [];
    const folder = realPath(backend.folder);
    return files.flatMap((file) => {
      const below = relative(folder, join(realPath(dirname(resolve(file))), basename(file)));
      return below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below) ? [] : [`${at}/${toPosix(below)}`];
    });
  });
  return policy.denying(paths, 'the files of the policy and of the record');
}

const toPosix = (path: string): string => path.split(sep).join('/');

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** What a cell is made with: policy, limits, record, questions. */
export function cellOptions(flags: RunFlags): ProcessPolicyOptions {
  const answers = new Answers(flags.policy);
  const own = [flags.policy, answers.file, flags.audit, flags.record].filter((file) => file !== undefined);
  const policy = closed(policyOf(flags), own);
  const put = terminalAsker();
  const keep = (question: Question) => answers.add(question);
  return {
    policy,
    limits: limitsOf(flags),
    ...(flags.audit === undefined ? {} : { sinks: [auditFile(flags.audit)] }),
    ...(flags.record === undefined ? {} : { recorder: recordFile(flags.record) }),
    ...(put === undefined ? {} : { ask: new Questions(policy.parts.ask, put, keep, answers.keys()) }),
  };
}

/** The file of answers given with `always`, beside the policy: `policy.toml` has `policy.always.toml`. */
class Answers {
  readonly file: string | undefined;

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
    let always: unknown;
    try {
      ({ always } = parse(text));
    } catch {
      throw new UsageError(`${this.file} is no TOML: it keeps the answers given with 'always', and can be deleted`);
    }
    const rows = Array.isArray(always) ? (always as unknown[]) : [];
    return rows.flatMap((row) => {
      const key = (row as { key?: unknown }).key;
      return typeof key === 'string' ? [key] : [];
    });
  }

  add(question: Question): void {
    if (this.file === undefined) return;
    // A name of the program's may hold what no text file can.
    const allows = printable(operationText(question.operation), 1000);
    const row = { allows, rule: question.decision.rule, key: questionKey(question) };
    appendFileSync(this.file, `${stringify({ always: [row] })}\n`);
  }
}
