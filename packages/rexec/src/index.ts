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
export type { AuditEvent, AuditSink } from './audit/event.js';
export { printable } from './audit/printable.js';
export { type AuditRecord, parse as parseAuditRecord, type Verdict, verify as verifyAuditLog } from './audit/record.js';
export { CallbackSink, JsonLinesSink, MemorySink } from './audit/sinks.js';
export { type HostValue, PythonObject, toHost } from './bastion/to-host.js';
export { Cell, type CellOptions, type RunOptions } from './cell/cell.js';
export type { Refusal, RunError, RunResult, Status } from './cell/result.js';
export { folderFinder, garbageCollector, monotonicMilliseconds, realClock, realEntropy } from './node/powers.js';
