/**
 * Unpickling: opcodes to values in one loop (pickletools describes the machine).
 *
 * Data is made here alone. Where the program's code has a say (classes, calls, `__setstate__`, keys with a hash of their
 * own, reading from a file) the loop stops with a request, all it knows is in the PyLoading and its input, and
 * library/pickle.py does what was asked and lets it go on.
 *
 * Whatever the bytes say: a size is no larger than the bytes behind it, a place in the memo costs what one entry costs,
 * and each opcode is paid for by itself and by what it takes from the stack.
 */
import {
  ByteArrayType,
  DictType,
  FrozenSetType,
  ListType,
  newDict,
  SetType,
  StrType,
  tuple,
  typeOf,
} from '../../objects/builtin-types.js';
import { PyByteArray } from '../../objects/bytes.js';
import { PyDict } from '../../objects/dict.js';
import { valueError } from '../../objects/exception-types.js';
import { intFromText } from '../../objects/number/int-text.js';
import type { PyValue } from '../../objects/object.js';
import { PyList, type PyTuple } from '../../objects/sequence.js';
import { PySet } from '../../objects/set.js';
import { decode, lookupCodec } from '../../objects/text/codecs.js';
import type { VM } from '../../objects/vm.js';
import { setKey } from '../../protocols/mapping.js';
import { addMember, newSetOf } from '../../protocols/sets.js';
import { newBytes } from '../../types/buffer.js';
import { newList } from '../../types/support.js';
import { Ask } from './load-input.js';
import type { PyLoading } from './load-state.js';
import { LoadValues } from './load-values.js';
import { HIGHEST_PROTOCOL, Op } from './opcodes.js';
import { unpicklingError } from './types.js';

class Loader extends LoadValues {
  run(): PyTuple {
    const { vm } = this;
    try {
      for (;;) {
        this.begun = this.at;
        if (this.at >= this.data.length) this.more(1, true);
        vm.charge(1);
        const op = this.data[this.at++]!;
        if (op === Op.STOP) return this.request('done', this.pop());
        this.step(op);
      }
    } catch (e) {
      if (e instanceof Ask) return e.request;
      throw e;
    } finally {
      this.state.at = this.at;
    }
  }

  // -- opcodes -------------------------------------------------------------------------------------------------------

  private step(op: number): void {
    switch (op) {
      case Op.MEMOIZE:
        this.memo.set(this.vm, this.memo.size, this.top());
        return;
      case Op.SHORT_BINUNICODE:
        this.text(this.u8());
        return;
      case Op.BINGET:
        this.get(this.u8());
        return;
      case Op.LONG_BINGET:
        this.get(this.u32());
        return;
      case Op.BINPUT:
        this.put(this.u8());
        return;
      case Op.LONG_BINPUT:
        this.put(this.u32());
        return;
      case Op.BININT1:
        this.push(this.u8());
        return;
      case Op.BININT2:
        this.push(this.u16());
        return;
      case Op.BININT:
        this.push(this.i32());
        return;
      case Op.BINFLOAT:
        this.binaryFloat();
        return;
      case Op.MARK:
        this.vm.alloc(8);
        this.marks.push(this.stack.length);
        this.fence = this.stack.length;
        return;
      case Op.TUPLE1:
      case Op.TUPLE2:
      case Op.TUPLE3:
        this.tupleOf(op - Op.TUPLE1 + 1);
        return;
      case Op.EMPTY_DICT:
        this.vm.alloc(200);
        this.push(newDict());
        return;
      case Op.EMPTY_LIST:
        this.push(newList(this.vm, []));
        return;
      case Op.APPENDS:
        this.append(this.mark());
        return;
      case Op.SETITEMS:
        this.setItems(this.mark());
        return;
      case Op.NONE:
        this.push(null);
        return;
      case Op.NEWTRUE:
        this.push(true);
        return;
      case Op.NEWFALSE:
        this.push(false);
        return;
    }
    this.container(op);
  }

  private container(op: number): void {
    switch (op) {
      case Op.APPEND:
        this.has(2);
        this.append(this.stack.length - 1);
        return;
      case Op.SETITEM:
        // The value, the key and the dict are looked for in this order.
        this.has(2);
        this.setItems(this.stack.length - 2);
        return;
      case Op.TUPLE:
        this.push(tuple(this.above(this.mark())));
        return;
      case Op.EMPTY_TUPLE:
        this.push(tuple([]));
        return;
      case Op.LIST:
        this.push(newList(this.vm, this.above(this.mark())));
        return;
      case Op.DICT:
        this.dict();
        return;
      case Op.EMPTY_SET:
        this.vm.alloc(300);
        this.push(newSetOf(SetType));
        return;
      case Op.ADDITEMS:
        this.addItems();
        return;
      case Op.FROZENSET:
        this.frozenSet();
        return;
      case Op.POP:
        if (this.marks.length > 0 && this.marks.at(-1) === this.stack.length) this.mark();
        else this.pop();
        return;
      case Op.POP_MARK:
        this.stack.length = this.mark();
        return;
      case Op.DUP:
        this.push(this.top());
        return;
    }
    this.number(op);
  }

