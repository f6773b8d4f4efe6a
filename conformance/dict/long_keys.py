# Keys that are long strings, by every way to a dict: subscripts, names, keywords, sets, subclasses.
import copy
import json
import pickle

a, b = 'a' * 20000, 'a' * 19999 + 'b'
d = {a: 1, 'short': 2}
d[b] = 3
print(d[a], d['a' * 20000], d[b], len(d), 'a' * 20001 in d, d.get('c' * 20000))
d['a' * 20000] = 4
print(len(d), list(d.values()), [len(k) for k in d])
print(d.pop(b), b in d, d.setdefault(b, 5), d.popitem()[1], d.setdefault(a, 6))
del d[a]
print(a in d, len(d))
try:
    d[a]
except KeyError as e:
    print(len(e.args[0]))

print({a: 1} == {'a' * 20000: 1}, {a: 1} == {b: 1}, {a: 1, b: 2} == {b: 2, a: 1})
print(len({a, b, 'a' * 20000}), {a} <= {a, b}, len({a} ^ {a, b}), a in frozenset([b, a]))
e = {a: 1, **{b: 2}} | {a: 3}
print(list(e.values()), e.keys() & {a} == {a}, copy.deepcopy(e) == e, dict(e.items()) == e)
print(json.loads(json.dumps(e)) == e, pickle.loads(pickle.dumps(e)) == e)
records = json.loads('[{"%s": 1, "x": 2}, {"%s": 3, "x": 4}]' % (a, a))
print([r[a] for r in records], [r[a] for r in pickle.loads(pickle.dumps(records))])
print([len(k) for k in json.loads('[{"%s": 1, "x": 2}, {"%s": 3, "x": 4}]' % (a, a))[1]])


class Text(str):
    pass


class Odd(str):
    def __hash__(self):
        return hash(str(self))

    def __eq__(self, other):
        return str(self) == other


for cls in Text, Odd:
    d = {a: 1}
    print(d[cls(a)], cls(a) in d, cls(b) in d)
    d[cls(b)] = 2
    d[cls(a)] = 3
    print(d[b], len(d), d[a])
    del d[cls(a)], d[b]
    print(d)


class C:
    pass


c = C()
setattr(c, a, 1)
print(getattr(c, 'a' * 20000), c.__dict__[a], hasattr(c, b), len(vars(c)))
c.__dict__[b] = 2
print(getattr(c, b), c.__dict__ == {a: 1, b: 2})
delattr(c, a)
print(hasattr(c, a), a in c.__dict__)
setattr(C, a, 7)
print(getattr(C(), a), C.__dict__[a], getattr(c, a))
delattr(C, a)
print(hasattr(c, a))
D = type('D', (), {a: 1, b: 2})
print(getattr(D, b), getattr(D(), a))


def f(**kw):
    return [(len(k), v) for k, v in kw.items()]


print(f(**{a: 1, b: 2}))
exec(f'{a} = 5\ndef g({b}=1): return {a} + {b}')
print(globals()[a], g(), g(**{b: 3}))
globals()[a] = 6
print(eval(a), g())
exec(f'del {a}')
print(a in globals())
names = {}
exec(f'{a} = 1; {b} = {a} + 1', names)
print(names[a], names[b])
