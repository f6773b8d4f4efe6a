/** rexec: restricted execution for Python. The public face of the product. */

import { nodePlatform } from './node/platform.js';
import { usePlatform } from './system/platform.js';

export {
  compileSource,
  DEFAULT_LIMITS,
  decodeSource,
  disassemble,
  type FrameView,
  type InspectedFrame,
  type InspectOptions,
  LimitError,
  type LimitName,
  type Limits,
  type ModuleRow,
  type ModuleState,
  moduleRow,
  moduleRows,
  PySyntaxError,
  parse,
  SnapshotError,
  type Usage,
  type VariableView,
} from '@rexec/python';
export type { AuditEvent, AuditSink } from './audit/event.js';
export type { AuditHook } from './audit/hook.js';
export { printable } from './audit/printable.js';
export { type AuditRecord, parse as parseAuditRecord, type Verdict, verify as verifyAuditLog } from './audit/record.js';
export { CallbackSink, JsonLinesSink, MemorySink } from './audit/sinks.js';
export {
  Bastion as HostBastion,
  type BastionOptions,
  bastion,
  type FunctionOptions,
  HostError,
  HostFunction,
  hostFunction,
  type Rate,
} from './bastion/bastion.js';
export { ConversionError, type Giveable, type HostValue, PythonObject } from './bastion/values.js';
export { Cell, type CellOptions, type RestoreOptions, type RunOptions, type StartOptions } from './cell/cell.js';
export type { PolicyCellOptions } from './cell/policy-options.js';
export { Pool, type PoolOptions, type PoolRunOptions } from './cell/pool.js';
export type { Refusal, RunError, RunResult, Status } from './cell/result.js';
export { type HostCall, Step, type StepKind } from './cell/step.js';
export { type GivenTree, makeWorld, type World, type WorldOptions } from './cell/world.js';
export {
  Bastion,
  BastionClass,
  C_EXTENSION,
  type CommandedCell,
  type Get,
  type Namespace,
  type Opened,
  PY_COMPILED,
  PY_SOURCE,
  PythonException,
  pythonError,
  RExec,
  type RExecOptions,
  RFile,
  RHooks,
  RObject,
  type Suffix,
  TextBuffer,
} from './classic/index.js';
export {
  CONFIG_BUILTINS,
  type Config,
  ConfigError,
  type ConfigOptions,
  type ConfigPosition,
  type ConfigPositions,
  type ConfigValue,
  evaluateConfig,
  evaluateConfigSync,
  type LoadedSource,
} from './config/index.js';
export { type Breakpoint, Breakpoints, type BreakpointWish } from './debug/breakpoints.js';
export {
  type DebugEvent,
  Debugger,
  DebuggerError,
  type DebugStartOptions,
  type Ended,
  type Evaluated,
  type EvaluateOptions,
  linesToStopAt,
  type Stopped,
  type StopReason,
} from './debug/debugger.js';
export { ExpressionError, type Finding as ExpressionFinding, type Span as ExpressionSpan } from './expression/error.js';
export {
  checkExpression,
  compileExpression,
  EXPRESSION_LIMITS,
  type Expression,
  type ExpressionNames,
  type ExpressionOptions,
  type ExpressionSettings,
  Expressions,
} from './expression/expression.js';
export { EXPRESSION_BUILTINS } from './expression/world.js';
export {
  type CheckOptions,
  checkSource,
  type Finding,
  findingLine,
  findingText,
  type LanguageDocument,
  type LanguageInput,
  type LanguageRules,
  languageOf,
  PROFILE_NAMES,
  type ProfileName,
} from './language/index.js';
export { HostTree } from './node/host-tree.js';
export { JailError } from './node/jail.js';
export { NodeNetwork } from './node/network.js';
export { garbageCollector, monotonicMilliseconds, realClock, realEntropy } from './node/powers.js';
export { ProcessCell, type ProcessCellOptions, type ProcessPolicyOptions } from './node/process-cell.js';
export { terminalAsker } from './node/terminal.js';
export type { Decision, FileAccess, Operation } from './policy/decision.js';
export { PolicyError, type PolicyIssue } from './policy/errors.js';
export { explainDecision, OPERATION_HELP, operationText, parseOperation } from './policy/explain.js';
export { segmentMatches } from './policy/glob.js';
export { policyJsonSchema } from './policy/json-schema.js';
export { PRESET_NAMES, type PresetName } from './policy/names.js';
export { type ParseOptions, Policy, type PolicyOptions, type ResolvedDocument } from './policy/policy.js';
export type { PolicyDocument } from './policy/policy-document.js';
export type { ResolvedMount, ResolvedPolicy, SourcedRule } from './policy/resolved.js';
export { type Decider, PolicyRecorder, type SuggestOptions, suggestPolicy } from './policy/suggest.js';
export { policyToToml } from './policy/to-toml.js';
export { Recorder } from './replay/recorder.js';
export { type RecordedEvent, RecordingError, readRecording } from './replay/recording.js';
export { Diverged, describeEvent, Replay, type ReplayOptions } from './replay/replay.js';
export {
  compileRestricted,
  compileRestrictedEval,
  compileRestrictedExec,
  compileRestrictedFunction,
  compileRestrictedSingle,
  type RestrictedBuiltins,
  RestrictedCode,
  type RestrictedFunctionOptions,
  type RestrictedMode,
  RestrictedNamespace,
  type RestrictedNamespaceOptions,
  type RestrictedOptions,
  type RestrictedResult,
} from './restricted/index.js';
export {
  type Access,
  type AccessDecision,
  type Asking,
  ClassDeclarations,
  type ClassDocument,
  Declarations,
  type DeclarationsDocument,
  type ItemMethods,
} from './scripts/declarations.js';
export { ScriptError } from './scripts/error.js';
export {
  ATTRIBUTE_HELP,
  type AttributeQuestion,
  explainAttribute,
  parseAttributeQuestion,
} from './scripts/explain.js';
export { type Bindings, PythonScript, type ScriptData } from './scripts/python-script.js';
export {
  type AsyncCallOptions as AsyncScriptCallOptions,
  type CallOptions as ScriptCallOptions,
  ScriptSpace,
  type ScriptSpaceOptions,
} from './scripts/script-space.js';
export { SCRIPT_LIMITS } from './scripts/world.js';
export { type Answer, type Asker, NOBODY, type Question } from './system/asker.js';
export { Fault } from './system/fault.js';
export {
  type Entry,
  type FileHandle,
  type FileInfo,
  type FileTree,
  fileInfo,
  folderInfo,
  type MountAccess,
  type OpenWant,
  type Path,
  readOnlyHandle,
  readOnlyTree,
} from './system/file-tree.js';
export type { Guard, Handler, HandlerMaker, Handlers, PolicyDecider } from './system/guard.js';
export { MemoryTree } from './system/memory-tree.js';
export { networkCalls } from './system/network-calls.js';
export { OverlayTree } from './system/overlay-tree.js';
export { type Put, type QuestionSettings, Questions, questionKey, type Reply } from './system/questions.js';
export { Supervisor, type SupervisorOptions } from './system/supervisor.js';
export { type WheelLimits, wheelTree } from './system/wheel-tree.js';

usePlatform(nodePlatform);
