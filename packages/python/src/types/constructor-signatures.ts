/** `__text_signature__` of built-in classes, where CPython says something else than the table of their constructor, or nothing. */
import { BaseExceptionType } from '../objects/exception-types.js';
import type { PyType } from '../objects/object.js';

const TEXTS: ReadonlyMap<string, string | null> = new Map<string, string | null>([
  ...'int str bytes bytearray dict type super range slice'.split(' ').map((name): [string, null] => [name, null]),
  ...'collections.OrderedDict collections.defaultdict itertools.islice array.array _struct.Struct _csv.Dialect weakref.ReferenceType'
    .split(' ')
    .map((name): [string, null] => [name, null]),
  ['object', '()'],
  ['classmethod', '(function, /)'],
  ['staticmethod', '(function, /)'],
  ['property', '(fget=None, fset=None, fdel=None, doc=None)'],
  ['map', '(function, iterable, /, *iterables, strict=False)'],
  ['zip', '(*iterables, strict=False)'],
  ['enumerate', '(iterable, start=0)'],
  ['reversed', '(sequence, /)'],
  ['module', '(name, doc=None)'],
  ['types.SimpleNamespace', '(mapping_or_iterable=(), /, **kwargs)'],
  ['functools.partial', '(func, /, *args, **keywords)'],
  ['itertools.product', '(*iterables, repeat=1)'],
  ['_io.StringIO', "(initial_value='', newline='\\n')"],
  ['_io.BytesIO', "(initial_bytes=b'')"],
]);

/** null: it has none. undefined: it is that of the constructor. */
export function signatureInCPython(cls: PyType): string | null | undefined {
  if (cls.isSubtypeOf(BaseExceptionType)) return null;
  return TEXTS.get(cls.name);
}
