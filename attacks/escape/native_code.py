# from: ctypes and other ways to machine code
# after: functions of the C library
# must: contained
for name in ('ctypes', '_ctypes', 'cffi', '_cffi_backend', 'mmap', 'resource', 'fcntl', 'pty', 'termios', '_testcapi', '_testinternalcapi', '_ctypes_test', 'faulthandler', 'nis', 'spwd', 'grp', 'pwd', 'syslog', 'crypt', '_winapi', 'winreg', 'msvcrt', '_interpreters', '_xxsubinterpreters', 'xxlimited'):
    try:
        m = __import__(name)
        print(name, 'is there')
        print('ESCAPED', m.CDLL(None).getpid())
    except ImportError as e:
        print(type(e).__name__)
    except Exception as e:
        print(type(e).__name__)
