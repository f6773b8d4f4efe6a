/** A file's values as plain, frozen data for the host, and their positions. */
import type { Exact } from '@rexec/python';
import { HostReference, type HostValue, PythonObject } from '../bastion/values.js';
import type { ConfigPosition, Key, Origin } from './origins.js';

/** Lists and tuples are arrays, dicts with texts for keys are objects (others Maps); everything is frozen. */
export type ConfigValue =
  | Exact
  | readonly ConfigValue[]
  | { readonly [key: string]: ConfigValue }
  | ReadonlyMap<ConfigValue, ConfigValue>
  | ReadonlySet<ConfigValue>;

/** A value of the cell that is none of a configuration: what it is, and where. */
export class NoValue extends Error {
  constructor(
    readonly what: string,
    readonly path: readonly Key[],
  ) {
    super(what);
  }
}

export function plainValue(v: HostValue, path: readonly Key[]): ConfigValue {
  if (v === null || typeof v !== 'object' || v instanceof Uint8Array) return v;
  if (Array.isArray(v)) return Object.freeze(v.map((item, i) => plainValue(item, [...path, i])));
  if (v instanceof Map) {
    const texts = [...v.keys()].every((key) => typeof key === 'string');
    const entries = [...v].map(([key, item]): [ConfigValue, ConfigValue] => [
      plainValue(key, path),
      plainValue(item, [...path, isKey(key) ? key : '…']),
    ]);
    return texts ? Object.freeze(Object.fromEntries(entries as [string, ConfigValue][])) : new Map(entries);
  }
  if (v instanceof Set) return new Set([...v].map((item) => plainValue(item, path)));
  if (v instanceof HostReference) throw new NoValue(`the host's ${v.name}`, path);
  if (v instanceof PythonObject && /^(list|dict|tuple|set)$/.test(v.type)) {
    throw new NoValue(`a ${v.type} that holds itself, is nested too deeply or too large`, path);
  }
  throw new NoValue(`an object of type ${(v as PythonObject).type}`, path);
}

const isKey = (key: HostValue): key is Key => typeof key === 'string' || typeof key === 'number';

/** Where the values of a configuration were written. */
export class ConfigPositions {
  constructor(
    private readonly value: ConfigValue,
    private readonly origins: ReadonlyMap<string, Origin>,
  ) {}

  /**
   * The place of the expression that made the value at a path, like `['server', 'ports', 0]`. For an element of what was
   * worked out (`[*range(3)]`, `a + b`) it is that of the whole. undefined: there is no such value.
   */
  at(path: readonly Key[]): ConfigPosition | undefined {
    const [name, ...rest] = path;
    let value = child(this.value, name);
    let origin = this.origins.get(String(name));
    if (value === undefined || origin === undefined) return undefined;
    let { at } = origin;
    for (const key of rest) {
      value = child(value, key);
      if (value === undefined) return undefined;
      origin = origin?.parts?.items.get(key);
      if (origin !== undefined) at = origin.at;
    }
    return at;
  }

  /** Every path with its place, parents before what is in them. */
  *entries(): IterableIterator<[path: readonly Key[], position: ConfigPosition]> {
    const open: (readonly Key[])[] = [[]];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      const value = path.reduce<ConfigValue | undefined>((v, key) => child(v, key), this.value);
      if (path.length > 0) {
        const at = this.at(path);
        if (at !== undefined) yield [path, at];
      }
      for (const key of keysOf(value).reverse()) open.push([...path, key]);
    }
  }
}

function child(value: ConfigValue | undefined, key: Key | undefined): ConfigValue | undefined {
  if (typeof value !== 'object' || value === null || key === undefined) return undefined;
  if (value instanceof Map) return value.get(key) as ConfigValue | undefined;
  if (value instanceof Set || value instanceof Uint8Array) return undefined;
  return Object.hasOwn(value, key) ? (value as Record<Key, ConfigValue>)[key] : undefined;
}

function keysOf(value: ConfigValue | undefined): Key[] {
  if (typeof value !== 'object' || value === null || value instanceof Set || value instanceof Uint8Array) return [];
  if (Array.isArray(value)) return [...value.keys()];
  if (value instanceof Map) return [...value.keys()].filter((k) => typeof k === 'string' || typeof k === 'number');
  return Object.keys(value);
}
