/**
 * Expressions: one formula or rule in Python, compiled once and evaluated with a plain object as often as one likes. It has
 * Python's meaning to the letter, since the machine of cells evaluates it; what it cannot have is an effect, a name that it
 * was not given, or more than its limits.
 *
 * ```ts
 * const total = compileExpression('price * qty if qty > 10 else price', { names: ['price', 'qty'] });
 * total.evaluate({ price: 2, qty: 20 }); // 40
 * ```
 */
import {
  compileTree,
  engine,
  fromPlain,
  InternalError,
  LimitError,
  type Limits,
  type Outcome,
  type PyException,
  PyFloat,
  PyRaise,
  PySyntaxError,
  type PyValue,
  parse,
  strFromJS,
  toPlain,
  typeOf,
} from '@rexec/python';
import { type Callable, HostFunction, hostFunction } from '../bastion/bastion.js';
import { ConversionError, type Giveable, giveValue, type HostValue, takeValue } from '../bastion/values.js';
import { Waiting } from '../cell/waiting.js';
import type { PromisedAnswer } from '../system/later.js';
import { check, type KnownFunction } from './check.js';
import { ExpressionError, type Finding, Places, type Span } from './error.js';
import { declaredKinds, type Kinds } from './static-types.js';
import { EXPRESSION_BUILTINS, ExpressionWorld } from './world.js';

import Ast = engine.ast;

const FILENAME = '<expression>';
/** Evaluations inside the functions that other evaluations call. */
const MAX_NESTED = 20;
/** Machines that are kept while nobody needs them. */
const MAX_FREE = 20;
const MAX_CONCURRENT = 100;

/** What expressions may spend, each evaluation anew; memory is that of all that one machine holds. */
export const EXPRESSION_LIMITS: Limits = {
  fuel: 1_000_000,
  memory: 16 * 1024 * 1024,
  recursion: 200,
  source: 100_000,
};

export interface ExpressionSettings {
  /** Functions of the host's that it may call. They answer at once, but for `evaluateAsync`. */
  readonly functions?: Readonly<Record<string, Callable | HostFunction>>;
  /** Built-in functions that it may call (default: all that are in EXPRESSION_BUILTINS). */
  readonly builtins?: readonly string[];
  readonly limits?: Limits;
  /** Evaluations by `evaluateAsync` that may be under way at once (default 100): each holds a machine. */
  readonly concurrent?: number;
}

/** Names of classes with `|` between: `int | None`; `any`: nothing is known. */
export type TypeText = string;

export interface ExpressionNames {
  /** Names that the expression may use, with their types where these are known. */
  readonly names?: readonly string[] | Readonly<Record<string, TypeText>>;
}

export interface ExpressionOptions extends ExpressionSettings, ExpressionNames {}

/** A compiled expression. */
export interface Expression {
  readonly source: string;
  /** The names that it uses, of those that it may use. */
  readonly names: readonly string[];
  /** Its value for these values of its names. Whatever goes wrong is an ExpressionError. */
  evaluate(values?: Values): HostValue;
  /** The same, where functions of the host's may answer with promises: the evaluation stands still until they are kept. */
  evaluateAsync(values?: Values, options?: { readonly signal?: AbortSignal }): Promise<HostValue>;
}

type Values = { readonly [name: string]: Giveable };

/**
 * Compiles one expression. Names that are not there, operations that fail for all values of the types that are known, wrong
 * numbers of arguments: an ExpressionError with the place, before anything runs.
 *
 * ```ts
 * compileExpression('prise * 2', { names: { price: 'int' } });
 * // ExpressionError: NameError: name 'prise' is not defined. Did you mean: 'price'? (line 1, column 1)
 * ```
 */
export function compileExpression(source: string, options: ExpressionOptions = {}): Expression {
  return new Expressions(options).compile(source, options);
}

/** All that is wrong with an expression before it runs; nothing: it can be compiled. */
export function checkExpression(source: string, options: ExpressionOptions = {}): readonly Finding[] {
  try {
    new Expressions(options).compile(source, options);
    return [];
  } catch (e) {
    if (e instanceof ExpressionError) return e.findings;
    throw e;
  }
}

/**
 * Many expressions over one set of functions, on one machine: for rule engines and spreadsheets, where each has a few bytes.
 *
 * ```ts
 * const rules = new Expressions({ functions: { discount: (customer) => … } });
 * const rule = rules.compile('discount(customer) > 0.1', { names: ['customer'] });
 * ```
 */
