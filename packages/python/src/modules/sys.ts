/** `sys`: what a program can ask of the interpreter. Nothing here tells of the host. */

import { STDLIB_MODULES } from '../builtins/stdlib-modules.js';
import { exactInt } from '../builtins/support.js';
import type { Machine } from '../machine/machine.js';
import { currentThread } from '../machine/threads.js';
import { FrozenSetType, ListType, newDict, StrType, tuple, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineModule, type MethodRow, moduleTable } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import {
  NotImplementedErrorType,
  OverflowErrorType,
  RecursionErrorType,
  raise,
  SystemExitType,
  typeError,
  valueError,
} from '../objects/exception-types.js';
import type { PyFrame } from '../objects/frame.js';
import { PyBuiltin } from '../objects/function.js';
import { bitLength, words } from '../objects/number/int.js';
import { PyFloat, PyType, type PyValue, PyWideStr, type R } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import { PySet } from '../objects/set.js';
import { fromJS } from '../objects/text/core.js';
import type { PyThread } from '../objects/thread.js';
import type { VM } from '../objects/vm.js';
import { setKey } from '../protocols/mapping.js';
import { realNumber } from '../types/float.js';
import { settledTuple } from '../types/settled.js';
import { PyNamespace, SimpleNamespaceType } from '../types/simplenamespace.js';
import { structOf } from '../types/struct-sequence.js';
import { standardStream } from '../types/text-stream.js';
import { visibleFrame } from '../types/traceback.js';
import { textOf } from '../types/type-names.js';
import { auditFunctions } from './audit.js';
import { BuiltinImporterType, FrozenImporterType, PathFinderType } from './import-types.js';
import { LIBRARY_FOLDER } from './library-folder.js';
import {
  asyncgenHooksType,
  flags,
  floatInfo,
  HEXVERSION,
  hashInfo,
  intInfo,
  threadInfo,
  unraisableType,
  VERSION_TEXT,
  versionInfo,
} from './sys-info.js';

/** What the cell remembers for this module besides its namespace. */
interface SysState {
  originDepth: number;
  dlopenFlags: number;
  switchInterval: number;
}

function state(vm: VM): SysState {
  let s = vm.moduleState.get('sys-state') as SysState | undefined;
  if (s === undefined) {
    s = { originDepth: 0, dlopenFlags: 2, switchInterval: 0.005 };
    vm.moduleState.set('sys-state', s);
  }
  return s;
}

/** Threads take turns by fuel: the interval is remembered, no more. */
function setSwitchInterval(vm: VM, interval: PyValue): R {
  const seconds = realNumber(interval);
  if (seconds === undefined) return vm.lib('with_float', [own('setswitchinterval'), tuple([interval]), 0]);
  if (!(seconds > 0)) throw valueError('switch interval must be strictly positive');
  state(vm).switchInterval = seconds;
  return null;
}

/** The hooks of asynchronous generators; types/async-generator.ts reads them under this name. */
function hooksOf(vm: VM): PyValue[] {
  const hooks = vm.moduleState.get('asyncgen_hooks') as { firstiter: PyValue; finalizer: PyValue } | undefined;
  return hooks === undefined ? [null, null] : [hooks.firstiter, hooks.finalizer];
}

function int(v: PyValue): number {
  const n = exactInt(v);
  if (n === undefined) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  if (typeof n === 'bigint' || n > 2147483647 || n < -2147483648)
    throw raise(OverflowErrorType, 'Python int too large to convert to C int');
  return n;
}

// -- frames and exceptions ----------------------------------------------------------------------------------------------

function auditedGetframe(vm: VM, depth: PyValue | undefined): R {
  if (!vm.auditing) return getframe(vm, depth);
  const frame = getframe(vm, depth);
  return (
    vm.announce('sys._getframe', [frame as PyValue], own('_getframe'), depth === undefined ? [] : [depth]) ?? frame
  );
}

