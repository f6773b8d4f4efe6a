/** The real network on Node. It connects to addresses only; names are looked up by the system's own resolver. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { connect, type Socket } from 'node:net';
import {
  type ConnectionOptions,
  checkServerIdentity,
  connect as connectTls,
  rootCertificates,
  type TLSSocket,
} from 'node:tls';
import { parseAddress } from '../policy/address.js';
import { canonicalText } from '../system/network-address.js';
import {
  Changes,
  type Datagram,
  type DatagramPort,
  type Endpoint,
  HIGH_WATER,
  LookupFailure,
  type NetworkBackend,
  NetworkFailure,
  NetworkStream,
  TlsFailure,
  type TlsState,
} from '../system/network-stream.js';

export interface NodeNetworkOptions {
  /** Certificates to trust besides those that Node brings (PEM). */
  readonly ca?: readonly string[];
  /** Looks names up instead of the system's resolver; rejects or gives nothing where there is none. */
  readonly lookup?: (name: string) => Promise<readonly string[]>;
}

/** Linux's numbers and texts, whatever the host is: what the program knows. */
const ERRORS: ReadonlyMap<string, readonly [number, string]> = new Map([
  ['ECONNREFUSED', [111, 'Connection refused']],
  ['ECONNRESET', [104, 'Connection reset by peer']],
  ['ECONNABORTED', [103, 'Software caused connection abort']],
  ['EPIPE', [32, 'Broken pipe']],
  ['ETIMEDOUT', [110, 'Connection timed out']],
  ['EHOSTUNREACH', [113, 'No route to host']],
  ['ENETUNREACH', [101, 'Network is unreachable']],
  ['EADDRNOTAVAIL', [99, 'Cannot assign requested address']],
  ['EMSGSIZE', [90, 'Message too long']],
  ['EACCES', [13, 'Permission denied']],
  ['EMFILE', [24, 'Too many open files']],
]);

function failureOf(e: unknown): NetworkFailure {
  const first = e instanceof AggregateError ? (e.errors[0] as unknown) : e;
  const code = (first as { code?: unknown } | null)?.code;
  const known = typeof code === 'string' ? ERRORS.get(code) : undefined;
  return known === undefined ? new NetworkFailure(5, 'Input/output error') : new NetworkFailure(...known);
}

export class NodeNetwork implements NetworkBackend {
  constructor(private readonly options: NodeNetworkOptions = {}) {}

  async lookup(name: string): Promise<readonly string[]> {
    let found: readonly string[];
    try {
      found =
        this.options.lookup !== undefined
          ? await this.options.lookup(name)
          : (await lookup(name, { all: true, order: 'verbatim' })).map((a) => a.address);
    } catch (e) {
      const again = (e as { code?: unknown }).code === 'EAI_AGAIN';
      throw new LookupFailure(
        again ? -3 : -2,
        again ? 'Temporary failure in name resolution' : 'Name or service not known',
      );
    }
    return found.flatMap((text) => {
      const address = parseAddress(text);
      return address === null ? [] : [canonicalText(address)];
    });
  }

  connect(address: string, port: number, signal: AbortSignal): Promise<NetworkStream> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(new NetworkFailure(103, 'Software caused connection abort'));
      const socket = connect({ host: address, port, allowHalfOpen: true, autoSelectFamily: false });
      const abort = () => socket.destroy();
      signal.addEventListener('abort', abort, { once: true });
      socket.once('error', (e) => reject(failureOf(e)));
      socket.once('close', () => reject(new NetworkFailure(103, 'Software caused connection abort')));
      socket.once('connect', () => {
        signal.removeEventListener('abort', abort);
        socket.removeAllListeners();
        socket.setNoDelay(true);
        resolve(new NodeStream(socket, this.options.ca ?? []));
      });
    });
  }

  datagrams(family: 4 | 6): Promise<DatagramPort> {
    return new Promise((resolve, reject) => {
      const socket = createSocket(family === 4 ? 'udp4' : 'udp6');
      socket.once('error', (e) => reject(failureOf(e)));
      socket.bind(0, () => {
        socket.removeAllListeners('error');
        resolve(new NodeDatagrams(socket));
      });
    });
  }
}

/** Milliseconds that bytes have to go out after the end. */
const LINGER = 5000;

class NodeStream extends NetworkStream {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  private socket: Socket;

  constructor(
    raw: Socket,
    private readonly ca: readonly string[],
  ) {
    super();
    this.local = { host: plain(raw.localAddress), port: raw.localPort ?? 0 };
    this.remote = { host: plain(raw.remoteAddress), port: raw.remotePort ?? 0 };
    this.socket = raw;
    this.listen(raw);
  }

  get writable(): boolean {
    return this.socket.writableLength < HIGH_WATER;
  }

