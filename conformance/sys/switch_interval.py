import sys


class Half:
    def __float__(self):
        return 0.5


class Two:
    def __index__(self):
        return 2


for interval in (0.25, 3, True, Half(), Two(), 'a', None, 0, -1, -0.5):
    try:
        print(sys.setswitchinterval(interval), sys.getswitchinterval())
    except Exception as error:
        print(type(error).__name__, error, sys.getswitchinterval())
