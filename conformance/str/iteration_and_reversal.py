for text in ('', 'abc', 'é', 'a\U0001f600b\U0001f601'):
    it = iter(text)
    print(type(it).__name__, it.__length_hint__(), [*it], [*it], [*reversed(text)], text[::-1], list(enumerate(text)), len(text))
it = iter('ab')
print(next(it), next(it), next(it, 'end'), [*map(ord, 'a\U0001f600')], dict.fromkeys('aba'), tuple('xy'))
