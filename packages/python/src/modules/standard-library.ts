/**
 * Modules of CPython's own library, and ours in the place of some of them (library/modules): ordinary source modules, found
 * by name after what the cell's finder has. They lie below LIBRARY_FOLDER as far as a program can see. Handed in at load
 * time by library/loader.ts.
 */
import { codeFromData } from '../machine/code-data.js';
import { compileSource } from '../machine/compile.js';
import { PyCode } from '../objects/code.js';
import type { FoundSource } from '../powers.js';
import { SharedSource } from '../types/source-cache.js';
import { LIBRARY_FOLDER } from './library-folder.js';
import type { LibraryTexts } from './library-modules.js';

/** Frozen in CPython too, and seen in tracebacks: the frames of `python -m`. */
const FROZEN = new Set(['runpy']);

/** What CPython has in C where these modules have Python: their frames are in no traceback. None named: all of it. */
const NATIVE_THERE: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    _datetime: '',
    'asyncio.futures': 'Future future_add_to_awaited_by future_discard_from_awaited_by',
    'asyncio.tasks':
      'Task current_task _register_task _register_eager_task _unregister_task _unregister_eager_task _enter_task ' +
      '_leave_task _swap_current_task',
    pickle: '_Pickler _Unpickler _Framer _Unframer _dump _dumps _load _loads _getattribute whichmodule',
    'xml.etree.ElementTree': 'Element SubElement TreeBuilder XMLParser',
  }).map(([module, names]) => [module, names === '' ? [] : names.split(' ')]),
);

/** Hides the frames of functions and classes of a module, by their names in it. */
function hide(code: PyCode, names: readonly string[], all = names.length === 0): void {
  if (all) code.f.hidden = true;
  for (const c of code.f.consts) if (c instanceof PyCode) hide(c, names, all || names.includes(c.f.name));
}

let library: LibraryTexts | null = null;

/** A module whose text is fetched when it is asked for: mostly only its code is. Cells refer to it: it keeps nothing. */
class StandardModule extends SharedSource implements FoundSource {
  readonly filename: string;

  constructor(
    readonly name: string,
    file: string,
    readonly isPackage: boolean,
  ) {
    super();
    this.filename = `${LIBRARY_FOLDER}/${file}`;
  }

  get source(): string {
    return library!.source(this.name);
  }

  make(): PyCode {
    const data = library!.code(this.name);
    const filename = FROZEN.has(this.name) ? `<frozen ${this.name}>` : this.filename;
    const code =
      data === undefined ? compileSource(this.source, filename, 'exec') : codeFromData(data, filename, false);
    const native = NATIVE_THERE.get(this.name);
    if (native !== undefined) hide(code, native);
    return code.setOrigin(this.name);
  }
}

const modules = new Map<string, StandardModule>();
const codes = new Map<string, PyCode>();

export function provideStandardLibrary(table: Iterable<readonly [string, string, boolean]>, from: LibraryTexts): void {
  library = from;
  for (const [name, file, isPackage] of table) modules.set(name, new StandardModule(name, file, isPackage));
}

export function isStandardFolder(path: string): boolean {
  return path === LIBRARY_FOLDER || path.startsWith(`${LIBRARY_FOLDER}/`);
}

export function standardModuleNames(): Iterable<string> {
  return modules.keys();
}

export function standardModule(name: string): FoundSource | undefined {
  return modules.get(name);
}

/** Code of a module of the standard library, made once for the process; each cell gets a clone. */
export function standardModuleCode(name: string): PyCode {
  let code = codes.get(name);
  if (code === undefined) {
    code = modules.get(name)!.make();
    codes.set(name, code);
  }
  return code.cloneFor();
}