export class Expressions {
  private readonly functions = new Map<string, HostFunction>();
  private readonly known = new Map<string, KnownFunction>();
  private readonly builtins: readonly string[];
  private readonly limits: Limits;
  /** Machines that wait for their next evaluation; another one is made where an evaluation calls for the next. */
  private readonly free: ExpressionWorld[] = [];
  private nested = 0;
  /** Evaluations that may wait. */
  private underWay = 0;
  private readonly concurrent: number;
  /** The machine that runs at this moment. */
  private running: ExpressionWorld | null = null;

  constructor(settings: ExpressionSettings = {}) {
    const { functions = {}, builtins = EXPRESSION_BUILTINS, limits = {}, concurrent = MAX_CONCURRENT } = settings;
    this.concurrent = concurrent;
    const own = new Set(EXPRESSION_BUILTINS);
    const other = builtins.find((name) => !own.has(name));
    if (other !== undefined) throw new TypeError(`'${other}' is no function that expressions may use`);
    this.builtins = builtins;
    this.limits = { ...EXPRESSION_LIMITS, ...limits };
    for (const [name, fn] of Object.entries(functions)) {
      this.functions.set(name, fn instanceof HostFunction ? fn : this.heard(name, fn));
      this.known.set(name, argumentsOf(fn));
    }
  }

  /** The names of functions that its expressions may call, besides the built-in ones. */
  get functionNames(): readonly string[] {
    return [...this.functions.keys()];
  }

  private heard(name: string, fn: Callable): HostFunction {
    const call = (...args: unknown[]): unknown => {
      const world = this.running!;
      try {
        const result = fn(...args);
        return result instanceof Promise ? result.catch((e: unknown) => threw(world, e)) : result;
      } catch (e) {
        return threw(world, e);
      }
    };
    return hostFunction(call, { name });
  }

  compile(source: string, { names = [] }: ExpressionNames = {}): Expression {
    const declared = declaredNames(names);
    for (const name of declared.keys()) {
      if (this.functions.has(name)) throw new TypeError(`'${name}' is both a name and a function`);
    }
    const world = this.enter();
    const text = source.replace(/^[ \t]+/, '');
    const places = new Places(source, source.length - text.length);
    try {
      return this.compileIn(world, source, text, places, declared);
    } catch (e) {
      throw failure(world, source, places, e);
    } finally {
      this.leave(world);
    }
  }

  private compileIn(
    world: ExpressionWorld,
    source: string,
    text: string,
    places: Places,
    names: ReadonlyMap<string, Kinds>,
  ): Expression {
    const { machine, builtins } = world;
    machine.chargeSource(text.length);
    // With the newline an error at the end has a place.
    const { body } = parse(`${text}\n`, {
      filename: FILENAME,
      mode: 'eval',
      lookupName: engine.codePointOfName,
      charge: (n) => machine.charge(n),
    }) as Ast.Expression;
    const { findings, used } = check(body, { names, functions: this.known, builtins }, machine, places);
    if (findings.length > 0) throw new ExpressionError(source, findings[0]!, { findings });
    const made = new Compiled(source, places, used, names, body);
    made.functionIn(world);
    return new Evaluated(this, made);
  }

  /** @internal */
  evaluate(made: Compiled, values: Values): HostValue {
    const world = this.enter();
    const around = this.runs(world);
    try {
      return taken(world, ended(made.begin(world, values)));
    } catch (e) {
      throw failure(world, made.source, made.places, e);
    } finally {
      this.ran(around);
      this.leave(world);
    }
  }

  /** @internal */
  async evaluateAsync(made: Compiled, values: Values, signal: AbortSignal | undefined): Promise<HostValue> {
    if (this.underWay >= this.concurrent) throw new TypeError(`more than ${this.concurrent} evaluations are under way`);
    const world = this.enter();
    const waiting = new Waiting(world.machine, world.clock, signal);
    this.underWay++;
    try {
      if (waiting.aborted !== null) throw waiting.aborted;
      let outcome = this.within(world, () => made.begin(world, values));
      while (outcome.kind === 'paused') {
        const came = await waiting.for(outcome.request as PromisedAnswer);
        if (came instanceof LimitError) throw came;
        outcome = this.within(world, () => world.machine.resumeAnswered(came));
      }
      return taken(world, ended(outcome));
    } catch (e) {
      throw failure(world, made.source, made.places, e);
    } finally {
      this.underWay--;
      waiting.end();
      this.leave(world);
    }
  }

  /** A machine that is free, with all its fuel. */
  private enter(): ExpressionWorld {
    const { limits, functions, builtins } = this;
    const world = this.free.pop() ?? new ExpressionWorld({ limits, functions, builtins });
    world.machine.renew();
    world.thrown = undefined;
    return world;
  }

  /** What is left in the middle of something is not used again. */
  private leave(world: ExpressionWorld): void {
    if (world.spoilt || world.machine.pausedFrame !== null || this.free.length >= MAX_FREE) return;
    this.free.push(world);
  }

