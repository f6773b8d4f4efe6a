"""ZoneInfo (PEP 615) over TZif data and TZ strings (RFC 9636, POSIX)."""

import calendar as _calendar
import weakref as _weakref
from bisect import bisect_right as _bisect_right
from datetime import datetime as _datetime, timedelta as _timedelta, tzinfo as _tzinfo

_EPOCH = 719163
_ZERO = _timedelta(0)
_STRONG = 8


class _Period:
    """What holds between two transitions."""

    __slots__ = ('utcoff', 'dstoff', 'name', 'seconds')

    def __init__(self, seconds, dst, name):
        self.seconds = seconds
        self.utcoff = None if seconds is None else _timedelta(seconds=seconds)
        self.dstoff = None if dst is None else _timedelta(seconds=dst)
        self.name = name


_NOTHING = _Period(None, None, None)


def _wall_seconds(dt):
    return (dt.toordinal() - _EPOCH) * 86400 + dt.hour * 3600 + dt.minute * 60 + dt.second


# -- TZ strings: the rule that holds after the last transition ----------------------------------------------------------


class _Rule:
    """Standard time and daylight saving time, and when in a year each begins."""

    __slots__ = ('std', 'dst', 'start', 'end', 'difference')

    def __init__(self, std, dst, start, end):
        self.std = std
        self.dst = dst
        self.start = start
        self.end = end
        self.difference = dst.seconds - std.seconds

    def _within(self, ts, start, end):
        if start < end:
            return start <= ts < end
        return not end <= ts < start

    def at_wall(self, ts, year, fold):
        start, end = _when(self.start, year), _when(self.end, year)
        # The first of two readings of the clock lies before the end, the second after it; likewise in the gap.
        if fold == (self.difference >= 0):
            end -= self.difference
        else:
            start += self.difference
        return self.dst if self._within(ts, start, end) else self.std

    def at_utc(self, ts, year):
        start = _when(self.start, year) - self.std.seconds
        end = _when(self.end, year) - self.dst.seconds
        first = end if self.difference > 0 else start
        fold = first <= ts < first + abs(self.difference)
        return (self.dst if self._within(ts, start, end) else self.std), fold


def _when(rule, year):
    """Seconds of a moment of a year, by the clock on the wall before it."""
    kind, numbers, time = rule
    first = _datetime(year, 1, 1).toordinal() - _EPOCH
    if kind == 'M':
        month, week, weekday = numbers
        before, days = _calendar.monthrange(year, month)
        day = (weekday - (before + 1)) % 7 + 1 + (week - 1) * 7
        if day > days:
            day -= 7
        ordinal = _datetime(year, month, day).toordinal() - _EPOCH
    elif kind == 'J':
        # Day 60 is the first of March in every year. (CPython moves day 59 too.)
        day = numbers[0]
        ordinal = first + day - 1 + (day >= 59 and _calendar.isleap(year))
    else:
        # POSIX counts from 0, CPython from 1.
        ordinal = first + numbers[0] - 1
    return ordinal * 86400 + time


