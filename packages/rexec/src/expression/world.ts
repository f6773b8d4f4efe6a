/** The machine on which expressions are evaluated: without powers, but for the functions that the host gave. */
import { fromPlain, type Limits, Machine, newDict, type PyDict, type PyValue } from '@rexec/python';
import type { HostFunction } from '../bastion/bastion.js';
import { HostTable, hostSystem } from '../bastion/handlers.js';

/** Built-in functions and classes that an expression may use: without effect, and they lead nowhere. */
export const EXPRESSION_BUILTINS: readonly string[] =
  `abs all any ascii bin bool bytes callable chr complex dict divmod enumerate filter float format frozenset hash hex int
  isinstance iter len list map max min next oct ord pow range repr reversed round set slice sorted str sum tuple zip`.split(
    /\s+/,
  );

export interface WorldSettings {
  readonly limits: Limits;
  readonly functions: ReadonlyMap<string, HostFunction>;
  readonly builtins: readonly string[];
}

/** One machine. It takes one evaluation at a time; a limit ends it. */
export class ExpressionWorld {
  readonly machine: Machine;
  readonly globals: PyDict;
  readonly builtins: ReadonlyMap<string, PyValue>;
  readonly table = new HostTable();
  readonly clock: (() => number) | undefined;
  /** What a function of the host's threw in this evaluation. */
  thrown: unknown;
  /** It stands in the middle of something. */
  spoilt = false;

  constructor({ limits, functions, builtins }: WorldSettings) {
    this.clock = limits.time === undefined ? undefined : () => performance.now();
    const clock = this.clock === undefined ? {} : { deadlineClock: this.clock };
    this.machine = new Machine({ limits, powers: { system: hostSystem(this.table) }, ...clock });
    const names = new Map<string, PyValue>();
    const given = newDict();
    for (const name of builtins) {
      const value = this.machine.builtins.getStr(name);
      if (value === undefined) throw new TypeError(`there is no built-in function '${name}'`);
      given.setStr(name, value);
      names.set(name, value);
    }
    this.builtins = names;
    this.globals = newDict();
    this.globals.setStr('__builtins__', given);
    for (const [name, fn] of functions) this.globals.setStr(name, fromPlain(this.machine, this.table.give(fn)));
  }
}
