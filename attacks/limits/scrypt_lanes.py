# Little memory, many lanes.
import hashlib

hashlib.scrypt(b'password', salt=b'salt', n=1024, r=8, p=10**6, maxmem=2**31 - 1)
