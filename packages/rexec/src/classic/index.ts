/** The interface of Python's modules `rexec` and `Bastion`. */
export { Bastion, BastionClass, type Get } from './bastion.js';
export { C_EXTENSION, PY_COMPILED, PY_SOURCE } from './defaults.js';
export { PythonException, pythonError } from './errors.js';
export { RHooks, type Suffix } from './hooks.js';
export { RFile, RObject } from './objects.js';
export { type CommandedCell, type Namespace, type Opened, RExec, type RExecOptions } from './rexec.js';
export { TextBuffer } from './streams.js';
