# A finalizer that never ends, as the program's last act.
class C:
    def __del__(self):
        while True:
            pass


c = C()