class _Text:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def peek(self):
        return self.text[self.at:self.at + 1]

    def fail(self):
        raise ValueError(f'malformed TZ string: {self.text}')

    def take(self, c):
        if self.peek() != c:
            return False
        self.at += 1
        return True

    def name(self):
        start = self.at
        if self.take('<'):
            while self.peek() and (self.peek().isalnum() and self.peek().isascii() or self.peek() in '+-'):
                self.at += 1
            found = self.text[start + 1:self.at]
            if not self.take('>') or not found:
                self.fail()
            return found
        while self.peek().isalpha() and self.peek().isascii():
            self.at += 1
        found = self.text[start:self.at]
        if len(found) < 3:
            self.fail()
        return found

    def number(self, low, high, digits=3):
        start = self.at
        while self.peek() and self.peek() in '0123456789' and self.at - start < digits:
            self.at += 1
        if start == self.at or not low <= int(self.text[start:self.at]) <= high:
            self.fail()
        return int(self.text[start:self.at])

    def pair(self):
        """Minutes or seconds: two digits."""
        start = self.at
        value = self.number(0, 59, 2)
        if self.at - start != 2:
            self.fail()
        return value

    def time(self, most):
        sign = -1 if self.take('-') else 1
        if sign == 1:
            self.take('+')
        seconds = self.number(0, most) * 3600
        if self.take(':'):
            seconds += self.pair() * 60
            if self.take(':'):
                seconds += self.pair()
        return sign * seconds

    def date(self):
        if self.take('M'):
            month = self.number(1, 12, 2)
            self.dot()
            week = self.number(1, 5, 1)
            self.dot()
            kind, numbers = 'M', (month, week, self.number(0, 6, 1))
        elif self.take('J'):
            kind, numbers = 'J', (self.number(1, 365),)
        else:
            kind, numbers = 'n', (self.number(0, 365),)
        time = self.time(167) if self.take('/') else 7200
        return kind, numbers, time

    def dot(self):
        if not self.take('.'):
            self.fail()


def _parse_rule(text):
    t = _Text(text)
    name = t.name()
    if not t.peek():
        t.fail()
    offset = -t.time(24)
    std = _Period(offset, 0, name)
    if t.at == len(text):
        return std
    name = t.name()
    dst_offset = offset + 3600
    if t.peek() and t.peek() != ',':
        dst_offset = -t.time(24)
    if not t.take(','):
        t.fail()
    start = t.date()
    if not t.take(','):
        t.fail()
    end = t.date()
    if t.at != len(text):
        t.fail()
    return _Rule(std, _Period(dst_offset, dst_offset - offset, name), start, end)


# -- zones ---------------------------------------------------------------------------------------------------------------


def _savings(order, offsets, are_dst):
    """How much each kind of period is ahead of standard time: by its neighbours that are standard time."""
    out = [0] * len(offsets)
    for i in range(1, len(order)):
        kind = order[i]
        if not are_dst[kind] or out[kind]:
            continue
        saving = 0
        if not are_dst[order[i - 1]]:
            saving = offsets[kind] - offsets[order[i - 1]]
        if not saving and i + 1 < len(order) and not are_dst[order[i + 1]]:
            saving = offsets[kind] - offsets[order[i + 1]]
        out[kind] = saving
    for kind, is_dst in enumerate(are_dst):
        if is_dst and not out[kind]:
            out[kind] = 3600
    return out


