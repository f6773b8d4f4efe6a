/** The handlers of the network's calls for a supervisor, and what its policy's URL rules say. */
import type { Plain } from '@rexec/python';
import { parseAddress } from '../policy/address.js';
import { NetworkRules } from '../policy/decide-network.js';
import { hostMatches, type NetworkRule, parseNetworkRule, portMatches } from '../policy/network-rule.js';
import type { ResolvedPolicy } from '../policy/resolved.js';
import { normalHost } from '../policy/url.js';
import type { CallName } from './calls.js';
import type { Guard, Handler, HandlerMaker, Handlers } from './guard.js';
import { countOf, type Keeping, listOf } from './keeping.js';
import { Network, type NetworkBudget, type UrlRules } from './network.js';
import type { NetworkBackend } from './network-stream.js';

export interface NetworkCallsOptions {
  /** `policy.parts.network`. */
  readonly network: ResolvedPolicy['network'];
  readonly backend: NetworkBackend;
  /** Values of the secrets that the policy names: the host's store. */
  readonly secrets?: Readonly<Record<string, string>> | ReadonlyMap<string, string> | undefined;
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

const NETWORK_CALLS: ReadonlySet<CallName> = new Set<CallName>([
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
]);

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
  return (guard) => new NetworkCalls(guard, options, budget);
}

class NetworkCalls implements Handlers, Keeping {
  private network: Network | null = null;
  /** What was spent stays spent, each cell keeps its own. */
  private readonly own: NetworkBudget;

  constructor(
    private readonly guard: Guard,
    private readonly options: NetworkCallsOptions,
    private readonly budget: NetworkBudget,
  ) {
    this.own = budget instanceof InnerBudget ? budget.own : budget;
    guard.keeps('network', this);
  }

  handler(name: CallName): Handler | undefined {
    if (!NETWORK_CALLS.has(name)) return undefined;
    const network = (this.network ??= this.made());
    return (args, place) => network.call(name, args, place);
  }

  private made(): Network {
    const { guard, budget } = this;
    const { network, backend, secrets = {} } = this.options;
    const values = secrets instanceof Map ? secrets : new Map(Object.entries(secrets as Record<string, string>));
    return new Network({ guard, backend, budget, urls: urlRules(network, values) });
  }

  /** Connections are not kept: what was open is closed (EBADF). */
  save(): Plain {
    return [finite(this.own.connections), finite(this.own.bytes)];
  }

  load(saved: Plain): void {
    const { own } = this;
    const [left, bytes] = listOf(saved, 2);
    if (left !== null) own.connections = Math.min(own.connections, countOf(left));
    if (bytes !== null) own.bytes = Math.min(own.bytes, countOf(bytes));
  }
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
