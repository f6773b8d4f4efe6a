/**
 * A policy: what a cell may do, decided by a document. Immutable; its rules are compiled once.
 *
 * ```ts
 * const policy = Policy.parse('[modules]\nallow = ["json"]\n', { filename: 'policy.toml' });
 * policy.decide({ kind: 'import', name: 'socket' });
 * // { action: 'deny', rule: 'modules (default)', source: '', reason: 'no rule of modules.allow names the module socket' }
 * ```
 *
 * A policy is a set of layers, each of one document; all must allow. One layer is the common case, `meet` unites the sets.
 * A layer may stand within an outer policy (the policy of a cell's cell): its own paths are paths of its mounts, and what
 * they mean in the outer cell is decided there.
 */
import { widerParts } from './compare.js';
import { FileRules } from './decide-files.js';
import { ModuleRules } from './decide-modules.js';
import { NetworkRules } from './decide-network.js';
import { PickleRules } from './decide-pickle.js';
import type { Decision, Operation } from './decision.js';
import { canonicalJson, sha256 } from './digest.js';
import { type CheckedDocument, checkDocument, parseDocument } from './document.js';
import { PolicyError } from './errors.js';
import { segmentMatches } from './glob.js';
import { LineIndex } from './lines.js';
import { meetParts } from './meet.js';
import { PRESET_NAMES, type PresetName } from './names.js';
import type { PolicyDocument } from './policy-document.js';
import { resolvePolicy, resolvePreset, toDocument } from './resolve.js';
import type { NetworkSecret, ResolvedMount, ResolvedPolicy, SourcedRule } from './resolved.js';

export interface PolicyOptions {
  /** Name of the document in messages and decisions; default `policy`. */
  filename?: string;
  /** Folder of the host that `host = "./data"` is relative to: the document's, mostly. */
  folder?: string;
  /** Looks a folder of the host up: a mount of a folder that is missing is then an error of the document. */
  folderExists?: (path: string) => boolean;
}

export interface ParseOptions extends PolicyOptions {
  /** By default JSON for a filename that ends in `.json`, else TOML. */
  format?: 'toml' | 'json';
}

/** What `toDocument()` answers: a document, or several of which all must allow. */
export type ResolvedDocument = PolicyDocument | { readonly meet: readonly LayerDocument[] };
type LayerDocument = PolicyDocument | { readonly inner: PolicyDocument; readonly outer: ResolvedDocument };

const presets = new Map<PresetName, Policy>();

export class Policy {
  /** The data of a cell under this policy. What is allowed says `decide`, not the lists of rules. */
  readonly parts: ResolvedPolicy;
  private readonly holes: FileRules | null;
  private ownDigest: string | null = null;

  private constructor(private readonly layers: readonly Layer[]) {
    this.parts = meetParts(layers.map((l) => l.parts));
    this.holes = layers.length === 1 ? null : new FileRules({ ...this.parts.files, deny: [], ask: [] });
  }

  /** A document as text. Throws PolicyError, whose message is one line. */
  static parse(text: string, options: ParseOptions = {}): Policy {
    const filename = options.filename ?? 'policy';
    const format = options.format ?? (/\.json$/i.test(filename) ? 'json' : 'toml');
    return Policy.fromChecked(parseDocument(text, filename, format), options);
  }

  /** A document as an object, or the name of a preset. Throws PolicyError. */
  static from(document: PolicyDocument | PresetName | Policy, options: PolicyOptions = {}): Policy {
    if (document instanceof Policy) return document;
    if (typeof document !== 'string')
      return Policy.fromChecked(checkDocument(document, options.filename ?? 'policy'), options);
    if (!PRESET_NAMES.includes(document)) {
      // The schema says what is wrong.
      return Policy.fromChecked(checkDocument({ extends: document }, options.filename ?? 'policy'), options);
    }
    let policy = presets.get(document);
    if (policy === undefined) {
      policy = new Policy([new Layer(resolvePreset(document), null)]);
      presets.set(document, policy);
    }
    return policy;
  }

  /**
   * A document that the host itself wrote out and that is known to be right: it is not checked, which takes most of the
   * time that a small policy takes to make. What a person wrote, or a program, goes through `from`.
   */
  static fromKnown(document: PolicyDocument): Policy {
    return Policy.fromChecked({ document, lines: new LineIndex() }, {});
  }

  /** The policy whose `toDocument()` this is. */
  static fromResolved(document: ResolvedDocument): Policy {
    if (!('meet' in document)) return Policy.from(document);
    return document.meet
      .map((d) => ('inner' in d ? Policy.from(d.inner).within(Policy.fromResolved(d.outer)) : Policy.from(d)))
      .reduce((a, b) => a.meet(b));
  }

  private static fromChecked(checked: CheckedDocument, options: PolicyOptions): Policy {
    const filename = options.filename ?? 'policy';
    const parts = resolvePolicy(checked, { filename, folder: options.folder });
    if (options.folderExists !== undefined) checkFolders(checked, parts, filename, options.folderExists);
    return new Policy([new Layer(parts, null)]);
  }

