/** The presets: each is a document (a test checks them). `extends = "pure"` takes one and changes it. */
import type { PresetName } from './names.js';
import type { PolicyDocument } from './policy-document.js';

/** Modules that compute and have no effect of their own. */
const PURE_MODULES = (
  'RestrictedPython __future__ __main__ _abc _array _ast _ast_unparse _bisect _codecs _collections _collections_abc ' +
  '_colorize _contextvars _csv _datetime _decimal _functools _heapq _io _json _locale _markupbase _operator _pickle ' +
  '_py_abc _py_warnings _pydatetime _pyrepl _random _sitebuiltins _sre _statistics _string _strptime _struct _symtable _sysconfigdata__linux_ _thread ' +
  '_threading_local _tokenize _typing _warnings _weakref _weakrefset _zoneinfo abc annotationlib argparse array ast ' +
  'asyncio atexit base64 binascii bisect budget builtins calendar cmath cmd code codecs codeop collections ' +
  'colorsys compression concurrent configparser contextlib contextvars copy copyreg csv dataclasses datetime dbm ' +
  'decimal difflib dis doctest email encodings enum errno filecmp fileinput fnmatch fractions functools gc ' +
  'genericpath getopt getpass gettext glob graphlib gzip hashlib heapq hmac html importlib inspect io ipaddress ' +
  'itertools json keyword linecache locale logging mailbox marshal math mimetypes netrc ntpath nturl2path ' +
  'numbers operator optparse os pathlib pdb pickle pickletools pkgutil platform plistlib posixpath pprint pstats ' +
  'pyclbr pydoc pyexpat queue quopri random re reprlib rlcompleter runpy sched secrets shelve shlex shutil signal ' +
  'site sre_compile sre_constants sre_parse stat statistics string stringprep struct symtable sys sysconfig tabnanny ' +
  'tarfile tempfile textwrap this threading time timeit token tokenize tomllib trace traceback types typing ' +
  'unicodedata unittest urllib.parse uuid warnings wave weakref xml zipapp zipfile zlib zoneinfo'
).split(' ');

/** What Python's RExec let be imported that Python 3 still has, and small modules in place of what is gone. */
const REXEC_MODULES =
  // ok_builtin_modules: regex, imageop, audioop, parser and rotor ended with Python 2.
  (
    'array binascii cmath errno marshal math md5 operator select sha _sre strop struct time ' +
    // Always there: what make_initial_modules made.
    'builtins __main__ os posix sys ' +
    // The modules with sources on ok_path that need nothing else.
    '__future__ abc bisect calendar codecs collections contextlib copy copyreg dataclasses datetime enum fnmatch ' +
    'fractions functools hashlib heapq itertools json keyword numbers pprint queue random re reprlib string textwrap ' +
    'token tokenize traceback types typing warnings weakref Bastion rexec'
  ).split(' ');

/** Modules that reach the network, when the network's own rules let them. */
const NETWORK_MODULES =
  '_socket _ssl ftplib http imaplib poplib select selectors smtplib socket socketserver ssl urllib wsgiref xmlrpc'.split(
    ' ',
  );

export const PRESETS: { readonly [name in PresetName]: PolicyDocument } = {
  /** The language alone: no module, no effect. */
  none: {},

  /** Modules that compute. Randomness is the same in each run, the clock goes with the fuel. */
  pure: {
    modules: { allow: PURE_MODULES },
    entropy: { mode: 'seeded', seed: 0 },
  },

  /** The documented defaults of Python's RExec, with the names of Python 3: any file may be read, none written. */
  rexec: {
    modules: { allow: REXEC_MODULES },
    names: {
      // ok_sys_names (maxint is maxsize now), and what make_sys and set_files put there.
      sys: (
        'ps1 ps2 copyright version platform exit maxsize ' +
        'modules argv path exc_info builtin_module_names stdin stdout stderr'
      ).split(' '),
      // ok_posix_names, and the environment.
      os: (
        'error fstat listdir lstat readlink stat times uname getpid getppid getcwd getuid getgid geteuid getegid ' +
        'environ name path sep linesep curdir pardir'
      ).split(' '),
    },
    attributes: {
      hide: ['function', 'method', 'class', 'instance', 'module', 'frame', 'traceback', 'generator', 'code'],
    },
    files: { mounts: [{ at: '/', host: '/', access: 'read' }] },
    clock: { mode: 'real' },
    entropy: { mode: 'seeded', seed: 0 },
  },

  /** A program of a page: files in memory, and a person is asked for each connection and for input. */
  applet: {
    modules: { allow: [...PURE_MODULES, ...NETWORK_MODULES] },
    files: { mounts: [{ at: '/', memory: '16 MB', files: 1000 }] },
    network: { ask: ['tcp://*:*', 'udp://*:*', 'dns://*'], connections: 10, bytes: '10 MB' },
    clock: { mode: 'real' },
    entropy: { mode: 'real' },
    limits: { 'open-files': 20 },
    console: { input: 'ask' },
  },

  /** A program that one could as well run without a cell: the real files, network, clock and randomness. */
  trusted: {
    modules: { allow: ['*'] },
    files: { mounts: [{ at: '/', host: '/', access: 'write', quota: 'unlimited', files: 'unlimited' }] },
    network: {
      allow: ['tcp://*:*', 'udp://*:*', 'dns://*'],
      private: true,
      connections: 1000,
      bytes: 'unlimited',
    },
    clock: { mode: 'real' },
    entropy: { mode: 'real' },
    limits: {
      fuel: 'unlimited',
      time: 'unlimited',
      memory: '1 GiB',
      output: 'unlimited',
      'open-files': 1000,
      effects: 'unlimited',
      cells: 100,
      readable: true,
    },
    console: { input: 'allow' },
  },
};
