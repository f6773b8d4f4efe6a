/**
 * Whether one policy may allow more than another: for whoever restores a cell. The answer errs to yes: rules are compared
 * by their words, not by all that they could mean.
 */
import { languageToDocument } from '../language/rules.js';
import { canonicalJson } from './digest.js';
import { segmentMatches } from './glob.js';
import type { ResolvedMount, ResolvedPolicy, SourcedRule } from './resolved.js';

const CLOCKS = ['frozen', 'virtual', 'real'];
const ENTROPIES = ['none', 'seeded', 'real'];
const INPUTS = ['deny', 'ask', 'allow'];
const ACCESS = ['read', 'overlay', 'create', 'write'];

/** What of it is wider, in one line; null: nothing. */
export function widerParts(now: ResolvedPolicy, was: ResolvedPolicy): string | null {
  return (
    missing('builtins.deny', was.builtins.deny, now.builtins.deny) ??
    widerRules('modules', now.modules, was.modules) ??
    added('modules.path', now.modules.path, was.modules.path) ??
    widerNames(now, was) ??
    widerPickles(now, was) ??
    missing('attributes.hide', was.attributes.hide, now.attributes.hide) ??
    missing('language', languages(was), languages(now)) ??
    widerFiles(now, was) ??
    widerNetwork(now, was) ??
    added('environment', entries(now), entries(was)) ??
    later('clock.mode', CLOCKS, now.clock.mode, was.clock.mode) ??
    later('entropy.mode', ENTROPIES, now.entropy.mode, was.entropy.mode) ??
    later('console.input', INPUTS, now.console.input, was.console.input) ??
    widerLimits(now, was)
  );
}

interface Rules {
  readonly allow: readonly SourcedRule[];
  readonly ask: readonly SourcedRule[];
  readonly deny: readonly SourcedRule[];
}

const texts = (...lists: readonly (readonly SourcedRule[])[]): string[] => lists.flat().map((r) => r.text);
/** A source is held to each of them. */
const languages = (p: ResolvedPolicy): string[] => p.language.map((l) => canonicalJson(languageToDocument(l)));
const entries = (p: ResolvedPolicy): string[] => [...p.environment].map(([k, v]) => `${k}=${v}`);

/** What was taken away must be taken away still. */
function missing(where: string, was: readonly string[], now: readonly string[]): string | null {
  const gone = was.find((text) => !now.includes(text));
  return gone === undefined ? null : `${where} no longer has ${JSON.stringify(gone)}`;
}

/** What is given must have been given before. */
function added(where: string, now: readonly string[], was: readonly string[]): string | null {
  const more = now.find((text) => !was.includes(text));
  return more === undefined ? null : `${where} has ${JSON.stringify(more)} besides`;
}

function covered(text: string, by: readonly string[]): boolean {
  return by.some((rule) => rule === text || (!text.includes('*') && segmentMatches(rule, text)));
}

function widerRules(where: string, now: Rules, was: Rules): string | null {
  const allowed = texts(was.allow);
  const more = texts(now.allow).find((text) => !covered(text, allowed));
  if (more !== undefined) return `${where}.allow has ${JSON.stringify(more)} besides`;
  const asked = texts(now.ask).find((text) => !covered(text, [...allowed, ...texts(was.ask)]));
  if (asked !== undefined) return `${where}.ask has ${JSON.stringify(asked)} besides`;
  return (
    missing(`${where}.deny`, texts(was.deny), texts(now.deny)) ??
    missing(`${where}.ask`, texts(was.ask), texts(now.ask, now.deny))
  );
}

function widerPickles({ pickle: now }: ResolvedPolicy, { pickle: was }: ResolvedPolicy): string | null {
  if (was.classes === null) return null;
  if (now.classes === null) return 'pickle.classes is not limited any more';
  const before = texts(was.classes);
  const more = texts(now.classes).find((text) => !before.includes(text) && !before.includes('*'));
  return more === undefined ? null : `pickle.classes has ${JSON.stringify(more)} besides`;
}

function widerNames(now: ResolvedPolicy, was: ResolvedPolicy): string | null {
  for (const [module, names] of was.names) {
    const shown = now.names.get(module);
    if (shown === undefined) return `names.${module} is not limited any more`;
    const more = added(`names.${module}`, shown, names);
    if (more !== null) return more;
  }
  return null;
}

function widerFiles(now: ResolvedPolicy, was: ResolvedPolicy): string | null {
  for (const mount of now.files.mounts) {
    const before = was.files.mounts.find((m) => m.at === mount.at);
    const wider = before === undefined ? 'is new' : widerMount(mount, before);
    if (wider !== null) return `the mount at ${mount.at || '/'} ${wider}`;
  }
  const uncovers = was.files.mounts.find(
    (m) =>
      !now.files.mounts.some((n) => n.at === m.at) &&
      now.files.mounts.some((n) => n.at === '' || m.at.startsWith(`${n.at}/`)),
  );
  if (uncovers !== undefined) return `without the mount at ${uncovers.at} another shows there`;
  return (
    missing('files.deny', texts(was.files.deny), texts(now.files.deny)) ??
    missing('files.ask', texts(was.files.ask), texts(now.files.ask, now.files.deny))
  );
}

function widerMount(now: ResolvedMount, was: ResolvedMount): string | null {
  if (now.backend.kind === 'nothing') return null;
  if (now.backend.kind !== was.backend.kind) return 'is another';
  if ('folder' in now.backend && 'folder' in was.backend && now.backend.folder !== was.backend.folder) {
    return `is another folder: ${now.backend.folder}`;
  }
  if ('size' in now.backend && 'size' in was.backend && now.backend.size > was.backend.size) return 'is larger';
  if (ACCESS.indexOf(now.access) > ACCESS.indexOf(was.access)) return `has access ${now.access}, not ${was.access}`;
  if (now.quota > was.quota || now.files > was.files) return 'holds more';
  return null;
}

function widerNetwork({ network: now }: ResolvedPolicy, { network: was }: ResolvedPolicy): string | null {
  const secret = (s: ResolvedPolicy['network']['secrets'][number]) => `${s.url} ${s.header} ${s.secret}`;
  return (
    widerRules('network', now, was) ??
    (now.private && !was.private ? 'network.private is true' : null) ??
    more('network.connections', now.connections, was.connections) ??
    more('network.bytes', now.bytes, was.bytes) ??
    added('network.secrets', now.secrets.map(secret), was.secrets.map(secret))
  );
}

function later(where: string, order: readonly string[], now: string, was: string): string | null {
  return order.indexOf(now) > order.indexOf(was) ? `${where} is ${now}, not ${was}` : null;
}

function more(where: string, now: number, was: number): string | null {
  return now > was ? `${where} is ${now}, not ${was}` : null;
}

function widerLimits({ limits: now, ask }: ResolvedPolicy, { limits: was, ask: asked }: ResolvedPolicy): string | null {
  for (const [name, value] of Object.entries(now)) {
    const before = was[name as keyof typeof was];
    if (Number(value) > Number(before)) return `limits.${name} is ${value}, not ${before}`;
  }
  return more('ask.questions', ask.questions, asked.questions);
}
