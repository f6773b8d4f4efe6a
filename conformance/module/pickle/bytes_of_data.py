# Memo, batches and frames, byte for byte; texts that stand twice are one object.
import hashlib
import pickle

ONE = 'one object'
shared = [ONE, (ONE, 1), {ONE: ONE}]
cyclic = []
cyclic.append((cyclic, cyclic))
tied = {}
tied['self'] = (tied, 1, 2, 3)
values = [
    [[], [1], [1, 2], list(range(999)), list(range(1000)), list(range(1001)), list(range(2001))],
    [{}, {1: 2}, {1: 2, 3: 4}, dict.fromkeys(range(999)), dict.fromkeys(range(1000)), dict.fromkeys(range(1001)), dict.fromkeys(range(2000))],
    [set(), {1}, set(range(999)), set(range(1000)), set(range(1001)), frozenset(), frozenset(range(1001))],
    [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), ((),) * 3], [shared, shared, tuple(shared)], cyclic, tied,
    [0, 255, 256, 65535, 65536, -1, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**63, -2**63, 128, -128, 10**30, -10**30, 2**2039, 2**2040, -2**2040],
    [0.0, -0.0, 1.5, 1e300, float('inf'), float('-inf'), 123456789.123], ['', 'a', 'x' * 255, 'y' * 256, 'é' * 127, 'é' * 128, 'q\u20ac\U0001f600\udc80\n\\\r\0\x1a'],
    [b'', b'a', b'x' * 255, b'y' * 256, bytes(range(256)), bytearray(), bytearray(b'z')], ['l' * 70000, b'm' * 70000, bytearray(b'n' * 70000), 'ö' * 40000],
    [str(i) * 20 for i in range(2500)], [None, True, False, ..., NotImplemented, type(None), complex(1, 2), range(3), slice(1, 2)],
]
for value in values:
    for protocol in range(6):
        data = pickle.dumps(value, protocol)
        writes = []
        class File:
            def write(self, data):
                writes.append(bytes(data))
        pickle.dump(value, File(), protocol)
        print(protocol, len(data), hashlib.sha1(data).hexdigest()[:10], [len(w) for w in writes], b''.join(writes) == data)
        again = pickle.loads(data)
        assert pickle.dumps(again, protocol) == data or type(again) is list and set in map(type, again)
