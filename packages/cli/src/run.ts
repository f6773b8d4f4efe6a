/** `rexec run` and `rexec -c`. */
import { readSync, writeSync } from 'node:fs';
import pc from 'picocolors';
import { Cell, type RunResult } from 'rexec';
import { EXIT } from './exit-codes.js';
import { cellOptions, type RunFlags } from './options.js';

export function runSource(source: string, filename: string, argv: readonly string[], flags: RunFlags): number {
  const json = flags.json === true;
  const cell = Cell.create({
    ...cellOptions(flags),
    argv,
    collect: json,
    readline: readLine,
    ...(json ? {} : { onStdout: (t: string) => writeAll(1, t), onStderr: (t: string) => writeAll(2, t) }),
  });
  const result = cell.run(source, { filename });
  if (json) writeAll(1, `${toJson(result)}\n`);
  else report(result);
  return exitStatus(result);
}

export function exitStatus(result: RunResult): number {
  if (result.exitCode !== null) return result.exitCode;
  switch (result.status) {
    case 'ok':
      return EXIT.ok;
    case 'limit':
      return EXIT.limit;
    case 'refused':
      return EXIT.refused;
    default:
      return EXIT.error;
  }
}

/** What the program itself cannot have printed: a limit that ended it. */
function report(result: RunResult): void {
  if (result.status === 'limit')
    writeAll(2, `${pc.red('rexec:')} ${result.error!.message} (limit: ${result.error!.limit})\n`);
}

/** bigint as a decimal string, Map as an array of pairs. */
export function toJson(result: RunResult): string {
  return JSON.stringify(result, (_key, v: unknown) => {
    if (typeof v === 'bigint') return `${v}`;
    if (typeof v === 'number' && !Number.isFinite(v)) return `${v}`;
    if (v instanceof Map) return [...v];
    return v;
  });
}

/** Write all of it before going on; a closed pipe ends the command quietly. */
export function writeAll(fd: number, text: string): void {
  let bytes: Uint8Array = Buffer.from(text, 'utf8');
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes));
    } catch (e) {
      const code = (e as NodeJS.ErrnoException).code;
      if (code === 'EAGAIN') continue;
      if (code === 'EPIPE') process.exit(EXIT.error);
      throw e;
    }
  }
}

let pending = '';
/** One line of standard input, read no further than needed. */
function readLine(): string {
  const buffer = Buffer.alloc(4096);
  for (;;) {
    const nl = pending.indexOf('\n');
    if (nl >= 0) {
      const line = pending.slice(0, nl + 1);
      pending = pending.slice(nl + 1);
      return line;
    }
    let n: number;
    try {
      n = readSync(0, buffer, 0, buffer.length, null);
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code === 'EAGAIN') continue;
      n = 0;
    }
    if (n === 0) {
      const rest = pending;
      pending = '';
      return rest;
    }
    pending += buffer.toString('utf8', 0, n);
  }
}
