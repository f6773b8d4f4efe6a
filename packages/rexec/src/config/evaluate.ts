/**
 * A configuration in Python's syntax to plain data: variables, conditionals, and calls of what the host gave. It is
 * deterministic, bounded, and has no effect; files load values of each other, which are frozen then (Starlark's rule).
 *
 * ```ts
 * const { value, positions } = await evaluateConfig('port = 8000 + offset\nhosts = ["a", "b"]\n', {
 *   filename: 'app.conf',
 *   names: { offset: 80 },
 * });
 * value; // { port: 8080, hosts: ['a', 'b'] }
 * positions.at(['hosts', 1]); // { filename: 'app.conf', line: 2, column: 15, endLine: 2, endColumn: 18 }
 * ```
 */
import { engine, LimitError, type Limits, PySyntaxError, parse } from '@rexec/python';
import { type Callable, HostFunction, hostFunction } from '../bastion/bastion.js';
import type { Giveable } from '../bastion/values.js';
import { Cell } from '../cell/cell.js';
import type { RunOptions } from '../cell/options.js';
import type { RunResult } from '../cell/result.js';
import { boundNames } from '../language/bounded.js';
import { checkTree, syntaxFinding } from '../language/check.js';
import { SourceLines } from '../language/columns.js';
import { type Finding, makeFinding } from '../language/finding.js';
import { languageOf } from '../language/rules.js';
import { type Node, walk } from '../language/tree.js';
import { suggestion } from '../policy/errors.js';
import { ConfigError, nowhere } from './error.js';
import { type Origin, Origins } from './origins.js';
import { findLoads, type Load, prepare } from './prepare.js';
import { ConfigPositions, type ConfigValue, NoValue, plainValue } from './value.js';

/** What `load` gets: a text, or a text and the name of its file (by which files are told apart). */
export type LoadedSource = string | { readonly source: string; readonly filename: string };

export interface ConfigOptions {
  /** Name of the file in messages and positions; default `config`. */
  readonly filename?: string;
  /** Values that the file may use. */
  readonly names?: Readonly<Record<string, Giveable>>;
  /** Functions that it may call, with arguments and results as plain values. */
  readonly functions?: Readonly<Record<string, Callable | HostFunction>>;
  /** Python's own functions that it may call besides, of CONFIG_BUILTINS; default: none. */
  readonly builtins?: readonly string[];
  /** The text of a file for `load(path, …)` in the file `from`; null: there is none. */
  readonly load?: (path: string, from: string) => LoadedSource | null | Promise<LoadedSource | null>;
  /** Default: 10 million units of fuel, 64 MiB, 5 seconds. */
  readonly limits?: Pick<Limits, 'fuel' | 'memory' | 'time' | 'source'>;
}

export interface Config {
  /** The file's names and their values, frozen. Names that begin with `_`, or that `load` bound, are the file's own. */
  readonly value: { readonly [name: string]: ConfigValue };
  readonly positions: ConfigPositions;
  /** Files that were loaded, in the order in which they were evaluated. */
  readonly files: readonly string[];
}

/** Python's functions that only compute. */
export const CONFIG_BUILTINS: readonly string[] = (
  'abs all any bool bytes dict divmod enumerate float frozenset int len list max min range repr reversed round set ' +
  'sorted str sum tuple zip'
).split(' ');

const DEFAULT_LIMITS = { fuel: 10_000_000, memory: 64 * 2 ** 20, time: 5000, source: 2 ** 20 };
const MAX_FILES = 1000;

/** A file's values. Throws ConfigError. Functions of the host and `load` may be asynchronous. */
export async function evaluateConfig(source: string, options: ConfigOptions = {}): Promise<Config> {
  const course = new Evaluation(options).whole(source);
  try {
    for (let step = course.next(); ; ) {
      if (step.done === true) return step.value;
      let answer: Answer;
      try {
        answer = await perform(step.value);
      } catch (e) {
        step = course.throw(e);
        continue;
      }
      step = course.next(answer);
    }
  } finally {
    course.return(undefined as never);
  }
}

/** The same at once, for functions and a `load` that answer at once. */
export function evaluateConfigSync(source: string, options: ConfigOptions = {}): Config {
  const course = new Evaluation(options).whole(source);
  try {
    for (let step = course.next(); ; ) {
      if (step.done === true) return step.value;
      let answer: Answer | Promise<Answer>;
      try {
        answer = performSync(step.value);
      } catch (e) {
        step = course.throw(e);
        continue;
      }
      if (answer instanceof Promise) {
        answer.catch(() => {});
        throw new TypeError('load answered with a promise: use evaluateConfig');
      }
      step = course.next(answer);
    }
  } finally {
    course.return(undefined as never);
  }
}

