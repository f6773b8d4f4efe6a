/** Settings and results as messages between a cell's process and its supervisor. */
import type { Place, Usage } from '@rexec/python';
import { type Exchange, type HostValue, PythonObject } from '../bastion/values.js';
import type { RunError, RunResult, Status } from '../cell/result.js';
import type { Finding } from '../language/finding.js';
import { WireError, type WireValue } from '../system/wire.js';
import { amount, list, number, plainOf, text } from '../system/wire-shape.js';

/** Most findings that cross. */
const MAX_FINDINGS = 1001;

/** In the cell's process a result's value is what crosses. */
export function resultToWire(r: RunResult): WireValue {
  const { error: e } = r;
  const findings = e?.findings === undefined ? null : e.findings.slice(0, MAX_FINDINGS).map(findingToWire);
  const error = e === null ? null : [e.type, e.message, e.traceback, e.limit ?? null, findings];
  const usage = [r.usage.fuel, r.usage.time, r.usage.memory, r.usage.output];
  return [r.status, valueToWire(r.value), error, r.exitCode, usage];
}

/** What cannot cross is told by its type's name. */
export function valueToWire(value: HostValue): WireValue {
  return value instanceof PythonObject ? ['object', value.type] : (value as WireValue);
}

/** Four parts of a message from `at` on. */
export function usageOf(parts: readonly WireValue[], at: number): Usage {
  const [fuel, time, memory, output] = [0, 1, 2, 3].map((i) => amount(parts[at + i]!));
  return { fuel: fuel!, time: time!, memory: memory!, output: output! };
}

/** Three parts of a message from `at` on. */
export function placeOf(parts: readonly WireValue[], at: number): Place {
  return { filename: text(parts[at]), line: number(parts[at + 1]!), fuel: number(parts[at + 2]!) };
}

const STATUSES: readonly string[] = ['ok', 'error', 'refused', 'limit'] satisfies Status[];

/** A result from a cell's process, each part checked; its output came before it, its refusals are the supervisor's. */
export function wireToResult(value: WireValue, stdout: string, stderr: string, exchange: Exchange): RunResult {
  const [status, result, error, exitCode, usage] = list(value, 5);
  if (typeof status !== 'string' || !STATUSES.includes(status)) throw new WireError('a result without a status');
  return {
    status: status as Status,
    value: exchange.toHost(plainOf(result)),
    stdout,
    stderr,
    error: error === null ? null : wireToError(error!),
    exitCode: exitCode === null ? null : number(exitCode!) & 0xff,
    refusals: [],
    usage: usageOf(list(usage, 4), 0),
  };
}

function wireToError(value: WireValue): RunError {
  const [type, message, traceback, limit, findings] = list(value, 5);
  const error: RunError = { type: text(type), message: text(message), traceback: text(traceback) };
  if (limit !== null) error.limit = text(limit) as NonNullable<RunError['limit']>;
  if (findings !== null) error.findings = list(findings).slice(0, MAX_FINDINGS).map(wireToFinding);
  return error;
}

function findingToWire(f: Finding): WireValue {
  return [f.rule, f.source, f.message, f.filename, f.line, f.column, f.endLine, f.endColumn, f.frame];
}

function wireToFinding(value: WireValue): Finding {
  const [rule, source, message, filename, line, column, endLine, endColumn, frame] = list(value, 9);
  return {
    rule: text(rule),
    source: text(source),
    message: text(message),
    filename: text(filename),
    line: amount(line!),
    column: amount(column!),
    endLine: amount(endLine!),
    endColumn: amount(endColumn!),
    frame: text(frame),
  };
}
