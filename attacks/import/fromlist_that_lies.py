# from: fromlist, __path__ and __all__ that lie
# after: submodules that nobody allowed
# must: contained
import sys
import types


class Names:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return 1

    def __getitem__(self, i):
        return self.items[i]


class S(str):
    def __eq__(self, o):
        return True

    def __hash__(self):
        return 0


m = types.ModuleType('pack')
m.__path__ = ['@FOLDER@']
m.__all__ = ['evilmod', '__globals__', 5, '*']
sys.modules['pack'] = m
for fromlist in (Names(['evilmod']), ['evilmod'], [S('evilmod')], 'evilmod', [5], ['*'], [b'evilmod'], [''], ['.evilmod'], ['../evilmod'], [None], 5, {'evilmod': 1}, ['\ud800'], ['evilmod\0']):
    try:
        r = __import__('pack', None, None, fromlist)
        print('ESCAPED', r.evilmod.value)
    except BaseException as e:
        print(type(e).__name__)
try:
    exec('from pack import *')
except BaseException as e:
    print(type(e).__name__)
