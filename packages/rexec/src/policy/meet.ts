/**
 * The meet of policies: what all of them allow. Decisions are taken by asking each (policy.ts); here the data of a cell
 * are met: numbers by the smaller, lists of what is taken away by their union, of what is shown by their intersection,
 * mounts point by point. Each rule is a semilattice, so order, grouping and repetition do not matter.
 */
import type { LanguageRules } from '../language/rules.js';
import { below } from './decide-files.js';
import { canonicalJson } from './digest.js';
import { DEFAULT_PROCESS, sorted } from './resolve.js';
import type { ResolvedMount, ResolvedPolicy, ResolvedProcess, SourcedRule } from './resolved.js';

/** Of one policy it is that policy. */
export function meetParts(all: readonly ResolvedPolicy[]): ResolvedPolicy {
  if (all.length === 1) return all[0]!;
  const smallest = (get: (p: ResolvedPolicy) => number) => Math.min(...all.map(get));
  const every = (get: (p: ResolvedPolicy) => boolean) => all.every(get);
  const union = (get: (p: ResolvedPolicy) => readonly string[]) => sorted(all.flatMap(get));
  const rules = (get: (p: ResolvedPolicy) => readonly SourcedRule[]) => all.flatMap(get);
  const first = all[0]!;
  const input = weakest(all, INPUTS, (p) => p.console.input);
  return {
    builtins: { deny: union((p) => p.builtins.deny) },
    modules: {
      // Only decisions are binding for what is allowed: a rule here may be one policy's alone.
      allow: rules((p) => p.modules.allow),
      ask: rules((p) => p.modules.ask),
      deny: rules((p) => p.modules.deny),
      path: common(all.map((p) => p.modules.path)),
    },
    names: meetNames(all),
    pickle: { classes: meetPickles(all) },
    language: meetLanguages(all),
    attributes: { hide: union((p) => p.attributes.hide) },
    files: {
      cwd: every((p) => p.files.cwd === first.files.cwd) ? first.files.cwd : '/',
      deny: rules((p) => p.files.deny),
      ask: rules((p) => p.files.ask),
      mounts: meetMounts(all.map((p) => p.files.mounts)),
    },
    network: {
      allow: rules((p) => p.network.allow),
      ask: rules((p) => p.network.ask),
      deny: rules((p) => p.network.deny),
      private: every((p) => p.network.private),
      connections: smallest((p) => p.network.connections),
      bytes: smallest((p) => p.network.bytes),
      secrets: first.network.secrets.filter((s) => {
        const same = (o: typeof s) => o.url === s.url && o.header === s.header && o.secret === s.secret;
        return every((p) => p.network.secrets.some(same));
      }),
    },
    environment: new Map([...first.environment].filter(([k, v]) => every((p) => p.environment.get(k) === v))),
    clock: all.map((p) => p.clock).reduce((a, b) => (clockOrder(a, b) <= 0 ? a : b)),
    entropy: all.map((p) => p.entropy).reduce((a, b) => (entropyOrder(a, b) <= 0 ? a : b)),
    process: meetProcess(all),
    limits: {
      fuel: smallest((p) => p.limits.fuel),
      time: smallest((p) => p.limits.time),
      memory: smallest((p) => p.limits.memory),
      recursion: smallest((p) => p.limits.recursion),
      output: smallest((p) => p.limits.output),
      openFiles: smallest((p) => p.limits.openFiles),
      effects: smallest((p) => p.limits.effects),
      cells: smallest((p) => p.limits.cells),
      readable: every((p) => p.limits.readable),
    },
    ask: {
      wait: smallest((p) => p.ask.wait),
      remember: every((p) => p.ask.remember === 'session') ? 'session' : 'once',
      questions: smallest((p) => p.ask.questions),
    },
    audit: { events: meetEvents(all) },
    console: input.console,
    cellsSource: all.find((p) => p.limits.cells === 0)?.cellsSource ?? first.cellsSource,
  };
}

const INPUTS = ['deny', 'ask', 'allow'];
const CLOCKS = ['frozen', 'virtual', 'real'];
const ENTROPIES = ['none', 'seeded', 'real'];

function weakest(all: readonly ResolvedPolicy[], order: readonly string[], get: (p: ResolvedPolicy) => string) {
  return all.reduce((a, b) => (order.indexOf(get(a)) <= order.indexOf(get(b)) ? a : b));
}

function clockOrder(a: ResolvedPolicy['clock'], b: ResolvedPolicy['clock']): number {
  const byMode = CLOCKS.indexOf(a.mode) - CLOCKS.indexOf(b.mode);
  return byMode !== 0 ? byMode : a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}

function entropyOrder(a: ResolvedPolicy['entropy'], b: ResolvedPolicy['entropy']): number {
  return ENTROPIES.indexOf(a.mode) - ENTROPIES.indexOf(b.mode) || a.seed - b.seed;
}

/** What is in all lists, in sorted order. */
function common(lists: readonly (readonly string[])[]): string[] {
  return sorted(lists[0]!.filter((x) => lists.every((l) => l.includes(x))));
}

