import io

for newline in (None, '', '\n', '\r', '\r\n'):
    raw = io.BytesIO('one\ntwo\r\nthr\u00e9e\rfour\n'.encode())
    text = io.TextIOWrapper(raw, encoding='utf-8', newline=newline)
    print(newline, [(text.readline(), text.tell()) for _ in range(5)], text.newlines)
    text.seek(0)
    places = []
    for _ in range(6):
        places.append((text.tell(), text.read(3)))
    for place, piece in reversed(places):
        text.seek(place)
        print(text.read(3) == piece, end=' ')
    print()
