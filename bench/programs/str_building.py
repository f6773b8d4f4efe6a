# Strings: concatenation, join, split, replace, find, slices, one character at a time.
N = 100_000


def bench(n):
    text = ''
    for i in range(n):
        text += chr(97 + i % 26)
    words = [text[i : i + 5] for i in range(0, n, 3)]
    joined = ' '.join(words)
    parts = joined.replace('abc', 'xyz').upper().split(' ')
    vowels = 0
    for c in joined:
        if c in 'aeiou':
            vowels += 1
    found = 0
    at = joined.find('mnop')
    while at >= 0:
        found += 1
        at = joined.find('mnop', at + 1)
    return len(parts) + vowels + found + len(joined.strip('a'))
