def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


data = bytearray()
for i in range(300):
    data.append(i % 256)
data.extend(b'xyz')
data += bytearray(b'!')
data.insert(0, 255)
data.insert(-1, 7)
print(len(data), data[:3], data[-5:], data.pop(), data.pop(0), data.remove(50), len(data), data.count(44))
data *= 2
data.reverse()
print(len(data), bytes(data[:4]), sum(data))
data.resize(5)
data.resize(8)
print(data, data.copy(), data == bytes(data), hash(bytes(data)) == hash(data.copy().__class__(data) and bytes(data)))
data.clear()
for call in (lambda: data.pop(), lambda: data.remove(1), lambda: data.append(256), lambda: data.append('a'), lambda: data.extend('ab'), lambda: data.extend([1, 'a']), lambda: data.extend(5), lambda: hash(data), lambda: data.resize(-1)):
    show('', call)
data.extend(data)
data += b'ab'
data.extend(data)
data[1:1] = data
print(data)
