class It:
    def __iter__(self): return self
    def __next__(self): return 1
    def throw(self, *a): print('throw', a[0].__class__.__name__, len(a)); return 'thrown'
    def close(self): print('closed')
    def send(self, v): print('send', v); return 's'
def g():
    r = yield from It()
it = g()
print(next(it), it.send(4), it.throw(KeyError('a')))
print(it.close())
