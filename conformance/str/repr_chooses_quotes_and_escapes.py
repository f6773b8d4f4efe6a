for text in ("a'b", 'a"b', 'a\'b"c', '\n\t\r\\', '\x00\x7f\x80\xa0\xad', 'é', '\u200b', '\ud800', '\U0001f600', '\U000e0001'):
    print(ascii(text), repr(text).encode('utf-8', 'backslashreplace'))
