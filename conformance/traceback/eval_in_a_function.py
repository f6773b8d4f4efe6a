def f(): return eval('1 + x', {'x': ''})
f()
