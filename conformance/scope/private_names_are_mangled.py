class Box:
    __hidden = 1
    def get(self): return self.__hidden
    def set(self, value): self.__hidden = value
b = Box()
b.set(2)
print(b.get(), Box._Box__hidden, vars(b), '__dunder__' in dir(b))
b.__hidden
