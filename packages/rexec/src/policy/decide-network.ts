/**
 * Rules of the network, compiled. The supervisor asks `resolve` before it looks a name up, then `connect` or `request`
 * with the address that came out, and connects to that very address. Without an address the answer is preliminary: rules
 * that name ranges do not match yet, and a private address is not seen.
 */
import { type Address, addressText, isPrivate, parseAddress } from './address.js';
import { made } from './decide-modules.js';
import type { Decision, Operation } from './decision.js';
import {
  hostMatches,
  methodMatches,
  type NetworkRule,
  parseNetworkRule,
  pathMatches,
  portMatches,
} from './network-rule.js';
import type { NetworkSecret, ResolvedPolicy, SourcedRule } from './resolved.js';
import { type Host, normalHost, normalUrl } from './url.js';

interface Compiled {
  readonly rule: SourcedRule;
  readonly match: NetworkRule;
}

/** The document was checked: each text is a rule. */
function compile(rules: readonly SourcedRule[]): Compiled[] {
  return rules.map((rule) => ({ rule, match: parseNetworkRule(rule.text) as NetworkRule }));
}

/** What a URL pattern without methods means in each list. */
const UNNAMED: Readonly<Record<List, ReadonlySet<string> | 'any'>> = {
  deny: 'any',
  ask: 'any',
  allow: new Set(['GET', 'HEAD']),
};

type Connect = Extract<Operation, { kind: 'connect' }>;
type Request = Extract<Operation, { kind: 'request' }>;
type List = 'deny' | 'ask' | 'allow';
/** Does a rule of the list speak of the operation? */
type Test = (rule: NetworkRule, list: List) => boolean;

/** 127.0.0.1: what `localhost` means before anything is looked up (RFC 6761). */
const LOOPBACK = parseAddress('127.0.0.1')!;

export class NetworkRules {
  private readonly allow: readonly Compiled[];
  private readonly ask: readonly Compiled[];
  private readonly deny: readonly Compiled[];
  private readonly secrets: readonly { readonly match: NetworkRule; readonly secret: NetworkSecret }[];

  constructor(private readonly network: ResolvedPolicy['network']) {
    this.allow = compile(network.allow);
    this.ask = compile(network.ask);
    this.deny = compile(network.deny);
    this.secrets = network.secrets.map((secret) => ({ match: parseNetworkRule(secret.url) as NetworkRule, secret }));
  }

  connect(op: Connect): Decision {
    const host = normalHost(op.host);
    if (host === null) return odd(`the host ${shown(op.host)} is not written in a plain form`);
    if (!Number.isInteger(op.port) || op.port < 0 || op.port > 65535) return odd(`${op.port} is no port`);
    const address = addressOf(host, op.address);
    if (typeof address === 'string') return odd(address);
    const what = `${op.scheme}://${host.kind === 'address' && host.name.includes(':') ? `[${host.name}]` : host.name}:${op.port}`;
    return this.decide(what, address, (rule) => {
      return rule.scheme === op.scheme && portMatches(rule, op.port) && hostMatches(rule, host, address);
    });
  }

  request(op: Request): Decision {
    const url = normalUrl(op.url);
    if (typeof url === 'string') return odd(url);
    if (!/^[A-Z]{1,20}$/.test(op.method)) return odd(`${shown(op.method)} is no method`);
    const address = addressOf(url.host, op.address);
    if (typeof address === 'string') return odd(address);
    return this.decide(`${op.method} ${shown(url.href)}`, address, (rule, list) => {
      if (!portMatches(rule, url.port) || !hostMatches(rule, url.host, address)) return false;
      // Whoever may open the connection may send the request over it.
      if (rule.scheme === 'tcp') return true;
      return (
        rule.scheme === url.scheme &&
        methodMatches(rule, op.method, UNNAMED[list]) &&
        pathMatches(rule, url, list !== 'allow')
      );
    });
  }

  /** Names of dns rules, and names that another rule lets be connected to: one goes with the other. */
  resolve(name: string): Decision {
    const host = normalHost(name);
    if (host === null) return odd(`the name ${shown(name)} is not written in a plain form`);
    if (host.kind === 'address') {
      return {
        action: 'allow',
        rule: 'network (address)',
        source: '',
        reason: `${host.name} is an address: nothing is looked up`,
      };
    }
    return this.decide(`looking up ${shown(host.name)}`, null, (rule, list) => {
      // A refused connection takes the connection away, not the name.
      if (list === 'deny' ? rule.scheme !== 'dns' : rule.host.kind === 'range') return false;
      return hostMatches(rule, host, null);
    });
  }

  /** Secrets that a request to the URL carries. */
  secretsFor(method: string, text: string): NetworkSecret[] {
    const url = normalUrl(text);
    if (typeof url === 'string') return [];
    return this.secrets
      .filter(({ match }) => {
        if (match.scheme !== url.scheme || !portMatches(match, url.port) || !pathMatches(match, url)) return false;
        return hostMatches(match, url.host, url.host.address) && methodMatches(match, method, 'any');
      })
      .map(({ secret }) => secret);
  }

  private decide(what: string, address: Address | null, test: Test): Decision {
    for (const { rule, match } of this.deny)
      if (test(match, 'deny')) return made('deny', rule, `a rule refuses ${what}`);
    const closed = address !== null && isPrivate(address) && !this.network.private;
    let kept: SourcedRule | null = null;
    for (const [action, rules] of [['ask', this.ask] as const, ['allow', this.allow] as const]) {
      for (const { rule, match } of rules) {
        if (!test(match, action)) continue;
        if (closed && !(match.host.kind === 'range' && match.host.private)) {
          kept ??= rule;
          continue;
        }
        return made(action, rule, action === 'ask' ? `a person is asked before ${what}` : `${what} is allowed`);
      }
    }
    if (kept !== null) {
      const text = addressText(address!);
      const reason = `${what} is at ${text}, a private address; add a rule that names ${text}, or private = true`;
      return { action: 'deny', rule: 'network.private', source: kept.source, reason };
    }
    return { action: 'deny', rule: 'network (default)', source: '', reason: `no rule of network.allow covers ${what}` };
  }
}

function odd(reason: string): Decision {
  return { action: 'deny', rule: 'network (form)', source: '', reason };
}

/** The address that counts; a string says what does not fit together. */
function addressOf(host: Host, resolved: string | undefined): Address | null | string {
  if (resolved === undefined) {
    return host.address ?? (/(^|\.)localhost$/.test(host.name) ? LOOPBACK : null);
  }
  const address = parseAddress(resolved);
  if (address === null) return `${shown(resolved)} is no address`;
  if (host.address !== null && addressText(host.address) !== addressText(address)) {
    return `${host.name} was resolved to another address`;
  }
  return address;
}

const shown = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);
