import { createSocket } from 'node:dgram';
import { afterAll, describe, expect, test } from 'vitest';
import { closeAll, http, https, run, TRY, tcp } from './network-support.js';

afterAll(closeAll);

const hello = () => tcp((s) => s.end('hello'));

describe('connections', () => {
  test('a program talks to a server that a rule covers', async () => {
    const port = await tcp((s) => s.on('data', (d) => s.end(d.toString().toUpperCase())));
    const r = await run(
      { network: { allow: [`tcp://127.0.0.1:${port}`] } },
      `${TRY}
s = socket.socket()
s.settimeout(600)
s.connect(('127.0.0.1', ${port}))
print(s.getpeername(), s.getsockname()[0])
s.sendall(b'good day')
b = bytearray(4)
print(s.recv_into(b), b, s.recv(100), s.recv(1))
s.close()
attempt(s.recv, 1)`,
    );
    expect(r.text).toBe(
      `('127.0.0.1', ${port}) 127.0.0.1\n4 bytearray(b'GOOD') b' DAY' b''\nOSError [Errno 9] Bad file descriptor\n`,
    );
    expect(r.effects.map((e) => `${e.event} ${e.decision}`)).toEqual(['socket.__new__ allow', 'socket.connect allow']);
  });

  test('http.client and urllib.request of CPython run, with redirects', async () => {
    const port = await http((req, res) => {
      if (req.url === '/from') return res.writeHead(302, { location: '/to?x=1' }).end();
      let body = '';
      req.on('data', (d) => {
        body += d;
      });
      req.on('end', () => res.end(`${req.method} ${req.url} ${body.length}`));
    });
    const r = await run(
      { network: { allow: [`tcp://127.0.0.1:${port}`] } },
      `
import http.client, urllib.request
c = http.client.HTTPConnection('127.0.0.1', ${port}, timeout=600)
c.request('GET', '/a'); print(c.getresponse().read())
c.request('POST', '/b', body=b'x' * 300000); print(c.getresponse().read())
c.request('POST', '/c', body=iter([b'one', b'two']), encode_chunked=True); print(c.getresponse().read())
with urllib.request.urlopen('http://127.0.0.1:${port}/from', timeout=600) as f:
    print(f.status, f.read(), f.url.endswith('/to?x=1'))
try:
    urllib.request.urlopen(urllib.request.Request('http://127.0.0.1:${port}/', method='CONNECT'))
except urllib.error.URLError as e:
    print('no', e)
`,
    );
    expect(r.text.split('\n').slice(0, 4)).toEqual([
      "b'GET /a 0'",
      "b'POST /b 300000'",
      "b'POST /c 6'",
      "200 b'GET /to?x=1 0' True",
    ]);
  });

  test('waiting pauses the machine, and ends with the timeout', async () => {
    const port = await tcp((s) => s.once('data', () => setTimeout(() => s.write('late'), 50)));
    const r = await run(
      { network: { allow: [`tcp://127.0.0.1:${port}`] } },
      `${TRY}
import select, time
s = socket.create_connection(('127.0.0.1', ${port}))
s.settimeout(0.05)
attempt(s.recv, 10)
s.setblocking(False)
attempt(s.recv, 10)
print(select.select([s], [s], [], 0) == ([], [s], []))
s.send(b'now')
start = time.monotonic()
print(select.select([s], [], [], 600) == ([s], [], []), s.recv(10), time.monotonic() - start < 500)`,
    );
    expect(r.text).toBe(
      "TimeoutError timed out\nBlockingIOError [Errno 11] Resource temporarily unavailable\nTrue\nTrue b'late' True\n",
    );
    expect(r.usage.fuel).toBeLessThan(20_000_000);
  });

  test('selectors of each kind ask, though nothing is registered', async () => {
    const r = await run(
      {},
      `import select, selectors
for kind in selectors.SelectSelector, selectors.PollSelector:
    with kind() as selector:
        print(selector.select(0), dict(selector.get_map()))
class Own:
    wait = select.select
print(Own().wait([], [], [], 0))`,
    );
    expect(r.text).toBe('[] {}\n[] {}\n([], [], [])\n');
  });

  test('errors of the network are those of CPython', async () => {
    const r = await run(
      { network: { allow: ['tcp://*:1', 'dns://*'], private: true } },
      `${TRY}
attempt(connected, '127.0.0.1', 1)
attempt(connected, 'nowhere.test', 1)
print(socket.socket().connect_ex(('127.0.0.1', 1)))
attempt(socket.socket().send, b'x')
attempt(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).connect, '/x')`,
    );
    expect(r.text).toBe(
      'ConnectionRefusedError [Errno 111] Connection refused\ngaierror [Errno -2] Name or service not known\n111\n' +
        'BrokenPipeError [Errno 32] Broken pipe\n' +
        r.text.split('\n').slice(4).join('\n'),
    );
    expect(r.text).toContain('OSError: [Errno 97] Address family not supported by protocol');
  });

  test('sockets that a program abandons are closed when no more can be opened', async () => {
    const r = await run(
      { network: { allow: [] } },
      'import socket\nfor i in range(200): s = socket.socket()\nkept = []\n' +
        'try:\n  while True: kept.append(socket.socket())\nexcept OSError as e: print(e)',
    );
    expect(r.text).toBe('[Errno 24] Too many open files\n');
  });

  test('IPv6', async () => {
    const port = await tcp((s) => s.end('six'), '::1');
    const r = await run(
      { network: { allow: [`tcp://[::1]:${port}`, 'dns://six.test'] }, names: { 'six.test': '0:0::1' } },
      `${TRY}
attempt(connected, '0::0:1', ${port})
attempt(connected, 'six.test', ${port})
s = socket.create_connection(('::1', ${port}))
print(s.family, s.getpeername())`,
    );
    expect(r.text).toBe(`b'six'\nb'six'\n10 ('::1', ${port}, 0, 0)\n`);
  });

  test('nothing listens', async () => {
    const r = await run(
      { network: { allow: ['tcp://*:*'], private: true } },
      `${TRY}
attempt(socket.create_server, ('127.0.0.1', 0))
attempt(socket.socket().listen)
attempt(socket.socketpair)`,
    );
    expect(r.text.match(/^PermissionError .*is refused/gm)).toHaveLength(3);
  });

  test('what is open is closed at the end of the cell', async () => {
    let closed = 0;
    const port = await tcp((s) => s.on('end', () => closed++).resume());
    await run(
      { network: { allow: [`tcp://127.0.0.1:${port}`] } },
      `${TRY}\nss = [socket.create_connection(('127.0.0.1', ${port})) for i in range(3)]`,
    );
    await expect.poll(() => closed).toBe(3);
  });

  test('what was sent arrives, though the program closes at once', async () => {
    let got = 0;
    const port = await tcp((s) => s.on('data', (d) => (got += d.length)));
    await run(
      { network: { allow: [`tcp://127.0.0.1:${port}`] } },
      `${TRY}\ns = socket.create_connection(('127.0.0.1', ${port}))\ns.sendall(b'x' * 3000000)\ns.close()`,
    );
    await expect.poll(() => got).toBe(3_000_000);
  });

  test('sending to a peer that has gone is an error, and reading is the end', async () => {
    const port = await tcp((s) => s.once('data', () => s.resetAndDestroy()));
    const r = await run(
      { network: { allow: [`tcp://127.0.0.1:${port}`] } },
      `import _socket
for read in (False, True):
    s = _socket.socket()
    s.connect(('127.0.0.1', ${port}))
    try:
        while True:
            s.sendall(b'x' * 1000000)
            if read and s.recv(10) == b'': break
    except ConnectionError as e:
        print(isinstance(e, (BrokenPipeError, ConnectionResetError)))`,
    );
    expect(r.text).toBe('True\nTrue\n');
  });

  test('datagrams go to checked peers, and come from them only', async () => {
    const server = createSocket('udp4');
    await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
    const stranger = createSocket('udp4');
    server.on('message', (m, from) => {
      stranger.send('from a stranger', from.port, '127.0.0.1', () => {
        setTimeout(() => server.send(`echo ${m}`, from.port, '127.0.0.1'), 50);
      });
    });
    const { port } = server.address();
    const r = await run(
      { network: { allow: [`udp://127.0.0.1:${port}`] } },
      `${TRY}
s = socket.socket(type=socket.SOCK_DGRAM)
s.settimeout(600)
print(s.sendto(b'hi', ('127.0.0.1', ${port})), s.recvfrom(100) == (b'echo hi', ('127.0.0.1', ${port})))
attempt(s.sendto, b'hi', ('127.0.0.1', ${port === 53 ? 54 : 53}))
attempt(connected, '127.0.0.1', ${port})`,
    );
    server.close();
    stranger.close();
    expect(r.text).toMatch(/^2 True\nPermissionError .*udp:.*\nPermissionError .*tcp:.*\n$/);
  });
});

