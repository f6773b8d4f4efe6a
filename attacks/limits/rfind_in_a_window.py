text = ' ' * 20_000_000
last = len(text) - 100
while True:
    text.rfind('x', last)