class ZoneInfo(_tzinfo):
    """A time zone of the IANA database."""

    __module__ = 'zoneinfo'
    _weak = _weakref.WeakValueDictionary()
    _strong = {}
    _streamed = False

    def __init_subclass__(cls):
        cls._weak = _weakref.WeakValueDictionary()
        cls._strong = {}

    def __new__(cls, key):
        found = cls._weak.get(key)
        if found is None:
            found = cls._weak.setdefault(key, cls._named(key))
            found._from_cache = True
        cls._strong.pop(key, None)
        cls._strong[key] = found
        if len(cls._strong) > _STRONG:
            del cls._strong[next(iter(cls._strong))]
        return found

    @classmethod
    def no_cache(cls, key):
        made = cls._named(key)
        made._from_cache = False
        return made

    @classmethod
    def from_file(cls, file_obj, /, key=None):
        made = _tzinfo.__new__(cls)
        made._key = key
        made._file = repr(file_obj)
        made._from_cache = False
        made._streamed = True
        made._load(file_obj)
        return made

    @classmethod
    def clear_cache(cls, *, only_keys=None):
        if only_keys is None:
            cls._weak.clear()
            cls._strong.clear()
            return
        for key in only_keys:
            cls._weak.pop(key, None)
            cls._strong.pop(key, None)

    @classmethod
    def _named(cls, key):
        from zoneinfo import _common, _tzpath

        made = _tzinfo.__new__(cls)
        made._key = key
        path = _tzpath.find_tzfile(key)
        made._file = path
        with (_common.load_tzdata(key) if path is None else open(path, 'rb')) as file:
            made._load(file)
        return made

    @classmethod
    def _unpickle(cls, key, from_cache, /):
        return cls(key) if from_cache else cls.no_cache(key)

    def _load(self, file):
        from zoneinfo import _common

        order, utc, offsets, are_dst, names, rule = _common.load_data(file)
        savings = _savings(order, offsets, are_dst)
        kinds = [_Period(*parts) for parts in zip(offsets, savings, names)]
        self._utc = list(utc)
        self._periods = [kinds[i] for i in order]
        self._before = next((kind for kind, is_dst in zip(kinds, are_dst) if not is_dst), None)
        if self._before is None and self._periods:
            self._before = self._periods[0]
        self._wall = self._wall_times(order, offsets)
        if rule is not None and rule != b'':
            self._after = _parse_rule(rule.decode())
        elif not kinds:
            raise ValueError('No time zone information found.')
        else:
            self._after = self._periods[-1] if self._periods else kinds[-1]
        self._fixed = len(kinds) <= 1 and not isinstance(self._after, _Rule) and (
            not kinds or (self._after.utcoff, self._after.name) == (kinds[0].utcoff, kinds[0].name))

    def _wall_times(self, order, offsets):
        """When the clock on the wall shows each transition: for the first and for the second of two equal readings."""
        if not order:
            return [], []
        before = self._before.seconds
        first, second = [], []
        for ts, kind in zip(self._utc, order):
            after = offsets[kind]
            first.append(ts + max(before, after))
            second.append(ts + min(before, after))
            before = after
        return first, second

    @property
    def key(self):
        return self._key

    def _find(self, dt):
        if dt is None:
            return self._after if self._fixed else _NOTHING
        ts = _wall_seconds(dt)
        wall = self._wall[dt.fold]
        if wall and ts < wall[0]:
            return self._before
        if not wall or ts > wall[-1]:
            if isinstance(self._after, _Rule):
                return self._after.at_wall(ts, dt.year, dt.fold)
            return self._after
        return self._periods[_bisect_right(wall, ts) - 1]

    def utcoffset(self, dt, /):
        return self._find(dt).utcoff

    def dst(self, dt, /):
        return self._find(dt).dstoff

    def tzname(self, dt, /):
        return self._find(dt).name

    def fromutc(self, dt, /):
        if not isinstance(dt, _datetime):
            raise TypeError('fromutc: argument must be a datetime instance')
        if dt.tzinfo is not self:
            raise ValueError('fromutc: dt.tzinfo is not self')
        ts = _wall_seconds(dt)
        utc = self._utc
        fold = False
        if utc and ts < utc[0]:
            period = self._before
        elif (not utc or ts > utc[-1]) and isinstance(self._after, _Rule):
            period, fold = self._after.at_utc(ts, dt.year)
        elif not utc:
            period = self._after
        else:
            at = _bisect_right(utc, ts) - 1
            period = self._periods[at] if ts <= utc[-1] else self._after
            before = self._periods[at - 1] if at > 0 else self._before
            fold = before.seconds - self._periods[at].seconds > ts - utc[at]
        dt += period.utcoff
        return dt.replace(fold=1) if fold else dt

    def __str__(self):
        return self._key if self._key is not None else repr(self)

    def __repr__(self):
        if self._key is not None:
            return f'{type(self).__module__}.{type(self).__qualname__}(key={self._key!r})'
        return f'{type(self).__module__}.{type(self).__qualname__}.from_file({self._file})'

    def __reduce__(self):
        if self._streamed:
            import pickle
            raise pickle.PicklingError('Cannot pickle a ZoneInfo file from a file stream.')
        return type(self)._unpickle, (self._key, self._from_cache)