  private number(op: number): void {
    const { vm } = this;
    switch (op) {
      case Op.LONG1:
        this.long(this.u8());
        return;
      case Op.LONG4: {
        const n = this.i32();
        if (n < 0) throw unpicklingError('LONG pickle has negative byte count');
        this.long(n);
        return;
      }
      case Op.INT:
        this.textInt();
        return;
      case Op.LONG: {
        const s = this.lineText();
        this.push(intFromText(vm, s.endsWith('L') ? s.slice(0, -1) : `${s}\n`, 10));
        return;
      }
      case Op.FLOAT:
        this.textFloat();
        return;
      case Op.GET:
        this.get(this.index());
        return;
      case Op.PUT: {
        const n = this.index();
        this.top();
        if (n < 0) throw valueError('negative PUT argument');
        this.put(n);
        return;
      }
      case Op.PROTO: {
        const n = this.u8();
        if (n > HIGHEST_PROTOCOL) throw valueError(`unsupported pickle protocol: ${n}`);
        this.state.protocol = n;
        return;
      }
      case Op.FRAME: {
        const n = this.size8('FRAME length');
        if (n > this.data.length - this.at) this.more(n);
        return;
      }
    }
    this.blockOf(op);
  }

  private blockOf(op: number): void {
    switch (op) {
      case Op.BINUNICODE:
        this.text(this.u32());
        return;
      case Op.BINUNICODE8:
        this.text(this.size8('BINUNICODE8'));
        return;
      case Op.SHORT_BINBYTES:
        this.push(newBytes(this.copied(this.u8())));
        return;
      case Op.BINBYTES:
        this.push(newBytes(this.copied(this.u32())));
        return;
      case Op.BINBYTES8:
        this.push(newBytes(this.copied(this.size8('BINBYTES8'))));
        return;
      case Op.BYTEARRAY8: {
        const b = this.copied(this.size8('BYTEARRAY8'));
        this.push(new PyByteArray(ByteArrayType.root, b, b.length));
        return;
      }
      case Op.UNICODE:
        this.push(decode(this.vm, lookupCodec('raw-unicode-escape')!, this.line(1)).text);
        return;
      case Op.SHORT_BINSTRING:
        this.oldString(this.copied(this.u8()));
        return;
      case Op.BINSTRING: {
        const n = this.i32();
        if (n < 0) throw unpicklingError('BINSTRING pickle has negative byte count');
        this.oldString(this.copied(n));
        return;
      }
      case Op.STRING:
        this.quoted();
        return;
    }
    this.object(op);
  }

  /** Opcodes that the program's code serves. */
  private object(op: number): void {
    switch (op) {
      case Op.GLOBAL: {
        const module = this.utf8(this.line());
        this.ask('find', module, this.utf8(this.line()));
        return;
      }
      case Op.STACK_GLOBAL: {
        const name = this.pop();
        const module = this.pop();
        if (typeOf(name) !== StrType || typeOf(module) !== StrType) throw unpicklingError('STACK_GLOBAL requires str');
        this.ask('find', module, name);
        return;
      }
      case Op.REDUCE: {
        const args = this.pop();
        this.ask('call', this.pop(), args);
        return;
      }
      case Op.BUILD: {
        this.has(2);
        const state = this.pop();
        this.ask('build', this.top(), state);
        return;
      }
      case Op.NEWOBJ: {
        const args = this.pop();
        this.ask('new', this.pop(), args);
        return;
      }
      case Op.NEWOBJ_EX: {
        const kwargs = this.pop();
        const args = this.pop();
        this.ask('new', this.pop(), args, tuple([kwargs]));
        return;
      }
      case Op.OBJ: {
        const from = this.mark();
        if (this.stack.length <= from) this.underflow();
        const args = this.above(from + 1);
        this.ask('instance', this.pop(), tuple(args));
        return;
      }
      case Op.INST: {
        if (this.marks.length === 0) this.mark();
        const module = this.ascii(this.line());
        const name = this.ascii(this.line());
        this.ask('inst', module, name, tuple(this.above(this.mark())));
        return;
      }
      case Op.PERSID: {
        const pid = this.line(1);
        if (pid.some((c) => c > 127)) throw unpicklingError('persistent IDs in protocol 0 must be ASCII strings');
        this.ask('persistent', this.ascii(pid));
        return;
      }
      case Op.BINPERSID:
        this.ask('persistent', this.pop());
        return;
      case Op.EXT1:
        this.extension(this.u8());
        return;
      case Op.EXT2:
        this.extension(this.u16());
        return;
      case Op.EXT4:
        this.extension(this.i32());
        return;
      case Op.NEXT_BUFFER:
        this.ask('buffer');
        return;
      case Op.READONLY_BUFFER:
        this.top();
        this.ask('readonly', this.stack.pop()!);
        return;
    }
    const shown =
      op >= 32 && op < 127 && op !== 0x27 && op !== 0x5c
        ? String.fromCharCode(op)
        : `\\x${op.toString(16).padStart(2, '0')}`;
    throw unpicklingError(`invalid load key, '${shown}'.`);
  }

