/** TypeVar, ParamSpec, TypeVarTuple, TypeAliasType, Generic (PEP 484, 612, 646, 695, 696). */
import { EMPTY_TUPLE, NoneType, NotImplemented, newDict, tuple, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType, type TypeSpec } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { typeError, valueError } from '../objects/exception-types.js';
import { PyType, type PyValue, type R } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import {
  ConstEvaluatorType,
  GenericType,
  NoDefault,
  NoDefaultType,
  ParamSpecArgsType,
  ParamSpecKwargsType,
  ParamSpecType,
  PyConstEvaluator,
  PyParamSpecPart,
  PyTypeAlias,
  PyTypeParam,
  TypeAliasTypeType,
  TypeVarTupleType,
  TypeVarType,
} from '../objects/typing.js';
import type { VM } from '../objects/vm.js';
import { setOwnAttribute } from '../protocols/attributes.js';
import { getIter } from '../protocols/iterate.js';
import { newGenericAlias } from './generic-alias.js';
import { isText } from './type-names.js';
import { callerModule } from './type-new.js';

type Lazy = 'bound' | 'constraints' | 'default';
const EVALUATOR = { bound: 'evaluateBound', constraints: 'evaluateConstraints', default: 'evaluateDefault' } as const;

/** A value that may still have to be worked out. */
function lazy(field: Lazy, none: PyValue) {
  return {
    get: (vm: VM, p: PyTypeParam): R => {
      const v = p[field];
      if (v !== undefined) return v;
      const f = p[EVALUATOR[field]];
      return f === null ? none : vm.lib('evaluate_type_param', [p, field, f]);
    },
  };
}

/** The function that works it out, or one that gives the known value. */
function evaluator(field: Lazy) {
  return {
    get: (vm: VM, p: PyTypeParam): R => {
      const f = p[EVALUATOR[field]];
      if (f !== null) return f;
      const v = p[field];
      if (v === undefined || (field === 'default' && v === NoDefault)) return null;
      vm.alloc(32);
      return new PyConstEvaluator(ConstEvaluatorType.root, v);
    },
  };
}

function make(vm: VM, cls: PyType, name: PyValue): PyTypeParam {
  if (!isText(name))
    throw typeError(`${cls.qualname.toLowerCase()}() argument 'name' must be str, not ${typeOf(name).name}`);
  vm.alloc(200);
  const p = new PyTypeParam(cls.root, name);
  const module = callerModule(vm);
  if (module !== undefined) setOwnAttribute(vm, p, '__module__', module);
  return p;
}

function variance(
  p: PyTypeParam,
  covariant: PyValue | undefined,
  contravariant: PyValue | undefined,
  infer: PyValue | undefined,
): void {
  p.covariant = covariant === true;
  p.contravariant = contravariant === true;
  p.inferVariance = infer === true;
  if (p.covariant && p.contravariant) throw valueError('Bivariant types are not supported.');
  if (p.inferVariance && (p.covariant || p.contravariant))
    throw valueError('Variance cannot be specified with infer_variance.');
}

function newTypeVar(
  vm: VM,
  cls: PyType,
  name: PyValue,
  constraints: PyValue[],
  bound: PyValue | undefined,
  fallback: PyValue | undefined,
  covariant: PyValue | undefined,
  contravariant: PyValue | undefined,
  infer: PyValue | undefined,
): R {
  const p = make(vm, cls, name);
  variance(p, covariant, contravariant, infer);
  p.default = fallback ?? NoDefault;
  if (constraints.length === 1) throw typeError('A single constraint is not allowed');
  if (constraints.length > 0) {
    if (bound !== undefined && bound !== null) throw typeError('Constraints cannot be combined with bound=...');
    p.constraints = tuple(constraints);
  }
  if (bound === undefined || bound === null) return p;
  if (bound instanceof PyType) {
    p.bound = bound;
    return p;
  }
  return vm.lib('typevar_with_checked_bound', [p, bound]);
}

const varianceGetset: NonNullable<TypeSpec['getset']> = {
  __covariant__: { get: (_vm: VM, p: PyTypeParam) => p.covariant },
  __contravariant__: { get: (_vm: VM, p: PyTypeParam) => p.contravariant },
  __infer_variance__: { get: (_vm: VM, p: PyTypeParam) => p.inferVariance },
};

