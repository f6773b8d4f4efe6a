/** A checked document, laid over its preset -> a ResolvedPolicy; and back to a document that needs no preset. */
import { type LanguageDocument, type LanguageRules, languageToDocument, resolveLanguage } from '../language/rules.js';
import { DEFAULT_POLICY_LIMITS } from './default-limits.js';
import type { CheckedDocument } from './document.js';
import type { DocumentPath } from './errors.js';
import type { PresetName } from './names.js';
import type { PolicyDocument } from './policy-document.js';
import { PRESETS } from './presets.js';
import type { ResolvedLimits, ResolvedMount, ResolvedPolicy, ResolvedProcess, SourcedRule } from './resolved.js';
import { countToDocument, durationToDocument, parseCount, parseDuration, parseSize } from './units.js';

/** One document of those that lie over each other, and how its lines are called. */
interface Layer {
  readonly document: PolicyDocument;
  readonly source: (path: DocumentPath) => string;
}

export interface ResolveOptions {
  /** Name of the document in messages. */
  readonly filename: string;
  /** Folder of the host that relative folders of the host are relative to. */
  readonly folder?: string | undefined;
}

export const DEFAULT_QUOTA = 100e6;
export const DEFAULT_FILES = 10_000;
export const DEFAULT_MOMENT = '2026-01-01T00:00:00Z';

export const DEFAULT_PROCESS: ResolvedProcess = {
  pid: 1,
  ppid: 0,
  uid: 65534,
  gid: 65534,
  user: 'nobody',
  host: 'cell',
  system: 'rexec',
  release: '0',
  version: '0',
  machine: 'cell',
  cpus: 1,
};

export function resolvePolicy(checked: CheckedDocument, options: ResolveOptions): ResolvedPolicy {
  const { document, lines } = checked;
  const name = document.extends ?? 'none';
  const layers: Layer[] = [
    { document: PRESETS[name], source: () => `preset ${name}` },
    {
      document,
      source: (path) => {
        const line = lines.at(path);
        return line > 0 ? `${options.filename}:${line}` : options.filename;
      },
    },
  ];
  return new Resolver(layers, options).resolve();
}

/** A preset by itself. */
export function resolvePreset(name: PresetName): ResolvedPolicy {
  return new Resolver([{ document: PRESETS[name], source: () => `preset ${name}` }], { filename: '' }).resolve();
}

class Resolver {
  constructor(
    private readonly layers: readonly Layer[],
    private readonly options: ResolveOptions,
  ) {}

  resolve(): ResolvedPolicy {
    const last = this.last.bind(this);
    const limits = this.limits();
    const clockMode = last((d) => d.clock?.mode) ?? 'virtual';
    const input = this.lastLayer((d) => d.console?.input);
    return {
      builtins: { deny: sorted(this.layers.flatMap((l) => l.document.builtins?.deny ?? [])) },
      modules: {
        allow: this.rules('modules', 'allow'),
        ask: this.rules('modules', 'ask'),
        deny: this.rules('modules', 'deny'),
        path: (last((d) => d.modules?.path) ?? []).map(normalFolder),
      },
      names: this.names(),
      pickle: { classes: this.pickled() },
      language: this.language(),
      attributes: { hide: sorted(this.layers.flatMap((l) => l.document.attributes?.hide ?? [])) },
      files: {
        cwd: normalFolder(last((d) => d.files?.cwd) ?? '/') || '/',
        deny: this.rules('files', 'deny'),
        ask: this.rules('files', 'ask'),
        mounts: this.mounts(),
      },
      network: {
        allow: this.rules('network', 'allow'),
        ask: this.rules('network', 'ask'),
        deny: this.rules('network', 'deny'),
        private: last((d) => d.network?.private) ?? false,
        connections: measured(parseCount, last((d) => d.network?.connections) ?? 10),
        bytes: measured(parseSize, last((d) => d.network?.bytes) ?? 100e6),
        secrets: this.layers.flatMap((l) => l.document.network?.secrets ?? []),
      },
      environment: new Map(this.layers.flatMap((l) => Object.entries(l.document.environment ?? {})).sort(byName)),
      clock: {
        mode: clockMode,
        at: clockMode === 'real' ? 0n : nanoseconds(last((d) => d.clock?.at) ?? DEFAULT_MOMENT),
      },
      entropy: this.entropy(),
      process: Object.assign(
        {},
        DEFAULT_PROCESS,
        ...this.layers.map((l) => l.document.process ?? {}),
      ) as ResolvedProcess,
      limits,
      ask: {
        wait: measured(parseDuration, last((d) => d.ask?.wait) ?? 60),
        remember: last((d) => d.ask?.remember) ?? 'session',
        questions: measured(parseCount, last((d) => d.ask?.questions) ?? 20),
      },
      audit: { events: eventNames(last((d) => d.audit?.events) ?? ['*']) },
      console: {
        input: input?.document.console?.input ?? 'deny',
        rule: input === undefined ? 'console.input (default)' : 'console.input',
        source: input?.source(['console', 'input']) ?? '',
      },
      cellsSource: this.lastLayer((d) => d.limits?.cells)?.source(['limits', 'cells']) ?? '',
    };
  }

