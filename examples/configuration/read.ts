/** A configuration in Python's syntax; the host's own complaint about a value names the line that wrote it. */
import { readFile } from 'node:fs/promises';
import { ConfigError, evaluateConfig } from 'rexec';

const here = (name: string) => new URL(name, import.meta.url);
const options = {
  names: { production: true },
  functions: { env: (_name: string, otherwise: string) => otherwise },
  load: async (path: string) => await readFile(here(path), 'utf8'),
};

const { value, positions } = await evaluateConfig(await readFile(here('app.conf'), 'utf8'), {
  ...options,
  filename: 'app.conf',
});
console.log(JSON.stringify(value));

const { ports } = value['server'] as { ports: number[] };
for (const [i, port] of ports.entries()) {
  if (port >= 1024) continue;
  const at = positions.at(['server', 'ports', i])!;
  console.log(`${at.filename}:${at.line}:${at.column}: port ${port} needs a privilege`);
}

// What is wrong with a file is told with the code, before any of it runs; what reaches a limit ends with one line.
for (const source of [
  'import os\nx = undefined_name\n',
  'text = "a" * 10**9\n',
  'load("app.conf", "server")\nserver.clear()\n',
]) {
  try {
    await evaluateConfig(source, { ...options, filename: 'bad.conf' });
  } catch (e) {
    if (!(e instanceof ConfigError)) throw e;
    for (const f of e.findings) console.log(`${f.filename}:${f.line}:${f.column}: ${f.message}`);
  }
}
