/**
 * What a supervisor hides from the program of one cell: names of `builtins`, names of modules, attributes. A second fence:
 * the language itself leads to no effect, hidden or not. All of it is data; the default hides nothing and costs nothing.
 *
 * Attributes are refused where their value is made (the read, write and call of the built-in descriptor), so every way
 * to them is refused: getattr, format fields, `object.__getattribute__`, `vars`, patterns, descriptors taken from a class.
 * Only an attribute named in the text of the library's own code may pass (`seenByLibrary`), and only where the module
 * stands in SEEN_BY_LIBRARY: a module of which a reader has made sure that it hands the value to nobody.
 */
import { PyCode } from './code.js';
import { PyTraceback } from './exception.js';
import { PyFrame } from './frame.js';
import { PyBuiltin, PyFunction, PyMethod, PyModule } from './function.js';
import { PyGenerator } from './generator.js';
import { PyType, type PyValue } from './object.js';

/** What a cell does not show. Every part may be absent: then nothing is hidden. */
export interface Restrictions {
  /** Names taken away from the module `builtins`. */
  readonly builtins?: readonly string[];
  /** For a module (`sys`, `os`; `os` is for `posix` too): the only names, besides dunder names, that it shows. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
  /** Attributes hidden: a group of ATTRIBUTE_GROUPS, or one attribute of one (`function.__globals__`). */
  readonly attributes?: readonly string[];
  /** The helpers of Python 2's time are there for RExec's programs: `string.upper`, `md5`, `sha`, `strop`, … */
  readonly classic?: boolean;
  /** The supervisor is asked for each import of the program, not for each module once. */
  readonly eachImport?: boolean;
  /** The supervisor is asked for each class that a pickle names. */
  readonly pickles?: boolean;
  /** Folders where the supervisor itself looks for sources: `sys.path` begins as these. */
  readonly path?: readonly string[];
}

const FUNCTION = 'function attributes not accessible in restricted mode';
const RESTRICTED = 'restricted attribute';

const each = (names: string, text: string): [string, string][] => names.split(' ').map((n) => [n, text]);

/** The groups of attributes that can be hidden: their attributes, and what a program is told. */
export const ATTRIBUTE_GROUPS: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  function: new Map([
    ...each('__code__ __defaults__ __kwdefaults__ __dict__ __doc__ __name__ __qualname__', FUNCTION),
    ...each('__globals__ __closure__ __builtins__', RESTRICTED),
  ]),
  method: new Map([
    ['__self__', 'method.__self__ not accessible in restricted mode'],
    ['__func__', RESTRICTED],
  ]),
  class: new Map([
    ['__dict__', 'class.__dict__ not accessible in restricted mode'],
    ...each('__mro__ __bases__ __base__ __subclasses__ mro', RESTRICTED),
  ]),
  frame: new Map(each('f_back f_builtins f_code f_globals f_locals f_generator f_trace clear', RESTRICTED)),
  traceback: new Map(each('tb_frame tb_next', RESTRICTED)),
  generator: new Map(
    each('gi_frame gi_code gi_yieldfrom cr_frame cr_code cr_await cr_origin ag_frame ag_code ag_await', RESTRICTED),
  ),
  code: new Map(
    each(
      'co_code co_consts co_names co_varnames co_freevars co_cellvars co_filename co_linetable co_exceptiontable ' +
        'co_lnotab _co_code_adaptive co_lines co_positions co_branches replace __replace__',
      RESTRICTED,
    ),
  ),
  module: new Map([['__dict__', 'module.__dict__ not accessible in restricted mode']]),
  instance: new Map([['__dict__', 'instance.__dict__ not accessible in restricted mode']]),
};

/** Attributes of functions that may still be set, and that the library may read: they give no power. */
const SETTABLE = new Set(['__doc__', '__name__', '__qualname__']);

/** Which of the groups an object belongs to. */
export function attributeGroup(o: PyValue): string {
  if (o instanceof PyFunction) return 'function';
  if (o instanceof PyMethod || o instanceof PyBuiltin) return 'method';
  if (o instanceof PyType) return 'class';
  if (o instanceof PyModule) return 'module';
  if (o instanceof PyFrame) return 'frame';
  if (o instanceof PyTraceback) return 'traceback';
  if (o instanceof PyGenerator) return 'generator';
  if (o instanceof PyCode) return 'code';
  return 'instance';
}

/**
 * Modules of the library (or one function of one) whose own code may read these hidden attributes, by the name in its
 * text. The values stay in the reader: what hands them on (inspect, traceback, functools.singledispatch,
 * typing.get_type_hints, types.get_original_bases) is not here. So that a program cannot put a reader of its own in their
 * way, the namespaces of library modules are sealed in a cell that hides attributes (PyModule.sealed).
 */
