import json
value = {'a': [1, 2.5, True, None, 'é"\n\u2028'], 'b': {}, 3: (1,), None: float('inf')}
print(json.dumps(value), json.dumps(value, ensure_ascii=False, indent=2, separators=(',', ': ')), json.dumps({'b': 1, 'a': 2}, sort_keys=True))
print(json.loads('{"x": [1, -2.5e3, "\\u00e9\\ud83d\\ude00", null, true, NaN]}'), json.loads(' 12345678901234567890 '), json.loads(b'"bytes"'))
for text in ('', '{', '[1,]', '{"a" 1}', "{'a': 1}", '[1 2]', '"abc', '"\\x"', '01', '{"a": }', 'nul', '[1]]', '"\t"'):
    try:
        print(json.loads(text))
    except json.JSONDecodeError as error:
        print(repr(text), error, error.pos)
for bad in ({1, 2}, object, {(1,): 2}, 1j):
    try:
        json.dumps(bad)
    except TypeError as error:
        print(error)
loop = []
loop.append(loop)
try:
    json.dumps(loop)
except ValueError as error:
    print(error)
