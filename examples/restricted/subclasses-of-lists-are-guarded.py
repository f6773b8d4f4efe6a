# The guard lets lists and dicts pass, not their subclasses.
from RestrictedPython.Guards import full_write_guard

class Mine(list):
    pass

try:
    full_write_guard(Mine([1]))[0] = 2
except TypeError as e:
    print(e)
#> object does not support item or slice assignment
