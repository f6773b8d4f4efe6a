def tag(name):
    print('make', name)
    def decorate(f):
        print('apply', name)
        def wrapper(*a, **k): return f'<{name}>{f(*a, **k)}</{name}>'
        return wrapper
    return decorate
@tag('b')
@tag('i')
def text(x, y=1): return x * y
print(text('z', y=2))
