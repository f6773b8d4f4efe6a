/**
 * What a program did -> the least policy that lets it do that again. A `PolicyRecorder` decides in a policy's place: by
 * the policy of the trial (mostly one that refuses little), and keeps every operation.
 */

import { below } from './decide-files.js';
import type { Decision, FileAccess, Operation } from './decision.js';
import type { PolicyDocument } from './policy-document.js';
import { normalHost, normalUrl } from './url.js';

/** Whatever answers for operations: a policy, or something around one. */
export interface Decider {
  decide(op: Operation): Decision;
}

/** Most operations kept; what repeats is kept once. */
const MOST = 100_000;

export class PolicyRecorder implements Decider {
  private readonly seen = new Map<string, Operation>();

  constructor(private readonly trial: Decider) {}

  decide(op: Operation): Decision {
    const key = JSON.stringify(op);
    if (!this.seen.has(key) && this.seen.size < MOST) this.seen.set(key, op);
    return this.trial.decide(op);
  }

  get operations(): Operation[] {
    return [...this.seen.values()];
  }
}

type Mount = NonNullable<NonNullable<PolicyDocument['files']>['mounts']>[number];

export interface SuggestOptions {
  /** The working directory of the trial: kept where a mount reaches it. */
  readonly cwd?: string;
  /** Folders in which the trial looked for modules, and the files that it found there (events `import`). */
  readonly modulePath?: readonly string[];
  readonly moduleFiles?: readonly string[];
}

/**
 * The least document under which these operations are allowed. A folder of the cell is taken to be the same folder of the
 * host, as in a trial that mounts the host's root at the cell's.
 *
 * ```ts
 * suggestPolicy([{ kind: 'import', name: 'json' }, { kind: 'file', access: 'read', path: '/data/a.txt' }]);
 * // { modules: { allow: ['json'] }, files: { mounts: [{ at: '/data', host: '/data', access: 'read' }] } }
 * ```
 */
export function suggestPolicy(operations: Iterable<Operation>, options: SuggestOptions = {}): PolicyDocument {
  const { cwd, modulePath = [], moduleFiles = [] } = options;
  const found = new Set(moduleFiles);
  const used = modulePath.filter((folder) => moduleFiles.some((f) => below(f, folder)));
  const modules = new Set<string>();
  const connections = new Connections();
  const files: { path: string; access: FileAccess }[] = [];
  let input = false;
  let cells = 0;
  for (const op of operations) {
    if (op.kind === 'import') modules.add(op.name);
    else if (op.kind === 'file') files.push(op);
    else if (op.kind === 'input') input = true;
    else if (op.kind === 'cell') cells++;
    // Without a list pickles may name what may be imported.
    else if (op.kind === 'unpickle') continue;
    else connections.add(op);
  }
  const looked = new Set(modulePath.flatMap((folder) => [...modules].flatMap((m) => placesOf(folder, m))));
  const own = [...modules].filter((m) => modulePath.some((folder) => placesOf(folder, m).some((f) => found.has(f))));
  for (const name of own) modules.delete(name);
  const mounts = mountsFor(files.filter((f) => !looked.has(f.path) || found.has(f.path)));
  const kept = cwd !== undefined && cwd !== '/' && mounts.some((m) => below(cwd, m.at) || below(m.at, cwd));
  const allow = connections.rules();
  return {
    ...(modules.size + used.length > 0
      ? { modules: { allow: withoutParts(modules), ...(used.length > 0 ? { path: used } : {}) } }
      : {}),
    ...(mounts.length > 0 ? { files: { ...(kept ? { cwd } : {}), mounts } } : {}),
    ...(allow.length > 0 ? { network: { allow } } : {}),
    ...(cells > 0 ? { limits: { cells } } : {}),
    ...(input ? { console: { input: 'allow' as const } } : {}),
  };
}

/** Where a source module may lie in a folder. */
function placesOf(folder: string, module: string): string[] {
  const base = `${folder}/${module.replaceAll('.', '/')}`;
  return [`${base}.py`, `${base}/__init__.py`];
}

/** A module covers what lies below it. */
function withoutParts(modules: ReadonlySet<string>): string[] {
  const covered = (name: string): boolean => {
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      if (modules.has(name.slice(0, dot))) return true;
    }
    return false;
  };
  return [...modules].filter((m) => !covered(m)).sort();
}

const NEEDED: Readonly<Record<FileAccess, 'read' | 'create' | 'write'>> = {
  read: 'read',
  list: 'read',
  stat: 'read',
  create: 'create',
  write: 'write',
  delete: 'write',
  change: 'write',
};
const ORDER = ['read', 'create', 'write'];

/** One mount for each folder in which something was done; a folder inside one with the same access needs none. */
function mountsFor(files: readonly { path: string; access: FileAccess }[]): Mount[] {
  const folders = new Map<string, string>();
  // A program writes what it made: such a file needs no more than `create`.
  const madeHere = new Set(files.filter((f) => f.access === 'create').map((f) => f.path));
  for (const { path, access } of files) {
    const folder = access === 'list' ? path : path.slice(0, path.lastIndexOf('/')) || '/';
    const needed = access === 'write' && madeHere.has(path) ? 'create' : NEEDED[access];
    // Looking at a folder above the others, as `os.path.exists` and `os.makedirs` do, is possible anyhow.
    if (access === 'stat' && files.some((f) => f.path !== path && below(f.path, path === '/' ? '' : path))) continue;
    const had = folders.get(folder);
    if (had === undefined || ORDER.indexOf(had) < ORDER.indexOf(needed)) folders.set(folder, needed);
  }
  const out: Mount[] = [];
  for (const [folder, access] of [...folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const around = out.findLast((m) => below(folder, m.at === '/' ? '' : m.at));
    if (around !== undefined && ORDER.indexOf(around.access!) >= ORDER.indexOf(access)) continue;
    out.push({ at: folder, host: folder, access: access as 'read' });
  }
  return out;
}

/** Connections by scheme and host, with their ports; names that were only looked up; requests by their host. */
class Connections {
  private readonly ports = new Map<string, Set<number>>();
  private readonly names = new Set<string>();
  private readonly looked = new Set<string>();
  private readonly requests = new Map<string, Set<string>>();

  add(op: Exclude<Operation, { kind: 'import' | 'unpickle' | 'file' | 'input' | 'cell' }>): void {
    if (op.kind === 'resolve') {
      const host = normalHost(op.host);
      if (host?.kind === 'name') this.looked.add(host.name);
    } else if (op.kind === 'connect') {
      const host = normalHost(op.host);
      if (host === null) return;
      if (host.kind === 'name') this.names.add(host.name);
      const written = host.kind === 'address' && host.name.includes(':') ? `[${host.name}]` : host.name;
      put(this.ports, `${op.scheme}://${written}`, op.port);
    } else {
      const url = normalUrl(op.url);
      if (typeof url === 'string') return;
      if (url.host.kind === 'name') this.names.add(url.host.name);
      put(this.requests, new URL(url.href).origin, op.method);
    }
  }

  rules(): string[] {
    const out: string[] = [];
    for (const [host, ports] of this.ports) out.push(`${host}:${[...ports].sort((a, b) => a - b).join(',')}`);
    for (const [origin, methods] of this.requests) out.push(`${[...methods].sort().join(',')} ${origin}/**`);
    for (const name of this.looked) if (!this.names.has(name)) out.push(`dns://${name}`);
    return out.sort();
  }
}

function put<T>(map: Map<string, Set<T>>, key: string, value: T): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}
