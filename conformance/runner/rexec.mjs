// What rexec says of a program: in a process that runs many, each in a cell of its own; or, where the command is what is
// asked, by `rexec run --json NAME`.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from './pool.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(path.dirname(here));
export const command = path.join(root, 'packages/cli/bin/rexec.mjs');

export class InProcess {
  #pool;

  constructor({ size = 1 } = {}) {
    this.#pool = new Pool(path.join(here, 'rexec-worker.mjs'), { size });
  }

  async run(name, source, limitMs) {
    const answer = await this.#pool.run({ name, source, limitMs }, limitMs + 5000);
    return answer.died ? answer : readReport(answer);
  }

  close() {
    this.#pool.close();
  }
}

export class Command {
  #options;

  /** `options` are handed to `rexec run` before the file's name. */
  constructor({ options = [] } = {}) {
    this.#options = options;
  }

  async run(name, _source, limitMs) {
    const args = [command, 'run', '--json', ...this.#options, name];
    const { code, signal, stdout, stderr } = await collect(process.execPath, args, limitMs);
    if (signal) return { died: `no answer within ${limitMs / 1000} s` };
    try {
      return readReport(JSON.parse(stdout));
    } catch {
      return { died: `no report (exit code ${code})\n${(stderr || stdout).slice(-2000)}` };
    }
  }

  close() {}
}

/** One shape for what a run gave: what was written, the traceback last, as a terminal would show it. */
export function readReport({ status, stdout, stderr, error, usage }) {
  const traceback = error?.traceback ?? '';
  if (status === 'limit') return { died: `a limit ended it: ${error.message}` };
  return { stdout, stderr: stderr.includes(traceback) ? stderr : stderr + traceback, status, usage };
}

/** Runs a process to its end and answers what it wrote. */
export function collect(file, args, limitMs) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: path.dirname(here), stdio: ['ignore', 'pipe', 'pipe'] });
    const parts = { stdout: [], stderr: [] };
    child.stdout.on('data', (chunk) => parts.stdout.push(chunk));
    child.stderr.on('data', (chunk) => parts.stderr.push(chunk));
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const text = (name) => Buffer.concat(parts[name]).toString('utf8');
      resolve({ code, signal, stdout: text('stdout'), stderr: text('stderr') });
    });
  });
}
