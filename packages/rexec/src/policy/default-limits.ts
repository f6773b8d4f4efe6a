/** The limits of a cell whose policy names none. */
import type { ResolvedLimits } from './resolved.js';

export const DEFAULT_POLICY_LIMITS: ResolvedLimits = {
  fuel: 10_000_000_000,
  time: 10_000,
  memory: 256 * 2 ** 20,
  recursion: 100_000,
  output: 10 * 2 ** 20,
  openFiles: 16,
  effects: 10_000,
  cells: 0,
  readable: false,
};