  /** What the operation gets, and which rule of which line says so. */
  decide(op: Operation): Decision {
    const { layers } = this;
    let decision = layers[0]!.decide(op);
    for (let i = 1; i < layers.length && decision.action !== 'deny'; i++) {
      decision = weaker(decision, layers[i]!.decide(op));
    }
    if (this.holes !== null && op.kind === 'file' && decision.action !== 'deny') {
      decision = weaker(decision, this.holes.decide(op));
    }
    return decision;
  }

  /** What deny globs and questions say about a path, for a tree that the host has mounted itself; null: nothing. */
  decideAlways(op: Extract<Operation, { kind: 'file' }>): Decision | null {
    let decision: Decision | null = null;
    for (const layer of this.layers) {
      const said = layer.files.always(op);
      if (said !== null) decision = decision === null ? said : weaker(decision, said);
    }
    return decision;
  }

  /** The same policy with these paths of the cell closed besides: its own document, where a mount would show it. */
  denying(paths: readonly string[], rule: string): Policy {
    if (paths.length === 0) return this;
    const rules = paths.map((text) => ({ text, rule, source: '' }));
    return new Policy(this.layers.map((l) => l.denying(rules)));
  }

  /** What both allow; numbers are the smaller ones, mounts must agree about what is where. */
  meet(other: Policy): Policy {
    const layers = new Map([...this.layers, ...other.layers].map((l) => [l.text, l]));
    const texts = [...layers.keys()].sort();
    return new Policy(texts.map((t) => layers.get(t)!));
  }

  /** What this policy may allow that the other did not, in one line; null: nothing. It errs to saying something. */
  widerThan(other: Policy): string | null {
    for (const layer of other.layers) {
      if (this.layers.some((l) => l.text === layer.text)) continue;
      const wider = layer.isInner ? 'it does not stand within the same policy' : widerParts(this.parts, layer.parts);
      if (wider !== null) return wider;
    }
    return null;
  }

  /**
   * This policy for a cell inside a cell that has the policy `outer`: it never gets more than the outer has. Its mounts
   * are folders of the outer cell (`outer = "/data"`) or memory; a folder of the host is refused.
   */
  within(outer: Policy): Policy {
    return new Policy(this.layers.map((l) => l.within(outer)));
  }

  /** Is an event recorded? An inner cell's document takes nothing from what the outer's records. */
  records(event: string): boolean {
    return this.layers.some((l) => l.records(event));
  }

  /** Secrets of the host that a request carries. */
  secretsFor(method: string, url: string): NetworkSecret[] {
    const given = this.parts.network.secrets;
    return this.layers[0]!.secretsFor(method, url).filter((s) =>
      given.some((g) => canonicalJson(g) === canonicalJson(s)),
    );
  }

  /** The document without preset, units and defaults; of a meet, the documents. Plain JSON. */
  toDocument(): ResolvedDocument {
    const documents = this.layers.map((l) => l.document);
    const [only] = documents;
    return documents.length === 1 && !('inner' in only!) ? (only as PolicyDocument) : { meet: documents };
  }

  /** JSON of `toDocument()`, with sorted keys. */
  toText(): string {
    const texts = this.layers.map((l) => l.text);
    return texts.length === 1 && !this.layers[0]!.isInner ? texts[0]! : `{"meet":[${texts.join(',')}]}`;
  }

  /** SHA-256 of the document in a stable form: equal for policies that say the same in the same words. */
  digest(): string {
    this.ownDigest ??= sha256(this.layers.map((l) => l.text).join('\n'));
    return this.ownDigest;
  }
}

const RANK = { deny: 0, ask: 1, allow: 2 } as const;

function weaker(a: Decision, b: Decision): Decision {
  return RANK[b.action] < RANK[a.action] ? b : a;
}

/** One document, compiled. */
class Layer {
  /** Of a layer within an outer policy: what is left of both. */
  readonly parts: ResolvedPolicy;
  private words: { readonly document: LayerDocument; readonly text: string } | null = null;
  private readonly modules: ModuleRules;
  private readonly pickle: PickleRules;
  readonly files: FileRules;
  private readonly network: NetworkRules;

  constructor(
    private readonly own: ResolvedPolicy,
    private readonly outer: Policy | null,
  ) {
    this.parts = outer === null ? own : innerParts(own, outer.parts);
    this.modules = new ModuleRules(own.modules);
    this.pickle = new PickleRules(own.pickle);
    this.files = new FileRules(own.files);
    this.network = new NetworkRules(own.network);
  }

  denying(rules: readonly SourcedRule[]): Layer {
    const { files } = this.own;
    return new Layer({ ...this.own, files: { ...files, deny: [...files.deny, ...rules] } }, this.outer);
  }

  get isInner(): boolean {
    return this.outer !== null;
  }

  get document(): LayerDocument {
    return this.written().document;
  }

