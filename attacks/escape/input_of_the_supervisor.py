# from: rexec on 2.7 (HERITAGE 1.5, hole 11)
# after: the terminal of the supervisor
# must: contained
import sys

for read in (lambda: input('Password: '), lambda: sys.stdin.readline(), lambda: sys.__stdin__.read(10), lambda: open(0).read()):
    try:
        text = read()
        if text.strip():
            print('ESCAPED', text)
    except BaseException as e:
        print(type(e).__name__)
