/**
 * The rules of a language as plain data: what of Python a source may use, and where each rule stands. They are made from
 * the `language` part of a policy (policy/resolve.ts) or by `languageOf`, and can go to another process.
 */
import { PROFILES, type ProfileName } from './profiles.js';

/** One entry of a list, and where it stands. */
export interface LanguageRule {
  readonly text: string;
  /** `language.names.deny "_*"`. */
  readonly rule: string;
  /** `policy.toml:12`, `profile config`, ''. */
  readonly source: string;
}

export interface LanguageSetting<T> {
  readonly value: T;
  readonly source: string;
}

/** `deny` is stronger than `allow`; `*` in `allow` is everything. */
export interface LanguageList {
  readonly allow: readonly LanguageRule[];
  readonly deny: readonly LanguageRule[];
}

export const LISTS = ['nodes', 'names', 'attributes', 'calls', 'imports'] as const;
export type ListName = (typeof LISTS)[number];

export const LOOP_KINDS = ['none', 'bounded', 'any'] as const;
export type LoopKind = (typeof LOOP_KINDS)[number];
export const DEFINITION_KINDS = ['none', 'functions', 'any'] as const;
export type DefinitionKind = (typeof DEFINITION_KINDS)[number];

export const LIMIT_NAMES = ['statements', 'depth', 'string', 'digits', 'collection'] as const;
export type LimitKind = (typeof LIMIT_NAMES)[number];

export interface LanguageRules {
  readonly profile: ProfileName;
  readonly nodes: LanguageList;
  readonly names: LanguageList & {
    /** Names that may be used and not bound. */
    readonly reserved: readonly LanguageRule[];
    /** Names of methods that may be defined although `deny` matches them. */
    readonly methods: readonly string[];
  };
  readonly attributes: LanguageList;
  readonly calls: LanguageList;
  readonly imports: LanguageList;
  readonly loops: LanguageSetting<LoopKind>;
  readonly definitions: LanguageSetting<DefinitionKind>;
  readonly recursion: LanguageSetting<boolean>;
  /** Absent: no limit. */
  readonly limits: { readonly [name in LimitKind]?: LanguageSetting<number> };
}

/** A `language` part as a document writes it, units and all checked. `allow` of nodes adds to the profile's, of the others replaces. */
export interface LanguageDocument {
  readonly profile?: ProfileName | undefined;
  readonly nodes?:
    | { readonly allow?: readonly string[] | undefined; readonly deny?: readonly string[] | undefined }
    | undefined;
  readonly names?:
    | {
        readonly allow?: readonly string[] | undefined;
        readonly deny?: readonly string[] | undefined;
        readonly reserved?: readonly string[] | undefined;
        readonly methods?: readonly string[] | undefined;
      }
    | undefined;
  readonly attributes?:
    | { readonly allow?: readonly string[] | undefined; readonly deny?: readonly string[] | undefined }
    | undefined;
  readonly calls?:
    | { readonly allow?: readonly string[] | undefined; readonly deny?: readonly string[] | undefined }
    | undefined;
  readonly imports?:
    | { readonly allow?: readonly string[] | undefined; readonly deny?: readonly string[] | undefined }
    | undefined;
  readonly loops?: LoopKind | undefined;
  readonly definitions?: DefinitionKind | undefined;
  readonly recursion?: boolean | undefined;
  readonly limits?: { readonly [name in LimitKind]?: number | 'unlimited' | undefined } | undefined;
}

/** A document, and how its lines are called. */
export interface LanguageLayer {
  readonly document: LanguageDocument;
  readonly source: (path: readonly (string | number)[]) => string;
}

