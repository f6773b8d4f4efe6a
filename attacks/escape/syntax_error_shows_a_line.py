# from: rexec on 2.7 (HERITAGE 1.5, hole 9)
# after: the first line of a file, from SyntaxError.text
# must: contained
import traceback

try:
    compile('(', '@CANARY@', 'exec')
except SyntaxError as e:
    print(repr(e.text))
for lineno in (1, 2, '1', -1, 10**20):
    e = SyntaxError('m', ('@CANARY@', lineno, 1, None))
    print(''.join(traceback.format_exception_only(e))[-200:])
raise SyntaxError('m', ('@CANARY@', 1, 1, None))
