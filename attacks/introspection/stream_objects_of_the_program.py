# from: sys.stdout and sys.stderr replaced
# after: the supervisor writes into an object of the program
# must: contained
import sys


class Stream:
    encoding = 5
    errors = []

    def write(self, text):
        if 'canary' in str(text):
            sys.__stdout__.write('ESCAPED ' + text)
        raise KeyError(text)

    def flush(self):
        raise KeyError('flush')

    def __getattr__(self, name):
        raise KeyError(name)


sys.stderr = Stream()
sys.stdout = Stream()
sys.__stdout__ = None
sys.__stderr__ = Stream()
raise ValueError('uncaught')
