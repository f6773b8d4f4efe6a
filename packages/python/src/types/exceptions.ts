/**
 * The exception classes: construction, `args`, the chain (`__cause__`, `__context__`), notes, and `str()` (Library
 * Reference, "Built-in Exceptions"). Groups are in exception-group.ts, tracebacks in traceback.ts.
 *
 * Members that a class declares (`OSError.errno`, `NameError.name`, ...) are in `PyException.fields`; an absent one reads
 * as None. What needs Python code (repr of an argument, an iterable of arguments) goes on in library/exceptions.py.
 */
import { BoolType, newDict, StrType, tuple, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType, type TypeSpec } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { PyRaise } from '../objects/errors.js';
import { PyException, PyTraceback } from '../objects/exception.js';
import {
  AttributeErrorType,
  BaseExceptionType,
  exceptionTypes,
  ImportErrorType,
  KeyErrorType,
  NameErrorType,
  newException,
  OSErrorType,
  raise,
  StopIterationType,
  SyntaxErrorType,
  SystemExitType,
  typeError,
} from '../objects/exception-types.js';
import { DELEGATE, PyStrObject, type PyType, type PyValue, type R } from '../objects/object.js';
import type { PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import {
  attributeError,
  checkStateShown,
  instanceDict,
  setInstanceDict,
  setOwnAttribute,
} from '../protocols/attributes.js';
import { collectFast } from '../protocols/iterate.js';
import { enterNative, leaveNative } from '../protocols/nesting.js';
import { toRepr, toStr } from '../protocols/special.js';
import { ERRNO_CLASSES } from './errno-classes.js';
import { initUnicodeError, unicodeErrorTables } from './unicode-errors.js';

export function field(e: PyException, name: string): PyValue {
  return e.fields?.get(name) ?? null;
}

export function setField(e: PyException, name: string, value: PyValue): void {
  e.fields ??= new Map();
  e.fields.set(name, value);
}

type GetSet = NonNullable<TypeSpec['getset']>[string];

/** A declared member: None while unset; can be deleted. */
export function member(name: string): GetSet {
  return {
    get: (_vm, e: PyException) => field(e, name),
    set: (_vm, e: PyException, v) => setField(e, name, v),
    del: (_vm, e: PyException) => void e.fields?.delete(name),
  };
}

function members(...names: string[]): Record<string, GetSet> {
  return Object.fromEntries(names.map((n) => [n, member(n)]));
}

// -- construction ----------------------------------------------------------------------------------------------------

/** `__init__` of a class: positional arguments, and keywords (undefined: none). */
export type ExceptionInit = (vm: VM, e: PyException, args: PyValue[], kw: PyDict | undefined) => R | void;

function noKeywords(name: string, kw: PyDict | undefined): void {
  if (kw !== undefined && kw.size > 0) throw typeError(`${name}() takes no keyword arguments`);
}

const initBase: ExceptionInit = (_vm, e, args, kw) => {
  noKeywords(typeOf(e).name, kw);
  e.args = tuple(args);
};

/** Keyword-only members, as AttributeError, NameError and ImportError have them. */
function initWithKeywords(name: string, allowed: readonly string[]): ExceptionInit {
  return (vm, e, args, kw) => {
    e.args = tuple(args);
    const given = new Map<string, PyValue>();
    if (kw !== undefined) {
      for (let i = 0; i < kw.keys.length; i++) {
        const key = kw.keys[i];
        if (key === undefined) continue;
        if (!allowed.includes(key as string)) {
          const meant = vm.closestName(allowed, key as string);
          const hint = meant === null ? '' : `. Did you mean '${meant}'?`;
          throw typeError(`${name}() got an unexpected keyword argument '${key as string}'${hint}`);
        }
        given.set(key as string, kw.vals[i]!);
      }
    }
    e.fields = given.size > 0 ? given : null;
  };
}

const initImportKeywords = initWithKeywords('ImportError', ['name', 'path', 'name_from']);
const initImport: ExceptionInit = (vm, e, args, kw) => {
  initImportKeywords(vm, e, args, kw);
  if (args.length === 1) setField(e, 'msg', args[0]!);
};

const initStopIteration: ExceptionInit = (vm, e, args, kw) => {
  initBase(vm, e, args, kw);
  setField(e, 'value', args.length > 0 ? args[0]! : null);
};

const initSystemExit: ExceptionInit = (vm, e, args, kw) => {
  initBase(vm, e, args, kw);
  if (args.length > 0) setField(e, 'code', args.length === 1 ? args[0]! : e.args);
};

const SYNTAX_INFO = ['filename', 'lineno', 'offset', 'text', 'end_lineno', 'end_offset', '_metadata'] as const;

const initSyntaxError: ExceptionInit = (vm, e, args, kw) => {
  initBase(vm, e, args, kw);
  if (args.length > 0) setField(e, 'msg', args[0]!);
  if (args.length !== 2) return;
  const info = collectFast(vm, args[1]!);
  if (info === undefined) return vm.lib('syntax_error_init', [e, args[1]!]);
  setSyntaxInfo(e, info);
};

function setSyntaxInfo(e: PyException, info: readonly PyValue[]): void {
  const n = info.length;
  if (n < 4 || n > 7) throw typeError(countText(n, 4, 7));
  for (let i = 0; i < n; i++) setField(e, SYNTAX_INFO[i]!, info[i]!);
  if (n === 5) throw typeError('end_offset must be provided when end_lineno is provided');
}

function countText(n: number, least: number, most: number): string {
  const [word, bound] = n < least ? ['least', least] : ['most', most];
  return `function takes at ${word} ${bound} arguments (${n} given)`;
}

// -- OSError -----------------------------------------------------------------------------------------------------------

/** Set the members of an OSError (Library Reference: the two to five argument forms); answers what `args` becomes. */
function initOSErrorFields(e: PyException, args: PyValue[]): void {
  e.fields = null;
  e.args = tuple(args);
  if (args.length < 2 || args.length > 5) return;
  setField(e, 'errno', args[0]!);
  setField(e, 'strerror', args[1]!);
  const filename = args.length > 2 ? args[2]! : null;
  if (filename === null) return;
  if (
    typeOf(e) === exceptionTypes.get('BlockingIOError') &&
    (typeof filename === 'number' || typeof filename === 'boolean')
  ) {
    setField(e, 'characters_written', Number(filename));
    return;
  }
  setField(e, 'filename', filename);
  if (args.length > 4 && args[4] !== null) setField(e, 'filename2', args[4]!);
  e.args = tuple(args.slice(0, 2));
}

/** An OSError of the machine's own: its class by errno, unless one is given. */
export function makeOSError(args: PyValue[], cls?: PyType): PyException {
  const made = cls ?? exceptionTypes.get(ERRNO_CLASSES.get(args[0] as number) ?? '') ?? OSErrorType;
  const e = new PyException(made.root, tuple(args));
  initOSErrorFields(e, args);
  return e;
}

/** A class of the program that has its own `__init__` but not its own `__new__` is initialised by `__init__`. */
function osErrorUsesInit(cls: PyType): boolean {
  const init = cls.lookup('__init__');
  const own = OSErrorType.dict.getStr('__init__');
  if (init === own || isNativeOSErrorInit(init)) return false;
  return cls.lookup('__new__') === OSErrorType.dict.getStr('__new__');
}

function isNativeOSErrorInit(init: PyValue | undefined): boolean {
  return OSErrorType.lookup('__init__') === init;
}

function newOSError(cls: PyType, args: PyValue[], kw: PyDict | undefined): PyException {
  let made = cls;
  if (!osErrorUsesInit(cls)) {
    noKeywords(cls.name, kw);
    if (cls === OSErrorType && args.length >= 2 && args.length <= 5 && typeof args[0] === 'number') {
      made = exceptionTypes.get(ERRNO_CLASSES.get(args[0]) ?? '') ?? cls;
    }
    const e = new PyException(made.root, tuple(args));
    initOSErrorFields(e, args);
    return e;
  }
  return new PyException(made.root, tuple([]));
}

const initOSError: ExceptionInit = (_vm, e, args, kw) => {
  if (!osErrorUsesInit(typeOf(e))) return;
  noKeywords(typeOf(e).name, kw);
  initOSErrorFields(e, args);
};

// -- the table of inits ----------------------------------------------------------------------------------------------------

const INITS = new Map<PyType, ExceptionInit>([
  [BaseExceptionType, initBase],
  [StopIterationType, initStopIteration],
  [SystemExitType, initSystemExit],
  [ImportErrorType, initImport],
  [AttributeErrorType, initWithKeywords('AttributeError', ['name', 'obj'])],
  [NameErrorType, initWithKeywords('NameError', ['name'])],
  [OSErrorType, initOSError],
  [SyntaxErrorType, initSyntaxError],
  ...(['UnicodeDecodeError', 'UnicodeEncodeError', 'UnicodeTranslateError'] as const).map(
    (name) =>
      [
        exceptionTypes.get(name)!,
        (vm: VM, e: PyException, args: PyValue[], kw: PyDict | undefined) => {
          noKeywords(name, kw);
          e.args = tuple(args);
          initUnicodeError(vm, name, e, args);
        },
      ] as [PyType, ExceptionInit],
  ),
]);

function initOf(cls: PyType): ExceptionInit {
  for (const base of cls.mro) {
    const init = INITS.get(base);
    if (init !== undefined) return init;
  }
  return initBase;
}

/** One function for all classes that add nothing: whoever inherits from two of them may use the `__new__` of either. */
function createException(vm: VM, made: PyType, args: PyValue[]): PyException {
  vm.alloc(120);
  return new PyException(made.root, tuple(args));
}

function createOSError(vm: VM, made: PyType, args: PyValue[], kw: PyDict | undefined): PyException {
  vm.alloc(120);
  return newOSError(made, args, kw);
}

function construction(cls: PyType): Pick<TypeSpec, 'new' | 'make' | 'methods'> {
  const init = initOf(cls);
  const isOS = cls.isSubtypeOf(OSErrorType);
  const create = isOS ? createOSError : createException;
  return {
    new: ['($type, *args, **kwargs)', null, create],
    make: [
      '(*args, **kwargs)',
      null,
      (vm: VM, made: PyType, args: PyValue[], kw: PyDict | undefined) => {
        const e = create(vm, made, args, kw);
        if (isOS) return e;
        return init(vm, e, args, kw) === DELEGATE ? finishInit(vm, e) : e;
      },
    ],
    methods: { __init__: ['($self, /, *args, **kwargs)', null, init] },
  };
}

/** The pending call finishes `e`; its result is `e`. */
function finishInit(vm: VM, e: PyException): R {
  return vm.lib('then_value', [vm.pendingFn, vm.pendingArgsAsTuple(), vm.pendingKwAsDict(), e]);
}

// -- BaseException ----------------------------------------------------------------------------------------------------------

export function isException(v: PyValue): v is PyException {
  return v instanceof PyException;
}

function chainMember(attribute: 'cause' | 'context', word: string): GetSet {
  return {
    get: (_vm, e: PyException) => e[attribute],
    set: (_vm, e: PyException, v) => {
      if (v !== null && !isException(v)) throw typeError(`exception ${word} must be None or derive from BaseException`);
      e[attribute] = v;
      if (attribute === 'cause') e.suppressContext = true;
    },
    del: () => {
      throw typeError(`__${word}__ may not be deleted`);
    },
  };
}

function setTraceback(e: PyException, v: PyValue): void {
  if (v !== null && !(v instanceof PyTraceback)) throw typeError('__traceback__ must be a traceback or None');
  e.traceback = v;
}

function setArgs(vm: VM, e: PyException, v: PyValue): R {
  const items = collectFast(vm, v);
  if (items === undefined) return vm.lib('exception_set_args', [e, v]);
  e.args = tuple(items);
  return null;
}

/** The instance's own attributes as a dict, or null where there are none. */
function ownDict(vm: VM, e: PyException): PyDict | null {
  if (e.slots === null) return null;
  checkStateShown(vm, e);
  const d = instanceDict(vm, e);
  return d.size > 0 ? d : null;
}

function reduceException(vm: VM, e: PyException): PyValue {
  const d = ownDict(vm, e);
  return tuple(d === null ? [typeOf(e), e.args] : [typeOf(e), e.args, d]);
}

function setState(vm: VM, e: PyException, state: PyValue): R {
  if (state === null) return null;
  if (!(state instanceof PyDict)) throw typeError('state is not a dictionary');
  return vm.lib('exception_set_state', [e, state]);
}

function addNote(vm: VM, e: PyException, note: PyValue): R {
  if (!typeOf(note).isSubtypeOf(StrType)) throw typeError(`add_note() argument must be str, not ${typeOf(note).name}`);
  return vm.lib('exception_add_note', [e, note]);
}

/** A text of exceptions within exceptions: natively to a bounded depth, then by library code (law 3). */
function nested(vm: VM, natively: () => R, byPython: () => R): R {
  if (!enterNative(vm)) return byPython();
  try {
    return natively();
  } finally {
    leaveNative(vm);
  }
}

function exceptionRepr(vm: VM, e: PyException): R {
  const name = typeOf(e).name;
  const short = name.slice(name.lastIndexOf('.') + 1);
  const single = e.args.items.length === 1;
  const shown = single ? e.args.items[0]! : e.args;
  const byPython = () => vm.lib('exception_repr', [short, shown, single]);
  const natively = (): R => {
    const text = toRepr(vm, shown);
    if (typeof text !== 'string') return byPython();
    return single ? `${short}(${text})` : short + text;
  };
  return nested(vm, natively, byPython);
}

export function baseExceptionStr(vm: VM, e: PyException): R {
  const items = e.args.items;
  if (items.length === 0) return '';
  const only = items[0]!;
  if (items.length > 1) return toRepr(vm, e.args);
  if (typeof only === 'string') return only;
  return nested(
    vm,
    () => toStr(vm, only),
    () => vm.lib('text_then', [only, '']),
  );
}

const base = construction(BaseExceptionType);
defineType(BaseExceptionType, {
  ...base,
  methods: {
    ...base.methods,
    __repr__: ['($self, /)', null, exceptionRepr],
    __str__: ['($self, /)', null, baseExceptionStr],
    __reduce__: ['($self, /)', null, reduceException],
    __setstate__: ['($self, state, /)', null, setState],
    with_traceback: [
      '($self, tb, /)',
      null,
      (_vm: VM, e: PyException, tb: PyValue) => {
        setTraceback(e, tb);
        return e;
      },
    ],
    add_note: ['($self, note, /)', null, addNote],
  },
  getset: {
    args: {
      get: (_vm, e: PyException) => e.args,
      set: setArgs,
      del: () => {
        throw typeError('args may not be deleted');
      },
    },
    __traceback__: {
      get: (_vm, e: PyException) => e.traceback,
      set: (_vm, e: PyException, v) => setTraceback(e, v),
      del: () => {
        throw typeError('__traceback__ may not be deleted');
      },
    },
    __cause__: chainMember('cause', 'cause'),
    __context__: chainMember('context', 'context'),
    __suppress_context__: {
      get: (_vm, e: PyException) => e.suppressContext,
      set: (_vm, e: PyException, v) => {
        if (typeOf(v) !== BoolType) throw typeError('attribute value type must be bool');
        e.suppressContext = v as boolean;
      },
      del: () => {
        throw typeError("can't delete numeric/char attribute");
      },
    },
    __dict__: {
      get: (vm, e: PyException) => instanceDict(vm, e),
      set: (_vm, e: PyException, v) => {
        if (!(v instanceof PyDict)) throw typeError(`__dict__ must be set to a dictionary, not a '${typeOf(v).name}'`);
        setInstanceDict(e, v);
      },
      del: () => {
        throw typeError('cannot delete __dict__');
      },
    },
  },
});

// -- str() of particular classes --------------------------------------------------------------------------------------------

function keyErrorStr(vm: VM, e: PyException): R {
  return e.args.items.length === 1 ? toRepr(vm, e.args.items[0]!) : baseExceptionStr(vm, e);
}

function importErrorStr(vm: VM, e: PyException): R {
  const msg = e.fields?.get('msg');
  return msg !== undefined && typeOf(msg) === StrType ? msg : baseExceptionStr(vm, e);
}

function osErrorStr(vm: VM, e: PyException): R {
  const f = e.fields;
  const errno = f?.get('errno');
  const strerror = f?.get('strerror');
  const filename = f?.get('filename');
  if (filename === undefined && (errno === undefined || strerror === undefined)) return baseExceptionStr(vm, e);
  const parts = [toStr(vm, errno ?? null), toStr(vm, strerror ?? null)];
  const filename2 = f?.get('filename2');
  if (filename !== undefined) parts.push(toRepr(vm, filename));
  if (filename !== undefined && filename2 !== undefined) parts.push(toRepr(vm, filename2));
  if (!parts.every((p) => typeof p === 'string')) {
    return vm.lib('os_error_str', [
      errno ?? null,
      strerror ?? null,
      filename ?? null,
      filename2 ?? null,
      filename === undefined ? 0 : filename2 === undefined ? 1 : 2,
    ]);
  }
  let text = `[Errno ${parts[0] as string}] ${parts[1] as string}`;
  if (parts.length > 2) text += `: ${parts[2] as string}`;
  if (parts.length > 3) text += ` -> ${parts[3] as string}`;
  return text;
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function strValue(v: PyValue): string | undefined {
  if (typeof v === 'string') return v;
  return v instanceof PyStrObject && typeof v.value === 'string' ? v.value : undefined;
}

function syntaxErrorStr(vm: VM, e: PyException): R {
  const filename = strValue(field(e, 'filename'));
  const lineno = field(e, 'lineno');
  const hasLine = typeof lineno === 'number' || typeof lineno === 'bigint';
  const byPython = (tail: string) => vm.lib('text_then', [field(e, 'msg'), tail]);
  const msg = nested(
    vm,
    () => toStr(vm, field(e, 'msg')),
    () => byPython(''),
  );
  if (filename === undefined && !hasLine) return msg;
  let tail: string;
  if (filename !== undefined && hasLine) tail = ` (${basename(filename)}, line ${lineno})`;
  else tail = filename !== undefined ? ` (${basename(filename)})` : ` (line ${String(lineno)})`;
  if (typeof msg !== 'string') return byPython(tail);
  return msg + tail;
}

// -- pickling of the classes with keywords ------------------------------------------------------------------------------------

/** State: the instance's dict with the keyword members added. */
function stateWith(vm: VM, e: PyException, names: readonly string[]): PyDict | null {
  const own = ownDict(vm, e);
  const set = names.filter((n) => e.fields?.has(n));
  if (set.length === 0) return own;
  const state = newDict();
  if (own !== null) state.copyFrom(vm, own);
  for (const n of set) state.setStr(n, field(e, n));
  return state;
}

function reduceWithState(vm: VM, e: PyException, names: readonly string[]): PyValue {
  const state = stateWith(vm, e, names);
  return tuple(state === null ? [typeOf(e), e.args] : [typeOf(e), e.args, state]);
}

function reduceOSError(vm: VM, e: PyException): PyValue {
  const filename = e.fields?.get('filename');
  const filename2 = e.fields?.get('filename2');
  let args: PyTuple = e.args;
  if (args.items.length === 2 && filename !== undefined) {
    args = tuple(filename2 === undefined ? [...args.items, filename] : [...args.items, filename, null, filename2]);
  }
  const d = ownDict(vm, e);
  return tuple(d === null ? [typeOf(e), args] : [typeOf(e), args, d]);
}

const charactersWritten: GetSet = {
  get: (_vm, e: PyException) => {
    const n = e.fields?.get('characters_written');
    if (n === undefined) throw attributeError(e, 'characters_written', 'characters_written');
    return n;
  },
  set: (_vm, e: PyException, v) => setField(e, 'characters_written', v),
  del: (_vm, e: PyException) => {
    if (!e.fields?.delete('characters_written')) throw attributeError(e, 'characters_written', 'characters_written');
  },
};

/** What a class adds to construction. */
const EXTRAS: Record<string, Pick<TypeSpec, 'methods' | 'getset'>> = {
  KeyError: { methods: { __str__: ['($self, /)', null, keyErrorStr] } },
  StopIteration: { getset: members('value') },
  SystemExit: { getset: members('code') },
  ImportError: {
    methods: {
      __str__: ['($self, /)', null, importErrorStr],
      __reduce__: [
        '($self, /)',
        null,
        (vm: VM, e: PyException) => reduceWithState(vm, e, ['name', 'path', 'name_from']),
      ],
    },
    getset: members('msg', 'name', 'path', 'name_from'),
  },
  AttributeError: {
    methods: {
      __getstate__: ['($self, /)', null, (vm: VM, e: PyException) => attributeErrorState(vm, e)],
      __reduce__: [
        '($self, /)',
        null,
        (vm: VM, e: PyException) => tuple([typeOf(e), e.args, attributeErrorState(vm, e)]),
      ],
    },
    getset: members('name', 'obj'),
  },
  NameError: { getset: members('name') },
  OSError: {
    methods: { __str__: ['($self, /)', null, osErrorStr], __reduce__: ['($self, /)', null, reduceOSError] },
    getset: { ...members('errno', 'strerror', 'filename', 'filename2'), characters_written: charactersWritten },
  },
  SyntaxError: {
    methods: { __str__: ['($self, /)', null, syntaxErrorStr] },
    getset: members('msg', 'print_file_and_line', ...SYNTAX_INFO),
  },
  ...unicodeErrorTables,
};

/** The object is not pickled: it is there for the hint alone. */
function attributeErrorState(vm: VM, e: PyException): PyValue {
  const d = newDict();
  const own = ownDict(vm, e);
  if (own !== null) d.copyFrom(vm, own);
  if (e.fields?.has('name')) d.setStr('name', field(e, 'name'));
  d.setStr('args', e.args);
  return d;
}

/** Classes that take `__new__` from their base, as in CPython. */
const INHERIT_NEW = new Set(
  'AttributeError ImportError KeyError ModuleNotFoundError NameError StopIteration SyntaxError SystemExit UnboundLocalError'.split(
    ' ',
  ),
);

function inheritsNew(cls: PyType): boolean {
  if (cls !== OSErrorType && cls.isSubtypeOf(OSErrorType)) return true;
  return cls.isSubtypeOf(SyntaxErrorType) || INHERIT_NEW.has(cls.name);
}

for (const cls of exceptionTypes.values()) {
  if (cls === BaseExceptionType || cls.name === 'BaseExceptionGroup') continue;
  const made = construction(cls);
  const extra = EXTRAS[cls.name] ?? {};
  const spec: TypeSpec = { make: made.make!, methods: { ...(INITS.has(cls) ? made.methods : {}), ...extra.methods } };
  if (!inheritsNew(cls)) spec.new = made.new!;
  if (extra.getset !== undefined) spec.getset = extra.getset;
  defineType(cls, spec);
}

// -- for natives and library code ---------------------------------------------------------------------------------------------

/** An exception raised by natives with its members set. */
export function raiseWith(cls: PyType, args: PyValue[], fields: Record<string, PyValue>): PyRaise {
  const e = newException(cls, args);
  for (const [name, value] of Object.entries(fields)) setField(e, name, value);
  return new PyRaise(e);
}

/** OSError, or its subclass by errno. */
export function osError(errno: number, strerror: string, filename?: PyValue): PyRaise {
  return new PyRaise(
    newOSError(OSErrorType, filename === undefined ? [errno, strerror] : [errno, strerror, filename], undefined),
  );
}

export function keyError(key: PyValue): PyRaise {
  return raise(KeyErrorType, key);
}

defineIntrinsics({
  exception_store_args: ['(e, args, /)', (_vm: VM, e: PyException, args: PyTuple) => void (e.args = args)],
  syntax_error_info: ['(e, info, /)', (_vm: VM, e: PyException, info: PyTuple) => setSyntaxInfo(e, info.items)],
  exception_traceback: ['(e, /)', (_vm: VM, e: PyException) => e.traceback],
  exception_cause: ['(e, /)', (_vm: VM, e: PyException) => e.cause],
  exception_context: ['(e, /)', (_vm: VM, e: PyException) => e.context],
  exception_suppresses_context: ['(e, /)', (_vm: VM, e: PyException) => e.suppressContext],
  exception_field: ['(e, name, /)', (_vm: VM, e: PyException, name: string) => field(e, name)],
  exception_copy_chain: [
    '(to, source, /)',
    (_vm: VM, to: PyException, source: PyException) => {
      to.traceback = source.traceback;
      to.context = source.context;
      to.cause = source.cause;
      to.suppressContext = true;
    },
  ],
  exception_set_traceback: ['(e, tb, /)', (_vm: VM, e: PyException, tb: PyTraceback | null) => void (e.traceback = tb)],
  /** What `sys.exception()` answers in the frame that called library code. */
  set_handled: ['(e, /)', (vm: VM, e: PyException) => void (vm.handled = e)],
  /** As raising it here would: what is handled becomes its context. */
  exception_chain_handled: [
    '(e, /)',
    (vm: VM, e: PyException) => {
      if (vm.handled !== e) e.context = vm.handled;
    },
  ],
  exception_set_context: ['(e, context, /)', (_vm: VM, e: PyException, c: PyException | null) => void (e.context = c)],
  exception_own: [
    '(e, name, /)',
    (vm: VM, e: PyException, name: string) => (e.slots === null ? null : (instanceDict(vm, e).getStr(name) ?? null)),
  ],
  exception_set_own: [
    '(e, name, value, /)',
    (vm: VM, e: PyException, name: string, v: PyValue) => setOwnAttribute(vm, e, name, v),
  ],
  is_exception: ['(v, /)', (_vm: VM, v: PyValue) => v instanceof PyException],
});
