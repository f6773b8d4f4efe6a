/** Sockets of datagrams. Each new peer of one is a connection; only from its peers can any come. */
import type { Place, Plain, SystemAnswer } from '@rexec/python';
import { AGAIN, type Answer, BAD_ARGUMENT, endpoint, error, value } from './network-answers.js';
import { type Leave, NO_BYTES, NO_CONNECTIONS } from './network-leave.js';
import type { Names } from './network-names.js';
import { AF_INET, familyOf, type Socket, type Waits } from './network-socket.js';
import type { Endpoint, NetworkBackend } from './network-stream.js';

const MAX_DATAGRAM = 65507;
const MAX_PEERS = 256;

export class UdpSockets {
  constructor(
    private readonly leave: Leave,
    private readonly backend: NetworkBackend,
    private readonly names: Names,
    private readonly waits: Waits,
  ) {}

  async connect(s: Socket, written: string, port: number, place: Place): Promise<SystemAnswer> {
    const peer = await this.peer(s, written, port, 'socket.connect', [s.number, [written, port]], place);
    if ('kind' in peer) return peer;
    s.peer = peer;
    s.peers.clear();
    s.peers.add(`${peer.host} ${peer.port}`);
    return value(true);
  }

  send(s: Socket, data: Uint8Array): Answer {
    return s.peer === null ? error(89, 'Destination address required') : this.datagram(s, data, s.peer);
  }

  async sendto(s: Socket, data: Uint8Array, written: string, port: number, place: Place): Promise<SystemAnswer> {
    const peer = await this.peer(s, written, port, 'socket.sendto', [s.number, [written, port]], place);
    return 'kind' in peer ? peer : this.datagram(s, data, peer);
  }

  /** Leave to send there; each new peer of a socket is a connection. */
  private async peer(
    s: Socket,
    written: string,
    port: number,
    event: string,
    args: readonly Plain[],
    place: Place,
  ): Promise<Endpoint | SystemAnswer> {
    if (port === 0) return BAD_ARGUMENT;
    const target = await this.names.target(s, written, place);
    if ('kind' in target) return target;
    const [operation] = this.leave.kindest('udp', target.hosts, target.address, port);
    const refusal = await this.leave.guard.authorize(event, args, operation, place);
    if (refusal !== null) return refusal;
    const key = `${target.address} ${port}`;
    if (!s.peers.has(key)) {
      if (s.peers.size >= MAX_PEERS || !this.leave.spendConnection()) return NO_CONNECTIONS;
      s.peers.add(key);
    }
    return { host: target.address, port };
  }

  private async datagram(s: Socket, data: Uint8Array, peer: Endpoint): Promise<SystemAnswer> {
    if (data.length > MAX_DATAGRAM) return error(90, 'Message too long');
    if (!this.leave.spendBytes(data.length)) return NO_BYTES;
    if (s.port === null) {
      const port = await this.backend.datagrams(familyOf(peer.host) === AF_INET ? 4 : 6);
      if (s.port !== null || s.closed) port.close();
      s.port ??= port;
    }
    await s.port.send(data, peer.host, peer.port);
    return value(data.length);
  }

  recvfrom(s: Socket, n: number, timeout: number): Answer {
    const { port } = s;
    if (port === null) {
      // Nothing was sent, so nobody can answer.
      return this.waits.after(
        [s.changes],
        () => s.closed,
        timeout,
        () => (timeout === 0 ? AGAIN : value(null)),
      );
    }
    const ready = (): boolean => {
      while (port.waiting.length > 0 && !s.peers.has(`${port.waiting[0]!.from.host} ${port.waiting[0]!.from.port}`))
        port.take();
      return port.waiting.length > 0;
    };
    return this.waits.after([port.changes], ready, timeout, () => {
      if (!ready()) return timeout === 0 ? AGAIN : value(null);
      const datagram = port.take()!;
      if (!this.leave.spendBytes(datagram.bytes.length)) return NO_BYTES;
      return value([datagram.bytes.slice(0, n), endpoint(datagram.from)]);
    });
  }
}
