/** Reading a program: bad input gets one clear line. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { decodeSource, PySyntaxError } from 'rexec/apart';
import { reason } from './reason.js';

/** Bad use of the command: printed as one line, exit status 64. */
export class UsageError extends Error {}

/** Largest file read. */
const MAX_SOURCE = 64 * 1024 * 1024;

/** Text of a program: a file, or '-' for standard input. */
export function readSource(path: string): string {
  const bytes = path === '-' ? readAll(0) : readFile(path);
  if (bytes.includes(0)) throw new UsageError(`${path}: this is no Python source: it has NUL bytes`);
  try {
    return decodeSource(bytes);
  } catch (e) {
    if (e instanceof PySyntaxError) throw new UsageError(`${path}: ${e.msg}`);
    throw e;
  }
}

/** Text in UTF-8: a file, or '-' for standard input. */
export function readText(path: string): string {
  const bytes = path === '-' ? readAll(0) : readFile(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${path}: this is no text in UTF-8`);
  }
}

function readFile(path: string): Uint8Array {
  let fd: number;
  if (path === '') throw new UsageError("cannot read '': the name of the file is empty");
  try {
    fd = openSync(path, 'r');
  } catch (e) {
    throw new UsageError(`cannot read ${path}: ${reason(e)}`);
  }
  try {
    const stat = fstatSync(fd);
    if (stat.isDirectory()) throw new UsageError(`cannot read ${path}: it is a folder; name a file`);
    if (stat.size > MAX_SOURCE) {
      throw new UsageError(
        `cannot read ${path}: ${Math.round(stat.size / 2 ** 20)} MiB is more than the ${MAX_SOURCE / 2 ** 20} MiB allowed`,
      );
    }
    return readAll(fd, path);
  } finally {
    closeSync(fd);
  }
}

function readAll(fd: number, name = 'standard input'): Uint8Array {
  const parts: Buffer[] = [];
  let size = 0;
  const buffer = Buffer.alloc(65536);
  for (;;) {
    let n: number;
    try {
      n = readSync(fd, buffer, 0, buffer.length, null);
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code === 'EAGAIN') continue;
      if ((e as NodeJS.ErrnoException).code === 'EOF') break;
      throw new UsageError(`cannot read ${name}: ${reason(e)}`);
    }
    if (n === 0) break;
    size += n;
    if (size > MAX_SOURCE) throw new UsageError(`cannot read ${name}: more than ${MAX_SOURCE / 2 ** 20} MiB`);
    parts.push(Buffer.from(buffer.subarray(0, n)));
  }
  return Buffer.concat(parts);
}
