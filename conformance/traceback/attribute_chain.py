class A: pass
a = A()
a.foo.bar.baz
