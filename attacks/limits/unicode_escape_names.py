# Steps of an even length through the escapes, and a name to look up at each.
data = b'\\N{LATIN SMALL LETTER A}' * 20_000
while True:
    data.decode('unicode_escape')