const common = {
  __repr__: ['($self, /)', 'Return repr(self).', (_vm: VM, p: PyTypeParam) => marked(p)],
  __reduce__: ['($self, /)', null, (_vm: VM, p: PyTypeParam) => p.name],
  has_default: [
    '($self, /)',
    null,
    (_vm: VM, p: PyTypeParam) => p.evaluateDefault !== null || (p.default !== undefined && p.default !== NoDefault),
  ],
  __mro_entries__: [
    '($self, object, /)',
    null,
    (_vm: VM, p: PyTypeParam) => {
      throw typeError(`Cannot subclass an instance of ${typeOf(p).qualname}`);
    },
  ],
} as const;

const or = {
  __or__: [
    '($self, value, /)',
    'Return self|value.',
    (vm: VM, a: PyValue, b: PyValue) => vm.lib('make_union', [tuple([a, b])]),
  ],
  __ror__: [
    '($self, value, /)',
    'Return value|self.',
    (vm: VM, a: PyValue, b: PyValue) => vm.lib('make_union', [tuple([b, a])]),
  ],
} as const;

/** The name with a mark for its variance; a TypeVarTuple has none. */
function marked(p: PyTypeParam): PyValue {
  const name = String(p.name);
  if (p.inferVariance || typeOf(p) === TypeVarTupleType) return name;
  return (p.covariant ? '+' : p.contravariant ? '-' : '~') + name;
}

/** Substitution is typing.py's business. */
function subst(library: string, prepare: string) {
  return {
    __typing_subst__: ['($self, arg, /)', null, (vm: VM, p: PyTypeParam, arg: PyValue) => vm.lib(library, [p, arg])],
    __typing_prepare_subst__: [
      '($self, alias, args, /)',
      null,
      (vm: VM, p: PyTypeParam, alias: PyValue, args: PyValue) => vm.lib(prepare, [p, alias, args]),
    ],
  } as const;
}

const defaults: NonNullable<TypeSpec['getset']> = {
  __name__: { get: (_vm: VM, p: PyTypeParam) => p.name },
  __default__: lazy('default', NoDefault),
  evaluate_default: evaluator('default'),
};

defineType(TypeVarType, {
  doc: 'A type variable.',
  new: [
    '($type, name, *constraints, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)',
    'Create and return a new object.  See help(type) for accurate signature.',
    newTypeVar,
  ],
  methods: { ...common, ...or, ...subst('typevar_subst', 'typevar_prepare_subst') },
  getset: {
    ...defaults,
    ...varianceGetset,
    __bound__: lazy('bound', null),
    __constraints__: lazy('constraints', EMPTY_TUPLE),
    evaluate_bound: evaluator('bound'),
    evaluate_constraints: evaluator('constraints'),
  },
  attrs: { __module__: 'typing' },
});

defineType(ParamSpecType, {
  doc: 'A variable for the parameters of a callable.',
  new: [
    '($type, name, *, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)',
    'Create and return a new object.  See help(type) for accurate signature.',
    (
      vm: VM,
      cls: PyType,
      name: PyValue,
      bound: PyValue | undefined,
      fallback: PyValue | undefined,
      covariant: PyValue | undefined,
      contravariant: PyValue | undefined,
      infer: PyValue | undefined,
    ) => {
      const p = make(vm, cls, name);
      variance(p, covariant, contravariant, infer);
      p.default = fallback ?? NoDefault;
      if (bound !== undefined && bound !== null) p.bound = bound;
      return p;
    },
  ],
  methods: { ...common, ...or, ...subst('paramspec_subst', 'paramspec_prepare_subst') },
  getset: {
    ...defaults,
    ...varianceGetset,
    __bound__: { get: (_vm: VM, p: PyTypeParam) => p.bound ?? null },
    args: { get: (_vm: VM, p: PyTypeParam) => new PyParamSpecPart(ParamSpecArgsType.root, p) },
    kwargs: { get: (_vm: VM, p: PyTypeParam) => new PyParamSpecPart(ParamSpecKwargsType.root, p) },
  },
  attrs: { __module__: 'typing' },
});

