/**
 * What all cells of a process share, by stable names: built-in classes, their descriptors, natives, singletons. A
 * snapshot holds the name; the engine that restores it has to have the thing.
 */
import { namespaceTemplate } from '../library/loader.js';
import { MARK, Placeholder } from '../modules/_functools.js';
import { builtinTypes, Ellipsis, EMPTY_TUPLE, NotImplemented } from '../objects/builtin-types.js';
import { intrinsics, libraryIntrinsics, moduleTable } from '../objects/define.js';
import { PyBuiltin, PyMethodDescr, PyWrapperMethod } from '../objects/function.js';
import type { NativeDef } from '../objects/native.js';
import { PyObject } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import { DUMMY } from '../objects/set.js';
import { NoDefault } from '../objects/typing.js';

export interface Named {
  /** By object: its name in two parts. */
  readonly names: ReadonlyMap<object, readonly [string, string]>;
  readonly things: ReadonlyMap<string, object>;
  /** Natives, for `PyBuiltin.def` alone. */
  readonly natives: ReadonlySet<object>;
}

let made: Named | null = null;

/** Made at the first use: the tables are complete once everything is loaded, and never change. */
export function sharedThings(): Named {
  made ??= gather();
  return made;
}

export const keyOf = (owner: string, name: string): string => `${owner}\n${name}`;

function gather(): Named {
  const names = new Map<object, readonly [string, string]>();
  const things = new Map<string, object>();
  const natives = new Set<object>();
  const add = (thing: object, owner: string, name: string): void => {
    if (names.has(thing)) return;
    let unique = name;
    for (let i = 2; things.has(keyOf(owner, unique)); i++) unique = `${name}#${i}`;
    names.set(thing, [owner, unique]);
    things.set(keyOf(owner, unique), thing);
  };
  const native = (def: NativeDef, owner: string, name: string): void => {
    natives.add(def);
    add(def, owner, name);
  };
  const singletons = { Ellipsis, NotImplemented, EMPTY_TUPLE, NoDefault, DUMMY, MARK, Placeholder };
  for (const [name, o] of Object.entries(singletons)) add(o, 'one', name);
  for (const t of builtinTypes) add(t, 'type', t.name);
  for (const [module, entry] of moduleTable) {
    for (const fn of entry.callables) {
      native(fn.def, `in ${module}`, fn.def.name);
      add(fn, `function of ${module}`, fn.def.name);
    }
    if (entry.constants === undefined) continue;
    const { keys, vals } = namespaceTemplate(module);
    keys.forEach((name, i) => {
      if (vals[i] instanceof PyTuple) add(vals[i], `constant of ${module}`, String(name));
    });
  }
  for (const [name, def] of intrinsics) native(def, 'library', name);
  for (const [name, fn] of libraryIntrinsics()) add(fn, 'library function', name);
  for (const t of builtinTypes) {
    const owner = names.get(t)![1];
    add(t.dict, 'namespace', owner);
    if (t.newDef !== null) native(t.newDef, `of ${owner}`, '__new__ itself');
    if (t.makeDef !== null) native(t.makeDef, `of ${owner}`, 'call');
    const { keys, vals } = t.dict;
    const member = (v: unknown, name: string): void => {
      if (!(v instanceof PyObject)) return;
      if (v instanceof PyBuiltin || v instanceof PyMethodDescr) native(v.def, `of ${owner}`, `${name} itself`);
      if (v instanceof PyWrapperMethod) member(v.callable, `${name} function`);
      if (v instanceof PyTuple) v.items.forEach((item, i) => void member(item, `${name} ${i}`));
      add(v, `of ${owner}`, name);
    };
    keys.forEach((key, i) => void member(vals[i], String(key)));
  }
  return { names, things, natives };
}