function getframe(vm: VM, depth: PyValue | undefined): R {
  let n = depth === undefined ? 0 : int(depth);
  let f = visibleFrame(vm);
  while (f !== null && n > 0) {
    f = f.back;
    while (f?.code.f.hidden) f = f.back;
    n--;
  }
  if (f === null) throw valueError('call stack is not deep enough');
  return f.show();
}

/** What each thread stands in: its frame that is not library code, or the exception that it handles. */
function ofThreads(vm: VM, what: (thread: PyThread | null) => PyValue): PyValue {
  const m = vm as Machine;
  vm.alloc(100 * m.threads.length);
  const out = newDict();
  for (const t of m.threads) if (t !== m.thread) setKey(vm, out, t.ident, what(t));
  setKey(vm, out, currentThread(m).ident, what(null));
  return out;
}

function frameOf(vm: VM, thread: PyThread | null): PyValue {
  let f = thread === null ? visibleFrame(vm) : thread.frame;
  while (f?.code.f.hidden) f = f.back;
  return f?.show() ?? null;
}

function announced(vm: VM, name: string): R | undefined {
  return vm.auditing ? vm.announce(`sys.${name}`, [], own(name), []) : undefined;
}

function currentFrames(vm: VM): R {
  return announced(vm, '_current_frames') ?? ofThreads(vm, (t) => frameOf(vm, t));
}

function currentExceptions(vm: VM): R {
  return announced(vm, '_current_exceptions') ?? ofThreads(vm, (t) => (t === null ? vm.handled : t.handled));
}

function frameModuleName(vm: VM, depth: PyValue | undefined): R {
  try {
    const f = getframe(vm, depth) as PyFrame;
    return f.func?.module ?? f.globals.getStr('__name__') ?? null;
  } catch {
    return null;
  }
}

function excInfo(vm: VM): PyValue {
  const e = vm.handled;
  return e === null ? tuple([null, null, null]) : tuple([typeOf(e), e, e.traceback]);
}

function setRecursionLimit(vm: VM, limit: PyValue): null {
  const n = int(limit);
  if (n < 1) throw valueError('recursion limit must be greater or equal than 1');
  if (n <= vm.depth)
    throw raise(
      RecursionErrorType,
      `cannot set the recursion limit to ${n} at the recursion depth ${vm.depth}: the limit is too low`,
    );
  vm.recursionLimit = n;
  return null;
}

function setIntMaxStrDigits(vm: VM, maxdigits: PyValue): null {
  const n = int(maxdigits);
  if (n !== 0 && n < 640) throw valueError('maxdigits must be >= 640 or 0 for unlimited');
  vm.intMaxStrDigits = n;
  return null;
}

// -- values -------------------------------------------------------------------------------------------------------------------

function intern(_vm: VM, s: PyValue): PyValue {
  if (typeof s !== 'string' && !(s instanceof PyWideStr)) {
    throw typeError(
      typeOf(s).isSubtypeOf(StrType)
        ? `can't intern ${typeOf(s).name}`
        : `intern() argument must be str, not ${typeOf(s).name}`,
    );
  }
  return s;
}

/** A size by the kind of value, near to CPython's on 64 bits. */
function sizeof(vm: VM, o: PyValue, fallback: PyValue | undefined): R {
  if (o instanceof PyType) return 1064;
  if (typeof o === 'string') {
    vm.charge(o.length >>> 3);
    return /^[\0-\x7f]*$/.test(o) ? 41 + o.length : /^[\0-\xff]*$/.test(o) ? 57 + o.length : 58 + 2 * o.length;
  }
  if (o instanceof PyWideStr) return 60 + 4 * o.cps.length;
  if (typeof o === 'number' || typeof o === 'bigint') {
    vm.charge(words(o) >>> 2);
    return 24 + 4 * Math.max(1, Math.ceil(bitLength(o) / 30));
  }
  if (typeof o === 'boolean') return 28;
  if (o === null) return 16;
  if (o instanceof PyList) return 56 + 8 * o.items.length;
  if (o instanceof PyTuple) return 48 + 8 * o.items.length;
  return vm.lib('size_of', [o, fallback ?? 48]);
}

