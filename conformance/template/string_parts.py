name = 'World'
t = t'Hello {name!r:>10}, {1 + 1}!'
print(type(t).__name__, t.strings, t.values, [(i.value, i.expression, i.conversion, i.format_spec) for i in t.interpolations], list(t))
