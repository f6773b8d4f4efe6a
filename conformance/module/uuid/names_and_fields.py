import uuid

u = uuid.UUID('12345678123456781234567812345678')
print(u, repr(u), u.hex, u.int, u.fields, u.version, u.variant)
print(uuid.uuid5(uuid.NAMESPACE_DNS, 'python.org'), uuid.uuid3(uuid.NAMESPACE_URL, 'x'))
print(uuid.uuid4().version, len({uuid.uuid4() for _ in range(9)}))
print(sorted([uuid.UUID(int=3), uuid.UUID(int=1)]), uuid.UUID(bytes=bytes(16)), uuid.UUID('{urn:uuid:' + '1' * 32 + '}'))
try:
    uuid.UUID('12')
except ValueError as e:
    print(e)
