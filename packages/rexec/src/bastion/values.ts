/**
 * Host values and what crosses (`Plain` with tagged lists, see types/host-values.ts of @rexec/python).
 *
 * | host | Python |
 * | --- | --- |
 * | null, undefined | None |
 * | boolean | bool |
 * | number | int where it is a safe integer, else float |
 * | bigint | int |
 * | string | str (lone surrogates stay) |
 * | Uint8Array | bytes |
 * | Array | list |
 * | Map, plain object | dict |
 * | Set | set |
 * | Date | float: seconds since the epoch |
 * | `bastion(…)`, `hostFunction(…)` | a stand-in; nothing else of the host's crosses |
 *
 * The other way: int is number or bigint, float is number, list and tuple are arrays, dict is a Map, set and frozenset
 * are Sets, anything else is a `PythonObject` with its type's name, which the host cannot see into.
 */
import type { Exact, Plain } from '@rexec/python';

/** A Python object that has no plain counterpart. */
export class PythonObject {
  constructor(readonly type: string) {}
}

export type HostValue = Exact | HostValue[] | Map<HostValue, HostValue> | Set<HostValue> | HostReference | PythonObject;

/** What a host may hand to a cell. */
export type Giveable =
  | undefined
  | Exact
  | Date
  | HostReference
  | readonly Giveable[]
  | ReadonlyMap<Giveable, Giveable>
  | ReadonlySet<Giveable>
  | { readonly [key: string]: Giveable };

/** A thing of the host's that a cell gets a stand-in for: made by `bastion` and `hostFunction`. */
export abstract class HostReference {
  /** Name for repr(). */
  abstract readonly name: string;
}

/** A value that cannot cross, and why. */
export class ConversionError extends TypeError {}

const MAX_DEPTH = 100;
const MAX_ITEMS = 10_000_000;

/** Numbers for references: one cell's. */
export interface References {
  /** `[bastion, …]` or `[function, …]`. */
  give(ref: HostReference): Plain;
  find(id: number, member: string): HostReference | undefined;
  /** What goes to a program in place of an object of a class. */
  standIn?(object: object): HostReference | undefined;
  /** What a host gets for a thing that comes back: default the thing itself. */
  opened?(ref: HostReference): HostValue;
}

/** How a cell's values become its host's, and back. */
export interface Exchange {
  toHost(plain: Plain): HostValue;
  /** Throws ConversionError for what cannot cross. */
  toCell(value: Giveable): Plain;
}

/** Values stay what crosses: two programs exchange them, and no host. */
export const AS_IT_CROSSES: Exchange = {
  toHost: (plain) => plain as HostValue,
  toCell: (value: Giveable) => value as Plain,
};

export function giveValue(value: unknown, refs: References): Plain {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' || value === null)
    return value;
  const around = new Set<object>();
  let left = MAX_ITEMS;
  const give = (v: unknown, depth: number): Plain => {
    if (--left < 0) throw new ConversionError(`a value of more than ${MAX_ITEMS} parts`);
    switch (typeof v) {
      case 'undefined':
        return null;
      case 'boolean':
      case 'number':
      case 'bigint':
      case 'string':
        return v;
      case 'function':
        throw new ConversionError('a function: wrap it, like hostFunction(f)');
      case 'symbol':
        throw new ConversionError('a symbol has no Python counterpart');
    }
    if (v === null) return null;
    return giveObject(v as object, depth);
  };
  const giveObject = (v: object, depth: number): Plain => {
    // A copy whatever its class is: the `slice` of a Buffer is a view.
    if (v instanceof Uint8Array) return new Uint8Array(v);
    if (v instanceof Date) return v.getTime() / 1000;
    if (v instanceof HostReference) return refs.give(v);
    const other = refs.standIn?.(v);
    if (other !== undefined) return refs.give(other);
    if (depth >= MAX_DEPTH) throw new ConversionError(`a value nested more than ${MAX_DEPTH} deep`);
    if (around.has(v)) throw new ConversionError('a value that holds itself');
    around.add(v);
    const [tag, ...rest] = partsOf(v);
    const out = [tag as string, ...rest.map((part) => give(part, depth + 1))];
    around.delete(v);
    return out;
  };
  return give(value, 0);
}

/** The tag and the parts of a container. A plain object's own data properties alone: no getter runs. */
function partsOf(v: object): readonly unknown[] {
  if (Array.isArray(v)) return ['list', ...v];
  if (v instanceof Map) return ['dict', ...[...v].flat(1)];
  if (v instanceof Set) return ['set', ...v];
  const prototype = Object.getPrototypeOf(v) as unknown;
  if (prototype !== Object.prototype && prototype !== null) {
    throw new ConversionError(
      `an object of class ${className(v)}: put it behind a bastion, like bastion(object, { … })`,
    );
  }
  const parts: unknown[] = ['dict'];
  for (const [key, property] of Object.entries(Object.getOwnPropertyDescriptors(v))) {
    if (property.enumerable !== true) continue;
    if (!('value' in property)) throw new ConversionError(`the property '${key}' is a getter: give its value`);
    parts.push(key, property.value);
  }
  return parts;
}

function className(v: object): string {
  const made = (v as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof made === 'string' ? made : 'unknown';
}

/** What a cell gave: whatever arrives becomes a host value; parts of the wrong shape are opaque objects. */
export function takeValue(plain: Plain | undefined, refs: References): HostValue {
  if (plain === null || plain === undefined) return null;
  if (typeof plain !== 'object') return plain;
  return new Taker(refs).take(plain, 0);
}

class Taker {
  private left = MAX_ITEMS;
  constructor(private readonly refs: References) {}

  take(v: Plain | undefined, depth: number): HostValue {
    if (--this.left < 0 || depth > MAX_DEPTH + 2) throw new ConversionError('a value that is too large');
    if (v === null || v === undefined) return null;
    if (typeof v !== 'object') return v;
    if (v instanceof Uint8Array) return v;
    const parts = v as readonly Plain[];
    const first = parts[1];
    switch (parts[0]) {
      case 'list':
      case 'tuple':
        return this.items(parts, depth);
      case 'set':
        return new Set(this.items(parts, depth));
      case 'dict': {
        if (parts.length % 2 === 0) throw new ConversionError('a dict with a key that has no value');
        const out = new Map<HostValue, HostValue>();
        for (let i = 1; i + 1 < parts.length; i += 2) {
          out.set(this.take(parts[i], depth + 1), this.take(parts[i + 1], depth + 1));
        }
        return out;
      }
      case 'float':
        return typeof first === 'number' || first === '-0' ? Number(first) : new PythonObject('float');
      case 'host': {
        const member = parts[2];
        const known = typeof first === 'number' && typeof member === 'string';
        const found = known ? this.refs.find(first, member) : undefined;
        if (found === undefined) return new PythonObject('Bastion');
        return this.refs.opened === undefined ? found : this.refs.opened(found);
      }
      case 'object':
        return new PythonObject(typeof first === 'string' ? first : 'object');
      default:
        return new PythonObject('object');
    }
  }

  private items(parts: readonly Plain[], depth: number): HostValue[] {
    const out: HostValue[] = [];
    for (let i = 1; i < parts.length; i++) out.push(this.take(parts[i], depth + 1));
    return out;
  }
}
