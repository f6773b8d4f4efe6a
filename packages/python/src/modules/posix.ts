/**
 * `posix`: what os.py takes from the system, each call a message to it (`vm.system`). A cell without a system is a
 * process at `/` with an empty environment; what concerns files is refused.
 */
import { ListType, newDict, typeOf } from '../objects/builtin-types.js';
import { PyBytes } from '../objects/bytes.js';
import { defineIntrinsics, defineModule, type MethodRow } from '../objects/define.js';
import { PyRaise } from '../objects/errors.js';
import {
  NotImplementedErrorType,
  OSErrorType,
  OverflowErrorType,
  raise,
  typeError,
  valueError,
} from '../objects/exception-types.js';
import type { Int } from '../objects/number/int.js';
import { DELEGATE, PyFloat, type PyType, type PyValue, type R } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import { type Str, toJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { setKey } from '../protocols/mapping.js';
import { newBytes, requireBuffer } from '../types/buffer.js';
import { hasMethod, intOf, strOf } from '../types/coerce.js';
import { structOf, structSequence } from '../types/struct-sequence.js';
import { encodeUtf8 } from '../types/text-stream.js';
import { entropyBytes } from './_random.js';
import { POSIX_NUMBERS } from './linux-numbers.js';
import { fileRow } from './posix-arguments.js';
import { DirEntryType, StatResultType } from './posix-entries.js';
import { ERROR_TEXTS } from './posix-errors.js';
import { waitStatus } from './posix-status.js';

function size(v: PyValue): number {
  const n = intOf(v);
  if (n === undefined) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  if (n < 0) throw valueError('negative argument not allowed');
  return Number(n);
}

function fspath(vm: VM, path: PyValue): R {
  if (strOf(path) !== undefined || path instanceof PyBytes) return path;
  if (hasMethod(path, '__fspath__')) return vm.lib('path_of_object', [path]);
  throw typeError(`expected str, bytes or os.PathLike object, not ${typeOf(path).name}`);
}

const TerminalSizeType = structSequence('os.terminal_size', ['columns', 'lines'], [], true);
const UnameType = structSequence(
  'posix.uname_result',
  ['sysname', 'nodename', 'release', 'version', 'machine'],
  [],
  true,
);
const TIMES = ['user', 'system', 'children_user', 'children_system', 'elapsed'];
const TimesType = structSequence('posix.times_result', TIMES, [], true);

const osFault = (errno: number, text: string): PyRaise => raise(OSErrorType, errno, text);
const EINVAL = 22;

// -- state of the process ----------------------------------------------------------------------------------------------------

const DEFAULT_UMASK = 0o022;

export function umaskOf(vm: VM): number {
  return (vm.moduleState.get('posix-umask') as number | undefined) ?? DEFAULT_UMASK;
}

function setUmask(vm: VM, mask: number): number {
  const old = umaskOf(vm);
  vm.moduleState.set('posix-umask', mask & 0o777);
  return old;
}

/** What `process` answers (calls.ts), where the cell has no system. */
const NO_PROCESS: readonly PyValue[] = [1, 0, 0, 0, 'nobody', 'cell', 'rexec', '', '', '', 1];

function process(i: number): (vm: VM) => R {
  return (vm) => (vm.powers.system === undefined ? NO_PROCESS[i]! : vm.lib('posix_process', [i]));
}

function uname(vm: VM): R {
  if (vm.powers.system !== undefined) return vm.lib('posix_uname', [UnameType]);
  return structOf(
    UnameType,
    [6, 5, 7, 8, 9].map((i) => NO_PROCESS[i]!),
  );
}

function times(vm: VM): R {
  const { clock } = vm.powers;
  const used = clock === undefined ? 0 : Number(clock.processTime()) / 1e9;
  const elapsed = clock === undefined ? 0 : Number(clock.monotonic()) / 1e9;
  return structOf(
    TimesType,
    [used, 0, 0, 0, elapsed].map((x) => new PyFloat(x)),
  );
}

/** The environment as bytes. The answer is needed at once: one that would come later is an empty environment. */
function environ(vm: VM): PyValue {
  const env = newDict();
  if (vm.powers.system === undefined) return env;
  let answer: R;
  try {
    answer = vm.system('environ', []);
  } catch (e) {
    if (e instanceof PyRaise) return env;
    throw e;
  }
  if (answer === DELEGATE || !(answer instanceof PyTuple)) return env;
  for (const row of answer.items) {
    const [name, value] = (row as PyTuple).items.map((s) => newBytes(encodeUtf8(toJS(s as Str))));
    setKey(vm, env, name!, value!);
  }
  return env;
}

// -- times of files ----------------------------------------------------------------------------------------------------------

function nanoseconds(v: PyValue): bigint | undefined {
  const n = intOf(v);
  if (n !== undefined) return BigInt(n) * 1_000_000_000n;
  if (!(v instanceof PyFloat)) return undefined;
  if (Number.isNaN(v.v)) throw valueError('Invalid value NaN (not a number)');
  if (Math.abs(v.v) >= 2 ** 63) throw raise(OverflowErrorType, 'timestamp out of range for platform time_t');
  const whole = Math.floor(v.v);
  return BigInt(whole) * 1_000_000_000n + BigInt(Math.floor((v.v - whole) * 1e9));
}

function utime(vm: VM, path: Str, given: PyValue, ns: PyValue): R {
  if (given !== null && ns !== null) {
    throw valueError("utime: you may specify either 'times' or 'ns' but not both");
  }
  if (given === null && ns === null) return vm.system('utime', [toJS(path), null, null]);
  const pair = given ?? ns;
  if (!(pair instanceof PyTuple) || pair.items.length !== 2) {
    throw typeError(
      ns === null
        ? "utime: 'times' must be either a tuple of two ints or None"
        : "utime: 'ns' must be a tuple of two ints",
    );
  }
  const made: (bigint | undefined)[] = pair.items.map((t) => {
    const n = intOf(t);
    return ns === null ? nanoseconds(t) : n === undefined ? undefined : BigInt(n);
  });
  if (made[0] === undefined || made[1] === undefined) {
    const bad = pair.items[made[0] === undefined ? 0 : 1]!;
    if (!hasMethod(bad, '__index__')) {
      throw typeError(`'${typeOf(bad).name}' object cannot be interpreted as an integer`);
    }
    return vm.lib('posix_utime', [path, given, ns]);
  }
  for (const t of made as bigint[]) {
    if (t >= 2n ** 63n || t < -(2n ** 63n)) throw raise(OverflowErrorType, 'Python int too large to convert to C long');
  }
  return vm.system('utime', [toJS(path), made[0], made[1]]);
}

// -- calls -------------------------------------------------------------------------------------------------------------------

function requireFollow(fn: string, follow: boolean): void {
  if (!follow) throw raise(NotImplementedErrorType, `${fn}: follow_symlinks unavailable on this platform`);
}

const rename = (name: string, replace: boolean): MethodRow =>
  fileRow(
    name,
    '($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)',
    'src:path dst:path dir_fd dir_fd',
    [null, null],
    (vm, src: Str, dst: Str) => vm.system('rename', [toJS(src), toJS(dst), replace]),
  );

const remove = (name: string): MethodRow =>
  fileRow(name, '($module, /, path, *, dir_fd=None)', 'path dir_fd', [null], (vm, path: Str) =>
    vm.system('unlink', [toJS(path)]),
  );

function stat(_vm: VM, path: Str | number, followSymlinks: boolean): R {
  return typeof path === 'number'
    ? _vm.lib('posix_fstat', [path, true])
    : _vm.lib('posix_stat', [path, followSymlinks]);
}

function read(vm: VM, fd: number, n: Int): R {
  if (n < 0) throw osFault(EINVAL, 'Invalid argument');
  return vm.system('read', [fd, n]);
}

/** Linux's numbers. */
const CONSTANTS: Readonly<Record<string, number>> = {
  F_OK: 0,
  R_OK: 4,
  W_OK: 2,
  X_OK: 1,
  O_RDONLY: 0,
  O_WRONLY: 1,
  O_RDWR: 2,
  O_ACCMODE: 3,
  O_CREAT: 0o100,
  O_EXCL: 0o200,
  O_NOCTTY: 0o400,
  O_TRUNC: 0o1000,
  O_APPEND: 0o2000,
  O_NONBLOCK: 0o4000,
  O_DSYNC: 0o10000,
  O_DIRECTORY: 0o200000,
  O_NOFOLLOW: 0o400000,
  O_CLOEXEC: 0o2000000,
  O_SYNC: 0o4010000,
  SEEK_DATA: 3,
  SEEK_HOLE: 4,
  EX_OK: 0,
  EX_USAGE: 64,
  EX_DATAERR: 65,
  EX_NOINPUT: 66,
  EX_SOFTWARE: 70,
  EX_OSERR: 71,
  EX_CANTCREAT: 73,
  EX_IOERR: 74,
  EX_NOPERM: 77,
  EX_CONFIG: 78,
  NGROUPS_MAX: 65536,
  TMP_MAX: 238328,
};

/** Calls of files and folders. */
const files: Record<string, MethodRow> = {
  open: fileRow(
    'open',
    '($module, /, path, flags, mode=511, *, dir_fd=None)',
    'path int int dir_fd',
    [0o777, null],
    (vm, path: Str, flags: number, mode: number) => vm.system('open', [toJS(path), flags, mode & ~umaskOf(vm)]),
  ),
  close: fileRow('close', '($module, /, fd)', 'fdint', [], (vm, fd: number) => vm.system('close', [fd])),
  read: fileRow('read', '($module, fd, length, /)', 'fdint size', [], read),
  readinto: fileRow('readinto', '($module, fd, buffer, /)', 'fdint any', [], (vm, fd: number, buffer: PyValue) =>
    vm.lib('posix_readinto', [fd, buffer]),
  ),
  get_inheritable: fileRow('get_inheritable', '($module, fd, /)', 'fdint', [], (vm, fd: number) =>
    vm.lib('posix_get_inheritable', [fd]),
  ),
  write: fileRow('write', '($module, fd, data, /)', 'fdint any', [], (vm, fd: number, data: PyValue) =>
    vm.system('write', [fd, requireBuffer(vm, data).slice()]),
  ),
  pread: fileRow(
    'pread',
    '($module, fd, length, offset, /)',
    'fdint size size',
    [],
    (vm, fd: number, n: Int, at: Int) => {
      if (n < 0 || at < 0) throw osFault(EINVAL, 'Invalid argument');
      return vm.lib('posix_pread', [fd, n, at]);
    },
  ),
  pwrite: fileRow(
    'pwrite',
    '($module, fd, buffer, offset, /)',
    'fdint any size',
    [],
    (vm, fd: number, data: PyValue, at: Int) => {
      if (at < 0) throw osFault(EINVAL, 'Invalid argument');
      return vm.lib('posix_pwrite', [fd, newBytes(requireBuffer(vm, data).slice()), at]);
    },
  ),
  lseek: fileRow(
    'lseek',
    '($module, fd, position, whence, /)',
    'fdint size int',
    [],
    (vm, fd: number, offset: Int, whence: number) => vm.system('lseek', [fd, offset, whence]),
  ),
  ftruncate: fileRow('ftruncate', '($module, fd, length, /)', 'fdint size', [], (vm, fd: number, n: Int) => {
    if (n < 0) throw osFault(EINVAL, 'Invalid argument');
    return vm.system('ftruncate', [fd, n]);
  }),
  fsync: fileRow('fsync', '($module, /, fd)', 'fd', [], (vm, fd: number) => vm.system('fsync', [fd])),
  fdatasync: fileRow('fdatasync', '($module, /, fd)', 'fd', [], (vm, fd: number) => vm.system('fsync', [fd])),
  fstat: fileRow('fstat', '($module, /, fd)', 'fdint', [], (vm, fd: number) => vm.lib('posix_fstat', [fd, false])),
  isatty: fileRow('isatty', '($module, fd, /)', 'int', [], (vm, fd: number) =>
    vm.powers.system === undefined ? false : vm.lib('posix_isatty', [fd]),
  ),
  stat: fileRow(
    'stat',
    '($module, /, path, *, dir_fd=None, follow_symlinks=True)',
    'path|fd dir_fd bool',
    [null, true],
    (vm, path: Str | number, _dir, follow: boolean) => stat(vm, path, follow),
  ),
  lstat: fileRow('lstat', '($module, /, path, *, dir_fd=None)', 'path dir_fd', [null], (vm, path: Str) =>
    stat(vm, path, false),
  ),
  access: fileRow(
    'access',
    '($module, /, path, mode, *, dir_fd=None, effective_ids=False,\n       follow_symlinks=True)',
    'path int dir_fd bool bool',
    [null, false, true],
    (vm, path: Str, mode: number) => vm.system('access', [toJS(path), mode]),
  ),
  listdir: fileRow('listdir', '($module, /, path=None)', 'path?', [null], (vm, path: Str) =>
    vm.lib('posix_listdir', [path]),
  ),
  scandir: fileRow('scandir', '($module, /, path=None)', 'path?', [null], (vm, path: Str) =>
    vm.lib('posix_scandir', [path, path]),
  ),
  readlink: fileRow('readlink', '($module, /, path, *, dir_fd=None)', 'path dir_fd', [null], (vm, path: Str) =>
    vm.system('readlink', [toJS(path)]),
  ),
  mkdir: fileRow(
    'mkdir',
    '($module, /, path, mode=511, *, dir_fd=None)',
    'path int dir_fd',
    [0o777, null],
    (vm, path: Str, mode: number) => vm.system('mkdir', [toJS(path), mode & ~umaskOf(vm)]),
  ),
  rmdir: fileRow('rmdir', '($module, /, path, *, dir_fd=None)', 'path dir_fd', [null], (vm, path: Str) =>
    vm.system('rmdir', [toJS(path)]),
  ),
  unlink: remove('unlink'),
  remove: remove('remove'),
  rename: rename('rename', false),
  replace: rename('replace', true),
  link: fileRow(
    'link',
    '($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None,\n     follow_symlinks=True)',
    'src:path dst:path dir_fd dir_fd bool',
    [null, null, true],
    (vm, src: Str, dst: Str) => vm.system('link', [toJS(src), toJS(dst)]),
  ),
  symlink: fileRow(
    'symlink',
    '($module, /, src, dst, target_is_directory=False, *, dir_fd=None)',
    'src:path dst:path bool dir_fd',
    [false, null],
    (vm, src: Str, dst: Str) => vm.system('symlink', [toJS(src), toJS(dst)]),
  ),
  chmod: fileRow(
    'chmod',
    '($module, /, path, mode, *, dir_fd=None,\n      follow_symlinks=True)',
    'path int dir_fd bool',
    [null, true],
    (vm, path: Str, mode: number, _dir, follow: boolean) => {
      requireFollow('chmod', follow);
      return vm.system('chmod', [toJS(path), mode]);
    },
  ),
  utime: fileRow(
    'utime',
    '($module, /, path, times=None, *, ns=<unrepresentable>,\n      dir_fd=None, follow_symlinks=True)',
    'path any any dir_fd bool',
    [null, null, null, true],
    (vm, path: Str, given: PyValue, ns: PyValue, _dir, follow: boolean) => {
      requireFollow('utime', follow);
      return utime(vm, path, given, ns);
    },
  ),
  truncate: fileRow('truncate', '($module, /, path, length)', 'path|fd size', [], (vm, path: Str | number, n: Int) => {
    if (typeof path === 'number') return vm.system('ftruncate', [path, n]);
    return vm.system('truncate', [toJS(path), n]);
  }),
  chdir: fileRow('chdir', '($module, /, path)', 'path', [], (vm, path: Str) => vm.system('chdir', [toJS(path)])),
  umask: fileRow('umask', '($module, mask, /)', 'int', [], setUmask),
};

/** The process has no environment of its own: os.environ is the program's. Names and values are checked. */
function variable(fn: string, signature: string, doc: string): MethodRow {
  return [
    signature,
    doc,
    (_vm: VM, name: PyValue, value?: PyValue) => {
      for (const v of value === undefined ? [name] : [name, value]) {
        const zero = v instanceof PyBytes ? v.bytes.includes(0) : toJS(strOf(v) ?? '').includes('\0');
        if (zero) throw valueError('embedded null byte');
        if (!(v instanceof PyBytes) && strOf(v) === undefined) {
          throw typeError(`${fn}() argument must be str, bytes or os.PathLike object, not ${typeOf(v).name}`);
        }
      }
      const equals = name instanceof PyBytes ? name.bytes.includes(61) : toJS(strOf(name)!).includes('=');
      if (equals || (name instanceof PyBytes ? name.bytes.length === 0 : strOf(name) === ''))
        throw valueError('illegal environment variable name');
      return null;
    },
  ];
}

defineIntrinsics({
  struct_of: ['(cls, items, /)', (_vm: VM, cls: PyType, items: PyTuple) => structOf(cls, items.items.slice())],
});

defineModule('posix', {
  needs: ['system', 'entropy'],
  types: [DirEntryType],
  functions: {
    ...files,
    ...waitStatus,
    fspath: ['($module, /, path)', 'Return the file system path representation of the object.', fspath],
    getcwd: [
      '($module, /)',
      'Return a unicode string representing the current working directory.',
      (vm: VM) => (vm.powers.system === undefined ? '/' : vm.system('getcwd', [])),
    ],
    getcwdb: [
      '($module, /)',
      'Return a bytes string representing the current working directory.',
      (vm: VM) => (vm.powers.system === undefined ? newBytes(Uint8Array.of(47)) : vm.lib('posix_getcwdb', [])),
    ],
    getpid: ['($module, /)', 'Return the current process id.', process(0)],
    getppid: ['($module, /)', "Return the parent's process id.", process(1)],
    getuid: ['($module, /)', "Return the current process's user id.", process(2)],
    geteuid: ['($module, /)', "Return the current process's effective user id.", process(2)],
    getgid: ['($module, /)', "Return the current process's group id.", process(3)],
    getegid: ['($module, /)', "Return the current process's effective group id.", process(3)],
    getlogin: ['($module, /)', 'Return the actual login name.', process(4)],
    cpu_count: ['($module, /)', 'Return the number of logical CPUs in the system.', process(10)],
    uname: ['($module, /)', 'Return an object identifying the current operating system.', uname],
    times: ['($module, /)', 'Return a collection containing process timing information.', times],
    strerror: [
      '($module, code, /)',
      'Translate an error code to a message string.',
      (_vm: VM, code: PyValue) => {
        const n = intOf(code);
        if (n === undefined) throw typeError(`'${typeOf(code).name}' object cannot be interpreted as an integer`);
        return n === 0 ? 'Success' : (ERROR_TEXTS.get(Number(n)) ?? `Unknown error ${n}`);
      },
    ],
    device_encoding: ['($module, /, fd)', 'Return the encoding of a terminal, or None.', () => null],
    urandom: [
      '($module, size, /)',
      'Return a bytes object containing random bytes suitable for cryptographic use.',
      (vm: VM, n: PyValue) => newBytes(entropyBytes(vm, size(n))),
    ],
    get_terminal_size: [
      '($module, fd=1, /)',
      'Return the size of the terminal window as (columns, lines).',
      () => {
        throw osFault(25, 'Inappropriate ioctl for device');
      },
    ],
    putenv: variable('putenv', '($module, name, value, /)', 'Change or add an environment variable.'),
    unsetenv: variable('unsetenv', '($module, name, /)', 'Delete an environment variable.'),
  },
  values: (vm) => [
    ['error', OSErrorType],
    ['_have_functions', new PyList(ListType.root, ['HAVE_FTRUNCATE', 'HAVE_LSTAT'])],
    ['environ', environ(vm)],
    ['stat_result', StatResultType],
    ['terminal_size', TerminalSizeType],
    ['uname_result', UnameType],
    ['times_result', TimesType],
    ...Object.entries(CONSTANTS),
    ...POSIX_NUMBERS,
  ],
});