function meetNames(all: readonly ResolvedPolicy[]): Map<string, readonly string[]> {
  const modules = sorted(all.flatMap((p) => [...p.names.keys()]));
  return new Map(
    modules.map((module) => [module, common(all.flatMap((p) => (p.names.has(module) ? [p.names.get(module)!] : [])))]),
  );
}

/** As modules.allow: a rule here may be one policy's alone. */
function meetPickles(all: readonly ResolvedPolicy[]): SourcedRule[] | null {
  return all.every((p) => p.pickle.classes === null) ? null : all.flatMap((p) => p.pickle.classes ?? []);
}

/** The rules of each: a source is held to all of them. Those that say the same stand there once. */
function meetLanguages(all: readonly ResolvedPolicy[]): LanguageRules[] {
  const out = new Map(all.flatMap((p) => p.language.map((l) => [canonicalJson(l), l] as const)));
  return [...out].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, l]) => l);
}

/** What one of them records is recorded: an event is left out only where all leave it out in the same words. */
function meetEvents(all: readonly ResolvedPolicy[]): string[] {
  const out = all.flatMap((p) => p.audit.events.filter((e) => !e.startsWith('!')));
  return sorted([...out, ...common(all.map((p) => p.audit.events)).filter((e) => e.startsWith('!'))]);
}

/** What they agree about; what they do not is told as to a program that is told nothing. */
function meetProcess(all: readonly ResolvedPolicy[]): ResolvedProcess {
  const out: Record<string, string | number> = {};
  for (const [key, normal] of Object.entries(DEFAULT_PROCESS) as [keyof ResolvedProcess, string | number][]) {
    const value = all[0]!.process[key];
    out[key] = all.every((p) => p.process[key] === value) ? value : normal;
  }
  return out as unknown as ResolvedProcess;
}

const ACCESS = ['read', 'overlay', 'create', 'write'];

/**
 * Point by point: at each place where one of them mounts something, all must have the same thing there (the same folder
 * of the host, or memory mounted at the same place); then the weakest access and the smallest quotas count. Where they
 * differ nothing is there, so that a mount above does not show through.
 */
function meetMounts(tables: readonly (readonly ResolvedMount[])[]): ResolvedMount[] {
  const out: ResolvedMount[] = [];
  for (const at of sorted(tables.flatMap((t) => t.map((m) => m.at)))) {
    const here = tables.map((t) => serving(t, at));
    const mounts = here.filter((m) => m !== null);
    if (mounts.length < here.length || mounts.some((m) => !sameThing(m, mounts[0]!, at))) {
      out.push({
        ...(mounts[0] ?? nothing(tables, at)),
        at,
        backend: { kind: 'nothing' },
        access: 'read',
        quota: 0,
        files: 0,
      });
      continue;
    }
    const weak = mounts.reduce((a, b) => (ACCESS.indexOf(a.access) <= ACCESS.indexOf(b.access) ? a : b));
    out.push({
      ...weak,
      at,
      backend: smallestBackend(mounts, at),
      quota: Math.min(...mounts.map((m) => m.quota)),
      files: Math.min(...mounts.map((m) => m.files)),
    });
  }
  return out;
}

/** A mount of the place that some policy has there. */
function nothing(tables: readonly (readonly ResolvedMount[])[], at: string): ResolvedMount {
  return tables.flat().find((m) => m.at === at)!;
}

function serving(table: readonly ResolvedMount[], path: string): ResolvedMount | null {
  let best: ResolvedMount | null = null;
  for (const m of table) if (below(path, m.at) && (best === null || m.at.length > best.at.length)) best = m;
  return best;
}

/** The folder behind a place below a mount. */
function folderAt(m: ResolvedMount, folder: string, at: string): string {
  const rest = at.slice(m.at.length);
  return rest === '' ? folder : folder === '/' ? rest : folder + rest;
}

function sameThing(a: ResolvedMount, b: ResolvedMount, at: string): boolean {
  if (a.backend.kind === 'memory' && b.backend.kind === 'memory') return a.at === b.at && a.at === at;
  if (a.backend.kind === 'host' && b.backend.kind === 'host') {
    return folderAt(a, a.backend.folder, at) === folderAt(b, b.backend.folder, at);
  }
  if (a.backend.kind === 'outer' && b.backend.kind === 'outer') {
    return folderAt(a, a.backend.folder, at) === folderAt(b, b.backend.folder, at);
  }
  return false;
}

function smallestBackend(mounts: readonly ResolvedMount[], at: string): ResolvedMount['backend'] {
  const first = mounts[0]!;
  if (first.backend.kind === 'memory') {
    return { kind: 'memory', size: Math.min(...mounts.map((m) => (m.backend.kind === 'memory' ? m.backend.size : 0))) };
  }
  if (first.backend.kind === 'nothing') return first.backend;
  return { kind: first.backend.kind, folder: folderAt(first, first.backend.folder, at) };
}
