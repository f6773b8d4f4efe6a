class A:
    class Entry:
        def __mro_entries__(self, bases): return (int, list) if 0 else (dict,)
class B(A.Entry()): pass
print(B.__bases__, B.__orig_bases__, B(a=1))
class F(list[int]): pass
print(F.__bases__, F.__orig_bases__)
