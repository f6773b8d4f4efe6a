# bytes.join of one text many times.
b''.join([b'x' * 100_000] * 100_000)
