/** `_typing`: what typing.py takes from the language itself. */
import { defineModule } from '../objects/define.js';
import type { PyValue } from '../objects/object.js';
import {
  GenericType,
  NoDefault,
  ParamSpecArgsType,
  ParamSpecKwargsType,
  ParamSpecType,
  TypeAliasTypeType,
  TypeVarTupleType,
  TypeVarType,
  UnionType,
} from '../objects/typing.js';
import type { VM } from '../objects/vm.js';

defineModule('_typing', {
  doc: 'Primitives of the typing module.',
  functions: {
    _idfunc: ['($module, x, /)', null, (_vm: VM, x: PyValue) => x],
  },
  types: [
    TypeVarType,
    ParamSpecType,
    TypeVarTupleType,
    ParamSpecArgsType,
    ParamSpecKwargsType,
    TypeAliasTypeType,
    GenericType,
    UnionType,
  ],
  values: () => [['NoDefault', NoDefault]],
});
