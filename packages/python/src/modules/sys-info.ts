/** The struct sequences of the sys module: what the interpreter says about itself. */
import { PyFloat, type PyValue } from '../objects/object.js';
import { structOf, structSequence } from '../types/struct-sequence.js';

const VERSION = { major: 3, minor: 14, micro: 2 } as const;

export const VERSION_TEXT = `${VERSION.major}.${VERSION.minor}.${VERSION.micro} (rexec) [TypeScript]`;
export const HEXVERSION = (VERSION.major << 24) | (VERSION.minor << 16) | (VERSION.micro << 8) | 0xf0;

const versionInfoType = structSequence('sys.version_info', ['major', 'minor', 'micro', 'releaselevel', 'serial']);

const FLAGS: readonly (readonly [string, PyValue])[] = [
  ['debug', 0],
  ['inspect', 0],
  ['interactive', 0],
  ['optimize', 0],
  ['dont_write_bytecode', 1],
  ['no_user_site', 1],
  ['no_site', 0],
  ['ignore_environment', 1],
  ['verbose', 0],
  ['bytes_warning', 0],
  ['quiet', 0],
  ['hash_randomization', 0],
  ['isolated', 1],
  ['dev_mode', false],
  ['utf8_mode', 1],
  ['warn_default_encoding', 0],
  ['safe_path', true],
  ['int_max_str_digits', 4300],
];
const flagsType = structSequence(
  'sys.flags',
  FLAGS.map(([n]) => n),
  ['gil', 'thread_inherit_context', 'context_aware_warnings'],
);

const FLOAT_INFO: readonly (readonly [string, PyValue])[] = [
  ['max', new PyFloat(Number.MAX_VALUE)],
  ['max_exp', 1024],
  ['max_10_exp', 308],
  ['min', new PyFloat(2.2250738585072014e-308)],
  ['min_exp', -1021],
  ['min_10_exp', -307],
  ['dig', 15],
  ['mant_dig', 53],
  ['epsilon', new PyFloat(Number.EPSILON)],
  ['radix', 2],
  ['rounds', 1],
];
const floatInfoType = structSequence(
  'sys.float_info',
  FLOAT_INFO.map(([n]) => n),
);

const INT_INFO: readonly (readonly [string, PyValue])[] = [
  ['bits_per_digit', 30],
  ['sizeof_digit', 4],
  ['default_max_str_digits', 4300],
  ['str_digits_check_threshold', 640],
];
const intInfoType = structSequence(
  'sys.int_info',
  INT_INFO.map(([n]) => n),
);

const HASH_INFO: readonly (readonly [string, PyValue])[] = [
  ['width', 64],
  ['modulus', 2n ** 61n - 1n],
  ['inf', 314159],
  ['nan', 0],
  ['imag', 1000003],
  ['algorithm', 'siphash13'],
  ['hash_bits', 64],
  ['seed_bits', 128],
  ['cutoff', 0],
];
const hashInfoType = structSequence(
  'sys.hash_info',
  HASH_INFO.map(([n]) => n),
);

const threadInfoType = structSequence('sys.thread_info', ['name', 'lock', 'version']);
export const asyncgenHooksType = structSequence('asyncgen_hooks', ['firstiter', 'finalizer']);
export const unraisableType = structSequence(
  'sys.UnraisableHookArgs',
  ['exc_type', 'exc_value', 'exc_traceback', 'err_msg', 'object'],
  [],
  true,
);

const values = (rows: readonly (readonly [string, PyValue])[]): PyValue[] => rows.map(([, v]) => v);

export const versionInfo = structOf(versionInfoType, [VERSION.major, VERSION.minor, VERSION.micro, 'final', 0]);
export const flags = structOf(flagsType, values(FLAGS), [1, 0, 0]);
export const floatInfo = structOf(floatInfoType, values(FLOAT_INFO));
export const intInfo = structOf(intInfoType, values(INT_INFO));
export const hashInfo = structOf(hashInfoType, values(HASH_INFO));
export const threadInfo = structOf(threadInfoType, [null, null, null]);
