# Source that the parser has to descend into.
while True:
    for text in ('(' * 10_000, '-' * 50_000 + '1', 'a' + '.b' * 100_000, '[' * 90 + ']' * 90, 'lambda: ' * 5000 + '1'):
        try:
            compile(text, 'x', 'eval')
        except (SyntaxError, MemoryError, RecursionError):
            pass
