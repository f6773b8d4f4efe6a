/** The `builtins` module: its functions by file, its classes, its constants. */
import * as T from '../objects/builtin-types.js';
import { defineIntrinsics, defineModule } from '../objects/define.js';
import { exceptionTypes } from '../objects/exception-types.js';
import { EnumerateType, FilterType, MapType, ReversedType, ZipType } from '../objects/iterators.js';
import type { PyType, PyValue } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { asciiText, basicFunctions } from './basic.js';
import { codeFunctions } from './code.js';
import { foldingFunctions } from './folding.js';
import { siteValues } from './site.js';
import { streamFunctions } from './streams.js';
import { sysValue } from './support.js';
import './keyword-typos.js';
import './suggestions.js';
import './syntax-error-text.js';
import './traceback-text.js';

const TYPES: PyType[] = [
  T.BoolType,
  T.ByteArrayType,
  T.BytesType,
  T.ClassMethodType,
  T.ComplexType,
  T.DictType,
  EnumerateType,
  FilterType,
  T.FloatType,
  T.FrozenSetType,
  T.IntType,
  T.ListType,
  MapType,
  T.MemoryViewType,
  T.ObjectType,
  T.PropertyType,
  T.RangeType,
  ReversedType,
  T.SetType,
  T.SliceType,
  T.StaticMethodType,
  T.StrType,
  T.SuperType,
  T.TupleType,
  T.TypeType,
  ZipType,
  ...exceptionTypes.values(),
];

defineModule('builtins', {
  doc: 'Built-in functions, types, exceptions, and other objects.',
  functions: { ...basicFunctions, ...codeFunctions, ...foldingFunctions, ...streamFunctions },
  types: TYPES,
  constants: () => [
    ['None', null],
    ['True', true],
    ['False', false],
    ['Ellipsis', T.Ellipsis],
    ['NotImplemented', T.NotImplemented],
    ['__debug__', true],
    ['EnvironmentError', exceptionTypes.get('OSError')!],
    ['IOError', exceptionTypes.get('OSError')!],
  ],
  places: siteValues().map(([name]) => name),
  values: siteValues,
});

defineIntrinsics({
  escape_non_ascii: ['(s, /)', asciiText],
  /** A value of the sys module, None where the program deleted it. */
  sys_get: ['(name, /)', (vm: VM, name: string) => sysValue(vm, name) ?? null],
  builtins_set: ['(name, value, /)', (vm: VM, name: string, value: PyValue) => vm.builtins.setStr(name, value)],
  is_sequence_object: [
    '(v, /)',
    (_vm: VM, v: PyValue) =>
      T.typeOf(v).mro.some((c) => c.patma === 1 || c === T.StrType || c === T.BytesType || c === T.ByteArrayType),
  ],
});
