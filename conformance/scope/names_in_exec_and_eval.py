space = {'a': 2}
exec('b = a * 3\ndef f(): return b', space)
print(space['b'], space['f'](), eval('a + b', space, {'a': 100}), sorted(k for k in space if not k.startswith('__')))
def local():
    x = 1
    exec('x = 2')
    return x, locals()
print(local(), eval('[i for i in (1, 2)]'), eval(' 1 + 1'))
for text in ('1 +', 'x = 1', ''):
    try:
        eval(text)
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset)
