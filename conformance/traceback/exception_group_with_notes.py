def fail(n):
    try:
        raise ValueError(n)
    except ValueError as error:
        error.add_note(f'note {n}')
        return error


raise ExceptionGroup('several', [fail(1), ExceptionGroup('more', [fail(2), TypeError('bare')])])
