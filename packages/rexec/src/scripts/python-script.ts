/**
 * Scripts as Zope calls them, Script (Python): a function body that a host stores and edits as data, checks when it is
 * saved, and calls with its own objects. What a script may do with them is in the declarations; nothing else is to be had.
 *
 * ```ts
 * const declarations = new Declarations();
 * declarations.forClass(Document).declareObjectPublic().declarePublic('title').declareProtected('Edit', 'rename');
 * const scripts = new ScriptSpace({ declarations });
 * const script = new PythonScript({ id: 'greet', parameters: 'name="you"', body: 'return f"{name}: {context.title}"' });
 * scripts.call(script, ['me'], { context: document, user: { id: 'ann', roles: ['Editor'] } });
 * ```
 */
import {
  compileTree,
  type engine,
  fromPlain,
  LimitError,
  type Limits,
  type Outcome,
  PyException,
  PyFloat,
  PyRaise,
  type PyValue,
  strFromJS,
  toPlain,
  typeOf,
} from '@rexec/python';
import type { AuditSink } from '../audit/event.js';
import { type Bastion, bastion } from '../bastion/bastion.js';
import { ConversionError, type Giveable, giveValue, type HostValue, takeValue } from '../bastion/values.js';
import type { Finding } from '../language/finding.js';
import { type Asking, Declarations } from './declarations.js';
import { ScriptError } from './error.js';
import { SecuredTable } from './secured.js';
import { filenameOf, PRINTED, type ReadScript, readScript } from './source.js';
import { SCRIPT_LIMITS, ScriptWorld } from './world.js';

/** What a script can be told of the call, and under which name; '' or nothing: it is not told. */
export interface Bindings {
  readonly context?: string;
  readonly container?: string;
  readonly script?: string;
  readonly traverse_subpath?: string;
  readonly namespace?: string;
}

const DEFAULT_BINDINGS: Bindings = {
  context: 'context',
  container: 'container',
  script: 'script',
  traverse_subpath: 'traverse_subpath',
};
const BINDING_NAMES = ['context', 'container', 'script', 'traverse_subpath', 'namespace'] as const;

/** A script as data: what `toJSON` gives and the constructor takes. */
export interface ScriptData {
  readonly id: string;
  readonly title?: string;
  /** As between the parentheses of a `def`: `a, b=1`. */
  readonly parameters?: string;
  readonly body?: string;
  readonly bindings?: Bindings;
  /** Roles in place of those of whoever calls it. */
  readonly proxyRoles?: readonly string[];
  /** Who is answerable for it: it may do no more than its owner. */
  readonly owner?: { readonly id: string; readonly roles: readonly string[] };
}

export class PythonScript {
  private data: ScriptData;
  private reading: ReadScript | null = null;
  private stand: Bastion | null = null;

  constructor(data: ScriptData) {
    this.data = valid(data);
  }

  get id(): string {
    return this.data.id;
  }
  get title(): string {
    return this.data.title ?? '';
  }
  get parameters(): string {
    return this.data.parameters ?? '';
  }
  get body(): string {
    return this.data.body ?? '';
  }
  get bindings(): Bindings {
    return this.data.bindings ?? DEFAULT_BINDINGS;
  }
  get proxyRoles(): readonly string[] {
    return this.data.proxyRoles ?? [];
  }
  get owner(): ScriptData['owner'] {
    return this.data.owner;
  }

  /** Changes parts of it. Proxy roles can only be given by who has them. */
  edit(change: Partial<ScriptData>, by?: { readonly id: string; readonly roles: readonly string[] }): void {
    const next = valid({ ...this.data, ...change });
    if (by !== undefined) {
      const lent = (next.proxyRoles ?? []).find((role) => !by.roles.includes(role));
      if (lent !== undefined) {
        throw new ScriptError(
          'Forbidden',
          `You are not authorized to change ${this.id} because you do not have proxy roles.`,
        );
      }
    }
    this.data = next;
    this.reading = null;
    this.stand = null;
  }

  /** Everything that is wrong with it: syntax, what the restricted language does not have, names. Nothing: it can be called. */
  check(): readonly Finding[] {
    return this.read().findings;
  }

  /** What scripts see of it, the one that runs too. */
  get seen(): Bastion {
    if (this.stand === null) {
      const { id, title } = this;
      const object = { id, title, getId: () => id, title_or_id: () => title || id };
      this.stand = bastion(object, { name: `PythonScript ${id}`, readable: ['id', 'title'] });
    }
    return this.stand;
  }

  /** @internal */
  read(): ReadScript {
    if (this.reading === null) {
      const { id, parameters, body, bindings } = this;
      const read = readScript(id, parameters, body);
      const taken = BINDING_NAMES.find((name) => bindings[name] === id);
      this.reading =
        taken === undefined
          ? read
          : { ...read, findings: [nameFinding(id, `'${id}' is a bound name`), ...read.findings] };
    }
    return this.reading;
  }

