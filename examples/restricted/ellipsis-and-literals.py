# All literals are allowed.
from RestrictedPython import compile_restricted_eval

for source in ('...', '1', '1.5', '2j', '"a" b"" ""' if False else '"a" "b"', "b'a'", 'None', 'True', '()', '[1, *[2]]', '{1, 2}', '{1: 2, **{3: 4}}'):
    result = compile_restricted_eval(source)
    print(result.errors or repr(eval(result.code)))
#> Ellipsis
#> 1
#> 1.5
#> 2j
#> 'ab'
#> b'a'
#> None
#> True
#> ()
#> [1, 2]
#> {1, 2}
#> {1: 2, 3: 4}