  write(bytes: Uint8Array): void {
    this.socket.write(bytes);
  }

  finish(): void {
    this.socket.end();
  }

  /** What was written still goes out, for a while. */
  destroy(): void {
    const { socket } = this;
    socket.removeAllListeners('data');
    socket.resume();
    socket.destroySoon();
    setTimeout(() => socket.destroy(), LINGER).unref();
    this.end();
  }

  async startTls(hostname: string, alpn: readonly string[]): Promise<TlsState> {
    const raw = this.socket;
    if ('encrypted' in raw) throw new TlsFailure('ssl', 'TLS is on already');
    if (this.waiting > 0 || this.over) throw new TlsFailure('ssl', 'bytes came before TLS');
    raw.removeAllListeners();
    // An error without a listener would end the host's process.
    raw.on('error', () => {});
    const options: ConnectionOptions = {
      socket: raw,
      host: hostname,
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      checkServerIdentity,
      ...(parseAddress(hostname) === null ? { servername: hostname } : {}),
      ...(alpn.length > 0 ? { ALPNProtocols: [...alpn] } : {}),
      ...(this.ca.length > 0 ? { ca: [...rootCertificates, ...this.ca] } : {}),
    };
    const secure = await new Promise<TLSSocket>((resolve, reject) => {
      const s = connectTls(options);
      s.on('error', (e) => reject(tlsFailure(e)));
      s.once('close', () => reject(new TlsFailure('ssl', 'EOF occurred in violation of protocol')));
      s.once('secureConnect', () => resolve(s));
    }).catch((e: unknown) => {
      raw.destroy();
      this.end();
      throw e;
    });
    this.socket = secure;
    this.listen(secure);
    const cipher = secure.getCipher();
    return {
      version: secure.getProtocol() ?? '',
      cipher: cipher.name,
      bits: /256|CHACHA/.test(cipher.name) ? 256 : 128,
      alpn: secure.alpnProtocol || '',
      certificate: new Uint8Array(secure.getPeerX509Certificate()?.raw ?? []),
    };
  }

  protected taken(): void {
    if (this.waiting < HIGH_WATER && this.socket.isPaused()) this.socket.resume();
  }

  private listen(socket: Socket): void {
    socket.on('data', (chunk: Buffer) => {
      this.push(new Uint8Array(chunk));
      if (this.waiting >= HIGH_WATER) socket.pause();
    });
    socket.on('end', () => this.end());
    socket.on('drain', () => this.changes.fire());
    socket.on('error', (e) => this.fail(failureOf(e)));
    socket.on('close', () => {
      this.closed = true;
      this.end();
    });
  }
}

const CERTIFICATE =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT_ALTNAME|INVALID_CA|HOSTNAME_MISMATCH|PATH_LENGTH_|INVALID_PURPOSE)/;

/** The error's own text can name files of the host's: only its code goes to the program. */
function tlsFailure(e: unknown): TlsFailure {
  const code = String((e as { code?: unknown }).code ?? '');
  if (CERTIFICATE.test(code)) {
    const why = code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? 'Hostname mismatch' : code.toLowerCase().replaceAll('_', ' ');
    return new TlsFailure('verify', `certificate verify failed: ${why}`);
  }
  const known = failureOf(e);
  return new TlsFailure(
    'ssl',
    known.errno === 5 ? `the handshake failed${/^[A-Z_]+$/.test(code) ? `: ${code}` : ''}` : known.strerror,
  );
}

function plain(address: string | undefined): string {
  const read = parseAddress(address ?? '');
  return read === null ? '0.0.0.0' : canonicalText(read);
}

/** Most datagrams that wait, and most bytes of them. */
const MAX_WAITING = 128;

class NodeDatagrams implements DatagramPort {
  readonly changes = new Changes();
  readonly local: Endpoint;
  readonly waiting: Datagram[] = [];
  private bytes = 0;

  constructor(private readonly socket: UdpSocket) {
    const { address, port } = socket.address();
    this.local = { host: plain(address), port };
    socket.on('message', (message, from) => {
      if (this.waiting.length >= MAX_WAITING || this.bytes + message.length > HIGH_WATER) return;
      this.bytes += message.length;
      this.waiting.push({ bytes: new Uint8Array(message), from: { host: plain(from.address), port: from.port } });
      this.changes.fire();
    });
    socket.on('error', () => {});
  }

  take(): Datagram | undefined {
    const datagram = this.waiting.shift();
    this.bytes -= datagram?.bytes.length ?? 0;
    return datagram;
  }

  send(bytes: Uint8Array, address: string, port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.send(bytes, port, address, (e) => (e === null ? resolve() : reject(failureOf(e))));
    });
  }

  close(): void {
    try {
      this.socket.close();
    } catch {
      // Closed already.
    }
  }
}
