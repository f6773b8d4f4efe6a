/** The calls that use things of the host's: looked up by number, decided by the bastion, answered with copies. */
import type { Place, Plain, System, SystemAnswer, SystemCall } from '@rexec/python';
import { SnapshotError } from '@rexec/python/source';
import type { CallName } from '../system/calls.js';
import type { Guard, Handler, HandlerMaker, Handlers } from '../system/guard.js';
import { HandlerTable } from '../system/handler-table.js';
import { type Maybe, PromisedAnswer } from '../system/later.js';
import { PendingCalls } from '../system/pending.js';
import { Bastion, HostError, HostFunction, hostFunction, isItemMethod } from './bastion.js';
import {
  ConversionError,
  type Exchange,
  type Giveable,
  giveValue,
  HostReference,
  type HostValue,
  type References,
  takeValue,
} from './values.js';

/** What one cell has been given. Numbers are never used twice. */
export class HostTable implements References, Exchange {
  private things: HostReference[] = [];
  private numbers = new Map<HostReference, number>();
  /** Numbers that stand for nothing any more, below the others. */
  private forgotten = 0;
  /** Under which name the host set a thing first. */
  private readonly labels = new Map<HostReference, string>();
  constructor(private readonly max = 100_000) {}

  /** The host sets a value under this name: so it is known in a snapshot. */
  label(value: unknown, name: string): void {
    if (value instanceof HostReference && !this.labels.has(value)) this.labels.set(value, name);
  }

  /** The same things under the same numbers, for a cell that was forked. */
  copyFrom(other: HostTable): void {
    this.things = [...other.things];
    this.numbers = new Map(other.numbers);
    for (const [thing, name] of other.labels) this.labels.set(thing, name);
  }

  /** How many numbers were given so far. */
  get given(): number {
    return this.forgotten + this.things.length;
  }

  /** Nothing refers to the things any more: they are forgotten. Their numbers are not used again. */
  forget(): void {
    if (this.things.length === 0) return;
    this.forgotten += this.things.length;
    this.things = [];
    this.numbers.clear();
  }

  /** What a snapshot says of the things, by their numbers. */
  save(): SavedThing[] {
    return this.things.map((thing): SavedThing => {
      const label = this.labels.get(thing) ?? thing.name;
      if (thing instanceof HostFunction) {
        const { doc = null, signature = '' } = thing.options;
        return [thing.isLeft ? 'left' : 'function', label, thing.name, doc, signature];
      }
      return [thing instanceof Lost ? 'lost' : 'bastion', label, thing.name, null, ''];
    });
  }

  /**
   * The things of a snapshot, from those that the host gives by name. Functions without a callback need none; what the
   * program once got as a result and the host has no name for is lost: its uses are a RuntimeError.
   */
  load(saved: readonly SavedThing[], given: Readonly<Record<string, HostReference>>): void {
    const named = new Map(Object.entries(given));
    const missing: string[] = [];
    this.things = saved.map(([kind, label, name, doc, signature]) => {
      const thing = named.get(label) ?? named.get(name);
      if (thing !== undefined) return thing;
      if (kind === 'left') return hostFunction({ name, ...(doc === null ? {} : { doc }), signature });
      if (kind === 'function') missing.push(label);
      return new Lost(name);
    });
    if (missing.length > 0) {
      const names = [...new Set(missing)].join(', ');
      throw new SnapshotError(`the program has functions of the host that were not given: ${names} (option functions)`);
    }
    this.numbers = new Map(this.things.map((thing, i) => [thing, i]));
    this.things.forEach((thing, i) => {
      this.label(thing, saved[i]![1]);
    });
  }

  /** Whether the call is of a function without a callback. */
  isLeft({ name, args }: SystemCall): boolean {
    if (name !== 'host_call') return false;
    const thing = this.find(args[0] as number, '');
    return thing instanceof HostFunction && thing.isLeft;
  }