/** The rules of one document, or of documents that lie over each other, over the profile that the last of them names. */
export function resolveLanguage(layers: readonly LanguageLayer[]): LanguageRules {
  const profile = layers.findLast((l) => l.document.profile !== undefined)?.document.profile ?? 'full';
  const all: LanguageLayer[] = [{ document: PROFILES[profile], source: () => `profile ${profile}` }, ...layers];
  const last = <T>(key: string, get: (d: LanguageDocument) => T | undefined): LanguageSetting<T> => {
    const layer = all.findLast((l) => get(l.document) !== undefined)!;
    return { value: get(layer.document)!, source: layer.source([key]) };
  };
  const union = (list: ListName, key: 'allow' | 'deny' | 'reserved' | 'methods') => {
    const out = new Map<string, LanguageRule>();
    for (const layer of all)
      for (const rule of rulesOf(layer, list, key)) if (!out.has(rule.text)) out.set(rule.text, rule);
    return [...out.values()];
  };
  const list = (name: Exclude<ListName, 'nodes'>): LanguageList => {
    const layer = all.findLast((l) => l.document[name]?.allow !== undefined)!;
    return { allow: rulesOf(layer, name, 'allow'), deny: union(name, 'deny') };
  };
  const limits: { [name in LimitKind]?: LanguageSetting<number> } = {};
  for (const name of LIMIT_NAMES) {
    const layer = all.findLast((l) => l.document.limits?.[name] !== undefined);
    const value = layer?.document.limits?.[name];
    if (layer === undefined || typeof value !== 'number') continue;
    limits[name] = { value, source: layer.source(['limits', name]) };
  }
  return {
    profile,
    nodes: { allow: union('nodes', 'allow'), deny: union('nodes', 'deny') },
    names: {
      ...list('names'),
      reserved: union('names', 'reserved'),
      methods: union('names', 'methods').map((r) => r.text),
    },
    attributes: list('attributes'),
    calls: list('calls'),
    imports: list('imports'),
    loops: last('loops', (d) => d.loops),
    definitions: last('definitions', (d) => d.definitions),
    recursion: last('recursion', (d) => d.recursion),
    limits,
  };
}

function rulesOf({ document, source }: LanguageLayer, list: ListName, key: 'allow' | 'deny' | 'reserved' | 'methods') {
  const texts = (document[list] as Record<string, readonly string[] | undefined> | undefined)?.[key] ?? [];
  return texts.map((text, i): LanguageRule => {
    return { text, rule: `language.${list}.${key} ${JSON.stringify(text)}`, source: source([list, key, i]) };
  });
}

/** Rules by the name of a profile, or of a document. */
export function languageOf(given: ProfileName | LanguageDocument, filename = ''): LanguageRules {
  const document = typeof given === 'string' ? { profile: given } : given;
  return resolveLanguage([{ document, source: () => filename }]);
}

/** The document that says the same over the same profile; undefined: all of Python. */
export function languageToDocument(rules: LanguageRules): LanguageDocument | undefined {
  const profile = languageOf(rules.profile);
  const out: Record<string, unknown> = { profile: rules.profile };
  const texts = (list: readonly LanguageRule[]) => list.map((r) => r.text).sort();
  for (const name of LISTS) {
    const [own, base] = [rules[name], profile[name]];
    const part: Record<string, unknown> = {};
    const beyond = (key: 'allow' | 'deny') => {
      const known = new Set(texts(base[key]));
      return texts(own[key]).filter((t) => !known.has(t));
    };
    if (beyond('deny').length > 0) part['deny'] = beyond('deny');
    if (name === 'nodes') {
      if (beyond('allow').length > 0) part['allow'] = beyond('allow');
    } else if (texts(own.allow).join('\n') !== texts(base.allow).join('\n')) part['allow'] = texts(own.allow);
    if (name === 'names') {
      const reserved = texts(rules.names.reserved).filter((t) => !profile.names.reserved.some((r) => r.text === t));
      const methods = [...rules.names.methods].sort().filter((t) => !profile.names.methods.includes(t));
      if (reserved.length > 0) part['reserved'] = reserved;
      if (methods.length > 0) part['methods'] = methods;
    }
    if (Object.keys(part).length > 0) out[name] = part;
  }
  for (const key of ['loops', 'definitions', 'recursion'] as const) {
    if (rules[key].value !== profile[key].value) out[key] = rules[key].value;
  }
  const limits: Record<string, number | string> = {};
  for (const name of LIMIT_NAMES) {
    const value = rules.limits[name]?.value;
    if (value !== profile.limits[name]?.value) limits[name] = value ?? 'unlimited';
  }
  if (Object.keys(limits).length > 0) out['limits'] = limits;
  return rules.profile === 'full' && Object.keys(out).length === 1 ? undefined : (out as LanguageDocument);
}
