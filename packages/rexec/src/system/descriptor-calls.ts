/** The calls on descriptors: what was decided when a file was opened, and the standard streams. */
import type { Place, Plain, SystemAnswer } from '@rexec/python';
import { cut, MAX_READ, MAX_WRITE } from './arguments.js';
import type { CallName } from './calls.js';
import type { ConsoleCalls } from './console-calls.js';
import { Answered, errorAnswer, Fault, faultCode, NONE, valueAnswer } from './fault.js';
import type { FileInfo } from './file-tree.js';
import type { Handler, Handlers } from './guard.js';
import { type Steps, settle, take } from './later.js';
import type { OpenEntry, OpenFiles } from './open-files.js';

const MAX_SIZE = Number.MAX_SAFE_INTEGER;
const KIND_BITS = { file: 0o100000, dir: 0o040000, link: 0o120000, other: 0o010000 } as const;
const CHARACTER_DEVICE = 0o020000;

export type Arguments = readonly Plain[];

/** A call that goes by steps, as what it does to the part that serves it: one table for all cells. */
export type Call<Part> = (part: Part, args: Arguments, place: Place) => Steps<SystemAnswer>;
export type Calls<Part> = ReadonlyMap<CallName, Call<Part>>;

/** Whom all files of a cell belong to. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

export class DescriptorCalls implements Handlers {
  constructor(
    private readonly files: OpenFiles,
    private readonly console: ConsoleCalls,
    readonly owner: Owner,
  ) {}

  handler(name: CallName): Handler | undefined {
    if (name === 'isatty') return ([fd]) => this.isatty(fd as number);
    return stepping(this, DescriptorCalls.calls.get(name));
  }

  private static readonly calls: Calls<DescriptorCalls> = new Map<CallName, Call<DescriptorCalls>>([
    ['read', (d, args, place) => d.read(args, place)],
    ['write', (d, args) => d.write(args)],
    ['lseek', (d, args) => d.lseek(args)],
    ['ftruncate', (d, args) => d.ftruncate(args)],
    ['fstat', (d, args) => d.fstat(args)],
    ['fsync', (d, args) => d.fsync(args)],
    ['close', (d, args) => d.close(args)],
  ]);

  private *read([fd, n]: Arguments, place: Place): Steps<SystemAnswer> {
    if ((n as number) < 0) throw new Fault('EINVAL');
    const count = Math.min(n as number, MAX_READ);
    if (this.files.isStandard(fd as number)) {
      if (fd !== 0) throw new Fault('EBADF');
      return yield* this.console.read(count, place);
    }
    const entry = this.files.get(fd as number);
    if (!entry.read) throw new Fault('EBADF');
    const bytes = yield* settle(entry.handle.read(entry.position, count));
    if (!(bytes instanceof Uint8Array) || bytes.length > count) throw new Fault('EIO');
    entry.position += bytes.length;
    return valueAnswer(bytes);
  }

  private *write([fd, given]: Arguments): Steps<SystemAnswer> {
    const bytes = (given as Uint8Array).subarray(0, MAX_WRITE);
    if (this.files.isStandard(fd as number)) {
      if (fd === 0) throw new Fault('EBADF');
      return this.console.write(fd as number, bytes);
    }
    const entry = this.files.get(fd as number);
    const { handle } = entry;
    if (!entry.write || handle.write === undefined) throw new Fault('EBADF');
    if (bytes.length === 0) return valueAnswer(0);
    if (entry.append) entry.position = sizeOf(yield* settle(handle.stat()));
    if (entry.position + bytes.length > MAX_SIZE) throw new Fault('EFBIG');
    const n = yield* settle(handle.write(entry.position, bytes));
    if (!Number.isInteger(n) || n < 0 || n > bytes.length) throw new Fault('EIO');
    entry.position += n;
    return valueAnswer(n);
  }

  private *lseek([fd, offset, whence]: Arguments): Steps<SystemAnswer> {
    if (this.files.isStandard(fd as number)) throw new Fault('ESPIPE');
    const entry = this.files.get(fd as number);
    if (typeof offset === 'bigint') throw new Fault(offset < 0n ? 'EINVAL' : 'EOVERFLOW');
    let from = 0;
    if (whence === 1) from = entry.position;
    else if (whence === 2) from = sizeOf(yield* settle(entry.handle.stat()));
    else if (whence !== 0) throw new Fault('EINVAL');
    const to = from + (offset as number);
    if (to < 0) throw new Fault('EINVAL');
    if (to > MAX_SIZE) throw new Fault('EOVERFLOW');
    entry.position = to;
    return valueAnswer(to);
  }

  private *ftruncate([fd, size]: Arguments): Steps<SystemAnswer> {
    if (this.files.isStandard(fd as number)) throw new Fault('EINVAL');
    const entry = this.files.get(fd as number);
    if (!entry.write || entry.handle.truncate === undefined) throw new Fault('EINVAL');
    yield* settle(entry.handle.truncate(sizeArgument(size!)));
    return NONE;
  }

  private *fstat([fd]: Arguments): Steps<SystemAnswer> {
    if (this.files.isStandard(fd as number)) return this.streamStat(fd as number);
    const entry = this.files.get(fd as number);
    return statAnswer(this.owner, yield* settle(entry.handle.stat()), entry.device);
  }

  private streamStat(fd: number): SystemAnswer {
    return valueAnswer([CHARACTER_DEVICE | 0o620, fd, 0, 1, this.owner.uid, this.owner.gid, 0, 0n, 0n, 0n]);
  }

  private *fsync([fd]: Arguments): Steps<SystemAnswer> {
    if (this.files.isStandard(fd as number)) throw new Fault('EINVAL');
    const entry = this.files.get(fd as number);
    yield* settle(entry.handle.sync?.());
    return NONE;
  }

  private *close([fd]: Arguments): Steps<SystemAnswer> {
    const entry: OpenEntry | null = this.files.remove(fd as number);
    if (entry !== null) yield* settle(entry.handle.close());
    return NONE;
  }

  private isatty(fd: number): SystemAnswer {
    if (this.files.isStandard(fd)) return valueAnswer(this.console.isatty(fd));
    return this.files.has(fd) ? valueAnswer(false) : errorAnswer('EBADF');
  }
}

export function statAnswer({ uid, gid }: Owner, info: FileInfo, device: number): SystemAnswer {
  const { kind, mode, ino, nlink, size, atime, mtime, ctime } = info;
  return valueAnswer([KIND_BITS[kind] | (mode & 0o777), ino, device, nlink, uid, gid, size, atime, mtime, ctime]);
}

/** The handler of one part for such a call. */
export function stepping<Part>(part: Part, call: Call<Part> | undefined): Handler | undefined {
  return call && ((args, place) => take(answering(call(part, args, place), args)));
}

/** Errors become answers; the file's name is the path as it was given. */
function* answering(steps: Steps<SystemAnswer>, args: Arguments): Steps<SystemAnswer> {
  try {
    return yield* steps;
  } catch (e) {
    if (e instanceof Answered) return e.answer;
    const names = args.filter((a) => typeof a === 'string').map((a) => cut(a, 4096));
    return errorAnswer(faultCode(e), names[0], names[1]);
  }
}

export function sizeOf(info: FileInfo): number {
  if (!Number.isSafeInteger(info.size) || info.size < 0) throw new Fault('EIO');
  return info.size;
}

export function sizeArgument(size: Plain): number {
  if (typeof size === 'bigint') throw new Fault(size < 0n ? 'EINVAL' : 'EFBIG');
  if ((size as number) < 0) throw new Fault('EINVAL');
  return size as number;
}
