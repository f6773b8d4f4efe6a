import unicodedata

for c in 'aé☃😀가힣一㐀𠀀豈\x00\n\x7f\x85\ud800\ue000\u0378\uffff\U0010ffff\U000e0041\U000f0000\U000f0200':
    print(ascii(c), unicodedata.name(c, None))
named = 0
length = 0
for i in range(0x3400):
    name = unicodedata.name(chr(i), None)
    if name is not None:
        named += 1
        length += len(name)
        if unicodedata.lookup(name) != chr(i) or unicodedata.lookup(name.lower()) != chr(i):
            print('not found again', name)
print(named, length)
for args in (('\ue000',), ('\ue000', 'other'), ('\ue000', None), ('a', 3), ('a', 'b', 'c'), (), ('ab',), ('',), (1,), (None, 1)):
    try:
        print(ascii(args), unicodedata.name(*args))
    except (TypeError, ValueError) as e:
        print(ascii(args), type(e).__name__, e)
