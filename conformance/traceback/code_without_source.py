ns = {}
exec("def g():\n    1/0\n", ns)
ns['g']()
