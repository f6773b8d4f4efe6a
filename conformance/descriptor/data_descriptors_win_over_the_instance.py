class Data:
    def __get__(self, obj, owner): return ('data', obj is not None, owner.__name__)
    def __set__(self, obj, value): print('set', value)
    def __delete__(self, obj): print('delete')
class NonData:
    def __get__(self, obj, owner=None): return 'non-data'
class C:
    d = Data()
    n = NonData()
c = C()
c.__dict__.update(d='instance d', n='instance n')
print(c.d, c.n, C.d, C.n)
c.d = 1
del c.d
