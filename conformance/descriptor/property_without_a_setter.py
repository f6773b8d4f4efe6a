class C:
    @property
    def read(self): return 1
    @read.deleter
    def read(self): print('deleted')
    write = property(fset=lambda self, v: print('wrote', v), doc='only written')
c = C()
print(c.read, C.write.__doc__)
del c.read
c.write = 2
for operation in (lambda: setattr(c, 'read', 2), lambda: c.write, lambda: delattr(c, 'write')):
    try:
        operation()
    except AttributeError as error:
        print(error)
