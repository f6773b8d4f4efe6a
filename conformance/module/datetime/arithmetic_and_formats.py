from datetime import date, datetime, time, timedelta, timezone
d = datetime(2024, 2, 29, 13, 5, 7, 123456)
print(d, repr(d), d.isoformat(' ', 'seconds'), d + timedelta(days=366, hours=-5), d - datetime(2023, 1, 1), d.strftime('%Y/%m/%d %H:%M:%S %j %A %b %%'), d.weekday(), d.isocalendar())
print(date(2024, 12, 30).isocalendar(), date.fromisoformat('2024-03-01') - date(2024, 2, 1), timedelta(minutes=-1), repr(timedelta(1, 2, 3)), timedelta(hours=1) / 7, timedelta(days=1) // timedelta(hours=5))
tz = timezone(timedelta(hours=5, minutes=30))
aware = datetime(2024, 1, 1, tzinfo=tz)
print(aware, aware.astimezone(timezone.utc), aware.utcoffset(), datetime.strptime('01 Feb 2024 03:04', '%d %b %Y %H:%M'), time(1, 2, 3).replace(second=0), datetime.fromtimestamp(0, timezone.utc), aware.timestamp())
for operation in (lambda: date(2023, 2, 29), lambda: datetime(2024, 13, 1), lambda: d < aware, lambda: date.fromisoformat('x'), lambda: date.max + timedelta(1), lambda: datetime.strptime('x', '%Y'), lambda: time(25)):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
