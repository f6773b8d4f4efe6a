// A network for attacks: names of its own, and every address that a connection is opened to is looked at. Those of this
// machine are really connected to; nothing leaves it.
import { NodeNetwork } from '../../packages/rexec/src/node/network.ts';
import { LookupFailure, NetworkFailure } from '../../packages/rexec/src/system/network-stream.ts';

const OUTSIDE = '93.184.216.34';

/** Names that attacks use; a list is answered in turn, one entry for each question. */
const NAMES = new Map([
  ['example.com', [[OUTSIDE]]],
  ['rebind.test', [[OUTSIDE], ['127.0.0.1'], ['127.0.0.1']]],
  ['mixed.test', [[OUTSIDE, '127.0.0.1', '::1']]],
  ['inside.test', [['127.0.0.1']]],
  ['metadata.test', [['169.254.169.254']]],
  ['mapped.test', [['::ffff:127.0.0.1', '::ffff:7f00:1']]],
  ['nat64.test', [['64:ff9b::7f00:1']]],
  ['localhost', [['127.0.0.1', '::1']]],
  ['many.test', [Array.from({ length: 5000 }, (_, i) => `10.1.${i >> 8}.${i & 255}`)]],
  ['odd.test', [['127.1', 'not an address', '0x7f000001', '', '127.0.0.1\0']]],
]);

/** Only what is plainly outside may be asked for. */
const isInside = (address) => address !== OUTSIDE && address !== '192.88.99.1';

export class AttackedNetwork {
  real = new NodeNetwork();
  asked = new Map();
  /** Addresses inside that a connection was opened to. */
  inside = [];

  async lookup(name) {
    const answers = NAMES.get(name);
    if (answers === undefined) throw new LookupFailure(-2, 'Name or service not known');
    const n = this.asked.get(name) ?? 0;
    this.asked.set(name, n + 1);
    return answers[Math.min(n, answers.length - 1)];
  }

  async connect(address, port, signal) {
    if (!isInside(address)) throw new NetworkFailure(111, 'Connection refused');
    this.inside.push(`${address} ${port}`);
    return this.real.connect(address, port, signal);
  }

  async datagrams(family) {
    const port = await this.real.datagrams(family);
    const send = port.send.bind(port);
    port.send = async (data, address, number) => {
      if (!isInside(address)) return;
      this.inside.push(`${address} ${number}`);
      await send(data, address, number);
    };
    return port;
  }
}
