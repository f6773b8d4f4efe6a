import time


def wrong(f, *args, **kw):
    try:
        f(*args, **kw)
        print('ok')
    except (TypeError, ValueError, OverflowError) as e:
        print(f.__name__, type(e).__name__, e)


for f in [time.ctime, time.gmtime, time.localtime, time.asctime, time.mktime, time.strftime, time.struct_time]:
    for args in [(1, 2), ('a',), (1, 2, 3), (1e300,), (float('nan'),), ((1, 2),), ((1,) * 12,), ('x', (1,) * 3)]:
        wrong(f, *args)
    wrong(f, x=1)
for f in [time.mktime, time.strftime, time.struct_time]:
    wrong(f)
wrong(time.strftime, None)
