/**
 * One rule of the network: `tcp://HOST:PORTS`, `udp://HOST:PORTS`, `dns://NAME`, or `[METHODS ]http[s]://HOST[:PORTS]/PATH`.
 * HOST is a name with `*`, an address, a range of addresses or `*`; PORTS is `*`, `80`, `80,443`, `8000-8999`.
 */

import type { Address } from './address.js';
import { contains, isPrivateRange, parseRange, type Range } from './address.js';
import { quote, suggestion } from './errors.js';
import { Glob, globProblem, segmentMatches } from './glob.js';
import { DEFAULT_PORTS, type Host, type NormalUrl, normalName } from './url.js';

type HostPattern =
  | { readonly kind: 'any' }
  /** `below`: began with `*.`, and matches at any depth below. */
  | { readonly kind: 'name'; readonly labels: readonly string[]; readonly below: boolean }
  | { readonly kind: 'range'; readonly range: Range; readonly private: boolean };

/** Pairs of the first and the last port. */
type Ports = readonly (readonly [number, number])[];

export interface NetworkRule {
  readonly scheme: 'tcp' | 'udp' | 'dns' | 'http' | 'https';
  readonly host: HostPattern;
  readonly ports: Ports;
  /** Null: none were named. */
  readonly methods: ReadonlySet<string> | 'any' | null;
  readonly path: Glob | null;
}

const ANY_PORT: Ports = [[0, 65535]];
const SCHEMES = ['tcp', 'udp', 'dns', 'http', 'https'] as const;

/** A string says what is wrong and what would be right. */
export function parseNetworkRule(text: string): NetworkRule | string {
  if (text.length > 2000) return 'the rule is longer than 2000 characters';
  const m = /^(?:(\S+) +)?([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/]*(?:\/\d{1,3}(?::[^/]*)?)?)(\/.*)?$/.exec(text);
  if (m === null)
    return `${quote(text)} is no rule; write it like "tcp://*:80", "dns://*.example.com" or "GET https://example.com/**"`;
  const scheme = m[2]!.toLowerCase() as NetworkRule['scheme'];
  if (!SCHEMES.includes(scheme)) return `unknown scheme ${quote(m[2]!)}${suggestion(scheme, SCHEMES)}`;
  const http = scheme === 'http' || scheme === 'https';
  // In a URL a slash after the host begins the path: `http://10.0.0.1/8` is no range.
  const [authority, path] = http ? splitUrl(m[3]!, m[4] ?? '') : [m[3]!, m[4] ?? ''];
  if (!http && (path !== '' || m[1] !== undefined))
    return `a ${scheme} rule is ${scheme}://${scheme === 'dns' ? 'NAME' : 'HOST:PORTS'} alone`;
  if (authority.includes('@')) return 'a rule has no user name before the host';
  const split = splitPorts(authority);
  const host = parseHost(split.host);
  if (typeof host === 'string') return host;
  let ports: Ports | string;
  if (scheme === 'dns') {
    if (split.ports !== null) return 'a dns rule has no port';
    if (host.kind === 'range') return 'a dns rule names hosts, not addresses';
    ports = ANY_PORT;
  } else if (split.ports !== null) ports = parsePorts(split.ports);
  else if (http) ports = [[DEFAULT_PORTS[scheme], DEFAULT_PORTS[scheme]]];
  else return `the port is missing; write ${scheme}://${split.host}:80, or :* for every port`;
  if (typeof ports === 'string') return ports;
  const methods = m[1] === undefined ? null : parseMethods(m[1]);
  if (typeof methods === 'string' && methods !== 'any') return methods;
  const glob = http ? parsePath(path) : null;
  if (typeof glob === 'string') return glob;
  return { scheme, host, ports, methods, path: glob };
}

function splitUrl(authority: string, path: string): [string, string] {
  const slash = authority.indexOf('/');
  return slash < 0 ? [authority, path] : [authority.slice(0, slash), authority.slice(slash) + path];
}

function splitPorts(authority: string): { host: string; ports: string | null } {
  const colon = authority.lastIndexOf(':');
  // A colon inside brackets, or one of several without brackets, is an IPv6 address's.
  if (colon < 0 || colon < authority.lastIndexOf(']')) return { host: authority, ports: null };
  return { host: authority.slice(0, colon), ports: authority.slice(colon + 1) };
}

