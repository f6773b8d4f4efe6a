for o in (b'ab', bytearray(b'ab'), memoryview(b'ab')):
    m=o.__buffer__(0); print(type(m), bytes(m), m.readonly)
    try: o.__buffer__(1)
    except Exception as e: print(type(e), e)
    for f in ('a',1<<40,None,2**70, -1):
        try: print(type(o.__buffer__(f)))
        except Exception as e: print(type(e), e)
b=bytearray(b'abc')
m=b.__buffer__(0)
try: b.append(1)
except BufferError as e: print(e)
for x in (m,m,3,memoryview(b'a'),None):
    try: print(b.__release_buffer__(x))
    except Exception as e: print(type(e), e)
try: m[0]
except Exception as e: print(type(e), e)
m=memoryview(b)
try: print(b.__release_buffer__(m))
except Exception as e: print(type(e), e)
try: print(m[0])
except Exception as e: print(type(e), e)
b.append(1)
m=memoryview(b)
try: m.__release_buffer__(m)
except Exception as e: print(type(e), e)
x=m.__buffer__(0)
print(m.__release_buffer__(x))
import collections.abc
print([isinstance(x,collections.abc.Buffer) for x in (b'',bytearray(),memoryview(b''),'')])
