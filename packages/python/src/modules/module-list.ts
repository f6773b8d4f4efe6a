/**
 * What of CPython's library a cell has, module by module: one table, for `rexec modules` and for docs/modules.md. A test
 * compares it with what CPython has and with what can be imported.
 */
import { STDLIB_MODULES } from '../builtins/stdlib-modules.js';
import { moduleTable } from '../objects/define.js';
import { absentModules, absentReason } from './absent.js';
import { libraryModuleNames, libraryModuleSource } from './library-modules.js';
import { standardModule, standardModuleNames } from './standard-library.js';

export type ModuleState = 'whole' | 'partial' | 'power' | 'absent';

export interface ModuleRow {
  readonly name: string;
  readonly state: ModuleState;
  /** What is missing, which power it is, or why it is absent; '' where it is whole. */
  readonly note: string;
}

/** There, but not all of it: what is missing. A module below one of these is not meant. */
const PARTIAL: ReadonlyMap<string, string> = new Map(
  Object.entries({
    asyncio: 'no subprocesses, signals or TLS of its own',
    'concurrent.futures': 'no ProcessPoolExecutor, no InterpreterPoolExecutor',
    dis: "shows the instructions of this machine, which are not CPython's",
    gc: 'no reference counts and no generations: collect() walks the heap; no thresholds that act',
    'importlib.metadata': 'no packages are installed',
    'importlib.resources': 'only of packages that are mounted',
    inspect: 'no sys.settrace behind it; frames as far as the policy shows them',
    locale: 'the C locale alone',
    marshal: 'values, no code objects',
    shutil: 'no archives but zip and gzip, no owners, no free space of a disk',
    signal: 'numbers and default_int_handler: nothing sends a signal to a cell',
    ssl: "no TLS of the cell's own: http.client and urllib ask the host for https",
    sys: 'no settrace and setprofile that act, no bytecode files',
    tarfile: 'no bz2, lzma and zstd',
    zipfile: 'no bz2, lzma and zstd',
  }),
);

/** There, and of use only where the policy gives the power. */
const POWERS: ReadonlyMap<string, string> = new Map(
  (
    [
      [
        'files',
        'fileinput filecmp glob linecache logging.config logging.handlers mailbox netrc os os.path pathlib pathlib.types posix posixpath shelve tempfile wave zipapp dbm dbm.dumb',
      ],
      [
        'network',
        'ftplib http.client http.server imaplib poplib select selectors smtplib socket socketserver urllib.request ' +
          'urllib.robotparser wsgiref.simple_server xmlrpc.client xmlrpc.server',
      ],
      ['clock', 'time sched timeit'],
      ['entropy', 'secrets'],
      ['console', 'cmd code getpass'],
    ] as const
  ).flatMap(([power, names]) => names.split(' ').map((name) => [name, power] as const)),
);

function isThere(name: string): boolean {
  // A name of posixpath's.
  if (name === 'os.path') return true;
  return moduleTable.has(name) || libraryModuleSource(name) !== undefined || standardModule(name) !== undefined;
}

/** One module of CPython's library; undefined: CPython has none of this name. */
export function moduleRow(name: string): ModuleRow | undefined {
  if (!isThere(name)) {
    const note = absentReason(name);
    if (note === undefined && !STDLIB_MODULES.has(name)) return undefined;
    return { name, state: 'absent', note: note ?? 'nothing in a cell asks for it' };
  }
  const missing = PARTIAL.get(name);
  if (missing !== undefined) return { name, state: 'partial', note: missing };
  const power = POWERS.get(name);
  return { name, state: power === undefined ? 'whole' : 'power', note: power ?? '' };
}

const isPublic = (name: string): boolean =>
  name.split('.').every((part) => !part.startsWith('_') || part === '__future__');

/** The public modules of CPython, with those below packages, in the order of their names. */
export function moduleRows(): ModuleRow[] {
  const names = new Set<string>([...STDLIB_MODULES, 'os.path']);
  const there = [...standardModuleNames(), ...libraryModuleNames(), ...moduleTable.keys()];
  for (const name of [...there, ...absentModules.keys()])
    if (STDLIB_MODULES.has(name.split('.', 1)[0]!)) names.add(name);
  return [...names]
    .filter(isPublic)
    .sort()
    .map((name) => moduleRow(name)!);
}
