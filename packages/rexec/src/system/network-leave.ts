/** What one cell may do in the network, and what it may use up. */
import type { Place, Plain, SystemAnswer } from '@rexec/python';
import type { Decision, Operation } from '../policy/decision.js';
import type { Guard } from './guard.js';
import type { Maybe } from './later.js';
import { refused } from './network-answers.js';

/** What is left. Cells inside a cell share the outer one's. */
export interface NetworkBudget {
  connections: number;
  /** Both directions together. */
  bytes: number;
}

/** What the rules with URLs say about a host and port, before there is a request. */
export interface UrlRules {
  /** `opens`: some request may be allowed, or asked about. `restricts`: some is refused or asked about, or gets a secret. */
  reach(host: string, port: number, address: string): { readonly opens: boolean; readonly restricts: boolean };
  /** Header fields that the host adds to a request, with values that the program never sees. */
  secrets(method: string, url: string): readonly (readonly [name: string, value: string])[];
}

export const NO_CONNECTIONS = refused('no connections are left to this cell (network.connections)');
export const NO_BYTES = refused('no bytes to send or receive are left to this cell (network.bytes)');

const RANK = { deny: 0, ask: 1, allow: 2 } as const;

export class Leave {
  constructor(
    readonly guard: Guard,
    readonly budget: NetworkBudget,
    /** Absent: URLs open no connection. */
    readonly urls: UrlRules | undefined,
  ) {}

  /** An effect that nobody decides about is recorded and counted all the same. */
  note(event: string, args: readonly Plain[], place: Place): Maybe<SystemAnswer | null> {
    return this.guard.authorizeAll(event, args, [], place, 'network');
  }

  /** The one of the operations that the policy is kindest to. */
  kindest(scheme: 'tcp' | 'udp', hosts: readonly string[], address: string, port: number): [Operation, Decision] {
    let best: [Operation, Decision] | null = null;
    for (const host of hosts) {
      const operation: Operation = { kind: 'connect', scheme, host, address, port };
      const decision = this.guard.policy.decide(operation);
      if (best === null || RANK[decision.action] > RANK[best[1].action]) best = [operation, decision];
    }
    return best!;
  }

  /** Only URLs open this connection, or they say something about its requests. */
  guards(hosts: readonly string[], address: string, port: number): boolean {
    const { urls } = this;
    if (urls === undefined) return false;
    const reached = hosts.map((host) => urls.reach(host, port, address));
    const [, decision] = this.kindest('tcp', hosts, address, port);
    return reached.some((r) => (decision.action === 'deny' ? r.opens : r.restricts));
  }

  spendConnection(): boolean {
    if (this.budget.connections <= 0) return false;
    this.budget.connections--;
    return true;
  }

  spendBytes(n: number): boolean {
    if (n > this.budget.bytes) return false;
    this.budget.bytes -= n;
    return true;
  }
}
