/**
 * What scripts may do with the host's objects, as Zope's security declarations have it: each attribute of a class is public,
 * private or protected by a permission; permissions are given to roles; what is not declared is refused. All of it is data.
 *
 * ```ts
 * const d = new Declarations();
 * d.permission('View', ['Anonymous']).permission('Edit', ['Editor']);
 * d.forClass('Document').declareObjectProtected('View').declareProtected('Edit', 'rename').declarePrivate('key');
 * d.forClass('Document').declareWriteProtected('Edit', 'title');
 * d.allowModule('math');
 * ```
 */

import type { AttributeUse } from '../bastion/bastion.js';

/** `public`, `private`, or who has the permission. */
export type Access = 'public' | 'private' | { readonly protected: string };

/** Names of methods behind what programs do with items; null: none, whatever a base class says. */
export interface ItemMethods {
  /** `x[k]`: gets the key. */
  readonly get?: string | null;
  /** `x[k] = v`: gets the key and the value. */
  readonly set?: string | null;
  /** `del x[k]`: gets the key. */
  readonly delete?: string | null;
  /** `len(x)`, and whether x is true: gives how many there are. */
  readonly length?: string | null;
  /** `k in x`: gets k, gives whether it is there. Without it the items are looked through, where they are declared. */
  readonly contains?: string | null;
  /** `for k in x`: gives all of them, as an array, a Set, a Map (its keys) or an iterator. */
  readonly iterate?: string | null;
}
export type ItemUse = keyof ItemMethods;

export interface ClassDocument {
  /** The object itself, and those attributes that `default` lets through. */
  readonly object?: Access;
  /** Attributes that nothing is declared for: refused (default), or treated as the object itself; all, or by name. */
  readonly default?: 'allow' | 'deny' | Readonly<Record<string, 'allow' | 'deny'>>;
  readonly attributes?: Readonly<Record<string, Access>>;
  /** Attributes that may be set, and deleted: nothing else lets anybody write. */
  readonly writes?: Readonly<Record<string, Access>>;
  readonly deletes?: Readonly<Record<string, Access>>;
  /** Items are methods: who may call one may use the item. */
  readonly items?: ItemMethods;
}

export interface DeclarationsDocument {
  /** Roles that have a permission. A permission that is not here is the Manager's. */
  readonly permissions?: Readonly<Record<string, readonly string[]>>;
  /** Declarations by the name of a class; those of its base classes hold where it has none of its own. */
  readonly classes?: Readonly<Record<string, ClassDocument>>;
  /** Modules that scripts may import: all of it, or these names. */
  readonly modules?: Readonly<Record<string, true | readonly string[]>>;
}

/** Who asks. Everybody has the role Anonymous, who has a name has the role Authenticated. */
export interface Asking {
  readonly user: string | null;
  readonly roles: readonly string[];
  /** Roles in place of the user's own, while a script with proxy roles runs. */
  readonly proxyRoles?: readonly string[];
  /** Who is answerable for the script: may do no less. */
  readonly owner?: { readonly id: string; readonly roles: readonly string[] };
}

export interface AccessDecision {
  readonly action: 'allow' | 'deny';
  /** The declaration that decided: `Document: declareProtected("Edit", "rename")`. */
  readonly rule: string;
  readonly reason: string;
}

const MANAGER = 'Manager';
/** The rule where no declaration decided. */
export const DEFAULT = 'declarations (default)';

/** What the other uses of an attribute are called in a declaration: `declareWritePublic`. */
const USES = { read: '', write: 'Write', delete: 'Delete' } as const;
const NEVER = `attributes that begin with '_' are never to be had`;
const ITEM_USES = ['get', 'set', 'delete', 'length', 'contains', 'iterate'] as const satisfies readonly ItemUse[];

/** A class, and the name under which things are declared for it. */
type ClassOrName = string | (abstract new (...args: never[]) => object);

export class Declarations {
  private readonly permissions = new Map<string, readonly string[]>();
  private readonly classes = new Map<string, ClassDeclarations>();
  private readonly moduleNames = new Map<string, true | readonly string[]>();
  /** Names of classes that were given themselves. */
  private readonly names = new Map<unknown, string>();
  /** Names that are theirs: another class that is called so has no part in it. */
  private readonly taken = new Set<string>();

  /** The roles that have a permission. */
  permission(name: string, roles: readonly string[]): this {
    this.permissions.set(name, [...roles]);
    return this;
  }

