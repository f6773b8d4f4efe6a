# from: inspect.getsource, linecache, traceback on forged file names
# after: lines of host files as source
# must: contained
import linecache

f = compile('def f():\n  pass', '@CANARY@', 'exec')
ns = {'__file__': '@CANARY@', '__name__': 'x', '__loader__': None}
exec(f, ns)
for use in (
    lambda: linecache.getline('@CANARY@', 1),
    lambda: linecache.getlines('@CANARY@'),
    lambda: linecache.updatecache('@CANARY@', ns),
    lambda: linecache.lazycache('@CANARY@', ns),
    lambda: __import__('inspect').getsource(ns['f']),
    lambda: __import__('inspect').findsource(ns['f'].__code__),
    lambda: __import__('inspect').getsourcelines(ns['f']),
    lambda: __import__('inspect').getfile(ns['f']),
    lambda: __import__('traceback').StackSummary.from_list([('@CANARY@', 1, 'f', None)]).format(),
    lambda: __import__('traceback').FrameSummary('@CANARY@', 1, 'f').line,
    lambda: __import__('tokenize').open('@CANARY@').read(),
    lambda: __import__('pkgutil').get_data('x', '@CANARY@'),
    lambda: __import__('dis').dis(ns['f']),
    lambda: __import__('ast').parse(open('@CANARY@').read()),
    lambda: __import__('importlib.resources').resources.files('x'),
):
    try:
        print(repr(use())[:200])
    except BaseException as e:
        print(type(e).__name__)
