/** Sockets of streams: connections, some of them guarded, TLS, bytes. A socket keeps a bounded number of them. */
import type { Place, SystemAnswer } from '@rexec/python';
import { readHost } from './network-address.js';
import {
  AGAIN,
  type Answer,
  BROKEN_PIPE,
  error,
  failureAnswer,
  IN_PROGRESS,
  NOT_CONNECTED,
  value,
} from './network-answers.js';
import { GuardedStream } from './network-guard.js';
import { type Leave, NO_BYTES, NO_CONNECTIONS } from './network-leave.js';
import type { Names } from './network-names.js';
import type { Socket, Waits } from './network-socket.js';
import {
  Changes,
  type Endpoint,
  type NetworkBackend,
  NetworkFailure,
  type NetworkStream,
  TlsFailure,
} from './network-stream.js';

/** Most bytes of one `send` or `recv`. */
const MAX_PIECE = 64 * 1024;

export class TcpSockets {
  constructor(
    private readonly leave: Leave,
    private readonly backend: NetworkBackend,
    private readonly names: Names,
    private readonly waits: Waits,
  ) {}

  async connect(s: Socket, written: string, port: number, timeout: number, place: Place): Promise<SystemAnswer> {
    if (s.connecting !== null) return error(114, 'Operation already in progress');
    if (s.stream !== null) return error(106, 'Transport endpoint is already connected');
    if (port === 0) return error(111, 'Connection refused');
    const target = await this.names.target(s, written, place);
    if ('kind' in target) return target;
    const { address, hosts } = target;
    const remote = { host: address, port };
    const guarded = this.leave.guards(hosts, address, port);
    const [operation] = this.leave.kindest('tcp', hosts, address, port);
    const args = [s.number, [written, port]];
    const refusal = guarded
      ? await this.leave.note('socket.connect', args, place)
      : await this.leave.guard.authorize('socket.connect', args, operation, place);
    if (refusal !== null) return refusal;
    if (!this.leave.spendConnection()) return NO_CONNECTIONS;
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
    this.backend
      .connect(remote.host, remote.port, attempt.signal)
      .then(
        (stream) => {
          if (attempt.signal.aborted || s.closed) stream.destroy();
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
    const done = await this.waits.until([s.changes], () => s.connecting !== attempt, timeout);
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

  private guardedStream(hosts: readonly string[], remote: Endpoint, place: Place): NetworkStream {
    const { leave, backend } = this;
    const { guard, urls } = leave;
    return new GuardedStream({
      hosts: hosts.includes(remote.host) ? hosts : [...hosts, remote.host],
      remote,
      permit: async (method, url) =>
        guard.authorize('rexec.request', [method, url], { kind: 'request', method, url, address: remote.host }, place),
      secrets: (method, url) => urls!.secrets(method, url),
      open: (signal) => backend.connect(remote.host, remote.port, signal),
    });
  }

  async starttls(
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
    const refusal = await this.leave.note('rexec.starttls', [s.number, host.text], place);
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
    await this.waits.until([changes, stream.changes], () => answer !== null, timeout === 0 ? -1 : timeout);
    return answer ?? value(null);
  }

  send(s: Socket, data: Uint8Array, timeout: number): Answer {
    const { stream } = s;
    if (stream === null) return s.connecting === null ? BROKEN_PIPE : AGAIN;
    const piece = data.subarray(0, MAX_PIECE);
    const go = (): SystemAnswer => {
      if (stream.refusal !== null) return stream.refusal;
      if (stream.failure !== null) return failureAnswer(stream.failure);
      if (s.writingOver || stream.closed) return BROKEN_PIPE;
      if (!stream.writable) return timeout === 0 ? AGAIN : value(null);
      if (!this.leave.spendBytes(piece.length)) return NO_BYTES;
      stream.write(piece.slice());
      return stream.refusal ?? value(piece.length);
    };
    const broken = () => stream.closed || stream.failure !== null || stream.refusal !== null;
    const ready = () => stream.writable || s.writingOver || broken();
    const answer = this.waits.after([stream.changes], ready, timeout, go);
    return stream instanceof GuardedStream ? this.decided(stream, answer) : answer;
  }

  /** A request that is refused is refused where it is sent, not where its answer is read. */
  private async decided(stream: GuardedStream, sent: Answer): Promise<SystemAnswer> {
    const answer = await sent;
    await this.waits.until([stream.changes], () => !stream.deciding || stream.over, -1);
    return stream.refusal ?? answer;
  }

  recv(s: Socket, n: number, timeout: number): Answer {
    const { stream } = s;
    if (stream === null) return NOT_CONNECTED;
    if (n === 0 || s.readingOver) return value(new Uint8Array(0));
    const go = (): SystemAnswer => {
      if (stream.waiting > 0) {
        const count = Math.min(n, stream.waiting, MAX_PIECE, this.leave.budget.bytes);
        if (count === 0) return NO_BYTES;
        this.leave.spendBytes(count);
        return value(stream.take(count));
      }
      if (stream.refusal !== null) return stream.refusal;
      if (stream.failure !== null) return failureAnswer(stream.failure);
      if (stream.ended || s.readingOver || this.waits.over) return value(new Uint8Array(0));
      return timeout === 0 ? AGAIN : value(null);
    };
    return this.waits.after([stream.changes], () => stream.readable || s.readingOver, timeout, go);
  }

  shutdown(s: Socket, how: number): SystemAnswer {
    if (s.stream === null) return NOT_CONNECTED;
    if (how !== 0 && !s.writingOver) {
      s.writingOver = true;
      s.stream.finish();
    }
    if (how !== 1) s.readingOver = true;
    s.stream.changes.fire();
    return value(null);
  }
}