  /** A call of the host's things as the host would read it; null: it is another call. */
  callOf({ name, args }: SystemCall): { function: string; args: HostValue[]; kwargs: Map<string, HostValue> } | null {
    if (name !== 'host_call') return null;
    const [id, member, given, kwargs] = args;
    const thing = this.find(id as number, '');
    const label = thing === undefined ? 'nothing' : (this.labels.get(thing) ?? thing.name);
    return {
      function: member === '' ? label : `${label}.${String(member)}`,
      args: takeValue(given, this) as HostValue[],
      kwargs: takeValue(kwargs, this) as Map<string, HostValue>,
    };
  }

  toHost(plain: Plain): HostValue {
    return takeValue(plain, this);
  }

  toCell(value: Giveable): Plain {
    return giveValue(value, this);
  }

  give(ref: HostReference): Plain {
    if (ref instanceof BoundMethod) return this.giveMethod(ref.bastion, ref.member);
    const id = this.numberOf(ref);
    if (ref instanceof HostFunction) {
      return ['function', id, '', ref.name, ref.options.doc ?? null, ref.options.signature ?? '', ref.awaitable];
    }
    const container = ref instanceof Bastion ? ref.container : '';
    return container === '' ? ['bastion', id, ref.name] : ['bastion', id, ref.name, container];
  }

  giveMethod(ref: Bastion, member: string): Plain {
    return ['function', this.numberOf(ref), member, member, null, ''];
  }

  find(id: number, member: string): HostReference | undefined {
    const ref = this.things[id - this.forgotten];
    if (member === '' || ref === undefined) return ref;
    return ref instanceof Bastion && ref.mayCall(member) ? new BoundMethod(ref, member) : undefined;
  }

  private numberOf(ref: HostReference): number {
    const known = this.numbers.get(ref);
    if (known !== undefined) return known;
    if (this.things.length >= this.max) throw new HostError('MemoryError', 'too many objects of the host');
    const number = this.forgotten + this.things.length;
    this.things.push(ref);
    this.numbers.set(ref, number);
    return number;
  }
}

/** Kind, the name under which it was set, its own name, and of a function its documentation and signature. */
export type SavedThing = readonly [
  kind: 'function' | 'left' | 'bastion' | 'lost',
  label: string,
  name: string,
  doc: string | null,
  signature: string,
];

/** Something of the host's that was there when a snapshot was taken, and is no more. */
class Lost extends HostReference {
  constructor(readonly name: string) {
    super();
  }
}

/** A method of an object behind a bastion, that a program gave back to the host. */
export class BoundMethod extends HostReference {
  readonly name: string;
  constructor(
    readonly bastion: Bastion,
    readonly member: string,
  ) {
    super();
    this.name = member;
  }
}

const refused = (type: string, message: string): SystemAnswer => ({ kind: 'refused', type, message });

type Recorder = Pick<Guard, 'record' | 'pending'>;

/** The host's things for a machine without a supervisor: nothing is recorded. */
export function hostSystem(table: HostTable): System {
  const pending = new PendingCalls();
  const handlers = new HandlerTable([pending, new HostCalls({ record: () => {}, pending }, table)]);
  return {
    call: ({ name, args, place }) => {
      const handler = handlers.find(name as CallName);
      if (handler === undefined) return refused('PermissionError', `refused: this cell has no power of '${name}'`);
      const answer = handler(args, place);
      return answer instanceof Promise ? new PromisedAnswer(answer) : answer;
    },
  };
}

export function hostCalls(table: HostTable): HandlerMaker {
  return (guard) => new HostCalls(guard, table);
}

class HostCalls implements Handlers {
  constructor(
    private readonly guard: Recorder,
    private readonly table: HostTable,
  ) {}

  handler(name: CallName): Handler | undefined {
    const { guard, table } = this;
    switch (name) {
      case 'host_get':
        return ([id, member], place) => get(guard, table, id as number, member as string, place);
      case 'host_set':
        return ([id, member, value], place) => set(guard, table, id as number, member as string, value!, place);
      case 'host_delete':
        return ([id, member], place) => remove(guard, table, id as number, member as string, place);
      case 'host_call':
        return ([id, member, args, kwargs], place) =>
          guard.pending.waited((signal) =>
            call(guard, table, id as number, member as string, [args!, kwargs!], place, signal),
          );
      case 'host_begin':
        return (args, place) => this.begin(args, place);
      default:
        return undefined;
    }
  }

