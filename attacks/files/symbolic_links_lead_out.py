# from: links that were there before, made by the host
# after: what a link of the mount leads to
# must: contained
import os

for path in ('/file-link', '/relative-link', '/folder-link/secret.txt', '/folder-link', '/proc-link/environ', '/proc-link/cwd/package.json', '/proc-link/root/etc/passwd', '/folder-link/../root/a.txt', '/good-link'):
    for use in (lambda: open(path).read(), lambda: os.listdir(path), lambda: os.stat(path).st_size, lambda: os.scandir(path).__next__().name, lambda: os.access(path, 0), lambda: os.path.realpath(path), lambda: os.readlink(path)):
        try:
            r = use()
            if 'canary-' in str(r) or r == ['evilmod.py', 'evilpyc.pyc', 'secret.txt'] or 'secret.txt' in str(r) and 'root' in str(r):
                print('ESCAPED', path, r)
        except Exception as e:
            print(type(e).__name__)
