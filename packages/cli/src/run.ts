/** `rexec run` and `rexec -c`. */
import { readSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import pc from 'picocolors';
import {
  JailError,
  ProcessCell,
  type ProcessPolicyOptions,
  printable,
  type RunOptions,
  type RunResult,
} from 'rexec/apart';
import { EXIT } from './exit-codes.js';
import type { RunFlags } from './options.js';
import { cellOptions } from './policy-of.js';
import { reason } from './reason.js';
import { UsageError } from './source.js';

/** Runs a program in this process; who has no engine has none. */
export type RunInline = (options: ProcessPolicyOptions, source: string, how: RunOptions) => Promise<RunResult>;

export function runSource(
  source: string,
  filename: string,
  argv: readonly string[],
  flags: RunFlags,
  inline?: RunInline,
): Promise<number> {
  return runProgram(source, { filename }, argv, flags, inline);
}

/** `-m`: a module is the program. What it needs is looked for in the current directory too. */
export function runModule(name: string, args: readonly string[], flags: RunFlags, inline?: RunInline): Promise<number> {
  return runProgram(name, { mode: 'module' }, ['-m', ...args], { ...flags, here: true }, inline);
}

async function runProgram(
  source: string,
  how: RunOptions,
  argv: readonly string[],
  flags: RunFlags,
  inline?: RunInline,
): Promise<number> {
  const json = flags.json === true;
  const options = {
    ...cellOptions(flags),
    argv,
    collect: json,
    readline: readLine,
    ...(json ? {} : { onStdout: (t: string) => writeAll(1, t), onStderr: (t: string) => writeAll(2, t) }),
  };
  const result = await (flags.isolation === 'inline' && inline !== undefined
    ? inline(options, source, how)
    : runApart(options, flags.isolation === 'jail' ? 'jail' : 'process', source, how));
  if (json) writeAll(1, `${toJson(result)}\n`);
  else report(result);
  return exitStatus(result);
}

/** In a process of its own; Ctrl-C ends it. */
async function runApart(
  options: ProcessPolicyOptions,
  isolation: 'process' | 'jail',
  source: string,
  how: RunOptions,
): Promise<RunResult> {
  let cell: ProcessCell;
  try {
    cell = ProcessCell.create({ ...options, isolation });
  } catch (e) {
    if (e instanceof JailError) throw new UsageError(e.message);
    throw e;
  }
  const stop = () => {
    cell.dispose();
    process.exit(EXIT.interrupted);
  };
  process.once('SIGINT', stop);
  try {
    return await cell.runProgram(source, how);
  } finally {
    process.removeListener('SIGINT', stop);
    cell.dispose();
  }
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
  const { error } = result;
  if (error === null) return;
  // The text is the process's where that was taken over: it cannot move the cursor in a line of rexec's own.
  const message = printable(error.message, 1000);
  if (error.type === 'ProcessError') writeAll(2, `${pc.red('rexec:')} ${message}\n`);
  if (result.status === 'limit')
    writeAll(2, `${pc.red('rexec:')} ${message} (limit: ${printable(String(error.limit), 20)})\n`);
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

/** Write all of it before going on. A closed pipe ends the command quietly, a full disk with a line. */
export function writeAll(fd: 1 | 2, text: string): void {
  let bytes: Uint8Array = Buffer.from(text, 'utf8');
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes));
    } catch (e) {
      const { code } = e as NodeJS.ErrnoException;
      if (code === 'EAGAIN') wait();
      else if (code === 'EPIPE' || fd === 2) process.exit(EXIT.error);
      else {
        writeAll(2, `${pc.red('rexec:')} cannot write standard output: ${reason(e)}\n`);
        process.exit(EXIT.error);
      }
    }
  }
}

/** Wait a little for a descriptor that is not ready. */
function wait(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}

const decoder = new StringDecoder('utf8');
let pending = '';
/** One line of standard input with its newline, '' at its end; reads no further than needed. */
export function readLine(): string {
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
      if ((e as NodeJS.ErrnoException).code === 'EAGAIN') {
        wait();
        continue;
      }
      n = 0;
    }
    if (n === 0) {
      const rest = pending + decoder.end();
      pending = '';
      return rest;
    }
    pending += decoder.write(buffer.subarray(0, n));
  }
}
