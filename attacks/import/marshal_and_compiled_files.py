# from: marshal, .pyc (HERITAGE 1.1: PY_COMPILED, 1.4: marshal.loads)
# after: a code object that was not compiled here
# must: contained
import marshal

for data in (marshal.dumps(compile('1', 'x', 'eval')) if True else b'', b'c' + bytes(200), b'\xe3' + bytes(100), b'(\xff\xff\xff\x7f', b'l\xff\xff\xff\x7f', b'[\xff\xff\xff\x7f', b'r\0\0\0\0', b'{' * 10000, b's\xff\xff\xff\xff', b'i', b'', b'\xa9\x02' * 5000, b'y' + b'\xff' * 8):
    try:
        r = marshal.loads(data)
        print(type(r).__name__)
        exec(r)
    except BaseException as e:
        print(type(e).__name__)