/** Tracing is not there: setting a function is refused, taking it away does nothing. */
function noTracing(name: string): MethodRow {
  return [
    '($module, function, /)',
    null,
    (vm: VM, f: PyValue) => {
      const r = vm.auditing ? vm.announce(`sys.${name}`, [], own(name), [f]) : undefined;
      if (r !== undefined) return r;
      if (f !== null) throw raise(NotImplementedErrorType, `sys.${name}() is not available in this cell`);
    },
  ];
}

export const sysFunctions: Record<string, MethodRow> = {
  _getframe: ['($module, depth=0, /)', null, auditedGetframe],
  _current_frames: ['($module, /)', 'The frame of each thread, by its number.', currentFrames],
  _current_exceptions: ['($module, /)', 'The exception that each thread handles, by its number.', currentExceptions],
  _settraceallthreads: noTracing('settrace'),
  _setprofileallthreads: noTracing('setprofile'),
  _debugmallocstats: ['($module, /)', 'Print how memory is used: there is nothing to say.', () => null],
  _get_cpu_count_config: ['($module, /)', 'How many CPUs there are by option: -1.', () => -1],
  activate_stack_trampoline: [
    '($module, backend, /)',
    'Tell a profiler of the system what runs: there is none.',
    (_vm: VM, backend: PyValue) => {
      throw valueError(`invalid backend: ${textOf(backend) ?? typeOf(backend).name}`);
    },
  ],
  deactivate_stack_trampoline: ['($module, /)', 'The end of activate_stack_trampoline().', () => null],
  getdlopenflags: [
    '($module, /)',
    'Flags for loading C code, of which there is none.',
    (vm: VM) => state(vm).dlopenFlags,
  ],
  setdlopenflags: [
    '($module, flags, /)',
    'Set flags for loading C code.',
    (vm: VM, n: PyValue) => void (state(vm).dlopenFlags = int(n)),
  ],
  is_remote_debug_enabled: ['($module, /)', 'Whether another process may run code in this one: never.', () => false],
  _getframemodulename: ['($module, /, depth=0)', null, frameModuleName],
  _clear_internal_caches: ['($module, /)', null, () => null],
  _clear_type_descriptors: [
    '($module, type, /)',
    null,
    (vm: VM, cls: PyValue) => {
      if (!(cls instanceof PyType))
        throw typeError(`_clear_type_descriptors() argument must be type, not ${typeOf(cls).name}`);
      if (!cls.heap) throw typeError('argument is immutable');
      for (const name of ['__dict__', '__weakref__'])
        if (cls.dict.getStr(name) !== undefined) cls.dict.deleteStr(vm, name);
      vm.charge(cls.changed());
      return null;
    },
  ],
  _clear_type_cache: ['($module, /)', null, () => null],
  _is_gil_enabled: ['($module, /)', null, () => true],
  _is_interned: ['($module, string, /)', null, (_vm: VM, s: PyValue) => typeof s === 'string'],
  ...auditFunctions,
  breakpointhook: ['($module, /, *args, **kwargs)', null, () => null],
  call_tracing: [
    '($module, func, args, /)',
    null,
    (vm: VM, f: PyValue, args: PyValue) => {
      if (!(args instanceof PyTuple))
        throw typeError(`call_tracing() argument 2 must be tuple, not ${typeOf(args).name}`);
      return vm.call(f, args.items.slice());
    },
  ],
  displayhook: ['($module, object, /)', null, (vm: VM, o: PyValue) => vm.lib('default_displayhook', [o])],
  exc_info: ['($module, /)', null, excInfo],
  excepthook: [
    '($module, exctype, value, traceback, /)',
    null,
    (vm: VM, cls: PyValue, value: PyValue, tb: PyValue) => vm.lib('default_excepthook', [cls, value, tb]),
  ],
  exception: ['($module, /)', null, (vm: VM) => vm.handled],
  exit: [
    '($module, status=None, /)',
    null,
    (_vm: VM, status: PyValue | undefined) => {
      if (status === undefined || status === null) throw raise(SystemExitType);
      // A tuple is the arguments of SystemExit, as raising a class with a tuple was.
      throw raise(SystemExitType, ...(status instanceof PyTuple ? status.items : [status]));
    },
  ],
  get_asyncgen_hooks: ['($module, /)', null, (vm: VM) => structOf(asyncgenHooksType, hooksOf(vm))],
  get_coroutine_origin_tracking_depth: ['($module, /)', null, (vm: VM) => state(vm).originDepth],
  get_int_max_str_digits: ['($module, /)', null, (vm: VM) => vm.intMaxStrDigits],
  getallocatedblocks: ['($module, /)', null, () => 0],
  getdefaultencoding: ['($module, /)', null, () => 'utf-8'],
  getfilesystemencodeerrors: ['($module, /)', null, () => 'surrogateescape'],
  getfilesystemencoding: ['($module, /)', null, () => 'utf-8'],
  getprofile: ['($module, /)', null, () => null],
  getrecursionlimit: ['($module, /)', null, (vm: VM) => vm.recursionLimit],
  getrefcount: ['($module, object, /)', null, () => 2],
  getsizeof: ['(object, default=None)', null, sizeof],
  getswitchinterval: ['($module, /)', null, (vm: VM) => new PyFloat(state(vm).switchInterval)],
  gettrace: ['($module, /)', null, () => null],
  getunicodeinternedsize: ['($module, /, *, _only_immortal=False)', null, () => 0],
  intern: ['($module, string, /)', null, intern],
  is_finalizing: ['($module, /)', null, () => false],
  is_stack_trampoline_active: ['($module, /)', null, () => false],
  set_asyncgen_hooks: [
    '(firstiter=None, finalizer=None)',
    null,
    (vm: VM, first: PyValue | undefined, last: PyValue | undefined) => {
      const [firstNow, lastNow] = hooksOf(vm) as [PyValue, PyValue];
      for (const f of [first, last]) {
        if (f !== undefined && f !== null && typeOf(f).lookup('__call__') === undefined) {
          throw typeError(`callable ${f === first ? 'firstiter' : 'finalizer'} expected, got ${typeOf(f).name}`);
        }
      }
      vm.moduleState.set('asyncgen_hooks', {
        firstiter: first === undefined ? firstNow : first,
        finalizer: last === undefined ? lastNow : last,
      });
    },
  ],
  set_coroutine_origin_tracking_depth: [
    '($module, /, depth)',
    null,
    (vm: VM, depth: PyValue) => {
      const n = int(depth);
      if (n < 0) throw valueError('depth must be >= 0');
      state(vm).originDepth = n;
    },
  ],
  set_int_max_str_digits: ['($module, /, maxdigits)', null, setIntMaxStrDigits],
  setprofile: noTracing('setprofile'),
  setrecursionlimit: ['($module, limit, /)', null, setRecursionLimit],
  setswitchinterval: ['($module, interval, /)', null, setSwitchInterval],
  settrace: noTracing('settrace'),
  unraisablehook: [
    '($module, unraisable, /)',
    null,
    (vm: VM, info: PyValue) => vm.lib('default_unraisablehook', [info]),
  ],
};

