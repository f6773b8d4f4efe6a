# Data of about 1 MB, and instances of classes. A case answers a checksum.
import io
import pickle
import types


# Computed texts stand once: whether equal ones are one object is the interpreter's own affair.
RECORDS = [
    {
        'id': i, 'name': f'User number {i}', 'email': f'user{i}@example.com', 'active': i % 3 == 0, 'score': i * 1.37,
        'tags': ['alpha', 'beta', 'gamma'], 'address': {'street': f'{i} Main Street', 'zip': str(100000 + i)},
        'parent': None, 'balance': i * 100003,
    }
    for i in range(6000)
]
FLOATS = [i * 0.1234567 + 1 / (i + 1) for i in range(110000)]
INTS = [i * 7919 for i in range(200000)]
TUPLES = [(i, i + 1, float(i)) for i in range(50000)]
TEXTS = [f'Line {i}: Привет 你好 ' * 20 for i in range(1500)]
WORDS = [f'word {i}' for i in range(80000)]
BLOCKS = [bytes([i & 255]) * 1000 for i in range(1000)]
NUMBERS = {i: {i, i + 1, i + 2} for i in range(20000)}
POINTS = [types.SimpleNamespace(x=i, y=float(i)) for i in range(5000)]

NAMES = ['RECORDS', 'FLOATS', 'INTS', 'TUPLES', 'TEXTS', 'WORDS', 'BLOCKS', 'NUMBERS', 'POINTS']
PICKLES = {name: pickle.dumps(globals()[name], 5) for name in NAMES}
OLD = pickle.dumps(RECORDS, 2)

CASES = {
    'dumps records': lambda: len(pickle.dumps(RECORDS, 5)),
    'dumps records, protocol 2': lambda: len(pickle.dumps(RECORDS, 2)),
    'dumps floats': lambda: len(pickle.dumps(FLOATS, 5)),
    'dumps ints': lambda: len(pickle.dumps(INTS, 5)),
    'dumps tuples': lambda: len(pickle.dumps(TUPLES, 5)),
    'dumps texts': lambda: len(pickle.dumps(TEXTS, 5)),
    'dumps words': lambda: len(pickle.dumps(WORDS, 5)),
    'dumps bytes': lambda: len(pickle.dumps(BLOCKS, 5)),
    'dumps sets': lambda: len(pickle.dumps(NUMBERS, 5)),
    'dumps instances': lambda: len(pickle.dumps(POINTS, 5)),
    'loads records': lambda: len(pickle.loads(PICKLES['RECORDS'])),
    'loads records, protocol 2': lambda: len(pickle.loads(OLD)),
    'loads floats': lambda: len(pickle.loads(PICKLES['FLOATS'])),
    'loads ints': lambda: len(pickle.loads(PICKLES['INTS'])),
    'loads tuples': lambda: len(pickle.loads(PICKLES['TUPLES'])),
    'loads texts': lambda: len(pickle.loads(PICKLES['TEXTS'])),
    'loads words': lambda: len(pickle.loads(PICKLES['WORDS'])),
    'loads bytes': lambda: len(pickle.loads(PICKLES['BLOCKS'])),
    'loads sets': lambda: len(pickle.loads(PICKLES['NUMBERS'])),
    'loads instances': lambda: len(pickle.loads(PICKLES['POINTS'])),
    'load records from a file': lambda: len(pickle.load(io.BytesIO(PICKLES['RECORDS']))),
}
