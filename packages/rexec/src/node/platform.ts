/** Node as the platform of cells: host folders, the real network, clock and entropy. */
import { readFile } from 'node:fs/promises';
import type { Platform } from '../system/platform.js';
import { HostTree } from './host-tree.js';
import { NodeNetwork } from './network.js';
import { garbageCollector, monotonicMilliseconds, realClock, realEntropy } from './powers.js';

export const nodePlatform: Platform = {
  clock: realClock,
  entropy: realEntropy,
  milliseconds: monotonicMilliseconds,
  collectGarbage: garbageCollector(),
  hostFolder: (folder, options) => new HostTree(folder, options),
  readText: (file) => readFile(file, 'utf8'),
  network: () => new NodeNetwork(),
};
