def parse(text):
    try:
        return int(text)
    except ValueError:
        raise RuntimeError('cannot parse ' + text) from None


parse('abc')
