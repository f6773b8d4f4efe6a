# from: importlib.reload, module __spec__ and __loader__ changed
# after: another module under a name that is allowed
# must: contained
import math

for change in ({'__name__': 'os'}, {'__name__': '_posixsubprocess'}, {'__spec__': None}, {'__loader__': None}, {'__file__': '@CANARY@'}, {'__path__': ['@FOLDER@']}, {'__name__': 5}):
    vars(math).update(change)
    for use in (lambda: __import__('importlib').reload(math), lambda: math.__loader__.load_module('os'), lambda: math.__loader__.exec_module(math), lambda: math.__spec__.loader.create_module(math.__spec__), lambda: repr(math)):
        try:
            r = use()
            print('ESCAPED', r.environ['CANARY_SECRET'])
        except BaseException as e:
            kind = type(e).__name__
print('done')
