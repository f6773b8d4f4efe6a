/**
 * Pickling: values to opcodes in one loop with an explicit stack.
 *
 * Data is served here alone. Where the program's code has a say (`__reduce_ex__`, persistent ids, globals, items of an
 * iterator) the loop stops with a request, all it knows is in the PySaving, and library/pickle.py does what was asked and
 * lets it go on. What an object is reduced to comes back as a plan: a tuple of steps for this loop.
 */
import {
  ByteArrayType,
  BytesType,
  DictType,
  FrozenSetType,
  FunctionType,
  ListType,
  SetType,
  StrType,
  TupleType,
  TypeType,
  tuple,
  typeOf,
} from '../../objects/builtin-types.js';
import type { PyByteArray, PyBytes } from '../../objects/bytes.js';
import type { PyDict } from '../../objects/dict.js';
import { PyRaise } from '../../objects/errors.js';
import { RecursionErrorType, RuntimeErrorType, raise, valueError } from '../../objects/exception-types.js';
import { idOf } from '../../objects/identity.js';
import {
  PyFloat,
  type PyObject,
  type PyStrObject,
  type PyType,
  type PyValue,
  PyWideStr,
} from '../../objects/object.js';
import type { PyList, PyTuple } from '../../objects/sequence.js';
import type { PySet } from '../../objects/set.js';
import { TextError } from '../../objects/text/error.js';
import { exceptionOfFault } from '../../objects/text-fault.js';
import type { VM } from '../../objects/vm.js';
import { membersOf } from '../../protocols/sets.js';
import { newBytes } from '../../types/buffer.js';
import { newList } from '../../types/support.js';
import { BATCH, Op } from './opcodes.js';
import { ENTRY, fresh, Kind, PLAN_HEAD, type PySaving, STEP, Step, shown } from './save-state.js';
import { ASK, OPENED, type Outcome, SAVED, SaveValues } from './save-values.js';

/** Counted in fast mode. */
const COUNTED = new Set([Kind.List, Kind.Dict, Kind.Plan]);

const ONE = -1;
const MAX_DEPTH = 20000;
const FAST_LIMIT = 50;

/** One run of the loop. */
class Saver extends SaveValues {
  private readonly stack: PyValue[];
  private readonly plain: boolean;
  private request: PyTuple | null = null;

  constructor(vm: VM, saving: PySaving) {
    super(vm, saving);
    this.stack = saving.stack;
    this.plain = saving.persistent === null;
  }

  // -- the loop ---------------------------------------------------------------------------------------------------------

  /** Goes on with what is open; `first`: how the loop begins. */
  run(first: () => Outcome): PyTuple {
    try {
      let r = first();
      while (r !== ASK && this.out.ready.length === 0) {
        if (this.stack.length === 0) {
          if (this.saving.ended) return this.done();
          this.end();
        } else r = this.step();
      }
      if (r === ASK) return this.request!;
      const ready = this.out.ready;
      this.out.ready = [];
      return tuple(['write', tuple(ready), null]);
    } catch (e) {
      // Library code says where it was.
      if (e instanceof PyRaise) return tuple(['raise', e.exc, null]);
      if (e instanceof TextError) return tuple(['raise', exceptionOfFault(e), null]);
      throw e;
    }
  }

  private end(): void {
    const { out, vm } = this;
    this.saving.ended = true;
    out.byte(vm, Op.STOP);
    out.closeFrame();
    out.framing = false;
    if (out.toFile) out.flush(vm);
  }

  private done(): PyTuple {
    return tuple(['done', this.out.toFile ? null : this.out.take(this.vm), null]);
  }

  private ask(what: string, value: PyValue, more: PyValue = null): typeof ASK {
    this.vm.alloc(100);
    this.request = tuple([what, value, more]);
    return ASK;
  }

  private step(): Outcome {
    const top = this.stack.length - ENTRY;
    switch (this.stack[top] as Kind) {
      case Kind.List:
        return this.list(top);
      case Kind.Dict:
        return this.dict(top);
      case Kind.Set:
        return this.set(top);
      case Kind.FrozenSet:
        return this.frozenSet(top);
      case Kind.Tuple:
        return this.tuple(top);
      case Kind.Items:
        return this.items(top);
      case Kind.Pairs:
        return this.pairs(top);
      default:
        return this.plan(top);
    }
  }

