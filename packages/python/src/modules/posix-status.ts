/** `posix`: numbers taken apart, the status of a process and the number of a device. They come from nowhere in a cell. */

import { typeOf } from '../objects/builtin-types.js';
import type { MethodRow } from '../objects/define.js';
import { OverflowErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import type { PyValue } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { intOf } from '../types/coerce.js';

function intArgument(v: PyValue): number {
  const n = intOf(v);
  if (n === undefined) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  if (n < -(2 ** 31) || n >= 2 ** 31) throw raise(OverflowErrorType, 'Python int too large to convert to C int');
  return Number(n);
}

/** The parts of a status: 0 in the low byte, it exited; 127, it was stopped; else a signal ended it. */
const ended = (status: number): number => status & 0x7f;
const high = (status: number): number => (status >> 8) & 0xff;
const isSignaled = (status: number): boolean => ended(status) !== 0 && ended(status) !== 0x7f;
const isStopped = (status: number): boolean => (status & 0xff) === 0x7f;

function part(doc: string, of: (status: number) => number | boolean): MethodRow {
  return ['($module, /, status)', doc, (_vm: VM, status: PyValue) => of(intArgument(status))];
}

function exitCode(_vm: VM, v: PyValue): number {
  const status = intArgument(v);
  if (ended(status) === 0) return high(status);
  if (isSignaled(status)) return -ended(status);
  if (isStopped(status)) throw valueError(`process stopped by delivery of signal ${high(status)}`);
  throw valueError(`invalid wait status: ${status}`);
}

// -- devices -----------------------------------------------------------------------------------------------------------------

function device(v: PyValue): bigint {
  const n = intOf(v);
  if (n === undefined) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  return BigInt.asUintN(64, BigInt(n));
}

const small = (n: bigint): number => Number(n);

function makeDevice(_vm: VM, major: PyValue, minor: PyValue): PyValue {
  const [a, b] = [device(major), device(minor)];
  const n = (b & 0xffn) | ((a & 0xfffn) << 8n) | ((b & ~0xffn) << 12n) | ((a & ~0xfffn) << 32n);
  const made = BigInt.asUintN(64, n);
  return made <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(made) : made;
}

export const waitStatus: Record<string, MethodRow> = {
  WIFEXITED: part('Whether the process exited by itself.', (s) => ended(s) === 0),
  WEXITSTATUS: part('The exit status of a process.', high),
  WIFSIGNALED: part('Whether a signal ended the process.', isSignaled),
  WTERMSIG: part('The signal that ended the process.', ended),
  WIFSTOPPED: part('Whether a signal stopped the process.', isStopped),
  WSTOPSIG: part('The signal that stopped the process.', high),
  WIFCONTINUED: part('Whether the process goes on after a stop.', (s) => s === 0xffff),
  WCOREDUMP: [
    '($module, status, /)',
    'Whether there is a core file.',
    (_vm: VM, s: PyValue) => (intArgument(s) & 0x80) !== 0,
  ],
  waitstatus_to_exitcode: ['($module, /, status)', 'The exit code in a status: negative for a signal.', exitCode],
  major: [
    '($module, device, /)',
    'The major number of a device.',
    (_vm: VM, v: PyValue) => small(((device(v) >> 8n) & 0xfffn) | ((device(v) >> 32n) & 0xfffff000n)),
  ],
  minor: [
    '($module, device, /)',
    'The minor number of a device.',
    (_vm: VM, v: PyValue) => small((device(v) & 0xffn) | ((device(v) >> 12n) & 0xffffff00n)),
  ],
  makedev: ['($module, major, minor, /)', 'The number of a device.', makeDevice],
  ctermid: ['($module, /)', 'The name of the terminal of a process.', () => '/dev/tty'],
};
