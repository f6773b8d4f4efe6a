# from: values that look like the tagged lists that cross
# after: a list that becomes something else
# must: contained
for v in (['list'], ['dict', 1, 2], ['set', 1], ['tuple'], ['host', 0, ''], ['object', 'x'], ['bytes'], ['date', 1], ['int', '5'], ['ref', 0], [['host', 0, '']], {'host': 0}, ('host', 0, 'secret'), ['__proto__'], ['dict', '__proto__', ['dict', 'isAdmin', True]], ['error'], ['value', 1], ['refused', 'x'], ['limit', 'fuel', 'x'], ['call', 'open', ['@CANARY@']]):
    try:
        r = echo(v)
        if type(r) not in (list, dict) or repr(list(v) if isinstance(v, tuple) else v) != repr(r):
            print('ESCAPED', v, r)
        print(kinds(v), later(v) == r)
    except Exception as e:
        print(type(e).__name__)