  private push(kind: Kind, v: PyValue, at: number, walked: PyValue, count: number): typeof OPENED {
    const { stack, vm } = this;
    if (stack.length >= MAX_DEPTH * ENTRY)
      throw raise(RecursionErrorType, 'maximum recursion depth exceeded while pickling an object');
    vm.alloc(ENTRY * 8);
    stack.push(kind, v, at, walked, count);
    return OPENED;
  }

  private close(): typeof SAVED {
    const { stack, saving } = this;
    const top = stack.length - ENTRY;
    if (saving.fastDepth > 0 && COUNTED.has(stack[top] as Kind)) {
      saving.fastDepth--;
      saving.open.delete(stack[top + 1]!);
    }
    stack.length = top;
    return SAVED;
  }

  /** Without a memo, cycles are noticed once nesting is deep. */
  private enterFast(v: PyValue): void {
    if (this.state.fast === 0) return;
    const { saving, vm } = this;
    if (++saving.fastDepth < FAST_LIMIT) return;
    if (saving.open.has(v)) {
      const where = `0x${idOf(vm, v).toString(16)}`;
      throw valueError(`fast mode: can't pickle cyclic objects including object type ${typeOf(v).name} at ${where}`);
    }
    vm.alloc(48);
    saving.open.add(v);
  }

  // -- values -----------------------------------------------------------------------------------------------------------

  save(v: PyValue): Outcome {
    this.out.boundary(this.vm);
    return this.plain ? this.value(v) : this.ask('persistent', shown(v), v);
  }

  /** A value that has no persistent id. */
  value(v: PyValue): Outcome {
    const { vm, out } = this;
    vm.charge(1);
    switch (typeof v) {
      case 'string':
        return this.string(v, v);
      case 'number':
        return this.int(v);
      case 'boolean':
        if (this.protocol >= 2) out.byte(vm, v ? Op.NEWTRUE : Op.NEWFALSE);
        else out.ascii(vm, v ? 'I01\n' : 'I00\n');
        return SAVED;
      case 'bigint':
        return this.long(v);
    }
    if (v === null) {
      out.byte(vm, Op.NONE);
      return SAVED;
    }
    if (v instanceof PyFloat) return this.float(v.v);
    if (v instanceof PyWideStr) return this.string(v, v);
    const known = this.memo.get(v);
    if (known !== undefined) {
      this.get(known);
      return SAVED;
    }
    return this.object(v);
  }

  private object(v: PyObject): Outcome {
    switch (v.shape.cls) {
      case ListType:
        return this.openList(v as PyList);
      case DictType:
        return this.openDict(v as PyDict);
      case TupleType:
        return this.openTuple(v as PyTuple);
      case BytesType:
        return this.bytes(v as PyBytes);
      case SetType:
      case FrozenSetType:
        return this.openSet(v as PySet);
      case ByteArrayType:
        return this.byteArray(v as PyByteArray);
      case StrType:
        return this.string((v as PyStrObject).value, v);
    }
    return this.saving.override === null ? this.reduced(v) : this.ask('override', v);
  }

  /** What its class says about pickling. */
  reduced(v: PyObject): Outcome {
    if (v.shape.cls === TypeType) return this.ask('type', v);
    return this.ask(v.shape.cls === FunctionType ? 'global' : 'reduce', v);
  }

  private bytes(v: PyBytes): Outcome {
    const { vm } = this;
    const b = v.bytes;
    if (this.protocol >= 3) {
      this.bytesData(b, v);
      this.put(v);
      return SAVED;
    }
    if (b.length === 0) return this.reduceTo(v, BytesType, tuple([]));
    // Protocols before 3 know no bytes: as text, and what encodes it.
    vm.charge(b.length);
    vm.alloc(b.length * 2);
    const parts: string[] = [];
    for (let i = 0; i < b.length; i += 4096)
      parts.push(String.fromCharCode.apply(null, b.subarray(i, i + 4096) as unknown as number[]));
    const text = parts.join('');
    return this.ask('bytes', v, text.length === 1 ? text : fresh(text));
  }

