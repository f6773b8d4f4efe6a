/** The handlers of the network's calls for a supervisor, and what its policy's URL rules say. */
import { parseAddress } from '../policy/address.js';
import { NetworkRules } from '../policy/decide-network.js';
import { hostMatches, type NetworkRule, parseNetworkRule, portMatches } from '../policy/network-rule.js';
import type { ResolvedPolicy } from '../policy/resolved.js';
import { normalHost } from '../policy/url.js';
import type { CallName } from './calls.js';
import type { Guard, Handler, HandlerMaker, Handlers } from './guard.js';
import { countOf, listOf } from './keeping.js';
import { Network, type NetworkBudget, type UrlRules } from './network.js';
import type { NetworkBackend } from './network-stream.js';

export interface NetworkCallsOptions {
  /** `policy.parts.network`. */
  readonly network: ResolvedPolicy['network'];
  readonly backend: NetworkBackend;
  /** Values of the secrets that the policy names: the host's store. */
  readonly secrets?: ReadonlyMap<string, string>;
  /** A cell inside a cell shares the outer one's. */
  readonly budget?: NetworkBudget;
}

/** What a cell inside a cell may use up: no more than it was given itself, and it comes out of the outer one's. */
export class InnerBudget implements NetworkBudget {
  constructor(
    /** What is left of what it was given itself. */
    readonly own: NetworkBudget,
    private readonly outer: NetworkBudget,
  ) {}

  get connections(): number {
    return Math.min(this.own.connections, this.outer.connections);
  }

  set connections(left: number) {
    this.spend('connections', left);
  }

  get bytes(): number {
    return Math.min(this.own.bytes, this.outer.bytes);
  }

  set bytes(left: number) {
    this.spend('bytes', left);
  }

  private spend(what: 'connections' | 'bytes', left: number): void {
    const spent = this[what] - left;
    // Without bounds on both sides there is nothing to count.
    if (!Number.isFinite(spent)) return;
    this.own[what] -= spent;
    this.outer[what] -= spent;
  }
}

const NETWORK_CALLS = [
  'getaddrinfo',
  'socket',
  'connect',
  'send',
  'recv',
  'sendto',
  'recvfrom',
  'starttls',
  'shutdown',
  'getsockname',
  'getpeername',
  'sockerror',
  'poll',
  'sockclose',
] as const satisfies readonly CallName[];

const finite = (n: number): number | null => (Number.isFinite(n) ? Math.max(0, Math.floor(n)) : null);

/**
 * The network of a cell, for `SupervisorOptions.handlers`.
 *
 * ```ts
 * const network = networkCalls({ network: policy.parts.network, backend: new NodeNetwork(), secrets });
 * new Supervisor({ policy, handlers: [network] });
 * ```
 */
export function networkCalls(options: NetworkCallsOptions): HandlerMaker {
  const { connections, bytes } = options.network;
  const budget = options.budget ?? { connections, bytes };
  const urls = urlRules(options.network, options.secrets ?? new Map());
  return (guard: Guard): Handlers => {
    const network = new Network({ guard, backend: options.backend, budget, urls });
    // Connections are not kept: what was open is closed (EBADF). What was spent stays spent, each cell keeps its own.
    const own = budget instanceof InnerBudget ? budget.own : budget;
    guard.keeps('network', {
      save: () => [finite(own.connections), finite(own.bytes)],
      load: (saved) => {
        const [left, bytes] = listOf(saved, 2);
        if (left !== null) own.connections = Math.min(own.connections, countOf(left));
        if (bytes !== null) own.bytes = Math.min(own.bytes, countOf(bytes));
      },
    });
    const handler =
      (name: CallName): Handler =>
      (args, place) =>
        network.call(name, args, place);
    return Object.fromEntries(NETWORK_CALLS.map((name) => [name, handler(name)]));
  };
}

/** The rules of a policy that speak of URLs. A secret whose value the host does not have is left out. */
export function urlRules(network: ResolvedPolicy['network'], values: ReadonlyMap<string, string>): UrlRules {
  const rules = new NetworkRules(network);
  const compiled = (texts: readonly string[]): NetworkRule[] =>
    texts
      .map((text) => parseNetworkRule(text) as NetworkRule)
      .filter((rule) => rule.scheme === 'http' || rule.scheme === 'https');
  const opening = compiled([...network.allow, ...network.ask].map((rule) => rule.text));
  const restricting = compiled([
    ...[...network.deny, ...network.ask].map((rule) => rule.text),
    ...network.secrets.map((secret) => secret.url),
  ]);
  return {
    reach(name, port, addressText) {
      const host = normalHost(name);
      const address = parseAddress(addressText);
      if (host === null) return { opens: false, restricts: false };
      const speaks = (rule: NetworkRule) => portMatches(rule, port) && hostMatches(rule, host, address);
      return { opens: opening.some(speaks), restricts: restricting.some(speaks) };
    },
    secrets: (method, url) =>
      rules.secretsFor(method, url).flatMap(({ header, secret }) => {
        const value = values.get(secret);
        return value === undefined ? [] : [[header, value] as const];
      }),
  };
}
