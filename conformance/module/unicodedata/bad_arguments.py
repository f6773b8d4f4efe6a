import unicodedata


class Text(str):
    pass


one = ('bidirectional', 'category', 'combining', 'decomposition', 'east_asian_width', 'mirrored')
two = ('decimal', 'digit', 'numeric', 'name')
for f in one + two + ('lookup', 'normalize', 'is_normalized'):
    function = getattr(unicodedata, f)
    print(f, function, function.__module__, function.__text_signature__)
    for args in ((), ('ab',), ('',), (3,), (b'a',), (None,), ('%',), (Text('%'),), (Text('ab'),), ('%', None), ('%', 'b', 'c'), ('NFC', 1), (1, 'NFC')):
        try:
            print('  ', args, repr(function(*args)))
        except Exception as e:
            print('  ', args, type(e).__name__, e)
    try:
        function(chr='a')
    except TypeError as e:
        print('  ', e)
