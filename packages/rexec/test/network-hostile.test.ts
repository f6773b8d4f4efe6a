import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Policy } from '../src/policy/policy.js';
import { SYSTEM_CALLS } from '../src/system/calls.js';
import { readHost } from '../src/system/network-address.js';
import { networkCalls } from '../src/system/network-calls.js';
import { parseHead, RequestReader, RequestRefused, writeHead } from '../src/system/network-http.js';
import { LookupFailure, type NetworkBackend, NetworkFailure } from '../src/system/network-stream.js';
import { Supervisor } from '../src/system/supervisor.js';

const nothing: NetworkBackend = {
  lookup: async () => {
    throw new LookupFailure(-2, '');
  },
  connect: async () => {
    throw new NetworkFailure(111, '');
  },
  datagrams: async () => {
    throw new NetworkFailure(101, '');
  },
};

test('a peer that sends malformed calls gets answers, and nothing breaks', async () => {
  const policy = Policy.from({
    extends: 'none',
    network: { allow: ['tcp://*:*', 'udp://*:*', 'dns://*'], private: true },
  });
  const supervisor = new Supervisor({
    policy,
    limits: { effects: 1e9 },
    handlers: [networkCalls({ network: policy.parts.network, backend: nothing })],
  });
  const names = Object.keys(SYSTEM_CALLS).slice(
    Object.keys(SYSTEM_CALLS).indexOf('getaddrinfo'),
    Object.keys(SYSTEM_CALLS).indexOf('sockclose') + 1,
  );
  const place = { filename: '', line: 0, fuel: 0 };
  for (let i = 0; i < 4; i++) await supervisor.answer({ name: 'socket', args: [2, 1 + (i % 2), 0], place });
  const value = fc.oneof(
    fc.constantFrom(
      512,
      513,
      514,
      0,
      -1,
      1e9,
      2 ** 40,
      0.5,
      -0.5,
      '',
      'localhost',
      '127.0.0.1',
      '512,513',
      ',',
      null,
      true,
    ),
    fc.string(),
    fc.integer(),
    fc.uint8Array(),
    fc.bigInt(),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), fc.array(value, { maxLength: 6 }), async (name, args) => {
      // Waiting for what never comes is no fault: only calls that end are made.
      const short = args.map((v, i) => (i === args.length - 1 && typeof v === 'number' ? 0 : v));
      const answer = await supervisor.answer({ name, args: short, place });
      expect(['value', 'error', 'refused']).toContain(answer.kind);
    }),
    { numRuns: 3000 },
  );
  expect(supervisor.failure).toBeNull();
  supervisor.end();
});

test('hosts come out canonical or not at all', () => {
  fc.assert(
    fc.property(fc.oneof(fc.domain(), fc.ipV4Extended(), fc.ipV6(), fc.string()), (text) => {
      const host = readHost(text);
      if (host !== null) expect(readHost(host.text)).toEqual(host);
    }),
    { numRuns: 3000 },
  );
});

test('what is read of a request does not depend on the pieces, and is read the same again', () => {
  const field = fc.tuple(fc.stringMatching(/^[A-Za-z-]{1,8}$/), fc.stringMatching(/^[ -~]{0,12}$/));
  fc.assert(
    fc.property(
      fc.constantFrom('GET', 'POST'),
      fc.webPath(),
      fc.array(field, { maxLength: 4 }),
      fc.string({ unit: 'binary-ascii', maxLength: 20 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      (method, path, fields, body, sizes) => {
        const lines = fields.map(([n, v]) => `${n}: ${v}\r\n`).join('');
        const text = `${method} /${path} HTTP/1.1\r\nHost: a.test\r\n${lines}Content-Length: ${body.length}\r\n\r\n${body}`;
        const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
        const whole = read([bytes]);
        const exact: Uint8Array[] = [];
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const n = sizes[i % sizes.length]!;
          exact.push(bytes.slice(at, at + n));
          at += n;
        }
        expect(read(exact)).toEqual(whole);
        if (typeof whole === 'string') return;
        const again = parseHead(new TextDecoder('latin1').decode(writeHead(whole.head, [])).slice(0, -4));
        expect([again.method, again.target, again.host, again.length]).toEqual([
          whole.head.method,
          whole.head.target,
          whole.head.host,
          whole.head.length,
        ]);
        expect(whole.body).toBe(body);
      },
    ),
    { numRuns: 1500 },
  );
});

/** The head and the body; or why it was refused. */
function read(pieces: readonly Uint8Array[]) {
  const reader = new RequestReader();
  let head = null;
  let body = '';
  try {
    for (const piece of pieces) {
      head = reader.feed(piece, (b) => (body += String.fromCharCode(...b))) ?? head;
    }
  } catch (e) {
    if (!(e instanceof RequestRefused)) throw e;
    return e.message;
  }
  return { head: head!, body };
}
