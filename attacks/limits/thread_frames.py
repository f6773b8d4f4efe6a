# Each thread stands deep in calls: no one of them is too deep, all of them are too much.
import sys
import threading

sys.setrecursionlimit(100000)
gate = threading.Lock()
gate.acquire()


def deep(n):
    a = b = c = d = e = f = [n]
    if n:
        deep(n - 1)
    else:
        gate.acquire()


for _ in range(900):
    threading.Thread(target=deep, args=(20000,), daemon=True).start()
while True:
    pass
