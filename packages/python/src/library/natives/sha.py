"""The old name of hashlib's SHA-1."""
from hashlib import sha1 as new

sha = new
blocksize = 1
digest_size = digestsize = 20
