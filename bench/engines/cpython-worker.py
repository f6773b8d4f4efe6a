# Answers each line of standard input, a JSON request { source, divide }, with { seconds, cpu, checksum } or { error }.
import json
import sys
import time


def measure(source, divide):
    names = {'__name__': 'bench'}
    exec(compile(source, 'bench.py', 'exec'), names)
    work = names['bench']
    start = time.perf_counter()
    cpu = time.process_time()
    checksum = work(names['N'] // divide)
    cpu = time.process_time() - cpu
    return {'seconds': time.perf_counter() - start, 'cpu': cpu, 'checksum': str(checksum)}


for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = measure(request['source'], request['divide'])
    except Exception as error:
        answer = {'error': f'{type(error).__name__}: {error}'}
    print(json.dumps(answer), flush=True)
