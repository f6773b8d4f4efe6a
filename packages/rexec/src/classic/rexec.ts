/**
 * RExec: restricted execution with the documented interface of Python's module `rexec`, for supervisors in TypeScript.
 *
 * ```ts
 * const r_env = new RExec();
 * await r_env.r_exec('import string');
 * await r_env.r_eval('string.upper("This is a test")'); // 'THIS IS A TEST'
 * ```
 *
 * A program may wait (for a person, for the network, for a method that a subclass has made asynchronous), so methods that
 * run something give promises. An exception of the program is thrown as a PythonException, a limit as a LimitError. Values
 * come out as copies (bastion/values.ts says how), what cannot be copied as an RObject.
 *
 * Class attributes are static fields, read when an RExec is made; a subclass gives them other values. Where r_open or
 * r_import is overridden, every `open` and every import of the program comes here, however the program reaches it.
 */
import { LimitError, type Plain, type SystemAnswer, type SystemCall } from '@rexec/python';
import { type Callable, HostError, hostFunction } from '../bastion/bastion.js';
import { type Giveable, HostReference, type HostValue, PythonObject } from '../bastion/values.js';
import { Cell } from '../cell/cell.js';
import { modeOf } from '../cell/crossing.js';
import type { PolicyCellOptions, Supervised } from '../cell/policy-options.js';
import type { RunResult } from '../cell/result.js';
import { HIDDEN_KINDS } from '../policy/names.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import { wellFormed } from '../system/arguments.js';
import { errorAnswer } from '../system/fault.js';
import type { Maybe } from '../system/later.js';
import { PromisedAnswer } from '../system/later.js';
import { MemoryTree } from '../system/memory-tree.js';
import { platformInUse } from '../system/platform.js';
import type { Supervisor } from '../system/supervisor.js';
import {
  ALWAYS,
  C_EXTENSION,
  NOK_BUILTIN_NAMES,
  OK_BUILTIN_MODULES,
  OK_POSIX_NAMES,
  OK_SOURCE_MODULES,
  OK_SYS_NAMES,
  OS_NAMES,
  PY_SOURCE,
  SYS_NAMES,
  WRITING,
} from './defaults.js';
import { PythonException, pythonError } from './errors.js';
import { RHooks, type Suffix } from './hooks.js';
import { RFile, RObject } from './objects.js';
import { type Streams, TextBuffer } from './streams.js';

/** A namespace of the supervisor's for r_exec and r_eval: values go in and come back as copies. */
export type Namespace = Map<string, unknown> | Record<string, unknown>;

/** What may be said besides: everything of `Cell.create` but the policy, which `make_policy` makes. */
export interface RExecOptions extends Omit<PolicyCellOptions, 'policy' | 'classic' | 'between' | 'readline'> {
  /** Where the program's output goes outside of the s_ methods; default: this process's own. */
  readonly stdout?: (text: string) => void;
  readonly stderr?: (text: string) => void;
  /** A line of input outside of the s_ methods; default: there is none. */
  readonly stdin?: () => Maybe<string>;
  /** Another kind of cell: `ProcessCell.create` for one in a process of its own. */
  readonly create?: (options: PolicyCellOptions) => CommandedCell;
}

/** What an RExec needs of a cell. */
export interface CommandedCell {
  command(name: string, args: Giveable): Promise<RunResult>;
  dispose(): void;
}

/** What an overridden r_open may give: a file of the cell, or a text or bytes of its own. */
export type Opened = RFile | string | Uint8Array;

interface Space {
  readonly number: number;
  known: Map<string, unknown>;
}

const GIVEN_FILES = '/.given';

export class RExec {
  static ok_path: readonly string[] = [];
  static ok_builtin_modules: readonly string[] = OK_BUILTIN_MODULES;
  static ok_source_modules: readonly string[] = OK_SOURCE_MODULES;
  static ok_posix_names: readonly string[] = OK_POSIX_NAMES;
  static ok_sys_names: readonly string[] = OK_SYS_NAMES;
  static nok_builtin_names: readonly string[] = NOK_BUILTIN_NAMES;
  static ok_file_types: readonly number[] = [C_EXTENSION, PY_SOURCE];

