/** The host's objects as scripts see them: each attribute is decided by the declarations, for who runs the script. */
import { Bastion, type Callable, HostError } from '../bastion/bastion.js';
import { HostTable } from '../bastion/handlers.js';
import type { HostReference, HostValue } from '../bastion/values.js';
import type { Maybe } from '../system/later.js';
import type { AccessDecision, Asking, Declarations } from './declarations.js';

/** What scripts hold of the host's objects while one of them runs. */
export class SecuredTable extends HostTable {
  private readonly known = new WeakMap<object, SecuredObject>();
  /** Why the last attribute was not to be had. */
  denied: string | null = null;

  constructor(
    readonly declarations: Declarations,
    /** Who runs the script that is running. */
    readonly asking: () => Asking,
  ) {
    super();
  }

  /** Objects of classes are what declarations are for; plain objects, lists and maps are values, which are copied. */
  standIn(object: object): HostReference | undefined {
    if (Array.isArray(object) || object instanceof Map || object instanceof Set) return undefined;
    const prototype: unknown = Object.getPrototypeOf(object);
    if (prototype === Object.prototype || prototype === null) return undefined;
    let made = this.known.get(object);
    if (made === undefined) {
      made = new SecuredObject(object, this);
      this.known.set(object, made);
    }
    return made;
  }

  opened(ref: HostReference): HostValue {
    return (ref instanceof SecuredObject ? ref.object : ref) as HostValue;
  }
}

export class SecuredObject extends Bastion {
  private readonly classes: readonly string[];
  /** The last decision: one use of an attribute asks for it several times. Nobody declares anything meanwhile. */
  private last: { readonly name: string; readonly asking: Asking; readonly decision: AccessDecision } | null = null;

  constructor(
    object: object,
    private readonly table: SecuredTable,
  ) {
    super(object, {});
    this.classes = table.declarations.classesOf(object);
  }

  private decide(name: string): AccessDecision {
    const asking = this.table.asking();
    const { last } = this;
    if (last !== null && last.name === name && last.asking === asking) return last.decision;
    const decision = this.table.declarations.decide(this.classes, name, asking);
    this.last = { name, asking, decision };
    return decision;
  }

  /** What the object has under this name, below Object.prototype; undefined: nothing. */
  private property(name: string): PropertyDescriptor | undefined {
    if (name === 'constructor' || name === '__proto__') return undefined;
    for (let o: object | null = this.object; o !== null && o !== Object.prototype; o = Object.getPrototypeOf(o)) {
      const property = Object.getOwnPropertyDescriptor(o, name);
      if (property !== undefined) return property;
    }
    return undefined;
  }

  override read(name: string): { readonly value: unknown } | undefined {
    const property = this.property(name);
    if (property === undefined || typeof property.value === 'function') return undefined;
    if (this.decide(name).action === 'deny') return undefined;
    return { value: property.get === undefined ? property.value : Reflect.apply(property.get, this.object, []) };
  }

  override mayCall(name: string): boolean {
    return this.method(name) !== undefined && this.decide(name).action === 'allow';
  }

  override call(name: string, args: readonly HostValue[], kwargs: ReadonlyMap<string, HostValue>): Maybe<unknown> {
    const method = this.method(name) as Callable;
    const result: unknown = Reflect.apply(method, this.object, kwargs.size === 0 ? args : [...args, kwargs]);
    if (result instanceof Promise)
      throw new HostError('RuntimeError', `${this.name}.${name}() answers later: a script cannot wait`);
    return result;
  }

  override mayWrite(): boolean {
    return false;
  }

  override refusal(name: string): readonly [type: string, message: string] {
    if (this.property(name) === undefined) return ['AttributeError', name];
    const { action, rule, reason } = this.decide(name);
    if (action === 'allow') return ['TypeError', 'attribute-less object (assign or del)'];
    const text = `You are not allowed to access '${name}' in this context (${rule}: ${reason})`;
    this.table.denied = text;
    return ['PermissionError', text];
  }

  override ruleFor(name: string): string {
    return this.decide(name).rule;
  }
}
