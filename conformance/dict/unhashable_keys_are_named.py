d = {}
for key in ([], {}, set(), (1, []), slice(1, [])):
    for op in (lambda: d[key], lambda: d.get(key), lambda: key in d, lambda: d.setdefault(key), lambda: {key}):
        try:
            op()
        except TypeError as e:
            print(e)
