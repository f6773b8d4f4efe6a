/**
 * From a policy to what a cell needs: its supervisor, with mounts, network, questions and record, and the settings of its
 * machine, as plain data that can go to another process.
 *
 * ```ts
 * const world = makeWorld({ policy: Policy.parse(text), sinks: [sink] });
 * const cell = ProcessCell.create({ settings: world.settings, system: world.supervisor });
 * ```
 */
import type { Limits } from '@rexec/python';
import { LIBRARY_FOLDER } from '@rexec/python/source';
import type { AuditEvent, AuditSink } from '../audit/event.js';
import { AuditHooks } from '../audit/hook.js';
import { type HostTable, hostCalls } from '../bastion/handlers.js';
import type { Operation } from '../policy/decision.js';
import type { PresetName } from '../policy/names.js';
import { Policy } from '../policy/policy.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import type { ResolvedMount, ResolvedPolicy } from '../policy/resolved.js';
import type { Asker, Question } from '../system/asker.js';
import type { SupervisorConsole } from '../system/console-calls.js';
import { defined } from '../system/defined.js';
import type { FileTree, MountAccess } from '../system/file-tree.js';
import type { HandlerMaker, PolicyDecider } from '../system/guard.js';
import type { Maybe } from '../system/later.js';
import { libraryTree } from '../system/library-tree.js';
import { MemoryTree } from '../system/memory-tree.js';
import { type Mount, namesOf, pathOf } from '../system/mounts.js';
import type { NetworkBudget } from '../system/network.js';
import { InnerBudget, networkCalls } from '../system/network-calls.js';
import type { NetworkBackend } from '../system/network-stream.js';
import { OverlayTree } from '../system/overlay-tree.js';
import { type Platform, platformInUse } from '../system/platform.js';
import { type Put, Questions } from '../system/questions.js';
import { Quota } from '../system/quota.js';
import { type RefusalTexts, rexecTexts } from '../system/refusal.js';
import { RecordBudget, Supervisor } from '../system/supervisor.js';
import { type NestedWorld, nestedCells } from './nested.js';
import type { CellSettings } from './settings.js';
import { type Terms, termsOf } from './terms.js';

/** A tree that the host mounts itself, besides what the policy mounts. Access is read-only unless it says otherwise. */
export type GivenTree = FileTree | { readonly tree: FileTree; readonly access: MountAccess };

export interface WorldOptions {
  readonly policy: Policy | PolicyDocument | PresetName;
  /** Name of the cell in the record; default `main`. */
  readonly name?: string;
  /** The host's own trees, by the path where they are mounted. The policy's deny globs and questions hold there too. */
  readonly files?: Readonly<Record<string, GivenTree>>;
  /** Where the record goes. Which events: the policy's `audit`. */
  readonly sinks?: readonly AuditSink[];
  /** Who is asked: a function that answers one question, or a whole Asker. Absent: the answer is no. */
  readonly ask?: Put | Asker | undefined;
  /** Called for the answer `always`: keeps the rule where the next run finds it. */
  readonly keep?: (question: Question) => void;
  /** Values of the secrets that the policy names; the program never sees them. */
  readonly secrets?: Readonly<Record<string, string>> | ReadonlyMap<string, string>;
  /** More than the policy's limits say, or less: the host's word is the last. */
  readonly limits?: Limits;
  readonly argv?: readonly string[];
  readonly console?: SupervisorConsole;
  /** Handlers of more calls. */
  readonly handlers?: readonly HandlerMaker[];
  /** The host's things in this cell. */
  readonly host?: HostTable;
  /** The host's audit hooks, of the cell around this one. */
  readonly hooks?: AuditHooks;
  /** What may be recorded besides effects, of the cell around this one. */
  readonly budget?: RecordBudget;
  /** What the network of the cell around this one has left. */
  readonly traffic?: NetworkBudget;
  /** What all files in memory of this cell and its like may hold together. */
  readonly pool?: Quota;
  /** Trees of the cell around this one, for mounts of its folders. */
  readonly outer?: (folder: string) => FileTree;
  readonly network?: NetworkBackend;
  readonly texts?: RefusalTexts;
  /** The small modules of Python 2's time that RExec's programs use, and RExec's words; default: as the policy's preset. */
  readonly classic?: boolean;
  /** The supervisor is asked for each import, not for each module once. */
  readonly eachImport?: boolean;
  /** How cells of the program's own are made; absent: it has none, whatever the policy says. */
  readonly nested?: NestedWorld;
  readonly platform?: Platform;
}

