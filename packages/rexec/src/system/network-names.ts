/** Names and addresses: each name is looked up once, with leave, and is known by the addresses that came out. */
import type { Place, Plain, SystemAnswer } from '@rexec/python';
import type { Operation } from '../policy/decision.js';
import { effectiveAddress, type Host, readHost } from './network-address.js';
import { integer, text, value } from './network-answers.js';
import type { Leave } from './network-leave.js';
import { AF_INET, AF_INET6, familyOf, SOCK_DGRAM, SOCK_STREAM, type Socket } from './network-socket.js';
import type { NetworkBackend } from './network-stream.js';

const EAI_NONAME = -2;
const EAI_NODATA = -5;
const EAI_FAMILY = -6;
const EAI_ADDRFAMILY = -9;
const AI_NUMERICHOST = 4;
const SOCK_RAW = 3;

const MAX_KNOWN = 1000;
const MAX_NAMES = 4;

/** Where something goes: the address, and the names that it goes by. */
export interface Target {
  readonly address: string;
  readonly hosts: readonly string[];
}

export class Names {
  /** Names that an address was looked up by, latest first; the addresses latest last. */
  private readonly names = new Map<string, string[]>();

  constructor(
    private readonly leave: Leave,
    private readonly backend: NetworkBackend,
  ) {}

  async getaddrinfo(args: readonly Plain[], place: Place): Promise<SystemAnswer> {
    const host = text(args[0]);
    const [port, family, type, proto, flags] = [1, 2, 3, 4, 5].map((i) => integer(args[i], 0, 0x7fffffff)) as number[];
    if (family !== 0 && family !== AF_INET && family !== AF_INET6) return value(EAI_FAMILY);
    const read = readHost(host);
    if (read === null || (read.kind === 'name' && (flags! & AI_NUMERICHOST) !== 0)) return value(EAI_NONAME);
    const found = await this.lookup(read, [host, port!, family!, type!, proto!], place);
    if (!Array.isArray(found)) return found as SystemAnswer;
    const out: Plain[] = [];
    for (const address of found as readonly string[]) {
      const f = familyOf(address);
      if (family !== 0 && f !== family) continue;
      for (const [t, p] of [
        [SOCK_STREAM, 6],
        [SOCK_DGRAM, 17],
        [SOCK_RAW, 0],
      ] as const) {
        if ((type === 0 || type === t) && (proto === 0 || proto === p || p === 0)) {
          out.push([f, t, t === SOCK_RAW ? proto! : p, '', [address, port!]]);
        }
      }
    }
    return out.length === 0 ? value(read.kind === 'name' ? EAI_NODATA : EAI_ADDRFAMILY) : value(out);
  }

  /** Addresses of a host, with leave; or the answer why not. */
  private async lookup(host: Host, args: readonly Plain[], place: Place): Promise<readonly string[] | SystemAnswer> {
    if (host.kind === 'address') return (await this.leave.note('socket.getaddrinfo', args, place)) ?? [host.text];
    const operation: Operation = { kind: 'resolve', host: host.text };
    const refusal = await this.leave.guard.authorize('socket.getaddrinfo', args, operation, place);
    if (refusal !== null) return refusal;
    const out: string[] = [];
    for (const answer of (await this.backend.lookup(host.text)).slice(0, 32)) {
      const read = readHost(answer);
      if (read?.kind !== 'address' || out.includes(read.text)) continue;
      out.push(read.text);
      this.remember(read.text, host.text);
    }
    return out;
  }

  private remember(address: string, name: string): void {
    const known = (this.names.get(address) ?? []).filter((n) => n !== name);
    this.names.delete(address);
    this.names.set(address, [name, ...known].slice(0, MAX_NAMES));
    if (this.names.size > MAX_KNOWN) this.names.delete(this.names.keys().next().value!);
  }

  /**
   * The address to connect to and the names that it goes by. A name is looked up here and now; an address goes by the
   * names that this cell looked it up by, if there are any (CPython's own library connects to addresses).
   */
  async target(s: Socket, written: string, place: Place): Promise<Target | SystemAnswer> {
    const host = readHost(written);
    if (host === null) return value(EAI_NONAME);
    if (host.kind === 'address') {
      return { address: effectiveAddress(host.text), hosts: this.names.get(host.text) ?? [host.text] };
    }
    const found = await this.lookup(host, [host.text, 0, s.family, s.type, 0], place);
    if (!Array.isArray(found)) return found as SystemAnswer;
    const address = (found as readonly string[]).find((a) => familyOf(a) === s.family);
    return address === undefined ? value(EAI_NODATA) : { address: effectiveAddress(address), hosts: [host.text] };
  }
}
