/** Calendar arithmetic and strftime for the time module. The cell's zone is UTC; its names are English. */

/** tm_year, tm_mon (1-12), tm_mday, tm_hour, tm_min, tm_sec, tm_wday (Monday 0), tm_yday (1-366), tm_isdst. */
export type Fields = readonly [number, number, number, number, number, number, number, number, number];

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

export function fieldsOfSeconds(seconds: number): Fields {
  const days = Math.floor(seconds / 86400);
  const rest = seconds - days * 86400;
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const weekday = (((days + 3) % 7) + 7) % 7;
  const yearDay = days - daysFromCivil(year, 1, 1) + 1;
  return [year, month, day, Math.floor(rest / 3600), Math.floor((rest % 3600) / 60), rest % 60, weekday, yearDay, 0];
}

export function secondsOfFields(f: Fields): number {
  const month = f[1] - 1;
  const year = f[0] + Math.floor(month / 12);
  return (
    daysFromCivil(year, (((month % 12) + 12) % 12) + 1, 1) * 86400 + (f[2] - 1) * 86400 + f[3] * 3600 + f[4] * 60 + f[5]
  );
}

const two = (n: number): string => String(n).padStart(2, '0');

/** ISO 8601 year and week. */
function isoWeek(f: Fields): [number, number] {
  const thursday = f[7] - f[6] + 3;
  const length = (y: number) => daysFromCivil(y + 1, 1, 1) - daysFromCivil(y, 1, 1);
  if (thursday < 1) return [f[0] - 1, Math.floor((thursday + length(f[0] - 1) - 1) / 7) + 1];
  if (thursday > length(f[0])) return [f[0] + 1, 1];
  return [f[0], Math.floor((thursday - 1) / 7) + 1];
}

function directive(c: string, f: Fields): string {
  const [year, month, day, hour, minute, second, weekday, yearDay] = f;
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  switch (c) {
    case 'a':
      return DAYS[weekday]!.slice(0, 3);
    case 'A':
      return DAYS[weekday]!;
    case 'b':
    case 'h':
      return MONTHS[month - 1]!.slice(0, 3);
    case 'B':
      return MONTHS[month - 1]!;
    case 'c':
      return `${format('%a %b ', f)}${String(day).padStart(2)}${format(' %H:%M:%S %Y', f)}`;
    case 'C':
      return two(Math.floor(year / 100));
    case 'd':
      return two(day);
    case 'D':
    case 'x':
      return format('%m/%d/%y', f);
    case 'e':
      return String(day).padStart(2);
    case 'F':
      return format('%Y-%m-%d', f);
    case 'g':
      return two(isoWeek(f)[0] % 100);
    case 'G':
      return String(isoWeek(f)[0]);
    case 'H':
      return two(hour);
    case 'I':
      return two(twelve);
    case 'j':
      return String(yearDay).padStart(3, '0');
    case 'k':
      return String(hour).padStart(2);
    case 'l':
      return String(twelve).padStart(2);
    case 'm':
      return two(month);
    case 'M':
      return two(minute);
    case 'n':
      return '\n';
    case 'p':
      return hour < 12 ? 'AM' : 'PM';
    case 'P':
      return hour < 12 ? 'am' : 'pm';
    case 'r':
      return format('%I:%M:%S %p', f);
    case 'R':
      return format('%H:%M', f);
    case 's':
      return String(secondsOfFields(f));
    case 'S':
      return two(second);
    case 't':
      return '\t';
    case 'T':
    case 'X':
      return format('%H:%M:%S', f);
    case 'u':
      return String(weekday + 1);
    case 'U':
      return two(Math.floor((yearDay + 6 - ((weekday + 1) % 7)) / 7));
    case 'V':
      return two(isoWeek(f)[1]);
    case 'w':
      return String((weekday + 1) % 7);
    case 'W':
      return two(Math.floor((yearDay + 6 - weekday) / 7));
    case 'y':
      return two(((year % 100) + 100) % 100);
    case 'Y':
      return String(year);
    case 'z':
      return '+0000';
    case 'Z':
      return 'UTC';
    case '%':
      return '%';
    default:
      return `%${c}`;
  }
}

export function format(pattern: string, f: Fields): string {
  return pattern.replace(/%([\s\S])/g, (_m, c: string) => directive(c, f));
}

/** `time.asctime()` */
export function asctime(f: Fields): string {
  return directive('c', f);
}
