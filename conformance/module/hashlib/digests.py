import hashlib
for name in ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_256', 'blake2b', 'blake2s'):
    h = hashlib.new(name, b'hello ')
    h.update(b'world')
    print(name, h.hexdigest(), h.digest_size, h.block_size)
print(hashlib.shake_128(b'x').hexdigest(8))
