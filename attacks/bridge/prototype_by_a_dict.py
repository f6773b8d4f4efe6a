# from: prototype pollution: a Map that a careless host copies
# after: Object.prototype
# must: contained
import json

for d in ({'__proto__': {'isAdmin': True}}, {'constructor': {'prototype': {'isAdmin': True}}}, {'__proto__': None}, {'isAdmin': 1}, json.loads('{"__proto__": {"isAdmin": true}}'), {'toString': 1, 'valueOf': 2}, {'a': {'__proto__': {'x': 1}}}, {b'__proto__': 1, 5: 2, None: 3, (1, 2): 4, '5': 6}):
    for use in (merge, echo, later, lambda d: echo(**{k: v for k, v in d.items() if isinstance(k, str)}), lambda d: bound(**d), lambda d: kinds(d, [d], {1: d})):
        try:
            print(repr(use(d))[:60])
        except Exception as e:
            print(type(e).__name__)
print(merge({}))
