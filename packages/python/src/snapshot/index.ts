/** Snapshots: a cell as bytes, and back. */
export { SnapshotError } from './bytes.js';
export { prepareImports } from './prepared.js';
export {
  inspectSnapshot,
  type OpenSnapshot,
  openSnapshot,
  resealed,
  SNAPSHOT_VERSION,
  type SnapshotInfo,
  type SnapshotOptions,
} from './seal.js';
export { fork, restore, snapshot } from './snapshot.js';
