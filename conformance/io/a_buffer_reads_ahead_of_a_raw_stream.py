import io


class Raw(io.RawIOBase):
    def __init__(self, *pieces):
        self.pieces = list(pieces)
        self.asked = []

    def readable(self):
        return True

    def readinto(self, b):
        self.asked.append(len(b))
        piece = self.pieces.pop(0) if self.pieces else b''
        b[: len(piece)] = piece
        return len(piece)


raw = Raw(b'one\ntw', b'o\nthree', b'')
buffer = io.BufferedReader(raw, 8)
print(buffer.peek(1), buffer.read(2), buffer.readline(), buffer.readline(), buffer.read(), raw.asked)
print(list(io.TextIOWrapper(io.BufferedReader(Raw('caf\u00e9\nx'.encode()[:4], 'caf\u00e9\nx'.encode()[4:])))))
