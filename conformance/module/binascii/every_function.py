import binascii as b, random
r=random.Random(1)
def t(f,*a,**k):
    try: x=f(*a,**k)
    except Exception as e: x=type(e).__name__+' '+str(e)
    print(f.__name__,a,k,x)
S=[b'',b'a',b'ab',b'abc',b'=',b'==',b'YQ==',b'YQ=',b'YQ',b'Y',b'YWI=',b'YWI',b'YWJj',b'YW Jj\n',b'YQ==YQ==',b'Y=Q=',b'YQ=a=',b'=YQ==',b'YQ===',b'YWJj=',b'YWJj==',b'Y!Q==',b'YWJjZ',b'\xff','YWI=','é',5,bytearray(b'YWI='),None,'Z','0','00','0g','aBcD']
for s in S:
    t(b.a2b_base64,s); t(b.a2b_base64,s,strict_mode=True); t(b.b2a_base64,s); t(b.b2a_base64,s,newline=False); t(b.unhexlify,s); t(b.hexlify,s); t(b.crc32,s); t(b.crc_hqx,s,5); t(b.crc32,s,2**40+3); t(b.a2b_uu,s); t(b.b2a_uu,s); t(b.b2a_uu,s,backtick=True); t(b.a2b_qp,s); t(b.b2a_qp,s)
for i in range(100):
    s=bytes(r.choice(b'YQ==aW!\n') for _ in range(r.randrange(9)))
    t(b.a2b_base64,s); t(b.a2b_base64,s,strict_mode=True)
for i in range(60):
    s=bytes(r.choice(b'abc=\r\n \t._\xe9\x01') for _ in range(r.choice([3,8,90,200])))
    for k in range(8): t(b.b2a_qp,s,quotetabs=bool(k&1),istext=bool(k&2),header=bool(k&4))
    q=bytes(r.choice(b'a=\r\n4Fg_ ') for _ in range(12)); t(b.a2b_qp,q); t(b.a2b_qp,q,header=True)
    u=bytes(r.choice(b'#$%0A` \n\x01a') for _ in range(9)); t(b.a2b_uu,u)
    t(b.b2a_uu,s[:50])
t(b.hexlify,b'abcdef','-',2);t(b.hexlify,b'abcdef',b':');t(b.hexlify,b'abc','--');t(b.hexlify,'x')
print(b.Error.__mro__,b.Incomplete.__mro__)
