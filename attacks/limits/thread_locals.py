# Attributes of threading.local that no other thread sees, and that nobody lets go.
import threading

gate = threading.Lock()
gate.acquire()
local = threading.local()


def keep():
    local.data = []
    while True:
        local.data.append(bytes(1000))


for _ in range(10):
    threading.Thread(target=keep, daemon=True).start()
gate.acquire()
