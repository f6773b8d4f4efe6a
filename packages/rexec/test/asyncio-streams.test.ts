import { afterEach, describe, expect, test } from 'vitest';
import { closeAll, https, run, tcp } from './network-support.js';

afterEach(closeAll);

describe('streams of asyncio', () => {
  test('several connections at once, beside a timer', async () => {
    let connections = 0;
    let together = () => {};
    const four = new Promise<void>((resolve) => {
      together = resolve;
    });
    const port = await tcp((s) => {
      if (++connections === 4) together();
      // Nobody hears anything before all four are there.
      s.on('data', async (d) => {
        await four;
        s.write(String(d).toUpperCase());
      });
      s.on('end', () => s.end());
    });
    const r = await run(
      { network: { allow: [`tcp://127.0.0.1:${port}`], private: true } },
      `
import asyncio
async def talk(n):
    reader, writer = await asyncio.open_connection('127.0.0.1', ${port})
    out = []
    for i in range(3):
        writer.write(f'line {n}{i}\\n'.encode())
        await writer.drain()
        out.append((await reader.readline()).decode().strip())
    writer.write_eof()
    out.append(await reader.read())
    writer.close()
    await writer.wait_closed()
    return out
async def main():
    for said in await asyncio.gather(*(talk(n) for n in range(4)), asyncio.sleep(0.01, 'slept')):
        print(said)
    reader, writer = await asyncio.open_connection('127.0.0.1', ${port})
    try:
        await asyncio.wait_for(reader.read(), 0.05)
    except TimeoutError:
        print('timeout')
    writer.close()
asyncio.run(main())
`,
    );
    const said = (n: number) => `['LINE ${n}0', 'LINE ${n}1', 'LINE ${n}2', b'']\n`;
    expect(r.text).toBe(`${said(0)}${said(1)}${said(2)}${said(3)}slept\ntimeout\n`);
  });

  test('with TLS from the beginning; what is refused is raised', async () => {
    const port = await https((req, res) => res.end(`${req.headers.host} ${req.url}`));
    const r = await run(
      { network: { allow: [`tcp://api.test:${port}`], private: true }, names: { 'api.test': '127.0.0.1' } },
      `
import asyncio
async def main():
    reader, writer = await asyncio.open_connection('api.test', ${port}, ssl=True)
    writer.write(b'GET /x HTTP/1.1\\r\\nHost: api.test\\r\\nConnection: close\\r\\n\\r\\n')
    print((await reader.read()).splitlines()[-1], writer.get_extra_info('ssl_object').version())
    writer.close()
    for use in (
        lambda: asyncio.open_connection('127.0.0.1', 1),
        lambda: asyncio.start_server(print, '127.0.0.1', 0),
        lambda: asyncio.create_subprocess_exec('ls'),
        lambda: asyncio.open_unix_connection('/x') if hasattr(asyncio, 'open_unix_connection') else asyncio.sleep(0),
    ):
        try:
            await use()
        except Exception as e:
            print(type(e).__name__)
asyncio.run(main())
`,
    );
    expect(r.text).toBe(`b'api.test /x' TLSv1.3\nPermissionError\nPermissionError\nNotImplementedError\n`);
  });
});
