# Short tuples have no room for more than they hold.
import itertools
import struct

kept = []
while True:
    kept.append(list(itertools.batched(range(200_000), 1)))
    kept.append(list(struct.iter_unpack('bb', bytes(400_000))))
    kept.append(list(zip(range(200_000), range(200_000))))