  readonly hooks: RHooks;
  /** Folders where the cell looks for modules. */
  path: string[] = [];
  trusted_path: string[] = [];
  readonly modules = new Map<string, RObject>();
  /** Streams of the s_ methods. */
  stdin = new TextBuffer();
  stdout = new TextBuffer();
  stderr = new TextBuffer();

  private readonly own: typeof RExec;
  private cell: CommandedCell | null = null;
  private making = false;
  private streams: Streams | null = null;
  private saved: Streams | null = null;
  /** The program waits for a method of ours. */
  private asked = false;
  /** What the supervisor itself imports. */
  private direct: string | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private readonly given = new MemoryTree();
  private opened = 0;
  private readonly spaces = new WeakMap<object, Space>();
  private spaceCount = 0;
  private readonly noted = new Set<string>();
  private closed = false;

  constructor(
    hooks?: RHooks | null,
    private verbose = false,
    private readonly options: RExecOptions = {},
  ) {
    this.own = this.constructor as typeof RExec;
    this.hooks = hooks ?? new RHooks(undefined, verbose);
    this.hooks.set_rexec(this);
    this.set_trusted_path();
    this.make_delegate_files();
  }

  // -- what the cell is made of: override points ---------------------------------------------------------------------------

  /** Only folders that are said whole are looked into for modules. */
  set_trusted_path(): void {
    this.path = [...this.own.ok_path];
    this.trusted_path = this.path.filter((p) => p.startsWith('/') && !p.split('/').includes('..'));
  }

  /**
   * The policy of the cell, made of the class attributes. A subclass takes it and changes it:
   * `return { ...super.make_policy(), network: { allow: ['tcp://*:80'] } }`.
   */
  make_policy(): PolicyDocument {
    const { own } = this;
    const source = own.ok_file_types.includes(PY_SOURCE);
    return {
      builtins: { deny: own.nok_builtin_names.filter((name) => !NOK_BUILTIN_NAMES.includes(name)) },
      modules: {
        allow: [...ALWAYS, ...own.ok_builtin_modules, ...(source ? own.ok_source_modules : [])],
        path: source ? [...this.trusted_path] : [],
      },
      names: { sys: [...own.ok_sys_names, ...SYS_NAMES], os: [...own.ok_posix_names, ...OS_NAMES] },
      attributes: { hide: [...HIDDEN_KINDS] },
      files: { mounts: [{ at: '/', host: '/', access: 'read' }] },
      clock: { mode: 'real' },
      entropy: { mode: 'real' },
      // The program may make subcells, of what it has itself.
      limits: { cells: 8 },
    };
  }

  /** The built-in names: `open`, `reload` and `__import__` are the cell's own. */
  async make_builtin(): Promise<void> {
    await this.command('built', []);
  }

  async make_initial_modules(): Promise<void> {
    await this.make_main();
    await this.make_osname();
  }

  async make_main(): Promise<void> {
    await this.add_module('__main__');
  }

  /** The cell's os shows ok_posix_names; here more can be put into it. */
  async make_osname(): Promise<void> {}

  /** The cell's sys shows ok_sys_names; here more can be put into it. */
  async make_sys(): Promise<void> {}

  /** New streams for the s_ methods. */
  make_delegate_files(): void {
    this.stdin = new TextBuffer();
    this.stdout = new TextBuffer();
    this.stderr = new TextBuffer();
  }

  set_stdin(text: string): void {
    this.stdin = new TextBuffer(text);
  }

  // -- modules -------------------------------------------------------------------------------------------------------------

