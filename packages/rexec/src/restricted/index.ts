/** RestrictedPython, as people know it, for hosts in TypeScript. */
export {
  compileRestricted,
  compileRestrictedEval,
  compileRestrictedExec,
  compileRestrictedFunction,
  compileRestrictedSingle,
  RestrictedCode,
  type RestrictedFunctionOptions,
  type RestrictedMode,
  type RestrictedOptions,
  type RestrictedResult,
} from './compiler.js';
export { type RestrictedBuiltins, RestrictedNamespace, type RestrictedNamespaceOptions } from './namespace.js';
