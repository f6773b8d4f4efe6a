/**
 * `generator` and `coroutine` (Language reference 6.2.9 "Yield expressions"; Data model, 3.4 "Coroutines").
 *
 * send() and next() are "go on with this generator in my place"; what needs more than that (delegation of throw() and
 * close() to what the generator itself waits for) is `library/generators.py`.
 */
import {
  AsyncGeneratorType,
  CoroutineType,
  CoroutineWrapperType,
  GeneratorType,
  ListType,
  tuple,
  typeOf,
} from '../objects/builtin-types.js';
import { CO_ITERABLE_COROUTINE, PyCode } from '../objects/code.js';
import { defineIntrinsics, defineType, type TypeSpec } from '../objects/define.js';
import { PyException, PyTraceback } from '../objects/exception.js';
import { BaseExceptionType, GeneratorExitType, typeError, valueError } from '../objects/exception-types.js';
import { GenState, PyCoroutineWrapper, PyGenerator } from '../objects/generator.js';
import { addressText } from '../objects/identity.js';
import { PyType, type PyValue, type R } from '../objects/object.js';
import { PyList, type PyTuple } from '../objects/sequence.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { attributeError, lookupSpecial } from '../protocols/attributes.js';
import { isText, textOf } from './type-names.js';

export function kindOfGenerator(g: PyGenerator): string {
  const cls = g.shape.cls;
  return cls === CoroutineType ? 'coroutine' : cls === AsyncGeneratorType ? 'async generator' : 'generator';
}

// -- throw ------------------------------------------------------------------------------------------------------------------

/** The exception that throw()'s arguments stand for; undefined where Python code has to make it. */
export function thrownException(
  type: PyValue,
  value: PyValue | undefined,
  tb: PyValue | undefined,
): PyException | undefined {
  if (tb !== undefined && tb !== null && !(tb instanceof PyTraceback)) {
    throw typeError('throw() third argument must be a traceback object');
  }
  if (type instanceof PyException) {
    if (value !== undefined && value !== null) throw typeError('instance exception may not have a separate value');
    if (tb instanceof PyTraceback) type.traceback = tb;
    return type;
  }
  if (!(type instanceof PyType) || !type.isSubtypeOf(BaseExceptionType)) {
    throw typeError(`exceptions must be classes or instances deriving from BaseException, not ${typeOf(type).name}`);
  }
  if (value instanceof PyException && value.shape.cls.isSubtypeOf(type)) {
    if (tb instanceof PyTraceback) value.traceback = tb;
    return value;
  }
  return undefined;
}

/** `throw(type[, value[, traceback]])` on a generator or coroutine. */
export function generatorThrow(
  vm: VM,
  g: PyGenerator,
  type: PyValue,
  value: PyValue | undefined,
  tb: PyValue | undefined,
): R {
  if (value === undefined) return throwArguments(vm, g, type, undefined, undefined, true);
  return vm.lib('throw_deprecated', [g, tuple(tb === undefined ? [type, value] : [type, value, tb])]);
}

/**
 * Raise inside: at what the generator waits for, which gets the very arguments, if that can be thrown into. `closes`:
 * GeneratorExit closes what it waits for.
 */
function throwArguments(
  vm: VM,
  g: PyGenerator,
  type: PyValue,
  value: PyValue | undefined,
  tb: PyValue | undefined,
  closes: boolean,
): R {
  const inner = vm.awaitedBy(g);
  if (inner !== undefined && g.state !== GenState.Running) {
    const args = [type, value, tb];
    while (args[args.length - 1] === undefined) args.pop();
    return vm.lib('generator_throw_delegate', [g, inner, tuple(args.map((a) => a ?? null)), closes]);
  }
  const exc = thrownException(type, value, tb);
  if (exc === undefined) return vm.lib('generator_throw_new', [g, type, value ?? null, tb ?? null]);
  return vm.throwInto(g, exc);
}

/** close(): nothing to do where it never started or is over. */
export function generatorClose(vm: VM, g: PyGenerator): R {
  if (g.state === GenState.Running) throw valueError(`${kindOfGenerator(g)} already executing`);
  if (g.state === GenState.Created) {
    g.state = GenState.Closed;
    if (g.seat >= 0) vm.finalization.leave(g);
    g.frame = null;
    return null;
  }
  if (g.state === GenState.Closed) return null;
  return vm.lib('generator_close', [g, vm.awaitedBy(g) ?? null, vm.awaitedBy(g) !== undefined, kindOfGenerator(g)]);
}

