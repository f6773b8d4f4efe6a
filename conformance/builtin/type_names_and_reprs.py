def function(): pass
class Outer:
    class Inner: pass
    def method(self): pass
for value in (int, type, None, ..., NotImplemented, len, [].append, function, Outer, Outer.Inner, Outer().method, str.join, type(lambda: 0), slice(1, 2), range(2), Exception, object(), iter([]), {}.keys(), (i for i in ())):
    print(repr(value).split(' at 0x')[0], type(value).__name__)
