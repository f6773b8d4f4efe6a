/** The host's objects as scripts see them: each attribute is decided by the declarations, for who runs the script. */
import {
  type AttributeUse,
  Bastion,
  type Callable,
  containerOf,
  HostError,
  type ItemMethod,
  isItemMethod,
} from '../bastion/bastion.js';
import { HostTable } from '../bastion/handlers.js';
import type { HostReference, HostValue } from '../bastion/values.js';
import type { Maybe } from '../system/later.js';
import { type AccessDecision, type Asking, DEFAULT, type Declarations, type ItemUse } from './declarations.js';

/** What scripts hold of the host's objects while one of them runs. */
export class SecuredTable extends HostTable {
  private readonly known = new WeakMap<object, SecuredObject>();
  /** Why the last attribute was not to be had. */
  denied: string | null = null;
  /** Whether the call that is under way may wait for what comes later. */
  waits = false;

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

/** What a declaration calls the uses of items. */
const ITEM_USES = {
  __getitem__: 'get',
  __setitem__: 'set',
  __delitem__: 'delete',
  __len__: 'length',
  __contains__: 'contains',
  __iter__: 'iterate',
} as const satisfies Record<ItemMethod, ItemUse>;
/** What a script wanted to do with items, where it is not allowed to. */
const ITEM_VERBS: Readonly<Record<ItemUse, string>> = {
  get: 'get items',
  set: 'set items',
  delete: 'delete items',
  length: 'count items',
  contains: 'look for items',
  iterate: 'iterate over items',
};
const VERBS = { read: 'access', write: 'set', delete: 'delete' } as const;
/** What RestrictedPython's write guard says of what may not be written at all. */
const NO_ATTRIBUTES = 'attribute-less object (assign or del)';
const NO_ITEMS = 'object does not support item or slice assignment';

const same = (v: unknown): unknown => v;

/** What `keys()` of a Map gives, or a generator, as an array; anything else as it is. */
function itemsOf(v: unknown): unknown {
  if (typeof v !== 'object' || v === null) return v;
  const { next, [Symbol.iterator]: iterate } = v as Partial<IterableIterator<unknown>>;
  return typeof next === 'function' && typeof iterate === 'function' ? Array.from(v as Iterable<unknown>) : v;
}

export class SecuredObject extends Bastion {
  private readonly classes: readonly string[];
  private readonly uses: string;
  /** The last decision: one use of an attribute asks for it several times. Nobody declares anything meanwhile. */
  private last: {
    readonly name: string;
    readonly use: AttributeUse;
    readonly asking: Asking;
    readonly decision: AccessDecision;
  } | null = null;

  constructor(
    object: object,
    private readonly table: SecuredTable,
  ) {
    super(object, {});
    const { declarations } = table;
    this.classes = declarations.classesOf(object);
    this.uses = containerOf((name) => declarations.itemMethod(this.classes, ITEM_USES[name]) !== undefined);
  }

  override get container(): string {
    return this.uses;
  }

  private decide(name: string, use: AttributeUse = 'read'): AccessDecision {
    const asking = this.table.asking();
    const { last } = this;
    if (last !== null && last.name === name && last.use === use && last.asking === asking) return last.decision;
    const decision = this.decided(name, use, asking);
    this.last = { name, use, asking, decision };
    return decision;
  }

  private decided(name: string, use: AttributeUse, asking: Asking): AccessDecision {
    const { declarations } = this.table;
    return isItemMethod(name)
      ? declarations.decideItem(this.classes, ITEM_USES[name], asking)
      : declarations.decide(this.classes, name, asking, use);
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
    return this.behind(name) !== undefined && this.decide(name).action === 'allow';
  }

  /** The method of this name, or the one that is declared for an item. */
  private behind(name: string): Callable | undefined {
    if (!isItemMethod(name)) return this.method(name);
    const found = this.table.declarations.itemMethod(this.classes, ITEM_USES[name]);
    return found === undefined ? undefined : this.method(found.method);
  }

  override call(name: string, args: readonly HostValue[], kwargs: ReadonlyMap<string, HostValue>): Maybe<unknown> {
    const method = this.behind(name) as Callable;
    const result: unknown = Reflect.apply(method, this.object, kwargs.size === 0 ? args : [...args, kwargs]);
    const items = name === '__iter__' ? itemsOf : same;
    if (!(result instanceof Promise)) return items(result);
    if (this.table.waits) return result.then(items);
    // Nobody will hear of it.
    result.catch(() => {});
    throw new HostError('RuntimeError', `${this.name}.${name}() answers later: use callAsync(), not call()`);
  }

  /** A method, and what every object has, is not to be replaced, whatever is declared. */
  private mayChange(name: string, use: AttributeUse): boolean {
    if (Object.hasOwn(Object.prototype, name) || this.method(name) !== undefined) return false;
    return this.decide(name, use).action === 'allow';
  }

  override mayWrite(name: string): boolean {
    return this.mayChange(name, 'write');
  }

  override write(name: string, value: HostValue): boolean {
    if (Reflect.set(this.object, name, value)) return true;
    throw new HostError('AttributeError', `attribute '${name}' of ${this.name} is not writable`);
  }

  override mayDelete(name: string): boolean {
    return this.mayChange(name, 'delete');
  }

  override delete(name: string): void {
    if (!Object.hasOwn(this.object, name)) throw new HostError('AttributeError', name);
    if (!Reflect.deleteProperty(this.object, name))
      throw new HostError('AttributeError', `attribute '${name}' of ${this.name} cannot be deleted`);
  }

  override refusal(name: string, use: AttributeUse = 'read'): readonly [type: string, message: string] {
    if (use === 'read' && this.property(name) === undefined) return ['AttributeError', name];
    const decision = this.decide(name, use);
    if (decision.action === 'allow' || (use !== 'read' && decision.rule === DEFAULT))
      return ['TypeError', NO_ATTRIBUTES];
    return this.unauthorized(`${VERBS[use]} '${name}'`, decision);
  }

  override refusalOfItem(member: ItemMethod): readonly [type: string, message: string] {
    const decision = this.decide(member);
    const declared = this.table.declarations.itemMethod(this.classes, ITEM_USES[member]) !== undefined;
    if (declared && decision.action === 'deny') return this.unauthorized(ITEM_VERBS[ITEM_USES[member]], decision);
    const writes = member === '__setitem__' || member === '__delitem__';
    return writes ? ['TypeError', NO_ITEMS] : super.refusalOfItem(member);
  }

  private unauthorized(what: string, { rule, reason }: AccessDecision): readonly [type: string, message: string] {
    const text = `You are not allowed to ${what} in this context (${rule}: ${reason})`;
    this.table.denied = text;
    return ['PermissionError', text];
  }

  override ruleFor(name: string, use: AttributeUse = 'read'): string {
    return this.decide(name, use).rule;
  }
}
