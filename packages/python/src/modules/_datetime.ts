/**
 * Native halves of `_datetime`, whose module is Python code (scripts/standard-library.mjs): construction, fields,
 * arithmetic, comparison and text of exact instances with no time zone or a fixed one. All else is the Python code's.
 */

import { tuple } from '../objects/builtin-types.js';
import { defineHalves, type Half } from '../objects/code.js';
import { setInstancePair } from '../objects/content.js';
import { PyFunction } from '../objects/function.js';
import { PyFloat, PyInstance, PyType, type PyValue, type R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { hashFast } from '../protocols/hash.js';
import { compare, EQ } from '../protocols/operators.js';
import { newBytes } from '../types/buffer.js';
import {
  type Clock,
  classOf,
  clockUnder,
  type Day,
  type Delta,
  dayOf,
  daysBefore,
  daysIn,
  dayUnder,
  deltaOf,
  isClock,
  isDay,
  isLeap,
  type Kind,
  kindOf,
  MAX_ORDINAL,
  microseconds,
  newDate,
  newDatetime,
  newDelta,
  newTime,
  offsetOf,
  ordinalOf,
  SECONDS,
  SLOTS,
  type Stamp,
  secondsOf,
  slotsOf,
  stampAt,
  stampOf,
} from './datetime-fields.js';
import { formatted, isoClock, isoDay, isoOffset, parsed, parseIso } from './datetime-text.js';

const ORIGIN = '_datetime';

/** The arguments of a call in the order of `names`; undefined where they do not fit. */
function bound(names: readonly string[], args: PyValue[], kw: string[] | null): (PyValue | undefined)[] | undefined {
  const given = args.length - (kw === null ? 0 : kw.length);
  if (given > names.length) return undefined;
  const out: (PyValue | undefined)[] = args.slice(0, given);
  for (let i = given; i < names.length; i++) out.push(undefined);
  for (let k = 0; kw !== null && k < kw.length; k++) {
    const at = names.indexOf(kw[k]!);
    if (at < given) return undefined;
    out[at] = args[given + k]!;
  }
  return out;
}

const isInt = (v: PyValue | undefined): v is number => typeof v === 'number';
const exactly = (v: PyValue | undefined, kind: Kind): v is PyType => v instanceof PyType && kindOf(v) === kind;

/** A half that takes just these many positional arguments. */
function fixed(count: number, half: (vm: VM, fn: PyFunction, args: PyValue[]) => R | undefined): Half {
  return (vm, fn, args, kw) => (kw === null && args.length === count ? half(vm, fn, args) : undefined);
}

/** Attributes of the module's own classes: whatever is in the slot of that name. */
function fields(cls: string, kinds: readonly Kind[], names: readonly string[]): Record<string, Half> {
  return Object.fromEntries(
    names.map((name) => {
      const [kind, other = kind] = kinds as [Kind, Kind?];
      const [place, otherPlace] = [SLOTS[kind].indexOf(`_${name}`), SLOTS[other].indexOf(`_${name}`)];
      return [
        `${cls}.${name}`,
        fixed(1, (_vm, _fn, [self]) => {
          const slots = slotsOf(self, kind);
          return slots === undefined ? slotsOf(self, other)?.[otherPlace] : slots[place];
        }),
      ];
    }),
  );
}

type Order = (difference: number) => boolean;
const ORDERS: Record<string, Order> = {
  __eq__: (n) => n === 0,
  __lt__: (n) => n < 0,
  __le__: (n) => n <= 0,
  __gt__: (n) => n > 0,
  __ge__: (n) => n >= 0,
};

/** The five comparisons of a class from the difference of two values. */
function orders(cls: string, difference: (a: PyValue, b: PyValue) => number | undefined): Record<string, Half> {
  return Object.fromEntries(
    Object.entries(ORDERS).map(([name, test]) => [
      `${cls}.${name}`,
      fixed(2, (_vm, _fn, [a, b]) => {
        const n = difference(a!, b!);
        return n === undefined ? undefined : test(n);
      }),
    ]),
  );
}

const isHash = (v: PyValue | undefined): v is number | bigint =>
  typeof v === 'number' ? v !== -1 : typeof v === 'bigint' && BigInt.asIntN(64, v) === v;

/** A hash that is kept in a slot once it is known: that of what `state` answers. */
function keptHash(kind: Kind, state: (vm: VM, self: PyValue, fn: PyFunction) => PyValue | undefined): Half {
  const place = SLOTS[kind].indexOf('_hashcode');
  return fixed(1, (vm, fn, [self]) => {
    const slots = slotsOf(self, kind);
    if (slots === undefined) return undefined;
    const known = slots[place];
    if (isHash(known)) return known;
    const of = state(vm, self!, fn);
    const hash = of === undefined ? undefined : hashFast(vm, of);
    if (hash !== undefined) slots[place] = hash;
    return hash;
  });
}

/** The slots that order two values, the most significant first. */
const ORDERING: Record<'date' | 'time' | 'datetime', readonly number[]> = {
  date: ordering('date', ['_year', '_month', '_day']),
  time: ordering('time', ['_hour', '_minute', '_second', '_microsecond']),
  datetime: ordering('datetime', ['_year', '_month', '_day', '_hour', '_minute', '_second', '_microsecond']),
};

function ordering(kind: Kind, names: readonly string[]): number[] {
  return names.map((name) => SLOTS[kind].indexOf(name));
}

/** Less than, equal to or greater than zero, as two values of one class and one time zone are; undefined: they are not that. */
function slotDifference(kind: 'date' | 'time' | 'datetime', x: PyValue, y: PyValue): number | undefined {
  const a = slotsOf(x, kind);
  const b = slotsOf(y, kind);
  if (a === undefined || b === undefined) return undefined;
  if (kind !== 'date' && a[a.length - 1] !== b[b.length - 1]) return undefined;
  for (const i of ORDERING[kind]) {
    const p = a[i];
    const q = b[i];
    if (typeof p !== 'number' || typeof q !== 'number') return undefined;
    if (p !== q) return p - q;
  }
  return 0;
}

// -- timedelta -----------------------------------------------------------------------------------------------------------------

const DELTA = ['days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours', 'weeks'];
/** Parts of a timedelta up to this are added up without loss. */
const SAFE = 2 ** 40;

const newTimedelta: Half = (vm, _fn, [cls, ...rest], kw) => {
  const given = exactly(cls, 'timedelta') ? bound(DELTA, rest, kw) : undefined;
  if (given === undefined) return undefined;
  const parts = given.map((v) => v ?? 0);
  if (!parts.every((v) => isInt(v) && Math.abs(v) < SAFE)) return undefined;
  const [days, seconds, us, ms, minutes, hours, weeks] = parts as number[];
  return newDelta(
    vm,
    cls as PyType,
    days! + weeks! * 7,
    seconds! + minutes! * 60 + hours! * 3600 + Math.floor(ms! / 1000),
    us! + (ms! - Math.floor(ms! / 1000) * 1000) * 1000,
  );
};

function twoDeltas(make: (vm: VM, cls: PyType, a: Delta, b: Delta) => R | undefined): Half {
  return fixed(2, (vm, fn, [x, y]) => {
    const a = deltaOf(x);
    const b = deltaOf(y);
    const cls = classOf(fn, 'timedelta');
    return a === undefined || b === undefined || cls === undefined ? undefined : make(vm, cls, a, b);
  });
}

const difference = (a: Delta, b: Delta): number => a.days - b.days || a.seconds - b.seconds || a.us - b.us;

const negated: Half = fixed(1, (vm, fn, [self]) => {
  const d = deltaOf(self);
  const cls = classOf(fn, 'timedelta');
  return d === undefined || cls === undefined ? undefined : newDelta(vm, cls, -d.days, -d.seconds, -d.us);
});

const times: Half = fixed(2, (vm, fn, [self, n]) => {
  const d = deltaOf(self);
  const cls = classOf(fn, 'timedelta');
  if (d === undefined || cls === undefined || !isInt(n) || Math.abs(n) > 1e6) return undefined;
  return newDelta(vm, cls, d.days * n, d.seconds * n, d.us * n);
});

const dividedByDelta = (divide: (a: number, b: number) => PyValue): Half =>
  fixed(2, (_vm, _fn, [x, y]) => {
    const a = deltaOf(x);
    const b = deltaOf(y);
    const n = a === undefined ? undefined : microseconds(a);
    const m = b === undefined ? undefined : microseconds(b);
    return n === undefined || m === undefined || m === 0 ? undefined : divide(n, m);
  });

const deltaText: Half = fixed(1, (_vm, _fn, [self]) => {
  const d = deltaOf(self);
  if (d === undefined) return undefined;
  const minutes = Math.floor(d.seconds / 60);
  const clock = [minutes % 60, d.seconds % 60].map((n) => `${n}`.padStart(2, '0'));
  const days = d.days === 0 ? '' : `${d.days} day${Math.abs(d.days) === 1 ? '' : 's'}, `;
  return `${days}${Math.floor(minutes / 60)}:${clock.join(':')}${d.us === 0 ? '' : `.${`${d.us}`.padStart(6, '0')}`}`;
});

const totalSeconds: Half = fixed(1, (_vm, _fn, [self]) => {
  const d = deltaOf(self);
  const us = d === undefined ? undefined : microseconds(d);
  return us === undefined ? undefined : new PyFloat(us / 1e6);
});

defineHalves(ORIGIN, {
  'timedelta.__new__': newTimedelta,
  ...fields('timedelta', ['timedelta'], ['days', 'seconds', 'microseconds']),
  'timedelta.__add__': twoDeltas((vm, cls, a, b) =>
    newDelta(vm, cls, a.days + b.days, a.seconds + b.seconds, a.us + b.us),
  ),
  'timedelta.__sub__': twoDeltas((vm, cls, a, b) =>
    newDelta(vm, cls, a.days - b.days, a.seconds - b.seconds, a.us - b.us),
  ),
  'timedelta.__neg__': negated,
  'timedelta.__mul__': times,
  'timedelta.__floordiv__': dividedByDelta((a, b) => {
    const q = Math.floor(a / b);
    // The quotient of two safe integers can be rounded up to the next integer.
    return q * b === a || (a - q * b) * b > 0 ? q + 0 : q - 1;
  }),
  'timedelta.__truediv__': dividedByDelta((a, b) => new PyFloat(a / b)),
  'timedelta.__bool__': fixed(1, (_vm, _fn, [self]) => {
    const d = deltaOf(self);
    return d === undefined ? undefined : d.days !== 0 || d.seconds !== 0 || d.us !== 0;
  }),
  'timedelta.total_seconds': totalSeconds,
  'timedelta.__str__': deltaText,
  'timedelta.__hash__': keptHash('timedelta', (_vm, self) => {
    const d = deltaOf(self);
    return d && tuple([d.days, d.seconds, d.us]);
  }),
  ...orders('timedelta', (x, y) => {
    const a = deltaOf(x);
    const b = deltaOf(y);
    return a === undefined || b === undefined ? undefined : difference(a, b);
  }),
});

// -- date ----------------------------------------------------------------------------------------------------------------------

/** The day of an exact date (a datetime is another thing in arithmetic and comparison). */
const dateOf = (v: PyValue | undefined): Day | undefined =>
  slotsOf(v, 'date') === undefined ? undefined : dayUnder(v);
const ordinal = (d: Day): number => ordinalOf(d.year, d.month, d.day);

const newDateOf: Half = (vm, _fn, [cls, ...rest], kw) => {
  const [year, month, day] = exactly(cls, 'date') ? (bound(['year', 'month', 'day'], rest, kw) ?? []) : [];
  return isDay(year, month, day) ? newDate(vm, cls as PyType, { year, month, day } as Day) : undefined;
};

function moved(vm: VM, cls: PyType, d: Day, days: number): PyInstance | undefined {
  const to = ordinal(d) + days;
  return to > 0 && to <= MAX_ORDINAL ? newDate(vm, cls, dayOf(to)) : undefined;
}

const dateMinus: Half = fixed(2, (vm, fn, [self, other]) => {
  const a = dateOf(self);
  if (a === undefined) return undefined;
  const d = deltaOf(other);
  if (d !== undefined) return moved(vm, (self as PyInstance).shape.cls, a, -d.days);
  const b = dateOf(other);
  const cls = classOf(fn, 'timedelta');
  return b === undefined || cls === undefined ? undefined : newDelta(vm, cls, ordinal(a) - ordinal(b), 0, 0);
});

const replacedDate: Half = (vm, _fn, [self, ...rest], kw) => {
  const d = dateOf(self);
  const given = d && bound(['year', 'month', 'day'], rest, kw);
  if (d === undefined || given === undefined) return undefined;
  const [year, month, day] = [given[0] ?? d.year, given[1] ?? d.month, given[2] ?? d.day];
  return isDay(year, month, day) ? newDate(vm, (self as PyInstance).shape.cls, { year, month, day } as Day) : undefined;
};

const onDay = (make: (d: Day) => PyValue): Half =>
  fixed(1, (_vm, _fn, [self]) => {
    const d = dayUnder(self);
    return d === undefined ? undefined : make(d);
  });

const strftime: Half = fixed(2, (vm, _fn, [self, format]) => {
  if (typeof format !== 'string') return undefined;
  const d = dayUnder(self);
  const c = clockUnder(self) ?? MIDNIGHT;
  if (d === undefined) return undefined;
  vm.charge(format.length);
  vm.alloc(format.length * 20);
  return formatted(format, d, c);
});

const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, us: 0, tz: null, fold: 0 };

