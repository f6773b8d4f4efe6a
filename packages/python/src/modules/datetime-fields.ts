/**
 * The instances of `_datetime`'s own classes as the natives see them: which classes those are, where the values of
 * `__slots__` lie, and whether they are what the constructors put there. A program can write these slots, and derive
 * classes: whatever is not exactly as the constructors leave it is `undefined` here, and Python code's affair.
 */
import { ObjectType } from '../objects/builtin-types.js';
import { type PyFunction, PySlotMember, PyWrapperMethod } from '../objects/function.js';
import { PyInstance, type PyType, type PyValue, PyType as Type } from '../objects/object.js';
import type { VM } from '../objects/vm.js';

export type Kind = 'timedelta' | 'date' | 'time' | 'datetime' | 'timezone';

/** The slots of each class in the order of their places; a class's own come after those of its base. */
const OWN_TIME = ['_fold', '_hashcode', '_hour', '_microsecond', '_minute', '_second', '_tzinfo'];
export const SLOTS: Record<Kind, readonly string[]> = {
  timedelta: ['_days', '_hashcode', '_microseconds', '_seconds'],
  date: ['_day', '_hashcode', '_month', '_year'],
  time: OWN_TIME,
  datetime: ['_day', '', '_month', '_year', ...OWN_TIME],
  timezone: ['_name', '_offset'],
};
const KINDS = Object.keys(SLOTS) as Kind[];
const ORIGIN = '_datetime';

const kinds = new WeakMap<PyType, Kind | 'none'>();

/** Which of the module's classes this is; undefined: none of them (a class derived from one is none). */
export function kindOf(cls: PyType): Kind | undefined {
  let kind = kinds.get(cls);
  if (kind === undefined) {
    kind = KINDS.find((k) => isGenuine(cls, k)) ?? 'none';
    kinds.set(cls, kind);
  }
  return kind === 'none' ? undefined : kind;
}

function isGenuine(cls: PyType, kind: Kind): boolean {
  const base = kind === 'datetime' ? cls.base?.base : kind === 'timezone' ? cls.base?.base : cls.base;
  const make = cls.dict.getStr('__new__');
  if (base !== ObjectType || cls.name !== kind || !(make instanceof PyWrapperMethod)) return false;
  const { code } = make.callable as PyFunction;
  if (code?.origin !== ORIGIN || code.f.qualname !== `${kind}.__new__`) return false;
  const names = SLOTS[kind];
  return (
    cls.slotCount === names.length &&
    names.every((name, i) => {
      const member = name === '' ? undefined : cls.lookup(name);
      return name === '' || (member instanceof PySlotMember && member.index === i);
    })
  );
}

/** One of the module's classes, by way of the globals of a function of it. */
export function classOf(fn: PyFunction, kind: Kind): PyType | undefined {
  const cls = fn.globals.getStr(kind);
  return cls instanceof Type && kindOf(cls) === kind ? cls : undefined;
}

type Slotted = (PyValue | undefined)[];

export function slotsOf(v: PyValue | undefined, kind: Kind): Slotted | undefined {
  if (!(v instanceof PyInstance) || v.slotted === null || kindOf(v.shape.cls) !== kind) return undefined;
  return v.slotted;
}

const within = (v: PyValue | undefined, low: number, high: number): v is number =>
  typeof v === 'number' && v >= low && v <= high;

// -- timedelta -----------------------------------------------------------------------------------------------------------------

export const SECONDS = 86400;
const MILLION = 1000000;
export const MAX_DAYS = 999999999;

/** Days, seconds and microseconds, normalized. */
export interface Delta {
  days: number;
  seconds: number;
  us: number;
}

export function deltaOf(v: PyValue | undefined): Delta | undefined {
  const s = slotsOf(v, 'timedelta');
  if (s === undefined) return undefined;
  const [days, , us, seconds] = s;
  if (!within(days, -MAX_DAYS, MAX_DAYS) || !within(seconds, 0, SECONDS - 1) || !within(us, 0, MILLION - 1))
    return undefined;
  return { days, seconds, us };
}

/** The instance for these (safe) integers; undefined where there is none. */
export function newDelta(vm: VM, cls: PyType, days: number, seconds: number, us: number): PyInstance | undefined {
  const carried = Math.floor(us / MILLION);
  seconds += carried;
  us -= carried * MILLION;
  const more = Math.floor(seconds / SECONDS);
  days += more;
  seconds -= more * SECONDS;
  if (!within(days, -MAX_DAYS, MAX_DAYS)) return undefined;
  // Plus zero: an int is never -0.
  return made(vm, cls, [days + 0, -1, us + 0, seconds + 0]);
}

function made(vm: VM, cls: PyType, slotted: Slotted): PyInstance {
  vm.charge(4);
  vm.alloc(160);
  const o = new PyInstance(cls.root);
  o.slotted = slotted;
  return o;
}

/** All of it in microseconds, where that is a safe integer. */
export function microseconds(d: Delta): number | undefined {
  const n = (d.days * SECONDS + d.seconds) * MILLION + d.us;
  return Number.isSafeInteger(n) ? n : undefined;
}

// -- the calendar --------------------------------------------------------------------------------------------------------------

export const MAX_ORDINAL = 3652059;
const BEFORE_MONTH = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

