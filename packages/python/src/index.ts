/**
 * @rexec/python: Python 3.14 without powers.
 *
 * The entry points for whoever embeds the language: a Machine is one cell's interpreter; effects come in through the
 * powers that it is given and through nothing else.
 */
import './library/loader.js';

export { disassemble } from './compiler/disassemble.js';
export * as engine from './engine.js';
export { instantiateModule } from './library/loader.js';
export { ASIDE_FUEL, Aside } from './machine/aside.js';
export {
  type CompileMode,
  type CompileSourceOptions,
  checkTreeCompiles,
  compileSource,
  compileTree,
} from './machine/compile.js';
export { DebugHook, type DebugStop, type LineBreak, type Motion } from './machine/debug.js';
export {
  beginIn,
  type FrameView,
  frameView,
  type InspectedFrame,
  type InspectOptions,
  inspect,
  knownFile,
  knownLines,
  lineOfFunctionIn,
  type StackEntry,
  setVariable,
  stackOf,
  stoppableLines,
  type VariableView,
  variablesOf,
} from './machine/inspect.js';
export {
  DEFAULT_LIMITS,
  type Limits,
  Machine,
  type MachineOptions,
  type Outcome,
  type RaisableLimit,
  SLICE_SPENT,
  type Usage,
} from './machine/machine.js';
export { plainText, type ShownLimits, shown, shownType } from './machine/shown.js';
export type { SourceCheck, SourceFault } from './machine/source-faults.js';
export { admitModule } from './modules/import-types.js';
export { type ModuleRow, type ModuleState, moduleRow, moduleRows } from './modules/module-list.js';
export { newDict, tuple, typeOf } from './objects/builtin-types.js';
export { moduleTable } from './objects/define.js';
export { PyDict, setKeySecret } from './objects/dict.js';
export { InternalError, LimitError, type LimitName, PyRaise } from './objects/errors.js';
export { PyException } from './objects/exception.js';
export { PyModule } from './objects/function.js';
export * from './objects/object.js';
export { ATTRIBUTE_GROUPS, type Restrictions } from './objects/restrictions.js';
export { PyList, PyTuple } from './objects/sequence.js';
export { fromJS as strFromJS } from './objects/text/core.js';
export * from './powers.js';
export {
  fork,
  inspectSnapshot,
  type OpenSnapshot,
  openSnapshot,
  prepareImports,
  resealed,
  restore,
  SNAPSHOT_VERSION,
  SnapshotError,
  type SnapshotInfo,
  type SnapshotOptions,
  snapshot,
} from './snapshot/index.js';
export { dump } from './syntax/dump.js';
export { PySyntaxError } from './syntax/errors.js';
export { decodeSource, parse } from './syntax/parse.js';
export { fromPlain, toPlain } from './types/host-values.js';
