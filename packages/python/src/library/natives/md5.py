"""The old name of hashlib's MD5."""
from hashlib import md5 as new

md5 = new
blocksize = 1
digest_size = 16