  private extension(code: number): never {
    if (code <= 0) throw unpicklingError('EXT specifies code <= 0');
    return this.ask('extension', code);
  }

  // -- containers ----------------------------------------------------------------------------------------------------

  private tupleOf(n: number): void {
    const { stack } = this;
    this.has(n);
    this.vm.alloc(64 + n * 8);
    const at = stack.length - n;
    const items = n === 1 ? [stack[at]!] : n === 2 ? [stack[at]!, stack[at + 1]!] : stack.slice(at);
    stack.length = at;
    stack.push(tuple(items));
  }

  /** The values from `from` on, into what stands below them. */
  private append(from: number): void {
    const { stack, vm } = this;
    const n = stack.length - from;
    if (n < 0 || from <= this.fence) this.underflow();
    if (n === 0) return;
    const list = stack[from - 1]!;
    if (!(list instanceof PyList) || list.shape.cls !== ListType)
      this.ask('append', list, newList(vm, this.above(from)));
    vm.charge(n >> 3);
    vm.alloc(n * 8);
    const { items } = list as PyList;
    for (let i = from; i < stack.length; i++) items.push(stack[i]!);
    stack.length = from;
  }

  private setItems(from: number): void {
    const { stack } = this;
    const n = stack.length - from;
    if (n < 0 || from <= this.fence) this.underflow();
    if (n === 0) return;
    if (n % 2 !== 0) throw unpicklingError('odd number of items for SETITEMS');
    const d = stack[from - 1]!;
    if (!(d instanceof PyDict) || d.shape.cls !== DictType) this.ask('setitems', d, tuple(this.above(from)));
    this.fill(d as PyDict, from);
  }

  /** Keys and values from `from` on; where a key needs Python code, library code goes on with it. */
  private fill(d: PyDict, from: number): void {
    const { stack, vm } = this;
    vm.charge((stack.length - from) >> 2);
    if (d.size === 0 && this.loading.models.fill(vm, d, stack, from)) {
      stack.length = from;
      return;
    }
    for (let i = from; i < stack.length; i += 2) {
      if (setKey(vm, d, stack[i]!, stack[i + 1]!)) continue;
      const rest = this.above(i);
      stack.length = from;
      this.ask('setitems', d, tuple(rest));
    }
    stack.length = from;
  }

  private dict(): void {
    const from = this.mark();
    const { stack, vm } = this;
    if ((stack.length - from) % 2 !== 0) throw unpicklingError('odd number of items for DICT');
    vm.alloc(200);
    const d = newDict();
    // Below its items, as the dict of SETITEMS stands.
    const items = this.above(from);
    stack.push(d);
    for (const v of items) this.push(v);
    this.fill(d, from + 1);
  }

  private addItems(): void {
    const from = this.mark();
    const { stack, vm } = this;
    if (from > stack.length || from <= this.fence) this.underflow();
    if (from === stack.length) return;
    const s = stack[from - 1]!;
    if (!(s instanceof PySet) || s.shape.cls.isSubtypeOf(FrozenSetType)) this.ask('add', s, tuple(this.above(from)));
    vm.charge(stack.length - from);
    for (let i = from; i < stack.length; i++) {
      if (addMember(vm, s as PySet, stack[i]!)) continue;
      const rest = this.above(i);
      stack.length = from;
      this.ask('update', s, tuple(rest));
    }
    stack.length = from;
  }

  private frozenSet(): void {
    const { vm } = this;
    const items = this.above(this.mark());
    vm.alloc(300);
    const s = newSetOf(FrozenSetType);
    vm.charge(items.length);
    for (const v of items) if (!addMember(vm, s, v)) this.ask('frozenset', tuple(items));
    this.push(s);
  }
}

function loader(vm: VM, loading: PyLoading): PyTuple {
  const mark = vm.temporaries.length;
  vm.temporaries.push(loading);
  const request = new Loader(vm, loading).run();
  vm.temporaries.length = mark;
  return request;
}

// -- for the module and library/pickle.py ---------------------------------------------------------------------------------

/** Goes on; what was asked for nothing but its effect is done. */
export const loadOn = (vm: VM, loading: PyLoading): PyTuple => loader(vm, loading);

/** What was asked for is this value. */
export function loadWith(vm: VM, loading: PyLoading, v: PyValue): PyTuple {
  vm.alloc(16);
  loading.stack.push(v);
  return loader(vm, loading);
}
