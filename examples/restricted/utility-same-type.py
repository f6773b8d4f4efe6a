# same_type compares classes.
from RestrictedPython.Utilities import same_type

class A:
    pass

class B(A):
    pass

print(same_type(1, 2, 3), same_type(1, 1.0), same_type(A(), A()), same_type(A(), B()), same_type(A(), A), same_type(1))
#> True False True False False True