  private within(world: ExpressionWorld, body: () => Outcome): Outcome {
    const around = this.runs(world);
    try {
      return body();
    } finally {
      this.ran(around);
    }
  }

  /** The machine runs from here to `ran`; answers the one that did. */
  private runs(world: ExpressionWorld): ExpressionWorld | null {
    if (this.nested >= MAX_NESTED)
      throw new TypeError(`expressions that evaluate each other more than ${MAX_NESTED} deep`);
    const around = this.running;
    this.running = world;
    this.nested++;
    return around;
  }

  private ran(around: ExpressionWorld | null): void {
    this.nested--;
    this.running = around;
  }
}

/** What a function of the host's threw: the expression learns nothing of it, the host does. */
function threw(world: ExpressionWorld, e: unknown): never {
  world.thrown = e;
  throw e;
}

/** What went wrong in the machine as an ExpressionError; a bug stays what it is. */
function failure(world: ExpressionWorld, source: string, places: Places, e: unknown): unknown {
  if (e instanceof Raised || e instanceof PyRaise) return raised(world, source, places, e.exc);
  if (e instanceof PySyntaxError) return syntaxError(source, places, e);
  if (e instanceof ConversionError) return new ExpressionError(source, { type: 'TypeError', reason: e.message });
  if (e instanceof ExpressionError) return e;
  // The machine stands in the middle of something: the next evaluation has another one.
  world.spoilt = true;
  if (!(e instanceof LimitError)) return e;
  return new ExpressionError(source, { type: 'LimitError', reason: e.message }, { limit: e.limit });
}

function raised(world: ExpressionWorld, source: string, places: Places, exc: PyException): ExpressionError {
  const { machine } = world;
  const type = typeOf(exc).name;
  const span = placeOf(exc, places);
  machine.renew();
  let reason = '';
  try {
    const said = machine.callLibrary('exception_message', [exc]);
    if (said.kind === 'value') reason = String(takeValue(toPlain(machine, said.value), world.table));
  } catch (e) {
    world.spoilt = true;
    if (!(e instanceof LimitError)) throw e;
  }
  const cause = world.thrown;
  return new ExpressionError(source, { type, reason, ...span }, cause === undefined ? {} : { cause });
}

/** An exception that left the expression. */
class Raised {
  constructor(readonly exc: PyException) {}
}

class Evaluated implements Expression {
  constructor(
    private readonly set: Expressions,
    private readonly made: Compiled,
  ) {}

  get source(): string {
    return this.made.source;
  }

  get names(): readonly string[] {
    return this.made.names;
  }

  evaluate(values: Values = {}): HostValue {
    return this.set.evaluate(this.made, values);
  }

  evaluateAsync(values: Values = {}, options: { readonly signal?: AbortSignal } = {}): Promise<HostValue> {
    return this.set.evaluateAsync(this.made, values, options.signal);
  }
}

/** A function of the names that the expression uses, and how their values become Python's. */
class Compiled {
  /** The machine that had it last, and its function there. */
  private world: ExpressionWorld | null = null;
  private fn: engine.PyFunction | null = null;
  private readonly functions = new WeakMap<ExpressionWorld, engine.PyFunction>();
  private readonly kinds: readonly Kinds[];

  constructor(
    readonly source: string,
    readonly places: Places,
    readonly names: readonly string[],
    declared: ReadonlyMap<string, Kinds>,
    private readonly body: Ast.Expr,
  ) {
    this.kinds = names.map((name) => declared.get(name)!);
  }

  begin(world: ExpressionWorld, values: Values): Outcome {
    const { names, kinds } = this;
    const fn = this.world === world ? this.fn! : this.functionIn(world);
    const args: PyValue[] = [];
    for (let i = 0; i < names.length; i++) args.push(give(world, names[i]!, values, kinds[i]!));
    return world.machine.callPython(fn, args);
  }

  /** The function in the machine of that world: its code is compiled for each. */
  functionIn(world: ExpressionWorld): engine.PyFunction {
    const fn = this.functions.get(world) ?? this.makeFunction(world);
    this.functions.set(world, fn);
    this.world = world;
    this.fn = fn;
    return fn;
  }

  private makeFunction({ machine, globals }: ExpressionWorld): engine.PyFunction {
    const { body } = this;
    const { lineno, col_offset, end_lineno, end_col_offset } = body;
    const parameter = (name: string) => new Ast.Arg(name, null, null, lineno, col_offset, end_lineno, end_col_offset);
    const parameters = new Ast.Arguments(this.names.map(parameter), [], null, [], [], null, []);
    const lambda = new Ast.Lambda(parameters, body, lineno, col_offset, end_lineno, end_col_offset);
    const code = compileTree(new Ast.Expression(lambda), FILENAME, 'eval', { vm: machine });
    const fn = ended(machine.runCode(code, globals));
    if (!(fn instanceof engine.PyFunction)) throw new InternalError('an expression is no function');
    return fn;
  }
}

