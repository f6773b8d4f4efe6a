from functools import partial, Placeholder as _
show = lambda *a, **k: (a, k)
p = partial(show, _, 2, x=1)
print(p(1), p(1, 3, x=4), partial(p, 9)(), p.args, p.keywords)
for bad in (lambda: p(), lambda: partial(show, _), lambda: partial(show, x=_), lambda: partial(5)):
    try:
        bad()
    except TypeError as e:
        print(e)