defineHalves(ORIGIN, {
  'date.__new__': newDateOf,
  ...fields('date', ['datetime', 'date'], ['year', 'month', 'day']),
  'date.toordinal': onDay(ordinal),
  'date.weekday': onDay((d) => (ordinal(d) + 6) % 7),
  'date.isoweekday': onDay((d) => ordinal(d) % 7 || 7),
  'date.isoformat': onDay(isoDay),
  'date.strftime': strftime,
  'date.__add__': fixed(2, (vm, _fn, [self, other]) => {
    const a = dateOf(self);
    const d = deltaOf(other);
    return a === undefined || d === undefined ? undefined : moved(vm, (self as PyInstance).shape.cls, a, d.days);
  }),
  'date.__sub__': dateMinus,
  'date.replace': replacedDate,
  'date.fromordinal': fixed(2, (vm, _fn, [cls, n]) =>
    exactly(cls, 'date') && isInt(n) && n > 0 && n <= MAX_ORDINAL ? newDate(vm, cls, dayOf(n)) : undefined,
  ),
  'date.fromisoformat': fixed(2, (vm, _fn, [cls, text]) => {
    if (!exactly(cls, 'date') || typeof text !== 'string' || text.length !== 10) return undefined;
    const d = parseIso(text)?.day;
    return d !== undefined && isDay(d.year, d.month, d.day) ? newDate(vm, cls, d) : undefined;
  }),
  'date.__hash__': keptHash('date', (_vm, self) => {
    const d = dateOf(self);
    return d && tuple([newBytes(Uint8Array.of(d.year >> 8, d.year & 255, d.month, d.day))]);
  }),
  ...orders('date', (x, y) => slotDifference('date', x, y)),
});

