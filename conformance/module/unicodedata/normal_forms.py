import unicodedata


class Text(str):
    pass


FORMS = 'NFC', 'NFD', 'NFKC', 'NFKD'
samples = (
    '', 'plain', 'é', 'e\u0301', 'ﬁ', '①', '\u212b', '가각', '\u1100\u1161\u11a8', 'a\u0323\u0301', 'a\u0301\u0323', 'q\u0307\u0323', '\u0344',
    '\u0958', '\u2126', '\ufdfa', '\ud800e\u0301', '\U0001d15e', 'ｶﾞ', '\u1e9b\u0323', '\u0f73', '\u0300', '\u09c7\u0300\u09be', '\u03d3',
    'a' + '\u0301\u0323' * 20, '\uac00\u11a7\u11a8', '\u1100\uac00\u11a8', '\U00011131\U00011127',
)
for s in samples:
    for form in FORMS:
        result = unicodedata.normalize(form, s)
        print(form, ascii(s)[:60], ascii(result)[:80], len(result), unicodedata.is_normalized(form, s), unicodedata.is_normalized(form, result))
for form in ('', 'nfc', 'XX', 'NFC ', 'NFC\0', Text('NFC'), '\u2022'):
    for s in ('', 'a', 'é'):
        for f in (unicodedata.normalize, unicodedata.is_normalized):
            try:
                print(ascii(form), ascii(s), ascii(f(form, s)))
            except ValueError as e:
                print(ascii(form), ascii(s), e)
for s in (Text(''), Text('a'), Text('é'), Text('e\u0301')):
    print([type(unicodedata.normalize(form, s)).__name__ for form in FORMS])
s = 'exactly this'
print(unicodedata.normalize('NFC', s) is s)
