# from: the place of an effect: __name__, co_filename, co_firstlineno, f_lineno
# after: an effect that seems to come from another file
# must: contained
import sys

for name in ('/trusted.py', '<frozen importlib._bootstrap>', '', '\n', 'x' * 100000, '\ud800', '@CANARY@', '__proto__'):
    for line in (1, 10**9, 2**31 - 1):
        code = compile('\n' * min(line - 1, 50) + 'try:\n open("/nosuch")\nexcept Exception: pass\ntry:\n import nosuch\nexcept Exception: pass', name, 'exec')
        try:
            exec(code.replace(co_firstlineno=line, co_filename=name, co_name='<trusted>'), {'__name__': 'os', '__file__': '/trusted.py'})
        except Exception as e:
            print(type(e).__name__)
        try:
            exec(code.replace(co_linetable=b'', co_firstlineno=-5))
        except Exception as e:
            print(type(e).__name__)
print('done')