// -- time ----------------------------------------------------------------------------------------------------------------------

const TIME = ['hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold'];

/** Whether a time zone may be kept: None or an instance of the module's tzinfo. */
function isZone(fn: PyFunction, tz: PyValue): boolean {
  if (tz === null || slotsOf(tz, 'timezone') !== undefined) return true;
  const base = fn.globals.getStr('tzinfo');
  return typeof tz === 'object' && base instanceof PyType && 'shape' in tz && tz.shape.cls.isSubtypeOf(base);
}

/** The values as a time of day; `fold` only by name. */
function clockFrom(fn: PyFunction, values: (PyValue | undefined)[]): Clock | undefined {
  const [hour = 0, minute = 0, second = 0, us = 0, tz = null, fold = 0] = values;
  if (!isClock(hour, minute, second, us, fold) || !isZone(fn, tz)) return undefined;
  return { hour, minute, second, us, tz, fold } as Clock;
}

/** How many positional arguments a call may have, as `fold` is given by name alone. */
const positional = (args: PyValue[], kw: string[] | null): number => args.length - (kw?.length ?? 0);

const newTimeOf: Half = (vm, fn, [cls, ...rest], kw) => {
  if (!exactly(cls, 'time') || positional(rest, kw) > 5) return undefined;
  const given = bound(TIME, rest, kw);
  const c = given && clockFrom(fn, given);
  return c && newTime(vm, cls, c);
};

