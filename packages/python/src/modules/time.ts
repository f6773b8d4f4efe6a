/** `time`: the cell's clock power. Without it there is no time to ask for; the calendar works all the same. */

import { exactInt } from '../builtins/support.js';
import type { Machine } from '../machine/machine.js';
import { newDict, tuple, typeOf } from '../objects/builtin-types.js';
import { defineModule, type MethodRow } from '../objects/define.js';
import { OverflowErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { PyFloat, type PyValue, type R } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import type { Clock } from '../powers.js';
import { osError } from '../types/exceptions.js';
import { PyNamespace, SimpleNamespaceType } from '../types/simplenamespace.js';
import { type PyStructTuple, structOf, structSequence } from '../types/struct-sequence.js';
import { textOf } from '../types/type-names.js';
import { CLOCK_NUMBERS } from './linux-numbers.js';
import { asctime, type Fields, fieldsOfSeconds, format, secondsOfFields } from './time-format.js';

const structTime = structSequence(
  'time.struct_time',
  ['tm_year', 'tm_mon', 'tm_mday', 'tm_hour', 'tm_min', 'tm_sec', 'tm_wday', 'tm_yday', 'tm_isdst'],
  ['tm_zone', 'tm_gmtoff'],
  true,
);

function clock(vm: VM, what: string): Clock {
  const c = vm.powers.clock;
  if (c === undefined) throw vm.refuse('time', what, `this cell has no clock: time.${what}()`);
  return c;
}

/** Nanoseconds as an int in the form of values. */
function nanoseconds(n: bigint): number | bigint {
  return n >= -9007199254740991n && n <= 9007199254740991n ? Number(n) : n;
}

type Source = 'now' | 'monotonic' | 'processTime';

function reader(name: string, source: Source): MethodRow {
  return ['($module, /)', null, (vm: VM) => new PyFloat(Number(clock(vm, name)[source]()) / 1e9)];
}
function readerNs(name: string, source: Source): MethodRow {
  return ['($module, /)', null, (vm: VM) => nanoseconds(clock(vm, name)[source]())];
}

function secondsArgument(vm: VM, v: PyValue | undefined, what: string): number {
  if (v === undefined || v === null) return Math.floor(Number(clock(vm, what).now() / 1_000_000n) / 1000);
  if (v instanceof PyFloat) {
    if (Number.isNaN(v.v)) throw valueError('Invalid value NaN (not a number)');
    if (Math.abs(v.v) > 6.7e16) throw raise(OverflowErrorType, 'timestamp out of range for platform time_t');
    return Math.floor(v.v);
  }
  const n = exactInt(v);
  if (n === undefined) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  if (Math.abs(Number(n)) > 6.7e16) throw raise(OverflowErrorType, 'timestamp out of range for platform time_t');
  return Number(n);
}

function made(f: Fields, zone: string): PyStructTuple {
  return structOf(structTime, [...f], [zone, 0]);
}

/** The nine fields of a tuple or struct_time. */
function fieldsArgument(vm: VM, v: PyValue | undefined, what: string): Fields {
  if (v === undefined) return fieldsOfSeconds(secondsArgument(vm, undefined, what));
  if (!(v instanceof PyTuple)) throw typeError('Tuple or struct_time argument required');
  if (v.items.length !== 9) throw typeError(`${what}(): illegal time tuple argument`);
  return v.items.map((item) => {
    const n = exactInt(item);
    if (n === undefined) throw typeError(`'${typeOf(item).name}' object cannot be interpreted as an integer`);
    return Number(n);
  }) as unknown as Fields;
}

/** As C's strftime wants them: zero stands for the first month and day, and the weekday is checked. */
function checked(f: Fields): Fields {
  const g = [...f] as number[];
  if (g[1] === 0) g[1] = 1;
  if (g[2] === 0) g[2] = 1;
  if (g[7] === 0) g[7] = 1;
  const bad = (text: string): never => {
    throw valueError(`${text} out of range`);
  };
  if (g[1]! < 1 || g[1]! > 12) bad('month');
  if (g[2]! < 1 || g[2]! > 31) bad('day of month');
  if (g[3]! < 0 || g[3]! > 23) bad('hour');
  if (g[4]! < 0 || g[4]! > 59) bad('minute');
  if (g[5]! < 0 || g[5]! > 61) bad('seconds');
  if (g[6]! < -1) bad('day of week');
  if (g[7]! < 1 || g[7]! > 366) bad('day of year');
  g[6] = ((g[6]! % 7) + 7) % 7;
  return g as unknown as Fields;
}

function strftime(vm: VM, pattern: PyValue, t: PyValue | undefined): PyValue {
  const text = textOf(pattern);
  if (text === undefined)
    throw typeError(`strftime() argument 1 must be str, not ${pattern === null ? 'None' : typeOf(pattern).name}`);
  vm.charge(text.length);
  vm.alloc(text.length * 32);
  return fromJS(format(text, checked(fieldsArgument(vm, t, 'strftime'))));
}

function sleep(vm: VM, seconds: PyValue): R {
  const n = seconds instanceof PyFloat ? seconds.v : exactInt(seconds);
  if (n === undefined) throw typeError(`'${typeOf(seconds).name}' object cannot be interpreted as an integer or float`);
  if (Number.isNaN(Number(n))) throw valueError('Invalid value NaN (not a number)');
  if (n < 0) throw valueError('sleep length must be non-negative');
  const ns = BigInt(Math.round(Math.min(Number(n), 1e9) * 1e9));
  const clock = vm.powers.clock;
  if ((vm as Machine).threads.length > 1) return vm.lib('thread_sleep', [Number(ns)]);
  // A clock that is not real goes forward by itself; real waiting is the system's.
  if (clock?.sleep === undefined && vm.powers.system !== undefined) return vm.system('sleep', [ns]);
  clock?.sleep?.(ns);
  return null;
}

const CLOCKS: Record<string, readonly [implementation: string, monotonic: boolean, adjustable: boolean]> = {
  time: ['clock_gettime(CLOCK_REALTIME)', false, true],
  monotonic: ['clock_gettime(CLOCK_MONOTONIC)', true, false],
  perf_counter: ['clock_gettime(CLOCK_MONOTONIC)', true, false],
  process_time: ['clock_gettime(CLOCK_PROCESS_CPUTIME_ID)', true, false],
  thread_time: ['clock_gettime(CLOCK_THREAD_CPUTIME_ID)', true, false],
};

function clockInfo(_vm: VM, name: PyValue): R {
  const row = CLOCKS[textOf(name) ?? ''];
  if (row === undefined) throw valueError('unknown clock');
  const d = newDict();
  d.setStr('implementation', row[0]);
  d.setStr('monotonic', row[1]);
  d.setStr('adjustable', row[2]);
  d.setStr('resolution', new PyFloat(1e-9));
  return new PyNamespace(SimpleNamespaceType.root, d);
}

/** Which clock a number stands for. */
const BY_NUMBER: ReadonlyMap<number, Source> = new Map([
  [0, 'now'],
  [1, 'monotonic'],
  [2, 'processTime'],
  [3, 'processTime'],
  [4, 'monotonic'],
  [7, 'monotonic'],
  [11, 'now'],
]);

function clockArgument(v: PyValue): Source {
  const n = exactInt(v);
  if (n === undefined) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  const source = BY_NUMBER.get(Number(n));
  if (source === undefined) throw osError(22, 'Invalid argument');
  return source;
}

const timeOfClock = (vm: VM, id: PyValue): bigint => clock(vm, 'clock_gettime')[clockArgument(id)]();

function setClock(): never {
  throw osError(1, 'Operation not permitted');
}

const clockFunctions: Record<string, MethodRow> = {
  clock_gettime: [
    '($module, clk_id, /)',
    'The time of a clock in seconds.',
    (vm: VM, id: PyValue) => new PyFloat(Number(timeOfClock(vm, id)) / 1e9),
  ],
  clock_gettime_ns: [
    '($module, clk_id, /)',
    'The time of a clock in nanoseconds.',
    (vm: VM, id: PyValue) => nanoseconds(timeOfClock(vm, id)),
  ],
  clock_getres: [
    '($module, clk_id, /)',
    'The resolution of a clock in seconds.',
    (_vm: VM, id: PyValue) => {
      clockArgument(id);
      return new PyFloat(1e-9);
    },
  ],
  clock_settime: ['($module, clk_id, time, /)', 'Set a clock: refused.', setClock],
  clock_settime_ns: ['($module, clk_id, time, /)', 'Set a clock: refused.', setClock],
};

defineModule('time', {
  needs: ['clock'],
  functions: {
    time: reader('time', 'now'),
    time_ns: readerNs('time_ns', 'now'),
    monotonic: reader('monotonic', 'monotonic'),
    monotonic_ns: readerNs('monotonic_ns', 'monotonic'),
    perf_counter: reader('perf_counter', 'monotonic'),
    perf_counter_ns: readerNs('perf_counter_ns', 'monotonic'),
    process_time: reader('process_time', 'processTime'),
    process_time_ns: readerNs('process_time_ns', 'processTime'),
    thread_time: reader('thread_time', 'processTime'),
    thread_time_ns: readerNs('thread_time_ns', 'processTime'),
    sleep: ['($module, seconds, /)', null, sleep],
    gmtime: [
      '(seconds=None, /)',
      null,
      (vm: VM, s?: PyValue) => made(fieldsOfSeconds(secondsArgument(vm, s, 'gmtime')), 'GMT'),
    ],
    localtime: [
      '(seconds=None, /)',
      null,
      (vm: VM, s?: PyValue) => made(fieldsOfSeconds(secondsArgument(vm, s, 'localtime')), 'UTC'),
    ],
    mktime: [
      '($module, time_tuple, /)',
      null,
      (vm: VM, t: PyValue) => new PyFloat(secondsOfFields(fieldsArgument(vm, t, 'mktime'))),
    ],
    strftime: ['(format, time_tuple=None, /)', null, strftime],
    strptime: [
      '(string, format=None, /)',
      null,
      (vm: VM, s: PyValue, f?: PyValue) => vm.lib('time_strptime', [s, f ?? '%a %b %d %H:%M:%S %Y']),
    ],
    asctime: [
      '(time_tuple=None, /)',
      null,
      (vm: VM, t?: PyValue) => asctime(checked(fieldsArgument(vm, t, 'asctime'))),
    ],
    ctime: [
      '(seconds=None, /)',
      null,
      (vm: VM, s?: PyValue) => asctime(fieldsOfSeconds(secondsArgument(vm, s, 'ctime'))),
    ],
    tzset: ['($module, /)', null, () => null],
    ...clockFunctions,
    get_clock_info: ['($module, name, /)', null, clockInfo],
  },
  types: [structTime],
  values: () => [
    ['timezone', 0],
    ['altzone', 0],
    ['daylight', 0],
    ['tzname', tuple(['UTC', 'UTC'])],
    ['_STRUCT_TM_ITEMS', 11],
    ...CLOCK_NUMBERS,
  ],
});
