/**
 * What scripts may do with the host's objects, as Zope's security declarations have it: each attribute of a class is public,
 * private or protected by a permission; permissions are given to roles; what is not declared is refused. All of it is data.
 *
 * ```ts
 * const d = new Declarations();
 * d.permission('View', ['Anonymous']).permission('Edit', ['Editor']);
 * d.forClass('Document').declareObjectProtected('View').declareProtected('Edit', 'rename').declarePrivate('key');
 * d.allowModule('math');
 * ```
 */

/** `public`, `private`, or who has the permission. */
export type Access = 'public' | 'private' | { readonly protected: string };

export interface ClassDocument {
  /** The object itself, and those attributes that `default` lets through. */
  readonly object?: Access;
  /** Attributes that nothing is declared for: refused (default), or treated as the object itself; all, or by name. */
  readonly default?: 'allow' | 'deny' | Readonly<Record<string, 'allow' | 'deny'>>;
  readonly attributes?: Readonly<Record<string, Access>>;
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
const DEFAULT = 'declarations (default)';

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

  /** Whether an attribute of an object of these classes (the nearest first) is to be had. */
  decide(classes: readonly string[], attribute: string, asking: Asking): AccessDecision {
    if (attribute.startsWith('_')) {
      return { action: 'deny', rule: DEFAULT, reason: `attributes that begin with '_' are never to be had` };
    }
    const known = classes.map((name) => this.classes.get(name)).filter((c) => c !== undefined);
    for (const c of known) {
      const access = c.attributes.get(attribute);
      if (access !== undefined) return this.granted(access, `${c.name}: ${shown(access, attribute)}`, asking);
    }
    for (const c of known) {
      const byDefault = c.defaultFor(attribute);
      if (byDefault === undefined) continue;
      const rule = `${c.name}: setDefaultAccess("${byDefault}")`;
      if (byDefault === 'deny') return { action: 'deny', rule, reason: `nothing is declared for '${attribute}'` };
      const object = known.find((k) => k.object !== undefined);
      if (object === undefined) return { action: 'deny', rule, reason: 'nothing is declared for the object itself' };
      return this.granted(object.object!, `${rule}, ${object.name}: ${shown(object.object!)}`, asking);
    }
    const whose = classes[0] ?? 'an object without a class';
    const reason =
      known.length === 0 ? `nothing is declared for ${whose}` : `nothing is declared for '${attribute}' of ${whose}`;
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
  readonly attributes = new Map<string, Access>();
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
    return this.declare('public', names);
  }
  declarePrivate(...names: string[]): this {
    return this.declare('private', names);
  }
  declareProtected(permission: string, ...names: string[]): this {
    return this.declare({ protected: permission }, names);
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

  private declare(access: Access, names: readonly string[]): this {
    for (const name of names) this.attributes.set(name, access);
    return this;
  }

  toJSON(): ClassDocument {
    return {
      ...(this.object === undefined ? {} : { object: this.object }),
      ...(this.byDefault === undefined ? {} : { default: this.byDefault }),
      attributes: Object.fromEntries(this.attributes),
    };
  }

  load(document: unknown): void {
    const where = `classes.${this.name}`;
    const { object, default: byDefault, attributes } = parts(document, where, ['object', 'default', 'attributes']);
    if (object !== undefined) this.object = accessOf(object, `${where}.object`);
    if (byDefault !== undefined) this.byDefault = defaultOf(byDefault, `${where}.default`);
    for (const [name, access] of entries(attributes, `${where}.attributes`)) {
      this.attributes.set(name, accessOf(access, `${where}.attributes.${name}`));
    }
  }
}

function shown(access: Access, attribute?: string): string {
  const object = attribute === undefined ? 'Object' : '';
  const names = attribute === undefined ? '' : `"${attribute}"`;
  if (access === 'public') return `declare${object}Public(${names})`;
  if (access === 'private') return `declare${object}Private(${names})`;
  return `declare${object}Protected("${access.protected}"${names === '' ? '' : `, ${names}`})`;
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

function defaultOf(value: unknown, where: string): NonNullable<ClassDocument['default']> {
  const one = (v: unknown): 'allow' | 'deny' => {
    if (v === 'allow' || v === 'deny') return v;
    throw new TypeError(`${where}: write "allow" or "deny"`);
  };
  if (typeof value !== 'object') return one(value);
  return Object.fromEntries(entries(value, where).map(([name, v]) => [name, one(v)]));
}
