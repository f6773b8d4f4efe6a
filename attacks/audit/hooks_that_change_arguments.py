# from: events whose arguments are the operation's own objects
# after: another file than the one that was recorded
# must: contained
import sys


class Path(str):
    pass


def hook(event, args):
    for a in args if isinstance(args, tuple) else ():
        for change in (lambda: a.clear(), lambda: a.append('@CANARY@'), lambda: a.update(x=1), lambda: setattr(a, 'x', '@CANARY@')):
            try:
                change()
            except Exception:
                pass
        if isinstance(a, Path):
            a.__class__ = type('P2', (Path,), {'__fspath__': lambda s: '@CANARY@'})


try:
    sys.addaudithook(hook)
except Exception as e:
    print(type(e).__name__)
path = Path('/a.txt')
for use in (lambda: open(path).read(), lambda: open([path]), lambda: __import__('os').listdir(path), lambda: exec(compile('1', path, 'exec'))):
    try:
        r = use()
        if 'canary' in str(r):
            print('ESCAPED', r)
    except Exception as e:
        print(type(e).__name__)
print([type(h).__name__ for h in getattr(sys, 'meta_path', [])][:0])
