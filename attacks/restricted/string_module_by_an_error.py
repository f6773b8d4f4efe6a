# from: RestrictedPython CVE-2024-47532
# after: the module string, whole, as the object of an AttributeError
# must: contained
from RestrictedPython import compile_restricted_exec, safe_builtins, utility_builtins
from RestrictedPython.Guards import safer_getattr_raise

SOURCE = """
found = None
try:
    string.nothing
except AttributeError as e:
    found = e.obj
try:
    formatter = found.Formatter()
    text = formatter.get_field('a.__class__.__base__', (), {'a': found})
    worse = formatter.get_field('a.__globals__', (), {'a': found.capwords})[0]
    if 'os' in worse:
        text = worse['os'].environ['CANARY_SECRET']
except NotImplementedError as e:
    text = str(e)
"""
for guard in (safer_getattr_raise, getattr):
    names = {'__builtins__': safe_builtins, **utility_builtins, '_getattr_': guard, '_getitem_': lambda o, i: o[i]}
    try:
        exec(compile_restricted_exec(SOURCE).code, names)
    except Exception as e:
        print(type(e).__name__, e)
    print(names.get('text'), type(names.get('found')).__name__)

import string
try:
    e = None
    try:
        string.nothing
    except AttributeError as error:
        e = error
    print(e.obj is string, string.Formatter().get_field('a.__globals__', (), {'a': e.obj.capwords})[0].keys())
except Exception as e:
    print(type(e).__name__, e)
