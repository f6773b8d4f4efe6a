# from: JavaScript: a value with then is a promise to await
# after: code of the program called by an await of the host's
# must: contained
import sys


class Thenable:
    def __getattr__(self, name):
        def call(*args):
            print('ESCAPED', name)

        return call

    then = toJSON = valueOf = toString = lambda *a: print('ESCAPED')


result = Thenable()
then = toJSON = valueOf = lambda *a: print('ESCAPED')
sys.modules['then'] = Thenable()


class E(Exception):
    then = toJSON = message = stack = property(lambda s: print('ESCAPED'))


raise E(Thenable(), {'then': Thenable()})
