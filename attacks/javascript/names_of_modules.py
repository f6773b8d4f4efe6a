# from: JavaScript: modules of Node and prototypes by import
# after: a module of the host's by its name
# must: contained
import sys

for name in ('__proto__', 'constructor', 'toString', 'fs', 'node:fs', 'child_process', 'node', 'process', 'vm', 'module', 'path', 'crypto', 'worker_threads', 'hasOwnProperty', 'valueOf', 'net', 'http2', 'v8', 'js.fs', './x', '../x', '/etc/passwd', 'file:///etc/passwd', 'data:text/javascript,1', 'C:\\x', '\0', '\ud800', '.', '..', 'a..b', 'a.', ' os', 'os ', 'os\n', 'OS', 'o\u0455', '__main__.x', '@CANARY@', 'prototype', 'length', 'a/b', 'a\\b'):
    for how in (__import__, lambda n: __import__('importlib').import_module(n), lambda n: __import__('importlib').reload(type(sys)(n)), lambda n: __import__('importlib.util').util.find_spec(n), lambda n: sys.modules[n]):
        try:
            m = how(name)
        except BaseException as e:
            assert '[object' not in str(e) and 'undefined' not in str(e), str(e)
            continue
        if m is not None and hasattr(m, 'readFileSync'):
            print('ESCAPED', name)
print('done')
