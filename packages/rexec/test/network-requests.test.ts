import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseHead } from '../src/system/network-http.js';
import { closeAll, http, https, run } from './network-support.js';

let port = 0;
let seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];

beforeAll(async () => {
  port = await http((req, res) => {
    let body = '';
    req.on('data', (d) => {
      body += d;
    });
    req.on('end', () => {
      seen.push({ method: req.method!, url: req.url!, headers: req.headers, body });
      res.end(`${req.method} ${req.url}`);
    });
  });
});
afterAll(closeAll);

/** As socket.py would, without the time that its import takes. */
const ASK = `
import _socket
def ask(host, port, data):
    s = _socket.socket()
    try:
        s.connect((host, port))
        s.sendall(data)
        out = b''
        while piece := s.recv(4096):
            out += piece
        print(out.partition(b'\\r\\n')[0])
    except OSError as e:
        print(type(e).__name__, e)
`;

/** Sends bytes over a connection that only these rules allow. */
async function send(bytes: string, allow = [`GET,POST http://site.test:${port}/open/**`], more: object = {}) {
  seen = [];
  const r = await run(
    {
      network: { allow, private: true, ...more },
      names: { 'site.test': '127.0.0.1' },
      secrets: { TOKEN: 'sesame-4711' },
    },
    `${ASK}\nask('site.test', ${port}, ${JSON.stringify(bytes)}.encode('latin-1'))`,
  );
  return { ...r, seen };
}

const host = () => `Host: site.test:${port}\r\n`;

