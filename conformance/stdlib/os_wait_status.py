# Numbers taken apart: the status of a process, the number of a device.
import os

for status in (0, 256, 3 << 8, 9, 15 | 0x80, 0x137F, 0xFFFF):
    print(hex(status), os.WIFEXITED(status), os.WIFSIGNALED(status), os.WIFSTOPPED(status), os.WCOREDUMP(status))
    print(os.WEXITSTATUS(status), os.WTERMSIG(status), os.WSTOPSIG(status))
    try:
        print(os.waitstatus_to_exitcode(status))
    except ValueError as e:
        print(e)
for major, minor in ((0, 0), (8, 1), (4095, 255), (259, 1048575)):
    device = os.makedev(major, minor)
    print(device, os.major(device), os.minor(device))
try:
    os.WIFEXITED('x')
except TypeError as e:
    print(e)