  /** The cell's module of this name, made where it is not there. */
  async add_module(name: string): Promise<RObject> {
    const known = this.modules.get(name);
    if (known !== undefined) return known;
    const module = (await this.command('module', [name])) as RObject;
    this.modules.set(name, module);
    return module;
  }

  /**
   * A module of the cell with some values of an object of the supervisor's: copies, and functions that run here. Its name
   * is the object's `__name__`.
   */
  async copy_only(src: object, names: readonly string[]): Promise<RObject> {
    const dst = await this.copy_none(src);
    for (const name of names) {
      const value = Object.getOwnPropertyDescriptor(src, name)?.value as unknown;
      if (value === undefined) continue;
      await dst.set(
        name,
        typeof value === 'function' ? hostFunction(value as Callable, { name }) : (value as Giveable),
      );
    }
    return dst;
  }

  /** The same with everything but some names. */
  copy_except(src: object, exceptions: readonly string[]): Promise<RObject> {
    return this.copy_only(
      src,
      Object.keys(src).filter((name) => !exceptions.includes(name) && !name.startsWith('__')),
    );
  }

  copy_none(src: object): Promise<RObject> {
    const name = (src as { __name__?: unknown }).__name__;
    if (typeof name !== 'string') throw new TypeError('an object with a __name__ is needed: the name of the module');
    return this.add_module(name);
  }

  /** Suffixes of files that modules come from: sources alone, whatever ok_file_types says. */
  get_suffixes(): Suffix[] {
    return this.own.ok_file_types.includes(PY_SOURCE) ? [['.py', 'r', PY_SOURCE]] : [];
  }

  is_builtin(name: string): boolean {
    return this.own.ok_builtin_modules.includes(name);
  }

  /** No file of machine code is loaded: a module of that name that the cell has. */
  async load_dynamic(name: string, _filename: string, _file?: unknown): Promise<RObject> {
    if (!this.is_builtin(name)) throw pythonError('ImportError', `untrusted dynamic module: ${name}`);
    return (await this.command('import', [name, []])) as RObject;
  }

  // -- execution -----------------------------------------------------------------------------------------------------------

  /** Statements, in the cell's `__main__` or in namespaces. */
  async r_exec(code: string, globals?: Namespace, locals?: Namespace): Promise<void> {
    await this.run(code, 'exec', globals, locals);
  }

  /** The value of an expression. */
  r_eval(code: string, globals?: Namespace, locals?: Namespace): Promise<HostValue | RObject> {
    return this.run(code, 'eval', globals, locals);
  }

  /** The statements of a file that the supervisor reads: `read_file` says how. */
  async r_execfile(file: string): Promise<void> {
    await this.run(await this.read_file(file), 'exec', undefined, undefined, file);
  }

  /** The text of a file for r_execfile: one of the host's, which only the supervisor needs to be able to read. */
  async read_file(file: string): Promise<string> {
    const { readText } = this.options.platform ?? platformInUse();
    if (readText === undefined) throw new Error('there are no files of the host here: override read_file');
    return await readText(file);
  }

  /** The import statement of the cell, and the supervisor's. An override calls this to go on, or throws. */
  r_import(
    mname: string,
    _globals: object = {},
    _locals: object = {},
    fromlist: readonly string[] = [],
  ): Maybe<RObject | null> {
    if (this.asked) return null;
    this.direct = mname;
    return this.command('import', [mname, fromlist]).finally(() => {
      this.direct = null;
    }) as Promise<RObject>;
  }

  async r_reload(m: string | RObject): Promise<RObject> {
    const name = await this.name_of(m);
    this.modules.delete(name);
    return (await this.command('reload', [name])) as RObject;
  }

  async r_unload(m: string | RObject): Promise<void> {
    const name = await this.name_of(m);
    this.modules.delete(name);
    await this.command('unload', [name]);
  }

  private async name_of(m: string | RObject): Promise<string> {
    return typeof m === 'string' ? m : ((await m.get('__name__')) as string);
  }

