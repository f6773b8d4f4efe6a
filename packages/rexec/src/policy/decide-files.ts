/**
 * Rules of files, compiled. A path arrives absolute and normal. Deny globs come first, then the mount that serves the
 * path, then ask globs. Deny and ask look at the folders on the way too, and at names in folded form.
 */

import { made } from './decide-modules.js';
import type { Decision, FileAccess, Operation } from './decision.js';
import { foldName, Glob, pathNames } from './glob.js';
import type { MountAccess, ResolvedMount, ResolvedPolicy, SourcedRule } from './resolved.js';

const LOOK: ReadonlySet<FileAccess> = new Set(['read', 'list', 'stat']);
const ALL: ReadonlySet<FileAccess> = new Set(['read', 'list', 'stat', 'write', 'create', 'delete', 'change']);

/** What each access of a mount lets be done. */
const ALLOWED: Readonly<Record<MountAccess, ReadonlySet<FileAccess>>> = {
  read: LOOK,
  create: new Set([...LOOK, 'create']),
  overlay: ALL,
  write: ALL,
};

const DOING: Readonly<Record<FileAccess, string>> = {
  read: 'reading',
  write: 'writing',
  create: 'making',
  delete: 'deleting',
  list: 'listing',
  stat: 'looking at',
  change: 'changing',
};

interface PathRule {
  readonly glob: Glob;
  /** Of the names in folded form. */
  readonly folded: Glob;
  readonly rule: SourcedRule;
}

/** Names are folded one by one: what folds to a slash (`／`) parts nothing. */
function compile(rules: readonly SourcedRule[]): PathRule[] {
  return rules.map((rule) => {
    const names = pathNames(rule.text);
    return { glob: new Glob(names), folded: new Glob(names.map(foldName)), rule };
  });
}

/** The mount that serves a path: the deepest one. */
export class MountTable {
  private readonly byDepth: readonly ResolvedMount[];

  constructor(readonly mounts: readonly ResolvedMount[]) {
    this.byDepth = [...mounts].sort((a, b) => b.at.length - a.at.length);
  }

  find(path: string): ResolvedMount | null {
    for (const m of this.byDepth) if (below(path, m.at)) return m;
    return null;
  }

  /** Is the path a folder above a mount (or the root)? Such folders are there so that the mounts can be reached. */
  above(path: string): boolean {
    const prefix = path === '/' ? '/' : `${path}/`;
    return this.mounts.some((m) => m.at.startsWith(prefix));
  }
}

/** Is the path the folder itself, or below it? The root folder is ''. */
export function below(path: string, folder: string): boolean {
  return path.startsWith(folder) && (path.length === folder.length || folder === '' || path[folder.length] === '/');
}

type FileOperation = Extract<Operation, { kind: 'file' }>;

export class FileRules {
  private readonly deny: readonly PathRule[];
  private readonly ask: readonly PathRule[];
  readonly table: MountTable;

  constructor(files: ResolvedPolicy['files']) {
    this.deny = compile(files.deny);
    this.ask = compile(files.ask);
    this.table = new MountTable(files.mounts);
  }

  decide(op: FileOperation): Decision {
    const names = pathNames(op.path);
    const denied = this.denied(op, names);
    if (denied !== null) return denied;
    const decision = this.byMount(op);
    return decision.action === 'allow' ? (this.asked(op, names) ?? decision) : decision;
  }

  /** What is said about the path whatever is mounted there; null: nothing. */
  always(op: FileOperation): Decision | null {
    const names = pathNames(op.path);
    return this.denied(op, names) ?? this.asked(op, names);
  }

  private denied({ path }: FileOperation, names: readonly string[]): Decision | null {
    if (!path.startsWith('/') || path.includes('\0')) {
      return {
        action: 'deny',
        rule: 'files (path)',
        source: '',
        reason: 'the path is not an absolute path of the cell',
      };
    }
    if (names.includes('..') || names.includes('.')) {
      return { action: 'deny', rule: 'files (path)', source: '', reason: "the path still has '.' or '..'" };
    }
    const rule = matching(this.deny, names);
    return rule === null ? null : made('deny', rule, `a rule keeps ${shown(path)} closed`);
  }

  private asked({ access, path }: FileOperation, names: readonly string[]): Decision | null {
    const rule = matching(this.ask, names);
    return rule === null ? null : made('ask', rule, `a person is asked before ${DOING[access]} ${shown(path)}`);
  }

  private byMount(op: FileOperation): Decision {
    const mount = this.table.find(op.path);
    if (mount === null || mount.backend.kind === 'nothing') {
      if ((op.access === 'stat' || op.access === 'list') && this.table.above(op.path)) {
        return { action: 'allow', rule: 'files (folder above a mount)', source: '', reason: 'a mount lies below it' };
      }
      if (mount !== null) {
        return {
          action: 'deny',
          rule: mount.rule,
          source: mount.source,
          reason: `the policies disagree about what ${shown(op.path)} is`,
        };
      }
      return { action: 'deny', rule: 'files (default)', source: '', reason: `no mount has ${shown(op.path)}` };
    }
    const allowed = ALLOWED[mount.access].has(op.access);
    const reason = allowed
      ? `${DOING[op.access]} ${shown(op.path)} is allowed by the mount at ${mount.at || '/'}`
      : `the mount at ${mount.at || '/'} has access "${mount.access}", which does not allow ${DOING[op.access]} ${shown(op.path)}`;
    return { action: allowed ? 'allow' : 'deny', rule: mount.rule, source: mount.source, reason };
  }
}

function matching(rules: readonly PathRule[], names: readonly string[]): SourcedRule | null {
  if (rules.length === 0) return null;
  const folds = names.map(foldName);
  for (const { glob, folded, rule } of rules) {
    if (glob.matchesOrAbove(names) || folded.matchesOrAbove(folds)) return rule;
  }
  return null;
}

const shown = (path: string): string => (path.length > 120 ? `${path.slice(0, 120)}…` : path);
