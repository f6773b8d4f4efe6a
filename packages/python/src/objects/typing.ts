/** Representations of what type hints are made of: generic aliases, unions, type parameters, type aliases. */
import { newBuiltinType, ObjectType, PySingleton } from './builtin-types.js';
import { PyObject, type PyValue, type Shape } from './object.js';
import type { PyTuple } from './sequence.js';

const F = { final: true };

export const GenericAliasType = newBuiltinType('types.GenericAlias', ObjectType, {
  layout: 'generic_alias',
  hasWeakref: true,
});
export const UnionType = newBuiltinType('typing.Union', ObjectType, { final: true, hasWeakref: true });
export const TypeVarType = newBuiltinType('typing.TypeVar', ObjectType, {
  final: true,
  hasDict: true,
  hasWeakref: true,
});
export const ParamSpecType = newBuiltinType('typing.ParamSpec', ObjectType, {
  final: true,
  hasDict: true,
  hasWeakref: true,
});
export const TypeVarTupleType = newBuiltinType('typing.TypeVarTuple', ObjectType, {
  final: true,
  hasDict: true,
  hasWeakref: true,
});
export const ParamSpecArgsType = newBuiltinType('typing.ParamSpecArgs', ObjectType, { final: true, hasWeakref: true });
export const ParamSpecKwargsType = newBuiltinType('typing.ParamSpecKwargs', ObjectType, {
  final: true,
  hasWeakref: true,
});
export const TypeAliasTypeType = newBuiltinType('typing.TypeAliasType', ObjectType, { final: true, hasWeakref: true });
export const GenericType = newBuiltinType('typing.Generic', ObjectType, {});
export const NoDefaultType = newBuiltinType('NoDefaultType', ObjectType, F);
export const ConstEvaluatorType = newBuiltinType('_typing._ConstEvaluator', ObjectType, F);

/** `typing.NoDefault` */
export const NoDefault = new PySingleton(NoDefaultType.root);

/** `list[int]`; starred: `*tuple[int, ...]`. */
export class PyGenericAlias extends PyObject {
  parameters: PyTuple | null = null;
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    readonly origin: PyValue,
    readonly args: PyTuple,
    readonly starred: boolean,
  ) {
    super(shape);
  }
}

/** `int | str` */
export class PyUnion extends PyObject {
  parameters: PyTuple | null = null;
  constructor(
    shape: Shape,
    readonly args: PyTuple,
  ) {
    super(shape);
  }
}

/** TypeVar, ParamSpec, TypeVarTuple. A value that is not known yet has a function that works it out (PEP 695). */
export class PyTypeParam extends PyObject {
  bound: PyValue | undefined = undefined;
  constraints: PyValue | undefined = undefined;
  default: PyValue | undefined = undefined;
  evaluateBound: PyValue = null;
  evaluateConstraints: PyValue = null;
  evaluateDefault: PyValue = null;
  covariant = false;
  contravariant = false;
  inferVariance = false;
  constructor(
    shape: Shape,
    readonly name: PyValue,
  ) {
    super(shape);
  }
}

/** `P.args` and `P.kwargs`. */
export class PyParamSpecPart extends PyObject {
  constructor(
    shape: Shape,
    readonly origin: PyValue,
  ) {
    super(shape);
  }
}

/** `type X = ...` */
export class PyTypeAlias extends PyObject {
  value: PyValue | undefined = undefined;
  constructor(
    shape: Shape,
    readonly name: PyValue,
    readonly typeParams: PyTuple | null,
    readonly compute: PyValue,
    readonly module: PyValue,
  ) {
    super(shape);
  }
}

/** Gives a known value where an evaluating function is asked for. */
export class PyConstEvaluator extends PyObject {
  constructor(
    shape: Shape,
    readonly value: PyValue,
  ) {
    super(shape);
  }
}
