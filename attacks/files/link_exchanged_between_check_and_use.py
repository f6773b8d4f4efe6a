# from: races: a name that is a folder, then a link
# after: an open that was checked for another file
# must: contained
import os

for i in range(60):
    for step in (lambda: os.mkdir('/race'), lambda: open('/race/secret.txt', 'w').close(), lambda: os.rename('/race', '/race2'), lambda: os.symlink('@FOLDER@', '/race'), lambda: open('/race/secret.txt').read(), lambda: os.listdir('/race'), lambda: os.remove('/race'), lambda: os.rename('/race2', '/race'), lambda: os.remove('/race/secret.txt'), lambda: os.rmdir('/race')):
        try:
            r = step()
            if r and 'canary' in str(r):
                print('ESCAPED', r)
        except Exception:
            pass
print('over')
