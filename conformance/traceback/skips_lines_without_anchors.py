def foo(*a, **k): 1/0
y = [
    foo(1,
        2,
        3,
        4,
        5)
    for i in range(3)
]