  toJSON(): ScriptData {
    return this.data;
  }

  static fromJSON(data: ScriptData): PythonScript {
    return new PythonScript(data);
  }

  /** As a text with a header of `##` lines, which is how scripts are edited as files. */
  toText(): string {
    const lines = [`## Script (Python) "${this.id}"`];
    for (const name of BINDING_NAMES) {
      const bound = this.bindings[name];
      if (bound !== undefined && bound !== '') lines.push(`##bind ${HEADER_NAMES[name]}=${bound}`);
    }
    lines.push(`##parameters=${this.parameters.replace(/\s*\n\s*/g, ' ')}`, `##title=${this.title}`, '##');
    return `${lines.join('\n')}\n${this.body}`;
  }

  /** The script of such a text; `id` where its first line has none. */
  static fromText(text: string, rest: Omit<ScriptData, 'body' | 'parameters' | 'title' | 'bindings'>): PythonScript {
    const lines = text.replace(/\r\n?/g, '\n').split('\n');
    const bindings: Record<string, string> = {};
    let head: { title?: string; parameters?: string } = {};
    let at = 0;
    for (; at < lines.length && lines[at]!.startsWith('##'); at++) {
      const line = lines[at]!.slice(2).trim();
      const bind = /^bind (\w+)\s*=\s*(\w*)$/.exec(line);
      const other = /^(parameters|title)\s*=\s*(.*)$/.exec(line);
      const known = bind === null ? undefined : BINDING_NAMES.find((name) => HEADER_NAMES[name] === bind[1]);
      if (known !== undefined) bindings[known] = bind![2]!;
      else if (other !== null) head = { ...head, [other[1]!]: other[2]! };
      else if (line !== '' && !line.startsWith('Script (Python)')) {
        throw new ScriptError('SyntaxError', `Unrecognized header line "${line}"`);
      }
    }
    const bound = Object.keys(bindings).length > 0 ? { bindings: bindings as Bindings } : {};
    return new PythonScript({ ...rest, ...head, ...bound, body: lines.slice(at).join('\n') });
  }
}

/** What the header calls them. */
const HEADER_NAMES = {
  context: 'context',
  container: 'container',
  script: 'script',
  traverse_subpath: 'subpath',
  namespace: 'namespace',
} as const;

function valid(data: ScriptData): ScriptData {
  if (!/^[^"\n\r_][^"\n\r]*$/.test(data.id)) throw new TypeError(`'${data.id}' is no id of a script`);
  for (const name of BINDING_NAMES) {
    const bound = data.bindings?.[name];
    if (bound !== undefined && bound !== '' && !/^[A-Za-z]\w*$/.test(bound))
      throw new TypeError(`'${bound}' is no name`);
  }
  return data;
}

function nameFinding(id: string, message: string): Finding {
  const place = { line: 1, column: 1, endLine: 1, endColumn: 2 };
  return { rule: 'script', source: '', message, filename: filenameOf(id), frame: '', ...place };
}

// -- calling ---------------------------------------------------------------------------------------------------------------

export interface ScriptSpaceOptions {
  /** What scripts may do with the host's objects, and what they may import. */
  readonly declarations?: Declarations;
  /** Of each call. */
  readonly limits?: Limits;
  /** Where uses of the host's objects and imports are recorded. */
  readonly sinks?: readonly AuditSink[];
}

export interface CallOptions {
  readonly context?: object | null;
  readonly container?: object | null;
  readonly traverse_subpath?: readonly string[];
  readonly namespace?: Giveable | object;
  readonly kwargs?: Readonly<Record<string, Giveable | object>>;
  /** Who calls; absent: who calls the script around this one, else Anonymous. */
  readonly user?: { readonly id: string; readonly roles: readonly string[] };
}

/** Scripts called inside the methods that other scripts call. */
const MAX_NESTED = 20;

/** Where scripts run: one set of declarations, one machine for all calls that follow each other. */
export class ScriptSpace {
  readonly declarations: Declarations;
  private readonly limits: Limits;
  private readonly sinks: readonly AuditSink[];
  private readonly worlds: ScriptWorld[] = [];
  private nested = 0;
  private asking: Asking = { user: null, roles: [] };

  constructor(options: ScriptSpaceOptions = {}) {
    this.declarations = options.declarations ?? new Declarations();
    this.limits = { ...SCRIPT_LIMITS, ...options.limits };
    this.sinks = options.sinks ?? [];
  }

  /** Calls a script: what it returns, objects of the host as themselves. Whatever goes wrong is a ScriptError. */
  call(script: PythonScript, args: readonly (Giveable | object)[] = [], options: CallOptions = {}): HostValue | object {
    const read = script.read();
    if (read.findings.length > 0 || read.tree === null) {
      const more = { findings: read.findings };
      throw new ScriptError('RuntimeError', `Script (Python) ${script.id} has errors.`, '', more);
    }
    const world = this.enter();
    const before = this.asking;
    this.asking = askingFor(script, options, before);
    try {
      return this.run(world, script, read, args, options);
    } catch (e) {
      throw this.failure(world, e);
    } finally {
      this.asking = before;
      this.nested--;
      if (this.worlds[this.nested] === world && !world.clear()) this.worlds.length = this.nested;
    }
  }

