/** The classes of `_pickle` and their errors. */
import { newBuiltinType, ObjectType } from '../../objects/builtin-types.js';
import type { PyRaise } from '../../objects/errors.js';
import { exceptionTypes, raise } from '../../objects/exception-types.js';

export const PickleErrorType = newBuiltinType('_pickle.PickleError', exceptionTypes.get('Exception')!);
export const PicklingErrorType = newBuiltinType('_pickle.PicklingError', PickleErrorType);
export const UnpicklingErrorType = newBuiltinType('_pickle.UnpicklingError', PickleErrorType);

export const PicklerType = newBuiltinType('_pickle.Pickler', ObjectType, { layout: 'pickler' });
export const UnpicklerType = newBuiltinType('_pickle.Unpickler', ObjectType, { layout: 'unpickler' });
export const PicklerMemoType = newBuiltinType('_pickle.PicklerMemoProxy', ObjectType, { final: true });
export const UnpicklerMemoType = newBuiltinType('_pickle.UnpicklerMemoProxy', ObjectType, { final: true });

/** Of runs under way: no program meets their instances. */
export const SavingType = newBuiltinType('_pickle.saving', ObjectType, { final: true });
export const LoadingType = newBuiltinType('_pickle.loading', ObjectType, { final: true });

export const picklingError = (message: string): PyRaise => raise(PicklingErrorType, message);
export const unpicklingError = (message: string): PyRaise => raise(UnpicklingErrorType, message);
