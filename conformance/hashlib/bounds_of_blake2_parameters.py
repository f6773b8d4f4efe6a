import hashlib


def attempt(make, **given):
    try:
        print(make.__name__, given, make(b'x', **given).hexdigest()[:8])
    except Exception as error:
        print(make.__name__, given, type(error).__name__, error)


for make in (hashlib.blake2b, hashlib.blake2s):
    for name, values in {
        'fanout': (0, 255, 256, -1, 2**70),
        'depth': (1, 255, 256, 0, -1),
        'leaf_size': (0, 2**32 - 1, -1),
        'node_offset': (0, 2**48 - 1, 2**64, -1),
        'node_depth': (0, 255, 256, -1),
        'inner_size': (0, 32, 65, -1),
        'digest_size': (1, 32, 0, 65, -1),
    }.items():
        for value in values:
            attempt(make, **{name: value})
attempt(hashlib.blake2b, node_offset=2**64 - 1)
attempt(hashlib.blake2s, node_offset=2**48)