export const isLeap = (y: number): boolean => y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);

export function daysIn(y: number, m: number): number {
  if (m === 2) return isLeap(y) ? 29 : 28;
  return m === 4 || m === 6 || m === 9 || m === 11 ? 30 : 31;
}

/** Days before a month of its year. */
export const daysBefore = (y: number, m: number): number => BEFORE_MONTH[m]! + (m > 2 && isLeap(y) ? 1 : 0);

export function ordinalOf(y: number, m: number, d: number): number {
  const b = y - 1;
  return b * 365 + Math.floor(b / 4) - Math.floor(b / 100) + Math.floor(b / 400) + daysBefore(y, m) + d;
}

/** The day with this ordinal, which is within the calendar (Howard Hinnant's days algorithm, over years from March on). */
export function dayOf(ordinal: number): Day {
  const z = ordinal + 305;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day: doy - Math.floor((153 * mp + 2) / 5) + 1 };
}

export interface Day {
  year: number;
  month: number;
  day: number;
}

export function isDay(year: PyValue | undefined, month: PyValue | undefined, day: PyValue | undefined): boolean {
  return within(year, 1, 9999) && within(month, 1, 12) && within(day, 1, 31) && day <= daysIn(year, month);
}

/** The day of a date or a datetime. */
export function dayUnder(v: PyValue | undefined): Day | undefined {
  const s = slotsOf(v, 'date') ?? slotsOf(v, 'datetime');
  if (s === undefined) return undefined;
  const [day, , month, year] = s;
  return isDay(year, month, day) ? ({ year, month, day } as Day) : undefined;
}

export const newDate = (vm: VM, cls: PyType, d: Day): PyInstance => made(vm, cls, [d.day, -1, d.month, d.year]);

// -- times of day ----------------------------------------------------------------------------------------------------------------

/** `tz`: None, or whatever was accepted as a tzinfo. */
export interface Clock {
  hour: number;
  minute: number;
  second: number;
  us: number;
  tz: PyValue;
  fold: number;
}

export function isClock(hour: unknown, minute: unknown, second: unknown, us: unknown, fold: unknown): boolean {
  return (
    within(hour as PyValue, 0, 23) &&
    within(minute as PyValue, 0, 59) &&
    within(second as PyValue, 0, 59) &&
    within(us as PyValue, 0, MILLION - 1) &&
    (fold === 0 || fold === 1)
  );
}

function clockIn(s: Slotted, from: number): Clock | undefined {
  const [fold, hour, us, minute, second, tz] = [
    s[from],
    s[from + 2],
    s[from + 3],
    s[from + 4],
    s[from + 5],
    s[from + 6],
  ];
  if (tz === undefined || !isClock(hour, minute, second, us, fold)) return undefined;
  return { hour, minute, second, us, tz, fold } as Clock;
}

const OF_DATETIME = 4;

/** The time of day of a time or a datetime. */
export function clockUnder(v: PyValue | undefined): Clock | undefined {
  const s = slotsOf(v, 'time');
  if (s !== undefined) return clockIn(s, 0);
  const t = slotsOf(v, 'datetime');
  return t === undefined ? undefined : clockIn(t, OF_DATETIME);
}

export const newTime = (vm: VM, cls: PyType, c: Clock): PyInstance =>
  made(vm, cls, [c.fold, -1, c.hour, c.us, c.minute, c.second, c.tz]);

export function newDatetime(vm: VM, cls: PyType, d: Day, c: Clock): PyInstance {
  return made(vm, cls, [d.day, undefined, d.month, d.year, c.fold, -1, c.hour, c.us, c.minute, c.second, c.tz]);
}

export type Stamp = Day & Clock;

export function stampOf(v: PyValue | undefined): Stamp | undefined {
  const s = slotsOf(v, 'datetime');
  if (s === undefined) return undefined;
  const [day, , month, year, fold, , hour, us, minute, second, tz] = s;
  if (tz === undefined || !isDay(year, month, day) || !isClock(hour, minute, second, us, fold)) return undefined;
  return { year, month, day, hour, minute, second, us, tz, fold } as Stamp;
}

export const secondsOf = (c: Clock): number => c.hour * 3600 + c.minute * 60 + c.second;

/** A stamp from a count of days, seconds and microseconds, normalized; undefined beyond the calendar. */
export function stampAt(days: number, seconds: number, us: number, tz: PyValue): Stamp | undefined {
  const carried = Math.floor(us / MILLION);
  seconds += carried;
  us -= carried * MILLION;
  const more = Math.floor(seconds / SECONDS);
  days += more;
  seconds = seconds - more * SECONDS + 0;
  us += 0;
  if (!(days > 0 && days <= MAX_ORDINAL)) return undefined;
  const { year, month, day } = dayOf(days);
  const hour = Math.floor(seconds / 3600);
  const minute = Math.floor((seconds % 3600) / 60);
  return { year, month, day, hour, minute, second: seconds % 60, us, tz, fold: 0 };
}

/** The offset of a time zone: null for None, undefined where Python code has to be asked. */
export function offsetOf(tz: PyValue): Delta | null | undefined {
  if (tz === null) return null;
  const s = slotsOf(tz, 'timezone');
  return s === undefined ? undefined : deltaOf(s[1]);
}