  /** The `open` of the cell, and the supervisor's. An override calls this with the file and the mode that it may have. */
  r_open(file: string, mode = 'r', buf = -1): Maybe<Opened> {
    if (!/^r[bt]?$/.test(mode)) throw pythonError('OSError', WRITING);
    if (this.asked) return new RFile(file, mode, null);
    return this.command('open', [file, mode, buf]).then((o) => new RFile(file, mode, o as RObject));
  }

  /** The exception that a program ended with last, without its traceback: class, value, null. */
  r_exc_info(): [string, PythonException, null] | [null, null, null] {
    return this.exception === null ? [null, null, null] : [this.exception.type, this.exception, null];
  }
  private exception: PythonException | null = null;

  // -- the same with streams of the supervisor's ---------------------------------------------------------------------------

  s_exec(...args: Parameters<RExec['r_exec']>): Promise<void> {
    return this.s_apply(() => this.r_exec(...args));
  }

  s_eval(...args: Parameters<RExec['r_eval']>): Promise<HostValue | RObject> {
    return this.s_apply(() => this.r_eval(...args));
  }

  s_execfile(file: string): Promise<void> {
    return this.s_apply(() => this.r_execfile(file));
  }

  s_import(...args: Parameters<RExec['r_import']>): Promise<RObject | null> {
    return this.s_apply(async () => this.r_import(...args));
  }

  s_reload(m: string | RObject): Promise<RObject> {
    return this.s_apply(() => this.r_reload(m));
  }

  s_unload(m: string | RObject): Promise<void> {
    return this.s_apply(() => this.r_unload(m));
  }

  async s_apply<T>(func: () => Promise<T>): Promise<T> {
    this.save_files();
    try {
      this.set_files();
      return await func();
    } finally {
      this.restore_files();
    }
  }

  save_files(): void {
    this.saved = this.streams;
  }

  set_files(): void {
    const { stdin, stdout, stderr } = this;
    this.streams = { stdin, stdout, stderr };
  }

  restore_files(): void {
    this.streams = this.saved;
  }

  reset_files(): void {
    this.restore_files();
    this.make_delegate_files();
  }

  // -- messages ------------------------------------------------------------------------------------------------------------

  get_verbose(): boolean {
    return this.verbose;
  }

  set_verbose(verbose: boolean): void {
    this.verbose = verbose;
  }

  note(text: string): void {
    if (this.verbose) this.message(text);
  }

  message(text: string): void {
    this.write('stderr', `${text}\n`);
  }

  private write(stream: 'stdout' | 'stderr', text: string): void {
    if (this.streams !== null) this.streams[stream].write(text);
    else (this.options[stream] ?? ownStream(stream))(text);
  }

  // -- the cell ------------------------------------------------------------------------------------------------------------

  /** The end of the cell. */
  close(): void {
    this.closed = true;
    this.cell?.dispose();
  }

  private async made(): Promise<CommandedCell> {
    if (this.closed) throw new Error('the cell has ended');
    if (this.cell !== null) return this.cell;
    const { stdout: _out, stderr: _err, stdin: _in, create = Cell.create, ...rest } = this.options;
    const opening = this.r_open !== RExec.prototype.r_open;
    this.cell = create({
      argv: ['RESTRICTED'],
      collect: false,
      ...rest,
      ...(opening ? { files: { ...rest.files, [GIVEN_FILES]: this.given } } : {}),
      policy: this.make_policy(),
      classic: true,
      eachImport: this.importing,
      onStdout: (text) => this.write('stdout', text),
      onStderr: (text) => this.write('stderr', text),
      between: (supervisor) => this.between(supervisor, opening),
    });
    this.making = true;
    try {
      await this.make_builtin();
      await this.make_initial_modules();
      await this.make_sys();
    } finally {
      this.making = false;
    }
    return this.cell;
  }

  /** Whether imports of the program come here. */
  private get importing(): boolean {
    const hooked = this.hooks.find_source !== RHooks.prototype.find_source;
    return this.verbose || hooked || this.r_import !== RExec.prototype.r_import;
  }

