def say(x):
    print(x, end=' ')
    return x
def f(*args, **kwargs): return args, kwargs
print(f(say(1), *[say(2), say(3)], say(4), k=say(5), **{'m': say(6)}, n=say(7)))
d = {say('k1'): say('v1'), say('k2'): say('v2')}
(say([0]))[say(0)] = say('value')
say(1) < say(2) < say(3)
print(say(0) and say(1) or say(2), not say(0))
