import gc
class Noisy:
    def __init__(self, name): self.name = name
    def __del__(self): print('del', self.name)
a, b = Noisy('a'), Noisy('b')
a.other, b.other = b, a
del a, b
gc.collect()
print('collected')
