/** Names: globals, builtins, namespaces, cells, and their NameErrors (Language reference 4.2 "Naming and binding"). */
import { DictType } from '../objects/builtin-types.js';
import type { PyCode } from '../objects/code.js';
import { PyDict } from '../objects/dict.js';
import { PyRaise } from '../objects/errors.js';
import { NameErrorType, newException, raise, UnboundLocalErrorType } from '../objects/exception-types.js';
import type { PyFrame } from '../objects/frame.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import { GlobalCache } from './caches.js';
import type { Machine } from './machine.js';

function named(cls: PyType, message: string, name: string): PyRaise {
  const exc = newException(cls, [message]);
  exc.fields = new Map<string, PyValue>([['name', name]]);
  return new PyRaise(exc);
}

export function nameError(name: string): PyRaise {
  return named(NameErrorType, `name '${name}' is not defined`, name);
}

/** Without a `name`: CPython gives one to exact NameErrors only, so nothing is suggested. */
export function unboundLocal(code: PyCode, reg: number): PyRaise {
  const name = code.f.localsplus[reg]!;
  return raise(UnboundLocalErrorType, `cannot access local variable '${name}' where it is not associated with a value`);
}

export function unboundCell(code: PyCode, reg: number): PyRaise {
  const name = code.f.localsplus[reg]!;
  if (reg < code.nregs - code.f.freevars.length) return unboundLocal(code, reg);
  return named(
    NameErrorType,
    `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
    name,
  );
}

/** A subclass of dict whose items come from a method of its own. */
function hasOwnItems(d: PyDict): boolean {
  const cls = d.shape.cls;
  return (
    cls !== DictType &&
    (cls.lookup('__missing__') !== undefined || cls.lookup('__getitem__') !== DictType.lookup('__getitem__'))
  );
}

/** Global, then builtin; fills the instruction's cache where both are plain dicts. */
export function loadGlobal(m: Machine, frame: PyFrame, name: string, site: number): R {
  const globals = frame.globals;
  const builtins = frame.builtins;
  if (globals.shape !== DictType.root && hasOwnItems(globals)) return m.lib('load_global', [globals, builtins, name]);
  const i = globals.indexStr(name);
  if (i < 0 && builtins.shape !== DictType.root && hasOwnItems(builtins)) {
    return m.lib('load_global', [globals, builtins, name]);
  }
  const dict = i >= 0 ? globals : builtins;
  const j = i >= 0 ? i : builtins.indexStr(name);
  if (j < 0) {
    if (frame.code.f.hidden) return m.libFunction(name);
    if (globals.custom !== null || builtins.custom !== null) return m.lib('load_global', [globals, builtins, name]);
    throw nameError(name);
  }
  let c = frame.code.caches![site] as GlobalCache | undefined;
  if (c === undefined) {
    c = new GlobalCache();
    frame.code.caches![site] = c;
  }
  c.globals = globals;
  c.globalsVersion = globals.version;
  c.builtins = builtins;
  c.builtinsVersion = builtins.version;
  c.dict = dict;
  c.index = j;
  return dict.vals[j]!;
}

/** LOAD_NAME and LOAD_FROM_DICT_OR_GLOBALS: a namespace, then globals, then builtins. */
export function loadName(m: Machine, frame: PyFrame, ns: PyValue, name: string): R {
  if (ns instanceof PyDict && ns.shape === DictType.root) {
    const v = ns.getStr(name);
    if (v !== undefined) return v;
  } else if (ns !== null) return m.lib('load_name', [ns, frame.globals, frame.builtins, name]);
  if (frame.globals.shape !== DictType.root && hasOwnItems(frame.globals)) {
    return m.lib('load_global', [frame.globals, frame.builtins, name]);
  }
  let v = frame.globals.getStr(name);
  if (v === undefined) v = frame.builtins.getStr(name);
  if (v !== undefined) return v;
  if (frame.code.f.hidden) return m.libFunction(name);
  throw nameError(name);
}
