/**
 * The machine on which scripts run: under a policy that lets them import what was declared and nothing else. Scripts follow
 * each other on one machine, so nothing of a call may be left for the next one: its namespace is its own, built-in things
 * cannot be changed, the host's objects are forgotten, and a machine into which more was imported is thrown away.
 */
import {
  type engine,
  fromPlain,
  instantiateModule,
  type Limits,
  Machine,
  moduleTable,
  newDict,
  type PyDict,
  PyModule,
  type PyValue,
  toPlain,
} from '@rexec/python';
import type { AuditSink } from '../audit/event.js';
import { hostFunction } from '../bastion/bastion.js';
import { makeWorld } from '../cell/world.js';
import { Policy } from '../policy/policy.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import type { Declarations } from './declarations.js';
import type { SecuredTable } from './secured.js';

/** Built-in functions and classes of scripts; the exceptions are there too. */
const BUILTINS =
  `__build_class__ __import__ None False True Ellipsis NotImplemented abs all any ascii bin bool bytes callable
  chr complex dict divmod enumerate filter float format frozenset getattr hasattr hash hex id int isinstance issubclass iter
  len list map max min next object oct ord pow print property range repr reversed round set slice sorted staticmethod str
  sum super tuple zip`.split(/\s+/);

/** Modules that hold no state of their own; after the import of any other a machine is thrown away. */
const STATELESS = new Set(['math', 'cmath', 'itertools', '_operator', 'unicodedata']);

/** Numbers of the host's objects that one machine may have seen: they are not used again. */
const MOST_NUMBERS = 2 ** 30;

/** Attributes that lead out of a call: to namespaces, frames, code. */
const HIDDEN = ['function', 'method', 'class', 'frame', 'traceback', 'generator', 'code', 'module'];

export const SCRIPT_LIMITS: Limits = {
  fuel: 20_000_000,
  time: 10_000,
  memory: 64 * 1024 * 1024,
  recursion: 500,
  output: 1024 * 1024,
  source: 1_000_000,
};

export interface ScriptWorldOptions {
  readonly declarations: Declarations;
  readonly limits: Limits;
  readonly sinks: readonly AuditSink[];
}

export class ScriptWorld {
  readonly machine: Machine;
  /** Code of scripts, by what it was made from. */
  readonly codes = new WeakMap<object, engine.PyCode>();
  /** What the running script printed, and what was written to stderr. */
  printed = '';
  heard = '';
  private readonly builtins: PyDict;
  private readonly printedFunction = hostFunction(() => this.printed, { name: 'printed' });
  /** How many modules there are before any script has run. */
  private readonly modules: number;

  constructor(
    options: ScriptWorldOptions,
    readonly table: SecuredTable,
  ) {
    const { supervisor, settings, platform } = makeWorld({
      policy: policyOf(options.declarations),
      host: table,
      sinks: options.sinks,
      limits: options.limits,
      texts: (operation) =>
        operation.kind === 'import'
          ? { kind: 'refused', type: 'ImportError', message: `import of '${operation.name}' is unauthorized` }
          : null,
    });
    this.machine = new Machine({
      limits: settings.limits,
      restrictions: { ...settings.restrictions, attributes: HIDDEN },
      deadlineClock: platform.milliseconds,
      powers: {
        system: supervisor,
        console: {
          stdout: (text) => {
            this.printed += text;
          },
          stderr: (text) => {
            this.heard += text;
          },
        },
      },
    });
    this.builtins = this.builtinsOf();
    this.bring(options.declarations.modules.keys());
    this.modules = this.machine.modules.size;
  }

  private builtinsOf(): PyDict {
    const all = this.machine.builtins;
    const given = newDict();
    for (const name of BUILTINS) given.setStr(name, all.getStr(name) ?? null);
    all.keys.forEach((name, i) => {
      const value = all.vals[i];
      if (typeof name === 'string' && isExceptionClass(value)) given.setStr(name, value!);
    });
    return given;
  }

  /** A namespace for one call. */
  namespace(id: string): PyDict {
    const globals = newDict();
    globals.setStr('__builtins__', this.builtins);
    globals.setStr('__name__', id);
    return globals;
  }

  printedReference(): PyValue {
    return fromPlain(this.machine, this.table.give(this.printedFunction));
  }

  /** Makes ready for the next call; false: this machine has seen too much. */
  clear(): boolean {
    const { machine } = this;
    this.printed = '';
    this.heard = '';
    this.table.forget();
    if (machine.finalization.size > 0) machine.finalization.keep([]);
    if (this.table.given > MOST_NUMBERS) return false;
    return machine.modules.size === this.modules;
  }

  /** Modules without state are there from the beginning, and cannot be changed. */
  private bring(modules: Iterable<string>): void {
    const { machine } = this;
    for (const name of modules) {
      if (!STATELESS.has(name) || !moduleTable.has(name)) continue;
      const module = instantiateModule(machine, name);
      module.sealed = true;
      machine.modules.setStr(name, module);
    }
    const builtins = machine.modules.getStr('builtins');
    if (builtins instanceof PyModule) builtins.sealed = true;
  }

  /** Text of an exception's traceback, and its message. */
  describe(exc: PyValue): { traceback: string; message: string } {
    const { machine } = this;
    this.heard = '';
    machine.renew();
    machine.callLibrary('print_uncaught', [exc]);
    const said = machine.callLibrary('exception_message', [exc]);
    const message = said.kind === 'value' ? toPlain(machine, said.value) : '';
    return { traceback: this.heard, message: typeof message === 'string' ? message : '' };
  }
}

function isExceptionClass(value: PyValue | undefined): boolean {
  const mro = (value as { mro?: readonly { name: string; heap: boolean }[] } | null | undefined)?.mro;
  return mro?.some((cls) => cls.name === 'BaseException' && !cls.heap) === true;
}

/** Imports of what is declared, and nothing else. */
function policyOf(declarations: Declarations): Policy {
  const names = [...declarations.modules].flatMap(([name, shown]): [string, string[]][] =>
    shown === true ? [] : [[name, [...shown]]],
  );
  const document: PolicyDocument = {
    modules: { allow: [...declarations.modules.keys()] },
    ...(names.length === 0 ? {} : { names: Object.fromEntries(names) }),
  };
  return Policy.from(document);
}
