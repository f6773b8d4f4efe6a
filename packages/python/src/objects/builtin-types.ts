/**
 * The built-in classes as bare singletons, shared by all cells: name, bases, mro and root shape. What they do is
 * filled in by `types/*.ts` (defineType), once, before the first cell; after that they are frozen (law 8).
 */
import { PyDict } from './dict.js';
import { PyFloat, PyObject, PyType, type PyValue, PyWideStr, Shape } from './object.js';
import { PyTuple } from './sequence.js';

const bootShape = new Shape(undefined as unknown as PyType, null, '', 0, false);

interface TypeFlags {
  final?: boolean;
  hasDict?: boolean;
  hasWeakref?: boolean;
  layout?: string;
  patma?: 0 | 1 | 2;
}

function make(name: string, base: PyType | null, flags: TypeFlags): PyType {
  const t = new PyType(bootShape, name, base === null ? [] : [base], new PyDict(bootShape), false);
  t.mro = base === null ? [t] : [t, ...base.mro];
  t.base = base;
  t.layout = flags.layout ?? base?.layout ?? 'object';
  t.final = flags.final ?? false;
  t.hasDict = flags.hasDict ?? base?.hasDict ?? false;
  t.hasWeakref = flags.hasWeakref ?? base?.hasWeakref ?? false;
  t.patma = flags.patma ?? base?.patma ?? 0;
  const dot = name.lastIndexOf('.');
  if (dot >= 0) t.qualname = name.slice(dot + 1);
  builtinTypes.push(t);
  return t;
}

/** Every built-in class, in order of making. */
export const builtinTypes: PyType[] = [];

export const ObjectType = make('object', null, {});
export const TypeType = make('type', ObjectType, { layout: 'type', hasDict: true, hasWeakref: true });
export const DictType = make('dict', ObjectType, { layout: 'dict', patma: 2 });
for (const t of builtinTypes) {
  t.shape = TypeType.root;
  t.dict.shape = DictType.root;
}

/** A new built-in class. Only at load time. */
export function newBuiltinType(name: string, base: PyType = ObjectType, flags: TypeFlags = {}): PyType {
  const t = make(name, base, flags);
  t.shape = TypeType.root;
  t.dict.shape = DictType.root;
  return t;
}

const F = { final: true };

export const NoneType = newBuiltinType('NoneType', ObjectType, F);
export const IntType = newBuiltinType('int', ObjectType, { layout: 'int' });
export const BoolType = newBuiltinType('bool', IntType, F);
export const FloatType = newBuiltinType('float', ObjectType, { layout: 'float' });
export const ComplexType = newBuiltinType('complex', ObjectType, { layout: 'complex' });
export const StrType = newBuiltinType('str', ObjectType, { layout: 'str' });
export const BytesType = newBuiltinType('bytes', ObjectType, { layout: 'bytes' });
export const ByteArrayType = newBuiltinType('bytearray', ObjectType, { layout: 'bytearray' });
export const MemoryViewType = newBuiltinType('memoryview', ObjectType, { final: true, patma: 1, hasWeakref: true });
export const ListType = newBuiltinType('list', ObjectType, { layout: 'list', patma: 1 });
export const TupleType = newBuiltinType('tuple', ObjectType, { layout: 'tuple', patma: 1 });
export const SetType = newBuiltinType('set', ObjectType, { layout: 'set', hasWeakref: true });
export const FrozenSetType = newBuiltinType('frozenset', ObjectType, { layout: 'frozenset', hasWeakref: true });
export const RangeType = newBuiltinType('range', ObjectType, { final: true, patma: 1 });
export const SliceType = newBuiltinType('slice', ObjectType, F);
export const EllipsisType = newBuiltinType('ellipsis', ObjectType, F);
export const NotImplementedType = newBuiltinType('NotImplementedType', ObjectType, F);

export const FunctionType = newBuiltinType('function', ObjectType, { final: true, hasDict: true, hasWeakref: true });
export const BuiltinFunctionType = newBuiltinType('builtin_function_or_method', ObjectType, {
  final: true,
  hasWeakref: true,
});
export const MethodType = newBuiltinType('method', ObjectType, { final: true, hasWeakref: true });
export const MethodDescriptorType = newBuiltinType('method_descriptor', ObjectType, F);
export const WrapperDescriptorType = newBuiltinType('wrapper_descriptor', ObjectType, F);
export const MethodWrapperType = newBuiltinType('method-wrapper', ObjectType, F);
export const ClassMethodDescriptorType = newBuiltinType('classmethod_descriptor', ObjectType, F);
export const GetSetDescriptorType = newBuiltinType('getset_descriptor', ObjectType, F);
export const MemberDescriptorType = newBuiltinType('member_descriptor', ObjectType, F);
export const PropertyType = newBuiltinType('property', ObjectType, { layout: 'property' });
export const StaticMethodType = newBuiltinType('staticmethod', ObjectType, { layout: 'staticmethod', hasDict: true });
export const ClassMethodType = newBuiltinType('classmethod', ObjectType, { layout: 'classmethod', hasDict: true });
export const SuperType = newBuiltinType('super', ObjectType, { layout: 'super' });
export const ModuleType = newBuiltinType('module', ObjectType, { layout: 'module', hasDict: true, hasWeakref: true });
export const CellType = newBuiltinType('cell', ObjectType, F);
export const CodeType = newBuiltinType('code', ObjectType, { final: true, hasWeakref: true });
export const FrameType = newBuiltinType('frame', ObjectType, F);
export const TracebackType = newBuiltinType('traceback', ObjectType, F);
export const MappingProxyType = newBuiltinType('mappingproxy', ObjectType, { final: true, patma: 2 });

export const GeneratorType = newBuiltinType('generator', ObjectType, { final: true, hasWeakref: true });
export const CoroutineType = newBuiltinType('coroutine', ObjectType, { final: true, hasWeakref: true });
export const AsyncGeneratorType = newBuiltinType('async_generator', ObjectType, { final: true, hasWeakref: true });
export const AsyncGenWrappedType = newBuiltinType('async_generator_wrapped_value', ObjectType, F);
export const CoroutineWrapperType = newBuiltinType('coroutine_wrapper', ObjectType, F);

export const ListIterType = newBuiltinType('list_iterator', ObjectType, F);
export const TupleIterType = newBuiltinType('tuple_iterator', ObjectType, F);
export const RangeIterType = newBuiltinType('range_iterator', ObjectType, F);

for (const t of builtinTypes) t.shape = TypeType.root;
(PyFloat.prototype as { shape: Shape }).shape = FloatType.root;
(PyFloat.prototype as { slots: null }).slots = null;
(PyWideStr.prototype as { shape: Shape }).shape = StrType.root;
(PyWideStr.prototype as { slots: null }).slots = null;

/** Ellipsis and NotImplemented. */
export class PySingleton extends PyObject {}
export const Ellipsis = new PySingleton(EllipsisType.root);
export const NotImplemented = new PySingleton(NotImplementedType.root);

/** The class of any value. */
export function typeOf(v: PyValue): PyType {
  switch (typeof v) {
    case 'object':
      return v === null ? NoneType : v.shape.cls;
    case 'number':
    case 'bigint':
      return IntType;
    case 'string':
      return StrType;
    default:
      return BoolType;
  }
}

export const EMPTY_TUPLE = new PyTuple(TupleType.root, []);
export function tuple(items: PyValue[]): PyTuple {
  return items.length === 0 ? EMPTY_TUPLE : new PyTuple(TupleType.root, items);
}
export function newDict(): PyDict {
  return new PyDict(DictType.root);
}