describe('what is refused', () => {
  test('another port, another address', async () => {
    const port = await hello();
    const other = await hello();
    const r = await run(
      { network: { allow: [`tcp://127.0.0.1:${port}`] } },
      `${TRY}
attempt(connected, '127.0.0.1', ${port})
attempt(connected, '127.0.0.1', ${other})
attempt(connected, '127.0.0.2', ${port})
attempt(connected, 'elsewhere.test', ${port})`,
    );
    expect(r.text).toMatch(/^b'hello'\n(PermissionError .*refused by policy.*\n){3}$/);
  });

  test('a private address, in whatever spelling or by name', async () => {
    const port = await hello();
    const spellings = [
      '127.0.0.1',
      '2130706433',
      '0x7f000001',
      '0x7f.1',
      '017700000001',
      '0177.0.0.1',
      '127.1',
      '１２７.0.0.1',
      '127。0。0。1',
      '127.0.0.1.',
      '0.0.0.0',
      '',
      'inside.test',
      'localhost',
      '::1',
      '::',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '64:ff9b::7f00:1',
      'mapped.test',
    ];
    const r = await run(
      {
        network: { allow: ['tcp://*:*', 'dns://*'] },
        names: { 'inside.test': '127.0.0.1', localhost: '127.0.0.1', 'mapped.test': '::ffff:127.0.0.1' },
      },
      `${TRY}
for host in ${JSON.stringify(spellings)}:
    attempt(connected, host, ${port})
    s = socket.socket(socket.AF_INET6 if ':' in host else socket.AF_INET)
    attempt(s.connect, (host, ${port}))`,
    );
    const lines = r.text.trimEnd().split('\n');
    expect(lines).toHaveLength(spellings.length * 2);
    for (const line of lines) expect(line).toMatch(/^(PermissionError.*refused|gaierror)/);
    expect(r.effects.filter((e) => e.event === 'socket.connect').every((e) => e.decision === 'deny')).toBe(true);
  });

  test('the address that was checked is the one connected to, whatever the name says next', async () => {
    const port = await hello();
    let lookups = 0;
    const rebind = () => (lookups++ === 0 ? ['127.0.0.1'] : ['127.0.0.9']);
    const r = await run(
      { network: { allow: [`tcp://rebind.test:${port}`], private: true }, names: { 'rebind.test': rebind } },
      `${TRY}\nattempt(connected, 'rebind.test', ${port})`,
    );
    expect([r.text, lookups]).toEqual(["b'hello'\n", 1]);
  });

  test('a redirect to a host that no rule covers', async () => {
    const other = await http((_, res) => res.end('secret of another'));
    const port = await http((_, res) => res.writeHead(302, { location: `http://127.0.0.1:${other}/` }).end());
    for (const rule of [`tcp://127.0.0.1:${port}`, `GET http://127.0.0.1:${port}/**`]) {
      const r = await run(
        { network: { allow: [rule] } },
        `import urllib.request\nurllib.request.urlopen('http://127.0.0.1:${port}/')`,
      );
      expect(r.text).toContain('refused by policy: connection to');
      expect(r.text).not.toContain('secret of another');
    }
  });

  test('more connections than allowed', async () => {
    const port = await hello();
    const r = await run(
      { network: { allow: [`tcp://127.0.0.1:${port}`], connections: 2 } },
      `${TRY}\nfor i in range(3): attempt(connected, '127.0.0.1', ${port})`,
    );
    expect(r.text).toMatch(/^b'hello'\nb'hello'\nPermissionError .*network.connections\)\n$/);
  });

  test('more bytes than allowed, in either direction', async () => {
    const port = await tcp((s) => s.end('x'.repeat(100_000)));
    const r = await run(
      { network: { allow: [`tcp://127.0.0.1:${port}`], bytes: '1000 B' } },
      `${TRY}
s = socket.create_connection(('127.0.0.1', ${port}))
print(s.send(b'y' * 400), len(s.recv(5000)))
attempt(s.recv, 1)
attempt(s.send, b'x')`,
    );
    expect(r.text).toMatch(/^400 600\n(PermissionError .*network.bytes\)\n){2}$/);
  });

  test('a peer that sends without end is held back', async () => {
    let sent = 0;
    const port = await tcp((s) => {
      const more = () => {
        while (s.write('x'.repeat(65536))) sent += 65536;
        sent += 65536;
      };
      s.on('drain', more);
      more();
    });
    await run(
      { network: { allow: [`tcp://127.0.0.1:${port}`] } },
      `${TRY}\nimport select\ns = socket.create_connection(('127.0.0.1', ${port}))\nselect.select([], [], [], 0.5)`,
    );
    expect(sent).toBeLessThan(20_000_000);
  });
});