  private lastLayer(get: (d: PolicyDocument) => unknown): Layer | undefined {
    return this.layers.findLast((l) => get(l.document) !== undefined);
  }

  /** The value of the last document that has it. */
  private last<T>(get: (d: PolicyDocument) => T | undefined): T | undefined {
    for (let i = this.layers.length - 1; i >= 0; i--) {
      const value = get(this.layers[i]!.document);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  private rules(part: 'modules' | 'files' | 'network', list: 'allow' | 'ask' | 'deny'): SourcedRule[] {
    const out = new Map<string, SourcedRule>();
    for (const { document, source } of this.layers) {
      const texts = (document[part] as Record<string, readonly string[] | undefined> | undefined)?.[list] ?? [];
      texts.forEach((text, i) => {
        if (out.has(text)) return;
        out.set(text, { text, rule: `${part}.${list} ${JSON.stringify(text)}`, source: source([part, list, i]) });
      });
    }
    return [...out.values()];
  }

  private names(): Map<string, readonly string[]> {
    const out = new Map<string, readonly string[]>();
    for (const { document } of this.layers) {
      for (const [module, names] of Object.entries(document.names ?? {})) out.set(module, sorted(names));
    }
    return new Map([...out].sort(byName));
  }

  /** The list of the last document that has one. */
  private pickled(): SourcedRule[] | null {
    const layer = this.lastLayer((d) => d.pickle?.classes);
    const classes = layer?.document.pickle?.classes;
    if (layer === undefined || classes === undefined) return null;
    return sorted(classes).map((text) => ({
      text,
      rule: `pickle.classes ${JSON.stringify(text)}`,
      source: layer.source(['pickle', 'classes', classes.indexOf(text)]),
    }));
  }

  private language(): LanguageRules[] {
    const layers = this.layers.flatMap(({ document, source }) => {
      const language = document.language;
      if (language === undefined) return [];
      const path = (rest: readonly (string | number)[]) => source(['language', ...rest]);
      return [{ document: language as LanguageDocument, source: path }];
    });
    if (layers.length === 0) return [];
    const rules = resolveLanguage(layers);
    return languageToDocument(rules) === undefined ? [] : [rules];
  }

  private entropy(): ResolvedPolicy['entropy'] {
    const mode = this.last((d) => d.entropy?.mode) ?? 'none';
    return { mode, seed: mode === 'seeded' ? (this.last((d) => d.entropy?.seed) ?? 0) : 0 };
  }

  private limits(): ResolvedLimits {
    const get = (key: keyof NonNullable<PolicyDocument['limits']>) =>
      this.last((d) => d.limits?.[key] as number | string | undefined);
    const of = (parse: typeof parseCount, key: keyof NonNullable<PolicyDocument['limits']>, normal: number): number => {
      const value = get(key);
      return value === undefined ? normal : measured(parse, value);
    };
    const normal = DEFAULT_POLICY_LIMITS;
    return {
      fuel: of(parseCount, 'fuel', normal.fuel),
      time: of(parseDuration, 'time', normal.time),
      memory: of(parseSize, 'memory', normal.memory),
      recursion: of(parseCount, 'recursion', normal.recursion),
      output: of(parseSize, 'output', normal.output),
      openFiles: of(parseCount, 'open-files', normal.openFiles),
      effects: of(parseCount, 'effects', normal.effects),
      cells: of(parseCount, 'cells', normal.cells),
      readable: this.last((d) => d.limits?.readable) ?? normal.readable,
    };
  }

  private mounts(): ResolvedMount[] {
    const out = new Map<string, ResolvedMount>();
    for (const { document, source } of this.layers) {
      document.files?.mounts?.forEach((mount, i) => {
        const at = normalFolder(mount.at);
        out.set(at, {
          at,
          backend: this.backend(mount),
          access: mount.access ?? (mount.memory === undefined ? 'read' : 'write'),
          quota: measured(parseSize, mount.quota ?? DEFAULT_QUOTA),
          files: measured(parseCount, mount.files ?? DEFAULT_FILES),
          rule: `files.mounts[${i}]`,
          source: source(['files', 'mounts', i]),
        });
      });
    }
    return [...out.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  private backend(
    mount: NonNullable<NonNullable<PolicyDocument['files']>['mounts']>[number],
  ): ResolvedMount['backend'] {
    if (mount.memory !== undefined) return { kind: 'memory', size: measured(parseSize, mount.memory) };
    if (mount.outer !== undefined) return { kind: 'outer', folder: normalFolder(mount.outer) };
    return { kind: 'host', folder: hostFolder(mount.host!, this.options.folder) };
  }
}

const byName = (a: readonly [string, unknown], b: readonly [string, unknown]): number => (a[0] < b[0] ? -1 : 1);

export function sorted(list: readonly string[]): string[] {
  return [...new Set(list)].sort();
}

/** A list that only leaves out means all but those. */
function eventNames(events: readonly string[]): string[] {
  return sorted(events.length > 0 && events.every((e) => e.startsWith('!')) ? ['*', ...events] : events);
}

/** The document was checked: it is a number. */
function measured(parse: (v: number | string) => number | string, value: number | string): number {
  return parse(value) as number;
}

/** `/a//b/` -> `/a/b`; the root is ''. */
function normalFolder(path: string): string {
  const names = path.split('/').filter((s) => s !== '');
  return names.length === 0 ? '' : `/${names.join('/')}`;
}

/** A folder of the host in one spelling; what is relative stays so if nobody knows relative to what. */
export function hostFolder(folder: string, base: string | undefined): string {
  const slashes = folder.replaceAll('\\', '/');
  const windows = /^[A-Za-z]:\//.test(slashes);
  const absolute = windows || slashes.startsWith('/');
  const joined =
    absolute || base === undefined ? (windows ? slashes : folder) : `${base.replaceAll('\\', '/')}/${folder}`;
  const root = /^([A-Za-z]:)?\//.exec(joined)?.[0] ?? '';
  const names: string[] = [];
  for (const name of joined.slice(root.length).split('/')) {
    if (name === '' || name === '.') continue;
    if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop();
    else if (name !== '..' || root === '') names.push(name);
  }
  return root + names.join('/') || '.';
}

function nanoseconds(moment: string): bigint {
  const fraction = /\.(\d{1,9})/.exec(moment)?.[1] ?? '';
  const whole = Date.parse(moment.replace(/\.\d+/, ''));
  return BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

function momentText(ns: bigint): string {
  const fraction = ((ns % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const seconds = Number((ns - fraction) / 1_000_000_000n);
  const text = new Date(seconds * 1000).toISOString().slice(0, 19);
  return fraction === 0n ? `${text}Z` : `${text}.${String(fraction).padStart(9, '0').replace(/0+$/, '')}Z`;
}

/** The document that says the same without a preset or a default. */
export function toDocument(p: ResolvedPolicy): PolicyDocument {
  const texts = (rules: readonly SourcedRule[]) => sorted(rules.map((r) => r.text));
  const { mode, at } = p.clock;
  return {
    builtins: { deny: [...p.builtins.deny] },
    modules: {
      allow: texts(p.modules.allow),
      ask: texts(p.modules.ask),
      deny: texts(p.modules.deny),
      path: p.modules.path.map((f) => f || '/'),
    },
    names: Object.fromEntries([...p.names].map(([module, names]) => [module, [...names]])),
    ...(p.pickle.classes === null ? {} : { pickle: { classes: texts(p.pickle.classes) } }),
    ...languageDocument(p),
    attributes: { hide: [...p.attributes.hide] },
    files: {
      cwd: p.files.cwd,
      deny: texts(p.files.deny),
      ask: texts(p.files.ask),
      mounts: p.files.mounts.map(mountDocument),
    },
    network: {
      allow: texts(p.network.allow),
      ask: texts(p.network.ask),
      deny: texts(p.network.deny),
      private: p.network.private,
      connections: countToDocument(p.network.connections),
      bytes: countToDocument(p.network.bytes),
      secrets: [...p.network.secrets],
    },
    environment: Object.fromEntries(p.environment),
    clock: mode === 'real' ? { mode } : { mode, at: momentText(at) },
    entropy: p.entropy.mode === 'seeded' ? { ...p.entropy } : { mode: p.entropy.mode },
    process: { ...p.process },
    limits: {
      fuel: countToDocument(p.limits.fuel),
      time: durationToDocument(p.limits.time),
      memory: countToDocument(p.limits.memory),
      recursion: countToDocument(p.limits.recursion),
      output: countToDocument(p.limits.output),
      'open-files': countToDocument(p.limits.openFiles),
      effects: countToDocument(p.limits.effects),
      cells: countToDocument(p.limits.cells),
      readable: p.limits.readable,
    },
    ask: {
      wait: durationToDocument(p.ask.wait),
      remember: p.ask.remember,
      questions: countToDocument(p.ask.questions),
    },
    audit: { events: [...p.audit.events] },
    console: { input: p.console.input },
  };
}

/** A document has at most one set of rules. */
function languageDocument({ language }: ResolvedPolicy): Pick<PolicyDocument, 'language'> {
  const document = language[0] === undefined ? undefined : languageToDocument(language[0]);
  return document === undefined ? {} : { language: document as NonNullable<PolicyDocument['language']> };
}

function mountDocument(m: ResolvedMount): NonNullable<NonNullable<PolicyDocument['files']>['mounts']>[number] {
  const { backend } = m;
  return {
    at: m.at || '/',
    ...(backend.kind === 'host' ? { host: backend.folder } : {}),
    ...(backend.kind === 'memory' ? { memory: countToDocument(backend.size) } : {}),
    ...(backend.kind === 'outer' ? { outer: backend.folder || '/' } : {}),
    access: m.access,
    quota: countToDocument(m.quota),
    files: countToDocument(m.files),
  };
}
