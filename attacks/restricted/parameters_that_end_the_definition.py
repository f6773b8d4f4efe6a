# from: compile_restricted_function puts its parameters into a text
# after: statements of the host's own, outside of the function
# must: contained
from RestrictedPython import compile_restricted_function, safe_builtins

for parameters in (
    'a): pass\nimport os\nx = os.environ["CANARY_SECRET"]\ndef f(b',
    'a=__import__("os")',
    'a=(lambda: 1).__globals__',
    'a, /, b, *, _c',
    'a) -> (b',
    'a: __import__("os").environ = 1',
    '#',
    'a)\n#',
):
    try:
        result = compile_restricted_function(parameters, 'return a', 'f')
        print(result.errors)
        if result.code is not None:
            names = {'__builtins__': safe_builtins}
            exec(result.code, names)
            print(sorted(n for n in names if n != '__builtins__'))
    except Exception as e:
        print(type(e).__name__, e)
