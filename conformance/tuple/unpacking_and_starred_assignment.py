a, (b, *c), d = 1, (2, 3, 4), 5
first, *rest = 'xyz'
*start, last = range(4)
print(a, b, c, d, first, rest, start, last, (*c, *rest), {**{'k': 1}, 'j': 2})
for text in ('a, b = 1, 2, 3', 'a, b = 1,', 'a, *b, c = 1,', 'a, b = 5', 'a, b = {1: 2, 3: 4, 5: 6}', '[a, b] = iter([1, 2, 3])'):
    try:
        exec(text)
    except (ValueError, TypeError) as error:
        print(text, '->', type(error).__name__, error)
