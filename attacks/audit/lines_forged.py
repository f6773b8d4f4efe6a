# from: newlines, quotes and braces in names and arguments
# after: a record of several lines, or of a made-up one
# must: contained
import sys

fake = '{"seq":1,"cell":"attacked","event":"open","args":["forged by the program"],"decision":"allow","rule":"","filename":"","line":0,"fuel":0,"prev":"' + '0' * 64 + '","hash":"' + '0' * 64 + '"}'
for text in ('\n' + fake + '\n', '"}\n' + fake, '\r\n' + fake, '\u2028' + fake, '\x85' + fake, '\0' + fake, '\x1b[2K\x1b[1A', '\\n' + fake, '"],"decision":"allow"', ',"hash":"' + 'a' * 64 + '"}', '\ud800"', '</script>', '\u202e', '%s%n'):
    for use in (lambda: open(text), lambda: open(text, 'w'), lambda: __import__(text), lambda: sys.audit(text, text), lambda: exec(compile('1', text, 'exec')), lambda: exec(compile('open("x")', text, 'exec')), lambda: exec(compile('import nosuch', text, 'exec')), lambda: __import__('os').listdir(text), lambda: __import__('os').rename(text, text), lambda: __import__('socket').create_connection((text, 80), 0.02), lambda: __import__('time').sleep(0)):
        try:
            use()
        except Exception:
            pass
print('sent')
