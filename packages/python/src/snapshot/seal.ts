/**
 * The outside of a snapshot, for which no engine is needed: four bytes of a name, the version, a checksum of the rest; a
 * digest of the engine's tables; two blocks of the host's (digest of the policy; what it wants to find again); the heap.
 */
import { ByteReader, checksum, Parts, SnapshotError } from './bytes.js';

export const SNAPSHOT_VERSION = 3;
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

/** A snapshot whose outside has been read: the checksum is right. */
export interface OpenSnapshot extends SnapshotInfo {
  /** Digest of the engine that made it. */
  readonly engine: number;
  readonly bytes: Uint8Array;
  /** Where its heap begins. */
  readonly heap: number;
}

export function sealed(engine: number, options: SnapshotOptions, heap: (out: Parts) => void): Uint8Array {
  const out = new Parts();
  out.raw(Uint8Array.of(...NAME, SNAPSHOT_VERSION, 0, 0, 0, 0));
  out.number(engine);
  out.block(options.policy ?? NOTHING);
  out.block(options.host ?? NOTHING);
  heap(out);
  const bytes = out.done();
  new DataView(bytes.buffer).setUint32(5, checksum(bytes.subarray(HEAD)), true);
  return bytes;
}

/** Throws SnapshotError: the bytes may be anybody's. What has been opened need not be checked again. */
export function openSnapshot(bytes: Uint8Array): OpenSnapshot {
  if (bytes.length < HEAD || NAME.some((b, i) => bytes[i] !== b))
    throw new SnapshotError('these bytes are no snapshot');
  const version = bytes[4]!;
  if (version !== SNAPSHOT_VERSION) {
    throw new SnapshotError(`the snapshot has version ${version}; this engine reads version ${SNAPSHOT_VERSION}`);
  }
  const sum = bytes[5]! + bytes[6]! * 0x100 + bytes[7]! * 0x10000 + bytes[8]! * 0x1000000;
  if (sum !== checksum(bytes.subarray(HEAD))) throw new SnapshotError('the snapshot is damaged: its checksum is wrong');
  const rest = new ByteReader(bytes, HEAD);
  const engine = rest.unsigned();
  const [policy, host] = [rest.block().slice(), rest.block().slice()];
  return { version, policy, host, engine, bytes, heap: rest.at };
}

export function opened(snapshot: Uint8Array | OpenSnapshot): OpenSnapshot {
  return snapshot instanceof Uint8Array ? openSnapshot(snapshot) : snapshot;
}

/** The policy's digest and the host's bytes, without restoring. */
export function inspectSnapshot(bytes: Uint8Array): SnapshotInfo {
  const { version, policy, host } = openSnapshot(bytes);
  return { version, policy, host };
}

/** The same machine with other blocks of the host's: for a host that knows more than the one who took the snapshot. */
export function resealed(snapshot: Uint8Array | OpenSnapshot, options: SnapshotOptions): Uint8Array {
  const { engine, bytes, heap } = opened(snapshot);
  return sealed(engine, options, (out) => out.raw(bytes.subarray(heap)));
}