function list(items: PyValue[] = []): PyList {
  return new PyList(ListType.root, items);
}

function implementation(): PyValue {
  const d: PyDict = newDict();
  d.setStr('name', 'rexec');
  d.setStr('cache_tag', 'rexec-314');
  d.setStr('version', versionInfo);
  d.setStr('hexversion', HEXVERSION);
  d.setStr('supports_isolated_interpreters', false);
  return new PyNamespace(SimpleNamespaceType.root, d);
}

const HOOKS = ['displayhook', 'excepthook', 'breakpointhook', 'unraisablehook'];

/** The module's own function of this name. */
function own(name: string): PyBuiltin {
  return moduleTable.get('sys')!.callables.find((fn) => fn.def.name === name)!;
}

function constants(): (readonly [string, PyValue])[] {
  return [
    ...HOOKS.map((hook) => [`__${hook}__`, own(hook)] as const),
    ['version', VERSION_TEXT],
    ['version_info', settledTuple(versionInfo)],
    ['hexversion', HEXVERSION],
    ['api_version', 1013],
    ['flags', settledTuple(flags)],
    ['float_info', settledTuple(floatInfo)],
    ['int_info', settledTuple(intInfo)],
    ['hash_info', settledTuple(hashInfo)],
    ['thread_info', settledTuple(threadInfo)],
    ['UnraisableHookArgs', unraisableType],
    ['float_repr_style', 'short'],
    ['maxsize', 2n ** 63n - 1n],
    ['maxunicode', 0x10ffff],
    ['byteorder', 'little'],
    ['platform', 'linux'],
    ['platlibdir', 'lib'],
    ['copyright', 'rexec: a Python 3.14 in a padded cell.'],
    ['dont_write_bytecode', true],
    ['pycache_prefix', null],
    ['abiflags', ''],
    ['_framework', ''],
    ['_home', null],
    ['_stdlib_dir', LIBRARY_FOLDER],
    ...['prefix', 'exec_prefix', 'base_prefix', 'base_exec_prefix', 'executable', '_base_executable'].map(
      (name) => [name, ''] as const,
    ),
    ['_git', settledTuple(tuple(['rexec', '', '']))],
    ['builtin_module_names', settledTuple(tuple([...moduleTable.keys()].sort()))],
  ];
}

