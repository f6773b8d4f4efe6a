// What rexec says of a program: `rexec run --json NAME`, in a process of its own.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
export const command = path.join(root, 'packages/cli/bin/rexec.mjs');

export class Rexec {
  #options;

  /** `options` are handed to `rexec run` before the file's name. */
  constructor({ options = [] } = {}) {
    this.#options = options;
  }

  async run(name, _source, limitMs) {
    const args = [command, 'run', '--json', ...this.#options, name];
    const { code, signal, stdout, stderr } = await collect(process.execPath, args, limitMs);
    if (signal) return { died: `no answer within ${limitMs / 1000} s` };
    let report;
    try {
      report = JSON.parse(stdout);
    } catch {
      return { died: `no report (exit code ${code})\n${(stderr || stdout).slice(-2000)}` };
    }
    return readReport(report);
  }

  close() {}
}

/** One shape for what the command reports: what was written, the traceback last, as a terminal would show it. */
export function readReport(report) {
  const traceback = report.error?.traceback ?? '';
  const stderr = report.stderr ?? '';
  return {
    stdout: report.stdout ?? '',
    stderr: traceback === '' || stderr.endsWith(traceback) ? stderr : stderr + traceback,
    status: report.status,
    usage: report.usage,
  };
}

export function collect(file, args, limitMs, options = {}) {
  return new Promise((resolve) => {
    const cwd = path.join(root, 'conformance');
    const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], ...options });
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