  private begin([number, id, member, args, kwargs]: readonly Plain[], place: Place): Maybe<SystemAnswer> {
    const { guard, table } = this;
    if (table.isLeft({ name: 'host_call', args: [id!], place })) return { kind: 'value', value: false };
    return guard.pending.begin(number as number, (signal) =>
      call(guard, table, id as number, member as string, [args!, kwargs!], place, signal),
    );
  }
}

function get(guard: Recorder, table: HostTable, id: number, name: string, place: Place): SystemAnswer {
  const ref = table.find(id, '');
  if (!(ref instanceof Bastion)) return refused('AttributeError', name);
  const found = ref.read(name);
  const known = found !== undefined || ref.mayCall(name);
  guard.record('rexec.get', [ref.name, name], known ? 'allow' : 'deny', ref.ruleFor(name), place);
  if (!known) return refused(...ref.refusal(name));
  if (found === undefined) return { kind: 'value', value: table.giveMethod(ref, name) };
  return converted(() => giveValue(found.value, table));
}

function set(guard: Recorder, table: HostTable, id: number, name: string, value: Plain, place: Place): SystemAnswer {
  const ref = table.find(id, '');
  if (!(ref instanceof Bastion)) return refused('AttributeError', name);
  const may = ref.mayWrite(name);
  guard.record('rexec.set', [ref.name, name], may ? 'allow' : 'deny', ref.ruleFor(name, 'write'), place);
  if (!may) return refused(...ref.refusal(name, 'write'));
  return converted(() => {
    ref.write(name, takeValue(value, table));
    return null;
  });
}

function remove(guard: Recorder, table: HostTable, id: number, name: string, place: Place): SystemAnswer {
  const ref = table.find(id, '');
  if (!(ref instanceof Bastion)) return refused('AttributeError', name);
  const may = ref.mayDelete(name);
  guard.record('rexec.delete', [ref.name, name], may ? 'allow' : 'deny', ref.ruleFor(name, 'delete'), place);
  if (!may) return refused(...ref.refusal(name, 'delete'));
  return converted(() => {
    ref.delete(name);
    return null;
  });
}

function call(
  guard: Recorder,
  table: HostTable,
  id: number,
  member: string,
  given: readonly [Plain, Plain],
  place: Place,
  signal: () => AbortSignal,
): Maybe<SystemAnswer> {
  const ref = table.find(id, '');
  const may = ref instanceof HostFunction ? member === '' : ref instanceof Bastion && ref.mayCall(member);
  const label = ref === undefined ? 'nothing' : member === '' ? ref.name : `${ref.name}.${member}`;
  const rule = ref instanceof Bastion ? ref.ruleFor(member) : `bastion ${ref?.name ?? ''}`;
  guard.record('rexec.call', [label, summary(given[0])], may ? 'allow' : 'deny', rule, place);
  if (!may) {
    if (ref instanceof Bastion && isItemMethod(member)) return refused(...ref.refusalOfItem(member));
    return refused('TypeError', `'${label}' is not callable`);
  }
  try {
    const args = takeValue(given[0], table) as HostValue[];
    const kwargs = takeValue(given[1], table) as Map<string, HostValue>;
    const result =
      ref instanceof HostFunction ? ref.call(args, kwargs, signal) : (ref as Bastion).call(member, args, kwargs);
    if (!(result instanceof Promise)) return { kind: 'value', value: giveValue(result, table) };
    return result.then((r): SystemAnswer => ({ kind: 'value', value: giveValue(r, table) })).catch(failure);
  } catch (e) {
    return failure(e);
  }
}

/** How many arguments: their values are the host's to log. */
function summary(args: Plain): Plain {
  return Array.isArray(args) ? args.length - 1 : 0;
}

function converted(body: () => Plain): SystemAnswer {
  try {
    return { kind: 'value', value: body() };
  } catch (e) {
    return failure(e);
  }
}

/** What a program learns of an error of the host's: what the host said with a HostError, and otherwise nothing. */
function failure(e: unknown): SystemAnswer {
  if (e instanceof HostError) return refused(e.type, e.message);
  if (e instanceof ConversionError)
    return refused('TypeError', `the host's value cannot be given to a program: ${e.message}`);
  return refused('RuntimeError', 'an error in the host');
}
