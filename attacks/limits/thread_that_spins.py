# A thread that is not waited for, and does not let go.
import threading


def spin():
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


threading.Thread(target=spin, daemon=False).start()
