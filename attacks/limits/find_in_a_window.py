# What is looked for in a few bytes of many is not looked for in the others.
data = bytes(30_000_000)
last = len(data) - 2
while True:
    data.find(b'x', 0, 2)
    data.rfind(b'x', last)