  private byteArray(v: PyByteArray): Outcome {
    const { vm } = this;
    const b = v.buffer.subarray(0, v.length);
    if (this.protocol >= 5) {
      this.out.counted(vm, Op.BYTEARRAY8, 8, b, null);
      this.put(v);
      return SAVED;
    }
    vm.alloc(b.length);
    const args = b.length === 0 ? tuple([]) : tuple([newBytes(b.slice())]);
    return this.reduceTo(v, ByteArrayType, args);
  }

  // -- containers -------------------------------------------------------------------------------------------------------

  private begin(v: PyValue, binary: Op, text: string): void {
    if (this.protocol > 0) this.out.byte(this.vm, binary);
    else this.out.ascii(this.vm, text);
    this.put(v);
  }

  private openList(l: PyList): Outcome {
    this.enterFast(l);
    this.begin(l, Op.EMPTY_LIST, '(l');
    const n = l.items.length;
    if (n > 1 && this.protocol > 0) this.out.byte(this.vm, Op.MARK);
    return this.push(Kind.List, l, 0, null, n === 1 || this.protocol === 0 ? ONE : 0);
  }

  private list(top: number): Outcome {
    const { stack, out, vm } = this;
    const { items } = stack[top + 1] as PyList;
    let at = stack[top + 2] as number;
    let count = stack[top + 4] as number;
    for (;;) {
      if (count === ONE && at > 0) out.byte(vm, Op.APPEND);
      else if (count === BATCH || (count > 0 && at >= items.length)) {
        out.byte(vm, Op.APPENDS);
        if (at < items.length) out.byte(vm, Op.MARK);
        count = 0;
      }
      // A list that lost its items after its MARK was written.
      if (at >= items.length || (count === ONE && at > 0 && this.protocol > 0)) return this.close();
      if (count !== ONE) count++;
      stack[top + 2] = at + 1;
      stack[top + 4] = count;
      const r = this.save(items[at++]!);
      if (r !== SAVED || out.ready.length > 0) return r;
    }
  }

  private openDict(d: PyDict): Outcome {
    this.enterFast(d);
    this.begin(d, Op.EMPTY_DICT, '(d');
    if (d.size > 1 && this.protocol > 0) this.out.byte(this.vm, Op.MARK);
    return this.push(Kind.Dict, d, 0, d.size, d.size === 1 || this.protocol === 0 ? ONE : 0);
  }

  /** The place counts keys and values in turn. */
  private dict(top: number): Outcome {
    const { stack, out, vm } = this;
    const d = stack[top + 1] as PyDict;
    const size = stack[top + 3] as number;
    let at = stack[top + 2] as number;
    let count = stack[top + 4] as number;
    for (;;) {
      let v: PyValue;
      if ((at & 1) === 0) {
        if (at > 0 && count === ONE) out.byte(vm, Op.SETITEM);
        if (d.size !== size) throw raise(RuntimeErrorType, 'dictionary changed size during iteration');
        const { keys } = d;
        const from = at >> 1;
        let i = from;
        while (i < keys.length && keys[i] === undefined) i++;
        if (i - from > 16) vm.charge(i - from);
        if (count === BATCH) {
          out.byte(vm, Op.SETITEMS);
          out.byte(vm, Op.MARK);
          count = 0;
        }
        if (i >= keys.length) {
          if (count !== ONE && size > 0) out.byte(vm, Op.SETITEMS);
          return this.close();
        }
        v = keys[i]!;
        at = i * 2 + 1;
      } else {
        v = d.vals[at >> 1] ?? null;
        at++;
        if (count !== ONE) count++;
      }
      stack[top + 2] = at;
      stack[top + 4] = count;
      const r = this.save(v);
      if (r !== SAVED || out.ready.length > 0) return r;
    }
  }

  private openSet(s: PySet): Outcome {
    const { out, vm } = this;
    const members = tuple(membersOf(vm, s));
    if (this.protocol < 4) return this.reduceTo(s, s.shape.cls, tuple([newList(vm, members.items.slice())]));
    if (s.shape.cls === FrozenSetType) {
      out.byte(vm, Op.MARK);
      return this.push(Kind.FrozenSet, s, 0, members, 0);
    }
    out.byte(vm, Op.EMPTY_SET);
    this.put(s);
    if (members.items.length === 0) return SAVED;
    out.byte(vm, Op.MARK);
    return this.push(Kind.Set, s, 0, members, 0);
  }