const STREAMS = ['stdin', 'stdout', 'stderr'] as const;

/** What each cell has of its own, by the names of `values`. */
const places = [
  ...STREAMS.flatMap((name) => [name, `__${name}__`]),
  ...['modules', 'argv', 'orig_argv', 'path', 'meta_path', 'path_hooks', 'path_importer_cache', 'warnoptions'],
  ...['_xoptions', 'implementation', 'stdlib_module_names'],
];

function values(vm: VM): (readonly [string, PyValue])[] {
  const streams = STREAMS.flatMap((name) => {
    const stream = standardStream(vm, name);
    return [[name, stream] as const, [`__${name}__`, stream] as const];
  });
  return [
    ...streams,
    ['modules', vm.modules],
    ['argv', list(argv(vm))],
    ['orig_argv', list(argv(vm))],
    ['path', list((vm.restrictions.path ?? []).map((folder) => fromJS(folder)))],
    ['meta_path', list([BuiltinImporterType, FrozenImporterType, PathFinderType])],
    ['path_hooks', list()],
    ['path_importer_cache', newDict()],
    ['warnoptions', list()],
    ['_xoptions', newDict()],
    ['implementation', implementation()],
    ['stdlib_module_names', moduleNames()],
  ];
}

let stdlibNames: PyDict | null = null;

/** A set that is the cell's own, since its table and its hash are made when it is first asked; the names are lent. */
function moduleNames(): PySet {
  if (stdlibNames === null) {
    stdlibNames = newDict();
    for (const name of STDLIB_MODULES) stdlibNames.setStr(name, null);
  }
  return new PySet(FrozenSetType.root, stdlibNames.lend());
}

function argv(vm: VM): PyValue[] {
  return ((vm as { argv?: string[] }).argv ?? ['']).map(fromJS);
}

defineModule('sys', { functions: sysFunctions, constants, places, values });

defineIntrinsics({
  is_default_excepthook: [
    '(hook, /)',
    (_vm: VM, hook: PyValue) => hook instanceof PyBuiltin && hook.def.qualname === 'sys.excepthook',
  ],
  is_default_unraisablehook: [
    '(hook, /)',
    (_vm: VM, hook: PyValue) => hook instanceof PyBuiltin && hook.def.qualname === 'sys.unraisablehook',
  ],
  unraisable_args: ['(fields, /)', (_vm: VM, fields: PyList) => structOf(unraisableType, fields.items)],
});