  /** What is declared for a class: by its name, or by the class itself (under that name or its own). */
  forClass(cls: ClassOrName, name = typeof cls === 'string' ? cls : cls.name): ClassDeclarations {
    if (typeof cls !== 'string') {
      this.names.set(cls, name);
      this.taken.add(name);
    }
    let known = this.classes.get(name);
    if (known === undefined) {
      known = new ClassDeclarations(name);
      this.classes.set(name, known);
    }
    return known;
  }

  /** Everything in a class is public, but for what begins with `_`. */
  allowClass(cls: ClassOrName, name?: string): this {
    this.forClass(cls, name).declareObjectPublic().setDefaultAccess('allow');
    return this;
  }

  /** Scripts may import the module: all of it, or these names. */
  allowModule(name: string, names?: readonly string[]): this {
    this.moduleNames.set(name, names === undefined ? true : [...names]);
    return this;
  }

  get modules(): ReadonlyMap<string, true | readonly string[]> {
    return this.moduleNames;
  }

  /** Names of an object's classes, the nearest first. */
  classesOf(object: object): string[] {
    const out: string[] = [];
    for (let o: object | null = Object.getPrototypeOf(object); o !== null; o = Object.getPrototypeOf(o)) {
      if (o === Object.prototype) break;
      const made: unknown = Object.getOwnPropertyDescriptor(o, 'constructor')?.value;
      const own = typeof made === 'function' && !this.taken.has(made.name) ? made.name : '';
      const name = this.names.get(made) ?? own;
      if (name !== '') out.push(name);
    }
    return out;
  }

  /**
   * Whether an attribute of an object of these classes (the nearest first) is to be had; or may be written or deleted, which
   * only a declaration for this attribute allows.
   */
  decide(classes: readonly string[], attribute: string, asking: Asking, use: AttributeUse = 'read'): AccessDecision {
    if (attribute.startsWith('_')) return { action: 'deny', rule: DEFAULT, reason: NEVER };
    const known = this.known(classes);
    for (const c of known) {
      const access = c.uses[use].get(attribute);
      if (access !== undefined) return this.granted(access, `${c.name}: ${shown(access, attribute, use)}`, asking);
    }
    return use === 'read' ? this.byDefault(known, classes, attribute, asking) : undeclared(classes, attribute, use);
  }

  /** The method behind an item of an object of these classes; undefined: no declaration gives it one. */
  itemMethod(classes: readonly string[], use: ItemUse): { readonly method: string; readonly rule: string } | undefined {
    for (const c of this.known(classes)) {
      const method = c.items[use];
      if (method === undefined) continue;
      return method === null ? undefined : { method, rule: `${c.name}: declareItems(${use}: "${method}")` };
    }
    return undefined;
  }

  /** Whether an item may be read, set or deleted: as the method behind it may be called. */
  decideItem(classes: readonly string[], use: ItemUse, asking: Asking): AccessDecision {
    const found = this.itemMethod(classes, use);
    if (found === undefined) {
      return {
        action: 'deny',
        rule: DEFAULT,
        reason: `no method is declared for ${use} of items of ${whose(classes)}`,
      };
    }
    const { action, rule, reason } = this.decide(classes, found.method, asking);
    return { action, rule: `${found.rule}, ${rule}`, reason };
  }

  private known(classes: readonly string[]): ClassDeclarations[] {
    return classes.map((name) => this.classes.get(name)).filter((c) => c !== undefined);
  }

  private byDefault(
    known: readonly ClassDeclarations[],
    classes: readonly string[],
    attribute: string,
    asking: Asking,
  ): AccessDecision {
    for (const c of known) {
      const byDefault = c.defaultFor(attribute);
      if (byDefault === undefined) continue;
      const rule = `${c.name}: setDefaultAccess("${byDefault}")`;
      if (byDefault === 'deny') return { action: 'deny', rule, reason: `nothing is declared for '${attribute}'` };
      const object = known.find((k) => k.object !== undefined);
      if (object === undefined) return { action: 'deny', rule, reason: 'nothing is declared for the object itself' };
      return this.granted(object.object!, `${rule}, ${object.name}: ${shown(object.object!)}`, asking);
    }
    const name = whose(classes);
    const reason =
      known.length === 0 ? `nothing is declared for ${name}` : `nothing is declared for '${attribute}' of ${name}`;
    return { action: 'deny', rule: DEFAULT, reason };
  }

