import base64
import binascii
data = bytes(range(0, 250, 17))
for encode, decode in ((base64.b64encode, base64.b64decode), (base64.urlsafe_b64encode, base64.urlsafe_b64decode), (base64.b32encode, base64.b32decode), (base64.b16encode, base64.b16decode), (base64.b85encode, base64.b85decode)):
    text = encode(data)
    print(text, decode(text) == data)
print(binascii.crc32(b'hello'), binascii.hexlify(b'ab'), binascii.a2b_hex('6162'))
for operation in (lambda: base64.b64decode('abc'), lambda: base64.b64decode('a!b=', validate=True), lambda: binascii.unhexlify('abc'), lambda: base64.b64encode('text')):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
