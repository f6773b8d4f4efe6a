# from: CON, NUL, COM1, alternate streams, short names
# after: a device or a stream of the host's by a file's name
# must: contained
import os

for name in ('CON', 'NUL', 'nul.txt', 'COM1', 'LPT1', 'AUX', 'PRN', 'CONIN$', 'CONOUT$', 'a.txt::$DATA', 'a.txt:stream', 'C:\\Windows', 'C:', 'C:a.txt', '\\\\server\\share', '\\\\.\\PhysicalDrive0', '\\\\?\\C:\\', '//server/share/x', 'A~1.TXT', 'a.txt.', 'a.txt ', ' a.txt', 'a.txt/', 'a.txt/.', '.a', '-', '|cat', '>x', '*', '?', '[a]', 'a\nb', 'a\rb', 'a\x1b[2Jb', '\x7f', '\u202etxt.a', 'a' * 255, 'a' * 256, '/' * 10000):
    for use in (lambda: open(name).read(), lambda: open(name, 'w').write('x'), lambda: os.stat(name).st_mode, lambda: os.mkdir(name)):
        try:
            r = use()
            if 'canary' in str(r):
                print('ESCAPED', name)
        except Exception as e:
            kind = type(e).__name__
try:
    print(len(os.listdir('/')) < 60)
except Exception as e:
    print(type(e).__name__)
