for data in (b'', b'abc', b'ABC1', b'Hello World', b'\xe9\xff', b' \t\n\x0b', b'123', b"they're Bill's"):
    print(data, [getattr(data, 'is' + n)() for n in ('alnum', 'alpha', 'ascii', 'digit', 'lower', 'space', 'title', 'upper')])
    print(data.upper(), data.lower(), data.title(), data.capitalize(), data.swapcase(), bytearray(data).title())
