# from: rexec on 2.7 (HERITAGE 1.5, hole 4)
# after: builtins that are not restricted, from a frame
# must: contained
import sys

frame = sys._getframe()
while frame is not None:
    for b in (frame.f_builtins, frame.f_globals.get('__builtins__')):
        try:
            exec("print('ESCAPED', open('@CANARY@').read())", {'__builtins__': b})
        except Exception as e:
            print(type(e).__name__)
        try:
            exec("import os; print('ESCAPED', os.environ['CANARY_SECRET'])", {'__builtins__': b})
        except Exception as e:
            print(type(e).__name__)
    frame = frame.f_back
