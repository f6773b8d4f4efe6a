/** rexec: restricted execution for Python. The public face of the product. */

export {
  compileSource,
  DEFAULT_LIMITS,
  decodeSource,
  disassemble,
  LimitError,
  type LimitName,
  type Limits,
  PySyntaxError,
  parse,
  type Usage,
} from '@rexec/python';
export { type HostValue, PythonObject, toHost } from './bastion/to-host.js';
export { Cell, type CellOptions, type RunOptions } from './cell/cell.js';
export type { Refusal, RunError, RunResult, Status } from './cell/result.js';
export { folderFinder, garbageCollector, monotonicMilliseconds, realClock, realEntropy } from './node/powers.js';
