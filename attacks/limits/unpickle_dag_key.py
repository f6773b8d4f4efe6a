# A key of a dict that is a tuple of one tuple twice, sixty levels deep: its hash has 2**60 parts.
import pickle

while True:
    try:
        pickle.loads(b'}' + b')' + b'2\x86' * 60 + b'Ns.')
    except Exception:
        pass
