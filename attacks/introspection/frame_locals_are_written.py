# from: PEP 667: writing through f_locals
# after: locals of another frame
# must: contained
import sys


def victim():
    secret = 'kept'
    attack(sys._getframe())
    return secret


def attack(frame):
    for write in (lambda: frame.f_locals.update(secret='mine'), lambda: frame.f_locals.__setitem__('new', 1), lambda: frame.f_locals.pop('secret'), lambda: frame.clear(), lambda: setattr(frame, 'f_lineno', 1), lambda: setattr(frame, 'f_trace', print), lambda: setattr(frame, 'f_globals', {}), lambda: setattr(frame, 'f_back', None), lambda: setattr(frame, 'f_builtins', {}), lambda: setattr(frame, 'f_code', None)):
        try:
            write()
            print('wrote')
        except Exception as e:
            print(type(e).__name__)


print(victim())
attack(sys._getframe())
