# from: os.symlink, os.link, rename over links
# after: a way out that the program builds
# must: contained
import os

steps = [
    lambda: os.symlink('@FOLDER@', '/out'),
    lambda: os.symlink('../../../../../..', '/up'),
    lambda: os.symlink('/proc/self/cwd', '/cwd'),
    lambda: os.link('@CANARY@', '/hard'),
    lambda: os.link('/file-link', '/hard2'),
    lambda: os.rename('/file-link', '/renamed'),
    lambda: os.replace('/a.txt', '/file-link'),
    lambda: os.rename('/sub', '@FOLDER@/sub'),
    lambda: os.mkdir('/folder-link/new'),
    lambda: open('/folder-link/new.txt', 'w').write('x'),
    lambda: open('/file-link', 'w').write('x'),
    lambda: open('/relative-link', 'a').write('x'),
    lambda: os.truncate('/file-link', 0),
    lambda: os.chmod('/file-link', 0o777),
    lambda: os.utime('/file-link', (0, 0)),
    lambda: os.remove('/folder-link/secret.txt'),
    lambda: os.rmdir('/folder-link'),
    lambda: os.unlink('/file-link'),
    lambda: os.rename('/folder-link/secret.txt', '/mine'),
    lambda: open('/out/secret.txt').read(),
    lambda: open('/up' + '@CANARY@').read(),
    lambda: open('/hard').read(),
    lambda: open('/hard2').read(),
    lambda: open('/mine').read(),
    lambda: open('/renamed').read(),
]
for i, step in enumerate(steps):
    try:
        print(i, repr(step())[:100])
    except Exception as e:
        print(i, type(e).__name__)
