import hashlib
for n in ('md5','sha1','sha224','sha256','sha384','sha512','sha3_224','sha3_256','sha3_384','sha3_512','blake2b','blake2s'):
    for k in (0,1,3,55,56,63,64,65,111,112,119,120,127,128,129,135,136,137,143,144,145,200,256,1000):
        d = bytes(i*7 % 256 for i in range(k))
        h = getattr(hashlib, n)(d); x = h.hexdigest()
        h2 = hashlib.new(n); [h2.update(d[i:i+37]) for i in range(0, k, 37)]
        assert h2.hexdigest() == x and h.copy().digest().hex() == x
        if k in (0, 64, 128, 137, 1000): print(n, k, x, h.block_size, h.digest_size, h.name)
for n in ('shake_128','shake_256'):
    print(hashlib.new(n, b'abc').hexdigest(200))
print(hashlib.blake2b(b'hello', key=b'k'*10, salt=b'salt', person=b'p', digest_size=20).hexdigest(), hashlib.blake2s(b'x'*64, key=b'abc').hexdigest())
print(hashlib.blake2b(b'x'*300, fanout=2, depth=3, leaf_size=4096, node_offset=7, node_depth=1, inner_size=32, last_node=True).hexdigest())
try: hashlib.md5('x')
except TypeError as e: print(e)
