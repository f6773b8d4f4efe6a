/**
 * Methods of `io.BufferedReader` and its like (library/natives/_io.py) for the usual case: what is asked for lies in the
 * buffer, or has room there and an open file of the system is below. Everything else is the class's own code.
 *
 * The state of a stream is in the slots of the class `_Buffered`. A program can write to them: nothing is believed.
 */
import { MethodDescriptorType, newBuiltinType, ObjectType, typeOf } from '../../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../../objects/bytes.js';
import { defineType, type MethodRow } from '../../objects/define.js';
import { typeError } from '../../objects/exception-types.js';
import { PyMethodDescr, PySlotMember } from '../../objects/function.js';
import { defineNative } from '../../objects/native.js';
import { PyInstance, type PyType, type PyValue, type R } from '../../objects/object.js';
import type { VM } from '../../objects/vm.js';
import { bufferBytes, newBytes, reserveBytes } from '../../types/buffer.js';
import { appendBytes } from '../../types/bytearray.js';
import { strOf } from '../../types/coerce.js';

const memberOf = (cls: PyType, name: string): PySlotMember | undefined => {
  const member = cls.lookup(name);
  return member instanceof PySlotMember ? member : undefined;
};

/** What a slot holds; undefined: nothing, or there is no such slot. */
function held(o: PyInstance, name: string): PyValue | undefined {
  const member = memberOf(o.shape.cls, name);
  return member === undefined ? undefined : o.slotted?.[member.index];
}

/** Whether a raw stream is a file of the system, of no subclass, and open. */
function isOpenFile(raw: PyValue | undefined): boolean {
  if (!(raw instanceof PyInstance) || !(raw.shape.cls.dict.getStr('_FileIO__fd') instanceof PySlotMember)) return false;
  const fd = held(raw, '_FileIO__fd');
  return typeof fd === 'number' && fd >= 0;
}

/** Bytes that were read ahead, and how many of them are used up. */
interface Ahead {
  readonly bytes: Uint8Array;
  readonly at: number;
}

function aheadOf(self: PyInstance): Ahead | undefined {
  const ahead = held(self, '_Buffered__ahead');
  const at = held(self, '_Buffered__at');
  if (!(ahead instanceof PyBytes) || typeof at !== 'number' || at < 0 || at > ahead.bytes.length) return undefined;
  return { bytes: ahead.bytes, at };
}

function take(vm: VM, self: PyInstance, { bytes, at }: Ahead, end: number): PyValue {
  self.slotted![memberOf(self.shape.cls, '_Buffered__at')!.index] = end;
  vm.charge(1 + ((end - at) >> 6));
  const piece = reserveBytes(vm, end - at);
  piece.set(bytes.subarray(at, end));
  return newBytes(piece);
}

/** "Let the class's own method do it." */
function own(vm: VM, self: PyValue, name: string, args: readonly (PyValue | undefined)[]): R {
  const method = typeOf(self).lookup(`_${name}`);
  if (method === undefined)
    throw typeError(
      `descriptor '${name}' for '_io._Buffered' objects doesn't apply to a '${typeOf(self).name}' object`,
    );
  return vm.call(method, [self, ...args.filter((a): a is PyValue => a !== undefined)]);
}

function read(vm: VM, self: PyValue, size?: PyValue): R {
  if (self instanceof PyInstance && typeof size === 'number' && size >= 0) {
    const ahead = aheadOf(self);
    if (ahead !== undefined && ahead.at < ahead.bytes.length && size <= ahead.bytes.length - ahead.at)
      return take(vm, self, ahead, ahead.at + size);
  }
  return own(vm, self, 'read', [size]);
}

/** The line that is ahead; undefined where more has to be read. */
function line(vm: VM, self: PyValue): PyValue | undefined {
  const ahead = self instanceof PyInstance ? aheadOf(self) : undefined;
  const end = ahead === undefined ? 0 : ahead.bytes.indexOf(10, ahead.at) + 1;
  return end > 0 ? take(vm, self as PyInstance, ahead!, end) : undefined;
}

function write(vm: VM, self: PyValue, data: PyValue): R {
  if (self instanceof PyInstance && strOf(data) === undefined) {
    const ahead = aheadOf(self);
    const out = held(self, '_Buffered__out');
    const room = held(self, '_Buffered__size');
    const bytes = bufferBytes(vm, data);
    if (
      isOpenFile(held(self, '_Buffered__raw')) &&
      ahead !== undefined &&
      ahead.at === ahead.bytes.length &&
      out instanceof PyByteArray &&
      out.exports === 0 &&
      typeof room === 'number' &&
      bytes !== undefined &&
      out.length + bytes.length <= room
    ) {
      vm.charge(1 + (bytes.length >> 6));
      appendBytes(vm, out, bytes);
      return bytes.length;
    }
  }
  return own(vm, self, 'write', [data]);
}

const METHODS: Record<string, MethodRow> = {
  read: ['($self, size=-1, /)', null, read],
  readline: [
    '($self, size=-1, /)',
    null,
    (vm: VM, self: PyValue, size?: PyValue) =>
      (size === undefined ? line(vm, self) : undefined) ?? own(vm, self, 'readline', [size]),
  ],
  __next__: ['($self, /)', null, (vm: VM, self: PyValue) => line(vm, self) ?? own(vm, self, 'next', [])],
  write: ['($self, buffer, /)', null, write],
};

/** Holds the methods, which classes take from it: they fit any object, and look at it themselves. */
export const BufferedType = newBuiltinType('_io._buffered', ObjectType, { final: true });
defineType(BufferedType, { doc: null });
for (const [name, [signature, doc, impl]] of Object.entries(METHODS)) {
  const def = defineNative(name, `_Buffered.${name}`, signature, doc, impl, 'object');
  BufferedType.dict.setStr(name, new PyMethodDescr(MethodDescriptorType.root, def, ObjectType));
}
