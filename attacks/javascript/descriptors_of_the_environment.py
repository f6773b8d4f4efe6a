# from: JavaScript: process.env, import.meta and globals through os and sys
# after: the host's environment, command line and paths
# must: contained
import sys

things = []
for m in ('os', 'sys', 'posix', 'platform', 'site', 'sysconfig', 'locale', 'time', 'tempfile', 'getpass', 'pathlib'):
    try:
        things.append(__import__(m))
    except ImportError:
        pass
for m in things:
    for n in dir(m):
        try:
            v = getattr(m, n)
            text = repr(v() if callable(v) and n.startswith(('get', 'uname', 'cpu', 'ctermid', 'login', 'times', 'node', 'machine', 'platform', 'python_')) else v)
        except BaseException:
            continue
        for clue in ('node_modules', 'CANARY_SECRET', '.mjs', '/packages/', 'nodejs', 'npm_'):
            if clue in text and '@' not in clue:
                print('ESCAPED', m.__name__, n, clue)
print(len(things))