// -- attributes -----------------------------------------------------------------------------------------------------------------

function setNameOf(field: 'name' | 'qualname', attr: string) {
  const put = (_vm: VM, g: PyGenerator, v: PyValue | undefined) => {
    if (v === undefined || !isText(v)) throw typeError(`${attr} must be set to a string object`);
    g[field] = textOf(v)!;
  };
  return {
    get: (_vm: VM, g: PyGenerator) => fromJS(g[field]),
    set: put,
    del: (vm: VM, g: PyGenerator) => put(vm, g, undefined),
  };
}

/** gi_*, cr_* or ag_* with this prefix. */
export function generatorAttributes(prefix: string, waits: string): NonNullable<TypeSpec['getset']> {
  return {
    __name__: setNameOf('name', '__name__'),
    __qualname__: setNameOf('qualname', '__qualname__'),
    [`${prefix}_${waits}`]: { get: (vm: VM, g: PyGenerator) => vm.awaitedBy(g) ?? null },
    [`${prefix}_running`]: {
      get: (_vm: VM, g: PyGenerator) => (prefix === 'ag' ? g.asyncRunning : g.state === GenState.Running),
    },
    [`${prefix}_frame`]: { get: (_vm: VM, g: PyGenerator) => (g.state === GenState.Closed ? null : g.frame) },
    [`${prefix}_suspended`]: { get: (_vm: VM, g: PyGenerator) => g.state === GenState.Suspended },
    [`${prefix}_code`]: { get: (_vm: VM, g: PyGenerator) => g.code },
  };
}

export function generatorRepr(kind: string) {
  return (vm: VM, g: PyGenerator): PyValue => fromJS(`<${kind} object ${g.qualname} at ${addressText(vm, g)}>`);
}

/** The exact class of generators takes a subscript: `generator[int, None, None]`. */
export const subscriptRow = [
  '($type, object, /)',
  'See PEP 585',
  (vm: VM, cls: PyValue, item: PyValue) => vm.lib('make_generic_alias', [cls, item]),
] as const;

function isAwaitableGenerator(o: PyValue): boolean {
  if (!(o instanceof PyGenerator)) return false;
  if (o.shape.cls === CoroutineType) return true;
  return o.shape.cls === GeneratorType && o.code instanceof PyCode && (o.code.f.flags & CO_ITERABLE_COROUTINE) !== 0;
}

const THROW = '($self, type, value=None, traceback=None, /)';

defineType(GeneratorType, {
  doc: null,
  methods: {
    __repr__: ['($self, /)', 'Return repr(self).', generatorRepr('generator')],
    __iter__: ['($self, /)', 'Implement iter(self).', (_vm: VM, g: PyGenerator) => g],
    __next__: ['($self, /)', 'Implement next(self).', (vm: VM, g: PyGenerator) => vm.resume(g, null)],
    __del__: ['($self, /)', null, () => null],
    send: [
      '($self, object, /)',
      'Go on with a value for the yield expression; the next yielded value.',
      (vm: VM, g: PyGenerator, v: PyValue) => vm.resume(g, v),
    ],
    throw: [THROW, 'Raise an exception at the yield expression; the next yielded value.', generatorThrow],
    close: ['($self, /)', 'Raise GeneratorExit at the yield expression.', generatorClose],
    __sizeof__: ['($self, /)', null, () => 200],
  },
  classmethods: { __class_getitem__: subscriptRow },
  getset: generatorAttributes('gi', 'yieldfrom'),
});

