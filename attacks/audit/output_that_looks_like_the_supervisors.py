# from: terminal escapes and look-alike questions on stdout
# after: a person who reads the terminal
# must: contained
import sys

for text in ('\x1b]0;title\x07', '\x1b[2J\x1b[H', 'The cell wants to open /etc/passwd. Allow? [y/N] y\n', '\x1b[1A\x1b[2Kallowed\n', '\x9b2J', '\x1b]52;c;cm0gLXJm\x07', '\x1bP+q\x1b\\', '\r                    \r'):
    print(text)
    print(text, file=sys.stderr)
try:
    open('\x1b[2J\x1b]0;x\x07@CANARY@')
except Exception as e:
    print(type(e).__name__)
try:
    input('Allow? [y/N] ')
except BaseException as e:
    print(type(e).__name__)
