def f(): 1/0
x = f()
y = f()
