# What a session may go on with, what is whole, and what no more lines can mend.
import code
import codeop

SOURCES = ['(a **', '(', "'''", 'def x():', '(a,b', 'a = {', 'if 1:\n pass\nelse:', 'a = (', 'assert (x', '(a for',
           'f(a, "', 'x = 1', 'if 1:\n  x = 2\n', 'a b', '# only words', '', 'class C:\n  x = 1', 'try:\n  pass\n', '\\', 'x = )',
           '@f', 'for x in y', 'lambda', 'f"{x', 'async def f():\n', 'return', 'with open(']
for source in SOURCES:
    for symbol in ('single', 'exec', 'eval'):
        try:
            made = codeop.compile_command(source, symbol=symbol)
        except (SyntaxError, ValueError, OverflowError) as e:
            print(repr(source), symbol, type(e).__name__, e)
        else:
            print(repr(source), symbol, made if made is None else type(made).__name__)

session = code.InteractiveInterpreter({'__name__': 'session'})
for source in ('x = 6', 'def f(n):', 'def f(n):\n  return n * 7\n', 'print(f(x))', 'f(', 'f(x)'):
    print(session.runsource(source))
