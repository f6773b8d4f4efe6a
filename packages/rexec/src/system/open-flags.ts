/** The flags of open(2), as the cell's `os` has them: Linux's numbers on every host. */
import { Fault } from './fault.js';
import type { OpenWant } from './file-tree.js';

const ACCESS = 3;
const WRONLY = 1;
const RDWR = 2;
const CREAT = 0o100;
const EXCL = 0o200;
const TRUNC = 0o1000;
const APPEND = 0o2000;
const DIRECTORY = 0o200000;
const NOFOLLOW = 0o400000;
const DIRECT = 0o40000;
const PATH = 0o10000000;
const TMPFILE = 0o20000000;

export interface OpenFlags {
  readonly want: OpenWant;
  /** As they were given, for the record. */
  readonly bits: number;
  readonly append: boolean;
  readonly noFollow: boolean;
  readonly directory: boolean;
  /** As the mode of `open()`, for the record. */
  readonly text: string;
}

export function openFlags(flags: number, mode: number): OpenFlags {
  const access = flags & ACCESS;
  if (flags < 0 || flags > 0x7fffffff || access === ACCESS || (flags & PATH) !== 0) throw new Fault('EINVAL');
  if ((flags & (TMPFILE | DIRECT)) !== 0) throw new Fault('EOPNOTSUPP');
  const write = access !== 0;
  const truncate = (flags & TRUNC) !== 0;
  if (truncate && !write) throw new Fault('EINVAL');
  const create = (flags & CREAT) === 0 ? 'no' : (flags & EXCL) === 0 ? 'may' : 'must';
  const append = (flags & APPEND) !== 0;
  return {
    want: { read: access !== WRONLY, write, create, truncate, mode: mode & 0o777 },
    bits: flags,
    append,
    noFollow: (flags & NOFOLLOW) !== 0,
    directory: (flags & DIRECTORY) !== 0,
    text: textOf(write, access === RDWR, append, truncate, create),
  };
}

function textOf(write: boolean, both: boolean, append: boolean, truncate: boolean, create: OpenWant['create']): string {
  if (!write) return 'r';
  const letter = append ? 'a' : create === 'must' ? 'x' : truncate ? 'w' : both ? 'r' : 'w';
  return both ? `${letter}+` : letter;
}
