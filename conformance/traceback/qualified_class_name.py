class A:
    class B(Exception): pass
def f():
    class C(A.B): pass
    raise C(1)
f()