export interface World {
  readonly policy: Policy;
  readonly supervisor: Supervisor;
  readonly settings: CellSettings;
  readonly platform: Platform;
}

export function makeWorld(options: WorldOptions): World {
  const policy = Policy.from(options.policy);
  const { parts } = policy;
  const terms = termsOf(policy);
  const settings = settingsOf(terms, options);
  const { limits } = settings;
  const platform = options.platform ?? platformInUse();
  const given = givenMounts(options, parts);
  const ask = options.ask === undefined ? undefined : askerOf(options, parts);
  const budget = options.budget ?? new RecordBudget();
  const hooks = options.hooks ?? new AuditHooks();
  const traffic = trafficOf(parts, options.traffic);
  const supervisor: Supervisor = new Supervisor({
    budget,
    hooks,
    policy: given.length === 0 ? policy : withGiven(policy, given),
    cell: options.name ?? 'main',
    mounts: parts.files.mounts.length === 0 ? given : [...policyMounts(parts, platform, options), ...given],
    cwd: parts.files.cwd,
    modulePath: parts.modules.path,
    environment: parts.environment,
    process: terms.process,
    sinks: (options.sinks ?? []).map((sink) => filtered(sink, policy)),
    limits: {
      effects: parts.limits.effects,
      openFiles: parts.limits.openFiles,
      output: parts.limits.output,
      time: limits.time,
    },
    handlers: [
      ...network(options, parts, platform, traffic),
      ...(options.host ? [hostCalls(options.host)] : []),
      ...cells(options, policy, limits, {
        ask,
        budget,
        hooks,
        traffic,
        outer: (folder) => supervisor.tree(folder),
      }),
      ...(options.handlers ?? []),
    ],
    milliseconds: platform.milliseconds,
    sleep: settings.clock.mode === 'real' ? undefined : noWait,
    ask,
    console: options.console,
    texts: options.texts ?? (settings.restrictions?.classic === true ? rexecTexts : undefined),
  });
  return { policy, supervisor, settings, platform };
}

/** A clock that goes with the fuel is set forward, nobody waits. */
function noWait(): void {}

/** What the policy says, as far as the host says nothing else. */
function settingsOf({ settings }: Terms, { limits, argv, classic, eachImport }: WorldOptions): CellSettings {
  if (limits === undefined && argv === undefined && classic === undefined && eachImport === undefined) return settings;
  const { restrictions } = settings;
  return {
    ...settings,
    limits: { ...settings.limits, ...limits },
    argv: argv ?? settings.argv,
    restrictions: {
      ...restrictions,
      classic: classic ?? restrictions?.classic === true,
      eachImport: eachImport === true,
    },
  };
}

// -- files -----------------------------------------------------------------------------------------------------------------

function policyMounts({ files, clock }: ResolvedPolicy, platform: Platform, options: WorldOptions): Mount[] {
  // Times of files in memory are the cell's own clock's.
  const now = clock.mode === 'real' ? () => platform.clock.now() : () => clock.at;
  return files.mounts.flatMap((mount) => mountOf(mount, platform, now, options));
}

function mountOf(mount: ResolvedMount, platform: Platform, now: () => bigint, options: WorldOptions): Mount[] {
  const { outer, pool } = options;
  const memory = { files: mount.files, now, ...defined({ within: pool }) };
  const at = mount.at === '' ? '/' : mount.at;
  const access: MountAccess = mount.access === 'overlay' ? 'write' : mount.access;
  const { backend } = mount;
  if (backend.kind === 'nothing') return [];
  if (backend.kind === 'memory') return [{ at, tree: new MemoryTree({ ...memory, size: backend.size }), access }];
  const lowerAccess = mount.access === 'overlay' ? 'read' : mount.access;
  let lower: FileTree;
  try {
    if (backend.kind === 'outer') {
      if (outer === undefined) throw new Error('there is no cell around this one');
      lower = outer(backend.folder);
    } else {
      if (platform.hostFolder === undefined) throw new Error('there are no folders of the host here');
      lower = platform.hostFolder(backend.folder, { access: lowerAccess, quota: mount.quota, files: mount.files });
    }
  } catch (e) {
    const where = mount.source === '' ? mount.rule : `${mount.source}: ${mount.rule}`;
    throw new Error(`${where}: ${backend.folder} cannot be mounted: ${e instanceof Error ? e.message : String(e)}`);
  }
  if (mount.access !== 'overlay') return [{ at, tree: lower, access }];
  return [{ at, tree: new OverlayTree(lower, { ...memory, size: mount.quota }), access }];
}

