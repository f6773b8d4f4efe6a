from array import array, typecodes

print(sorted(set(typecodes) - set('uw')))
for code in 'bBhHiIqQfd':
    a = array(code, [1, 2, 3])
    print(a, a.typecode, a.itemsize, len(a), a.tobytes(), a.tolist())
    for v in [1 << 70, -(1 << 70), -1, 300, 70000, 'a', 'ab', 1.5, None, b'a', True]:
        try:
            print(code, array(code, [v]))
        except (TypeError, OverflowError) as e:
            print(code, repr(v), type(e).__name__, e)


class Index:
    def __index__(self):
        return 7

    def __float__(self):
        return 1.5


for code in 'id':
    a = array(code, [Index()])
    a.append(Index())
    a.insert(0, Index())
    a[1] = Index()
    a.extend(Index() for _ in range(2))
    print(a)
w = array('w', 'añ😀')
print(w, w.tounicode(), w[2], list(w), w.index('ñ'))
for bad in [1, 'ab', None]:
    try:
        w.append(bad)
    except TypeError as e:
        print(e)
