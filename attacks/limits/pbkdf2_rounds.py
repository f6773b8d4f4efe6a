# A key from a billion rounds.
import hashlib

hashlib.pbkdf2_hmac('sha512', b'password', b'salt', 2**31 - 1)