defineType(CoroutineType, {
  doc: null,
  methods: {
    __repr__: ['($self, /)', 'Return repr(self).', generatorRepr('coroutine')],
    __del__: ['($self, /)', null, () => null],
    __await__: [
      '($self, /)',
      'Return an iterator to be used in await expression.',
      (vm: VM, g: PyGenerator) => {
        vm.alloc(32);
        return new PyCoroutineWrapper(CoroutineWrapperType.root, g);
      },
    ],
    send: [
      '($self, object, /)',
      'Go on with a value; the next value that goes out.',
      (vm: VM, g: PyGenerator, v: PyValue) => vm.resume(g, v),
    ],
    throw: [THROW, 'Raise an exception inside; the next value that goes out.', generatorThrow],
    close: ['($self, /)', 'Raise GeneratorExit inside.', generatorClose],
    __sizeof__: ['($self, /)', null, () => 200],
  },
  classmethods: { __class_getitem__: subscriptRow },
  getset: {
    ...generatorAttributes('cr', 'await'),
    cr_origin: { get: (_vm: VM, g: PyGenerator) => g.origin },
  },
});

defineType(CoroutineWrapperType, {
  doc: null,
  methods: {
    __iter__: ['($self, /)', 'Implement iter(self).', (_vm: VM, w: PyCoroutineWrapper) => w],
    __next__: ['($self, /)', 'Implement next(self).', (vm: VM, w: PyCoroutineWrapper) => vm.resume(w.coroutine, null)],
    send: ['($self, object, /)', null, (vm: VM, w: PyCoroutineWrapper, v: PyValue) => vm.resume(w.coroutine, v)],
    throw: [
      THROW,
      null,
      (vm: VM, w: PyCoroutineWrapper, type: PyValue, value: PyValue | undefined, tb: PyValue | undefined) =>
        generatorThrow(vm, w.coroutine, type, value, tb),
    ],
    close: ['($self, /)', null, (vm: VM, w: PyCoroutineWrapper) => generatorClose(vm, w.coroutine)],
  },
});

defineIntrinsics({
  /** Raise inside the generator itself, whatever it waits for. */
  throw_here: ['(gen, exc, /)', (vm: VM, g: PyGenerator, exc: PyException) => vm.throwInto(g, exc)],
  resume_generator: ['(gen, value, /)', (vm: VM, g: PyGenerator, v: PyValue) => vm.resume(g, v)],
  /** While control is with what it waits for, the generator counts as running. */
  mark_running: [
    '(gen, running, /)',
    (_vm: VM, g: PyGenerator, running: boolean) => {
      g.state = running ? GenState.Running : GenState.Suspended;
    },
  ],
  is_plain_generator: ['(o, /)', (_vm: VM, o: PyValue) => typeOf(o) === GeneratorType],
  /** The next values of a generator, as many as it has but for a limit. */
  collect_some: [
    '(gen, /)',
    (vm: VM, g: PyGenerator) => (g.state === GenState.Closed ? new PyList(ListType.root, []) : vm.collect(g)),
  ],
  is_generator: ['(o, /)', (_vm: VM, o: PyValue) => o instanceof PyGenerator && o.shape.cls !== AsyncGeneratorType],
  /** throw() of a generator or coroutine by throw()'s arguments. */
  throw_arguments: [
    '(gen, args, closes, /)',
    (vm: VM, g: PyGenerator, args: PyTuple, closes: boolean) =>
      throwArguments(vm, g, args.items[0]!, args.items[1], args.items[2], closes),
  ],
  /** The exception of throw()'s arguments; None where it has to be made first. */
  checked_throw: [
    '(cls, value, tb, /)',
    (_vm: VM, cls: PyValue, value: PyValue, tb: PyValue) => thrownException(cls, value, tb) ?? null,
  ],
  is_coroutine: ['(o, /)', (_vm: VM, o: PyValue) => o instanceof PyGenerator && o.shape.cls === CoroutineType],
  /** Coroutines, and generators that types.coroutine() marked. */
  is_awaitable_generator: ['(o, /)', (_vm: VM, o: PyValue) => isAwaitableGenerator(o)],
  bound_special: [
    '(o, name, /)',
    (vm: VM, o: PyValue, name: string) => {
      const r = lookupSpecial(vm, o, name);
      if (r === undefined) throw attributeError(o, name);
      return r;
    },
  ],
  /** Whether throw()'s first argument stands for GeneratorExit. */
  generator_is_exit: [
    '(e, /)',
    (_vm: VM, e: PyValue) => (e instanceof PyType ? e : typeOf(e)).isSubtypeOf(GeneratorExitType),
  ],
});
