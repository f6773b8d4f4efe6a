# scrypt with all the memory that it may be told to use.
import hashlib

hashlib.scrypt(b'password', salt=b'salt', n=2**20, r=8, p=1, maxmem=2**31 - 1)
