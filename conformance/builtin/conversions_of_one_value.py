def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
class I:
    def __index__(self): return 5
class F:
    def __float__(self): return 1.5
for x in (1, -1, True, -2.5, 3+4j, 'a', None, [1], 10**30, I()): t(lambda: abs(x))
for f in (chr, bin, oct, hex, ord, hash, id, len, repr, ascii, callable):
    if f in (hash, id): continue
    for x in (1, -1, 0, 97, 0x10ffff, 0x110000, 10**30, -10**30, True, 2.5, 'a', 'ab', '', 'é', '\u1234', '\U00012345', b'a', b'ab', bytearray(b'x'), None, [1], [], {}, (1,2), I()):
        if f in (repr, ascii) and type(x) is I: continue
        print(f.__name__, end=' '); t(lambda: f(x))
for f in (abs, chr, len, repr, hash, id, callable, bin):
    t(lambda: f()); t(lambda: f(1,2)); t(lambda: f(x=1))
