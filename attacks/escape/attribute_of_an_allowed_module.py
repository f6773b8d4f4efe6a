# from: smolagents CVE-2025-5120
# after: os as an attribute of a module that is allowed
# must: contained
def walk(module, path, seen):
    for name in dir(module):
        try:
            value = getattr(module, name)
        except Exception:
            continue
        if type(value) is type(module) and id(value) not in seen:
            seen[id(value)] = value
            if len(path) < 4:
                walk(value, path + [name], seen)


import sys

seen = {}
for name in ('random', 'queue', 'tempfile', 'functools', 'collections', 'statistics', 're', 'json', 'datetime', 'string'):
    try:
        walk(__import__(name), [name], seen)
    except ImportError as e:
        print(e)
for m in seen.values():
    for effect in ('environ', '_exit', 'fork', 'execve', 'CDLL', 'Popen'):
        if hasattr(m, effect):
            print(m.__name__, effect)
    try:
        print('ESCAPED', m.environ['CANARY_SECRET'])
    except Exception:
        pass
    try:
        m.execve('/bin/sh', ['sh', '-c', 'echo x >> @CANARY@'], {})
        print('ESCAPED')
    except Exception:
        pass
