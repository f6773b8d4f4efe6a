import { afterAll, expect, test } from 'vitest';
import { NodeNetwork } from '../src/node/network.js';
import { ProcessCell } from '../src/node/process-cell.js';
import { Policy } from '../src/policy/policy.js';
import { networkCalls } from '../src/system/network-calls.js';
import { Supervisor } from '../src/system/supervisor.js';
import { closeAll, http } from './network-support.js';

afterAll(closeAll);

test('a cell in a process of its own has sockets that are opened outside of it', async () => {
  const port = await http((req, res) => setTimeout(() => res.end(`${req.method} ${req.url}`), 100));
  const policy = Policy.from({
    extends: 'none',
    modules: { allow: ['*'] },
    network: { allow: [`GET http://127.0.0.1:${port}/**`] },
  });
  const system = new Supervisor({
    policy,
    handlers: [networkCalls({ network: policy.parts.network, backend: new NodeNetwork() })],
  });
  const cell = ProcessCell.create({
    settings: {
      limits: { time: 600_000, memory: 64 * 2 ** 20, fuel: 1e12 },
      argv: [],
      clock: { mode: 'real', at: 0n },
      entropy: { mode: 'seeded', seed: 1 },
    },
    system,
  });
  try {
    const r = await cell.run(`
import http.client
c = http.client.HTTPConnection('127.0.0.1', ${port}, timeout=600)
c.request('GET', '/there')
print(c.getresponse().read())
c.request('DELETE', '/there')
`);
    expect(r.stdout).toBe("b'GET /there'\n");
    expect(r).toMatchObject({ status: 'refused', error: { type: 'PermissionError' } });
  } finally {
    cell.dispose();
    system.end();
  }
});