  private granted(access: Access, rule: string, asking: Asking): AccessDecision {
    if (access === 'public') return { action: 'allow', rule, reason: 'it is public' };
    if (access === 'private') return { action: 'deny', rule, reason: 'it is private' };
    const permission = access.protected;
    const roles = this.permissions.get(permission) ?? [MANAGER];
    const has = (given: readonly string[], named: boolean) =>
      roles.includes('Anonymous') || (named && roles.includes('Authenticated')) || given.some((r) => roles.includes(r));
    const { owner, proxyRoles, user } = asking;
    const needed = `permission '${permission}' is given to ${roles.length === 0 ? 'nobody' : roles.join(', ')}`;
    if (owner !== undefined && !has(owner.roles, true)) {
      const reason = `the owner of the executing script does not have the required permission: ${needed}; ${owner.id} has ${roleText(owner.roles)}`;
      return { action: 'deny', rule, reason };
    }
    const given = proxyRoles ?? asking.roles;
    const who = proxyRoles === undefined ? (user ?? 'Anonymous') : 'the script, by its proxy roles,';
    const reason = `${needed}; ${who} has ${roleText(given)}`;
    return { action: has(given, user !== null) ? 'allow' : 'deny', rule, reason };
  }

  toJSON(): DeclarationsDocument {
    return {
      permissions: Object.fromEntries(this.permissions),
      classes: Object.fromEntries([...this.classes].map(([name, c]) => [name, c.toJSON()])),
      modules: Object.fromEntries(this.moduleNames),
    };
  }

  /** The declarations of a document; a TypeError says what in it is wrong. */
  static fromJSON(document: unknown): Declarations {
    const made = new Declarations();
    const { permissions, classes, modules } = parts(document, 'the declarations', [
      'permissions',
      'classes',
      'modules',
    ]);
    for (const [name, roles] of entries(permissions, 'permissions')) {
      made.permission(name, strings(roles, `permissions.${name}`));
    }
    for (const [name, c] of entries(classes, 'classes')) made.forClass(name).load(c);
    for (const [name, names] of entries(modules, 'modules')) {
      made.moduleNames.set(name, names === true ? true : strings(names, `modules.${name}`));
    }
    return made;
  }
}

/** What is declared for one class. */
export class ClassDeclarations {
  object: Access | undefined;
  readonly uses: Readonly<Record<AttributeUse, Map<string, Access>>> = {
    read: new Map(),
    write: new Map(),
    delete: new Map(),
  };
  items: ItemMethods = {};
  private byDefault: ClassDocument['default'];

  constructor(readonly name: string) {}

  declareObjectPublic(): this {
    this.object = 'public';
    return this;
  }
  declareObjectPrivate(): this {
    this.object = 'private';
    return this;
  }
  declareObjectProtected(permission: string): this {
    this.object = { protected: permission };
    return this;
  }
  declarePublic(...names: string[]): this {
    return this.declare('read', 'public', names);
  }
  declarePrivate(...names: string[]): this {
    return this.declare('read', 'private', names);
  }
  declareProtected(permission: string, ...names: string[]): this {
    return this.declare('read', { protected: permission }, names);
  }
  /** Attributes that scripts may set. */
  declareWritePublic(...names: string[]): this {
    return this.declare('write', 'public', names);
  }
  declareWritePrivate(...names: string[]): this {
    return this.declare('write', 'private', names);
  }
  declareWriteProtected(permission: string, ...names: string[]): this {
    return this.declare('write', { protected: permission }, names);
  }
  /** Attributes that scripts may delete. */
  declareDeletePublic(...names: string[]): this {
    return this.declare('delete', 'public', names);
  }
  declareDeletePrivate(...names: string[]): this {
    return this.declare('delete', 'private', names);
  }
  declareDeleteProtected(permission: string, ...names: string[]): this {
    return this.declare('delete', { protected: permission }, names);
  }
  /** The methods behind `x[k]`, `x[k] = v`, `del x[k]`, `len(x)`, `k in x` and `for k in x`; each is allowed as it is declared itself. */
  declareItems(methods: ItemMethods): this {
    this.items = { ...this.items, ...methods };
    return this;
  }
  /** For attributes that nothing is declared for: all of them, or by name. */
  setDefaultAccess(access: NonNullable<ClassDocument['default']>): this {
    this.byDefault = access;
    return this;
  }

  defaultFor(attribute: string): 'allow' | 'deny' | undefined {
    const { byDefault } = this;
    if (typeof byDefault !== 'object') return byDefault;
    return Object.hasOwn(byDefault, attribute) ? byDefault[attribute] : 'deny';
  }