  private set(top: number): Outcome {
    const { stack, out, vm } = this;
    const s = stack[top + 1] as PySet;
    const { items } = stack[top + 3] as PyTuple;
    for (;;) {
      const at = stack[top + 2] as number;
      const count = stack[top + 4] as number;
      if (count === BATCH || at >= items.length) {
        out.byte(vm, Op.ADDITEMS);
        if (s.d.size !== items.length) throw raise(RuntimeErrorType, 'set changed size during iteration');
        if (count < BATCH) return this.close();
        out.byte(vm, Op.MARK);
        stack[top + 4] = 0;
        continue;
      }
      stack[top + 2] = at + 1;
      stack[top + 4] = count + 1;
      const r = this.save(items[at]!);
      if (r !== SAVED || out.ready.length > 0) return r;
    }
  }

  private frozenSet(top: number): Outcome {
    const { stack, out, vm } = this;
    const s = stack[top + 1]!;
    const { items } = stack[top + 3] as PyTuple;
    for (let at = stack[top + 2] as number; at < items.length; ) {
      stack[top + 2] = at + 1;
      const r = this.save(items[at++]!);
      if (r !== SAVED || out.ready.length > 0) return r;
    }
    const known = this.memo.get(s);
    if (known !== undefined) {
      out.byte(vm, Op.POP_MARK);
      this.get(known);
    } else {
      out.byte(vm, Op.FROZENSET);
      this.put(s);
    }
    return this.close();
  }

  private openTuple(t: PyTuple): Outcome {
    const { out, vm } = this;
    const n = t.items.length;
    if (n === 0) {
      if (this.protocol > 0) out.byte(vm, Op.EMPTY_TUPLE);
      else out.ascii(vm, '(t');
      return SAVED;
    }
    if (n > 3 || this.protocol < 2) out.byte(vm, Op.MARK);
    return this.push(Kind.Tuple, t, 0, null, 0);
  }

  private tuple(top: number): Outcome {
    const { stack, out } = this;
    const t = stack[top + 1] as PyTuple;
    const { items } = t;
    for (let at = stack[top + 2] as number; at < items.length; ) {
      stack[top + 2] = at + 1;
      const r = this.save(items[at++]!);
      if (r !== SAVED || out.ready.length > 0) return r;
    }
    this.closeTuple(t, items.length);
    return this.close();
  }

  /** Its items may have held it: then it is whole already. */
  private closeTuple(t: PyTuple, n: number): void {
    const { out, vm } = this;
    const marked = n > 3 || this.protocol < 2;
    const known = this.memo.get(t);
    if (known !== undefined) {
      if (marked && this.protocol > 0) out.byte(vm, Op.POP_MARK);
      else for (let i = marked ? -1 : 0; i < n; i++) out.byte(vm, Op.POP);
      this.get(known);
      return;
    }
    out.byte(vm, marked ? Op.TUPLE : Op.TUPLE1 + n - 1);
    this.put(t);
  }

  // -- reductions -------------------------------------------------------------------------------------------------------

  /** A call of a built-in class. */
  private reduceTo(v: PyValue, cls: PyType, args: PyTuple): Outcome {
    const parts: PyValue[] = [Step.Save, cls, 'reconstructor', Step.Save, args, 'reconstructor arguments'];
    return this.openPlan(v, tuple([false, ...parts, Step.Write, 'R', null, Step.Memo, null, null]));
  }

  openPlan(v: PyValue, plan: PyTuple): Outcome {
    this.enterFast(v);
    return this.push(Kind.Plan, v, PLAN_HEAD, plan, 0);
  }

  private plan(top: number): Outcome {
    const { stack, out, vm } = this;
    const v = stack[top + 1]!;
    const { items } = stack[top + 3] as PyTuple;
    const at = stack[top + 2] as number;
    if (at >= items.length) return this.close();
    const value = items[at + 1]!;
    const what = items[at] as Step;
    if (what === Step.Items || what === Step.Pairs) return this.ask('batch', value, what === Step.Pairs);
    stack[top + 2] = at + STEP;
    if (what === Step.Save) return this.save(value);
    if (what === Step.SaveValue) return this.value(value);
    if (what === Step.Write) out.ascii(vm, value as string);
    else if (what === Step.Put) this.put(v);
    else {
      const known = this.memo.get(v);
      if (known === undefined) this.put(v);
      else {
        out.byte(vm, Op.POP);
        this.get(known);
        return this.close();
      }
    }
    return SAVED;
  }

