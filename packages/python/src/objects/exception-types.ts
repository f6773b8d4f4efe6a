/** The exception tree (Library Reference, "Exception hierarchy"), and how natives raise. */
import { newBuiltinType, ObjectType, tuple } from './builtin-types.js';
import { PyRaise } from './errors.js';
import { PyException } from './exception.js';
import type { PyType, PyValue } from './object.js';
import { fromJS } from './text/core.js';

/** name, base: in the order in which CPython makes them, which `__subclasses__` shows. */
const TREE: readonly (readonly [string, string])[] = [
  ['BaseException', ''],
  ['BaseExceptionGroup', 'BaseException'],
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
  ['GeneratorExit', 'BaseException'],
  ['KeyboardInterrupt', 'BaseException'],
  ['SystemExit', 'BaseException'],
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

/** Members that follow from the arguments, for classes of which natives raise instances. */
const MEMBERS = new Map<PyType, readonly string[]>();
for (const cls of exceptionTypes.values()) {
  if (cls.isSubtypeOf(StopIterationType)) MEMBERS.set(cls, ['value']);
  else if (cls.isSubtypeOf(SystemExitType)) MEMBERS.set(cls, ['code']);
  else if (cls.isSubtypeOf(OSErrorType)) MEMBERS.set(cls, ['errno', 'strerror', 'filename']);
  else if (cls.isSubtypeOf(ImportErrorType) || cls.isSubtypeOf(SyntaxErrorType)) MEMBERS.set(cls, ['msg']);
}

/** A new exception object with these arguments. */
export function newException(cls: PyType, args: PyValue[]): PyException {
  const members = args.length === 0 ? undefined : MEMBERS.get(cls);
  if (members === undefined) return new PyException(cls.root, tuple(args));
  const isOS = members.length > 1;
  const e = new PyException(cls.root, tuple(isOS ? args.slice(0, 2) : args));
  if (isOS && args.length < 2) return e;
  e.fields = new Map();
  for (let i = 0; i < members.length && i < args.length; i++) e.fields.set(members[i]!, args[i]!);
  return e;
}

/** `throw raise(TypeErrorType, 'message')` */
export function raise(cls: PyType, ...args: PyValue[]): PyRaise {
  return new PyRaise(newException(cls, args));
}
export function typeError(message: string): PyRaise {
  return raise(TypeErrorType, fromJS(message));
}
export function valueError(message: string): PyRaise {
  return raise(ValueErrorType, fromJS(message));
}
