/**
 * @rexec/python: Python 3.14 without powers.
 *
 * The entry points for whoever embeds the language: a Machine is one cell's interpreter; effects come in through the
 * powers that it is given and through nothing else.
 */
import './library/loader.js';

export { compileSource, compileTree, type CompileMode, type CompileSourceOptions } from './machine/compile.js';
export { disassemble } from './compiler/disassemble.js';
export { DEFAULT_LIMITS, Machine, type Limits, type MachineOptions, type Outcome, type Usage } from './machine/machine.js';
export { InternalError, LimitError, PyRaise, type LimitName } from './objects/errors.js';
export { PySyntaxError } from './syntax/errors.js';
export { decodeSource, parse } from './syntax/parse.js';
export { dump } from './syntax/dump.js';
export * from './powers.js';
export * from './objects/object.js';
export { PyDict, setKeySecret } from './objects/dict.js';
export { PyException } from './objects/exception.js';
export { PyList, PyTuple } from './objects/sequence.js';
export { PyModule } from './objects/function.js';
export { newDict, tuple, typeOf } from './objects/builtin-types.js';
export { instantiateModule } from './library/loader.js';
export { moduleTable } from './objects/define.js';
