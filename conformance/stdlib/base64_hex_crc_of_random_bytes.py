# Encodings and checksums of random bytes, whole and damaged.
import binascii, base64, zlib, random, hashlib
r = random.Random(3)
for n in list(range(40)) + [255, 256, 2047, 2048, 2049, 4096, 10000] + [r.randint(0, 300) for _ in range(60)]:
    d = bytes(r.randrange(256) for _ in range(n))
    e = base64.b64encode(d); h = d.hex()
    print(n, e[:60], h[:60], hashlib.md5(h.encode()).hexdigest(), zlib.crc32(d), zlib.crc32(d, 12345), zlib.crc32(d, -1 & 0xffffffff), binascii.crc32(d[1:]), base64.b64decode(e) == d, binascii.unhexlify(h) == d, d.hex(':'), d.hex('-', 2)[:40], binascii.hexlify(d)[:20])
    bad = bytearray(e)
    for _ in range(4):
        if bad:
            k = r.random(); at = r.randrange(len(bad))
            if k < .5: bad[at] = r.choice(b'=\n aA+/-_\xff')
            elif k < .8: del bad[at]
            else: bad.insert(at, r.choice(b'=\n aA'))
        for strict in (False, True):
            try: print(binascii.a2b_base64(bytes(bad), strict_mode=strict)[:30])
            except Exception as x: print(x)
        try: print(binascii.unhexlify(bytes(bad)))
        except Exception as x: print(x)
