# from: closed and reopened numbers, files kept over runs
# after: a file of another owner by its number
# must: contained
import os

try:
    f = open('/a.txt')
    n = f.fileno()
    os.close(n)
    g = open('/sub/b.txt')
    print(g.fileno() == n, f.read(3) == g.read(3))
    f.close()
    try:
        print(g.read())
    except OSError as e:
        print(e.errno)
except Exception as e:
    print(type(e).__name__)
for i in range(200):
    try:
        open('/a.txt')
    except Exception as e:
        print(type(e).__name__)
        break
