# What programs do with datetime, time and calendar. A case answers a checksum.
import calendar
from datetime import UTC, date, datetime, time, timedelta, timezone

START = datetime(2024, 1, 31, 12, 30, 15, 250000)
STAMPS = [START + timedelta(minutes=i * 97) for i in range(4000)]
ISO = [stamp.isoformat() for stamp in STAMPS]
TEXTS = [stamp.strftime('%d/%b/%Y %H:%M:%S') for stamp in STAMPS[:1500]]
ZONE = timezone(timedelta(hours=2))


def arithmetic():
    total = timedelta()
    for a, b in zip(STAMPS, STAMPS[1:]):
        total += (b - a) * 2
        if a + timedelta(days=1) > b:
            total += timedelta(seconds=1)
    return total.total_seconds()


def fields():
    return sum(s.year + s.month + s.day + s.hour + s.minute + s.second + s.weekday() for s in STAMPS)


def replacing():
    return sum((s.replace(day=1, hour=0) < s) + s.date().toordinal() for s in STAMPS)


def zones():
    return sum(s.replace(tzinfo=UTC).astimezone(ZONE).hour for s in STAMPS)


def by_day():
    days = {}
    for stamp in STAMPS:
        day = stamp.date()
        days[day] = days.get(day, 0) + 1
    return max(days.values()), str(max(days))


def date_ranges():
    day = date(2020, 1, 1)
    step = timedelta(days=1)
    total = 0
    while day.year < 2030:
        total += day.isocalendar()[1] + day.day
        day += step
    return total


CASES = {
    'arithmetic': arithmetic,
    'attributes': fields,
    'replace, date': replacing,
    'isoformat': lambda: sum(len(s.isoformat()) for s in STAMPS),
    'fromisoformat': lambda: sum(datetime.fromisoformat(t).minute for t in ISO),
    'strftime': lambda: sum(len(s.strftime('%Y-%m-%d %H:%M:%S')) for s in STAMPS),
    'strptime': lambda: sum(datetime.strptime(t, '%d/%b/%Y %H:%M:%S').minute for t in TEXTS),
    'str, repr, format': lambda: sum(len(f'{s} {s!r} {s:%H:%M}') for s in STAMPS),
    'timezones': zones,
    'dates as keys': by_day,
    'date ranges': date_ranges,
    'timestamps': lambda: sum(datetime.fromtimestamp(1700000000 + i * 61, UTC).timestamp() for i in range(4000)),
    'sorting': lambda: str(sorted(reversed(STAMPS))[7]),
    'combine': lambda: sum(datetime.combine(s.date(), time(i % 24)).hour for i, s in enumerate(STAMPS)),
    'calendar': lambda: sum(len(calendar.month(2026, m)) for m in range(1, 13)),
}
