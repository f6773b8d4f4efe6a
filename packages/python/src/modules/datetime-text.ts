/** ISO 8601 and the directives of strftime that depend on nothing but the fields: for values from datetime-fields.ts. */
import { type Clock, type Day, type Delta, daysBefore, ordinalOf } from './datetime-fields.js';

export const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);
const padded = (n: number, width: number): string => `${n}`.padStart(width, '0');

export const isoDay = (d: Day): string => `${padded(d.year, 4)}-${two(d.month)}-${two(d.day)}`;

/** undefined: no such timespec. */
export function isoClock(c: Clock, timespec: string): string | undefined {
  const minutes = `${two(c.hour)}:${two(c.minute)}`;
  switch (timespec) {
    case 'auto':
      return `${minutes}:${two(c.second)}${c.us === 0 ? '' : `.${padded(c.us, 6)}`}`;
    case 'hours':
      return two(c.hour);
    case 'minutes':
      return minutes;
    case 'seconds':
      return `${minutes}:${two(c.second)}`;
    case 'milliseconds':
      return `${minutes}:${two(c.second)}.${padded(Math.floor(c.us / 1000), 3)}`;
    case 'microseconds':
      return `${minutes}:${two(c.second)}.${padded(c.us, 6)}`;
  }
  return undefined;
}

/** An offset of whole minutes, as all usual ones are; undefined for others. */
export function isoOffset(d: Delta | null, colon = ':'): string | undefined {
  if (d === null) return '';
  if (d.us !== 0 || d.seconds % 60 !== 0) return undefined;
  const minutes = d.days * 1440 + d.seconds / 60;
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${colon}${two(size % 60)}`;
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
];

function directive(letter: string, d: Day, t: Clock): string | undefined {
  switch (letter) {
    case 'Y':
      return d.year < 1000 ? undefined : `${d.year}`;
    case 'm':
      return two(d.month);
    case 'd':
      return two(d.day);
    case 'H':
      return two(t.hour);
    case 'M':
      return two(t.minute);
    case 'S':
      return two(t.second);
    case 'f':
      return padded(t.us, 6);
    case 'y':
      return two(d.year % 100);
    case 'j':
      return padded(daysBefore(d.year, d.month) + d.day, 3);
    case 'I':
      return two(t.hour % 12 || 12);
    case 'p':
      return t.hour < 12 ? 'AM' : 'PM';
    case 'A':
    case 'a': {
      const name = DAYS[(ordinalOf(d.year, d.month, d.day) + 6) % 7]!;
      return letter === 'a' ? name.slice(0, 3) : name;
    }
    case 'B':
    case 'b':
      return letter === 'b' ? MONTHS[d.month - 1]!.slice(0, 3) : MONTHS[d.month - 1]!;
    case '%':
      return '%';
  }
  return undefined;
}

/** undefined: a directive is beyond this. */
export function formatted(format: string, d: Day, t: Clock): string | undefined {
  let out = '';
  for (let i = 0; i < format.length; i++) {
    const c = format.charCodeAt(i);
    // Other text goes the way of time.strftime, which has its own idea of what cannot be written.
    if (c < 32 || c > 126) return undefined;
    if (c !== 37) {
      out += format[i];
      continue;
    }
    const part = directive(format[++i] ?? '', d, t);
    if (part === undefined) return undefined;
    out += part;
  }
  return out;
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{3}|\d{6}))?)?(?:(Z)|([+-])(\d\d):(\d\d))?)?$/;

/** What an ISO text of the usual form says; `offset` in minutes. Values may be out of range. */
export interface IsoText {
  day: Day;
  clock: [hour: number, minute: number, second: number, us: number];
  offset: number | null;
}

export function parseIso(text: string): IsoText | undefined {
  const m = text.length > 32 ? null : ISO.exec(text);
  if (m === null) return undefined;
  const n = (i: number): number => (m[i] === undefined ? 0 : +m[i]!);
  const us = m[7] === undefined ? 0 : n(7) * (m[7].length === 3 ? 1000 : 1);
  let offset: number | null = m[8] === undefined ? null : 0;
  if (m[9] !== undefined) {
    if (n(10) > 23 || n(11) > 59) return undefined;
    offset = (m[9] === '-' ? -1 : 1) * (n(10) * 60 + n(11));
  }
  return { day: { year: n(1), month: n(2), day: n(3) }, clock: [n(4), n(5), n(6), us], offset };
}

const FIELDS: Record<string, [field: string, digits: number]> = {
  Y: ['year', 4],
  m: ['month', 2],
  d: ['day', 2],
  H: ['hour', 2],
  M: ['minute', 2],
  S: ['second', 2],
};

/** strptime for directives of a fixed number of digits, names of months, and text between; undefined: it is not so simple. */
export function parsed(text: string, format: string): Map<string, number> | undefined {
  const found = new Map<string, number>();
  let at = 0;
  const set = (field: string, value: number): boolean => !found.has(field) && found.set(field, value) !== undefined;
  for (let i = 0; i < format.length; i++) {
    if (format[i] !== '%') {
      if (!PLAIN.test(format[i]!) || format[i] !== text[at]) return undefined;
      if (format[i] === ' ' && (format[i + 1] === ' ' || text[at + 1] === ' ')) return undefined;
      at++;
      continue;
    }
    const letter = format[++i] ?? '';
    if (letter === 'b' || letter === 'B') {
      const month = MONTHS.findIndex((name) => text.startsWith(letter === 'b' ? name.slice(0, 3) : name, at));
      if (month < 0 || !set('month', month + 1)) return undefined;
      at += letter === 'b' ? 3 : MONTHS[month]!.length;
      continue;
    }
    if (letter === 'f') {
      const digits = /^\d{6}/.exec(text.slice(at, at + 6));
      if (digits === null || !set('us', +digits[0])) return undefined;
      at += 6;
      continue;
    }
    const field = Object.hasOwn(FIELDS, letter) ? FIELDS[letter]! : undefined;
    const digits = text.slice(at, at + (field?.[1] ?? 0));
    if (field === undefined || digits.length !== field[1] || !DIGITS.test(digits) || !set(field[0], +digits))
      return undefined;
    at += digits.length;
  }
  return at === text.length ? found : undefined;
}

const DIGITS = /^\d+$/;
/** What stands for itself in a format. */
const PLAIN = /^[-/:., A-Za-z_]$/;
