// CPython, whichever `python3` is named or found: a process that stays and measures inside.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const worker = fileURLToPath(new URL('./cpython-worker.py', import.meta.url));

/** The newest that pyenv has, else the `python3` of the path. */
function find() {
  const versions = path.join(process.env.PYENV_ROOT ?? path.join(os.homedir(), '.pyenv'), 'versions');
  if (!existsSync(versions)) return 'python3';
  const order = (name) => name.split('.').reduce((sum, part) => sum * 1000 + (Number.parseInt(part, 10) || 0), 0);
  const found = readdirSync(versions)
    .filter((name) => name.startsWith('3.'))
    .sort((a, b) => order(b) - order(a))
    .map((name) => path.join(versions, name, 'bin/python3'))
    .find((file) => existsSync(file));
  return found ?? 'python3';
}

export async function open({ python = find() } = {}) {
  let version;
  try {
    version = execFileSync(python, ['-c', 'import platform; print(platform.python_version())'], {
      encoding: 'utf8',
    }).trim();
  } catch {
    return undefined;
  }
  const child = spawn(python, ['-B', worker], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (request) => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await lines.next();
    return done ? { error: 'the process ended' } : JSON.parse(value);
  };
  return {
    name: 'cpython',
    label: `CPython ${version}`,
    measure: (source, divide) => ask({ source, divide }),
    startUp: { command: python, args: ['-c', 'print(1+1)'] },
    close: () => child.kill(),
  };
}
