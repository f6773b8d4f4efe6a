/**
 * Errors of the operating system's kind, as the cell sees them: numbers and texts are Linux's on every host, so that a
 * program behaves the same everywhere. Not a JavaScript Error: it is cheap, and carries nothing of the host.
 */
import type { Plain, SystemAnswer } from '@rexec/python';

const ERRNO = {
  EPERM: [1, 'Operation not permitted'],
  ENOENT: [2, 'No such file or directory'],
  EIO: [5, 'Input/output error'],
  EBADF: [9, 'Bad file descriptor'],
  EAGAIN: [11, 'Resource temporarily unavailable'],
  EACCES: [13, 'Permission denied'],
  EBUSY: [16, 'Device or resource busy'],
  EEXIST: [17, 'File exists'],
  EXDEV: [18, 'Invalid cross-device link'],
  ENOTDIR: [20, 'Not a directory'],
  EISDIR: [21, 'Is a directory'],
  EINVAL: [22, 'Invalid argument'],
  EMFILE: [24, 'Too many open files'],
  EFBIG: [27, 'File too large'],
  ENOSPC: [28, 'No space left on device'],
  ESPIPE: [29, 'Illegal seek'],
  EROFS: [30, 'Read-only file system'],
  EPIPE: [32, 'Broken pipe'],
  ENAMETOOLONG: [36, 'File name too long'],
  ENOSYS: [38, 'Function not implemented'],
  ENOTEMPTY: [39, 'Directory not empty'],
  ELOOP: [40, 'Too many levels of symbolic links'],
  EOVERFLOW: [75, 'Value too large for defined data type'],
  EOPNOTSUPP: [95, 'Operation not supported'],
  EDQUOT: [122, 'Disk quota exceeded'],
} as const satisfies Record<string, readonly [number, string]>;

export type FaultCode = keyof typeof ERRNO;

/** What a backend throws where the operating system would fail: `throw new Fault('ENOENT')`. */
export class Fault {
  constructor(readonly code: FaultCode) {}
}

/** Thrown inside the handler of a call: the answer is a refusal, or the end of the run, or an error that is made already. */
export class Answered {
  constructor(readonly answer: SystemAnswer) {}
}

export type ErrorAnswer = Extract<SystemAnswer, { kind: 'error' }>;

export function errorAnswer(code: FaultCode, filename?: string, filename2?: string): ErrorAnswer {
  const [errno, strerror] = ERRNO[code];
  return {
    kind: 'error',
    errno,
    strerror,
    ...(filename === undefined ? {} : { filename }),
    ...(filename2 === undefined ? {} : { filename2 }),
  };
}

export function valueAnswer(value: Plain): SystemAnswer {
  return { kind: 'value', value };
}

export const NONE: SystemAnswer = { kind: 'value', value: null };

/** The code of whatever a backend threw: its own Fault, or an error with a `code` as Node's; anything else is EIO. */
export function faultCode(e: unknown): FaultCode {
  if (e instanceof Fault) return e.code;
  const code = e instanceof Error ? (e as { code?: unknown }).code : undefined;
  return typeof code === 'string' && Object.hasOwn(ERRNO, code) ? (code as FaultCode) : 'EIO';
}
