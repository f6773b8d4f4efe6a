# from: files and folders without end
# after: inodes of the host
# must: contained
import os

made = 0
try:
    while made < 5000:
        for make in (lambda: open('/f%d' % made, 'x').close(), lambda: os.mkdir('/d%d' % made), lambda: os.symlink('a', '/l%d' % made)):
            try:
                make()
                made += 1
            except PermissionError:
                break
        else:
            continue
        break
except Exception as e:
    print(type(e).__name__)
if made > 3000:
    print('ESCAPED', made)
kept = []
try:
    while len(kept) < 5000:
        kept.append(open('/a.txt'))
    print('ESCAPED', len(kept))
except Exception as e:
    print(type(e).__name__)