  private declare(use: AttributeUse, access: Access, names: readonly string[]): this {
    for (const name of names) this.uses[use].set(name, access);
    return this;
  }

  toJSON(): ClassDocument {
    return {
      ...(this.object === undefined ? {} : { object: this.object }),
      ...(this.byDefault === undefined ? {} : { default: this.byDefault }),
      attributes: Object.fromEntries(this.uses.read),
      ...(this.uses.write.size === 0 ? {} : { writes: Object.fromEntries(this.uses.write) }),
      ...(this.uses.delete.size === 0 ? {} : { deletes: Object.fromEntries(this.uses.delete) }),
      ...(Object.keys(this.items).length === 0 ? {} : { items: this.items }),
    };
  }

  load(document: unknown): void {
    const where = `classes.${this.name}`;
    const keys = ['object', 'default', 'attributes', 'writes', 'deletes', 'items'] as const;
    const { object, default: byDefault, attributes, writes, deletes, items } = parts(document, where, keys);
    if (object !== undefined) this.object = accessOf(object, `${where}.object`);
    if (byDefault !== undefined) this.byDefault = defaultOf(byDefault, `${where}.default`);
    for (const [use, key, given] of [
      ['read', 'attributes', attributes],
      ['write', 'writes', writes],
      ['delete', 'deletes', deletes],
    ] as const) {
      for (const [name, access] of entries(given, `${where}.${key}`)) {
        this.uses[use].set(name, accessOf(access, `${where}.${key}.${name}`));
      }
    }
    if (items !== undefined) this.items = itemsOf(items, `${where}.items`);
  }
}

function whose(classes: readonly string[]): string {
  return classes[0] ?? 'an object without a class';
}

function undeclared(classes: readonly string[], attribute: string, use: AttributeUse): AccessDecision {
  return { action: 'deny', rule: DEFAULT, reason: `no ${use} is declared for '${attribute}' of ${whose(classes)}` };
}

function shown(access: Access, attribute?: string, use: AttributeUse = 'read'): string {
  const verb = `declare${attribute === undefined ? 'Object' : USES[use]}`;
  const names = attribute === undefined ? '' : `"${attribute}"`;
  if (access === 'public') return `${verb}Public(${names})`;
  if (access === 'private') return `${verb}Private(${names})`;
  return `${verb}Protected("${access.protected}"${names === '' ? '' : `, ${names}`})`;
}

function roleText(roles: readonly string[]): string {
  if (roles.length === 0) return 'no role';
  return `${roles.length === 1 ? 'the role' : 'the roles'} ${roles.join(', ')}`;
}

// -- reading documents -----------------------------------------------------------------------------------------------------

function parts<K extends string>(value: unknown, where: string, keys: readonly K[]): { [k in K]?: unknown } {
  const own = Object.fromEntries(entries(value, where));
  const other = Object.keys(own).find((key) => !(keys as readonly string[]).includes(key));
  if (other !== undefined) throw new TypeError(`${where}: unknown key '${other}'; there are ${keys.join(', ')}`);
  return own as { [k in K]?: unknown };
}

function entries(value: unknown, where: string): [string, unknown][] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError(`${where} is no object`);
  return Object.entries(value);
}

function strings(value: unknown, where: string): string[] {
  if (!Array.isArray(value) || value.some((v) => typeof v !== 'string'))
    throw new TypeError(`${where} is no list of names`);
  return [...(value as string[])];
}

function accessOf(value: unknown, where: string): Access {
  if (value === 'public' || value === 'private') return value;
  const permission = parts(value, where, ['protected']).protected;
  if (typeof permission !== 'string') throw new TypeError(`${where}: write "public", "private" or {"protected": "…"}`);
  return { protected: permission };
}

function itemsOf(value: unknown, where: string): ItemMethods {
  const given = parts(value, where, ITEM_USES);
  for (const [use, method] of Object.entries(given)) {
    if (method !== null && typeof method !== 'string')
      throw new TypeError(`${where}.${use}: write a method's name, or null`);
  }
  return given as ItemMethods;
}

function defaultOf(value: unknown, where: string): NonNullable<ClassDocument['default']> {
  const one = (v: unknown): 'allow' | 'deny' => {
    if (v === 'allow' || v === 'deny') return v;
    throw new TypeError(`${where}: write "allow" or "deny"`);
  };
  if (typeof value !== 'object') return one(value);
  return Object.fromEntries(entries(value, where).map(([name, v]) => [name, one(v)]));
}
