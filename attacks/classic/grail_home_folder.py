# from: HERITAGE 3: the path is compared before links are resolved, dot files are read
# after: a file outside of an applet's folder
# must: contained
import os

HOME = '/sub'


def _path(path):
    path = os.path.normpath(os.path.join(HOME, path))
    if path[: len(HOME)] != HOME:
        raise IOError("can't write outside applet's own directory")
    return path


try:
    os.symlink('@FOLDER@', '/sub/link')
except Exception as e:
    print(type(e).__name__)
for path in ('link/secret.txt', '../sub/../folder-link/secret.txt', '../subway', '.hidden', 'x/../../a.txt'):
    for use in (lambda p: open(p).read(), lambda p: open(p, 'w').write('x')):
        try:
            r = use(_path(path))
            if 'canary' in str(r):
                print('ESCAPED', path)
        except Exception as e:
            print(type(e).__name__)
