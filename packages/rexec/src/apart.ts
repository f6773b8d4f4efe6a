/**
 * The part of rexec without the Python engine: policies, supervisors, and cells in processes of their own. It loads in a
 * fraction of the time; what it exports is the same as in the whole.
 */
import { nodePlatform } from './node/platform.js';
import { usePlatform } from './system/platform.js';

export { decodeSource, PySyntaxError } from '@rexec/python/source';
export type { AuditSink } from './audit/event.js';
export { printable } from './audit/printable.js';
export { parse as parseAuditRecord } from './audit/record.js';
export { JsonLinesSink } from './audit/sinks.js';
export type { RunOptions } from './cell/options.js';
export type { RunResult } from './cell/result.js';
export { JailError } from './node/jail.js';
export { ProcessCell, type ProcessCellOptions, type ProcessPolicyOptions } from './node/process-cell.js';
export { terminalAsker } from './node/terminal.js';
export { DEFAULT_POLICY_LIMITS } from './policy/default-limits.js';
export { PolicyError } from './policy/errors.js';
export { operationText } from './policy/explain.js';
export { PRESET_NAMES, type PresetName } from './policy/names.js';
export { type ParseOptions, Policy, type PolicyOptions } from './policy/policy.js';
export type { PolicyDocument } from './policy/policy-document.js';
export { Recorder } from './replay/recorder.js';
export { isRecording } from './replay/recording.js';
export type { Question } from './system/asker.js';
export { Questions, questionKey } from './system/questions.js';

usePlatform(nodePlatform);
