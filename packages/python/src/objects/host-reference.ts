/**
 * What a program holds of the host: a number that the supervisor gave, and nothing else. Every use of it is a call of the
 * system; the number alone is worth nothing, for no program can make a reference.
 */
import { newBuiltinType, ObjectType } from './builtin-types.js';
import { PyObject, type Shape } from './object.js';

/** An object of the host's behind a bastion. */
export const BastionType = newBuiltinType('Bastion', ObjectType, { final: true });
/** A function of the host's, or a method of an object behind a bastion. */
export const HostFunctionType = newBuiltinType('host_function', ObjectType, { final: true });

/** Of an object of the host's: it has a length, an answer to `in`, items one after another. */
export const LENGTH = 'l';
export const CONTAINS = 'c';
export const ITERATES = 'i';

export type Awaitable = 'never' | 'in-loop' | 'always';

export class PyHostReference extends PyObject {
  constructor(
    shape: Shape,
    /** The supervisor's number for the object or function. */
    readonly id: number,
    /** Name of the method; '': the thing itself. */
    readonly member: string,
    /** Name for repr(). */
    readonly label: string,
    readonly doc: string | null,
    /** Text signature of a function, '' if it has none. */
    readonly signature: string,
    /** When calling it gives something to await: see `FunctionOptions.awaitable` of the host's side. */
    readonly awaitable: Awaitable = 'never',
    /** What an object has of a container: LENGTH, CONTAINS, ITERATES. */
    readonly container: string = '',
  ) {
    super(shape);
  }
}
