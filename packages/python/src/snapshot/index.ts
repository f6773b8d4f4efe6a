/** Snapshots: a cell as bytes, and back. */
export { SnapshotError } from './bytes.js';
export {
  fork,
  inspectSnapshot,
  resealed,
  restore,
  SNAPSHOT_VERSION,
  type SnapshotInfo,
  type SnapshotOptions,
  snapshot,
} from './snapshot.js';
