data = bytearray(b'hello')
alias = data
data += b' world'
data[0] = 72
data[1:3] = b'EYX'
del data[-1]
data.append(33)
data.extend([1, 2])
data.insert(0, 0)
print(alias, alias is data, data.pop(), data.find(b'wor'), bytes(reversed(data)), data.hex(' ', 2))
for operation in (lambda: data.append(256), lambda: data.__setitem__(0, 'a'), lambda: hash(data), lambda: data.remove(200)):
    try:
        operation()
    except Exception as error:
        print(type(error).__name__, error)