describe('TLS', () => {
  test('https by rules of either kind', async () => {
    const port = await https((req, res) => res.end(`${req.headers.host} ${req.url}`));
    for (const rule of [`tcp://api.test:${port}`, `https://api.test:${port}/**`]) {
      const r = await run(
        { network: { allow: [rule], private: true }, names: { 'api.test': '127.0.0.1' } },
        `
import urllib.request
with urllib.request.urlopen('https://api.test:${port}/x', timeout=600) as f: print(f.read())
`,
      );
      expect(r.text).toBe(`b'api.test:${port} /x'\n`);
    }
  });

  test('a certificate for another host, or of nobody that the host trusts, is refused', async () => {
    const port = await https((_, res) => res.end('seen'));
    const program = `
import socket, ssl
try:
    ssl.create_default_context().wrap_socket(socket.create_connection(('other.test', ${port})), server_hostname='other.test')
except ssl.SSLError as e:
    print(type(e).__name__, e)
`;
    const world = { network: { allow: [`tcp://*:${port}`], private: true }, names: { 'other.test': '127.0.0.1' } };
    expect((await run(world, program)).text).toMatch(/^SSLCertVerificationError .*Hostname mismatch\n$/);
    const stranger = await run({ ...world, authority: false }, program);
    expect(stranger.text).toMatch(/^SSLCertVerificationError .*certificate verify failed/);
  });

  test('verification cannot be switched off', async () => {
    const r = await run(
      { network: { allow: ['tcp://*:*'] } },
      `
import ssl
c = ssl.create_default_context()
for f in (lambda: setattr(c, 'check_hostname', False), lambda: setattr(c, 'verify_mode', ssl.CERT_NONE), ssl._create_unverified_context,
          lambda: c.load_verify_locations(cadata='x')):
    try: f(); print('done')
    except PermissionError: print('no')
`,
    );
    expect(r.text).toBe('no\n'.repeat(4));
  });
});
