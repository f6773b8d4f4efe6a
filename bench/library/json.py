# Documents of about 1 MB. A case answers a checksum.
import json

RECORDS = [
    {
        'id': i, 'name': f'User number {i}', 'email': f'user{i}@example.com', 'active': i % 3 == 0, 'score': i * 1.37,
        'tags': ['alpha', 'beta', f'tag{i % 17}'], 'address': {'street': f'{i} Main Street', 'zip': str(10000 + i)},
        'parent': None, 'balance': i * 100003,
    }
    for i in range(5000)
]
FLOATS = [i * 0.1234567 + 1 / (i + 1) for i in range(52000)]
INTS = [i * 7919 for i in range(120000)]
TEXTS = [f'Line {i}\n\t"quoted" \\ back — Привет 你好 {i} ' * 20 for i in range(900)]
PLAIN = [f'{i} some plain words without anything to escape ' * 10 for i in range(2000)]
DEEP = {}
for i in range(12):
    DEEP = {f'k{j}': DEEP if j == 0 else [[j, [i]], {'a': {'b': [j]}}] for j in range(2000)}

RECORDS_TEXT = json.dumps(RECORDS)
INDENTED_TEXT = json.dumps(RECORDS, indent=2)
FLOATS_TEXT = json.dumps(FLOATS)
INTS_TEXT = json.dumps(INTS)
TEXTS_TEXT = json.dumps(TEXTS)
UNICODE_TEXT = json.dumps(TEXTS, ensure_ascii=False)
PLAIN_TEXT = json.dumps(PLAIN)
DEEP_TEXT = json.dumps(DEEP)

CASES = {
    'dumps records': lambda: len(json.dumps(RECORDS)),
    'dumps records, indent=2': lambda: len(json.dumps(RECORDS, indent=2)),
    'dumps records, sort_keys': lambda: len(json.dumps(RECORDS, sort_keys=True)),
    'dumps floats': lambda: len(json.dumps(FLOATS)),
    'dumps ints': lambda: len(json.dumps(INTS)),
    'dumps texts with escapes': lambda: len(json.dumps(TEXTS)),
    'dumps texts, not only ASCII': lambda: len(json.dumps(TEXTS, ensure_ascii=False)),
    'dumps plain texts': lambda: len(json.dumps(PLAIN)),
    'dumps nested': lambda: len(json.dumps(DEEP)),
    'loads records': lambda: len(json.loads(RECORDS_TEXT)),
    'loads records, indented': lambda: len(json.loads(INDENTED_TEXT)),
    'loads floats': lambda: len(json.loads(FLOATS_TEXT)),
    'loads ints': lambda: len(json.loads(INTS_TEXT)),
    'loads texts with escapes': lambda: len(json.loads(TEXTS_TEXT)),
    'loads texts, not only ASCII': lambda: len(json.loads(UNICODE_TEXT)),
    'loads plain texts': lambda: len(json.loads(PLAIN_TEXT)),
    'loads nested': lambda: len(json.loads(DEEP_TEXT)),
}
