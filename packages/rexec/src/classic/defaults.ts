/** The class attributes of RExec as the documentation gives them, with the names of Python 3. */

/** File types of the old module imp. */
export const PY_SOURCE = 1;
export const PY_COMPILED = 2;
export const C_EXTENSION = 3;

const words = (text: string): readonly string[] => text.split(' ');

export const OK_BUILTIN_MODULES = words(
  'audioop array binascii cmath errno imageop marshal math md5 operator parser regex select sha _sre strop struct time ' +
    '_weakref',
);

/** Modules with sources that need nothing but those. */
export const OK_SOURCE_MODULES = words(
  '__future__ abc bisect calendar codecs collections contextlib copy copyreg dataclasses datetime enum fnmatch fractions ' +
    'functools hashlib heapq itertools json keyword numbers pprint queue random re reprlib string textwrap token ' +
    'tokenize traceback types typing warnings weakref Bastion rexec',
);

/** There whatever is said. */
export const ALWAYS = words('builtins __main__ os posix sys');

export const OK_POSIX_NAMES = words(
  'error fstat listdir lstat readlink stat times uname getpid getppid getcwd getuid getgid geteuid getegid',
);

/** Besides ok_posix_names: what make_osname copies, and names of paths. */
export const OS_NAMES = words('curdir environ linesep name pardir path sep');

export const OK_SYS_NAMES = words(
  'byteorder copyright exit getdefaultencoding getrefcount hexversion maxsize maxunicode platform ps1 ps2 version ' +
    'version_info',
);

/** Besides ok_sys_names: what make_sys and set_files put there. */
export const SYS_NAMES = words('argv builtin_module_names exc_info modules path stderr stdin stdout');

/** Replaced by the cell's own, so that the names are there all the same. */
export const NOK_BUILTIN_NAMES = words('open reload __import__');

export const WRITING = "can't open files for writing in restricted mode";
