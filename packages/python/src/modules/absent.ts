/**
 * Modules of CPython that no cell has, each with the reason: one table, for the note of the ModuleNotFoundError and for
 * whoever lists modules. A module below one of these is absent with it.
 */

const REASONS: readonly (readonly [reason: string, names: string])[] = [
  [
    'a cell has no SQLite, which is a C library: keep data in files, or let the host give the cell a function',
    'sqlite3 _sqlite3',
  ],
  [
    'only zlib and gzip are there to compress with',
    'bz2 lzma _bz2 _lzma _zstd encodings.bz2_codec compression.bz2 compression.lzma compression.zstd',
  ],
  ['a cell calls no C code', 'ctypes _ctypes'],
  [
    'a cell starts no processes: RExec and the module rexec make cells within it',
    'subprocess multiprocessing _multiprocessing _posixsubprocess _posixshmem concurrent.futures.process ' +
      'concurrent.futures.interpreter concurrent.interpreters _interpreters _interpchannels _interpqueues pty',
  ],
  ['a cell has no terminal of its own', 'curses _curses _curses_panel readline termios tty'],
  ['a cell has no screen', 'tkinter _tkinter turtle turtledemo idlelib webbrowser antigravity'],
  ['a cell has no table of the users and groups of its machine', 'pwd grp'],
  ['a cell cannot reach into the operating system', 'fcntl mmap resource syslog faulthandler'],
  [
    'of another operating system',
    'msvcrt winreg winsound nt _winapi _overlapped _wmi _scproxy mbcs oem asyncio.proactor_events asyncio.windows_events asyncio.windows_utils encodings.mbcs encodings.oem _aix_support _android_support _apple_support _ios_support _osx_support',
  ],
  ['a cell installs nothing: the host mounts packages', 'venv ensurepip'],
  ['the machine of a cell has no bytecode files', 'py_compile compileall zipimport'],
  ['the instructions of a cell are not those of CPython', 'opcode _opcode _opcode_metadata modulefinder'],
  ['the limits of a cell count its work: see the module budget', 'cProfile profile _lsprof tracemalloc _tracemalloc'],
  ['a database of the C library dbm: dbm.dumb is there', '_dbm _gdbm dbm.gnu dbm.ndbm dbm.sqlite3'],
  ['a program of a cell traces no other code: the host has a debugger (rexec debug)', 'bdb'],
  ['a part of CPython itself', 'asyncio.tools importlib.metadata.diagnose _remote_debugging _testcapi _pylong'],
  ['decimal is a native of the engine', '_pydecimal'],
  ["CPython's own tests: the host mounts them", 'test'],
  ['the texts of the manual are left out', 'pydoc_data'],
  ["the interactive prompt is the host's (rexec repl)", 'asyncio.__main__ _pyrepl.main'],
  [
    'the tables of this character set are left out',
    'encodings.big5 encodings.big5hkscs encodings.cp932 encodings.cp949 encodings.cp950 encodings.euc_jis_2004 ' +
      'encodings.euc_jisx0213 encodings.euc_jp encodings.euc_kr encodings.gb18030 encodings.gb2312 encodings.gbk ' +
      'encodings.hz encodings.iso2022_jp encodings.iso2022_jp_1 encodings.iso2022_jp_2 encodings.iso2022_jp_2004 ' +
      'encodings.iso2022_jp_3 encodings.iso2022_jp_ext encodings.iso2022_kr encodings.johab encodings.shift_jis ' +
      'encodings.shift_jis_2004 encodings.shift_jisx0213 ' +
      '_codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _multibytecodec',
  ],
];

export const absentModules: ReadonlyMap<string, string> = new Map(
  REASONS.flatMap(([reason, names]) => names.split(' ').map((name) => [name, reason] as const)),
);

/** Why there is no module of this name; undefined: nothing is said of it. */
export function absentReason(name: string): string | undefined {
  for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
    const reason = absentModules.get(name.slice(0, end));
    if (reason !== undefined) return reason;
  }
  return undefined;
}
