/**
 * The operations of the language on values of a machine, for TypeScript that stands on top of it: what `a + b`, `a < b`,
 * `o[k]`, `x in c` mean, and how a native binds its arguments. Each may answer DELEGATE: only Python code can go on.
 */
export { CODE_FORMAT, type CodeData, codeFromData, codeToData } from './machine/code-data.js';
export { BytesType, DictType, ListType, SliceType, TupleType } from './objects/builtin-types.js';
export { PyBytes } from './objects/bytes.js';
export { PyCode } from './objects/code.js';
export { PyBuiltin, PyFunction, PyMethodDescr } from './objects/function.js';
export { type NativeDef, ParamKind, parseSignature } from './objects/native.js';
export { PySlice } from './objects/sequence.js';
export { codePointOfName } from './objects/text/unicode/names.js';
export { getAttribute } from './protocols/attributes.js';
export { bindNative } from './protocols/call.js';
export { getIter } from './protocols/iterate.js';
export { BINARY_BY_NAME, binaryOperation, compare, unaryOperation } from './protocols/operators.js';
export { contains, getItem } from './protocols/special.js';
export * as ast from './syntax/ast.js';
export { newSet } from './types/set.js';
