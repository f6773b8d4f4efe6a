/**
 * What needs no engine, for a supervisor whose cells run elsewhere: the bytes of a program to text, the outside of
 * snapshots, and SHA-256.
 */
export { Sha256 } from './modules/digest-sha2.js';
export { SnapshotError } from './snapshot/bytes.js';
export { inspectSnapshot, resealed, type SnapshotOptions } from './snapshot/seal.js';
export { decodeSource } from './syntax/decode-source.js';
export { PySyntaxError } from './syntax/errors.js';
