# from: sys.modules replaced by a mapping that lies
# after: import looks a name up through an object of the program
# must: contained
import sys


class Lying(dict):
    def __getitem__(self, key):
        raise KeyError(key)

    def get(self, key, default=None):
        return sys

    def __contains__(self, key):
        return True

    def __missing__(self, key):
        return sys


real = sys.modules
for fake in (Lying(), {}, None, 5, [], Lying(real), type('M', (), {})()):
    sys.modules = fake
    for name in ('os', 'math', 'socket', 'nosuch'):
        try:
            m = __import__(name)
            print(name, m.__name__)
        except BaseException as e:
            print(type(e).__name__)
sys.modules = real
try:
    print('ESCAPED', __import__('os').environ['CANARY_SECRET'])
except (KeyError, ImportError, AttributeError) as e:
    print(type(e).__name__)
