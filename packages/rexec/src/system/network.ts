/**
 * The network of one cell: its sockets, what the policy says to each of their effects, and what they may use up. It runs
 * anywhere; the network itself is a backend (`node/network.ts`, or one of a host's own making).
 *
 * - A name is looked up once; the decision is made on the address that came out, and that address is connected to.
 * - What is allowed only by URL gets a guarded connection (network-guard.ts), which reads the program's bytes as HTTP.
 * - Bytes and connections are paid for before; a socket keeps a bounded number of bytes.
 *
 * ```ts
 * const network = new Network({ guard, backend: new NodeNetwork(), budget: { connections: 10, bytes: 1e7 } });
 * const answer = await network.call('connect', [sock, 'example.com', 80, -1], place);
 * ```
 */
import type { Place, Plain, SystemAnswer } from '@rexec/python';
import type { Guard } from './guard.js';
import {
  type Answer,
  BAD_DESCRIPTOR,
  bytes,
  endpoint,
  error,
  failureAnswer,
  integer,
  mapped,
  NOT_CONNECTED,
  numbers,
  protocols,
  seconds,
  text,
  value,
} from './network-answers.js';
import { Leave, type NetworkBudget, type UrlRules } from './network-leave.js';
import { Names } from './network-names.js';
import { AF_INET, AF_INET6, SOCK_DGRAM, SOCK_STREAM, Socket, Waits } from './network-socket.js';
import type { NetworkBackend } from './network-stream.js';
import { TcpSockets } from './network-tcp.js';
import { UdpSockets } from './network-udp.js';
import type { Sockets, Watched } from './pending.js';

export type { NetworkBudget, UrlRules } from './network-leave.js';

export interface NetworkOptions {
  readonly guard: Guard;
  readonly backend: NetworkBackend;
  readonly budget: NetworkBudget;
  /** Absent: URLs open no connection. */
  readonly urls?: UrlRules;
  /** Most sockets open at once; default 64. */
  readonly sockets?: number;
}

const FIRST_NUMBER = 512;

export class Network implements Sockets {
  private readonly sockets = new Map<number, Socket>();
  private readonly waits = new Waits();
  private readonly leave: Leave;
  private readonly names: Names;
  private readonly tcp: TcpSockets;
  private readonly udp: UdpSockets;

  constructor(private readonly options: NetworkOptions) {
    const { guard, backend, budget, urls } = options;
    this.leave = new Leave(guard, budget, urls);
    this.names = new Names(this.leave, backend);
    this.tcp = new TcpSockets(this.leave, backend, this.names, this.waits);
    this.udp = new UdpSockets(this.leave, backend, this.names, this.waits);
    guard.atEnd(() => this.dispose());
    guard.pending.sockets = this;
  }

  /** One call of the system. Its arguments are plain values of any kind: they are checked here. It never rejects. */
  call(name: string, args: readonly Plain[], place: Place): Answer {
    try {
      const answer = this.dispatch(name, args, place);
      return answer instanceof Promise ? answer.catch(failureAnswer) : answer;
    } catch (e) {
      return failureAnswer(e);
    }
  }

  /** Closes everything. Whoever waits is answered. */
  dispose(): void {
    this.waits.over = true;
    for (const s of [...this.sockets.values()]) this.close(s);
  }

  private dispatch(name: string, args: readonly Plain[], place: Place): Answer {
    if (name === 'getaddrinfo') return this.names.getaddrinfo(args, place);
    if (name === 'socket') return this.makeSocket(args, place);
    if (name === 'poll') return this.poll(args);
    const s = this.sockets.get(integer(args[0], 0, 1e9));
    if (s === undefined) return BAD_DESCRIPTOR;
    switch (name) {
      case 'connect':
        return this.connect(s, text(args[1]), integer(args[2], 0, 65535), seconds(args[3]), place);
      case 'send':
        return this.send(s, bytes(args[1]), seconds(args[2]));
      case 'recv':
        return this.recv(s, integer(args[1], 0, 1e12), seconds(args[2]));
      case 'sendto':
        return this.sendto(s, bytes(args[1]), text(args[2]), integer(args[3], 0, 65535), place);
      case 'recvfrom':
        return this.recvfrom(s, integer(args[1], 0, 1e12), seconds(args[2]));
      case 'starttls':
        return this.tcp.starttls(s, text(args[1]), protocols(text(args[2])), seconds(args[3]), place);
      case 'shutdown':
        return this.tcp.shutdown(s, integer(args[1], 0, 2));
      case 'getsockname':
        return value(endpoint(s.stream?.local ?? s.port?.local ?? s.unspecified));
      case 'getpeername':
        return s.peer === null || (s.type === SOCK_STREAM && s.stream === null)
          ? NOT_CONNECTED
          : value(endpoint(s.peer));
      case 'sockclose':
        this.close(s);
        return value(null);
      case 'sockerror': {
        const errno = (s.failure ?? s.stream?.failure)?.errno ?? 0;
        s.failure = null;
        return value(errno);
      }
      default:
        throw new TypeError(`no call of the network: ${name}`);
    }
  }

