# from: JavaScript: __proto__ and toJSON in JSON
# after: a prototype by JSON
# must: contained
import json

text = '{"__proto__": {"isAdmin": true}, "constructor": {"prototype": {"x": 1}}, "toJSON": 1, "length": 5, "then": null}'
d = json.loads(text)
print(sorted(d), hasattr(d, 'isAdmin'), {}.get('isAdmin'), json.loads('{}').get('isAdmin'))
print(json.dumps(d) == json.dumps(json.loads(json.dumps(d))))


class C(dict):
    def toJSON(self):
        print('ESCAPED')

    def __getattr__(self, n):
        return 5


print(json.dumps(C(a=1)), json.dumps([C(), {'toJSON': 1}]))
for bad in ('{"a":1,}', '[1,]', 'undefined', 'NaN', '{"a":undefined}', "{'a':1}", '[,]', '01', '1e', '"\x00"', '{"__proto__"', '\ufeff1', '[' * 100000, '{"a":' * 100000, '1' * 5000, '"\\ud800"', '-', '', '\u2028'):
    try:
        print(repr(json.loads(bad))[:30])
    except (ValueError, RecursionError) as e:
        assert 'JSON.parse' not in str(e), e
        print(type(e).__name__)
