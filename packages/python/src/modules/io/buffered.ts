/**
 * Native halves of `io.BufferedReader` and its like (library/natives/_io.py): what is asked for lies in the buffer, or has
 * room there and an open file of the system is below.
 *
 * The state of a stream is in the slots of the class `_Buffered`. A program can write to them: nothing is believed.
 */
import { PyByteArray, PyBytes } from '../../objects/bytes.js';
import { defineHalves, type Half } from '../../objects/code.js';
import { PySlotMember } from '../../objects/function.js';
import { PyInstance, type PyType, type PyValue } from '../../objects/object.js';
import type { VM } from '../../objects/vm.js';
import { bufferBytes, newBytes } from '../../types/buffer.js';
import { subBytes } from '../../types/byte-search.js';
import { appendBytes } from '../../types/bytearray.js';

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
  return newBytes(subBytes(vm, bytes, at, end));
}

/** A half of a method, for a stream and `count` positional arguments. */
function half(count: number, f: (vm: VM, self: PyInstance, argument: PyValue) => PyValue | undefined): Half {
  return (vm, _fn, args, kw) => {
    const [self, argument = null] = args;
    return kw === null && args.length === count + 1 && self instanceof PyInstance ? f(vm, self, argument) : undefined;
  };
}

function read(vm: VM, self: PyInstance, size: PyValue): PyValue | undefined {
  if (typeof size !== 'number' || size < 0) return undefined;
  const ahead = aheadOf(self);
  if (ahead === undefined || ahead.at === ahead.bytes.length || size > ahead.bytes.length - ahead.at) return undefined;
  return take(vm, self, ahead, ahead.at + size);
}

function line(vm: VM, self: PyInstance): PyValue | undefined {
  const ahead = aheadOf(self);
  const end = ahead === undefined ? 0 : ahead.bytes.indexOf(10, ahead.at) + 1;
  return end > 0 ? take(vm, self, ahead!, end) : undefined;
}

function write(vm: VM, self: PyInstance, data: PyValue): PyValue | undefined {
  const ahead = aheadOf(self);
  const out = held(self, '_Buffered__out');
  const room = held(self, '_Buffered__size');
  if (!isOpenFile(held(self, '_Buffered__raw')) || ahead === undefined || ahead.at < ahead.bytes.length)
    return undefined;
  if (!(out instanceof PyByteArray) || out.exports > 0 || typeof room !== 'number') return undefined;
  const bytes = data instanceof PyBytes || data instanceof PyByteArray ? bufferBytes(vm, data) : undefined;
  if (bytes === undefined || out.length + bytes.length > room) return undefined;
  vm.charge(1 + (bytes.length >> 6));
  appendBytes(vm, out, bytes);
  return bytes.length;
}

defineHalves('_io', {
  'BufferedReader.read': half(1, read),
  'BufferedReader.readline': half(0, line),
  'BufferedReader.__next__': half(0, line),
  'BufferedWriter.write': half(1, write),
});
