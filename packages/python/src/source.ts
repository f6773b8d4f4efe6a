/**
 * What needs no engine, for a supervisor whose cells run elsewhere: the bytes of a program to text, the outside of
 * snapshots, SHA-256, and the texts of the library.
 */
export { libraryFiles, libraryText } from './library/files.js';
export { Sha256 } from './modules/digest-sha2.js';
export { LIBRARY_FOLDER } from './modules/library-folder.js';
export { crc32 } from './modules/zlib/checksums.js';
export { inflateRaw } from './modules/zlib/inflate-bytes.js';
export { SnapshotError } from './snapshot/bytes.js';
export { inspectSnapshot, type OpenSnapshot, openSnapshot, resealed, type SnapshotOptions } from './snapshot/seal.js';
export { decodeSource } from './syntax/decode-source.js';
export { PySyntaxError } from './syntax/errors.js';