function ended(outcome: Outcome): PyValue {
  if (outcome.kind === 'value') return outcome.value;
  if (outcome.kind === 'raised') throw new Raised(outcome.exception);
  throw new LimitError('stopped', 'a function that answers later was called: use evaluateAsync(), not evaluate()');
}

// -- values ----------------------------------------------------------------------------------------------------------------

/** A value of the host's as Python's, of a class that was declared. */
function give(world: ExpressionWorld, name: string, values: Values, kinds: Kinds): PyValue {
  const value = values[name];
  if (typeof value === 'number') {
    if (kinds === null || kinds.has('int')) {
      if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
      if (kinds === null || kinds.has('float')) return new PyFloat(value);
    } else if (kinds.has('float')) return new PyFloat(value);
  }
  if (value === undefined || !Object.hasOwn(values, name)) {
    throw new ConversionError(`the value of '${name}' is missing`);
  }
  const { machine } = world;
  const given = typeof value === 'string' ? strFromJS(value) : fromPlain(machine, giveValue(value, world.table));
  if (kinds !== null && !kinds.has(typeOf(given).name)) {
    const wanted = [...kinds].map((kind) => (kind === 'NoneType' ? 'None' : kind)).join(' | ');
    throw new ConversionError(`'${name}' must be ${wanted}, not ${typeOf(given).name}`);
  }
  return given;
}

function taken(world: ExpressionWorld, value: PyValue): HostValue {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof PyFloat) return value.v;
  return takeValue(toPlain(world.machine, value), world.table);
}

// -- what is given ---------------------------------------------------------------------------------------------------------

function declaredNames(names: NonNullable<ExpressionNames['names']>): ReadonlyMap<string, Kinds> {
  const entries: [string, string][] = Array.isArray(names) ? names.map((name) => [name, 'any']) : Object.entries(names);
  const out = new Map<string, Kinds>();
  for (const [name, text] of entries) {
    const kinds = declaredKinds(text);
    if (kinds === undefined) throw new TypeError(`the type of '${name}' is '${text}': no classes with '|' between`);
    if (name.startsWith('_')) throw new TypeError(`the name '${name}' begins with '_': it is no name of expressions`);
    out.set(name, kinds);
  }
  return out;
}

/** What is known of the arguments of a function of the host's. */
function argumentsOf(fn: Callable | HostFunction): KnownFunction {
  if (!(fn instanceof HostFunction)) return { min: fn.length, max: Number.POSITIVE_INFINITY };
  const { signature } = fn.options;
  if (signature === undefined) return { min: 0, max: Number.POSITIVE_INFINITY };
  const params = engine.parseSignature(signature);
  const many = params.some((p) => p.kind === engine.ParamKind.VarArgs || p.kind === engine.ParamKind.VarKw);
  return { min: params.filter((p) => !p.optional).length, max: many ? Number.POSITIVE_INFINITY : params.length };
}

// -- errors ----------------------------------------------------------------------------------------------------------------

function syntaxError(source: string, places: Places, e: PySyntaxError): ExpressionError {
  const finding: { type: string; reason: string } & Partial<Span> =
    e.lineno === null
      ? { type: e.type, reason: e.msg }
      : {
          type: e.type,
          reason: e.msg,
          line: e.lineno,
          column: places.ofPoints(e.lineno, e.offset ?? 1),
          endLine: e.endLineno ?? e.lineno,
          endColumn: places.ofPoints(e.endLineno ?? e.lineno, e.endOffset ?? e.offset ?? 1),
        };
  const at: Finding = { line: 1, column: 1, endLine: 1, endColumn: 1, ...finding };
  return new ExpressionError(source, finding, { findings: [at] });
}

/** Where an exception was raised: the innermost place in the text. */
function placeOf(exc: PyException, places: Places): Span | undefined {
  let found: Span | undefined;
  for (let tb = exc.traceback; tb !== null; tb = tb.next) {
    const { f } = tb.frame.code;
    if (f.filename !== FILENAME) continue;
    const [lineno, end_lineno, col_offset, end_col_offset] = f.positions.subarray(tb.lasti * 4, tb.lasti * 4 + 4);
    if (lineno !== 0 && lineno !== undefined)
      found = places.span({
        lineno,
        end_lineno: end_lineno!,
        col_offset: col_offset!,
        end_col_offset: end_col_offset!,
      });
  }
  return found;
}
