class Counter:
    def __init__(self):
        self.total = 0

    def add(self, n):
        total += n
        return self.total


Counter().add(1)
