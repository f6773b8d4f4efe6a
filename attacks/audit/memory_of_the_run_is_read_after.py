# from: what one run leaves for the next: atexit, threads, hooks
# after: code that runs when the supervisor thinks that it is over
# must: contained
import atexit
import sys
import threading

atexit.register(lambda: open('@CANARY@', 'w'))
atexit.register(lambda: print('at the end'))
atexit.register(sys.exit, 3)
atexit.register(atexit.register, print, 'again')
for use in (lambda: threading.Thread(target=open, args=('@CANARY@', 'w')).start(), lambda: threading.Timer(0.1, print).start(), lambda: __import__('_thread').start_new_thread(print, ('thread',)), lambda: __import__('signal').signal(2, print), lambda: __import__('signal').alarm(1), lambda: __import__('weakref').finalize(sys, print, 'finalized'), lambda: __import__('faulthandler').enable()):
    try:
        use()
    except BaseException as e:
        print(type(e).__name__)