defineType(TypeVarTupleType, {
  doc: 'A variable for any number of types.',
  new: [
    '($type, name, *, default=typing.NoDefault)',
    'Create and return a new object.  See help(type) for accurate signature.',
    (vm: VM, cls: PyType, name: PyValue, fallback: PyValue | undefined) => {
      const p = make(vm, cls, name);
      p.default = fallback ?? NoDefault;
      return p;
    },
  ],
  methods: {
    ...common,
    __iter__: ['($self, /)', 'Implement iter(self).', (vm: VM, p: PyTypeParam) => vm.lib('typevartuple_iter', [p])],
    ...subst('typevartuple_subst', 'typevartuple_prepare_subst'),
  },
  getset: defaults,
  attrs: { __module__: 'typing' },
});

// -- P.args, P.kwargs --------------------------------------------------------------------------------------------------------

for (const [cls, word] of [
  [ParamSpecArgsType, 'args'],
  [ParamSpecKwargsType, 'kwargs'],
] as const) {
  const equal =
    (positive: boolean) =>
    (_vm: VM, a: PyParamSpecPart, b: PyValue): R =>
      b instanceof PyParamSpecPart && b.shape === a.shape ? (a.origin === b.origin) === positive : NotImplemented;
  defineType(cls, {
    doc: `The ${word} of a ParamSpec.`,
    new: [
      '($type, origin)',
      'Create and return a new object.  See help(type) for accurate signature.',
      (vm: VM, c: PyType, origin: PyValue) => {
        vm.alloc(32);
        return new PyParamSpecPart(c.root, origin);
      },
    ],
    methods: {
      __repr__: [
        '($self, /)',
        'Return repr(self).',
        (vm: VM, a: PyParamSpecPart) => vm.lib('paramspec_part_repr', [a.origin, word]),
      ],
      __eq__: ['($self, value, /)', 'Return self==value.', equal(true)],
      __ne__: ['($self, value, /)', 'Return self!=value.', equal(false)],
      __mro_entries__: [
        '($self, object, /)',
        null,
        () => {
          throw typeError(`Cannot subclass an instance of ${cls.qualname}`);
        },
      ],
    },
    getset: { __origin__: { get: (_vm: VM, a: PyParamSpecPart) => a.origin } },
    attrs: { __hash__: null, __module__: 'typing' },
  });
}

// -- type aliases --------------------------------------------------------------------------------------------------------------

function newTypeAlias(vm: VM, cls: PyType, name: PyValue, value: PyValue, params: PyValue | undefined): PyTypeAlias {
  if (!isText(name)) throw typeError(`typealias() argument 'name' must be str, not ${typeOf(name).name}`);
  if (params !== undefined && !(params instanceof PyTuple)) throw typeError('type_params must be a tuple');
  vm.alloc(120);
  const a = new PyTypeAlias(
    cls.root,
    name,
    params instanceof PyTuple && params.items.length > 0 ? params : null,
    null,
    callerModule(vm) ?? null,
  );
  a.value = value;
  return a;
}

defineType(TypeAliasTypeType, {
  doc: 'The alias that a type statement makes.',
  new: [
    '($type, /, name, value, *, type_params=<unrepresentable>)',
    'Create and return a new object.  See help(type) for accurate signature.',
    newTypeAlias,
  ],
  methods: {
    __repr__: ['($self, /)', 'Return repr(self).', (_vm: VM, a: PyTypeAlias) => a.name],
    __iter__: [
      '($self, /)',
      'Implement iter(self).',
      (vm: VM, a: PyTypeAlias) => getIter(vm, tuple([newGenericAlias(vm, a, EMPTY_TUPLE, true)])),
    ],
    ...or,
    __getitem__: [
      '($self, key, /)',
      'Return self[key].',
      (vm: VM, a: PyTypeAlias, item: PyValue) => {
        if (a.typeParams === null) throw typeError('Only generic type aliases are subscriptable');
        return newGenericAlias(vm, a, item);
      },
    ],
    __reduce__: ['($self, /)', null, (_vm: VM, a: PyTypeAlias) => a.name],
  },
  getset: {
    __name__: { get: (_vm: VM, a: PyTypeAlias) => a.name },
    __parameters__: { get: (vm: VM, a: PyTypeAlias) => vm.lib('unpack_params', [a.typeParams ?? EMPTY_TUPLE]) },
    __type_params__: { get: (_vm: VM, a: PyTypeAlias) => a.typeParams ?? EMPTY_TUPLE },
    __value__: { get: (vm: VM, a: PyTypeAlias) => a.value ?? vm.lib('evaluate_type_alias', [a, a.compute]) },
    evaluate_value: {
      get: (_vm: VM, a: PyTypeAlias) =>
        a.compute !== null ? a.compute : new PyConstEvaluator(ConstEvaluatorType.root, a.value ?? null),
    },
    __module__: { get: (_vm: VM, a: PyTypeAlias) => a.module },
  },
});