  // Sockets

  private async makeSocket(args: readonly Plain[], place: Place): Promise<SystemAnswer> {
    const [family, type, proto] = [0, 1, 2].map((i) => integer(args[i], 0, 0x7fffffff)) as [number, number, number];
    if (family !== AF_INET && family !== AF_INET6) return error(97, 'Address family not supported by protocol');
    if (type !== SOCK_STREAM && type !== SOCK_DGRAM) return error(22, 'Invalid argument');
    if (proto !== 0 && proto !== (type === SOCK_STREAM ? 6 : 17)) return error(93, 'Protocol not supported');
    if (this.waits.over || this.sockets.size >= (this.options.sockets ?? 64)) return error(24, 'Too many open files');
    const refusal = await this.leave.note('socket.__new__', [family, type, proto], place);
    if (refusal !== null) return refusal;
    let number = FIRST_NUMBER;
    while (this.sockets.has(number)) number++;
    this.sockets.set(number, new Socket(number, family, type));
    return value(number);
  }

  private close(s: Socket): void {
    this.sockets.delete(s.number);
    s.close();
  }

  // Each call of a socket, by its kind

  private connect(s: Socket, written: string, port: number, timeout: number, place: Place): Answer {
    if (s.type === SOCK_DGRAM) return this.udp.connect(s, written, port, place);
    return this.tcp.connect(s, written, port, timeout, place);
  }

  private send(s: Socket, data: Uint8Array, timeout: number): Answer {
    return s.type === SOCK_DGRAM ? this.udp.send(s, data) : this.tcp.send(s, data, timeout);
  }

  private recv(s: Socket, n: number, timeout: number): Answer {
    return s.type === SOCK_DGRAM ? mapped(this.udp.recvfrom(s, n, timeout), firstOf) : this.tcp.recv(s, n, timeout);
  }

  private sendto(s: Socket, data: Uint8Array, written: string, port: number, place: Place): Answer {
    if (s.type === SOCK_DGRAM) return this.udp.sendto(s, data, written, port, place);
    return s.stream === null ? NOT_CONNECTED : this.tcp.send(s, data, -1);
  }

  private recvfrom(s: Socket, n: number, timeout: number): Answer {
    if (s.type === SOCK_DGRAM) return this.udp.recvfrom(s, n, timeout);
    return mapped(this.tcp.recv(s, n, timeout), (a) =>
      a.kind === 'value' && a.value !== null ? value([a.value, endpoint(s.peer ?? s.unspecified)]) : a,
    );
  }

  // Waiting

  private poll(args: readonly Plain[]): Answer {
    const watched = this.watch(numbers(text(args[0])), numbers(text(args[1])));
    if (watched === null) return BAD_DESCRIPTOR;
    return this.waits.after(watched.changes, watched.ready, seconds(args[2]), () => value(watched.answer()));
  }

  /** Sockets by their numbers, to wait for. */
  watch(toRead: readonly number[], toWrite: readonly number[]): Watched | null {
    const reads = this.known(toRead);
    const writes = this.known(toWrite);
    if (reads === null || writes === null) return null;
    return {
      changes: [...reads, ...writes].flatMap((s) => s.allChanges),
      ready: () => reads.some((s) => s.readable) || writes.some((s) => s.writable),
      answer: () => [
        reads.filter((s) => s.readable).map((s) => s.number),
        writes.filter((s) => s.writable).map((s) => s.number),
      ],
    };
  }

  private known(all: readonly number[]): Socket[] | null {
    const found = all.map((n) => this.sockets.get(n));
    return found.every((s) => s !== undefined) ? found : null;
  }
}

function firstOf(answer: SystemAnswer): SystemAnswer {
  return answer.kind === 'value' && Array.isArray(answer.value)
    ? value((answer.value as readonly Plain[])[0]!)
    : answer;
}
