import struct, itertools
class I:
    def __init__(s,v): s.v=v
    def __index__(s): return s.v
class F:
    def __float__(s): return 2.5
class B:
    def __bool__(s): return False
vals=[0,1,-1,127,128,255,256,-129,32767,65535,65536,2**31,2**32-1,2**32,2**63-1,2**63,2**64-1,2**64,-2**63,-2**63-1,1.5,float('inf'),1e300,float('nan'),-0.0,65520.0,'a',b'a',b'abc',bytearray(b'q'),None,I(5),I(300),F(),B(),1j,True]
def t(f,*a):
    try: r=f(*a)
    except Exception as e: r=type(e).__name__+' '+str(e)
    print(f.__name__, [x if isinstance(x,(int,float,bytes,str,bytearray)) else type(x).__name__ for x in a], r)
for c in 'xcbB?hHiIqQefd':
    for o in '<>@=!':
        for v in vals:
            t(struct.pack,o+c,v)
for c in '5s 3p p 0s 0p 300p 2x 2h 0h'.split():
    for v in (b'abcdef', b'', bytearray(b'xy'), 'str', 5, b'z'*400):
        t(struct.pack,c,v)
for f in ('bi','bhq','qb','b0i','@b0q','<bi','3', '3 i','  b ','i b','b\0','é',b'bi', 5, None,'n','<n','N','P','2sH','99999999999999999999i','z','e','b5xq'):
    t(struct.calcsize,f) if f not in ('n','N','P') else None
d=bytes(range(40))
for f in ('<bhi','>q','<3s2p','<4p','<?','<efd','c','2c'):
    for n in (0,1,4,7,8,14,20): t(struct.unpack,f,d[:n])
    for o in (-50,-20,-1,0,3,39,40,100,I(2),'x'): t(struct.unpack_from,f,d,o)
    t(lambda f: list(struct.iter_unpack(f,d)),f)
b=bytearray(10)
for o in (-11,-10,-4,-1,0,6,7,10,20,I(1),None): t(struct.pack_into,'<i',b,o,77); print(b)
t(struct.pack_into,'<i',b'abc',0,1);t(struct.pack_into,'<i',b,0);t(struct.pack_into,'<i',b);t(struct.pack_into,'<i');t(struct.pack_into,'<i',5,0,1)
t(struct.unpack,'i','abcd');t(struct.unpack,'i',5)
s=struct.Struct('<hi');print(s.size,s.format,s.unpack(s.pack(1,2)),s.unpack_from(b'abcdefghi',offset=1),list(s.iter_unpack(bytes(12))))
t(s.pack,1);t(s.pack,1,2,3);print(repr(s), struct.error, struct.Struct, type(s.iter_unpack(b'')))
