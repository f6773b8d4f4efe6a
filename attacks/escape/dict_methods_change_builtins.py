# from: pysandbox: dict.__setitem__ and friends on a read-only __builtins__
# after: the builtins of the host, or of another cell
# must: contained
import builtins

d = vars(builtins)
for change in (
    lambda: dict.__setitem__(d, 'len', lambda *a: 'mine'),
    lambda: dict.update(d, {'isinstance': lambda *a: True}),
    lambda: dict.pop(d, 'hash'),
    lambda: dict.setdefault(d, 'added', 1),
    lambda: d.__ior__({'type': 5}),
    lambda: dict.__delitem__(d, 'repr'),
    lambda: setattr(builtins, 'print', None),
    lambda: dict.clear(d),
):
    try:
        change()
    except Exception:
        pass
