/**
 * A connection that is allowed only by URL: the program thinks that it talks to the server, but talks to this. It has no
 * connection of its own until the program has sent a whole request head that the policy allows; then the request is
 * written anew, with the host's secrets, over a real connection to the address that was checked. One request each.
 *
 * The answer passes back as it is: a server that echoes a secret shows it to the program.
 */
import type { SystemAnswer } from '@rexec/python';
import { hostInUrl } from './network-address.js';
import { type RequestHead, RequestReader, RequestRefused, writeHead } from './network-http.js';
import {
  type Endpoint,
  HIGH_WATER,
  NetworkFailure,
  NetworkStream,
  TlsFailure,
  type TlsState,
} from './network-stream.js';

export interface GuardOptions {
  /** Names (and the address) under which the program may know the server. */
  readonly hosts: readonly string[];
  readonly remote: Endpoint;
  /** Null: go on; else why not. */
  permit(method: string, url: string): Promise<SystemAnswer | null>;
  /** Fields that the host adds to a request: names with values that the program never sees. */
  secrets(method: string, url: string): readonly (readonly [string, string])[];
  /** A connection to the address. */
  open(signal: AbortSignal): Promise<NetworkStream>;
}

export class GuardedStream extends NetworkStream {
  readonly local: Endpoint = { host: '0.0.0.0', port: 0 };
  private readonly reader = new RequestReader();
  private scheme: 'http' | 'https' = 'http';
  private tlsHost = '';
  private alpn: readonly string[] = [];
  private upstream: NetworkStream | null = null;
  /** What goes to the server as soon as there is a connection and room. */
  private outgoing: Uint8Array[] = [];
  private outgoingBytes = 0;
  private readonly attempt = new AbortController();
  /** The policy, or a person, has not decided yet. */
  deciding = false;

  constructor(private readonly options: GuardOptions) {
    super();
  }

  get remote(): Endpoint {
    return this.options.remote;
  }

  get writable(): boolean {
    return this.over || this.outgoingBytes < HIGH_WATER;
  }

  write(bytes: Uint8Array): void {
    if (this.over) return;
    try {
      const body: Uint8Array[] = [];
      const head = this.reader.feed(bytes, (piece) => body.push(piece));
      if (head !== null) void this.perform(head);
      for (const piece of body) this.queue(piece);
      this.flush();
    } catch (e) {
      if (!(e instanceof RequestRefused)) throw e;
      this.refuse({ kind: 'refused', message: `the request is refused: ${e.message}` });
    }
  }

  /** A program that stops in the middle of a request gets no answer to it. */
  finish(): void {
    if (this.reader.state !== 'done') this.cut();
  }

  /** Marks the connection as https; the real handshake is made when the request is allowed. */
  async startTls(hostname: string, alpn: readonly string[]): Promise<TlsState> {
    const name = hostname.toLowerCase().replace(/\.$/, '');
    if (this.scheme === 'https' || this.reader.state !== 'head') throw new TlsFailure('ssl', 'TLS is on already');
    if (!this.options.hosts.includes(name)) {
      throw new TlsFailure('verify', `certificate verify failed: '${name}' is not the host of this connection`);
    }
    this.scheme = 'https';
    this.tlsHost = name;
    this.alpn = alpn.includes('http/1.1') ? ['http/1.1'] : [];
    return {
      version: 'TLSv1.3',
      cipher: 'TLS_AES_256_GCM_SHA384',
      bits: 256,
      alpn: this.alpn[0] ?? '',
      certificate: new Uint8Array(0),
    };
  }

  destroy(): void {
    this.attempt.abort();
    this.outgoing = [];
    this.upstream?.destroy();
  }

  protected taken(): void {
    this.pull();
  }

  private refuse(answer: SystemAnswer): void {
    this.refusal ??= answer;
    this.destroy();
    this.changes.fire();
  }

  private cut(): void {
    this.destroy();
    this.end();
  }

  private queue(piece: Uint8Array): void {
    this.outgoing.push(piece);
    this.outgoingBytes += piece.length;
  }

  private urlOf(head: RequestHead): string {
    const { hosts, remote } = this.options;
    const standard = this.scheme === 'https' ? 443 : 80;
    if (!hosts.includes(head.host)) throw new RequestRefused('the Host field names another host than the connection');
    if (this.scheme === 'https' && head.host !== this.tlsHost) {
      throw new RequestRefused('the Host field names another host than the TLS handshake');
    }
    if ((head.port ?? standard) !== remote.port)
      throw new RequestRefused('the Host field names another port than the connection');
    const port = remote.port === standard ? '' : `:${remote.port}`;
    return `${this.scheme}://${hostInUrl(head.host)}${port}${head.target}`;
  }

  private async perform(head: RequestHead): Promise<void> {
    try {
      const url = this.urlOf(head);
      this.deciding = true;
      const refusal = await this.options.permit(head.method, url);
      this.deciding = false;
      this.changes.fire();
      if (refusal !== null) return this.refuse(refusal);
      if (this.attempt.signal.aborted) return;
      const upstream = await this.options.open(this.attempt.signal);
      if (this.attempt.signal.aborted) return upstream.destroy();
      this.upstream = upstream;
      if (this.scheme === 'https') await upstream.startTls(this.tlsHost, this.alpn);
      if (this.attempt.signal.aborted) return upstream.destroy();
      upstream.write(writeHead(head, this.options.secrets(head.method, url)));
      this.watch(upstream);
    } catch (e) {
      this.failed(e);
    }
  }

  private failed(e: unknown): void {
    this.deciding = false;
    if (e instanceof RequestRefused) this.refuse({ kind: 'refused', message: `the request is refused: ${e.message}` });
    else if (e instanceof NetworkFailure) this.fail(e);
    else if (e instanceof TlsFailure) {
      this.refuse({ kind: 'refused', type: 'ConnectionError', message: `TLS with the server failed: ${e.text}` });
    } else this.fail(new NetworkFailure(5, 'Input/output error'));
    this.destroy();
  }

  /** Moves bytes both ways at each change of the server's side. */
  private watch(upstream: NetworkStream): void {
    if (this.attempt.signal.aborted) return;
    upstream.changes.once(() => this.watch(upstream));
    this.flush(true);
    this.pull();
  }

  private flush(connected = this.upstream !== null && this.started): void {
    if (!connected) return;
    this.started = true;
    const before = this.outgoingBytes;
    while (this.outgoing.length > 0 && this.upstream!.writable) {
      const piece = this.outgoing.shift()!;
      this.outgoingBytes -= piece.length;
      this.upstream!.write(piece);
    }
    if (before !== this.outgoingBytes) this.changes.fire();
  }
  /** The head has been sent: body bytes may follow. */
  private started = false;

  private pull(): void {
    const { upstream } = this;
    if (upstream === null || !this.started || this.over) return;
    while (upstream.waiting > 0 && this.waiting < HIGH_WATER) this.push(upstream.take(64 * 1024));
    if (upstream.waiting > 0) return;
    if (upstream.failure !== null) this.fail(upstream.failure);
    else if (upstream.ended) this.end();
  }
}