/** Every cell that has files can read the sources of the library, unless something else is mounted there. */
const LIBRARY: Mount = { at: LIBRARY_FOLDER, tree: libraryTree, access: 'read', unlisted: true };

/** Trees that are not the policy's: the host's own, and the library's for cells that have files. */
function givenMounts({ files }: WorldOptions, { files: { mounts } }: ResolvedPolicy): readonly Mount[] {
  const given = files === undefined ? [] : Object.entries(files).map(givenMount);
  return given.length === 0 && mounts.length === 0 ? given : [...given, LIBRARY];
}

function givenMount([at, given]: [string, GivenTree]): Mount {
  const path = pathOf(namesOf(at));
  return 'tree' in given ? { at: path, ...given } : { at: path, tree: given, access: 'read' };
}

/** What the policy says, and where it says nothing about a tree that the host mounted itself, that tree's access. */
function withGiven(policy: Policy, given: readonly Mount[]): PolicyDecider {
  const look: readonly string[] = ['read', 'list', 'stat'];
  return {
    decide(operation: Operation) {
      const decision = policy.decide(operation);
      if (operation.kind !== 'file' || decision.action !== 'deny' || decision.rule !== 'files (default)')
        return decision;
      const { path } = operation;
      const mount = given.find((m) => m.at === '/' || path === m.at || path.startsWith(`${m.at}/`));
      if (mount === undefined) return decision;
      const rule = mount === LIBRARY ? 'files of the library' : `files of the host at ${mount.at}`;
      const may =
        mount.access === 'write' ||
        look.includes(operation.access) ||
        (mount.access === 'create' && operation.access === 'create');
      const always = policy.decideAlways(operation);
      if (always !== null && (may || always.action === 'deny')) return always;
      return { action: may ? 'allow' : 'deny', rule, source: '', reason: `the host gave its tree for ${mount.access}` };
    },
  };
}

// -- network, questions, record --------------------------------------------------------------------------------------------

function trafficOf(
  { network: { connections, bytes } }: ResolvedPolicy,
  outer: NetworkBudget | undefined,
): NetworkBudget {
  const own = { connections, bytes };
  return outer === undefined ? own : new InnerBudget(own, outer);
}

function network(
  options: WorldOptions,
  parts: ResolvedPolicy,
  platform: Platform,
  budget: NetworkBudget,
): HandlerMaker[] {
  const backend = options.network ?? platform.network?.();
  if (backend === undefined) return [];
  const { secrets } = options;
  return [networkCalls({ network: parts.network, backend, secrets, budget })];
}

/** Cells of the program's own: theirs is what this cell has, at most. */
function cells(
  options: WorldOptions,
  policy: Policy,
  limits: Limits,
  shared: Pick<WorldOptions, 'budget' | 'hooks' | 'traffic' | 'ask' | 'outer'>,
): HandlerMaker[] {
  const { nested, sinks, secrets, network, platform, pool } = options;
  if (nested === undefined) return [];
  const common = () => ({
    ...shared,
    pool: new Quota(limits.memory ?? Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 'ENOSPC', pool),
    ...defined({ sinks, secrets, network, platform }),
  });
  return [nestedCells({ policy, limits, nested, common, makeWorld })];
}

function askerOf({ ask, keep }: WorldOptions, parts: ResolvedPolicy): Asker {
  return typeof ask === 'function'
    ? new Questions(parts.ask, ask as (q: Question, s: AbortSignal) => Maybe<never>, keep)
    : ask!;
}

/** Only the events that the policy wants recorded. */
function filtered(sink: AuditSink, policy: Policy): AuditSink {
  return {
    write: (event: AuditEvent) => {
      if (policy.records(event.event)) sink.write(event);
    },
    close: () => sink.close?.(),
  };
}
