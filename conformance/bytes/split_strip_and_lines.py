for data in (b'', b'a', b'  x  y ', b'a,b,,c', b'l1\nl2\r\nl3\x0bl4\r', b'\t\x0b x'):
    print(data, data.split(), data.split(None, 1), data.rsplit(None, 1), data.split(b',', 2), data.rsplit(b',', 1), data.splitlines(), data.splitlines(True), data.strip(), data.strip(b' a\t'), data.expandtabs(4))
