/**
 * Objects and functions of the host for programs in a cell: never the thing itself, always a stand-in whose every use
 * comes here and is looked up in an allow-list. Results are copied, or are stand-ins in turn.
 */
import type { Maybe } from '../system/later.js';
import { type Giveable, HostReference, type HostValue } from './values.js';

/** How often, at most: `calls` in `per` milliseconds. */
export interface Rate {
  readonly calls: number;
  readonly per: number;
}

export interface FunctionOptions {
  /** Name in Python (default: the function's own). */
  readonly name?: string;
  readonly doc?: string;
  /** CPython's text signature: `(key, /, default=None)`. Its arguments are bound by it. */
  readonly signature?: string;
  /** Looks at the arguments before the call; a text is the reason of a ValueError. */
  readonly check?: (args: readonly HostValue[], kwargs: ReadonlyMap<string, HostValue>) => string | undefined;
  readonly rate?: Rate;
  /**
   * Whether a program that uses asyncio may go on while the host works: called while an event loop runs, the function gives
   * a coroutine to `await` (to gather, to put into a task), as an `async def` does; called anywhere else the program waits
   * for the value. Default: whether it is an `async` function. `'always'`: a coroutine everywhere, for `asyncio.run(f())`.
   */
  readonly awaitable?: boolean | 'always';
  /**
   * The function gets an AbortSignal before its arguments: the program gave the call up (its task was cancelled), or the
   * cell has ended.
   */
  readonly signal?: boolean;
}

export type Callable = (...args: any[]) => Maybe<unknown>;

/** A function that a cell may call; keyword arguments come last, as a Map, where there are any. */
export class HostFunction extends HostReference {
  readonly name: string;
  private readonly gate: Gate;

  constructor(
    /** null: the host answers by stepping. */
    private readonly fn: Callable | null,
    readonly options: FunctionOptions,
  ) {
    super();
    this.name = options.name ?? (fn === null || fn.name === '' ? 'function' : fn.name);
    this.gate = new Gate(options.rate);
  }

  call(args: readonly HostValue[], kwargs: ReadonlyMap<string, HostValue>, signal: () => AbortSignal): Maybe<unknown> {
    const wrong = this.options.check?.(args, kwargs);
    if (wrong !== undefined) throw new HostError('ValueError', wrong);
    this.gate.pass(this.name);
    const { fn } = this;
    if (fn === null) return NEVER;
    const all = this.options.signal === true ? [signal(), ...args] : args;
    return kwargs.size === 0 ? fn(...all) : fn(...all, kwargs);
  }

  /** When a program gets a coroutine. A function that is answered by steps is waited for, unless it is said otherwise. */
  get awaitable(): 'never' | 'in-loop' | 'always' {
    const { awaitable = isAsync(this.fn) } = this.options;
    return awaitable === 'always' ? 'always' : awaitable ? 'in-loop' : 'never';
  }

  /** There is no callback: each call is a step that the host answers. */
  get isLeft(): boolean {
    return this.fn === null;
  }
}

const isAsync = (fn: Callable | null): boolean => Object.prototype.toString.call(fn) === '[object AsyncFunction]';

/** Nobody waits for what a host answers by stepping. */
const NEVER = new Promise<never>(() => {});

/**
 * ```ts
 * cell.set('lookup', hostFunction(async (key) => await table.get(key), { name: 'lookup', doc: 'A value by its key.' }));
 * cell.set('ask', hostFunction({ name: 'ask' })); // no callback: for cell.start(), whose steps say what is called
 * ```
 */
export function hostFunction(fn: Callable, options?: FunctionOptions): HostFunction;
export function hostFunction(options: FunctionOptions & { readonly name: string }): HostFunction;
export function hostFunction(fn: Callable | FunctionOptions, options: FunctionOptions = {}): HostFunction {
  return typeof fn === 'function' ? new HostFunction(fn, options) : new HostFunction(null, fn);
}

