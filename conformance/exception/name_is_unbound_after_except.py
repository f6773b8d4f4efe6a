try:
    raise ValueError('x')
except ValueError as error:
    pass
try:
    error
except NameError as missing:
    print(missing, missing.name)
