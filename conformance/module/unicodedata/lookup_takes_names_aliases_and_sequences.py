import unicodedata


class Text(str):
    pass


for name in (
    'BULLET', 'bullet', 'Latin Small Letter A', b'BULLET', Text('SNOWMAN'), 'LF', 'NEW LINE', 'nel', 'ZWNBSP', 'KEYCAP DIGIT ONE',
    'keycap number sign', 'LATIN SMALL LETTER R WITH TILDE', 'TAMIL SYLLABLE SSEE', 'HANGUL SYLLABLE GAG', 'hangul syllable gag',
    'HANGUL SYLLABLE ', 'HANGUL SYLLABLE GAGG', 'HANGUL SYLLABLE A', 'CJK UNIFIED IDEOGRAPH-4E00', 'CJK UNIFIED IDEOGRAPH-4e00',
    'CJK UNIFIED IDEOGRAPH-04E00', 'CJK UNIFIED IDEOGRAPH-004E00', 'CJK UNIFIED IDEOGRAPH-0041', 'CJK UNIFIED IDEOGRAPH-20000',
    'cjk compatibility ideograph-f900', 'NUSHU CHARACTER-1B170', 'LATIN SMALL LETTER GHA', 'LATIN SMALL LETTER OI', '', ' BULLET', 'BULLET ',
    'BUL LET', 'BULLÉT', 'BULLET\0', 'a\0b', b'a\xffb', 'x' * 256, 'x' * 257, 'é' * 129, '\ud800', bytearray(b'BULLET'),
    memoryview(b'BULLET'), 3, None, 1.5,
):
    try:
        print(ascii(name)[:60], ascii(unicodedata.lookup(name)))
    except (KeyError, TypeError, UnicodeError) as e:
        print(ascii(name)[:60], type(e).__name__, ascii(e.args[0])[:80], ascii(str(e))[:80])
