# The method format of strings reads attributes by text: it is refused when it runs.
from RestrictedPython import compile_restricted_exec, safe_globals

for source in ("'{0.real}'.format(1)", "'{a}'.format_map({'a': 1})", "str.format('{}', 1)", "f = 'a'.format"):
    try:
        exec(compile_restricted_exec(source).code, dict(safe_globals))
    except NotImplementedError as e:
        print(e)
names = dict(safe_globals)
exec(compile_restricted_exec("x = 2\ny = f'{x:>4}' + '%s' % x").code, names)
print(repr(names['y']))
#> Using the format*() methods of `str` is not safe
#> Using the format*() methods of `str` is not safe
#> Using the format*() methods of `str` is not safe
#> Using the format*() methods of `str` is not safe
#> '   22'
