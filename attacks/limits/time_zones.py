# All time zones, kept.
import zoneinfo

kept = []
while True:
    for name in zoneinfo.available_timezones():
        kept.append(zoneinfo.ZoneInfo.no_cache(name))