  private async run(
    code: string,
    mode: string,
    globals: Namespace | undefined,
    locals: Namespace | undefined,
    filename = '<string>',
  ): Promise<HostValue | RObject> {
    const inside = (space: Namespace | undefined) => (space === undefined ? null : this.space(space));
    try {
      return await this.command('run', [code, filename, mode, inside(globals), inside(locals)]);
    } finally {
      for (const space of new Set([globals, locals])) if (space !== undefined) await this.refresh(space);
    }
  }

  /** One command after another; what the program's end is becomes a value or is thrown. */
  private command(name: string, args: readonly Giveable[]): Promise<HostValue | RObject> {
    if (this.asked) throw new Error('the program waits for this very method: nothing can be run in its cell meanwhile');
    if (this.making) return this.perform(this.cell!, name, args);
    const done = this.last.then(async () => this.perform(await this.made(), name, args));
    this.last = done.catch(() => {});
    return done;
  }

  private async perform(cell: CommandedCell, name: string, args: readonly Giveable[]): Promise<HostValue | RObject> {
    const result = await cell.command(name, args);
    if (result.status !== 'ok') {
      const { limit, message, type } = result.error!;
      if (limit !== undefined) throw new LimitError(limit, message);
      throw new PythonException(type, message, [type], [], result.error!.traceback);
    }
    const [kind, ...parts] = result.value as HostValue[];
    if (kind === 'value') return parts[0]!;
    if (kind === 'object') return this.object(parts[0] as number, parts[1] as string);
    const [type, kinds, exceptionArgs, message, traceback] = parts as [string, string[], HostValue[], string, string];
    this.exception = new PythonException(type, message, kinds, exceptionArgs, traceback);
    throw this.exception;
  }

  private object(number: number, type: string): RObject {
    return new RObject((name, args) => this.command(name, args), number, type);
  }

  // -- namespaces ----------------------------------------------------------------------------------------------------------

  /** `[number, what has changed, what is gone]`. */
  private space(namespace: Namespace): Giveable {
    let space = this.spaces.get(namespace);
    if (space === undefined) {
      space = { number: ++this.spaceCount, known: new Map() };
      this.spaces.set(namespace, space);
    }
    const now = namespace instanceof Map ? namespace : new Map(Object.entries(namespace));
    const changed = new Map<string, Giveable>();
    for (const [name, value] of now) {
      const kept = value instanceof RObject || value instanceof PythonObject;
      if (!(kept && space.known.get(name) === value)) changed.set(name, value as Giveable);
    }
    return [space.number, changed, [...space.known.keys()].filter((name) => !now.has(name))];
  }

  /** What the program has made of a namespace. */
  private async refresh(namespace: Namespace): Promise<void> {
    const space = this.spaces.get(namespace);
    if (space === undefined || this.closed) return;
    let rows: [string, boolean, HostValue][];
    try {
      rows = (await this.command('namespace', [space.number])) as [string, boolean, HostValue][];
    } catch {
      return;
    }
    const now = new Map<string, unknown>();
    for (const [name, crosses, value] of rows) {
      now.set(
        name,
        crosses ? value : this.object((value as HostValue[])[0] as number, (value as HostValue[])[1] as string),
      );
    }
    const [put, remove, had] = accessOf(namespace);
    for (const name of space.known.keys()) if (!now.has(name)) remove(name);
    for (const [name, value] of now) if (!(had(name) instanceof HostReference)) put(name, value);
    space.known = now;
  }

  // -- what the program asks of the supervisor -----------------------------------------------------------------------------

  private between(supervisor: Supervisor, opening: boolean): Supervised {
    const { importing } = this;
    const mine = (call: SystemCall) =>
      (call.name === 'readline' || (call.name === 'open' && opening) || (call.name === 'import' && importing)) &&
      wellFormed(call.name, call.args);
    return {
      audit: (event, args, place) => supervisor.audit(event, args, place),
      call: (call) => (mine(call) ? new PromisedAnswer(this.answer(call, supervisor)) : supervisor.call(call)),
    };
  }

