/** Configuration in Python's syntax. */
export { ConfigError } from './error.js';
export {
  CONFIG_BUILTINS,
  type Config,
  type ConfigOptions,
  evaluateConfig,
  evaluateConfigSync,
  type LoadedSource,
} from './evaluate.js';
export type { ConfigPosition } from './origins.js';
export type { ConfigPositions, ConfigValue } from './value.js';
