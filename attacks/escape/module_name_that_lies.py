# from: rexec on 2.7 (HERITAGE 1.5, hole 6)
# after: a forbidden module under the hash of an allowed one
# must: contained
class S(str):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return hash('math')

    def __str__(self):
        return 'math'

    def rpartition(self, sep):
        return ('', '', 'math')

    def startswith(self, *a):
        return True


for real in ('os', 'subprocess', '_posixsubprocess', 'socket', 'ctypes'):
    try:
        m = __import__(S(real))
        print(m.__name__)
        print('ESCAPED', m.environ['CANARY_SECRET'])
    except Exception as e:
        print(type(e).__name__)
