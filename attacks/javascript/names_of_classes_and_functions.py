# from: JavaScript: names given to classes, functions, slots, enums, tuples
# after: a name that becomes a property
# must: contained
import collections
import enum
import types

NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'length', 'valueOf', 'then', 'toJSON']
for n in NAMES:
    t = type(n, (), {n: 1, '__slots__': ()})
    print(t.__name__, getattr(t, n), repr(t())[:12])
    f = types.FunctionType((lambda: 1).__code__, {}, n)
    f.__name__ = f.__qualname__ = n
    print(f.__name__)
    m = types.ModuleType(n)
    setattr(m, n, 2)
    print(vars(m)[n])
    try:
        print(collections.namedtuple('T', [n])(1))
    except ValueError as e:
        print(e)
    try:
        print(enum.Enum('E', [n])[n].value)
    except (ValueError, TypeError, KeyError) as e:
        print(type(e).__name__)
    e = type(n, (Exception,), {})(n)
    setattr(e, n, 3)
    print(e, getattr(e, n))
