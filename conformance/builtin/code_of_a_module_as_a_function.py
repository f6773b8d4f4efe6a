# Code of a module that is made a function: its locals are the globals of the call.
import ast
from types import FunctionType

space = {'__builtins__': __builtins__, 'gone': 1}
FunctionType(compile('x = 1\ndef f(): return x\nclass C: y = x\ndel gone', 'a', 'exec'), space)()
print(space['x'], space['f'](), space['C'].y, 'gone' in space)
print(FunctionType(compile('x + 1', 'a', 'eval'), space)())
try:
    FunctionType(compile('del nothing', 'a', 'exec'), space)()
except NameError as e:
    print(e)

# The features of __future__ are looked at when a tree is made.
for text in ('from __future__ import nothing', '\nfrom __future__ import braces', 'x = 1\nfrom __future__ import division'):
    try:
        print(type(ast.parse(text)).__name__)
    except SyntaxError as e:
        print(e.msg, e.lineno)
