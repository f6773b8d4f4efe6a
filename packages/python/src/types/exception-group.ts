/**
 * BaseExceptionGroup and ExceptionGroup (PEP 654). The walks over a group's tree call `derive` and predicates, which may
 * be Python code, so they are library functions (library/exceptions.py): eg_split, eg_subgroup, check_eg_match,
 * prep_reraise_star.
 */
import { newBuiltinType, StrType, tuple, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { PyException } from '../objects/exception.js';
import {
  AttributeErrorType,
  ExceptionType,
  exceptionTypes,
  raise,
  typeError,
  valueError,
} from '../objects/exception-types.js';
import { PyType, type PyValue, type R } from '../objects/object.js';
import { type PyList, PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { collectFast } from '../protocols/iterate.js';
import { toStr } from '../protocols/special.js';
import { member, setField } from './exceptions.js';

export const BaseExceptionGroupType = exceptionTypes.get('BaseExceptionGroup')!;

/** Two bases: the group's layout, and Exception so that `except Exception` takes it. */
export const ExceptionGroupType = newBuiltinType('ExceptionGroup', BaseExceptionGroupType);
ExceptionGroupType.bases = [BaseExceptionGroupType, ExceptionType];
ExceptionGroupType.mro = [ExceptionGroupType, BaseExceptionGroupType, ...ExceptionType.mro];
exceptionTypes.set('ExceptionGroup', ExceptionGroupType);

export function isGroup(v: PyValue): v is PyException {
  return v instanceof PyException && v.shape.cls.isSubtypeOf(BaseExceptionGroupType);
}

/** The sub-exceptions of a group. */
export function exceptionsOf(e: PyException): PyTuple {
  return (e.fields?.get('exceptions') as PyTuple | undefined) ?? tuple([]);
}

function isSequence(v: PyValue): boolean {
  if (v instanceof PyDict) return false;
  return typeOf(v).lookup('__getitem__') !== undefined;
}

function checkCall(args: PyValue[]): void {
  if (args.length !== 2) {
    throw typeError(`BaseExceptionGroup.__new__() takes exactly 2 arguments (${args.length} given)`);
  }
  const [message] = args;
  if (!typeOf(message!).isSubtypeOf(StrType)) {
    throw typeError(
      `BaseExceptionGroup.__new__() argument 1 must be str, not ${message === null ? 'None' : typeOf(message!).name}`,
    );
  }
}

function newGroup(vm: VM, cls: PyType, args: PyValue[]): R {
  checkCall(args);
  const source = args[1]!;
  if (!isSequence(source)) throw typeError('second argument (exceptions) must be a sequence');
  const items = collectFast(vm, source);
  if (items === undefined) return vm.lib('new_exception_group', [cls, args[0]!, source]);
  return makeGroup(vm, cls, args, items);
}

function noKeywords(cls: PyType, kw: PyDict | undefined): void {
  if (kw !== undefined && kw.size > 0) throw typeError(`${cls.name}() takes no keyword arguments`);
}

function makeDirectly(vm: VM, cls: PyType, args: PyValue[], kw: PyDict | undefined): R {
  const made = newGroup(vm, cls, args);
  noKeywords(made instanceof PyException ? typeOf(made) : cls, kw);
  return made;
}

function makeGroup(vm: VM, cls: PyType, args: PyValue[], items: PyValue[]): PyException {
  if (items.length === 0) throw valueError('second argument (exceptions) must be a non-empty sequence');
  vm.charge(items.length);
  let plain = true;
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    if (!(item instanceof PyException))
      throw valueError(`Item ${i} of second argument (exceptions) is not an exception`);
    if (!item.shape.cls.isSubtypeOf(ExceptionType)) plain = false;
  }
  let made = cls;
  if (cls === BaseExceptionGroupType) {
    if (plain) made = ExceptionGroupType;
  } else if (!plain) {
    if (cls === ExceptionGroupType) throw typeError('Cannot nest BaseExceptions in an ExceptionGroup');
    if (cls.isSubtypeOf(ExceptionType)) throw typeError(`Cannot nest BaseExceptions in '${cls.name}'`);
  }
  vm.alloc(160 + items.length * 8);
  const e = new PyException(made.root, tuple(args));
  setField(e, 'message', args[0]!);
  setField(e, 'exceptions', tuple(items));
  return e;
}

function groupStr(vm: VM, e: PyException): R {
  const n = exceptionsOf(e).items.length;
  const tail = ` (${n} sub-exception${n === 1 ? '' : 's'})`;
  const message = e.fields?.get('message') ?? null;
  const text = toStr(vm, message);
  return typeof text === 'string' ? text + tail : vm.lib('text_then', [message, tail]);
}

const refuse = (): never => {
  throw raise(AttributeErrorType, 'readonly attribute');
};
const readOnly = (name: string) => ({ get: member(name).get!, set: refuse, del: refuse });

defineType(BaseExceptionGroupType, {
  new: ['($type, *args, **kwargs)', null, newGroup],
  make: ['(*args, **kwargs)', null, makeDirectly],
  methods: {
    __init__: [
      '($self, /, *args, **kwargs)',
      null,
      (_vm: VM, e: PyException, args: PyValue[], kw: PyDict | undefined) => {
        noKeywords(typeOf(e), kw);
        e.args = tuple(args);
      },
    ],
    __str__: ['($self, /)', null, groupStr],
    derive: ['($self, excs, /)', null, (vm: VM, e: PyException, excs: PyValue) => deriveGroup(vm, e, excs)],
    split: [
      '($self, matcher_value, /)',
      null,
      (vm: VM, e: PyException, matcher: PyValue) => vm.lib('eg_split', [e, matcher]),
    ],
    subgroup: [
      '($self, matcher_value, /)',
      null,
      (vm: VM, e: PyException, matcher: PyValue) => vm.lib('eg_subgroup', [e, matcher]),
    ],
  },
  classmethods: {
    __class_getitem__: [
      '($cls, object, /)',
      null,
      (vm: VM, cls: PyType, item: PyValue) => vm.lib('make_generic_alias', [cls, item]),
    ],
  },
  getset: { message: readOnly('message'), exceptions: readOnly('exceptions') },
});
defineType(ExceptionGroupType, { make: ['(*args, **kwargs)', null, makeDirectly] });

function deriveGroup(vm: VM, e: PyException, excs: PyValue): R {
  return newGroup(vm, BaseExceptionGroupType, [e.fields?.get('message') ?? '', excs]);
}

/** `except*` names classes of exceptions, never groups. */
function checkStarTypes(want: PyValue): void {
  const types = want instanceof PyTuple ? want.items : [want];
  for (const t of types) {
    if (!(t instanceof PyType) || !t.isSubtypeOf(exceptionTypes.get('BaseException')!)) {
      throw typeError('catching classes that do not inherit from BaseException is not allowed');
    }
    if (t.isSubtypeOf(BaseExceptionGroupType))
      throw typeError('catching ExceptionGroup with except* is not allowed. Use except instead.');
  }
}

function matches(e: PyException, want: PyValue): boolean {
  const types = want instanceof PyTuple ? want.items : [want];
  return types.some((t) => t instanceof PyType && e.shape.cls.isSubtypeOf(t));
}

/** 1: a class or tuple of classes of exceptions, 2: a predicate. */
function matcherKind(v: PyValue): number {
  const isClass = (t: PyValue) => t instanceof PyType && t.isSubtypeOf(exceptionTypes.get('BaseException')!);
  if (isClass(v)) return 1;
  if (v instanceof PyTuple && v.items.every(isClass)) return 1;
  if (!(v instanceof PyType) && typeOf(v).lookup('__call__') !== undefined) return 2;
  throw typeError('expected an exception type, a tuple of exception types, or a callable (other than a class)');
}

defineIntrinsics({
  eg_check_types: ['(want, /)', (_vm: VM, want: PyValue) => checkStarTypes(want)],
  eg_matches: ['(e, want, /)', (_vm: VM, e: PyException, want: PyValue) => matches(e, want)],
  eg_matcher_kind: ['(v, /)', (_vm: VM, v: PyValue) => matcherKind(v)],
  eg_is_group: ['(v, /)', (_vm: VM, v: PyValue) => isGroup(v)],
  eg_is_exception: ['(v, /)', (_vm: VM, v: PyValue) => v instanceof PyException],
  eg_exceptions: ['(e, /)', (_vm: VM, e: PyException) => exceptionsOf(e)],
  eg_message: ['(e, /)', (_vm: VM, e: PyException) => e.fields?.get('message') ?? ''],
  eg_make: [
    '(cls, message, items, /)',
    (vm: VM, cls: PyType, message: PyValue, items: PyValue) =>
      makeGroup(vm, cls, [message, items], (items as PyList | PyTuple).items.slice()),
  ],
  eg_make_from: [
    '(cls, message, source, items, /)',
    (vm: VM, cls: PyType, message: PyValue, source: PyValue, items: PyList) =>
      makeGroup(vm, cls, [message, source], items.items.slice()),
  ],
  /** Whether two exceptions are parts of one raised group: notes, traceback, cause and context are the same objects. */
  eg_same_origin: [
    '(a, b, /)',
    (_vm: VM, a: PyValue, b: PyValue) =>
      isGroup(a) && isGroup(b) && a.traceback === b.traceback && a.cause === b.cause && a.context === b.context,
  ],
  eg_base: ['()', () => BaseExceptionGroupType],
});
