/**
 * `posix`: what os.py takes from the system. A cell without powers is a process at `/` with an empty environment; what
 * concerns files is refused.
 */
import { ListType, newDict, typeOf } from '../objects/builtin-types.js';
import { PyBytes } from '../objects/bytes.js';
import { defineModule, type MethodRow } from '../objects/define.js';
import { OSErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import type { PyValue, R } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import { toJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { newBytes } from '../types/buffer.js';
import { hasMethod, intOf, strOf } from '../types/coerce.js';
import { structSequence } from '../types/struct-sequence.js';
import { entropyBytes } from './_random.js';

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

const STAT_FIELDS = 'st_mode st_ino st_dev st_nlink st_uid st_gid st_size st_atime st_mtime st_ctime'.split(' ');
const STAT_HIDDEN = 'st_atime_ns st_mtime_ns st_ctime_ns'.split(' ');
const StatResultType = structSequence('os.stat_result', STAT_FIELDS, STAT_HIDDEN, true);
const TerminalSizeType = structSequence('os.terminal_size', ['columns', 'lines'], [], true);

/** Functions on files: audit event (that of CPython, or the function's own name), by name. */
const FILES: Readonly<Record<string, string>> = {
  access: 'os.access',
  chdir: 'os.chdir',
  chmod: 'os.chmod',
  close: 'os.close',
  listdir: 'os.listdir',
  lstat: 'os.lstat',
  mkdir: 'os.mkdir',
  open: 'open',
  readlink: 'os.readlink',
  remove: 'os.remove',
  link: 'os.link',
  rename: 'os.rename',
  replace: 'os.rename',
  rmdir: 'os.rmdir',
  scandir: 'os.scandir',
  stat: 'os.stat',
  symlink: 'os.symlink',
  truncate: 'os.truncate',
  unlink: 'os.remove',
  utime: 'os.utime',
};

function refused(event: string): MethodRow {
  return [
    '($module, /, path=None, *args, **kwargs)',
    null,
    (vm: VM, path: PyValue = null) => {
      const name = strOf(path);
      const text = name === undefined ? '' : toJS(name);
      throw vm.refuse(event, text, `no power of files: '${text}'`);
    },
  ];
}

const fileRows: Record<string, MethodRow> = {};
for (const [name, event] of Object.entries(FILES)) fileRows[name] = refused(event);

defineModule('posix', {
  needs: ['entropy'],
  functions: {
    ...fileRows,
    fspath: ['($module, /, path)', 'Return the file system path representation of the object.', fspath],
    getcwd: ['($module, /)', 'Return a unicode string representing the current working directory.', () => '/'],
    getcwdb: [
      '($module, /)',
      'Return a bytes string representing the current working directory.',
      () => newBytes(Uint8Array.of(47)),
    ],
    getpid: ['($module, /)', 'Return the current process id.', () => 1],
    cpu_count: ['($module, /)', 'Return the number of logical CPUs in the system.', () => 1],
    urandom: [
      '($module, size, /)',
      'Return a bytes object containing random bytes suitable for cryptographic use.',
      (vm: VM, n: PyValue) => newBytes(entropyBytes(vm, size(n))),
    ],
    get_terminal_size: [
      '($module, fd=1, /)',
      'Return the size of the terminal window as (columns, lines).',
      () => {
        throw raise(OSErrorType, 25, 'Inappropriate ioctl for device');
      },
    ],
    isatty: ['($module, fd, /)', 'Return True if the fd is connected to a terminal.', () => false],
    putenv: ['($module, name, value, /)', 'Change or add an environment variable.', () => null],
    unsetenv: ['($module, name, /)', 'Delete an environment variable.', () => null],
  },
  values: () => [
    ['error', OSErrorType],
    ['_have_functions', new PyList(ListType.root, [])],
    ['environ', newDict()],
    ['stat_result', StatResultType],
    ['terminal_size', TerminalSizeType],
    ['F_OK', 0],
    ['R_OK', 4],
    ['W_OK', 2],
    ['X_OK', 1],
    ['O_RDONLY', 0],
    ['O_WRONLY', 1],
    ['O_RDWR', 2],
    ['O_CREAT', 64],
    ['O_EXCL', 128],
    ['O_TRUNC', 512],
    ['O_APPEND', 1024],
  ],
});
