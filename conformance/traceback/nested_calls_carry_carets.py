def inner(values):
    return values['key'] + len(values) / (values['zero'] * 2)


def outer():
    return [inner({'key': 1, 'zero': n}) for n in (1, 0)]


print(outer())
