# from: rexec on 2.7 (HERITAGE 1.5, hole 7)
# after: what the supervisor runs next runs without restrictions
# must: contained
import sys


class Fake:
    def __init__(self):
        self.__dict__ = {'__name__': '__main__'}


for name in ('__main__', 'builtins', 'sys', 'os', 'io', 'posix'):
    try:
        sys.modules[name] = Fake()
    except Exception as e:
        print(type(e).__name__)
globals().pop('__builtins__', None)
print('done')
