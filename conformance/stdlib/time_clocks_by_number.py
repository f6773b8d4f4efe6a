# Clocks by number.
import time

for clock in (time.CLOCK_REALTIME, time.CLOCK_MONOTONIC):
    print(clock, abs(time.clock_gettime(clock) - time.clock_gettime_ns(clock) / 1e9) < 10, time.clock_getres(clock) <= 1)
print(abs(time.clock_gettime(time.CLOCK_REALTIME) - time.time()) < 10)
for call in (lambda: time.clock_gettime(12345), lambda: time.clock_gettime('x')):
    try:
        call()
    except (OSError, TypeError) as e:
        print(type(e).__name__)
