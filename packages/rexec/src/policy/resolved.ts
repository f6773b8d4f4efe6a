/** A policy after its preset, units and defaults: typed plain data for whoever builds a cell from it. */
import type { LanguageRules } from '../language/rules.js';
import type { HIDDEN_KINDS } from './names.js';

/** One entry of a list of rules, and where it stands. */
export interface SourcedRule {
  readonly text: string;
  /** `modules.allow "json"`. */
  readonly rule: string;
  /** `policy.toml:12`, `preset pure`, ''. */
  readonly source: string;
}

export type MountAccess = 'read' | 'overlay' | 'create' | 'write';

export interface ResolvedMount {
  /** Normal absolute path of the cell; '' is the root. */
  readonly at: string;
  readonly backend: /** Folder of the host: absolute if the folder of the document was known. */
    | { readonly kind: 'host'; readonly folder: string }
    | { readonly kind: 'memory'; readonly size: number }
    /** Normal absolute path of the enclosing cell. */
    | { readonly kind: 'outer'; readonly folder: string }
    /** Nothing: policies that were met disagree about what is here. */
    | { readonly kind: 'nothing' };
  readonly access: MountAccess;
  /** Bytes that may be written, Infinity for no bound. */
  readonly quota: number;
  readonly files: number;
  readonly rule: string;
  readonly source: string;
}

export type HiddenKind = (typeof HIDDEN_KINDS)[number];

export interface NetworkSecret {
  readonly url: string;
  readonly header: string;
  readonly secret: string;
}

export interface ResolvedLimits {
  readonly fuel: number;
  /** Milliseconds. */
  readonly time: number;
  readonly memory: number;
  readonly recursion: number;
  readonly output: number;
  readonly openFiles: number;
  readonly effects: number;
  readonly cells: number;
  readonly readable: boolean;
}

export interface ResolvedProcess {
  readonly pid: number;
  readonly ppid: number;
  readonly uid: number;
  readonly gid: number;
  readonly user: string;
  readonly host: string;
  readonly system: string;
  readonly release: string;
  readonly version: string;
  readonly machine: string;
  readonly cpus: number;
}

export interface ResolvedPolicy {
  readonly builtins: { readonly deny: readonly string[] };
  readonly modules: {
    readonly allow: readonly SourcedRule[];
    readonly ask: readonly SourcedRule[];
    readonly deny: readonly SourcedRule[];
    /** Folders of the cell. */
    readonly path: readonly string[];
  };
  /** Names that a module shows; a module that is not here shows all. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** What pickles may name; null: whatever may be imported. */
  readonly pickle: { readonly classes: readonly SourcedRule[] | null };
  /** What of Python sources may use; all of them must allow it. Empty: everything. */
  readonly language: readonly LanguageRules[];
  /** Kinds (`function`) and single attributes (`function.__globals__`). */
  readonly attributes: { readonly hide: readonly string[] };
  readonly files: {
    readonly cwd: string;
    readonly deny: readonly SourcedRule[];
    readonly ask: readonly SourcedRule[];
    readonly mounts: readonly ResolvedMount[];
  };
  readonly network: {
    readonly allow: readonly SourcedRule[];
    readonly ask: readonly SourcedRule[];
    readonly deny: readonly SourcedRule[];
    readonly private: boolean;
    readonly connections: number;
    readonly bytes: number;
    readonly secrets: readonly NetworkSecret[];
  };
  readonly environment: ReadonlyMap<string, string>;
  /** `at`: nanoseconds since the epoch. */
  readonly clock: { readonly mode: 'frozen' | 'virtual' | 'real'; readonly at: bigint };
  readonly entropy: { readonly mode: 'none' | 'seeded' | 'real'; readonly seed: number };
  readonly process: ResolvedProcess;
  readonly limits: ResolvedLimits;
  /** `wait`: milliseconds. */
  readonly ask: { readonly wait: number; readonly remember: 'once' | 'session'; readonly questions: number };
  readonly audit: { readonly events: readonly string[] };
  readonly console: { readonly input: 'allow' | 'ask' | 'deny'; readonly rule: string; readonly source: string };
  /** Where `limits.cells` stands. */
  readonly cellsSource: string;
}
