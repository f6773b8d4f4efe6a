# What programs ask of the interpreter to find out where they are.
import sys
import threading


def inner():
    frames = sys._current_frames()
    return frames[threading.get_ident()].f_code.co_name, len(frames)


print(inner(), list(sys._current_exceptions().values()))
try:
    1 / 0
except ZeroDivisionError:
    print(list(map(repr, sys._current_exceptions().values())))
print(sys._getframemodulename(), sys._getframemodulename(0), sys._getframemodulename(99))
print(sys.getdlopenflags() > 0, sys.is_remote_debug_enabled(), sys.is_stack_trampoline_active())
print(sys.getrefcount(object()) > 0, sys._is_gil_enabled(), sys._home, sys._get_cpu_count_config())
print(sys._is_interned('x'), sys.getunicodeinternedsize() >= 0, sys.getallocatedblocks() >= 0)
