# from: very long paths, deep folders
# after: the host's memory, and errors of the host's
# must: contained
import os

for path in ('a' * 10**6, '/' + 'a/' * 300000, '/' * 10**6, '/' + '../' * 200000 + 'a.txt', '/' + './' * 200000 + 'a.txt', '/' + '\U0001F600' * 100000, '/' + '\ud800' * 1000):
    for use in (open, os.stat, os.mkdir, lambda p: open(p, 'w'), os.listdir, lambda p: os.rename('/a.txt', p), os.path.realpath, os.path.normpath, lambda p: os.symlink(p, '/l'), __import__):
        try:
            use(path)
        except Exception as e:
            if len(str(e)) > 3 * 10**6:
                print('ESCAPED')
            kind = type(e).__name__
depth = 0
try:
    while depth < 500:
        os.mkdir('d' * 50)
        os.chdir('d' * 50)
        depth += 1
except Exception as e:
    print(type(e).__name__)
print('done')