  /** What an iterator of the plan gave. */
  givenItems(items: PyTuple): Outcome {
    const { stack } = this;
    const top = stack.length - ENTRY;
    const pairs = ((stack[top + 3] as PyTuple).items[stack[top + 2] as number] as Step) === Step.Pairs;
    const n = items.items.length >> (pairs ? 1 : 0);
    if (n === 0) {
      stack[top + 2] = (stack[top + 2] as number) + STEP;
      return SAVED;
    }
    const one = n === 1 || this.protocol === 0;
    if (!one) this.out.byte(this.vm, Op.MARK);
    return this.push(pairs ? Kind.Pairs : Kind.Items, stack[top + 1]!, 0, items, one ? ONE : 0);
  }

  private items(top: number): Outcome {
    const { stack, out, vm } = this;
    const { items } = stack[top + 3] as PyTuple;
    const one = stack[top + 4] === ONE;
    for (;;) {
      const at = stack[top + 2] as number;
      if (one && at > 0) out.byte(vm, Op.APPEND);
      if (at >= items.length) {
        if (!one) out.byte(vm, Op.APPENDS);
        return this.closeItems(top, items.length);
      }
      stack[top + 2] = at + 1;
      const r = this.save(items[at]!);
      if (r !== SAVED || out.ready.length > 0) return r;
    }
  }

  private pairs(top: number): Outcome {
    const { stack, out, vm } = this;
    const { items } = stack[top + 3] as PyTuple;
    const one = stack[top + 4] === ONE;
    for (;;) {
      const at = stack[top + 2] as number;
      if (one && at > 0 && (at & 1) === 0) out.byte(vm, Op.SETITEM);
      if (at >= items.length) {
        if (!one) out.byte(vm, Op.SETITEMS);
        return this.closeItems(top, items.length >> 1);
      }
      stack[top + 2] = at + 1;
      const r = this.save(items[at]!);
      if (r !== SAVED || out.ready.length > 0) return r;
    }
  }

  /** The plan asks for more, or goes on where this was the end. */
  private closeItems(top: number, n: number): typeof SAVED {
    const { stack } = this;
    const plan = top - ENTRY;
    stack[plan + 4] = (stack[plan + 4] as number) + n;
    if (n < BATCH) stack[plan + 2] = (stack[plan + 2] as number) + STEP;
    stack.length = top;
    return SAVED;
  }
}

function saver(vm: VM, saving: PySaving, first: (s: Saver) => Outcome): PyTuple {
  const mark = vm.temporaries.length;
  vm.temporaries.push(saving);
  const s = new Saver(vm, saving);
  const request = s.run(() => first(s));
  vm.temporaries.length = mark;
  return request;
}

// -- for the module and library/pickle.py ---------------------------------------------------------------------------------

/** From the beginning. */
export const saveFirst = (vm: VM, saving: PySaving, v: PyValue): PyTuple => saver(vm, saving, (s) => s.save(v));

/** What was asked is done. */
export const saveOn = (vm: VM, saving: PySaving): PyTuple => saver(vm, saving, () => SAVED);

/** The value has no persistent id. */
export const saveValue = (vm: VM, saving: PySaving, v: PyValue): PyTuple => saver(vm, saving, (s) => s.value(v));

/** The override has nothing to say about it. */
export const saveReduced = (vm: VM, saving: PySaving, v: PyObject): PyTuple => saver(vm, saving, (s) => s.reduced(v));

export const savePlan = (vm: VM, saving: PySaving, v: PyValue, plan: PyTuple): PyTuple =>
  saver(vm, saving, (s) => s.openPlan(v, plan));

export const saveItems = (vm: VM, saving: PySaving, items: PyTuple): PyTuple =>
  saver(vm, saving, (s) => s.givenItems(items));

/** The content of a buffer, in the place of the object. */
export const saveBuffer = (vm: VM, saving: PySaving, v: PyValue, b: Uint8Array, readonly: boolean): PyTuple =>
  saver(vm, saving, (s) => {
    if (readonly) s.bytesData(b, null);
    else saving.state.out.counted(vm, Op.BYTEARRAY8, 8, b, null);
    s.put(v);
    return SAVED;
  });
