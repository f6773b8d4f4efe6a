# from: modules that the policy denies, by those that hold them
# after: a denied module as an attribute of an allowed one
# must: contained
import sys

WANTED = ('socket', 'subprocess', 'ctypes', 'multiprocessing', '_socket', 'asyncio', 'http.client', 'pty')
denied = []
for name in WANTED:
    try:
        __import__(name)
    except ImportError:
        denied.append(name)
for name in denied:
    for get in (lambda: sys.modules[name], lambda: __import__('importlib').import_module(name), lambda: __import__('importlib').__import__(name), lambda: __import__('runpy').run_module(name), lambda: __import__('pydoc').locate(name), lambda: __import__('pkgutil').resolve_name(name), lambda: __import__('pickle').loads(b'c' + name.encode() + b'\n__name__\n.'), lambda: __import__('unittest.mock').mock._importer(name), lambda: __import__('doctest')._normalize_module(name), lambda: __import__('logging.config').config.dictConfig({'version': 1, 'handlers': {'h': {'()': name + '.socket'}}}), lambda: exec(f'import {name}', {}), lambda: __import__('builtins').__import__(name)):
        try:
            m = get()
        except BaseException:
            continue
        if getattr(m, '__name__', None) == name:
            print('ESCAPED', name)
print(len(denied))
