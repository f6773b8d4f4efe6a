try:
    hasattr(object(), 'x'); getattr(object(), 'y', None); next(iter([]), 0); isinstance(1, (int,)); dict().get('a')
    class A:
        def __getattr__(self, n): raise AttributeError(n)
    hasattr(A(), 'q'); getattr(A(), 'q', 1)
    class It:
        def __iter__(self): return self
        def __next__(self): raise StopIteration
    list(It()); next(It(), None); any(It()); sum(It()); max(It(), default=1)
    raise KeyError('k')
except KeyError as e: print(repr(e.__context__), repr(e.__cause__))
