def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


for encoding in ('utf-8', 'UTF8', 'utf-16', 'utf-16-le', 'utf-32-be', 'latin-1', 'ascii', 'cp1252', 'unicode_escape', 'utf-8-sig'):
    for text in ('abc', 'é', '€x', '\U0001f600', '\ud800'):
        for errors in ('strict', 'ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'surrogateescape', 'surrogatepass'):
            show((encoding, ascii(text), errors), lambda: text.encode(encoding, errors))
