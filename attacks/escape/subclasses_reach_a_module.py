# from: rexec on 2.7 (HERITAGE 1.5, hole 1)
# after: a trusted module's sys.modules through object.__subclasses__()
# must: contained
for cls in object.__subclasses__():
    for name in ('_module', '__init__', '__enter__', '__repr__'):
        g = getattr(getattr(cls, name, None), '__globals__', None)
        if g is None:
            continue
        modules = getattr(g.get('sys'), 'modules', {})
        for m in ('os', 'posix', 'subprocess'):
            os = modules.get(m)
            if os is None:
                continue
            try:
                print('ESCAPED', os.environ['CANARY_SECRET'])
            except (AttributeError, KeyError):
                pass
            try:
                print('ESCAPED', os.popen('id').read())
            except Exception as e:
                print(type(e).__name__)
print('looked at', len(object.__subclasses__()) > 0)
