/**
 * Python's Bastion: a stand-in for an object, through which its methods may be called and nothing else of it is reached.
 * (`bastion()` is the one with more to say: readable and writable attributes, results, rates.)
 */
import { type Callable, defaultFilter, Bastion as HostBastion } from '../bastion/bastion.js';
import type { HostValue } from '../bastion/values.js';
import type { Maybe } from '../system/later.js';
import { pythonError } from './errors.js';

/** Takes the name of an attribute and gives the method, or throws AttributeError. */
export type Get = (name: string) => Callable;

/** What a bastion is; a subclass may be given to `Bastion`. */
export class BastionClass extends HostBastion {
  constructor(
    readonly _get_: Get,
    readonly _name_: string,
  ) {
    super({}, { name: _name_ });
  }

  override read(): undefined {
    return undefined;
  }

  override mayCall(name: string): boolean {
    try {
      return typeof this._get_(name) === 'function';
    } catch {
      return false;
    }
  }

  override call(name: string, args: readonly HostValue[], kwargs: ReadonlyMap<string, HostValue>): Maybe<unknown> {
    const method = this._get_(name);
    return kwargs.size === 0 ? method(...args) : method(...args, kwargs);
  }

  override toString(): string {
    return `<Bastion for ${this._name_}>`;
  }
}

/**
 * ```ts
 * const account = Bastion(new Account());
 * (await r_env.add_module('__main__')).set('account', account);
 * await r_env.r_exec('account.deposit(10)');
 * ```
 */
export function Bastion(
  object: object,
  filter: (name: string) => boolean = defaultFilter,
  name?: string,
  bastionclass: new (get: Get, name: string) => BastionClass = BastionClass,
): BastionClass {
  const behind = new HostBastion(object, { filter, ...(name === undefined ? {} : { name }) });
  const get: Get = (attribute) => {
    if (!behind.mayCall(attribute)) throw pythonError('AttributeError', attribute);
    return (...args) => behind.call(attribute, args as HostValue[], new Map());
  };
  return new bastionclass(get, behind.name);
}
