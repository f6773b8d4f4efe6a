def foo(*a): return 1/0
foo(
    1,
    2,
)
