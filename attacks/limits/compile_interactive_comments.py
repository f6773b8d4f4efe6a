# Comments behind a single statement, which can be taken apart in many ways, and then another one.
text = 'x = 1\n' + ' #' * 50 + '\ny = 2\n'
while True:
    try:
        compile(text, 'f', 'single')
    except SyntaxError:
        pass
