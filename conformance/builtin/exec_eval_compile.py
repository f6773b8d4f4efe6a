code = compile('a + b', 'name', 'eval')
print(eval(code, {'a': 1, 'b': 2}), code.co_filename, code.co_names, type(code).__name__)
exec(compile('for i in range(2):\n  print(i)', 'x', 'exec'))
exec(compile('"shown"', 'x', 'single'))
for operation in (lambda: compile('x', 'f', 'bad'), lambda: eval('x = 1'), lambda: eval(5), lambda: exec(5), lambda: compile('a\0b', 'f', 'exec'), lambda: eval('1', 5), lambda: exec('x', {}, 5), lambda: eval('undefined', {}), lambda: compile('1', 'f', 'eval', 12345678)):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
