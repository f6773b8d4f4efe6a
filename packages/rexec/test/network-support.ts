/** Servers on this machine, and cells that may reach some of them. */
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import type { AuditEvent } from '../src/audit/event.js';
import { Cell } from '../src/cell/cell.js';
import { NodeNetwork } from '../src/node/network.js';
import { realClock } from '../src/node/powers.js';
import { Policy } from '../src/policy/policy.js';
import { networkCalls } from '../src/system/network-calls.js';
import { Supervisor } from '../src/system/supervisor.js';
import { AUTHORITY, CERTIFICATE, KEY } from './network-certificates.js';

interface Closable {
  close(): void;
}

const open: Closable[] = [];

export function closeAll(): void {
  for (const server of open.splice(0)) server.close();
}

async function listening(server: Server, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>();
  for (const event of ['connection', 'secureConnection']) {
    server.on(event, (s: Socket) => {
      sockets.add(s);
      s.on('error', () => {});
    });
  }
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  open.push({
    close() {
      server.close();
      for (const s of sockets) s.destroy();
    },
  });
  return (server.address() as AddressInfo).port;
}

export const tcp = (each: (s: Socket) => void, host?: string) =>
  listening(createTcp({ allowHalfOpen: true }, each), host);
export const http = (handler: RequestListener) => listening(createHttp(handler));
export const https = (handler: RequestListener) => listening(createHttps({ cert: CERTIFICATE, key: KEY }, handler));

export interface World {
  network: object;
  /** Names that can be looked up. */
  names?: Record<string, string | string[] | (() => string[])>;
  secrets?: Record<string, string>;
  authority?: boolean;
  limits?: object;
}

/** Runs a program; what it wrote, and what was recorded. */
export async function run(world: World, source: string) {
  const policy = Policy.from({ extends: 'none', modules: { allow: ['*'] }, network: world.network });
  const events: AuditEvent[] = [];
  const backend = new NodeNetwork({
    ca: world.authority === false ? [] : [AUTHORITY],
    lookup: async (name) => {
      const found = world.names?.[name];
      if (found === undefined) throw new Error('no such name');
      return typeof found === 'function' ? found() : [found].flat();
    },
  });
  const supervisor = new Supervisor({
    policy,
    handlers: [
      networkCalls({
        network: policy.parts.network,
        backend,
        secrets: new Map(Object.entries(world.secrets ?? {})),
      }),
    ],
    sinks: [{ write: (e) => events.push(e) }],
  });
  const cell = Cell.create({ powers: { system: supervisor, clock: realClock } });
  try {
    const result = await cell.run(source, { filename: 'program.py' });
    const effects = events.filter((e) => /^(socket|rexec\.(request|starttls))/.test(e.event));
    return { ...result, text: result.stdout + (result.error?.traceback ?? ''), effects };
  } finally {
    supervisor.end();
  }
}

/** Prints what a program gets, or the exception instead. */
export const TRY = `
import socket
def attempt(f, *args):
    try:
        print(f(*args))
    except OSError as e:
        print(type(e).__name__, e)
def connected(host, port):
    with socket.create_connection((host, port), 600) as s:
        return s.recv(100)
def ask(host, port, data):
    s = socket.create_connection((host, port), 600)
    s.sendall(data)
    out = b''
    while piece := s.recv(4096):
        out += piece
    s.close()
    return out.partition(b'\\r\\n')[0] if out.startswith(b'HTTP') else out
`;