const timeOf = (v: PyValue | undefined): Clock | undefined =>
  slotsOf(v, 'time') === undefined ? undefined : clockUnder(v);

const timeText: Half = (_vm, _fn, [self, ...rest], kw) => {
  const c = timeOf(self);
  const [timespec = 'auto'] = bound(['timespec'], rest, kw) ?? [null];
  return c === undefined || c.tz !== null || typeof timespec !== 'string' ? undefined : isoClock(c, timespec);
};

defineHalves(ORIGIN, {
  'time.__new__': newTimeOf,
  ...fields('time', ['time'], TIME),
  'time.isoformat': timeText,
  'time.utcoffset': fixed(1, (_vm, _fn, [self]) => (timeOf(self)?.tz === null ? null : undefined)),
  ...orders('time', (x, y) => slotDifference('time', x, y)),
});

// -- datetime --------------------------------------------------------------------------------------------------------------------

const DATETIME = ['year', 'month', 'day', ...TIME];

const newDatetimeOf: Half = (vm, fn, [cls, ...rest], kw) => {
  if (!exactly(cls, 'datetime') || positional(rest, kw) > 8) return undefined;
  const given = bound(DATETIME, rest, kw);
  if (given === undefined || !isDay(given[0], given[1], given[2])) return undefined;
  const c = clockFrom(fn, given.slice(3));
  return c && newDatetime(vm, cls, { year: given[0], month: given[1], day: given[2] } as Day, c);
};

