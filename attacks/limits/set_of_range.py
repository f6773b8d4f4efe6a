# A set and a frozenset of a range.
try:
    frozenset(range(10**9))
finally:
    set(range(10**9))
