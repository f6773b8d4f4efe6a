# from: pysandbox: _io.FileIO; rexec: type(open(...))
# after: the constructor of files behind open
# must: contained
import io

for make in (
    lambda: io.FileIO('@CANARY@', 'r+'),
    lambda: io.open('@CANARY@'),
    lambda: io.open_code('@CANARY@'),
    lambda: io.TextIOWrapper(io.BufferedReader(io.FileIO('@CANARY@'))),
    lambda: io.BufferedRandom(io.FileIO('@CANARY@', 'r+')),
    lambda: io._io.FileIO('@CANARY@'),
    lambda: io.FileIO.__new__(io.FileIO).__init__('@CANARY@'),
    lambda: type(io.StringIO().__class__)('F', (io.FileIO,), {})('@CANARY@'),
    lambda: __import__('_pyio').FileIO('@CANARY@'),
):
    try:
        print('ESCAPED', make().read())
    except Exception as e:
        print(type(e).__name__)