const replacedDatetime: Half = (vm, fn, [self, ...rest], kw) => {
  const t = stampOf(self);
  if (t === undefined || positional(rest, kw) > 8) return undefined;
  const given = bound(DATETIME, rest, kw);
  if (given === undefined) return undefined;
  const old = [t.year, t.month, t.day, t.hour, t.minute, t.second, t.us];
  // None is "as it was", but for a time zone, where True is.
  const values: PyValue[] = old.map((v, i) => given[i] ?? v);
  const tz = given[7] === undefined || given[7] === true ? t.tz : given[7];
  const [year, month, day] = values;
  const c = clockFrom(fn, [...values.slice(3), tz, given[8] ?? t.fold]);
  if (c === undefined || !isDay(year, month, day)) return undefined;
  return newDatetime(vm, (self as PyInstance).shape.cls, { year, month, day } as Day, c);
};

const seconds = (t: Stamp): number => ordinal(t) * SECONDS + secondsOf(t);

/** What orders two stamps: they have the same time zone, or both a fixed one. */
function stampDifference(x: PyValue, y: PyValue): number | undefined {
  const same = slotDifference('datetime', x, y);
  if (same !== undefined) return same;
  const a = stampOf(x);
  const b = stampOf(y);
  if (a === undefined || b === undefined) return undefined;
  const [p, q] = [offsetOf(a.tz), offsetOf(b.tz)];
  if (!p || !q) return undefined;
  const n = seconds(a) - seconds(b) - (p.days - q.days) * SECONDS - (p.seconds - q.seconds);
  return n * 1e6 + (a.us - b.us) - (p.us - q.us);
}

function shifted(vm: VM, self: PyValue, other: PyValue, sign: number): R | undefined {
  const t = stampOf(self);
  const d = deltaOf(other);
  if (t === undefined || d === undefined) return undefined;
  const to = stampAt(ordinal(t) + sign * d.days, secondsOf(t) + sign * d.seconds, t.us + sign * d.us, t.tz);
  return to && newDatetime(vm, (self as PyInstance).shape.cls, to, to);
}