// -- steps that may wait -------------------------------------------------------------------------------------------------------

type Step =
  | { readonly kind: 'load'; readonly load: () => LoadedSource | null | Promise<LoadedSource | null> }
  | { readonly kind: 'run'; readonly cell: Cell; readonly source: string; readonly options: RunOptions }
  | { readonly kind: 'share'; readonly cell: Cell; readonly prefix: string; readonly names: readonly string[] };
type Answer = RunResult | LoadedSource | null;
type Course<T> = Generator<Step, T, Answer>;

function perform(step: Step): Answer | Promise<Answer> {
  if (step.kind === 'load') return step.load();
  if (step.kind === 'run') return step.cell.run(step.source, step.options);
  return step.cell.command('share', [step.prefix, step.names]);
}

function performSync(step: Step): Answer | Promise<Answer> {
  if (step.kind === 'load') return step.load();
  if (step.kind === 'run') return step.cell.runSync(step.source, step.options);
  return step.cell.commandSync('share', [step.prefix, step.names]);
}

/** A file that was evaluated: its names are in the cell, frozen, under its prefix. */
interface Evaluated {
  readonly filename: string;
  readonly prefix: string;
  /** Its own names too: those that cannot be loaded. */
  readonly names: readonly string[];
  readonly origins: ReadonlyMap<string, Origin>;
}

interface File {
  readonly filename: string;
  readonly source: string;
  readonly number: number;
  readonly lines: SourceLines;
}

class Evaluation {
  private readonly limits: typeof DEFAULT_LIMITS;
  private readonly cell: Cell;
  private readonly given: ReadonlyMap<string, Giveable>;
  private readonly builtins: readonly string[];
  /** Null: it is being evaluated. */
  private readonly files = new Map<string, Evaluated | null>();
  private readonly order: string[] = [];
  private parsed = 0;

  constructor(private readonly options: ConfigOptions) {
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.builtins = options.builtins ?? [];
    const unknown = this.builtins.find((name) => !CONFIG_BUILTINS.includes(name));
    if (unknown !== undefined) throw new TypeError(`'${unknown}' is none of CONFIG_BUILTINS`);
    this.given = new Map<string, Giveable>([
      ...Object.entries(options.names ?? {}),
      ...Object.entries(options.functions ?? {}).map(([name, fn]): [string, Giveable] => [
        name,
        fn instanceof HostFunction ? fn : hostFunction(fn, { name }),
      ]),
    ]);
    this.cell = Cell.create({ policy: 'none', limits: this.limits });
  }

  *whole(source: string): Course<Config> {
    try {
      const builtins = this.builtins.map((name) => `${JSON.stringify(name)}: ${name}`).join(', ');
      yield { kind: 'run', cell: this.cell, source: `__builtins__ = {${builtins}}\n`, options: {} };
      return yield* this.root(source);
    } finally {
      this.cell.dispose();
    }
  }

  private *root(source: string): Course<Config> {
    const filename = this.options.filename ?? 'config';
    const file = this.file(filename, source);
    this.files.set(filename, null);
    const { names, origins } = yield* this.evaluate(file);
    const entries: [string, ConfigValue][] = [];
    for (const name of names) {
      if (name.startsWith('_')) continue;
      const value = this.cell.get(name);
      if (value === undefined) continue;
      try {
        entries.push([name, plainValue(value, [name])]);
      } catch (e) {
        if (!(e instanceof NoValue)) throw e;
        throw new ConfigError([this.noValue(e, file, origins)]);
      }
    }
    const value = Object.freeze(Object.fromEntries(entries));
    return { value, positions: new ConfigPositions(value, origins), files: this.order };
  }

  private noValue(e: NoValue, file: File, origins: ReadonlyMap<string, Origin>): Finding {
    const [name, ...rest] = e.path;
    let origin = origins.get(String(name));
    let at = origin?.at;
    for (const key of rest) {
      origin = origin?.parts?.items.get(key);
      at = origin?.at ?? at;
    }
    const message = `${e.path.join('.')} is ${e.what}, and no value of a configuration`;
    if (at === undefined || at.filename !== file.filename) return nowhere(file.filename, 'value', message);
    return placed(file, message, 'value', at.line, at.column, at.endLine, at.endColumn);
  }

