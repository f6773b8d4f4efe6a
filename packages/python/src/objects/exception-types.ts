/** The exception tree (Library Reference, "Exception hierarchy"), and how natives raise. */
import { newBuiltinType, ObjectType, tuple } from './builtin-types.js';
import { PyRaise } from './errors.js';
import { PyException } from './exception.js';
import type { PyType, PyValue } from './object.js';

/** name, base: in the order of CPython's documentation. */
const TREE: readonly (readonly [string, string])[] = [
  ['BaseException', ''],
  ['BaseExceptionGroup', 'BaseException'],
  ['GeneratorExit', 'BaseException'],
  ['KeyboardInterrupt', 'BaseException'],
  ['SystemExit', 'BaseException'],
  ['Exception', 'BaseException'],
  ['ArithmeticError', 'Exception'],
  ['FloatingPointError', 'ArithmeticError'],
  ['OverflowError', 'ArithmeticError'],
  ['ZeroDivisionError', 'ArithmeticError'],
  ['AssertionError', 'Exception'],
  ['AttributeError', 'Exception'],
  ['BufferError', 'Exception'],
  ['EOFError', 'Exception'],
  ['ImportError', 'Exception'],
  ['ModuleNotFoundError', 'ImportError'],
  ['LookupError', 'Exception'],
  ['IndexError', 'LookupError'],
  ['KeyError', 'LookupError'],
  ['MemoryError', 'Exception'],
  ['NameError', 'Exception'],
  ['UnboundLocalError', 'NameError'],
  ['OSError', 'Exception'],
  ['BlockingIOError', 'OSError'],
  ['ChildProcessError', 'OSError'],
  ['ConnectionError', 'OSError'],
  ['BrokenPipeError', 'ConnectionError'],
  ['ConnectionAbortedError', 'ConnectionError'],
  ['ConnectionRefusedError', 'ConnectionError'],
  ['ConnectionResetError', 'ConnectionError'],
  ['FileExistsError', 'OSError'],
  ['FileNotFoundError', 'OSError'],
  ['InterruptedError', 'OSError'],
  ['IsADirectoryError', 'OSError'],
  ['NotADirectoryError', 'OSError'],
  ['PermissionError', 'OSError'],
  ['ProcessLookupError', 'OSError'],
  ['TimeoutError', 'OSError'],
  ['ReferenceError', 'Exception'],
  ['RuntimeError', 'Exception'],
  ['NotImplementedError', 'RuntimeError'],
  ['PythonFinalizationError', 'RuntimeError'],
  ['RecursionError', 'RuntimeError'],
  ['StopAsyncIteration', 'Exception'],
  ['StopIteration', 'Exception'],
  ['SyntaxError', 'Exception'],
  ['IndentationError', 'SyntaxError'],
  ['_IncompleteInputError', 'SyntaxError'],
  ['TabError', 'IndentationError'],
  ['SystemError', 'Exception'],
  ['TypeError', 'Exception'],
  ['ValueError', 'Exception'],
  ['UnicodeError', 'ValueError'],
  ['UnicodeDecodeError', 'UnicodeError'],
  ['UnicodeEncodeError', 'UnicodeError'],
  ['UnicodeTranslateError', 'UnicodeError'],
  ['Warning', 'Exception'],
  ['BytesWarning', 'Warning'],
  ['DeprecationWarning', 'Warning'],
  ['EncodingWarning', 'Warning'],
  ['FutureWarning', 'Warning'],
  ['ImportWarning', 'Warning'],
  ['PendingDeprecationWarning', 'Warning'],
  ['ResourceWarning', 'Warning'],
  ['RuntimeWarning', 'Warning'],
  ['SyntaxWarning', 'Warning'],
  ['UnicodeWarning', 'Warning'],
  ['UserWarning', 'Warning'],
];

/** Exception classes by name. ExceptionGroup (two bases) is added by types/exception-group.ts. */
export const exceptionTypes = new Map<string, PyType>();
for (const [name, base] of TREE) {
  const parent = base === '' ? ObjectType : exceptionTypes.get(base)!;
  exceptionTypes.set(name, newBuiltinType(name, parent, { layout: 'exception', hasDict: true }));
}

const t = (name: string): PyType => exceptionTypes.get(name)!;

export const BaseExceptionType = t('BaseException');
export const ExceptionType = t('Exception');
export const TypeErrorType = t('TypeError');
export const ValueErrorType = t('ValueError');
export const AttributeErrorType = t('AttributeError');
export const NameErrorType = t('NameError');
export const UnboundLocalErrorType = t('UnboundLocalError');
export const IndexErrorType = t('IndexError');
export const KeyErrorType = t('KeyError');
export const ZeroDivisionErrorType = t('ZeroDivisionError');
export const OverflowErrorType = t('OverflowError');
export const RuntimeErrorType = t('RuntimeError');
export const RecursionErrorType = t('RecursionError');
export const NotImplementedErrorType = t('NotImplementedError');
export const StopIterationType = t('StopIteration');
export const StopAsyncIterationType = t('StopAsyncIteration');
export const GeneratorExitType = t('GeneratorExit');
export const AssertionErrorType = t('AssertionError');
export const ImportErrorType = t('ImportError');
export const ModuleNotFoundErrorType = t('ModuleNotFoundError');
export const MemoryErrorType = t('MemoryError');
export const OSErrorType = t('OSError');
export const PermissionErrorType = t('PermissionError');
export const EOFErrorType = t('EOFError');
export const LookupErrorType = t('LookupError');
export const BufferErrorType = t('BufferError');
export const ReferenceErrorType = t('ReferenceError');
export const SystemErrorType = t('SystemError');
export const SystemExitType = t('SystemExit');
export const SyntaxErrorType = t('SyntaxError');
export const UnicodeDecodeErrorType = t('UnicodeDecodeError');
export const UnicodeEncodeErrorType = t('UnicodeEncodeError');

/** A new exception object with these arguments. */
export function newException(cls: PyType, args: PyValue[]): PyException {
  const exc = new PyException(cls.root, tuple(args));
  if (cls === StopIterationType) exc.fields = new Map([['value', args[0] ?? null]]);
  return exc;
}

/** `throw raise(TypeErrorType, 'message')` */
export function raise(cls: PyType, ...args: PyValue[]): PyRaise {
  return new PyRaise(newException(cls, args));
}
export function typeError(message: string): PyRaise {
  return raise(TypeErrorType, message);
}
export function valueError(message: string): PyRaise {
  return raise(ValueErrorType, message);
}
