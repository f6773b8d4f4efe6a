# from: __del__ runs in a place of its own
# after: frames, effects and locals where finalizers run
# must: contained
import gc
import sys


class D:
    def __del__(self):
        frame = sys._getframe()
        while frame is not None:
            if frame.f_globals is not globals() and frame.f_globals.get('__name__') not in sys.modules:
                print('ESCAPED', frame.f_code.co_name)
            frame = frame.f_back
        try:
            print('ESCAPED', open('@CANARY@').read())
        except Exception as e:
            print(type(e).__name__)
        kept.append(self)
        raise SystemExit(5)


kept = []
d = D()
d.me = d
del d
gc.collect()
D()
gc.collect()
print(len(kept))
D()
