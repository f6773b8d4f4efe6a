/**
 * The machine on which scripts run: under a policy that lets them import what was declared and nothing else. Scripts follow
 * each other on one machine, so nothing of a call may be left for the next one: its namespace is its own, built-in things
 * cannot be changed, the host's objects are forgotten, and a machine into which more was imported is thrown away.
 */
import {
  engine,
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
import { entropyOf } from '../cell/settings.js';
import { makeWorld } from '../cell/world.js';
import { Policy } from '../policy/policy.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import { defined } from '../system/defined.js';
import { RecordBudget, type Supervisor } from '../system/supervisor.js';
import type { Asking, Declarations } from './declarations.js';
import { SecuredTable } from './secured.js';
import type { ReadScript } from './source.js';

import Ast = engine.ast;

/** Built-in functions and classes of scripts; the exceptions are there too. */
const BUILTINS =
  `__build_class__ __import__ None False True Ellipsis NotImplemented abs all any ascii bin bool bytes callable
  chr complex dict divmod enumerate float format frozenset getattr hash hex id int isinstance issubclass iter
  len list max min next object oct ord pow print property range repr reversed round set slice sorted staticmethod str
  sum super tuple`.split(/\s+/);

/** Those that are Zope's: of these modules, all of it or these names. */
const ZOPE_BUILTINS: readonly (readonly [module: string, names: readonly string[] | null])[] = [
  ['_script_builtins', null],
  ['_functools', ['reduce']],
];

/** Names that stand for modules without an import, where the modules are declared. */
const MODULE_NAMES = new Map([
  ['string', 'string'],
  ['math', 'math'],
  ['random', 'random'],
  ['whrandom', 'random'],
]);

/** Modules that hold no state of their own; after the import of any other a machine is thrown away. */
const STATELESS = new Set(['math', 'cmath', 'itertools', '_operator', 'unicodedata']);

/** Who may import one of these has what is in it: chance. */
const CHANCE = ['random', 'secrets'];

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
  /** For whom the script runs. */
  asking: Asking = { user: null, roles: [] };
  /** The namespace of the call. */
  globals: PyDict | null = null;
  /** It stands in the middle of something. */
  spoilt = false;
  readonly table: SecuredTable;
  readonly milliseconds: () => number;
  private readonly supervisor: Supervisor;
  private readonly budget = new RecordBudget();
  private readonly builtins: PyDict;
  private readonly printedFunction = hostFunction(() => this.printed, { name: 'printed' });
  /** How many modules there are before any script has run. */
  private readonly modules: number;

  constructor(private readonly options: ScriptWorldOptions) {
    this.table = new SecuredTable(options.declarations, () => this.asking);
    const { supervisor, settings, platform } = makeWorld({
      policy: policyOf(options.declarations),
      host: this.table,
      budget: this.budget,
      sinks: options.sinks,
      limits: options.limits,
      texts: (operation) =>
        operation.kind === 'import'
          ? { kind: 'refused', type: 'ImportError', message: `import of '${operation.name}' is unauthorized` }
          : null,
    });
    this.supervisor = supervisor;
    this.milliseconds = platform.milliseconds;
    this.machine = new Machine({
      limits: settings.limits,
      restrictions: { ...settings.restrictions, attributes: HIDDEN },
      deadlineClock: platform.milliseconds,
      powers: {
        system: supervisor,
        ...defined({ entropy: entropyOf(settings.entropy, platform.entropy).power }),
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
    for (const [module, names] of ZOPE_BUILTINS) {
      const { dict } = instantiateModule(this.machine, module);
      dict.keys.forEach((name, i) => {
        if (typeof name !== 'string' || name.startsWith('_')) return;
        if (names === null || names.includes(name)) given.setStr(name, dict.vals[i]!);
      });
    }
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
    this.globals = globals;
    return globals;
  }

  /** What is imported for a script that only names the modules. */
  importsFor({ free }: ReadScript): Ast.Stmt[] {
    const declared = this.options.declarations.modules;
    return [...MODULE_NAMES]
      .filter(([name, module]) => free.has(name) && declared.has(module))
      .map(([name, module]) => new Ast.Import([new Ast.Alias(module, name, 1, 0, 1, 0)], 1, 0, 1, 0));
  }

  printedReference(): PyValue {
    return fromPlain(this.machine, this.table.give(this.printedFunction));
  }

  /** Makes ready for the next call; false: this machine has seen too much, or stands in the middle of something. */
  clear(): boolean {
    const { machine, budget } = this;
    if (this.spoilt || machine.pausedFrame !== null) return false;
    this.printed = '';
    this.heard = '';
    this.globals = null;
    this.table.denied = null;
    if (budget.uses > 0) Object.assign(budget, new RecordBudget());
    this.table.forget();
    if (machine.finalization.size > 0) machine.finalization.keep([]);
    if (this.table.given > MOST_NUMBERS) return false;
    return machine.modules.size === this.modules;
  }

  /** It is not used again: what the host still works at for it is told so. */
  end(): void {
    this.supervisor.end();
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
    entropy: { mode: CHANCE.some((name) => declarations.modules.has(name)) ? 'real' : 'none' },
    ...(names.length === 0 ? {} : { names: Object.fromEntries(names) }),
  };
  return Policy.from(document);
}
