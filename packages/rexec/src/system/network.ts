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
import type { Decision, Operation } from '../policy/decision.js';
import { Answered } from './fault.js';
import type { Guard } from './guard.js';
import type { Maybe } from './later.js';
import { effectiveAddress, type Host, readHost } from './network-address.js';
import { GuardedStream } from './network-guard.js';
import {
  Changes,
  type DatagramPort,
  type Endpoint,
  LookupFailure,
  type NetworkBackend,
  NetworkFailure,
  type NetworkStream,
  TlsFailure,
} from './network-stream.js';
import type { Sockets, Watched } from './pending.js';

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

export interface NetworkOptions {
  readonly guard: Guard;
  readonly backend: NetworkBackend;
  readonly budget: NetworkBudget;
  /** Absent: URLs open no connection. */
  readonly urls?: UrlRules;
  /** Most sockets open at once; default 64. */
  readonly sockets?: number;
}

type Answer = Maybe<SystemAnswer>;

interface Socket {
  readonly number: number;
  readonly family: number;
  readonly type: number;
  /** Fires when a connection is there, or has failed. */
  readonly changes: Changes;
  stream: NetworkStream | null;
  port: DatagramPort | null;
  /** Gives the attempt to connect up. */
  connecting: AbortController | null;
  /** Of an attempt that nobody waited for. */
  failure: NetworkFailure | null;
  /** The checked peer: of a connection, or of a datagram socket that was connected. */
  peer: Endpoint | null;
  /** Where datagrams went: `address port`. Only from there can any come. */
  readonly peers: Set<string>;
  writingOver: boolean;
  readingOver: boolean;
}

const AF_INET = 2;
const AF_INET6 = 10;
const SOCK_STREAM = 1;
const SOCK_DGRAM = 2;
const EAI_NONAME = -2;
const EAI_FAMILY = -6;
const EAI_NODATA = -5;
const AI_NUMERICHOST = 4;

const FIRST_NUMBER = 512;
const MAX_PIECE = 64 * 1024;
const MAX_DATAGRAM = 65507;
const MAX_KNOWN = 1000;
const MAX_NAMES = 4;
const MAX_PEERS = 256;

const value = (v: Plain): SystemAnswer => ({ kind: 'value', value: v });
const error = (errno: number, strerror: string): SystemAnswer => ({ kind: 'error', errno, strerror });
const refused = (message: string): SystemAnswer => ({ kind: 'refused', message });

const BAD_DESCRIPTOR = error(9, 'Bad file descriptor');
const AGAIN = error(11, 'Resource temporarily unavailable');
const IN_PROGRESS = error(115, 'Operation now in progress');
const NOT_CONNECTED = error(107, 'Transport endpoint is not connected');
const BAD_ARGUMENT = error(22, 'Invalid argument');
const BROKEN_PIPE = error(32, 'Broken pipe');

export class Network implements Sockets {
  private readonly sockets = new Map<number, Socket>();
  /** Names that an address was looked up by, latest first; the addresses latest last. */
  private readonly names = new Map<string, string[]>();
  private disposed = false;

  constructor(private readonly options: NetworkOptions) {
    options.guard.atEnd(() => this.dispose());
    options.guard.pending.sockets = this;
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
    this.disposed = true;
    for (const s of [...this.sockets.values()]) this.closeSocket(s);
  }

