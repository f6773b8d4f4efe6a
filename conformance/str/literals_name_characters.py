"""\\N{...} in literals: names, aliases and names by rule; sequences are none."""
import ast

print('\N{BULLET}\N{latin small letter e with acute}\N{Greek Small Letter Alpha}')
print(ascii('\N{GRINNING FACE}x\N{LF}\N{NULL}\N{ZWJ}\N{BOM}'))
print(f'{3}\N{BULLET}{"a":\N{BULLET}^5}', f'''{1!r:>\N{DIGIT FIVE}}''', len(rf'\N{3}'))
print('\N{CJK UNIFIED IDEOGRAPH-4E00}\N{HANGUL SYLLABLE GAG}\N{cjk compatibility ideograph-f900}')
print(b'\N{BULLET}' if False else 'bytes have no names', r'\N{BULLET}')
print(t'\N{BULLET}{1}'.strings)

for text in (
    r"'\N{KEYCAP DIGIT ONE}'", r"'\N{no such name}'", r"'\N'", r"'\N{'", r"'\N{}'", r"'\N{BULLET'", r"'ab\NBULLET}'",
    r"'\N{BULLET }'", r"'\N{ BULLET}'", r"'\N{cjk unified ideograph-4e00}'", r"'\N{CJK UNIFIED IDEOGRAPH-04E00}'",
    r"'\N{hangul syllable ga}'", r"'\N{HANGUL SYLLABLE }'", "'\\N{BULLÉT}'", r"'\N{" + 'A' * 300 + "}'",
    r"f'\N{BULLET}{1}'", r"f'\N{no}'", r"f'\N'", r"f'{1}\N{'",
    r"rf'\N{1}'", r"u'\N{bullet}'", r"'\N{SPACE}' '\N{nope}'", r"t'\N{nope}'",
):
    try:
        print(text[:40], ascii(eval(text)))
    except (SyntaxError, NameError) as e:
        print(text[:40], type(e).__name__, e)

print(ast.literal_eval(r"'\N{SNOWMAN}'"), ast.dump(ast.parse(r"'\N{SNOWMAN}'")))
