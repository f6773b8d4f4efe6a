# from: every list of escapes: sys._getframe
# after: frames below the program's first one
# must: contained
import sys

n = 0
try:
    while True:
        frame = sys._getframe(n)
        if frame.f_globals is not globals():
            print('ESCAPED', frame.f_code.co_filename)
        n += 1
except ValueError as e:
    print(n, e)
for n in (-1, 2**70, -(2**70), 10**6):
    try:
        print(sys._getframe(n).f_code.co_name)
    except Exception as e:
        print(type(e).__name__)
print([f is sys._getframe() for f in sys._current_frames().values()] if hasattr(sys, '_current_frames') else 'none')
