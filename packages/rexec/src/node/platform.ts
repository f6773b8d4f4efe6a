/** Node as the platform of cells: host folders, the real network, clock and entropy. */
import { readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { FileTree } from '../system/file-tree.js';
import type { Platform } from '../system/platform.js';
import { wheelTree } from '../system/wheel-tree.js';
import { HostTree } from './host-tree.js';
import { NodeNetwork } from './network.js';
import { garbageCollector, monotonicMilliseconds, realClock, realEntropy } from './powers.js';

/** Bytes of a wheel that a policy mounts. */
const MAX_WHEEL = 256 * 2 ** 20;

function hostWheel(file: string): FileTree {
  if (statSync(file).size > MAX_WHEEL) throw new Error('the wheel is larger than 256 MB');
  return wheelTree(readFileSync(file));
}

/** It keeps nothing: all cells have the same. */
const network = new NodeNetwork();

export const nodePlatform: Platform = {
  clock: realClock,
  entropy: realEntropy,
  milliseconds: monotonicMilliseconds,
  collectGarbage: garbageCollector(),
  hostFolder: (folder, options) => (folder.endsWith('.whl') ? hostWheel(folder) : new HostTree(folder, options)),
  readText: (file) => readFile(file, 'utf8'),
  network: () => network,
};
