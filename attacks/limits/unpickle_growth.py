# A pickle that claims much, and one that makes much of little: lists of a list, strs that are kept, a memo with holes.
import pickle

kept = []
while True:
    for data in (b'r\xff\xff\xff\xff.', b'\x8e\xff\xff\xff\xff\xff\xff\xff\x0f.', b'\x96\x00\x00\x00\x00\x00\x00\x01\x00.'):
        try:
            pickle.loads(data)
        except Exception:
            pass
    kept.append(pickle.loads(b'(' + b''.join(b'Nr' + i.to_bytes(4, 'little') for i in range(0, 2**32, 2**22)) + b'\x8c\x14' + b'x' * 20 + b'l.'))
