/**
 * A cell as bytes, and back. The bytes hold everything that the program can reach and the state of its run; what is shared
 * by all cells is named, not held. They are taken where the machine stands still: at a pause, before the first run, or
 * between runs; the machine that comes of them does exactly what the other would have done.
 *
 * Format: four bytes of a name, the version, a checksum of the rest; a digest of the engine's tables (opcodes, classes and
 * their fields); two blocks of the host's, opaque here (digest of the policy; what it wants to find again); the heap.
 */
import { OPCODES } from '../compiler/opcodes.js';
import { Machine, type MachineOptions } from '../machine/machine.js';
import { ByteReader, checksum, Parts, SnapshotError, textDigest } from './bytes.js';
import { heapClasses } from './classes.js';
import { HeapReader } from './reader.js';
import {
  checkStill,
  PerObject,
  readLibraryFunctions,
  readPerObject,
  readRun,
  readStates,
  writeLibraryFunctions,
  writeRun,
  writeStates,
} from './state.js';
import { HeapWriter, Loans } from './writer.js';

export const SNAPSHOT_VERSION = 2;
const NAME = [0x72, 0x78, 0x73, 0x6e];
/** Name, version, checksum. */
const HEAD = 9;
const NOTHING = new Uint8Array(0);

export interface SnapshotOptions {
  /** A digest of the policy: whoever restores compares it with what it would restore under. */
  policy?: Uint8Array;
  /** Bytes of the host's own: what it needs to go on, as the call that is pending. */
  host?: Uint8Array;
}

/** What a snapshot says of itself. */
export interface SnapshotInfo {
  readonly version: number;
  readonly policy: Uint8Array;
  readonly host: Uint8Array;
}

let engine: number | null = null;

/** Of what the meaning of the bytes depends on. Natives and library code go by names, and are looked for one by one. */
function engineDigest(): number {
  engine ??= textDigest(
    JSON.stringify([OPCODES.map((o) => [o.name, o.operand]), heapClasses.map((c) => c.fields.map(([name]) => name))]),
  );
  return engine;
}

export function snapshot(machine: Machine, options: SnapshotOptions = {}): Uint8Array {
  return sealed(options, (out) => write(new HeapWriter(machine), out));
}

/** The same machine with other blocks of the host's: for a host that knows more than the one who took the snapshot. */
export function resealed(bytes: Uint8Array, options: SnapshotOptions): Uint8Array {
  const { rest } = open(bytes);
  return sealed(options, (out) => out.raw(rest.bytes.subarray(rest.at, rest.end)));
}

function sealed(options: SnapshotOptions, heap: (out: Parts) => void): Uint8Array {
  const out = new Parts();
  out.raw(Uint8Array.of(...NAME, SNAPSHOT_VERSION, 0, 0, 0, 0));
  out.number(engineDigest());
  out.block(options.policy ?? NOTHING);
  out.block(options.host ?? NOTHING);
  heap(out);
  const bytes = out.done();
  new DataView(bytes.buffer).setUint32(5, checksum(bytes.subarray(HEAD)), true);
  return bytes;
}

function write(w: HeapWriter, out: Parts): void {
  checkStill(w.machine);
  writeRun(w);
  writeStates(w);
  const perObject = new PerObject(w);
  // Roots come first, then the bodies, then what depends on which objects were met.
  const heap = w.split();
  w.drain();
  perObject.gather();
  const bodies = w.split();
  writeLibraryFunctions(w);
  perObject.write();
  const last = w.split();
  w.finish(out);
  for (const part of [heap, bodies, last]) out.block(part);
}

function open(bytes: Uint8Array): { info: SnapshotInfo; rest: ByteReader } {
  if (bytes.length < HEAD || NAME.some((b, i) => bytes[i] !== b))
    throw new SnapshotError('these bytes are no snapshot');
  const version = bytes[4]!;
  if (version !== SNAPSHOT_VERSION) {
    throw new SnapshotError(`the snapshot has version ${version}; this engine reads version ${SNAPSHOT_VERSION}`);
  }
  const sum = bytes[5]! + bytes[6]! * 0x100 + bytes[7]! * 0x10000 + bytes[8]! * 0x1000000;
  if (sum !== checksum(bytes.subarray(HEAD))) throw new SnapshotError('the snapshot is damaged: its checksum is wrong');
  const rest = new ByteReader(bytes, HEAD);
  if (rest.unsigned() !== engineDigest())
    throw new SnapshotError('the snapshot was made by another version of the engine');
  return { info: { version, policy: rest.block().slice(), host: rest.block().slice() }, rest };
}

/** The policy's digest and the host's bytes, without restoring. */
export function inspectSnapshot(bytes: Uint8Array): SnapshotInfo {
  return open(bytes).info;
}

/** A machine that goes on where the snapshot was taken, with the powers and limits given. */
export function restore(bytes: Uint8Array, options: MachineOptions = {}): Machine {
  const machine = read(open(bytes).rest, options, null);
  machine.restored = true;
  return machine;
}

/**
 * A second machine that goes on where the first one stands still, each on its own from here on. It takes no detour by bytes
 * for what cannot change: strings, floats, instructions.
 */
export function fork(machine: Machine, options: MachineOptions = {}): Machine {
  const loans = new Loans(machine);
  const out = new Parts();
  write(new HeapWriter(machine, loans), out);
  const made = read(new ByteReader(out.done()), options, loans);
  made.restored = machine.restored;
  return made;
}

function read(from: ByteReader, options: MachineOptions, loans: Loans | null): Machine {
  const machine = new Machine(options);
  // What the engine computes for the snapshot is not the program's, and is bounded by its size.
  const { limits } = machine;
  const own = { ...limits };
  limits.fuel = from.bytes.length * 64 + 1_000_000;
  limits.memory = Number.MAX_SAFE_INTEGER;
  limits.time = Number.POSITIVE_INFINITY;
  machine.fuel = machine['slice'] = limits.fuel;
  machine.room = limits.memory;
  const r = new HeapReader(machine, from, loans);
  // In the order in which it was written.
  r.in = from.section();
  const steps = [readRun(r), readStates(r)];
  r.ended();
  r.fill(from.section());
  r.in = from.section();
  steps.push(readLibraryFunctions(r), readPerObject(r));
  r.ended();
  if (from.left > 0) from.fail('there is more than there should be');
  r.checkChains(r.types, (t) => t.base);
  r.complete();
  r.checkChains(r.frames, (f) => f.back);
  r.checkChains(r.frames, (f) => f.caller);
  r.checkChains(r.tracebacks, (t) => t.next);
  Object.assign(limits, own);
  for (const step of steps) step();
  checkDepth(machine);
  return machine;
}

/** The counted depth is that of the frames; no more fuel is left of a slice than there was in it. */
function checkDepth(m: Machine): void {
  let frames = 0;
  for (let f = m.pausedFrame; f !== null; f = f.back) frames++;
  if (m.depth !== frames || m.fuel > m['slice'] || m['slice'] > 1_000_000) {
    throw new SnapshotError('the snapshot is damaged: the state of its run is malformed');
  }
}
