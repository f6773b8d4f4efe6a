/** The bytes of a program to text, for whoever has no use for the engine: a supervisor whose cells run elsewhere. */
export { decodeSource } from './syntax/decode-source.js';
export { PySyntaxError } from './syntax/errors.js';
