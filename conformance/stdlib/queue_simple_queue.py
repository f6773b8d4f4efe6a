# queue.SimpleQueue and queue.Empty are those of _queue.
import queue

q = queue.SimpleQueue()
print(q.empty(), q.qsize(), queue.Empty, queue.SimpleQueue.__module__)
for i in range(3):
    q.put(i)
q.put_nowait(3)
print(q.get(), q.get(timeout=1), q.get(block=False), q.get_nowait(), q.empty())
for call in (q.get_nowait, lambda: q.get(timeout=0), lambda: q.get(timeout=-1), lambda: q.get(False, 5)):
    try:
        call()
    except Exception as e:
        print(repr(e))
print(queue.SimpleQueue[int])
try:
    q.unknown = 1
except AttributeError:
    print('no such attribute')
