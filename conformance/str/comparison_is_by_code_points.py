words = ['', 'a', 'A', 'aa', 'b', 'é', '\uffff', '\U00010000', '\ud800', 'z\U0001f600', 'z\uffff']
for a in words:
    print(ascii(a), [a < b for b in words], [a == b for b in words], [a >= b for b in words])
print([ascii(w) for w in sorted(words)], ascii(max(words)))
