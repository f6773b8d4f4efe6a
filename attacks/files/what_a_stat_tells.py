# from: st_ino, st_dev, st_uid, times and sizes
# after: facts of the host's disk and users
# must: contained
import os

try:
    for path in ('/', '/a.txt', '/sub', '/file-link', '/good-link'):
        for use in (os.stat, os.lstat):
            try:
                s = use(path)
                print(path, s.st_uid, s.st_gid, s.st_nlink, s.st_size < 10**6)
            except OSError as e:
                print(type(e).__name__)
    for n in ('/nosuch', '@CANARY@', '/folder-link/nosuch', '/root', '/etc/shadow'):
        try:
            os.stat(n)
        except OSError as e:
            print(type(e).__name__, e.errno)
            if '@FOLDER@' in str(e) and '@FOLDER@' not in n:
                print('ESCAPED', e)
except Exception as e:
    print(type(e).__name__)