/** An error that the program sees as a Python exception of this type; any other error is hidden from it. */
export class HostError extends Error {
  constructor(
    /** Name of a built-in exception: `KeyError`, `ValueError`. */
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

export interface BastionOptions {
  /** Name for repr() (default: the class's). */
  readonly name?: string;
  /** Attributes whose values a program may read, as copies. */
  readonly readable?: readonly string[];
  /** Attributes that a program may set. */
  readonly writable?: readonly string[];
  /** Methods that a program may call. Without this: those that `filter` lets through. */
  readonly callable?: readonly string[];
  /** Which methods there are, where `callable` is not given (default, as Python's Bastion: not beginning with `_`). */
  readonly filter?: (name: string) => boolean;
  /** Methods whose results are put behind bastions in turn, with the options for them. */
  readonly results?: Readonly<Record<string, BastionOptions>>;
  readonly rate?: Rate;
}

/** What is done with an attribute. */
export type AttributeUse = 'read' | 'write' | 'delete';

/**
 * The names under which `x[k]`, `x[k] = v`, `del x[k]`, `len(x)`, `k in x` and `for … in x` call a thing of the host's, and
 * what becomes of a thing that has none.
 */
const ITEM_REFUSALS = {
  __getitem__: 'is not subscriptable',
  __setitem__: 'does not support item assignment',
  __delitem__: 'does not support item deletion',
  __len__: 'has no len()',
  __contains__: 'is not a container',
  __iter__: 'is not iterable',
} as const;
export type ItemMethod = keyof typeof ITEM_REFUSALS;

export function isItemMethod(name: string): name is ItemMethod {
  return Object.hasOwn(ITEM_REFUSALS, name);
}

const CONTAINER = [
  ['l', '__len__'],
  ['c', '__contains__'],
  ['i', '__iter__'],
] as const satisfies readonly (readonly [letter: string, ItemMethod])[];

/** What a thing is of a container, as `PyHostReference.container` of the engine has it, by the methods that it has. */
export function containerOf(has: (name: ItemMethod) => boolean): string {
  let letters = '';
  for (const [letter, name] of CONTAINER) if (has(name)) letters += letter;
  return letters;
}

/** Python's Bastion lets through what does not begin with `_`. */
export const defaultFilter = (name: string): boolean => name[0] !== '_';

export class Bastion extends HostReference {
  readonly name: string;
  private readonly gate: Gate;
  /** Options of results, looked up without a prototype. */
  private readonly results: ReadonlyMap<string, BastionOptions>;

  constructor(
    readonly object: object,
    readonly options: BastionOptions,
  ) {
    super();
    this.name = options.name ?? nameOf(object);
    this.gate = new Gate(options.rate);
    this.results = new Map(Object.entries(options.results ?? {}));
  }

  /** A readable attribute's value, or undefined: there is none of that name for a program. */
  read(name: string): { readonly value: unknown } | undefined {
    if (!(this.options.readable ?? []).includes(name)) return undefined;
    return { value: (this.object as Record<string, unknown>)[name] };
  }

  write(name: string, value: HostValue): boolean {
    if (!this.mayWrite(name)) return false;
    (this.object as Record<string, unknown>)[name] = value;
    return true;
  }

  mayWrite(name: string): boolean {
    return (this.options.writable ?? []).includes(name);
  }

  mayDelete(_name: string): boolean {
    return false;
  }

  delete(_name: string): void {}

  /** Type and text of the exception for an attribute that is not to be had. The bare name, as Python's Bastion. */
  refusal(name: string, _use: AttributeUse = 'read'): readonly [type: string, message: string] {
    return ['AttributeError', name];
  }

  /** The same for an item: Python's words for a thing without items. */
  refusalOfItem(member: ItemMethod): readonly [type: string, message: string] {
    return ['TypeError', `'Bastion' object ${ITEM_REFUSALS[member]}`];
  }

  /** What a program may take it for: letters for a length, `in`, and items one after another. */
  get container(): string {
    const named = this.options.callable ?? [];
    return containerOf((name) => named.includes(name) && this.method(name) !== undefined);
  }

  /** What decides about an attribute, for the record. */
  ruleFor(_name: string, _use: AttributeUse = 'read'): string {
    return `bastion ${this.name}`;
  }

  /** Whether a program may call the method. What every JavaScript object has is never one. */
  mayCall(name: string): boolean {
    const { callable, filter } = this.options;
    if (callable !== undefined) return callable.includes(name) && this.method(name) !== undefined;
    return (filter ?? defaultFilter)(name) && this.method(name) !== undefined;
  }

  call(name: string, args: readonly HostValue[], kwargs: ReadonlyMap<string, HostValue>): Maybe<unknown> {
    const method = this.method(name)!;
    this.gate.pass(`${this.name}.${name}`);
    const result = Reflect.apply(method, this.object, kwargs.size === 0 ? args : [...args, kwargs]) as Maybe<unknown>;
    const options = this.results.get(name);
    if (options === undefined) return result;
    return result instanceof Promise ? result.then((r) => behind(r, options)) : behind(result, options);
  }

  /** A method of the object's own or of its classes, below Object.prototype. */
  protected method(name: string): Callable | undefined {
    if (name === 'constructor' || name === '__proto__') return undefined;
    for (let o: object | null = this.object; o !== null && o !== Object.prototype; o = Object.getPrototypeOf(o)) {
      const property = Object.getOwnPropertyDescriptor(o, name);
      if (property === undefined) continue;
      return typeof property.value === 'function' && o !== Function.prototype
        ? (property.value as Callable)
        : undefined;
    }
    return undefined;
  }
}

/**
 * ```ts
 * cell.set('account', bastion(account, { readable: ['balance'], callable: ['deposit'] }));
 * ```
 */
export function bastion(object: object, options: BastionOptions = {}): Bastion {
  return new Bastion(object, options);
}

function behind(value: unknown, options: BastionOptions): unknown {
  if (Array.isArray(value)) return value.map((v) => behind(v, options));
  return typeof value === 'object' && value !== null ? new Bastion(value, options) : value;
}

function nameOf(object: object): string {
  const made: unknown = Object.getPrototypeOf(object)?.constructor?.name;
  return typeof made === 'string' && made !== '' ? `${made} object` : 'object';
}

/** Counts calls in a window of time. */
class Gate {
  private count = 0;
  private since = Number.NEGATIVE_INFINITY;
  constructor(private readonly rate: Rate | undefined) {}

  pass(name: string): void {
    if (this.rate === undefined) return;
    const now = performance.now();
    if (now - this.since >= this.rate.per) {
      this.since = now;
      this.count = 0;
    }
    if (++this.count > this.rate.calls) {
      throw new HostError('PermissionError', `more than ${this.rate.calls} calls of ${name} in ${this.rate.per} ms`);
    }
  }
}

export type { Giveable };