const SEEN_BY_LIBRARY: Readonly<Record<string, string>> = {
  // The functions of library/*.py.
  '': '__dict__ __mro__ __bases__ __subclasses__',
  _collections_abc: '__dict__ __mro__ f_locals',
  _io: '__dict__',
  _py_abc: '__dict__ __bases__ __mro__ __subclasses__',
  'collections.namedtuple': '__defaults__',
  copy: '__dict__',
  abc: '__dict__ __bases__',
  'copyreg._slotnames': '__dict__ __mro__',
  dataclasses: '__dict__ __mro__',
  enum: '__dict__ __mro__ __bases__',
  'functools.__get__': '__dict__',
  'random.__init_subclass__': '__dict__ __mro__',
  '_py_warnings.warn': 'f_globals f_back f_code co_filename',
  '_py_warnings._is_internal_frame': 'f_code co_filename',
  '_py_warnings._next_external_frame': 'f_back',
  'logging.currentframe': 'tb_frame f_back',
  'logging._is_internal_frame': 'f_code co_filename',
  'logging.findCaller': 'f_back f_code co_filename',
  'string._compile_pattern': '__dict__',
  types: '__code__ __closure__ __dict__ tb_frame f_locals gi_code',
  typing: '__mro__ __bases__ __dict__',
};

const seen = new Map(Object.entries(SEEN_BY_LIBRARY).map(([module, names]) => [module, new Set(names.split(' '))]));

/** Modules that read a hidden attribute when they are loaded, and keep a descriptor of it: its use is refused. */
const SEEN_AT_LOAD: ReadonlySet<string> = new Set([
  'inspect.__dict__',
  'logging.__code__',
  'logging.co_filename',
  '_colorize.__dict__',
  'annotationlib.__dict__',
]);

/** Whether this code is the library's and may name the hidden attribute in its text. */
export function seenByLibrary(code: PyCode, name: string): boolean {
  const { origin } = code;
  if (origin === null) return false;
  if (SETTABLE.has(name) || seen.get(origin)?.has(name) === true) return true;
  if (seen.get(`${origin}.${code.f.name}`)?.has(name) === true) return true;
  return code.f.name === '<module>' && SEEN_AT_LOAD.has(`${origin}.${name}`);
}

/**
 * Whether `getattr(o, name)` in the library's code passes: the name and the text of a function, and for functools.wraps
 * the namespace that `update_wrapper` adds to (it calls its `update`, no more), and that of the wrapped function, a copy.
 */
export function gotByLibrary(code: PyCode | undefined, o: PyValue, name: string, optional: boolean): boolean {
  if (code === undefined || code.origin === null) return false;
  if (o instanceof PyFunction && SETTABLE.has(name)) return true;
  if (name !== '__dict__' || code.origin !== 'functools' || code.f.name !== 'update_wrapper') return false;
  return !optional || o instanceof PyFunction;
}

/** The hidden attributes of one cell. */
export class HiddenAttributes {
  /** By attribute name: group and text. */
  private readonly byName = new Map<string, Map<string, string>>();

  private constructor() {}

  /** Null where nothing is hidden. A word that is neither a group nor an attribute of one is an error of the host. */
  static of(words: readonly string[]): HiddenAttributes | null {
    if (words.length === 0) return null;
    const hidden = new HiddenAttributes();
    for (const word of words) hidden.add(word);
    return hidden;
  }

  private add(word: string): void {
    const dot = word.indexOf('.');
    const group = dot < 0 ? word : word.slice(0, dot);
    const table = Object.hasOwn(ATTRIBUTE_GROUPS, group) ? ATTRIBUTE_GROUPS[group]! : undefined;
    if (table === undefined) throw new Error(`no group of attributes '${group}'`);
    if (dot < 0) for (const [name, text] of table) this.hide(group, name, text);
    else this.hide(group, word.slice(dot + 1), table.get(word.slice(dot + 1)) ?? RESTRICTED);
  }

  private hide(group: string, name: string, text: string): void {
    let groups = this.byName.get(name);
    if (groups === undefined) {
      groups = new Map();
      this.byName.set(name, groups);
    }
    groups.set(group, text);
  }

  /** What the program is told who asks for this attribute; undefined: it is not hidden. */
  text(o: PyValue, name: string): string | undefined {
    return this.byName.get(name)?.get(attributeGroup(o));
  }

  /** The same for setting and deleting. */
  textOfSet(o: PyValue, name: string): string | undefined {
    return SETTABLE.has(name) ? undefined : this.text(o, name);
  }

  /** Whether a class's own method of this name is hidden, as `type.__subclasses__`. */
  textOfMethod(owner: PyType, name: string): string | undefined {
    const groups = this.byName.get(name);
    if (groups === undefined) return undefined;
    const group = owner.name === 'type' ? 'class' : owner.name;
    return groups.get(group);
  }
}