  /** Stable text of the document. */
  get text(): string {
    return this.written().text;
  }

  private written() {
    if (this.words === null) {
      const own = toDocument(this.own);
      const document = this.outer === null ? own : { inner: own, outer: this.outer.toDocument() };
      this.words = { document, text: canonicalJson(document) };
    }
    return this.words;
  }

  within(outer: Policy): Layer {
    const host = this.own.files.mounts.find((m) => m.backend.kind === 'host');
    if (host !== undefined) {
      const at = /^(.*):(\d+)$/.exec(host.source);
      const message =
        'a cell inside a cell has no folder of the host; write outer = "/folder" for one of the outer cell';
      throw new PolicyError(at?.[1] ?? (host.source || 'policy'), [
        { line: Number(at?.[2] ?? 0), where: host.rule, message },
      ]);
    }
    return new Layer(this.own, this.outer === null ? outer : this.outer.within(outer));
  }

  records(event: string): boolean {
    const { events } = this.own.audit;
    const left = events.some((e) => e.startsWith('!') && segmentMatches(e.slice(1), event));
    const named = !left && events.some((e) => segmentMatches(e, event));
    return named || this.outer?.records(event) === true;
  }

  secretsFor(method: string, url: string): NetworkSecret[] {
    return this.network.secretsFor(method, url);
  }

  decide(op: Operation): Decision {
    const own = this.decideOwn(op);
    if (this.outer === null || own.action === 'deny') return own;
    const outside = op.kind === 'file' ? this.outside(op) : op;
    return outside === null ? own : weaker(own, this.outer.decide(outside));
  }

  /** The operation as the outer cell sees it; null if it does not concern it (a file in memory). */
  private outside(op: Extract<Operation, { kind: 'file' }>): Operation | null {
    const mount = this.files.table.find(op.path);
    if (mount === null || mount.backend.kind !== 'outer') return null;
    return { ...op, path: mount.backend.folder + op.path.slice(mount.at.length) || '/' };
  }

  private decideOwn(op: Operation): Decision {
    switch (op.kind) {
      case 'import':
        return this.modules.decide(op.name);
      case 'file': {
        const decision = this.files.decide(op);
        const mount = decision.action === 'deny' || this.outer !== null ? null : this.files.table.find(op.path);
        if (mount?.backend.kind !== 'outer') return decision;
        return { action: 'deny', rule: mount.rule, source: mount.source, reason: 'there is no cell around this one' };
      }
      case 'connect':
        return this.network.connect(op);
      case 'resolve':
        return this.network.resolve(op.host);
      case 'request':
        return this.network.request(op);
      case 'unpickle':
        return this.pickle.decide(op.name);
      case 'cell':
        return this.cell();
      case 'input':
        return this.input();
    }
  }

  private cell(): Decision {
    const { limits, cellsSource } = this.own;
    return limits.cells > 0
      ? { action: 'allow', rule: 'limits.cells', source: cellsSource, reason: 'the program may make cells' }
      : {
          action: 'deny',
          rule: cellsSource === '' ? 'limits.cells (default)' : 'limits.cells',
          source: cellsSource,
          reason: 'the program may make no cells: limits.cells is 0',
        };
  }

  private input(): Decision {
    const { input, rule, source } = this.own.console;
    const reasons = {
      allow: 'the program may read standard input',
      ask: 'a person is asked before standard input is read',
      deny: 'the program may not read standard input',
    };
    return { action: input, rule, source, reason: reasons[input] };
  }
}

/** An inner cell's data: never more than the outer's; what is only told to it (environment, process, folders) is its own. */
function innerParts(own: ResolvedPolicy, outer: ResolvedPolicy): ResolvedPolicy {
  const met = meetParts([own, outer]);
  const memory = (m: ResolvedMount): ResolvedMount =>
    m.backend.kind === 'memory'
      ? { ...m, backend: { kind: 'memory', size: Math.min(m.backend.size, outer.limits.memory) } }
      : m;
  return {
    ...met,
    modules: { ...met.modules, path: own.modules.path },
    files: { ...own.files, mounts: own.files.mounts.map(memory) },
    environment: own.environment,
    process: own.process,
  };
}

function checkFolders(
  checked: CheckedDocument,
  parts: ResolvedPolicy,
  filename: string,
  exists: (path: string) => boolean,
): void {
  const issues = (checked.document.files?.mounts ?? []).flatMap((mount, i) => {
    const resolved = parts.files.mounts.find((m) => m.rule === `files.mounts[${i}]` && mount.host !== undefined);
    if (resolved?.backend.kind !== 'host' || exists(resolved.backend.folder)) return [];
    const line = checked.lines.at(['files', 'mounts', i, 'host']);
    const message = `there is no folder ${JSON.stringify(mount.host)} (looked for ${resolved.backend.folder}); relative folders start at the document's`;
    return [{ line, where: `files.mounts[${i}].host`, message }];
  });
  if (issues.length > 0) throw new PolicyError(filename, issues);
}