const datetimeMinus: Half = fixed(2, (vm, fn, [self, other]) => {
  const a = stampOf(self);
  if (a === undefined) return undefined;
  const b = stampOf(other);
  if (b === undefined) return shifted(vm, self!, other!, -1);
  const cls = classOf(fn, 'timedelta');
  if (cls === undefined) return undefined;
  const [days, secs, us] = [ordinal(a) - ordinal(b), secondsOf(a) - secondsOf(b), a.us - b.us];
  if (a.tz === b.tz) return newDelta(vm, cls, days, secs, us);
  const [p, q] = [offsetOf(a.tz), offsetOf(b.tz)];
  if (!p || !q) return undefined;
  return newDelta(vm, cls, days + q.days - p.days, secs + q.seconds - p.seconds, us + q.us - p.us);
});

function isoText(self: PyValue | undefined, separator: string, timespec: string): string | undefined {
  const t = stampOf(self);
  const offset = t === undefined ? undefined : offsetOf(t.tz);
  if (t === undefined || offset === undefined) return undefined;
  const [clock, zone] = [isoClock(t, timespec), isoOffset(offset)];
  return clock === undefined || zone === undefined ? undefined : `${isoDay(t)}${separator}${clock}${zone}`;
}

const datetimeIso: Half = (_vm, _fn, [self, ...rest], kw) => {
  const [sep = 'T', timespec = 'auto'] = bound(['sep', 'timespec'], rest, kw) ?? [null];
  if (typeof sep !== 'string' || sep.length !== 1 || typeof timespec !== 'string') return undefined;
  return isoText(self, sep, timespec);
};

/** The module's own `UTC`, or a new time zone of so many minutes. */
function zoneOf(vm: VM, fn: PyFunction, minutes: number): PyValue | undefined {
  const utc = fn.globals.getStr('UTC');
  if (slotsOf(utc, 'timezone') === undefined) return undefined;
  if (minutes === 0) return utc;
  const cls = classOf(fn, 'timedelta');
  const zone = classOf(fn, 'timezone');
  const offset = cls && newDelta(vm, cls, 0, minutes * 60, 0);
  return zone === undefined || offset === undefined ? undefined : newZone(vm, zone, offset);
}

function newZone(vm: VM, cls: PyType, offset: PyInstance): PyInstance {
  vm.alloc(160);
  const o = new PyInstance(cls.root);
  o.slotted = [null, offset];
  return o;
}

const fromIso: Half = fixed(2, (vm, fn, [cls, text]) => {
  if (!exactly(cls, 'datetime') || typeof text !== 'string') return undefined;
  const iso = parseIso(text);
  if (iso === undefined) return undefined;
  const { day, clock } = iso;
  if (!isDay(day.year, day.month, day.day) || !isClock(...clock, 0)) return undefined;
  const tz = iso.offset === null ? null : zoneOf(vm, fn, iso.offset);
  if (tz === undefined) return undefined;
  const [hour, minute, second, us] = clock;
  return newDatetime(vm, cls, day, { hour, minute, second, us, tz, fold: 0 });
});

/** Moves a stamp in UTC to a fixed time zone. */
function inZone(vm: VM, cls: PyType, t: Stamp, tz: PyValue, by: Delta, sign: number): R | undefined {
  const to = stampAt(ordinal(t) + sign * by.days, secondsOf(t) + sign * by.seconds, t.us + sign * by.us, tz);
  return to && newDatetime(vm, cls, to, to);
}

const astimezone: Half = fixed(2, (vm, _fn, [self, tz]) => {
  const t = stampOf(self);
  const [mine, other] = [offsetOf(t?.tz ?? null), offsetOf(tz!)];
  if (t === undefined || !mine || !other) return undefined;
  if (tz === t.tz) return self;
  const utc = stampAt(ordinal(t) - mine.days, secondsOf(t) - mine.seconds, t.us - mine.us, tz!);
  return utc && inZone(vm, (self as PyInstance).shape.cls, utc, tz!, other, 1);
});

