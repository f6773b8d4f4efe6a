# from: Jinja: lipsum.__globals__, cycler.__init__.__globals__.os
# after: os in the globals of whatever function the host gave
# must: contained
import sys

seen = 0
for module in list(sys.modules.values()):
    for thing in list(vars(module).values()):
        for f in (thing, getattr(thing, '__init__', None), getattr(thing, '__call__', None), getattr(thing, '__func__', None)):
            g = getattr(f, '__globals__', None)
            if not isinstance(g, dict):
                continue
            seen += 1
            for name, value in list(g.items()):
                try:
                    if 'CANARY_SECRET' in value.environ:
                        print('ESCAPED', name)
                except Exception:
                    pass
print('namespaces', seen)
