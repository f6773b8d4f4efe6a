# from: RestrictedPython CVE-2024-47532
# after: the object that an exception names in .obj
# must: contained
import math
import string

for thing in (string, math, print, type, open if 'open' in dir(__builtins__) else print):
    try:
        thing.no_such_attribute
    except AttributeError as e:
        obj = e.obj
        print(type(obj).__name__)
        try:
            print(string.Formatter().get_field('a.__loader__.__init__.__globals__[os].environ[CANARY_SECRET]', (), {'a': obj}))
            print('ESCAPED')
        except Exception as x:
            print(type(x).__name__)
try:
    from math import nothing
except ImportError as e:
    print(e.name, e.path)
