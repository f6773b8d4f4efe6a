/**
 * A cell as bytes, and back. The bytes hold everything that the program can reach and the state of its run; what is shared
 * by all cells is named, not held. They are taken where the machine stands still: at a pause, before the first run, or
 * between runs; the machine that comes of them does exactly what the other would have done.
 *
 * Their outside is in seal.ts; what is here are the sections of the heap.
 */
import { OPCODES } from '../compiler/opcodes.js';
import { Machine, type MachineOptions } from '../machine/machine.js';
import { ByteReader, Parts, SnapshotError, textDigest } from './bytes.js';
import { heapClasses } from './classes.js';
import { HeapReader } from './reader.js';
import { type OpenSnapshot, opened, type SnapshotOptions, sealed } from './seal.js';
import {
  checkStill,
  readLibraryFunctions,
  readPerObject,
  readRun,
  readStates,
  writeRun,
  writeSections,
  writeStates,
} from './state.js';
import { HeapWriter, Loans } from './writer.js';

let engine: number | null = null;

/** Of what the meaning of the bytes depends on. Natives and library code go by names, and are looked for one by one. */
function engineDigest(): number {
  engine ??= textDigest(
    JSON.stringify([OPCODES.map((o) => [o.name, o.operand]), heapClasses.map((c) => c.fields.map(([name]) => name))]),
  );
  return engine;
}

export function snapshot(machine: Machine, options: SnapshotOptions = {}): Uint8Array {
  return sealed(engineDigest(), options, (out) => write(new HeapWriter(machine), out));
}

function write(w: HeapWriter, out: Parts): void {
  checkStill(w.machine);
  writeRun(w);
  writeStates(w);
  writeSections(w, out);
}

/** A machine that goes on where the snapshot was taken, with the powers and limits given. */
export function restore(snapshot: Uint8Array | OpenSnapshot, options: MachineOptions = {}): Machine {
  const { engine, bytes, heap } = opened(snapshot);
  if (engine !== engineDigest()) throw new SnapshotError('the snapshot was made by another version of the engine');
  const machine = read(new ByteReader(bytes, heap), options, null);
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
  checkRoom(machine);
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

/** Until the next walk of the heap no more is made than the limit of now; time was not gained. */
function checkRoom(m: Machine): void {
  m.room = Math.min(m.room, m.limits.memory);
  m['roomAtWalk'] = Math.min(m['roomAtWalk'], m.limits.memory);
  m['timeBefore'] = Math.max(0, m['timeBefore']);
}
