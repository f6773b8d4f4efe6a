# Constant folding must not do what the program may not.
kept = []
while True:
    for text in ('"x" * 10**9', '10**10**10', '1 << 10**10', '(0,) * 10**9', '"%0999999999d" % 1', '-1 ** 10**9'):
        kept.append(compile(text, 'x', 'eval'))