  private async answer(call: SystemCall, supervisor: Supervisor): Promise<SystemAnswer> {
    this.asked = true;
    try {
      if (call.name === 'readline') {
        const { stdin } = this.options;
        return { kind: 'value', value: this.streams?.stdin.readline() ?? String((await stdin?.()) ?? '') };
      }
      return call.name === 'open' ? await this.openFor(call, supervisor) : await this.importFor(call, supervisor);
    } catch (e) {
      return failure(e);
    } finally {
      this.asked = false;
    }
  }

  private async openFor(call: SystemCall, supervisor: Supervisor): Promise<SystemAnswer> {
    const [path, flags, bits] = call.args as [string, number, number];
    const opened = await this.r_open(path, modeOf(flags));
    if (opened instanceof RFile) {
      const readOnly = /^r[bt]?$/.test(opened.mode) ? flags & ~0o3303 : flags;
      return await settled(supervisor.call({ ...call, args: [opened.path, readOnly, bits] }));
    }
    // A text of the supervisor's own: only the descriptor that the program gets knows the file.
    const name = `${this.opened++}`;
    this.given.put(name, opened);
    try {
      return await settled(supervisor.call({ ...call, args: [`${GIVEN_FILES}/${name}`, 0, 0] }));
    } finally {
      this.given.unlink([name]);
    }
  }

  private async importFor(call: SystemCall, supervisor: Supervisor): Promise<SystemAnswer> {
    const name = call.args[0] as string;
    // The supervisor's own import has been through r_import.
    if (this.direct !== name && this.direct?.startsWith(`${name}.`) !== true) await this.r_import(name);
    const source = await this.hooks.find_source(name);
    const answer: SystemAnswer =
      source === null
        ? await settled(supervisor.call(call))
        : { kind: 'value', value: [source, `<${name}>`, false] as Plain };
    if (answer.kind === 'value' && !this.noted.has(name)) {
      this.noted.add(name);
      this.note(`import '${name}' # ${source === null && this.is_builtin(name) ? BUILTIN : SOURCE}`);
    }
    return answer;
  }
}

/** What `python -v` says of loaders. */
const BUILTIN = "<class '_frozen_importlib.BuiltinImporter'>";
const SOURCE = '<_frozen_importlib_external.SourceFileLoader object>';

function settled(answer: SystemAnswer | PromisedAnswer): Maybe<SystemAnswer> {
  return answer instanceof PromisedAnswer ? answer.promise : answer;
}

/** What the program sees of an error of an overridden method: what was said for it, otherwise nothing. */
function failure(e: unknown): SystemAnswer {
  if (e instanceof PythonException) return { kind: 'refused', type: e.kinds[0] ?? e.type, message: e.message };
  if (e instanceof HostError) return { kind: 'refused', type: e.type, message: e.message };
  return errorAnswer('EIO');
}

type Access = [(name: string, value: unknown) => void, (name: string) => void, (name: string) => unknown];

function accessOf(namespace: Namespace): Access {
  if (namespace instanceof Map) {
    return [
      (name, value) => void namespace.set(name, value),
      (name) => void namespace.delete(name),
      (name) => namespace.get(name),
    ];
  }
  return [
    (name, value) =>
      void Object.defineProperty(namespace, name, { value, writable: true, enumerable: true, configurable: true }),
    (name) => void delete namespace[name],
    (name) => (Object.hasOwn(namespace, name) ? namespace[name] : undefined),
  ];
}

function ownStream(stream: 'stdout' | 'stderr'): (text: string) => void {
  const own = (globalThis as { process?: { [s in typeof stream]?: { write(text: string): void } } }).process?.[stream];
  return (text) => own?.write(text);
}