  // -- one file --------------------------------------------------------------------------------------------------------------

  private file(filename: string, source: string): File {
    const { source: most } = this.limits;
    if (source.length > most) {
      throw new ConfigError([
        nowhere(filename, 'limit', `the file has ${source.length} characters; ${most} are allowed`),
      ]);
    }
    if (this.files.size >= MAX_FILES) {
      throw new ConfigError([nowhere(filename, 'limit', `more than ${MAX_FILES} files are loaded`)]);
    }
    return { filename, source, number: this.files.size, lines: new SourceLines(source) };
  }

  private *evaluate(file: File): Course<Omit<Evaluated, 'prefix'>> {
    const { filename, source } = file;
    const tree = this.tree(file);
    const { loads, findings } = findLoads(tree, filename, file.lines);
    const wrong = [...checkTree(tree, LANGUAGE, { filename, source }), ...findings];
    const places = new Set(wrong.map((f) => `${f.line}:${f.column}`));
    wrong.push(...this.unknownNames(tree, file, loads).filter((f) => !places.has(`${f.line}:${f.column}`)));
    if (wrong.length > 0) throw new ConfigError(wrong.sort((a, b) => a.line - b.line || a.column - b.column));

    // What a load binds is no name of this file, unless it binds it itself.
    const names = [...boundNames(tree, () => {})];
    const sources = new Map<Load, Evaluated>();
    for (const load of loads) sources.set(load, yield* this.loaded(load, file));
    const decisions = prepare(tree, file.number, loads, (load, name) => sources.get(load)!.prefix + name);
    for (const [name, value] of this.given) this.cell.set(name, value);
    const ran = yield { kind: 'run', cell: this.cell, source, options: { filename, tree } };
    const error = failure(ran as RunResult, file);
    if (error !== null) throw new ConfigError([error]);

    const decided = (node: Node) => {
      const name = decisions.names.get(node);
      const value = name === undefined ? undefined : this.cell.get(name);
      return typeof value === 'boolean' ? value : undefined;
    };
    const origins = new Origins(filename, file.lines, decided);
    for (const [load, other] of sources) {
      for (const { name } of load.names) {
        const origin = other.origins.get(name);
        if (origin !== undefined) origins.names.set(other.prefix + name, origin);
      }
    }
    origins.run(tree.body);
    return { filename, names, origins: origins.names };
  }

  /** The tree, its work paid from the same fuel. */
  private tree({ filename, source }: File): engine.ast.Module {
    const charge = (n: number) => {
      this.parsed += n;
      if (this.parsed > this.limits.fuel) {
        throw new LimitError('fuel', `reading the files took more than ${this.limits.fuel} units of fuel`);
      }
    };
    try {
      return parse(source, {
        filename,
        mode: 'exec',
        lookupName: engine.codePointOfName,
        charge,
      }) as engine.ast.Module;
    } catch (e) {
      if (e instanceof PySyntaxError) throw new ConfigError([syntaxFinding(e, source, filename)]);
      if (e instanceof LimitError) throw new ConfigError([nowhere(filename, 'limit', e.message)]);
      throw e;
    }
  }

  /** Names that nobody gives: all at once, before anything runs. */
  private unknownNames(tree: Node, file: File, loads: readonly Load[]): Finding[] {
    const bound = new Set([
      ...boundNames(tree, () => {}),
      ...loads.flatMap((l) => l.names.map(({ as }) => as)),
      'load',
    ]);
    const known = [...this.given.keys(), ...this.builtins];
    for (const name of known) bound.add(name);
    const findings: Finding[] = [];
    walk(
      tree,
      () => {},
      (node) => {
        if (node.kind !== 'Name' || node.ctx !== 'Load' || bound.has(node.id)) return;
        const near = suggestion(
          node.id,
          [...bound].filter((name) => name !== 'load'),
        );
        const message = `the name ${JSON.stringify(node.id)} is not known${near}`;
        findings.push(makeFinding({ rule: 'names', source: '', message }, file.filename, node, file.lines));
      },
    );
    return findings.slice(0, 100);
  }

  // -- load ------------------------------------------------------------------------------------------------------------------

