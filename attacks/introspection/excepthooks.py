# from: sys.excepthook, unraisablehook, displayhook set by the program
# after: the supervisor's printing of errors runs code of the program
# must: contained
import sys


def hook(*args):
    frame = sys._getframe(1) if True else None
    print('hook', len(args))
    while frame is not None:
        if frame.f_globals.get('__name__') not in sys.modules:
            print('ESCAPED')
        frame = frame.f_back
    raise MemoryError('in the hook')


for name in ('excepthook', 'unraisablehook', 'displayhook', 'breakpointhook', '__excepthook__', '__displayhook__'):
    try:
        setattr(sys, name, hook)
    except Exception as e:
        print(type(e).__name__)


class Text(Exception):
    def __str__(self):
        raise SystemExit(7)

    __repr__ = __str__


raise Text
