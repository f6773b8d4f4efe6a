# Random texts out of streams of every newline: by lines and by pieces, where chunks end anywhere.
import io
import random
import zlib

random.seed(3)
SIGNS = ['\n', '\r', '\r\n', 'a', 'bc', ' ', 'é', '\u20ac', '\U0001f600', '\x00', 'line', '\x85', '\u2028']
NEWLINES = [None, '', '\n', '\r', '\r\n']


def some_text():
    return ''.join(random.choice(SIGNS) for _ in range(random.randrange(40)))


def outcome(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__, str(e)


def step(stream):
    kind = random.randrange(8)
    if kind < 3:
        return outcome(stream.readline)
    if kind == 3:
        return outcome(stream.readline, random.randrange(-1, 8))
    if kind < 6:
        return outcome(stream.read, random.randrange(0, 8))
    if kind == 6:
        return outcome(next, stream, 'the end')
    return random.random() < 0.2 and (outcome(stream.read), outcome(stream.tell))


def text_stream(newline):
    data = some_text().encode(random.choice(['utf-8', 'utf-8', 'latin-1']), 'replace')
    raw = random.choice([io.BytesIO, lambda data: io.BufferedReader(io.BytesIO(data), random.randrange(1, 30))])
    encoding = random.choice(['utf-8', 'utf-8', 'latin-1', 'ascii'])
    errors = random.choice(['strict' if encoding == 'latin-1' else 'replace', 'replace', 'ignore', 'surrogateescape'])
    stream = io.TextIOWrapper(raw(data), encoding, errors, newline)
    if random.random() < 0.7:
        stream._CHUNK_SIZE = random.randrange(1, 20)
    return stream


results = []
for case in range(600):
    newline = NEWLINES[case % 5]
    stream = io.StringIO(some_text(), newline) if case % 3 == 0 else text_stream(newline)
    results.append((newline, [step(stream) for _ in range(12)], stream.newlines))
    stream = outcome(io.StringIO, some_text(), newline)
    results.append((list(stream), stream.newlines))
    if case % 100 == 99:
        print(case, zlib.crc32(repr(results).encode('utf-8', 'surrogatepass')))
        results.clear()

# The same with bytes, in buffers of any size over a raw stream, which is closed at last.
for case in range(400):
    raw = io.BytesIO(some_text().encode())
    size = random.randrange(1, 30)
    f = random.choice([io.BufferedReader, io.BufferedRandom])(raw, size)
    for _ in range(12):
        results.append(step(f))
        if isinstance(f, io.BufferedRandom) and random.random() < 0.3:
            piece = random.choice([bytes, bytearray, memoryview])(some_text().encode())
            results.append((outcome(f.write, piece), f.tell()))
        if random.random() < 0.1:
            results.append((f.seek(random.randrange(20)), f.peek(3)[:1]))
    f.flush()
    results.append(raw.getvalue())
    f.seek(0)
    first = f.readline()
    raw.close()
    results.append((first, [outcome(use, *args) for use, *args in ((f.readline,), (next, f), (f.read, 0), (f.read, 1))]))
    if case % 100 == 99:
        print(case, zlib.crc32(repr(results).encode('utf-8', 'surrogatepass')))
        results.clear()
