/** The calls that use things of the host's: looked up by number, decided by the bastion, answered with copies. */
import type { Place, Plain, SystemAnswer } from '@rexec/python';
import type { Guard, HandlerMaker } from '../system/guard.js';
import type { Maybe } from '../system/later.js';
import { Bastion, HostError, HostFunction } from './bastion.js';
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
  private readonly things: HostReference[] = [];
  private readonly numbers = new Map<HostReference, number>();
  constructor(private readonly max = 100_000) {}

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
      return ['function', id, '', ref.name, ref.options.doc ?? null, ref.options.signature ?? ''];
    }
    return ['bastion', id, ref.name];
  }

  giveMethod(ref: Bastion, member: string): Plain {
    return ['function', this.numberOf(ref), member, member, null, ''];
  }

  find(id: number, member: string): HostReference | undefined {
    const ref = this.things[id];
    if (member === '' || ref === undefined) return ref;
    return ref instanceof Bastion && ref.mayCall(member) ? new BoundMethod(ref, member) : undefined;
  }

  private numberOf(ref: HostReference): number {
    const known = this.numbers.get(ref);
    if (known !== undefined) return known;
    if (this.things.length >= this.max) throw new HostError('MemoryError', 'too many objects of the host');
    this.things.push(ref);
    this.numbers.set(ref, this.things.length - 1);
    return this.things.length - 1;
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

export function hostCalls(table: HostTable): HandlerMaker {
  return (guard) => ({
    host_get: ([id, name], place) => get(guard, table, id as number, name as string, place),
    host_set: ([id, name, value], place) => set(guard, table, id as number, name as string, value!, place),
    host_call: ([id, name, args, kwargs], place) =>
      call(guard, table, id as number, name as string, [args!, kwargs!], place),
  });
}

function get(guard: Guard, table: HostTable, id: number, name: string, place: Place): SystemAnswer {
  const ref = table.find(id, '');
  if (!(ref instanceof Bastion)) return refused('AttributeError', name);
  const found = ref.read(name);
  const known = found !== undefined || ref.mayCall(name);
  guard.record('rexec.get', [ref.name, name], known ? 'allow' : 'deny', `bastion ${ref.name}`, place);
  // The bare name, as Python's Bastion.
  if (!known) return refused('AttributeError', name);
  if (found === undefined) return { kind: 'value', value: table.giveMethod(ref, name) };
  return converted(() => giveValue(found.value, table));
}

function set(guard: Guard, table: HostTable, id: number, name: string, value: Plain, place: Place): SystemAnswer {
  const ref = table.find(id, '');
  if (!(ref instanceof Bastion)) return refused('AttributeError', name);
  const may = (ref.options.writable ?? []).includes(name);
  guard.record('rexec.set', [ref.name, name], may ? 'allow' : 'deny', `bastion ${ref.name}`, place);
  if (!may) return refused('AttributeError', name);
  return converted(() => {
    ref.write(name, takeValue(value, table));
    return null;
  });
}

function call(
  guard: Guard,
  table: HostTable,
  id: number,
  member: string,
  given: readonly [Plain, Plain],
  place: Place,
): Maybe<SystemAnswer> {
  const ref = table.find(id, '');
  const may = ref instanceof HostFunction ? member === '' : ref instanceof Bastion && ref.mayCall(member);
  const label = ref === undefined ? 'nothing' : member === '' ? ref.name : `${ref.name}.${member}`;
  guard.record('rexec.call', [label, summary(given[0])], may ? 'allow' : 'deny', `bastion ${ref?.name ?? ''}`, place);
  if (!may) return refused('TypeError', `'${label}' is not callable`);
  try {
    const args = takeValue(given[0], table) as HostValue[];
    const kwargs = takeValue(given[1], table) as Map<string, HostValue>;
    const result = ref instanceof HostFunction ? ref.call(args, kwargs) : (ref as Bastion).call(member, args, kwargs);
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
