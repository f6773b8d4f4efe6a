# from: hooks that raise, exit, recurse, never end
# after: an effect that is not recorded because a hook broke it
# must: contained
import sys

n = 0


def hook(event, args):
    global n
    n += 1
    if n > 200:
        return
    if event == 'open':
        sys.audit('open', 'again')
    if n % 3 == 0:
        raise SystemExit('from a hook')
    if n % 3 == 1:
        raise ValueError('from a hook')
    try:
        args[0].append(1)
    except Exception:
        pass


try:
    sys.addaudithook(hook)
    sys.addaudithook(lambda *a: 1 / 0)
except BaseException as e:
    print(type(e).__name__)
for use in (lambda: open('@CANARY@'), lambda: open('@CANARY@', 'w'), lambda: __import__('os').remove('@CANARY@'), lambda: exec('1'), lambda: __import__('socket').socket(), lambda: compile('1', 'x', 'eval'), lambda: __import__('nosuch'), lambda: sys._getframe(), lambda: sys.addaudithook(5), lambda: sys.addaudithook()):
    try:
        use()
    except BaseException as e:
        print(type(e).__name__)
n = 10**9
