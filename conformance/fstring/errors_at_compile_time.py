for text in ("f'{'", "f'}'", "f'{}'", "f'{a b}'", "f'{a!z}'", "f'{a:{b:{c}}}'", "f'{lambda x: 1}'", "f'{a'", "f'{!r}'", "f'{a!}'"):
    try:
        eval(text)
    except SyntaxError as error:
        print(text, '->', error.msg)
    except NameError as error:
        print(text, '->', error)