const EPOCH = ordinalOf(1970, 1, 1);

const fromTimestamp: Half = (vm, _fn, [cls, ...rest], kw) => {
  const [stamp, tz = null] = bound(['timestamp', 'tz'], rest, kw) ?? [];
  const n = stamp instanceof PyFloat ? stamp.v : stamp;
  const offset = offsetOf(tz);
  if (!exactly(cls, 'datetime') || typeof n !== 'number' || !offset || !(Math.abs(n) < 2 ** 37)) return undefined;
  const whole = Math.trunc(n);
  const utc = stampAt(EPOCH, whole, roundHalfEven((n - whole) * 1e6), tz);
  // The years that gmtime has, and no leap seconds: as everywhere.
  return utc && inZone(vm, cls, utc, tz, offset, 1);
};

function roundHalfEven(x: number): number {
  const low = Math.floor(x);
  const rest = x - low;
  if (rest !== 0.5) return (rest < 0.5 ? low : low + 1) + 0;
  return (low % 2 === 0 ? low : low + 1) + 0;
}

const timestamp: Half = fixed(1, (_vm, _fn, [self]) => {
  const t = stampOf(self);
  const offset = t === undefined ? null : offsetOf(t.tz);
  if (t === undefined || !offset) return undefined;
  const secs = (ordinal(t) - EPOCH - offset.days) * SECONDS + secondsOf(t) - offset.seconds;
  const us = secs * 1e6 + t.us - offset.us;
  return Number.isSafeInteger(us) ? new PyFloat(us / 1e6) : undefined;
});

/** hash() of the bytes that a pickle would have. */
function naiveState(t: Stamp): PyValue {
  const parts = [t.year >> 8, t.year & 255, t.month, t.day, t.hour, t.minute, t.second];
  return newBytes(Uint8Array.of(...parts, t.us >> 16, (t.us >> 8) & 255, t.us & 255));
}

const datetimeHash = keptHash('datetime', (vm, self, fn) => {
  const t = stampOf(self);
  const offset = t === undefined ? undefined : offsetOf(t.tz);
  if (t === undefined || offset === undefined) return undefined;
  if (offset === null) return naiveState(t);
  const cls = classOf(fn, 'timedelta');
  const d = cls && newDelta(vm, cls, ordinal(t) - offset.days, secondsOf(t) - offset.seconds, t.us - offset.us);
  const parts = deltaOf(d);
  return parts && tuple([parts.days, parts.seconds, parts.us]);
});

function withZone({ hour, minute, second, us, fold }: Clock, tz: PyValue): Clock {
  return { hour, minute, second, us, tz, fold };
}

const combine: Half = (vm, fn, [cls, ...rest], kw) => {
  const [date, time, tz = true] = bound(['date', 'time', 'tzinfo'], rest, kw) ?? [];
  const d = dayUnder(date);
  const c = timeOf(time);
  if (!exactly(cls, 'datetime') || d === undefined || c === undefined || !isZone(fn, tz === true ? c.tz : tz))
    return undefined;
  return newDatetime(vm, cls, d, tz === true ? c : withZone(c, tz));
};

const part = (kind: Kind, make: (vm: VM, cls: PyType, t: Stamp) => PyValue): Half =>
  fixed(1, (vm, fn, [self]) => {
    const t = stampOf(self);
    const cls = classOf(fn, kind);
    return t === undefined || cls === undefined ? undefined : make(vm, cls, t);
  });

