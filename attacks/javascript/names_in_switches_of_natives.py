# from: JavaScript: names that natives look up in objects
# after: a prototype's property by operator, signal, errno, opcode names
# must: contained
import operator
import sys

NAMES = ('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'length')
tables = []
for mod in ('errno', 'operator', 'math', 'token', 'opcode', 'dis', 'signal', 'time', 'string', 'ast', 'types', 'typing', 'unicodedata', 'posix', 'os', 'socket', '_sre', 'gc', 'atexit', '_json', '_io', 'itertools', 'collections', 'sys', 'builtins', '_codecs', '_weakref', '_thread', '_imp', 'marshal', 'binascii', 'zlib', 'select'):
    try:
        tables.append(__import__(mod))
    except ImportError:
        pass
for m in tables:
    for n in NAMES:
        if hasattr(m, n) or n in vars(m) or n in dir(m):
            print('ESCAPED', m.__name__, n)
        try:
            exec(f'from {m.__name__} import {n}')
            print('ESCAPED', m.__name__, n)
        except ImportError:
            pass
        try:
            print('ESCAPED', operator.attrgetter(n)(m))
        except AttributeError:
            pass
        try:
            print('ESCAPED', operator.itemgetter(n)(vars(m)))
        except KeyError:
            pass
        sys.modules.get(n)
        assert n not in sys.modules
print(len(tables))
