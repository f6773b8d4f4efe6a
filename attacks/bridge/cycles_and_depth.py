# from: values that hold themselves, or go deep
# after: the host's stack
# must: contained
l = []
l.append(l)
d = {}
d['d'] = d
t = ([],)
t[0].append(t)
s = [d, l, t]
deep = 0
for i in range(5000):
    deep = [deep]
deepd = 0
for i in range(3000):
    deepd = {1: deepd}
wide = []
for i in range(25):
    wide = [wide, wide]
g = frozenset()
for i in range(5000):
    g = frozenset([g])
for v in (l, d, t, s, deep, deepd, wide, g, [l] * 100):
    for use in (echo, later, merge, lambda v: setattr(account, 'balance', v), lambda v: account.deposit(v), lambda v: bound(key=v), lambda v: bound(v, fallback=v)):
        try:
            use(v)
            print('took')
        except Exception as e:
            print(type(e).__name__, str(e)[:60])
result = l
deep
