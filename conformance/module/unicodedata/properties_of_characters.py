import unicodedata

total = ('category', 'bidirectional', 'combining', 'east_asian_width', 'mirrored', 'decomposition')
partial = ('decimal', 'digit', 'numeric')
for c in 'a5²½٣Ⅷ㊿一〇(א\u0301\u0345ﬁÅ가\u00a0\u2011Ａ😀\ud800\ue000\u0378\U0010ffff':
    print(ascii(c), [getattr(unicodedata, f)(c) for f in total], [getattr(unicodedata, f)(c, None) for f in partial])
counts = {}
for i in range(0, 0x30000, 3):
    c = chr(i)
    for f in total:
        key = f, getattr(unicodedata, f)(c) if f != 'decomposition' else unicodedata.decomposition(c)[:4]
        counts[key] = counts.get(key, 0) + 1
for key in sorted(counts, key=repr):
    if counts[key] > 5:
        print(key, counts[key])
print(unicodedata.unidata_version, type(unicodedata.numeric('5')), type(unicodedata.decimal('5')))
