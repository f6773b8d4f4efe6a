# from: arguments that the host's signature and check do not expect
# after: a call past the check
# must: contained
for call in (
    lambda: checked(11), lambda: checked(9.99), lambda: checked(True), lambda: checked('5'), lambda: checked(float('nan')), lambda: checked(-(2**70)), lambda: checked(*[1, 2, 3]), lambda: checked(n=50), lambda: checked(), lambda: checked(5, n=50), lambda: checked([11]), lambda: checked.__call__(50), lambda: type(checked).__call__(checked, 50), lambda: checked(**{'__proto__': 1}),
    lambda: bound(), lambda: bound(1, 2, 3), lambda: bound(1, key=2), lambda: bound(key=1), lambda: bound(1, fallback=2), lambda: bound(1, **{'fallback': 2, 'x': 3}), lambda: bound(*range(10**5)), lambda: bound(1, **{str(i): i for i in range(10**4)}),
):
    try:
        r = call()
        if r in (11, 50, -(2**70)) and r is not None and r != -(2**70):
            print('ESCAPED', r)
        print(repr(r)[:50])
    except Exception as e:
        print(type(e).__name__, str(e)[:80])
