# An exception group around the one before, without end; then its text.
e = ValueError()
while True:
    for _ in range(200):
        e = ExceptionGroup('g', [e, e])
    try:
        try:
            raise e
        except* KeyError:
            pass
    except ExceptionGroup as again:
        e = again
