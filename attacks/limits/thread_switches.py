# Two threads that do nothing but hand a lock to each other.
import threading

a, b = threading.Lock(), threading.Lock()
b.acquire()


def pong():
    while True:
        b.acquire()
        a.release()


threading.Thread(target=pong, daemon=True).start()
while True:
    a.acquire()
    b.release()