  private dispatch(name: string, args: readonly Plain[], place: Place): Answer {
    if (name === 'getaddrinfo') return this.getaddrinfo(args, place);
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
        return this.starttls(s, text(args[1]), protocols(text(args[2])), seconds(args[3]), place);
      case 'shutdown':
        return this.shutdown(s, integer(args[1], 0, 2));
      case 'getsockname':
        return value(endpoint(s.stream?.local ?? s.port?.local ?? unspecified(s)));
      case 'getpeername':
        return s.peer === null || (s.type === SOCK_STREAM && s.stream === null)
          ? NOT_CONNECTED
          : value(endpoint(s.peer));
      case 'sockclose':
        this.closeSocket(s);
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

  // Names

  private async getaddrinfo(args: readonly Plain[], place: Place): Promise<SystemAnswer> {
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
        [3, 0],
      ] as const) {
        if ((type === 0 || type === t) && (proto === 0 || proto === p || p === 0)) {
          out.push([f, t, t === 3 ? proto! : p, '', [address, port!]]);
        }
      }
    }
    return out.length === 0 ? value(read.kind === 'name' ? EAI_NODATA : -9) : value(out);
  }

  /** Addresses of a host, with leave; or the answer why not. */
  private async lookup(host: Host, args: readonly Plain[], place: Place): Promise<readonly string[] | SystemAnswer> {
    if (host.kind === 'address') return (await this.note('socket.getaddrinfo', args, place)) ?? [host.text];
    const operation: Operation = { kind: 'resolve', host: host.text };
    const refusal = await this.options.guard.authorize('socket.getaddrinfo', args, operation, place);
    if (refusal !== null) return refusal;
    const out: string[] = [];
    for (const answer of (await this.options.backend.lookup(host.text)).slice(0, 32)) {
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
  private async target(
    s: Socket,
    written: string,
    place: Place,
  ): Promise<{ address: string; hosts: readonly string[] } | SystemAnswer> {
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

  /** An effect that nobody decides about is recorded and counted all the same. */
  private note(event: string, args: readonly Plain[], place: Place): Maybe<SystemAnswer | null> {
    return this.options.guard.authorizeAll(event, args, [], place, 'network');
  }

  /** The one of the operations that the policy is kindest to. */
  private kindest(
    scheme: 'tcp' | 'udp',
    hosts: readonly string[],
    address: string,
    port: number,
  ): [Operation, Decision] {
    let best: [Operation, Decision] | null = null;
    for (const host of hosts) {
      const operation: Operation = { kind: 'connect', scheme, host, address, port };
      const decision = this.options.guard.policy.decide(operation);
      if (best === null || RANK[decision.action] > RANK[best[1].action]) best = [operation, decision];
    }
    return best!;
  }

  // Sockets

  private async makeSocket(args: readonly Plain[], place: Place): Promise<SystemAnswer> {
    const [family, type, proto] = [0, 1, 2].map((i) => integer(args[i], 0, 0x7fffffff)) as [number, number, number];
    if (family !== AF_INET && family !== AF_INET6) return error(97, 'Address family not supported by protocol');
    if (type !== SOCK_STREAM && type !== SOCK_DGRAM) return error(22, 'Invalid argument');
    if (proto !== 0 && proto !== (type === SOCK_STREAM ? 6 : 17)) return error(93, 'Protocol not supported');
    if (this.disposed || this.sockets.size >= (this.options.sockets ?? 64)) return error(24, 'Too many open files');
    const refusal = await this.note('socket.__new__', [family, type, proto], place);
    if (refusal !== null) return refusal;
    let number = FIRST_NUMBER;
    while (this.sockets.has(number)) number++;
    this.sockets.set(number, {
      number,
      family,
      type,
      changes: new Changes(),
      stream: null,
      port: null,
      connecting: null,
      failure: null,
      peer: null,
      peers: new Set(),
      writingOver: false,
      readingOver: false,
    });
    return value(number);
  }

  private closeSocket(s: Socket): void {
    this.sockets.delete(s.number);
    s.connecting?.abort();
    s.stream?.destroy();
    s.port?.close();
    s.changes.fire();
    s.stream?.changes.fire();
    s.port?.changes.fire();
  }

  private async connect(
    s: Socket,
    written: string,
    port: number,
    timeout: number,
    place: Place,
  ): Promise<SystemAnswer> {
    if (s.type === SOCK_DGRAM) return this.connectDatagrams(s, written, port, place);
    if (s.connecting !== null) return error(114, 'Operation already in progress');
    if (s.stream !== null) return error(106, 'Transport endpoint is already connected');
    if (port === 0) return error(111, 'Connection refused');
    const target = await this.target(s, written, place);
    if ('kind' in target) return target;
    const { address, hosts } = target;
    const remote = { host: address, port };
    const guarded = this.guards(hosts, address, port);
    const [operation] = this.kindest('tcp', hosts, address, port);
    const args = [s.number, [written, port]];
    const refusal = guarded
      ? await this.note('socket.connect', args, place)
      : await this.options.guard.authorize('socket.connect', args, operation, place);
    if (refusal !== null) return refusal;
    if (!this.spendConnection()) return this.tooManyConnections();
    s.peer = remote;
    s.failure = null;
    if (guarded) {
      s.stream = this.guardedStream(hosts, remote, place);
      return value(true);
    }
    return this.await(s, remote, timeout);
  }

  /** Connects to the address, and waits as long as the program wants to. */
  private async await(s: Socket, remote: Endpoint, timeout: number): Promise<SystemAnswer> {
    const attempt = new AbortController();
    s.connecting = attempt;
    this.options.backend
      .connect(remote.host, remote.port, attempt.signal)
      .then(
        (stream) => {
          if (attempt.signal.aborted || this.sockets.get(s.number) !== s) stream.destroy();
          else s.stream = stream;
        },
        (e: unknown) => {
          s.failure = e instanceof NetworkFailure ? e : new NetworkFailure(5, 'Input/output error');
        },
      )
      .finally(() => {
        if (s.connecting === attempt) s.connecting = null;
        s.changes.fire();
      });
    const done = await this.until([s.changes], () => s.connecting !== attempt, timeout);
    if (!done) {
      if (timeout === 0) return IN_PROGRESS;
      attempt.abort();
      s.connecting = null;
      return value(null);
    }
    const { failure } = s;
    s.failure = null;
    return failure === null ? value(true) : error(failure.errno, failure.strerror);
  }

  /** Only URLs open this connection, or they say something about its requests. */
  private guards(hosts: readonly string[], address: string, port: number): boolean {
    const { urls } = this.options;
    if (urls === undefined) return false;
    const reached = hosts.map((host) => urls.reach(host, port, address));
    const [, decision] = this.kindest('tcp', hosts, address, port);
    return reached.some((r) => (decision.action === 'deny' ? r.opens : r.restricts));
  }

  private guardedStream(hosts: readonly string[], remote: Endpoint, place: Place): NetworkStream {
    const { guard, backend, urls } = this.options;
    return new GuardedStream({
      hosts: hosts.includes(remote.host) ? hosts : [...hosts, remote.host],
      remote,
      permit: async (method, url) =>
        guard.authorize('rexec.request', [method, url], { kind: 'request', method, url, address: remote.host }, place),
      secrets: (method, url) => urls!.secrets(method, url),
      open: (signal) => backend.connect(remote.host, remote.port, signal),
    });
  }

  private async starttls(
    s: Socket,
    hostname: string,
    alpn: readonly string[],
    timeout: number,
    place: Place,
  ): Promise<SystemAnswer> {
    const { stream } = s;
    if (stream === null) return NOT_CONNECTED;
    const host = readHost(hostname);
    if (host === null)
      return value(['verify', `certificate verify failed: '${hostname.slice(0, 100)}' is no host name`]);
    const refusal = await this.note('rexec.starttls', [s.number, host.text], place);
    if (refusal !== null) return refusal;
    let answer: SystemAnswer | null = null;
    const changes = new Changes();
    stream.startTls(host.text, alpn).then(
      (tls) => {
        answer = value([tls.version, tls.cipher, tls.bits, tls.alpn, tls.certificate]);
        changes.fire();
      },
      (e: unknown) => {
        answer = e instanceof TlsFailure ? value([e.kind, e.text]) : failureAnswer(e);
        changes.fire();
      },
    );
    await this.until([changes, stream.changes], () => answer !== null, timeout === 0 ? -1 : timeout);
    return answer ?? value(null);
  }

  // Bytes

  private send(s: Socket, data: Uint8Array, timeout: number): Answer {
    if (s.type === SOCK_DGRAM)
      return s.peer === null ? error(89, 'Destination address required') : this.datagram(s, data, s.peer);
    const { stream } = s;
    if (stream === null) return s.connecting === null ? BROKEN_PIPE : AGAIN;
    const piece = data.subarray(0, MAX_PIECE);
    const go = (): SystemAnswer => {
      if (stream.refusal !== null) return stream.refusal;
      if (stream.failure !== null) return failureAnswer(stream.failure);
      if (s.writingOver || stream.closed) return BROKEN_PIPE;
      if (!stream.writable) return timeout === 0 ? AGAIN : value(null);
      if (!this.spendBytes(piece.length)) return this.tooManyBytes();
      stream.write(piece.slice());
      return stream.refusal ?? value(piece.length);
    };
    const broken = () => stream.closed || stream.failure !== null || stream.refusal !== null;
    const ready = () => stream.writable || s.writingOver || broken();
    const answer = this.after([stream.changes], ready, timeout, go);
    return stream instanceof GuardedStream ? this.decided(stream, answer) : answer;
  }

  /** A request that is refused is refused where it is sent, not where its answer is read. */
  private async decided(stream: GuardedStream, sent: Answer): Promise<SystemAnswer> {
    const answer = await sent;
    await this.until([stream.changes], () => !stream.deciding || stream.over, -1);
    return stream.refusal ?? answer;
  }

  private recv(s: Socket, n: number, timeout: number): Answer {
    if (s.type === SOCK_DGRAM) {
      const answer = this.recvfrom(s, n, timeout);
      return answer instanceof Promise ? answer.then(firstOf) : firstOf(answer);
    }
    const { stream } = s;
    if (stream === null) return NOT_CONNECTED;
    if (n === 0 || s.readingOver) return value(new Uint8Array(0));
    const go = (): SystemAnswer => {
      if (stream.waiting > 0) {
        const count = Math.min(n, stream.waiting, MAX_PIECE, this.options.budget.bytes);
        if (count === 0) return this.tooManyBytes();
        this.spendBytes(count);
        return value(stream.take(count));
      }
      if (stream.refusal !== null) return stream.refusal;
      if (stream.failure !== null) return failureAnswer(stream.failure);
      if (stream.ended || s.readingOver || this.disposed) return value(new Uint8Array(0));
      return timeout === 0 ? AGAIN : value(null);
    };
    return this.after([stream.changes], () => stream.readable || s.readingOver, timeout, go);
  }

  private shutdown(s: Socket, how: number): SystemAnswer {
    if (s.stream === null) return NOT_CONNECTED;
    if (how !== 0 && !s.writingOver) {
      s.writingOver = true;
      s.stream.finish();
    }
    if (how !== 1) s.readingOver = true;
    s.stream.changes.fire();
    return value(null);
  }

  // Datagrams

  private async connectDatagrams(s: Socket, written: string, port: number, place: Place): Promise<SystemAnswer> {
    const peer = await this.datagramPeer(s, written, port, 'socket.connect', [s.number, [written, port]], place);
    if ('kind' in peer) return peer;
    s.peer = peer;
    s.peers.clear();
    s.peers.add(`${peer.host} ${peer.port}`);
    return value(true);
  }

  private async sendto(
    s: Socket,
    data: Uint8Array,
    written: string,
    port: number,
    place: Place,
  ): Promise<SystemAnswer> {
    if (s.type !== SOCK_DGRAM) return s.stream === null ? NOT_CONNECTED : this.send(s, data, -1);
    const peer = await this.datagramPeer(s, written, port, 'socket.sendto', [s.number, [written, port]], place);
    return 'kind' in peer ? peer : this.datagram(s, data, peer);
  }

  /** Leave to send there; each new peer of a socket is a connection. */
  private async datagramPeer(
    s: Socket,
    written: string,
    port: number,
    event: string,
    args: readonly Plain[],
    place: Place,
  ): Promise<Endpoint | SystemAnswer> {
    if (port === 0) return BAD_ARGUMENT;
    const target = await this.target(s, written, place);
    if ('kind' in target) return target;
    const [operation] = this.kindest('udp', target.hosts, target.address, port);
    const refusal = await this.options.guard.authorize(event, args, operation, place);
    if (refusal !== null) return refusal;
    const key = `${target.address} ${port}`;
    if (!s.peers.has(key)) {
      if (s.peers.size >= MAX_PEERS || !this.spendConnection()) return this.tooManyConnections();
      s.peers.add(key);
    }
    return { host: target.address, port };
  }

  private async datagram(s: Socket, data: Uint8Array, peer: Endpoint): Promise<SystemAnswer> {
    if (data.length > MAX_DATAGRAM) return error(90, 'Message too long');
    if (!this.spendBytes(data.length)) return this.tooManyBytes();
    if (s.port === null) {
      const port = await this.options.backend.datagrams(familyOf(peer.host) === AF_INET ? 4 : 6);
      if (s.port !== null || this.sockets.get(s.number) !== s) port.close();
      s.port ??= port;
    }
    await s.port.send(data, peer.host, peer.port);
    return value(data.length);
  }

  private recvfrom(s: Socket, n: number, timeout: number): Answer {
    if (s.type !== SOCK_DGRAM) {
      const answer = this.recv(s, n, timeout);
      const withPeer = (a: SystemAnswer) =>
        a.kind === 'value' && a.value !== null ? value([a.value, endpoint(s.peer ?? unspecified(s))]) : a;
      return answer instanceof Promise ? answer.then(withPeer) : withPeer(answer);
    }
    const { port } = s;
    if (port === null) {
      // Nothing was sent, so nobody can answer.
      return this.after(
        [s.changes],
        () => !this.sockets.has(s.number),
        timeout,
        () => (timeout === 0 ? AGAIN : value(null)),
      );
    }
    const ready = (): boolean => {
      while (port.waiting.length > 0 && !s.peers.has(`${port.waiting[0]!.from.host} ${port.waiting[0]!.from.port}`))
        port.take();
      return port.waiting.length > 0;
    };
    return this.after([port.changes], ready, timeout, () => {
      if (!ready()) return timeout === 0 ? AGAIN : value(null);
      const datagram = port.take()!;
      if (!this.spendBytes(datagram.bytes.length)) return this.tooManyBytes();
      return value([datagram.bytes.slice(0, n), endpoint(datagram.from)]);
    });
  }

  // Waiting

  private poll(args: readonly Plain[]): Answer {
    const watched = this.watch(numbers(text(args[0])), numbers(text(args[1])));
    if (watched === null) return BAD_DESCRIPTOR;
    return this.after(watched.changes, watched.ready, seconds(args[2]), () => value(watched.answer()));
  }

  /** Sockets by their numbers, to wait for. */
  watch(toRead: readonly number[], toWrite: readonly number[]): Watched | null {
    const [reads, writes] = [toRead, toWrite].map((all) => all.map((n) => this.sockets.get(n)));
    const all = [...reads!, ...writes!];
    if (all.some((s) => s === undefined)) return null;
    const readable = (s: Socket) =>
      s.connecting === null &&
      (s.type === SOCK_DGRAM
        ? (s.port?.waiting.length ?? 0) > 0
        : s.stream === null || s.stream.readable || s.readingOver);
    const writable = (s: Socket) =>
      s.connecting === null && (s.type === SOCK_DGRAM || s.stream === null || s.stream.writable || s.stream.over);
    const ready = () => reads!.some((s) => readable(s!)) || writes!.some((s) => writable(s!));
    const changes = all.flatMap((s) =>
      [s!.changes, s!.stream?.changes, s!.port?.changes].filter((c) => c !== undefined),
    );
    const answer = () =>
      [
        reads!.filter((s) => readable(s!)).map((s) => s!.number),
        writes!.filter((s) => writable(s!)).map((s) => s!.number),
      ] as const;
    return { ready, changes, answer };
  }

  private after(changes: readonly Changes[], ready: () => boolean, timeout: number, go: () => SystemAnswer): Answer {
    const wait = this.until(changes, ready, timeout);
    return typeof wait === 'boolean' ? go() : wait.then(go);
  }

  /** True as soon as `ready` says so; false when the time (seconds; -1: none) is over or the cell ends. */
  private until(changes: readonly Changes[], ready: () => boolean, timeout: number): boolean | Promise<boolean> {
    if (ready()) return true;
    if (timeout === 0) return false;
    return new Promise((resolve) => {
      let undo: (() => void)[] = [];
      const timer = timeout < 0 ? undefined : setTimeout(() => finish(false), Math.min(timeout * 1000, 2 ** 31 - 1));
      const finish = (result: boolean) => {
        clearTimeout(timer);
        for (const f of undo) f();
        resolve(result);
      };
      const look = () => {
        for (const f of undo) f();
        undo = [];
        const now = ready();
        if (now || this.disposed) finish(now);
        else undo = changes.map((c) => c.once(look));
      };
      undo = changes.map((c) => c.once(look));
    });
  }

  // What is used up

  private spendConnection(): boolean {
    if (this.options.budget.connections <= 0) return false;
    this.options.budget.connections--;
    return true;
  }

  private spendBytes(n: number): boolean {
    if (n > this.options.budget.bytes) return false;
    this.options.budget.bytes -= n;
    return true;
  }

  private tooManyConnections(): SystemAnswer {
    return refused('no connections are left to this cell (network.connections)');
  }

  private tooManyBytes(): SystemAnswer {
    return refused('no bytes to send or receive are left to this cell (network.bytes)');
  }
}

const RANK = { deny: 0, ask: 1, allow: 2 } as const;

function familyOf(address: string): number {
  return address.includes(':') ? AF_INET6 : AF_INET;
}

function unspecified(s: Socket): Endpoint {
  return { host: s.family === AF_INET6 ? '::' : '0.0.0.0', port: 0 };
}

function endpoint(e: Endpoint): Plain {
  return [e.host, e.port];
}

function firstOf(answer: SystemAnswer): SystemAnswer {
  return answer.kind === 'value' && Array.isArray(answer.value)
    ? value((answer.value as readonly Plain[])[0]!)
    : answer;
}

function failureAnswer(e: unknown): SystemAnswer {
  if (e instanceof NetworkFailure) return error(e.errno, e.strerror);
  if (e instanceof LookupFailure) return value(e.code);
  if (e instanceof BadArgument) return BAD_ARGUMENT;
  // The record has failed, or the run is to end.
  if (e instanceof Answered) return e.answer;
  return error(5, 'Input/output error');
}

/** An argument that is not of the table's kind: only a hostile peer at the other end of a pipe sends one. */
class BadArgument extends Error {}

function integer(v: Plain | undefined, least: number, most: number): number {
  if (typeof v !== 'number' || !Number.isInteger(v) || v < least || v > most) throw new BadArgument();
  return v;
}

function seconds(v: Plain | undefined): number {
  if (typeof v !== 'number' || Number.isNaN(v)) throw new BadArgument();
  return v < 0 ? -1 : v;
}

function text(v: Plain | undefined): string {
  if (typeof v !== 'string') throw new BadArgument();
  return v;
}

function bytes(v: Plain | undefined): Uint8Array {
  if (!(v instanceof Uint8Array)) throw new BadArgument();
  return v;
}

/** Names for ALPN. An empty or too long one would be no protocol to TLS, but the end of the host's process. */
function protocols(v: string): string[] {
  return v
    .slice(0, 1000)
    .split(',')
    .filter((name) => /^[\x21-\x7e]{1,100}$/.test(name))
    .slice(0, 8);
}

function numbers(v: string): number[] {
  if (v === '') return [];
  if (v.length > 2000 || !/^\d{1,9}(,\d{1,9})*$/.test(v)) throw new BadArgument();
  return v.split(',').map(Number);
}
