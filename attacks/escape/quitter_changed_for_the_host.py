# from: rexec on 2.7 (HERITAGE 1.5, hole 14)
# after: a class that the host shares
# must: contained
import builtins

for name in ('quit', 'exit', 'copyright', 'license', 'help'):
    thing = getattr(builtins, name, None)
    if thing is None:
        continue
    try:
        type(thing).__call__ = lambda *a: 99
        type(thing).__repr__ = lambda *a: 'changed'
    except Exception as e:
        print(type(e).__name__)
for cls in object.__subclasses__():
    try:
        cls.__eq__ = lambda *a: True
    except (TypeError, AttributeError):
        pass
print('tried')