defineHalves(ORIGIN, {
  'datetime.__new__': newDatetimeOf,
  ...fields('datetime', ['datetime'], TIME),
  'datetime.replace': replacedDatetime,
  'datetime.date': part('date', newDate),
  'datetime.time': part('time', (vm, cls, t) => newTime(vm, cls, withZone(t, null))),
  'datetime.timetz': part('time', newTime),
  'datetime.combine': combine,
  'datetime.isoformat': datetimeIso,
  'datetime.__str__': fixed(1, (_vm, _fn, [self]) => isoText(self, ' ', 'auto')),
  'datetime.fromisoformat': fromIso,
  'datetime.fromtimestamp': fromTimestamp,
  'datetime.timestamp': timestamp,
  'datetime.astimezone': astimezone,
  'datetime.utcoffset': fixed(1, (_vm, _fn, [self]) => {
    const t = stampOf(self);
    if (t === undefined || t.tz === null) return t && null;
    return offsetOf(t.tz) && slotsOf(t.tz, 'timezone')![1];
  }),
  'datetime.dst': fixed(1, (_vm, _fn, [self]) => (stampOf(self)?.tz === null ? null : undefined)),
  'datetime.__add__': fixed(2, (vm, _fn, [self, other]) => shifted(vm, self!, other!, 1)),
  'datetime.__sub__': datetimeMinus,
  'datetime.__hash__': datetimeHash,
  ...orders('datetime', stampDifference),
});

// -- keys of dicts --------------------------------------------------------------------------------------------------------------

function keyHash(vm: VM, v: PyValue): number | undefined {
  const h = hashFast(vm, v);
  if (typeof h === 'number') return h | 0;
  return h === undefined ? undefined : Number(BigInt.asIntN(32, h));
}

const PAIRS = new Map(
  (['timedelta', 'date', 'datetime'] as const).map((kind) => [
    kind,
    { hash: keyHash, equal: (vm: VM, a: PyValue, b: PyValue) => compare(vm, EQ, a, b) === true },
  ]),
);
const hasHalf = (cls: PyType, name: string): boolean => {
  const method = cls.lookup(name);
  return method instanceof PyFunction && method.code.half !== null;
};

setInstancePair((cls: PyType) => {
  const kind = kindOf(cls);
  if (kind === undefined || !hasHalf(cls, '__hash__') || !hasHalf(cls, '__eq__')) return undefined;
  return PAIRS.get(kind as 'date');
});

// -- the module's own functions ---------------------------------------------------------------------------------------------------

const inYears = (y: PyValue | undefined): y is number => isInt(y) && y >= 1 && y <= 9999;

defineHalves(ORIGIN, {
  _is_leap: fixed(1, (_vm, _fn, [y]) => (inYears(y) ? isLeap(y) : undefined)),
  _days_in_month: fixed(2, (_vm, _fn, [y, m]) => (isDay(y, m, 1) ? daysIn(y as number, m as number) : undefined)),
  _days_before_month: fixed(2, (_vm, _fn, [y, m]) =>
    isDay(y, m, 1) ? daysBefore(y as number, m as number) : undefined,
  ),
  _ymd2ord: fixed(3, (_vm, _fn, [y, m, d]) =>
    isDay(y, m, d) ? ordinalOf(y as number, m as number, d as number) : undefined,
  ),
  _ord2ymd: fixed(1, (_vm, _fn, [n]) => {
    if (!isInt(n) || n <= 0 || n > MAX_ORDINAL) return undefined;
    const { year, month, day } = dayOf(n);
    return tuple([year, month, day]);
  }),
});

/** strptime of the usual kind: a year, fields of fixed width, nothing that contradicts itself. */
const strptime: Half = fixed(3, (vm, _fn, [cls, text, format]) => {
  if (!exactly(cls, 'datetime') || typeof text !== 'string' || typeof format !== 'string') return undefined;
  if (text.length > 64 || format.length > 64) return undefined;
  vm.charge(16);
  const found = parsed(text, format);
  if (found === undefined || !found.has('year')) return undefined;
  const of = (name: string, missing: number): number => found.get(name) ?? missing;
  const day = { year: of('year', 1), month: of('month', 1), day: of('day', 1) };
  const clock: Clock = {
    hour: of('hour', 0),
    minute: of('minute', 0),
    second: of('second', 0),
    us: of('us', 0),
    tz: null,
    fold: 0,
  };
  if (!isDay(day.year, day.month, day.day) || !isClock(clock.hour, clock.minute, clock.second, clock.us, 0))
    return undefined;
  return newDatetime(vm, cls, day, clock);
});

defineHalves('_strptime', { _strptime_datetime_datetime: strptime });