describe('connections that only URLs allow', () => {
  test('carry a request that a rule covers, for that server alone', async () => {
    const r = await send(
      `POST /open/x?y=1 HTTP/1.1\r\n${host()}Content-Length: 5\r\nConnection: keep-alive\r\n\r\nhello`,
    );
    expect(r.text).toBe("b'HTTP/1.1 200 OK'\n");
    expect(r.seen).toMatchObject([
      { method: 'POST', url: '/open/x?y=1', body: 'hello', headers: { connection: 'close' } },
    ]);
    expect(r.effects.at(-1)).toMatchObject({
      event: 'rexec.request',
      decision: 'allow',
      args: ['POST', `http://site.test:${port}/open/x?y=1`],
    });
  });

  test('carry bodies in chunks', async () => {
    const r = await send(
      `POST /open/ HTTP/1.1\r\n${host()}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA\r\n 0123\r\n456\r\n0\r\n\r\n`,
    );
    expect(r.seen[0]?.body).toBe('hello 0123\r\n456');
  });

  test.each([
    ['another method', () => `DELETE /open/x HTTP/1.1\r\n${host()}\r\n`],
    ['another path', () => `GET /closed HTTP/1.1\r\n${host()}\r\n`],
    ['no HTTP at all', () => 'EHLO there\r\n\r\n'],
    ['bytes that are no text', () => '\x16\x03\x01\x02\x00'],
    ["'..'", () => `GET /open/../closed HTTP/1.1\r\n${host()}\r\n`],
    ["'..' escaped", () => `GET /open/%2e%2E/closed HTTP/1.1\r\n${host()}\r\n`],
    ["'..' escaped twice", () => `GET /open/%252e%252e/closed HTTP/1.1\r\n${host()}\r\n`],
    ["'..' behind an escaped slash", () => `GET /open/x%2f..%2f..%2fclosed HTTP/1.1\r\n${host()}\r\n`],
    ["'..' with a parameter", () => `GET /open/..;x=1/closed HTTP/1.1\r\n${host()}\r\n`],
    ['a backslash', () => `GET /open\\..\\closed HTTP/1.1\r\n${host()}\r\n`],
    ['a fragment', () => `GET /open/#/../closed HTTP/1.1\r\n${host()}\r\n`],
    ['a whole URL as the target', () => `GET http://site.test:${port}/open/x HTTP/1.1\r\n${host()}\r\n`],
    ['CONNECT', () => `CONNECT site.test:${port} HTTP/1.1\r\n${host()}\r\n`],
    ['TRACE', () => `TRACE /open/x HTTP/1.1\r\n${host()}\r\n`],
    ['HTTP/1.0', () => `GET /open/x HTTP/1.0\r\n${host()}\r\n`],
    ['HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['an upgrade', () => `GET /open/x HTTP/1.1\r\n${host()}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`],
    ['no host', () => 'GET /open/x HTTP/1.1\r\n\r\n'],
    ['another host', () => 'GET /open/x HTTP/1.1\r\nHost: other.test\r\n\r\n'],
    ['another port', () => `GET /open/x HTTP/1.1\r\nHost: site.test:${port + 1}\r\n\r\n`],
    ['two hosts', () => `GET /open/x HTTP/1.1\r\n${host()}${host()}\r\n`],
    ['a user before the host', () => `GET /open/x HTTP/1.1\r\nHost: a@site.test:${port}\r\n\r\n`],
    ['a line with LF alone', () => `GET /open/x HTTP/1.1\n${host()}\r\n\r\n`],
    ['a CR inside a field', () => `GET /open/x HTTP/1.1\r\n${host()}X: a\rY: b\r\n\r\n`],
    ['a NUL inside a field', () => `GET /open/x HTTP/1.1\r\n${host()}X: a\0b\r\n\r\n`],
    ['a folded field', () => `GET /open/x HTTP/1.1\r\n${host()}X: a\r\n b\r\n\r\n`],
    ['a space before the colon', () => `GET /open/x HTTP/1.1\r\n${host()}Content-Length : 5\r\n\r\nhello`],
    ['two lengths', () => `POST /open/x HTTP/1.1\r\n${host()}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`],
    ['a list of lengths', () => `POST /open/x HTTP/1.1\r\n${host()}Content-Length: 5, 5\r\n\r\nhello`],
    ['a length with a sign', () => `POST /open/x HTTP/1.1\r\n${host()}Content-Length: +5\r\n\r\nhello`],
    ['a length with an underscore', () => `POST /open/x HTTP/1.1\r\n${host()}Content_Length: 5\r\n\r\nhello`],
    [
      'a length and chunks',
      () => `POST /open/x HTTP/1.1\r\n${host()}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['another coding', () => `POST /open/x HTTP/1.1\r\n${host()}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`],
    [
      'a coding behind a tab',
      () => `POST /open/x HTTP/1.1\r\n${host()}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n`,
    ],
    ['a changed method', () => `POST /open/x HTTP/1.1\r\n${host()}X-HTTP-Method-Override: DELETE\r\n\r\n`],
    ['a changed path', () => `GET /open/x HTTP/1.1\r\n${host()}X-Original-URL: /closed\r\n\r\n`],
    ['a head without end', () => `GET /open/x HTTP/1.1\r\n${host()}X: ${'a'.repeat(40_000)}`],
    ['too many fields', () => `GET /open/x HTTP/1.1\r\n${host()}${'X: a\r\n'.repeat(200)}\r\n`],
  ])('refuse %s', async (_, bytes) => {
    const r = await send(bytes());
    expect(r.text).toMatch(/^PermissionError .*refused/);
    expect(r.seen).toEqual([]);
  });

  test.each([
    ['a second request', `GET /open/x HTTP/1.1\r\nHOST\r\nGET /closed HTTP/1.1\r\nHOST\r\n`],
    [
      'bytes behind the body',
      `POST /open/x HTTP/1.1\r\nHOSTContent-Length: 2\r\n\r\nhiGET /closed HTTP/1.1\r\nHOST\r\n`,
    ],
    [
      'a chunk with an extension',
      `POST /open/x HTTP/1.1\r\nHOSTTransfer-Encoding: chunked\r\n\r\n2;a=b\r\nhi\r\n0\r\n\r\n`,
    ],
    [
      'a chunk that is too long',
      `POST /open/x HTTP/1.1\r\nHOSTTransfer-Encoding: chunked\r\n\r\n2\r\nhi!\r\n0\r\n\r\n`,
    ],
    [
      'a chunk of a negative size',
      `POST /open/x HTTP/1.1\r\nHOSTTransfer-Encoding: chunked\r\n\r\n-1\r\nhi\r\n0\r\n\r\n`,
    ],
    ['a size with LF alone', `POST /open/x HTTP/1.1\r\nHOSTTransfer-Encoding: chunked\r\n\r\n2\nhi\r\n0\r\n\r\n`],
    ['fields behind the body', `POST /open/x HTTP/1.1\r\nHOSTTransfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n\r\n`],
  ])('refuse %s', async (_, bytes) => {
    const r = await send(bytes.replaceAll('HOST', host()));
    expect(r.text).toMatch(/^PermissionError .*the request is refused/);
    expect(r.seen.filter((s) => s.url !== '/open/x')).toEqual([]);
    expect(r.seen).toHaveLength(0);
  });

  test('are guarded too where a wide rule allows and a URL is denied', async () => {
    const rules = { deny: [`* http://site.test:${port}/closed/**`] };
    const denied = await send(`GET /closed/x HTTP/1.1\r\n${host()}\r\n`, [`tcp://*:${port}`], rules);
    expect(denied.text).toMatch(/^PermissionError .*refused by policy: request GET/);
    const open = await send(`GET /elsewhere HTTP/1.1\r\n${host()}\r\n`, [`tcp://*:${port}`], rules);
    expect(open.text).toBe("b'HTTP/1.1 200 OK'\n");
  });

  test('the head is read whatever pieces it comes in', async () => {
    seen = [];
    const r = await run(
      { network: { allow: [`POST http://site.test:${port}/**`], private: true }, names: { 'site.test': '127.0.0.1' } },
      `import _socket
s = _socket.socket()
s.connect(('site.test', ${port}))
for c in b'POST /x HTTP/1.1\\r\\nHost: site.test:${port}\\r\\nContent-Length: 3\\r\\n\\r\\nabc': s.send(bytes([c]))
print(s.recv(12))`,
    );
    expect(r.text).toBe("b'HTTP/1.1 200'\n");
    expect(seen).toMatchObject([{ url: '/x', body: 'abc' }]);
  });

  test('a field that could be two things is not read', () => {
    for (const text of [
      'GET  /x HTTP/1.1',
      'GET /x  HTTP/1.1',
      'get /x HTTP/1.1',
      'GET x HTTP/1.1',
      'GET /é HTTP/1.1',
      '',
    ]) {
      expect(() => parseHead(`${text}\r\nHost: a`)).toThrow();
    }
  });
});

describe('secrets', () => {
  const secrets = () => ({
    secrets: [{ url: `http://site.test:${port}/open/**`, header: 'Authorization', secret: 'TOKEN' }],
  });

  test('go to the server and never to the program', async () => {
    const r = await send(`GET /open/x HTTP/1.1\r\n${host()}\r\n`, undefined, secrets());
    expect(r.seen[0]?.headers.authorization).toBe('sesame-4711');
    expect(JSON.stringify([r.stdout, r.error, r.effects])).not.toContain('sesame');
  });

  test("stand in the place of the program's own field, in any spelling", async () => {
    for (const name of ['authorization', 'AUTHORIZATION', 'Authorization']) {
      const r = await send(`GET /open/x HTTP/1.1\r\n${host()}${name}: mine\r\n\r\n`, undefined, secrets());
      expect(r.seen[0]?.headers.authorization).toBe('sesame-4711');
    }
  });

  test('that are no header field go nowhere', async () => {
    seen = [];
    const r = await run(
      {
        network: { allow: [`GET http://site.test:${port}/**`], private: true, ...secrets() },
        names: { 'site.test': '127.0.0.1' },
        secrets: { TOKEN: 'sesame\r\nX: y' },
      },
      `${ASK}\nask('site.test', ${port}, b'GET /open/x HTTP/1.1\\r\\nHost: site.test:${port}\\r\\n\\r\\n')`,
    );
    expect(r.text).toMatch(/^PermissionError .*Authorization is no header field\n$/);
    expect(seen).toEqual([]);
  });

  test('go to no other URL', async () => {
    const r = await send(`GET /other HTTP/1.1\r\n${host()}\r\n`, [`GET http://site.test:${port}/**`], secrets());
    expect(r.seen[0]?.headers.authorization).toBeUndefined();
  });

  test('are added also where a wide rule allows the connection', async () => {
    const r = await send(`GET /open/x HTTP/1.1\r\n${host()}\r\n`, [`tcp://site.test:${port}`], secrets());
    expect(r.seen[0]?.headers.authorization).toBe('sesame-4711');
  });

  test('are not in the texts of refusals, nor in the record', async () => {
    const r = await send(`DELETE /open/x HTTP/1.1\r\n${host()}\r\n`, undefined, secrets());
    expect(r.text).toContain('refused');
    expect(JSON.stringify([r.text, r.effects])).not.toContain('sesame');
  });

  test('go over TLS to a server that was verified, to nobody else', async () => {
    const got: string[] = [];
    const secure = await https((req, res) => {
      got.push(String(req.headers.authorization));
      res.end('ok');
    });
    const program = `
import socket, ssl
s = ssl.create_default_context().wrap_socket(socket.create_connection(('api.test', ${secure})), server_hostname='api.test')
s.sendall(b'GET / HTTP/1.1\\r\\nHost: api.test:${secure}\\r\\n\\r\\n')
print(s.recv(15))`;
    const world = {
      network: {
        allow: [`https://api.test:${secure}/**`],
        private: true,
        secrets: [{ url: `https://api.test:${secure}/**`, header: 'Authorization', secret: 'TOKEN' }],
      },
      names: { 'api.test': '127.0.0.1' },
      secrets: { TOKEN: 'sesame-4711' },
    };
    expect((await run(world, program)).text).toBe("b'HTTP/1.1 200 OK'\n");
    expect((await run({ ...world, authority: false }, program)).text).toContain('certificate verify failed');
    expect(got).toEqual(['sesame-4711']);
  });
});