  private *loaded(load: Load, from: File): Course<Evaluated> {
    const fail = (message: string, node: Parameters<typeof makeFinding>[2] = load.node): never => {
      throw new ConfigError([makeFinding({ rule: 'load', source: '', message }, from.filename, node, from.lines)]);
    };
    const { load: resolve } = this.options;
    if (resolve === undefined) return fail('load is not allowed here: the host gives no files');
    let given: LoadedSource | null;
    try {
      given = (yield { kind: 'load', load: () => resolve(load.path, from.filename) }) as LoadedSource | null;
    } catch (e) {
      return fail(`${JSON.stringify(load.path)} cannot be loaded: ${e instanceof Error ? e.message : String(e)}`);
    }
    if (given === null || given === undefined) return fail(`there is no file ${JSON.stringify(load.path)}`);
    const { filename, source } = typeof given === 'string' ? { filename: load.path, source: given } : given;
    let found = this.files.get(filename);
    if (found === null) {
      const open = [...this.files].filter(([, done]) => done === null).map(([name]) => name);
      const cycle = [...open.slice(open.indexOf(filename)), filename].join(' -> ');
      return fail(`${JSON.stringify(load.path)} is being loaded already: ${cycle}`);
    }
    if (found === undefined) {
      const file = this.file(filename, source);
      this.files.set(filename, null);
      const done = yield* this.evaluate(file);
      const prefix = `?${file.number}.`;
      const shared = (yield { kind: 'share', cell: this.cell, prefix, names: done.names }) as RunResult;
      const error = failure(shared, file);
      if (error !== null) throw new ConfigError([error]);
      found = { ...done, prefix };
      this.files.set(filename, found);
      this.order.push(filename);
    }
    for (const { name, node } of load.names) {
      if (name.startsWith('_'))
        fail(`${JSON.stringify(name)} is a name of ${filename} alone: it begins with "_"`, node as never);
      if (!found.origins.has(name) || !found.names.includes(name)) {
        const near = suggestion(
          name,
          found.names.filter((n) => !n.startsWith('_')),
        );
        fail(`${filename} has no name ${JSON.stringify(name)}${near}`, node as never);
      }
    }
    return found;
  }
}

const LANGUAGE = [languageOf('config')];

// -- errors of runs ------------------------------------------------------------------------------------------------------------

function placed(
  file: File,
  message: string,
  rule: string,
  line: number,
  column: number,
  endLine: number,
  end: number,
): Finding {
  // Columns are known: as bytes of a line of ASCII they are the same.
  const span = { lineno: line, col_offset: column - 1, end_lineno: endLine, end_col_offset: end - 1 };
  const frame = makeFinding({ rule, source: '', message }, file.filename, span, {
    text: (n: number) => file.lines.text(n),
    column: (_line: number, byte: number) => byte + 1,
  } as SourceLines);
  return frame;
}

/** What went wrong in a run, and where; null: nothing. */
function failure(ran: RunResult, file: File): Finding | null {
  const { error } = ran;
  if (error === null) return null;
  if (ran.status === 'limit') {
    const { place } = error;
    if (place === undefined || place.filename !== file.filename || place.line === 0)
      return nowhere(file.filename, 'limit', error.message);
    const text = file.lines.text(place.line);
    const indent = text.length - text.trimStart().length;
    return placed(file, error.message, 'limit', place.line, indent + 1, place.line, text.trimEnd().length + 1);
  }
  const message = error.message === '' ? error.type : `${error.type}: ${error.message}`;
  const place = placeIn(error.traceback, file);
  if (place === null) return nowhere(file.filename, 'error', message);
  const { line, column, end } = place;
  return placed(file, message, 'error', line, column, line, end);
}

/** A configuration has one frame: its line, and the carets below it. */
function placeIn(traceback: string, file: File): { line: number; column: number; end: number } | null {
  const lines = traceback.split('\n');
  const at = lines.findIndex((text) => text.startsWith(`  File "${file.filename}", line `));
  const line = Number(/, line (\d+)/.exec(lines[at] ?? '')?.[1] ?? 0);
  if (at < 0 || line === 0) return null;
  const text = file.lines.text(line);
  const indent = text.length - text.trimStart().length;
  const marks = /^( +)([~^]+)$/.exec(lines[at + 2] ?? '');
  if (marks === null) return { line, column: indent + 1, end: text.trimEnd().length + 1 };
  const start = indent + marks[1]!.length - 4;
  return { line, column: start + 1, end: start + marks[2]!.length + 1 };
}
