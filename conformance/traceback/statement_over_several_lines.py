def combine(*args, **kwargs):
    raise RuntimeError(
        'multi '
        'line'
    )


combine(
    1,
    [
        2,
    ],
    key=3,
)