  private enter(): ScriptWorld {
    const at = this.nested;
    if (at >= MAX_NESTED)
      throw new ScriptError('RuntimeError', `scripts that call each other more than ${MAX_NESTED} deep`);
    let world = this.worlds[at];
    if (world === undefined) {
      const { declarations, limits, sinks } = this;
      world = new ScriptWorld({ declarations, limits, sinks }, new SecuredTable(declarations, () => this.asking));
      this.worlds[at] = world;
    }
    world.machine.renew();
    this.nested = at + 1;
    return world;
  }

  private run(
    world: ScriptWorld,
    script: PythonScript,
    read: ReadScript,
    args: readonly (Giveable | object)[],
    options: CallOptions,
  ): HostValue | object {
    const { machine } = world;
    const globals = world.namespace(script.id);
    const { names } = read;
    for (const kind of BINDING_NAMES) {
      const name = script.bindings[kind];
      if (name !== undefined && names.has(name)) globals.setStr(name, give(world, bound(kind, script, options)));
    }
    if (names.has(PRINTED)) globals.setStr(PRINTED, world.printedReference());
    ended(machine.runCode(codeOf(world, script, read), globals));
    const fn = globals.getStr(script.id) as engine.PyFunction;
    const values: PyValue[] = [];
    for (const arg of args) values.push(give(world, arg));
    const named = Object.entries(options.kwargs ?? {});
    if (named.length === 0) return taken(world, ended(machine.callPython(fn, values)));
    const kwargs = new Map(named.map(([name, value]) => [name, value]));
    const dict = give(world, kwargs) as Parameters<typeof machine.callFunction>[2];
    return taken(world, ended(machine.callFunction(fn, values, dict)));
  }

  private failure(world: ScriptWorld, e: unknown): unknown {
    try {
      if (e instanceof PyRaise) return raised(world, e.exc);
      if (e instanceof PyException) return raised(world, e);
    } catch (other) {
      e = other;
    }
    if (e instanceof ScriptError) return e;
    if (e instanceof ConversionError) return new ScriptError('TypeError', e.message);
    // The machine stands in the middle of something.
    this.worlds.length = Math.min(this.worlds.length, this.nested - 1);
    return e instanceof LimitError ? new ScriptError('LimitError', e.message, '', { limit: e.limit }) : e;
  }
}

function askingFor(script: PythonScript, { user }: CallOptions, around: Asking): Asking {
  const who = user === undefined ? { user: around.user, roles: around.roles } : { user: user.id, roles: user.roles };
  return {
    ...who,
    ...(script.proxyRoles.length === 0 ? {} : { proxyRoles: script.proxyRoles }),
    ...(script.owner === undefined ? {} : { owner: script.owner }),
  };
}

/** What a script is told of the call. */
function bound(kind: (typeof BINDING_NAMES)[number], script: PythonScript, options: CallOptions): Giveable | object {
  switch (kind) {
    case 'script':
      return script.seen;
    case 'traverse_subpath':
      return options.traverse_subpath ?? [];
    case 'namespace':
      return options.namespace ?? {};
    default:
      return options[kind] ?? null;
  }
}

function codeOf(world: ScriptWorld, script: PythonScript, read: ReadScript): engine.PyCode {
  let code = world.codes.get(read);
  if (code === undefined) {
    const { machine } = world;
    machine.chargeSource(script.body.length);
    code = compileTree(read.tree!, read.filename, 'exec', machine.compileOptions(read.filename, script.body));
    world.codes.set(read, code);
    machine.renew();
  }
  return code;
}

function ended(outcome: Outcome): PyValue {
  if (outcome.kind === 'value') return outcome.value;
  if (outcome.kind === 'raised') throw new PyRaise(outcome.exception);
  throw new LimitError('stopped', 'something that answers later was called: a script cannot wait');
}

function give(world: ScriptWorld, value: Giveable | object): PyValue {
  if (typeof value === 'string') return strFromJS(value);
  return fromPlain(world.machine, giveValue(value, world.table));
}

function taken(world: ScriptWorld, value: PyValue): HostValue {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof PyFloat) return value.v;
  return takeValue(toPlain(world.machine, value), world.table);
}

function raised(world: ScriptWorld, exc: PyException): ScriptError {
  const type = typeOf(exc).name;
  if (type === 'SystemExit') return new ScriptError('ValueError', 'SystemExit cannot be raised within a PythonScript');
  const denied = world.table.denied;
  const refused = type === 'PermissionError' && denied !== null && world.machine.isRefusal(exc);
  const { traceback, message } = world.describe(exc);
  return refused ? new ScriptError('Unauthorized', denied, traceback) : new ScriptError(type, message, traceback);
}