// -- the rest ---------------------------------------------------------------------------------------------------------------------

defineType(GenericType, {
  doc: 'The base of generic classes.',
  classmethods: {
    __class_getitem__: [
      '($type, /, *args, **kwargs)',
      null,
      (vm: VM, cls: PyValue, args: PyValue[], kw: PyDict | undefined) =>
        vm.lib('generic_class_getitem', [cls, tuple(args), kw ?? newDict()]),
    ],
    __init_subclass__: [
      '($type, /, *args, **kwargs)',
      null,
      (vm: VM, cls: PyValue, args: PyValue[], kw: PyDict | undefined) =>
        vm.lib('generic_init_subclass', [cls, tuple(args), kw ?? newDict()]),
    ],
  },
  attrs: { __module__: 'typing' },
});

defineType(NoDefaultType, {
  doc: 'The class of NoDefault.',
  new: [
    '($type, *args, **kwargs)',
    null,
    (_vm: VM, _cls: PyType, args: PyValue[], kw: PyDict | undefined) => {
      if (args.length > 0 || kw !== undefined) throw typeError('NoDefaultType takes no arguments');
      return NoDefault;
    },
  ],
  methods: {
    __repr__: ['($self, /)', 'Return repr(self).', () => 'typing.NoDefault'],
    __reduce__: ['($self, /)', null, () => 'NoDefault'],
  },
});

defineType(ConstEvaluatorType, {
  doc: null,
  methods: {
    __call__: [
      '($self, format, /)',
      null,
      (vm: VM, e: PyConstEvaluator, format: PyValue) => (format === 4 ? vm.lib('type_text', [e.value]) : e.value),
    ],
    __repr__: [
      '($self, /)',
      'Return repr(self).',
      (vm: VM, e: PyConstEvaluator) => vm.lib('const_evaluator_repr', [e.value]),
    ],
  },
});

defineIntrinsics({
  new_type_param: [
    '(kind, name, bound, constraints, /)',
    (vm: VM, kind: number, name: PyValue, bound: PyValue, constraints: PyValue) => {
      const p = make(vm, [TypeVarType, ParamSpecType, TypeVarTupleType][kind]!, name);
      p.inferVariance = true;
      p.evaluateBound = bound;
      p.evaluateConstraints = constraints;
      return p;
    },
  ],
  set_type_param: [
    '(param, field, value, /)',
    (_vm: VM, p: PyTypeParam, field: Lazy, value: PyValue) => {
      p[field] = value;
    },
  ],
  set_default_evaluator: [
    '(param, f, /)',
    (_vm: VM, p: PyTypeParam, f: PyValue) => {
      p.evaluateDefault = f;
      p.default = undefined;
      return p;
    },
  ],
  new_type_alias: [
    '(name, params, compute, /)',
    (vm: VM, name: PyValue, params: PyValue, compute: PyValue) => {
      vm.alloc(120);
      return new PyTypeAlias(TypeAliasTypeType.root, name, params as PyTuple | null, compute, callerModule(vm) ?? null);
    },
  ],
  set_type_alias_value: [
    '(alias, value, /)',
    (_vm: VM, a: PyTypeAlias, value: PyValue) => {
      a.value = value;
    },
  ],
  is_typevartuple: ['(o, /)', (_vm: VM, o: PyValue) => o instanceof PyTypeParam && typeOf(o) === TypeVarTupleType],
  is_none_type: ['(o, /)', (_vm: VM, o: PyValue) => o === NoneType],
  no_default: ['()', () => NoDefault],
  generic_base: ['()', () => GenericType],
});
