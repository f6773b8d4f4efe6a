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

/** No device: its parts are -1 too. */
const NODEV = -1;

function integer(v: PyValue, bits: number): bigint {
  const n = intOf(v);
  if (n === undefined) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  if (n < NODEV || n >= 2 ** bits) throw raise(OverflowErrorType, 'Python int too large to convert to C unsigned long');
  return BigInt(n);
}

function deviceRow(doc: string, of: (device: bigint) => bigint): MethodRow {
  return [
    '($module, device, /)',
    doc,
    (_vm: VM, v: PyValue) => {
      const n = integer(v, 64);
      return n < 0n ? NODEV : Number(of(n));
    },
  ];
}

function makeDevice(_vm: VM, major: PyValue, minor: PyValue): PyValue {
  const [a, b] = [integer(major, 32), integer(minor, 32)];
  if (a < 0n && b < 0n) return NODEV;
  const [high, low] = [BigInt.asUintN(32, a), BigInt.asUintN(32, b)];
  const n = (low & 0xffn) | ((high & 0xfffn) << 8n) | ((low >> 8n) << 20n) | ((high >> 12n) << 44n);
  return n <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(n) : n;
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
  major: deviceRow('The major number of a device.', (n) => ((n >> 8n) & 0xfffn) | ((n >> 32n) & 0xfffff000n)),
  minor: deviceRow('The minor number of a device.', (n) => (n & 0xffn) | ((n >> 12n) & 0xffffff00n)),
  makedev: ['($module, major, minor, /)', 'The number of a device.', makeDevice],
  ctermid: ['($module, /)', 'The name of the terminal of a process.', () => '/dev/tty'],
};