function parseHost(text: string): HostPattern | string {
  if (text === '') return 'the host is missing; write * for every host';
  if (text === '*' || text === '**') return { kind: 'any' };
  // [fd00::/8] and [fd00::]/8 are both written.
  const bare = text.replace(/[[\]]/g, '');
  if (!text.startsWith('[') && text.includes(':')) return `an IPv6 address stands in brackets: [${bare}]`;
  const range = parseRange(bare);
  if (typeof range === 'string') return range;
  if (range !== null) return { kind: 'range', range, private: isPrivateRange(range) };
  if (text.startsWith('[')) return `${quote(text)} is no address`;
  const name = normalName(text);
  if (name === null || !/^[a-z0-9_*?-]+(\.[a-z0-9_*?-]+)*$/.test(name)) {
    return `${quote(text)} is no name of a host; write it like example.com, *.example.com or 10.0.0.0/8`;
  }
  if (/(^|\.)(\d+|0x[0-9a-f]*)$/.test(name))
    return `${quote(text)} is no address; write all four numbers, like 10.0.0.1`;
  const labels = name.split('.');
  const below = labels[0] === '*' || labels[0] === '**';
  if (labels.slice(below ? 1 : 0).some((l) => l.includes('**'))) return "'**' stands only at the beginning of a name";
  return { kind: 'name', labels: below ? labels.slice(1) : labels, below };
}

function parsePorts(text: string): Ports | string {
  if (text === '*') return ANY_PORT;
  const out: [number, number][] = [];
  for (const part of text.split(',')) {
    const m = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part.trim());
    if (m === null) return `port ${quote(text)} is no number; write 80, 80,443, 8000-8999 or *`;
    const low = Number(m[1]);
    const high = Number(m[2] ?? m[1]);
    if (high > 65535) return `port ${high} is too large; the last port is 65535`;
    if (low > high) return `ports ${part} run backwards; write ${high}-${low}`;
    out.push([low, high]);
  }
  return out;
}

function parseMethods(text: string): ReadonlySet<string> | string {
  if (text === '*') return 'any';
  const out = new Set<string>();
  for (const method of text.split(',')) {
    if (!/^[A-Z]{1,20}$/.test(method)) {
      return `${quote(method)} is no method; write them in capitals: "GET,POST https://…", or "* https://…" for all`;
    }
    out.add(method);
  }
  return out;
}

function parsePath(path: string): Glob | string {
  if (path === '') return new Glob(['**']);
  if (path.includes('#')) return "a rule ends before the '#': it is never sent";
  if (/\?[\w.~-]+=/.test(path)) return "a rule ends before the query: leave out what follows the '?'";
  const problem = globProblem(path, '/');
  if (problem !== null) return problem;
  let decoded: string;
  try {
    decoded = decodeURI(path);
  } catch {
    return 'the path is not UTF-8 when its % are read';
  }
  const segments = decoded.slice(1).split('/');
  if (segments.some((s) => s === '.' || s === '..')) return "a rule has no '.' and '..'";
  return new Glob(segments);
}

export function portMatches(rule: NetworkRule, port: number): boolean {
  for (const [low, high] of rule.ports) if (port >= low && port <= high) return true;
  return false;
}

/** `address` is what the name was resolved to, or the host's own. */
export function hostMatches(rule: NetworkRule, host: Host, address: Address | null): boolean {
  const pattern = rule.host;
  switch (pattern.kind) {
    case 'any':
      return true;
    case 'range':
      return address !== null && contains(pattern.range, address);
    case 'name': {
      if (host.kind !== 'name') return false;
      const labels = host.name.split('.');
      const extra = labels.length - pattern.labels.length;
      if (pattern.below ? extra < 1 : extra !== 0) return false;
      return pattern.labels.every((p, i) => segmentMatches(p, labels[extra + i]!));
    }
  }
}

/** A rule's methods; where it names none, `unnamed` is meant. */
export function methodMatches(rule: NetworkRule, method: string, unnamed: ReadonlySet<string> | 'any'): boolean {
  const methods = rule.methods ?? unnamed;
  return methods === 'any' || methods.has(method);
}

/** `loose`: many servers read several slashes as one, so a rule that takes away does too. */
export function pathMatches(rule: NetworkRule, url: NormalUrl, loose = false): boolean {
  if (rule.path === null || rule.path.matches(url.path)) return true;
  return loose && url.path.includes('') && rule.path.matches(url.path.filter((s) => s !== ''));
}
