def attempt(label, change):
    data = bytearray(b'abcdef')
    view = memoryview(data)
    try:
        change(data)
        print(label, 'done', data)
    except BufferError as error:
        print(label, error, data)
    view.release()
    data.append(33)
    print(label, data)


def put(key, value):
    def change(data):
        data[key] = value
    return change


attempt('append', lambda data: data.append(1))
attempt('pop', lambda data: data.pop())
attempt('extend', lambda data: data.extend(b'x'))
attempt('extend by nothing', lambda data: data.extend(b''))
attempt('item', put(0, 65))
attempt('slice of one size', put(slice(0, 2), b'xy'))
attempt('shorter slice', put(slice(0, 2), b'x'))
attempt('clear', lambda data: data.clear())
attempt('reverse', lambda data: data.reverse())
attempt('insert', lambda data: data.insert(0, 1))
attempt('upper', lambda data: data.upper())


def dropped():
    data = bytearray(b'abc')
    piece = bytes(memoryview(data)[1:])
    data.append(5)
    return data, piece


print(dropped())
