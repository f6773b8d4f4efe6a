import doctest


def successor(x):
    """
    >>> successor(1)
    2
    >>> successor('a')
    Traceback (most recent call last):
    TypeError: can only concatenate str (not "int") to str
    >>> print(*range(20))  # doctest: +ELLIPSIS
    0 1 ... 19
    >>> successor(5)
    7
    """
    return x + 1


for test in doctest.DocTestFinder().find(successor, 'successor', module=False, globs={'successor': successor}):
    test.filename = 'examples'
    print(doctest.DocTestRunner().run(test))
