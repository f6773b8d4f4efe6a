# Constants in class bodies and defaults.
while True:
    class C:
        x = 7**200_000

        def f(self, y=3**300_000):
            pass
