print('  a  b c '.split(), 'a,b,,c'.split(','), 'a,b,c'.split(',', 1), 'a,b,c'.rsplit(',', 1), ''.split(), ''.split(','))
print('a\nb\r\nc\x0bd\u2028e'.splitlines(), 'a\nb\n'.splitlines(True), 'k=v=w'.partition('='), 'kv'.rpartition('='))
print('-'.join(['a', 'b']), ''.join([]), '\u3000a\xa0'.split())
for operation in (lambda: 'a'.split(''), lambda: ','.join(['a', 1]), lambda: ','.join(3), lambda: 'a'.partition('')):
    try:
        operation()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
