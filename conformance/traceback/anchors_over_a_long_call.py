def function_with_long_name(a, b, c): raise RuntimeError('q')
function_with_long_name(function_with_long_name.__name__, [1, 2, 3], {'a': (4, 5)}) + 1
