print(repr(len), repr([].append)[:27], repr(str.upper), repr(int.__add__), repr((1).__add__)[:35], repr(dict.fromkeys)[:40], repr(int.real), repr(type.__dict__['__name__']))
print(len.__name__, len.__module__, len.__self__, [].append.__self__, str.upper.__objclass__, int.__add__.__name__, (1).__add__.__self__)
print(dict.__dict__['fromkeys'], type(dict.__dict__['fromkeys']), str.upper('a'), int.__add__(1, 2), int.real.__get__(5))
for f in (lambda: str.upper(), lambda: str.upper(1), lambda: int.__add__(), lambda: int.__add__('a', 1), lambda: int.__add__(1), lambda: [].append(), lambda: [].append(1, 2), lambda: len(), lambda: int.real.__get__('a'), lambda: int.real.__set__(1, 2), lambda: dict.__dict__['fromkeys'](), lambda: str.join.__get__(None), lambda: len(a=1), lambda: [].sort(1)):
    try: f()
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
print(str.join.__get__('-')(['a', 'b']), [].append == [].append, len == len, len.__qualname__, [].append.__qualname__, str.join.__qualname__)
