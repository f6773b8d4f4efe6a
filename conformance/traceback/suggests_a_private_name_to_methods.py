class A:
    def __init__(self): self.value = 1; self._private = 2
    def m(self): return self.privat
A().m()
