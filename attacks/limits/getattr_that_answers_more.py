# Each attribute is an object of a new class.
class A:
    def __getattr__(self, name):
        return type(name, (A,), {name: self})()


a = A()
while True:
    a = a.b
