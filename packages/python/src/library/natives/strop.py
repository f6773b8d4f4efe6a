"""The functions of string that were written in C once; string's own are the same."""
from string import (
    atof, atoi, atol, capitalize, count, expandtabs, find, join, joinfields, lower, lowercase, lstrip, maketrans,
    replace, rfind, rstrip, split, splitfields, strip, swapcase, translate, upper, uppercase, whitespace,
)
